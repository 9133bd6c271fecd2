import { mostAtOnce, type DutyRule } from '../../electron/duty/duty.ts';
import { periodsAfter, type Period } from '../../electron/duty/recurrence.ts';
import { standardRules } from '../../electron/duty/standards.ts';
import type { SampleSite } from './data.ts';
import { dayAfter, random } from './random.ts';
import type { SeedRoom } from './seed-room.ts';

/** Rules for every category of items: what its standards ask, else an inspection as often as the catalogue says. */
export async function seedRules(
  room: SeedRoom,
  sample: SampleSite,
  categories: ReadonlyMap<string, string>,
): Promise<void> {
  const often = new Map(sample.categories.map(({ key, inspectDays }) => [key, inspectDays]));
  const items = room.site.writer.all<{ id: string; key: string }>(
    "SELECT id, key FROM category WHERE kind = 'item' ORDER BY key",
  );
  for (const { id: categoryId, key } of items) {
    if (categories.get(key) !== categoryId) continue;
    const count = often.get(key);
    if (standardRules(key).length > 0)
      await room.give('equipmentManager', 'dutyRule.takeDefaults', { categoryId });
    else if (count !== undefined)
      await room.give('equipmentManager', 'dutyRule.add', {
        categoryId,
        kind: 'maintenance',
        every: { count, unit: 'day' },
      });
  }
  // Nothing is registered yet: no item has to follow.
  while ((await room.give('equipmentManager', 'dutyRule.settle', {})).left);
}

interface DutyRow {
  readonly id: string;
  readonly version: number;
  readonly tag: string;
  readonly boughtOn: string;
  readonly every: string | null;
  readonly kind: DutyRule['kind'];
}

/** When each duty was last done: what is shortest as the files say, the rest somewhere in its period. */
export async function seedCompletions(room: SeedRoom, sample: SampleSite, today: string): Promise<void> {
  const roll = random(sample.site.seed + 11);
  const last = new Map(sample.equipment.map(({ tag, lastInspectedOn }) => [tag, lastInspectedOn]));
  const duties = room.site.writer.all<DutyRow>(
    `SELECT d.id, d.version, e.tag, e.boughtOn, r.every, r.kind FROM duty d JOIN equipment e ON e.id = d.itemId
     JOIN dutyRule r ON r.id = d.ruleId WHERE e.condition <> 'retired' AND r.every IS NOT NULL ORDER BY e.no, r.rowid`,
  );
  const seen = new Set<string>();
  const rows: { dutyId: string; version: number; doneOn: string }[] = [];
  for (const { id: dutyId, version, tag, boughtOn, every } of duties) {
    const period = JSON.parse(every!) as Period;
    const inspectedOn = last.get(tag);
    if (inspectedOn === undefined) continue;
    const first = !seen.has(tag);
    seen.add(tag);
    const counted = inspectedOn < today ? inspectedOn : today;
    const doneOn = first ? counted : within(today, period, roll.next());
    // Younger than its period: it has not been due yet.
    if (doneOn > boughtOn || first) rows.push({ dutyId, version, doneOn });
  }
  for (let from = 0; from < rows.length; from += mostAtOnce)
    await room.give('equipmentManager', 'duty.completeMany', { rows: rows.slice(from, from + mostAtOnce) });
}

/** A day in the last period before today; one in a hundred lies a little before it, so that it is overdue. */
function within(today: string, period: Period, part: number): string {
  const begins = periodsAfter(today, period, -1);
  if (part > 0.99) return dayAfter(begins, -Math.round((part - 0.99) * 2_000));
  const days = (Date.parse(today) - Date.parse(begins)) / 86_400_000;
  return dayAfter(begins, Math.round((1 + part * 98) * (days / 100)));
}

/** What a month of work leaves behind: a breathing set that failed and waits for a part, orders in every state, rounds. */
export async function seedWork(room: SeedRoom, placeOf: (key: string) => string): Promise<void> {
  const itemOf = (tag: string): string => {
    const row = room.site.writer.get<{ id: string }>('SELECT id FROM equipment WHERE tag = ?', tag);
    if (!row) throw new Error(`${tag} is not in the sample site`);
    return row.id;
  };
  const dutyOf = (tag: string, kind: DutyRule['kind']): { dutyId: string; version: number } => {
    const duty = room.site.writer.get<{ dutyId: string; version: number }>(
      `SELECT d.id AS dutyId, d.version FROM duty d JOIN dutyRule r ON r.id = d.ruleId WHERE d.itemId = ? AND r.kind = ?`,
      itemOf(tag),
      kind,
    );
    if (!duty) throw new Error(`${tag} has no ${kind}`);
    return duty;
  };

  const engine = await room.give('coordinator', 'work.open', {
    itemId: itemOf('MP-4'),
    text: 'Starts only at the third try; starter clicks',
  });
  const pumped = await room.give('equipmentManager', 'work.done', {
    id: engine.id,
    version: 1,
    note: 'Both batteries replaced, started five times',
    costMinor: 4_860_000,
    currency: 'RSD',
  });
  await room.give('safetyOfficer', 'work.verify', { id: engine.id, version: pumped.version, good: true });

  const set = await room.give('equipmentManager', 'duty.complete', {
    ...dutyOf('BA-14', 'visualCheck'),
    result: 'fail',
    lines: [{ line: 4, ok: false, note: '35 bar in one minute' }],
    note: 'Demand valve leaks',
  });
  await room.give('equipmentManager', 'work.wait', {
    id: set.work!.id,
    version: 1,
    part: 'Membrane of the demand valve, AirPro 300',
    expectedOn: dayAfter(set.done.doneOn, 12),
  });

  const light = await room.give('coordinator', 'work.open', {
    itemId: itemOf('L-3'),
    text: 'Mast does not rise above two metres',
  });
  await room.give('equipmentManager', 'work.done', {
    id: light.id,
    version: 1,
    note: 'Hydraulic hose replaced, rises to nine metres',
    costMinor: 1_240_000,
    currency: 'RSD',
  });

  await walk(room, placeOf('B-WH1'), 1);
  await walk(room, placeOf('B-TRUCK'), null);
}

/** A round whose last point but `missing` passes; one without `missing` stops half-way, to be gone on with. */
async function walk(room: SeedRoom, placeId: string, missing: number | null): Promise<void> {
  const round = await room.give('safetyOfficer', 'round.start', { placeId });
  const points = room.site.writer.all<{ id: string }>(
    'SELECT id FROM roundPoint WHERE roundId = ? ORDER BY orderNo',
    round.id,
  );
  const answered = missing === null ? points.slice(0, Math.floor(points.length / 3)) : points;
  for (const [index, { id: pointId }] of answered.entries()) {
    const lost = missing !== null && index === points.length - 1 - missing;
    await room.give('safetyOfficer', 'round.answer', {
      pointId,
      version: 1,
      result: lost ? 'notFound' : 'pass',
      note: lost ? 'Bracket empty' : '',
    });
  }
  if (missing !== null) await room.give('safetyOfficer', 'round.finish', { id: round.id, version: 1 });
}
