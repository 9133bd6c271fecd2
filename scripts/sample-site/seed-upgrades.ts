import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Output } from '../../electron/contract.ts';
import { equipmentByTag } from '../../electron/equipment/equipment-store.ts';
import { iso } from '../../electron/clock.ts';
import { moneyKinds } from '../../electron/upgrade/upgrade.ts';
import { line } from '../../electron/schema-parts.ts';
import type { SampleSite } from './data.ts';
import { dayAfter } from './random.ts';
import type { SeedRoom } from './seed-room.ts';
import { known, type Keys } from './seed-site.ts';

const count = z.int().min(0);
const programme = z.strictObject({
  key: line(40),
  title: line(160),
  why: line(1000),
  category: line(40),
  fromMake: line(80),
  fromModel: line(80),
  toMake: line(80),
  toModel: line(80),
  supplier: z.string(),
  budgetMinor: count,
  currency: z.string().length(3),
  startsDaysAgo: z.int(),
  dueInDays: z.int(),
  state: z.enum(['draft', 'approved', 'running']),
  phases: z.array(z.strictObject({ name: line(80), fromDay: z.int(), toDay: z.int(), done: z.boolean() })),
  items: z.strictObject({
    planned: count,
    ordered: count,
    delivered: count,
    inService: count,
    retired: count,
  }),
  money: z.array(
    z.strictObject({
      kind: z.enum(moneyKinds),
      phase: line(80),
      amountMinor: count,
      what: line(200),
      daysAgo: count,
      overReason: z.string().nullable(),
    }),
  ),
});
type Programme = z.infer<typeof programme>;
const file = join(import.meta.dirname, '../../resources/sample-site/upgrades.json');

/** Upgrade programmes as they stand on the day of `nowMs`: one over its budget, one overdue, one nearly finished, two to come. */
export async function seedUpgrades(
  room: SeedRoom,
  sample: SampleSite,
  keys: Keys,
  nowMs: number,
): Promise<void> {
  const today = iso(nowMs).slice(0, 10);
  for (const given of z.array(programme).parse(JSON.parse(readFileSync(file, 'utf8'))))
    // A site that is made with little equipment has nothing to replace.
    if (chosenTags(sample, given) !== null) await seedOne(room, sample, keys, today, given);
}

async function seedOne(
  room: SeedRoom,
  sample: SampleSite,
  keys: Keys,
  today: string,
  given: Programme,
): Promise<void> {
  const { category, startsDaysAgo, dueInDays, state, phases, items, money, ...head } = given;
  const made = await room.give('equipmentManager', 'upgrade.add', {
    ...head,
    fromCategoryId: known(keys.categories, category),
    startsOn: dayAfter(today, -startsDaysAgo),
    dueOn: dayAfter(today, dueInDays),
    phases: phases.map(({ name, fromDay, toDay }) => ({
      name,
      startsOn: dayAfter(today, fromDay),
      dueOn: dayAfter(today, toDay),
    })),
  });
  await seedItems(room, sample, made.id, given);
  if (state === 'draft') return;
  const approved = await room.give('coordinator', 'upgrade.approve', { id: made.id, version: made.version });
  if (state === 'approved') return;
  await room.give('equipmentManager', 'upgrade.start', { id: made.id, version: approved.version });
  await moveItems(room, made.id, items);
  const phaseRows = room.site.writer.all<{ id: string; name: string }>(
    'SELECT id, name FROM upgradePhase WHERE upgradeId = ?',
    made.id,
  );
  const phaseId = (name: string): string | null => phaseRows.find((one) => one.name === name)?.id ?? null;
  for (const { phase, daysAgo, ...entry } of money)
    await room.give('equipmentManager', 'upgrade.enterMoney', {
      upgradeId: made.id,
      phaseId: phaseId(phase),
      ...entry,
      paidOn: dayAfter(today, -daysAgo),
    });
  for (const { name } of phases.filter(({ done }) => done))
    await room.give('equipmentManager', 'upgrade.finishPhase', {
      id: phaseId(name) ?? '',
      version: 1,
      finished: true,
    });
}

/** The tags of the items that a programme replaces; null when there are fewer of them. */
function chosenTags(sample: SampleSite, given: Programme): string[] | null {
  const wanted = Object.values(given.items).reduce((sum, n) => sum + n, 0);
  const fitting = sample.equipment.filter(
    ({ category, model }) => category === given.category && model === given.fromModel,
  );
  return fitting.length < wanted ? null : fitting.slice(0, wanted).map(({ tag }) => tag);
}

async function seedItems(
  room: SeedRoom,
  sample: SampleSite,
  upgradeId: string,
  given: Programme,
): Promise<void> {
  const equipmentIds = (chosenTags(sample, given) ?? []).flatMap(
    (tag) => equipmentByTag(room.site.writer, tag)?.id ?? [],
  );
  await room.give('equipmentManager', 'upgrade.addItems', { upgradeId, equipmentIds });
}

/** As far as each is: the first ones furthest. */
async function moveItems(room: SeedRoom, upgradeId: string, items: Programme['items']): Promise<void> {
  const rows = room.site.writer.all<{ id: string; version: number; tag: string }>(
    `SELECT i.id, i.version, e.tag FROM upgradeItem i JOIN equipment e ON e.id = i.equipmentId WHERE i.upgradeId = ?
     ORDER BY e.tag`,
    upgradeId,
  );
  const counts = [items.retired, items.inService, items.delivered, items.ordered];
  const reached = (n: number): number => counts.slice(0, n).reduce((sum, count) => sum + count, 0);
  const steps = [
    ['ordered', reached(4)],
    ['delivered', reached(3)],
    ['inService', reached(2)],
    ['retired', reached(1)],
  ] as const;
  let now: readonly { id: string; version: number; tag: string }[] = rows;
  for (const [to, many] of steps) {
    if (many === 0) continue;
    const moved: Output<'upgrade.moveItems'> = await room.give('equipmentManager', 'upgrade.moveItems', {
      items: now.slice(0, many).map(({ id, version, tag }) => ({
        id,
        version,
        replacementTag: to === 'inService' ? `${tag}N` : null,
      })),
      to,
    });
    const versions = new Map(moved.map(({ id, version }) => [id, version]));
    now = now.map((row) => ({ ...row, version: versions.get(row.id) ?? row.version }));
  }
}
