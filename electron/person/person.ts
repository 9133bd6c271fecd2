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

export const personPageInput = pageInput.extend({
  teamId: id.optional(),
  crew: crew.optional(),
  qualification: qualificationKey.optional(),
});

export type QualificationState = 'valid' | 'soon' | 'expired';

/** Whether a qualification counts on a day (YYYY-MM-DD), and whether it ends within `soonDays`. */
export function qualificationState(held: Qualification, today: string, soonDays = 30): QualificationState {
  if (held.expiresOn === null) return 'valid';
  if (held.expiresOn < today) return 'expired';
  const days = (Date.parse(held.expiresOn) - Date.parse(today)) / 86_400_000;
  return days <= soonDays ? 'soon' : 'valid';
}
