import { z } from 'zod';

// zod would otherwise probe `eval`, which the window's policy forbids.
z.config({ jitless: true });

/** UUIDv7 as text. */
export const id = z.uuid();
/** One line that people read: trimmed, not empty. */
export const line = (max: number) => z.string().trim().min(1).max(max);
/** UTC, ISO 8601 with milliseconds. */
export const instant = z.iso.datetime({ precision: 3 });
/** Wall-clock time, HH:MM. */
export const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** Which version of a row the editor saw; an older one is a conflict. */
export const version = z.int().min(1);

/** A page of a list: `after` is the cursor that the page before gave. */
export const pageInput = z.object({
  text: z.string().max(200).default(''),
  after: z.string().max(200).optional(),
  limit: z.int().min(1).max(200).default(50),
});

export interface Page<T> {
  readonly rows: readonly T[];
  /** How many rows match in all. */
  readonly total: number;
  /** Cursor of the next page, null at the end. */
  readonly next: string | null;
}

/** A name in the languages of the room; Serbian Cyrillic is derived from Latin. */
export const names = z.object({ en: line(200), srLatn: line(200), zhHans: line(200) });
export type Names = z.infer<typeof names>;

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const ring = z.array(position).min(4).max(20_000);
/** GeoJSON geometry in WGS 84, longitude first. */
export const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: position }),
  z.object({ type: z.literal('LineString'), coordinates: z.array(position).min(2).max(20_000) }),
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1).max(200) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1).max(200) }),
]);
export type Geometry = z.infer<typeof geometry>;
