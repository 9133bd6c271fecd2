import type { ReadHandle } from '../database.ts';
import type { Part, Site, Tx } from '../door.ts';
import { chainHead } from '../journal/journal-store.ts';
import { planById } from '../plan/plan-store.ts';
import { askSide, standsBy } from '../readiness-side.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { wallAt } from '../roster/local-time.ts';
import { isHoliday, peopleOnLeave } from '../roster/leave-store.ts';
import { rosterOf } from '../roster/roster-store.ts';
import { officeAt, shiftAt, type Shift } from '../roster/roster.ts';
import { siteRow } from '../session/site-store.ts';
import type { Ask, FixPrice, Moment } from './ask.ts';
import type { Judged, NeedDetail, PlanOutlook, ReadinessAnswer, ReadinessQuestion } from './detail.ts';
import { judgedPlans, missingOf } from './matrix-handlers.ts';
import { needDetail } from './need-handlers.ts';
import { allPrices, pricedThing, priceOf, savePrice } from './price-store.ts';
import { changesOf, daysOf, sizes, standings } from './readiness-store.ts';

/** Up to this size the answer is there between two keys; beyond it a thread works it out. */
const small = { items: 5_000, people: 500, steps: 400 };

export interface Now {
  readonly moment: Moment;
  readonly shift: Shift | null;
}

/** The moment by the site's clock and roster. */
export function momentAt(db: ReadHandle, at: string, held: boolean): Now {
  const zone = siteRow(db)?.timeZone ?? 'UTC';
  const roster = rosterOf(db);
  const shift = roster ? shiftAt(roster, at, zone) : null;
  const { day } = wallAt(Date.parse(at), zone);
  const office = (): boolean => roster !== undefined && officeAt(roster, at, zone) && !isHoliday(db, day);
  const onShift = shift ? { crews: new Set(shift.crews), office: office() } : null;
  return { moment: { at, day, onShift, onLeave: peopleOnLeave(db, day, shift?.on ?? day), held }, shift };
}

function answer(site: Site, question: ReadinessQuestion): ReadinessAnswer | Promise<ReadinessAnswer> {
  const { items, people, steps } = sizes(site.reader);
  const large = items > small.items || people > small.people || steps > small.steps;
  if (large || standsBy(site)) return askSide(site, question);
  const { ask, need } = question;
  return need === null
    ? { judged: judgedPlans(site.reader, ask), need: null }
    : { judged: null, need: needDetail(site.reader, ask, need.planId, need.needId) };
}

/** The newest answers about all plans: several screens ask the same of the same state. */
const known = new WeakMap<Site, Map<string, Promise<Judged>>>();
const mostKnown = 8;

/** All approved plans at a moment; worked out once for each state of the record. */
export function judged(site: Site, ask: Ask): Promise<Judged> {
  const answers = known.get(site) ?? new Map<string, Promise<Judged>>();
  known.set(site, answers);
  const { moment, whatIf, together } = ask;
  const crews = moment.onShift === null ? null : [...moment.onShift.crews, moment.onShift.office];
  // Rests end at a minute; all else changes by the day or by the shift.
  const minute = moment.at.slice(0, 16);
  const key = JSON.stringify([chainHead(site.reader).seq, minute, moment.held, crews, whatIf, together]);
  let found = answers.get(key);
  if (!found) {
    found = Promise.resolve(answer(site, { ask, need: null })).then(({ judged: all }) => all!);
    answers.set(key, found);
    found.catch(() => answers.delete(key));
    for (const oldest of answers.keys()) if (answers.size > mostKnown) answers.delete(oldest);
  }
  return found;
}

/** One need of a plan; throws when the plan does not have it. */
export async function needAt(site: Site, ask: Ask, planId: string, needId: string): Promise<NeedDetail> {
  const { need } = await answer(site, { ask, need: { planId, needId } });
  if (isRefusal(need) || need === null) throw new Error(`plan ${planId} has no need ${needId}`);
  return need;
}

/** So many needs are explained; who reads a plan at night wants the first reasons, not all. */
const explained = 4;

async function outlook(site: Site, ask: Ask, planId: string): Promise<Answer<PlanOutlook>> {
  const { plans, columns } = await judged(site, ask);
  const plan = plans.find((each) => each.planId === planId);
  if (!plan) return refuse('unknownPlan');
  const broken = plan.needs.filter(({ state }) => state === 'broken');
  const lacks: PlanOutlook['lacks'][number][] = [];
  for (const need of broken.slice(0, explained)) {
    const { cause, fixes } = await needAt(site, ask, planId, need.needId);
    const [missing] = missingOf({ ...plan, needs: [need] }, columns);
    if (missing) lacks.push({ missing, needId: need.needId, cause, fix: fixes[0] ?? null });
  }
  const more = broken.length - lacks.length;
  return { planId, state: plan.state, at: ask.moment.at, lacks, more };
}

function setPrice(tx: Tx, input: Omit<FixPrice, 'id' | 'version'> & { version: number | null }) {
  if (!pricedThing(tx.db, input.kind, input.of)) return refuse('unknownPricedThing');
  const before = priceOf(tx.db, input.kind, input.of);
  if ((before?.version ?? null) !== input.version)
    return refuse('conflict', { seen: input.version ?? 0, current: before?.version ?? 0 });
  const price: FixPrice = { ...input, id: before?.id ?? tx.newId(), version: (before?.version ?? 0) + 1 };
  savePrice(tx.db, price);
  tx.record('fixPrice', price);
  return price;
}

export const readinessHandlers: Part<
  | 'readiness.matrix'
  | 'readiness.need'
  | 'readiness.plan'
  | 'readiness.history'
  | 'readiness.standings'
  | 'readiness.prices'
  | 'readiness.setPrice'
> = {
  'readiness.matrix': async (read, input) => {
    const at = input.at ?? read.now;
    const { moment, shift } = momentAt(read.db, at, input.held);
    const { seq } = chainHead(read.db);
    const { plans, columns } = await judged(read.site, {
      moment,
      whatIf: input.whatIf,
      together: input.together,
    });
    const from = Number(input.after ?? 0) || 0;
    const rows = plans.slice(from, from + input.limit);
    const seen = from + rows.length;
    return {
      rows,
      total: plans.length,
      next: seen < plans.length ? String(seen) : null,
      at,
      shift,
      columns,
      seq,
    };
  },
  'readiness.need': async (read, input) => {
    const { moment } = momentAt(read.db, input.at ?? read.now, input.held);
    const { whatIf, together, planId, needId } = input;
    const { need } = await answer(read.site, { ask: { moment, whatIf, together }, need: { planId, needId } });
    return need!;
  },
  'readiness.plan': (read, input) => {
    const { moment } = momentAt(read.db, input.at ?? read.now, input.held);
    return outlook(read.site, { moment, whatIf: [], together: [] }, input.planId);
  },
  'readiness.history': (read, input) => {
    const plan = planById(read.db, input.planId);
    if (!plan) return refuse('unknownPlan');
    const until = input.until ?? momentAt(read.db, read.now, true).moment.day;
    return { days: daysOf(read.db, plan.key, until, input.days), changes: changesOf(read.db, plan.key, 50) };
  },
  'readiness.standings': (read) => standings(read.db),
  'readiness.prices': (read) => allPrices(read.db),
  'readiness.setPrice': setPrice,
};
