import { iso } from '../../electron/clock.ts';
import type { SampleSite } from './data.ts';
import { dayAfter } from './random.ts';
import type { SeedRoom } from './seed-room.ts';
import { known, type Keys } from './seed-site.ts';

/** A batch of equipment is one command and one entry of the journal. */
const batch = 250;

/** What each vehicle carries, of the items that stand where it stands: so many of each tag's beginning. */
const loads: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  FE: { BA: 4, HS: 6, TC: 1, MG: 1, FX: 2 },
  AM: { DF: 1, ST: 2 },
};

/** Who carries what all the time: so many of each tag's beginning are issued to people. */
const issues: Readonly<Record<string, number>> = { RD: 24, SD: 12 };

/** The site's categories, items and consumables, by their keys. */
export async function seedCategories(room: SeedRoom, sample: SampleSite): Promise<Map<string, string>> {
  const categories = new Map<string, string>();
  for (const { key, names, speedKmh } of sample.categories)
    categories.set(key, (await room.give('equipmentManager', 'category.add', { key, names, speedKmh })).id);
  for (const given of sample.consumables) {
    const made = await room.give('equipmentManager', 'category.add', { ...given, kind: 'consumable' });
    categories.set(given.key, made.id);
  }
  return categories;
}

/** Every item, then what is kept in the vehicles, then what people have with them. */
export async function seedEquipment(room: SeedRoom, sample: SampleSite, keys: Keys): Promise<void> {
  for (let from = 0; from < sample.equipment.length; from += batch) {
    const rows = sample.equipment.slice(from, from + batch).map((item) => ({
      tag: item.tag,
      categoryId: known(keys.categories, item.category),
      make: item.make,
      model: item.model,
      serial: item.serial,
      placeId: known(keys.places, item.placeKey),
      ownerTeamId: item.ownerTeamKey === null ? null : known(keys.teams, item.ownerTeamKey),
      condition: item.condition,
      boughtOn: item.boughtOn,
      endOfLifeOn: item.endOfLifeOn,
      nextDueOn: item.nextDueOn,
      costMinor: item.priceRsd * 100,
      currency: 'RSD',
    }));
    await room.give('equipmentManager', 'equipment.addMany', { rows });
  }
  await load(room);
  await issue(room);
}

interface Item {
  readonly id: string;
  readonly version: number;
  readonly placeId: string;
}
const itemsOf = (room: SeedRoom, prefix: string): Item[] =>
  room.site.writer.all<Item>(
    `SELECT id, version, placeId FROM equipment WHERE tagKey >= ? AND tagKey < ? ORDER BY tagKey`,
    `${prefix.toLowerCase()}-`,
    `${prefix.toLowerCase()}.`,
  );

async function load(room: SeedRoom): Promise<void> {
  for (const [vehicle, load] of Object.entries(loads)) {
    const left = new Map(Object.keys(load).map((prefix) => [prefix, itemsOf(room, prefix)]));
    for (const { id, placeId } of itemsOf(room, vehicle).slice(0, 12)) {
      const rows = Object.entries(load).flatMap(([prefix, count]) => {
        const here = (left.get(prefix) ?? []).filter((item) => item.placeId === placeId).slice(0, count);
        left.set(
          prefix,
          (left.get(prefix) ?? []).filter((item) => !here.includes(item)),
        );
        return here.map(({ id: item, version }) => ({ id: item, version }));
      });
      if (rows.length > 0)
        await room.give('equipmentManager', 'equipment.editMany', { rows, changes: { insideId: id } });
    }
  }
}

async function issue(room: SeedRoom): Promise<void> {
  const people = room.site.writer.all<{ id: string }>('SELECT id FROM person ORDER BY id');
  const today = iso(room.clock.nowMs()).slice(0, 10);
  let next = 0;
  for (const [prefix, count] of Object.entries(issues)) {
    const sound = room.site.writer.all<Item>(
      `SELECT id, version, placeId FROM equipment
       WHERE tagKey >= ? AND tagKey < ? AND condition = 'ready' AND dueKey >= ? ORDER BY tagKey LIMIT ?`,
      `${prefix.toLowerCase()}-`,
      `${prefix.toLowerCase()}.`,
      today,
      count,
    );
    for (const [no, { id, version }] of sound.entries()) {
      // One in four only for some days; of these a few are late by now.
      const backOn = no % 4 === 3 ? dayAfter(today, 10 + no * 2) : null;
      const toPersonId = people[next++ % people.length]?.id ?? null;
      await room.give('equipmentManager', 'equipment.issue', { id, version, toPersonId, backOn });
    }
  }
}
