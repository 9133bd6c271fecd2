import { z } from 'zod';
import { id, line, names, pageInput, version, type Names } from '../schema-parts.ts';

export const crews = ['A', 'B', 'C', 'D'] as const;
export const crew = z.enum(crews);
export type Crew = (typeof crews)[number];

/** Code of a qualification, e.g. ba. */
const qualificationKey = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]*$/)
  .max(40);

/** Something that people are trained for and that may run out; each site has its own list. */
export interface QualificationKind {
  readonly id: string;
  readonly key: string;
  readonly names: Names;
  /** Null: once and for all. */
  readonly validMonths: number | null;
  readonly version: number;
}

export const addQualificationInput = z.object({
  key: qualificationKey,
  names,
  validMonths: z.int().min(1).max(600).nullable().default(null),
});

/** A day in the site's zone, YYYY-MM-DD. */
export const day = z.iso.date();

const qualification = z.object({ key: qualificationKey, expiresOn: day.nullable().default(null) });
const qualifications = z
  .array(qualification)
  .max(60)
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length);

/** `expiresOn` is the last day on which it counts; null: it does not expire. */
export interface Qualification {
  readonly key: string;
  readonly expiresOn: string | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  /** Shift crew; null for people on days. */
  readonly crew: Crew | null;
  readonly callSign: string;
  readonly phone: string;
  readonly teamId: string | null;
  readonly qualifications: readonly Qualification[];
  readonly version: number;
}

const details = {
  name: line(120),
  crew: crew.nullable(),
  callSign: z.string().trim().max(40),
  phone: z.string().trim().max(40),
  teamId: id.nullable(),
  qualifications,
};

export const addPersonInput = z.object({
  name: details.name,
  crew: details.crew.default(null),
  callSign: details.callSign.default(''),
  phone: details.phone.default(''),
  teamId: details.teamId.default(null),
  qualifications: details.qualifications.default([]),
});

/** Only what is named changes. */
export const changePersonInput = z.object({ id, version, ...z.object(details).partial().shape });

/** One qualification held until a new day (null: for good); the others of the person stay as they are. */
export const renewInput = z.object({ id, version, key: qualificationKey, expiresOn: day.nullable() });
/** Someone who has left is no longer found, called or counted; what they did stays in the record. */
export const retirePersonInput = z.object({ id, version });

export const personPageInput = pageInput.extend({
  teamId: id.optional(),
  crew: crew.optional(),
  qualification: qualificationKey.optional(),
});

/** The person once the qualification is renewed, or newly held. */
export function renewed(person: Person, key: string, expiresOn: string | null): Person {
  const held = person.qualifications.some((one) => one.key === key);
  const qualifications = held
    ? person.qualifications.map((one) => (one.key === key ? { key, expiresOn } : one))
    : [...person.qualifications, { key, expiresOn }];
  return { ...person, qualifications, version: person.version + 1 };
}

/**
 * The last day (YYYY-MM-DD) on which a qualification counts that was passed on `passedOn`: the same day `validMonths`
 * later, or that month's last day. Null: for good.
 */
export function validUntil(passedOn: string, validMonths: number | null): string | null {
  if (validMonths === null) return null;
  const [year = 0, month = 1, dayOfMonth = 1] = passedOn.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + validMonths + 1, 0));
  const until = new Date(
    Date.UTC(
      lastOfMonth.getUTCFullYear(),
      lastOfMonth.getUTCMonth(),
      Math.min(dayOfMonth, lastOfMonth.getUTCDate()),
    ),
  );
  return until.toISOString().slice(0, 10);
}

export type QualificationState = 'valid' | 'soon' | 'expired';

/** Whether a qualification counts on a day (YYYY-MM-DD), and whether it ends within `soonDays`. */
export function qualificationState(held: Qualification, today: string, soonDays = 30): QualificationState {
  if (held.expiresOn === null) return 'valid';
  if (held.expiresOn < today) return 'expired';
  const days = (Date.parse(held.expiresOn) - Date.parse(today)) / 86_400_000;
  return days <= soonDays ? 'soon' : 'valid';
}
