import { z } from 'zod';
import { dayPlus, instantOf, minuteOfDay, wallAt, weekdayOf } from '../roster/local-time.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { id, names, version, wallTime, type Names } from '../schema-parts.ts';

export const closedSlotKinds = ['blast', 'maintenance', 'other'] as const;

/** A time at which no drill is held: blasting, a stop for maintenance. */
export interface ClosedSlot {
  readonly id: string;
  readonly kind: (typeof closedSlotKinds)[number];
  readonly names: Names;
  /** Null: the whole site. */
  readonly placeId: string | null;
  /** Days on which it begins, in the site's zone, both included. */
  readonly fromOn: string;
  readonly toOn: string;
  /** ISO days of the week, 1 Monday; empty: every day. */
  readonly weekdays: readonly number[];
  /** Wall clock, HH:MM; an end that is not later than the start is on the next day. */
  readonly fromTime: string;
  readonly toTime: string;
  readonly version: number;
}

const details = {
  kind: z.enum(closedSlotKinds),
  names,
  placeId: id.nullable(),
  fromOn: z.iso.date(),
  toOn: z.iso.date(),
  weekdays: z
    .array(z.int().min(1).max(7))
    .max(7)
    .refine((days) => new Set(days).size === days.length),
  fromTime: wallTime,
  toTime: wallTime,
};

export const addClosedSlotInput = z.object({
  ...details,
  placeId: details.placeId.default(null),
  weekdays: details.weekdays.default([]),
});
/** Only what is named changes. */
export const changeClosedSlotInput = z.object({ id, version, ...z.object(details).partial().shape });
export const removeClosedSlotInput = z.object({ id, version });
/** Slots that begin on any of these days, or on any day at all. */
export const closedSlotsInput = z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() });

/** Refuses: closedDaysReversed, closedNever (no day of the range is one of its weekdays). */
export function checkClosedSlot(slot: Pick<ClosedSlot, 'fromOn' | 'toOn' | 'weekdays'>): Refusal | null {
  if (slot.toOn < slot.fromOn) return refuse('closedDaysReversed', { from: slot.fromOn, to: slot.toOn });
  const first = Array.from({ length: 7 }, (_, i) => dayPlus(slot.fromOn, i));
  return first.some((on) => on <= slot.toOn && beginsOn(slot, on))
    ? null
    : refuse('closedNever', { from: slot.fromOn, to: slot.toOn });
}

function beginsOn(slot: Pick<ClosedSlot, 'fromOn' | 'toOn' | 'weekdays'>, on: string): boolean {
  return (
    slot.fromOn <= on &&
    on <= slot.toOn &&
    (slot.weekdays.length === 0 || slot.weekdays.includes(weekdayOf(on)))
  );
}

/** When a slot is closed on a day on which it begins, in ms; null when it does not. An hour that comes twice is closed twice. */
export function closedOn(
  slot: ClosedSlot,
  on: string,
  zone: string,
): { readonly fromMs: number; readonly toMs: number } | null {
  if (!beginsOn(slot, on)) return null;
  const from = minuteOfDay(slot.fromTime);
  const to = minuteOfDay(slot.toTime);
  const fromMs = instantOf(on, from, zone);
  const end = instantOf(to > from ? on : dayPlus(on, 1), to, zone);
  // The end may be the first of two: then the second is the end. In spring both may fall into the hour that is left out.
  const again = end + 3_600_000;
  const twice = wallAt(again, zone);
  return {
    fromMs,
    toMs: Math.max(fromMs, twice.minute === to && wallAt(end, zone).minute === to ? again : end),
  };
}

/**
 * The first slot that is closed at any moment from `startMs` to `endMs` at a place, or null. `within` leads from a place to the
 * one that holds it: what closes a works closes its halls. `zone` is the site's (IANA).
 */
export function closedAt(
  slots: readonly ClosedSlot[],
  startMs: number,
  endMs: number,
  placeId: string,
  zone: string,
  within: ReadonlyMap<string, string | null> = new Map(),
): ClosedSlot | null {
  const places = new Set<string>();
  for (let at: string | null = placeId; at !== null && !places.has(at); at = within.get(at) ?? null)
    places.add(at);
  const first = dayPlus(wallAt(startMs, zone).day, -1);
  const last = wallAt(endMs, zone).day;
  for (const slot of slots) {
    if (slot.placeId !== null && !places.has(slot.placeId)) continue;
    if (slot.toOn < first || slot.fromOn > last) continue;
    for (let on = first; on <= last; on = dayPlus(on, 1)) {
      const closed = closedOn(slot, on, zone);
      if (closed && closed.fromMs < endMs && startMs < closed.toMs) return slot;
    }
  }
  return null;
}
