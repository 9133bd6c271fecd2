import { z } from 'zod';
import { crew, crews, type Crew } from '../person/person.ts';
import type { PlaceName } from '../place/place.ts';
import type { ShiftKind } from '../roster/roster.ts';
import { id, version } from '../schema-parts.ts';
import type { DrillRequirement } from './drill.ts';

const details = {
  shift: z.enum(['day', 'night', 'any']),
  crews: z
    .array(crew)
    .max(4)
    .refine((all) => new Set(all).size === all.length),
  times: z.int().min(1).max(60),
  every: z.enum(['month', 'year']),
  note: z.string().trim().max(500),
};
const asked = z.object({
  shift: details.shift,
  crews: details.crews,
  times: details.times,
  every: details.every,
});

export const addRequirementInput = z.object({
  typeId: id,
  placeId: id,
  ...details,
  shift: details.shift.default('any'),
  crews: details.crews.default([]),
  times: details.times.default(1),
  note: details.note.default(''),
  actionId: id.nullable().default(null),
});
/** Only what is named changes. */
export const changeRequirementInput = z.object({ id, version, ...z.object(details).partial().shape });
export const retireRequirementInput = z.object({ id, version });

/**
 * What one type asks of some places: `seen` are the requirements that stood there, which become these rows; what is too much is
 * retired. Those that ask for the repeat of a finding are not among them.
 */
export const setRequirementsInput = z.object({
  typeId: id,
  cells: z
    .array(z.object({ placeId: id, seen: z.array(z.object({ id, version })).max(20) }))
    .min(1)
    .max(500),
  rows: z.array(asked).max(8),
});
export const requirementsInput = z.object({
  after: z.string().max(20).optional(),
  limit: z.int().min(1).max(2000).default(500),
});

/** What a requirement asks, without where. */
export type Asked = Pick<DrillRequirement, 'shift' | 'crews' | 'times' | 'every'>;

/** A requirement with what it is about. */
export interface RequirementLine extends DrillRequirement {
  readonly place: PlaceName;
  /** Of the corrective action: what it says, and whether it is still open. */
  readonly actionText: string | null;
  readonly actionOpen: boolean;
}

/** A place that drills are asked of: an area of the site, or another place with a requirement. */
export interface DrillPlace extends PlaceName {
  /** Whether each June must have a fire drill here. */
  readonly area: boolean;
}

const everyOf = { m: 'month', y: 'year' } as const;
const shiftOf: Readonly<Record<string, ShiftKind>> = { d: 'day', n: 'night' };

/**
 * What a cell of the grid says, in a few keys: `1m` once a month, `2y` twice a year, `1m n` by night, `1m d +AB` by day for each
 * of the crews A and B; `;` between several. An empty cell asks nothing. Null: not understood.
 */
export function askedFrom(text: string): Asked[] | null {
  const rows: Asked[] = [];
  for (const part of text
    .split(/[;,]/)
    .map((one) => one.trim())
    .filter(Boolean)) {
    const found = /^(\d{1,2})\s*[x×/]?\s*([my])\s*([dn])?\s*(?:\+\s*([abcd\s]+))?$/i.exec(part);
    if (!found) return null;
    const [, times = '', every = '', shift, letters = ''] = found;
    const named = crews.filter((one) => letters.toUpperCase().includes(one));
    if (Number(times) < 1 || Number(times) > 60) return null;
    rows.push({
      times: Number(times),
      every: everyOf[every.toLowerCase() as 'm' | 'y'],
      shift: shift === undefined ? 'any' : (shiftOf[shift.toLowerCase()] ?? 'any'),
      crews: named,
    });
  }
  return rows.length > 8 ? null : rows;
}

/** The same written back, as it is typed. */
export function askedText(rows: readonly Asked[]): string {
  return rows
    .map(({ times, every, shift, crews: named }) =>
      [
        `${times}${every === 'month' ? 'm' : 'y'}`,
        shift === 'any' ? '' : shift[0],
        named.length > 0 ? `+${named.join('')}` : '',
      ]
        .filter(Boolean)
        .join(' '),
    )
    .join('; ');
}

/** Drills that it asks for in each of its periods. */
export function askedCount({ times, crews: named }: Pick<Asked, 'times' | 'crews'>): number {
  return times * Math.max(1, named.length);
}

/** For each crew once, or for any. */
export function crewsAsked(named: readonly Crew[]): readonly (Crew | null)[] {
  return named.length > 0 ? named : [null];
}
