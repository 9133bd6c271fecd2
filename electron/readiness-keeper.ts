import type { Events } from './contract.ts';
import type { Site } from './door.ts';
import { chainHead } from './journal/journal-store.ts';
import { log } from './log.ts';
import type { Moment } from './readiness/ask.ts';
import type { Judged } from './readiness/detail.ts';
import { missingOf } from './readiness/matrix-handlers.ts';
import { judged, momentAt, needAt } from './readiness/readiness-handlers.ts';
import { lastStates, noteChange, noteDay, type Noted } from './readiness/readiness-store.ts';
import type { PlanState, State } from './readiness/readiness.ts';
import { endSide } from './readiness-side.ts';
import { iso } from './clock.ts';

/** Rows on which readiness rests. */
const nouns: ReadonlySet<string> = new Set([
  'equipment', 'category', 'stockLot', 'person', 'team', 'qualification', 'roster', 'leave', 'closure', 'place', 'plan',
  'activation', 'incident',
]); // prettier-ignore

/** Commands that come in one after the other are worked out together: after this, or a third of what the last time took. */
const waitMs = 20;
const minuteMs = 60_000;

export interface ReadinessKeeper {
  /** Call after every commit. */
  changed(change: Events['changed']): void;
  /** What only time has changed: a day, a shift, a rest that is over; runs by itself every minute. */
  tick(): Promise<void>;
  /** Works everything out now, or waits until that is done; gives when the record of it is written. */
  settle(): Promise<void>;
  stop(): void;
}

/**
 * Works out again how every plan stands after each commit that touches what plans rest on, and when a day or a shift
 * begins, and keeps what changed. A worker does it when there is much; what is written is a few rows.
 */
export function keepReadiness(site: Site, told: () => void = () => {}): ReadinessKeeper {
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  /** The journal entries since the last time that touched what counts. */
  let touched: number[] = [];
  let seen = '';
  let tookMs = 0;
  const last: Map<string, State> = lastStates(site.reader);
  /** What was written of each plan, so that nothing is written twice. */
  const written = new Map<string, string>();

  const now = (): string => {
    const wall = iso(site.clock.nowMs());
    const head = chainHead(site.reader).at;
    return wall >= head ? wall : head;
  };

  async function work(): Promise<void> {
    const started = performance.now();
    const seqs = touched;
    touched = [];
    const at = now();
    const { moment } = momentAt(site.reader, at, true);
    const { seq } = chainHead(site.reader);
    const found = await judged(site, { moment, whatIf: [], together: [] });
    if (stopped || site.health.kind === 'damaged') return;
    await note(found, moment, seq, seqs);
    if (stopped) return;
    seen = mark(moment);
    tookMs = performance.now() - started;
    told();
  }

  /** The entry after which a plan stands as it does; null when only time had passed. */
  async function causeOf(plan: PlanState, moment: Moment, seqs: readonly number[]): Promise<number | null> {
    // The only thing that happened since it was worked out last; else the record is walked back.
    if (seqs.length === 1 && mark(moment) === seen) return seqs[0]!;
    const broken = plan.needs.find(({ state }) => state === 'broken');
    if (broken) {
      const ask = { moment, whatIf: [], together: [] };
      const { cause } = await needAt(site, ask, plan.planId, broken.needId);
      if (cause?.kind === 'entry') return cause.seq;
      if (cause?.kind === 'time' || cause?.kind === 'shift') return null;
    }
    return seqs.at(-1) ?? null;
  }

  async function note(found: Judged, moment: Moment, seq: number, seqs: readonly number[]): Promise<void> {
    const fresh = found.plans.flatMap((plan) => {
      const { planId, key: planKey, edition, state } = plan;
      const noted: Noted = { planKey, planId, edition, state, missing: missingOf(plan, found.columns) };
      const text = JSON.stringify([moment.day, noted]);
      return written.get(planKey) === text ? [] : [{ plan, noted, text }];
    });
    if (fresh.length === 0) return;
    const causes = new Map<string, number | null>();
    for (const { plan, noted } of fresh)
      if (last.get(plan.key) !== noted.state) causes.set(plan.key, await causeOf(plan, moment, seqs));
    if (stopped) return;
    site.writer.transaction(() => {
      for (const { noted } of fresh) {
        const before = last.get(noted.planKey) ?? null;
        const cause = causes.get(noted.planKey);
        if (cause !== undefined) noteChange(site.writer, noted, before, moment.at, cause);
        noteDay(site.writer, noted, moment.day, moment.at, seq);
      }
    });
    for (const { noted, text } of fresh) {
      last.set(noted.planKey, noted.state);
      written.set(noted.planKey, text);
    }
  }

  function run(): Promise<void> {
    if (working) {
      again = true;
      return working;
    }
    working = (async () => {
      do {
        again = false;
        try {
          await work();
        } catch (error) {
          if (!stopped) log.error('readiness failed', error);
        }
      } while (again && !stopped);
      working = null;
    })();
    return working;
  }

  const mark = ({ day, onShift }: Moment): string =>
    JSON.stringify([day, onShift && [...onShift.crews], onShift?.office]);

  async function tick(): Promise<void> {
    if (stopped || site.health.kind === 'damaged') return;
    const { moment } = momentAt(site.reader, now(), true);
    if (mark(moment) !== seen) await run();
  }

  const minute = setInterval(() => void tick(), minuteMs);
  minute.unref();

  return {
    changed: ({ seq, rows }) => {
      if (stopped || !rows.some(({ noun }) => nouns.has(noun))) return;
      touched.push(seq);
      timer ??= setTimeout(
        () => {
          timer = undefined;
          void run();
        },
        Math.max(waitMs, tookMs / 3),
      ).unref();
    },
    tick,
    settle: async () => {
      clearTimeout(timer);
      timer = undefined;
      await run();
    },
    stop: () => {
      stopped = true;
      endSide(site);
      clearTimeout(timer);
      clearInterval(minute);
    },
  };
}
