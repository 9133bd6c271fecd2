import type { Limit } from '../sensor/point.ts';

/** A limit with what keeps it from chattering. Values in the point's unit, delays in ms. */
export interface LimitSetting {
  readonly side: Limit['side'];
  readonly value: number;
  /** Once passed, it is so until the value has come back by this much. */
  readonly deadBand: number;
  /** It must be passed for so long before it counts, and be back for so long before it counts no more. */
  readonly onDelayMs: number;
  readonly offDelayMs: number;
}

/** Where a limit stands. Times are those of the readings, ms since 1970. */
export interface LimitState {
  /** Passed, as the room is told. */
  readonly active: boolean;
  /** Time of the newest reading that was looked at. */
  readonly lastMs: number | null;
  /** Since when the readings say otherwise than `active`; the delay runs from here. */
  readonly sinceMs: number | null;
}

/** A change of what the room is told. */
export interface Flip {
  readonly active: boolean;
  readonly atMs: number;
}

export const freshState = (active: boolean): LimitState => ({ active, lastMs: null, sinceMs: null });

/** beyond: passed (the limit itself counts). back: further back than the dead-band. between: neither, nothing changes. */
export type Zone = 'beyond' | 'between' | 'back';

export function zoneOf(
  { side, value, deadBand }: Pick<LimitSetting, 'side' | 'value' | 'deadBand'>,
  measured: number,
): Zone {
  const beyondBy = side === 'above' ? measured - value : value - measured;
  if (beyondBy >= 0) return 'beyond';
  const back = side === 'above' ? measured < value - deadBand : measured > value + deadBand;
  return back ? 'back' : 'between';
}

const delayOf = (setting: LimitSetting, state: LimitState): number =>
  state.active ? setting.offDelayMs : setting.onDelayMs;

/** When the delay that runs ends, ms; null when none does. */
export function dueMs(setting: LimitSetting, state: LimitState): number | null {
  return state.sinceMs === null ? null : state.sinceMs + delayOf(setting, state);
}

/** The same at a later time without a new reading: a delay that has run out acts. */
export function onTime(
  setting: LimitSetting,
  state: LimitState,
  nowMs: number,
): { readonly state: LimitState; readonly flips: readonly Flip[] } {
  const due = dueMs(setting, state);
  if (due === null || due > nowMs) return { state, flips: [] };
  const active = !state.active;
  return { state: { ...state, active, sinceMs: null }, flips: [{ active, atMs: due }] };
}

/**
 * A reading. One that is older than what was looked at changes nothing: the newest decides. What ran out before it has acted
 * by then, whether or not a clock said so.
 */
export function onReading(
  setting: LimitSetting,
  before: LimitState,
  reading: { readonly atMs: number; readonly value: number },
): { readonly state: LimitState; readonly flips: readonly Flip[] } {
  const { atMs, value } = reading;
  if (before.lastMs !== null && atMs < before.lastMs) return { state: before, flips: [] };
  const meanwhile = onTime(setting, before, atMs);
  const { active, sinceMs } = meanwhile.state;
  const contrary = zoneOf(setting, value) === (active ? 'back' : 'beyond');
  const state: LimitState = { active, lastMs: atMs, sinceMs: contrary ? (sinceMs ?? atMs) : null };
  const now = onTime(setting, state, atMs);
  return { state: now.state, flips: [...meanwhile.flips, ...now.flips] };
}
