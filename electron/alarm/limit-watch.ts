import {
  dueMs,
  freshState,
  onReading,
  onTime,
  type Flip,
  type LimitSetting,
  type LimitState,
} from './limit-state.ts';
import { limitName, type LimitKey } from './rule.ts';

/** A limit that came to count as passed, or back. */
export interface LimitFlip extends LimitKey, Flip {}

/** A limit with a rule in force. */
export interface WatchedLimit {
  readonly key: LimitKey;
  readonly setting: LimitSetting;
}

interface Watched extends WatchedLimit {
  state: LimitState;
}

/** The limits of a site that have a rule, each with the delay that may be running; what has changed waits until it is taken. */
export class LimitWatch {
  private known = new Map<string, Watched>();
  private byPoint = new Map<string, Watched[]>();
  private waiting: LimitFlip[] = [];

  /**
   * The limits as they now are, and which of them count as passed as it is written down (`limitName`). Gives those that are new
   * or no longer what they were: their last readings are to be looked at again.
   */
  configure(limits: readonly WatchedLimit[], passed: ReadonlySet<string>): WatchedLimit[] {
    const before = this.known;
    this.known = new Map();
    this.byPoint = new Map();
    const fresh: WatchedLimit[] = [];
    for (const { key, setting } of limits) {
      const name = limitName(key);
      const old = before.get(name);
      const same = old && JSON.stringify(old.setting) === JSON.stringify(setting);
      if (!same) fresh.push({ key, setting });
      const one: Watched = { key, setting, state: same ? old.state : freshState(passed.has(name)) };
      this.known.set(name, one);
      const others = this.byPoint.get(key.pointId);
      if (others) others.push(one);
      else this.byPoint.set(key.pointId, [one]);
    }
    this.waiting = this.waiting.filter((flip) => this.known.has(limitName(flip)));
    this.agree(passed);
    return fresh;
  }

  /** What is written down holds, save where a change is still on its way there. */
  agree(passed: ReadonlySet<string>): void {
    const moving = new Set(this.waiting.map(limitName));
    for (const [name, one] of this.known) {
      if (moving.has(name) || one.state.active === passed.has(name)) continue;
      one.state = { ...one.state, active: passed.has(name), sinceMs: null };
    }
  }

  reading(pointId: string, reading: { readonly atMs: number; readonly value: number }): void {
    for (const one of this.byPoint.get(pointId) ?? [])
      this.keep(one, onReading(one.setting, one.state, reading));
  }

  /** Delays that have run out by now act. */
  time(nowMs: number): void {
    for (const one of this.known.values())
      if (one.state.sinceMs !== null) this.keep(one, onTime(one.setting, one.state, nowMs));
  }

  private keep(one: Watched, { state, flips }: ReturnType<typeof onTime>): void {
    one.state = state;
    for (const flip of flips) this.waiting.push({ ...one.key, ...flip });
  }

  /** When the next delay runs out, ms; null when none runs. */
  nextMs(): number | null {
    let next: number | null = null;
    for (const { setting, state } of this.known.values()) {
      const due = dueMs(setting, state);
      if (due !== null && (next === null || due < next)) next = due;
    }
    return next;
  }

  /** Changes that are still to be written down, oldest first. */
  get flips(): readonly LimitFlip[] {
    return this.waiting;
  }

  /** These are written down. */
  done(flips: readonly LimitFlip[]): void {
    const gone = new Set(flips);
    this.waiting = this.waiting.filter((flip) => !gone.has(flip));
  }
}
