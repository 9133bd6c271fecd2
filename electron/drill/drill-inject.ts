import { z } from 'zod';
import { refuse, type Answer } from '../refusal.ts';
import { id, line, version, type Names } from '../schema-parts.ts';
import type { Inject, InjectEffect } from './drill.ts';

export const injectStates = ['waiting', 'held', 'fired', 'skipped'] as const;

/** Something that happens in one drill, at a minute of its clock. */
export interface DrillInject {
  readonly id: string;
  readonly drillId: string;
  readonly orderNo: number;
  readonly dueMinute: number;
  readonly channel: Inject['channel'];
  readonly text: Names;
  readonly effect: InjectEffect | null;
  readonly state: (typeof injectStates)[number];
  /** By the controller's hand, or because it came due while nobody could fire it. */
  readonly heldBecause: 'controller' | 'overdue' | null;
  readonly firedAt: string | null;
  /** On the drill's clock. */
  readonly firedMinute: number | null;
  readonly firedByName: string | null;
  readonly version: number;
}

export const channels = ['radio', 'phone', 'alarm', 'face', 'map'] as const;
export const injectVersionInput = z.object({ id, version });
export const fireDueInput = z.object({
  drillId: id,
  /** Nobody could fire anything since it was last asked: what is due is held. */
  afterRestart: z.boolean().default(false),
});
/** One inject at most: each is an entry of the log, and a command writes one. */
export interface FiredDue {
  readonly fired: number;
  readonly held: number;
}
export const addInjectInput = z.object({
  drillId: id,
  dueMinute: z.number().min(0).max(10_080),
  channel: z.enum(channels),
  text: line(400),
  effect: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('place'), placeId: id, open: z.boolean() }),
      z.object({ kind: z.literal('gauge'), gaugeId: id, levelCm: z.number().min(-10_000).max(100_000) }),
      z.object({
        kind: z.literal('wind'),
        fromDegrees: z.number().min(0).max(360),
        speedMs: z.number().min(0).max(80),
      }),
    ])
    .nullable()
    .default(null),
});

/** An inject that came due longer ago than this (real ms) was missed: it waits for the controller's yes. */
export const graceMs = 15_000;

function open(inject: DrillInject, seen: number): Answer<DrillInject> {
  if (inject.version !== seen) return refuse('conflict', { seen, current: inject.version });
  if (inject.state === 'fired') return refuse('injectFired', { at: inject.firedAt });
  if (inject.state === 'skipped') return refuse('injectSkipped');
  return inject;
}

/** It happens now. Refuses: conflict, injectFired, injectSkipped. */
export function fire(
  inject: DrillInject,
  seen: number,
  by: { readonly at: string; readonly minute: number; readonly name: string },
): Answer<DrillInject> {
  const known = open(inject, seen);
  if ('refused' in known) return known;
  return {
    ...known,
    state: 'fired',
    heldBecause: null,
    firedAt: by.at,
    firedMinute: by.minute,
    firedByName: by.name,
    version: known.version + 1,
  };
}

/** It stays until the controller lets it go. Refuses: conflict, injectFired, injectSkipped, injectHeld. */
export function hold(
  inject: DrillInject,
  seen: number,
  because: 'controller' | 'overdue',
): Answer<DrillInject> {
  const known = open(inject, seen);
  if ('refused' in known) return known;
  if (known.state === 'held') return refuse('injectHeld');
  return { ...known, state: 'held', heldBecause: because, version: known.version + 1 };
}

/** It waits for its minute again. Refuses: conflict, injectNotHeld, injectPast (its minute is over: fire or skip it). */
export function letGo(inject: DrillInject, seen: number, minute: number): Answer<DrillInject> {
  const known = open(inject, seen);
  if ('refused' in known) return known;
  if (known.state !== 'held') return refuse('injectNotHeld');
  if (known.dueMinute <= minute) return refuse('injectPast', { minute: Math.floor(known.dueMinute) });
  return { ...known, state: 'waiting', heldBecause: null, version: known.version + 1 };
}

/** It does not happen in this drill. Refuses: conflict, injectFired, injectSkipped. */
export function skip(inject: DrillInject, seen: number): Answer<DrillInject> {
  const known = open(inject, seen);
  if ('refused' in known) return known;
  return { ...known, state: 'skipped', heldBecause: null, version: known.version + 1 };
}

/** What an exercise pretends of the site, from what was fired: of each thing the last word. Never the real site's state. */
export interface Pretended {
  readonly places: readonly { readonly placeId: string; readonly open: boolean }[];
  readonly gauges: readonly { readonly gaugeId: string; readonly levelCm: number; readonly at: string }[];
  readonly wind: { readonly fromDegrees: number; readonly speedMs: number; readonly at: string } | null;
}

export function pretended(injects: readonly DrillInject[]): Pretended {
  const places = new Map<string, boolean>();
  const gauges = new Map<string, { levelCm: number; at: string }>();
  let wind: Pretended['wind'] = null;
  const fired = injects
    .filter((one) => one.firedAt !== null && one.effect !== null)
    .sort((a, b) => (a.firedAt! < b.firedAt! ? -1 : a.firedAt! > b.firedAt! ? 1 : a.orderNo - b.orderNo));
  for (const { effect, firedAt } of fired) {
    if (effect?.kind === 'place') places.set(effect.placeId, effect.open);
    if (effect?.kind === 'gauge') gauges.set(effect.gaugeId, { levelCm: effect.levelCm, at: firedAt! });
    if (effect?.kind === 'wind')
      wind = { fromDegrees: effect.fromDegrees, speedMs: effect.speedMs, at: firedAt! };
  }
  return {
    places: [...places].map(([placeId, isOpen]) => ({ placeId, open: isOpen })),
    gauges: [...gauges].map(([gaugeId, reading]) => ({ gaugeId, ...reading })),
    wind,
  };
}
