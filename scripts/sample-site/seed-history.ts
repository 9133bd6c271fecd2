import { setImmediate as breath } from 'node:timers/promises';
import { iso } from '../../electron/clock.ts';
import type { Connection } from '../../electron/database.ts';
import { incidentTypes, logKinds } from '../../electron/incident/incident.ts';
import { chainHead } from '../../electron/journal/journal-store.ts';
import type { SampleSite } from './data.ts';
import { random } from './random.ts';
import type { SeedRoom } from './seed-room.ts';
import { known, type Keys } from './seed-site.ts';
import { sentence } from './seed-words.ts';

const dayMs = 86_400_000;

/** How many commands share one transaction while a long history is written. */
const perTransaction = 10_000;

/**
 * The same connection, durable only every so many commands: a site with a million entries is made in minutes. It is the
 * one thing that differs from a room at work; each command still goes through the door, its handler and the journal. A
 * refusal stops the seeding, so that nothing has to be rolled back singly.
 */
export function batched(writer: Connection): { readonly writer: Connection; flush(): void } {
  // Ten thousand commands dirty more pages than a room at work does in a day; they must not be written twice.
  writer.raw.pragma('cache_size = -1000000');
  let left = 0;
  const flush = (): void => {
    if (writer.raw.inTransaction) writer.raw.exec('COMMIT');
    left = 0;
  };
  const transaction = <T>(work: () => T, keep: (result: T) => boolean = () => true): T => {
    if (left === 0) writer.raw.exec('BEGIN IMMEDIATE');
    const result = work();
    if (!keep(result)) throw new Error(`refused in a batch: ${JSON.stringify(result)}`);
    left = left === 0 ? perTransaction - 1 : left - 1;
    if (left === 0) flush();
    return result;
  };
  return { writer: Object.assign(Object.create(writer) as Connection, { transaction }), flush };
}

/** Which part of the entries are inspections: each makes the full-text index write itself down, so that they cost most. */
const inspections = 0.04;

const spoken = logKinds.filter((kind) => kind !== 'system');

/** Years of work: incidents with their logs, and the inspections of equipment, until the journal has `entries`. */
export async function seedHistory(
  room: SeedRoom,
  sample: SampleSite,
  keys: Keys,
  entries: number,
  untilMs: number,
  told: (done: number) => void,
): Promise<void> {
  const roll = random(sample.site.seed + 7);
  const places = sample.places.map(({ key }) => key);
  const callSigns = sample.teams.map(({ callSign }) => callSign);
  const items = room.site.writer.all<{ id: string }>('SELECT id FROM equipment ORDER BY no');
  const count = (): number => chainHead(room.site.writer).seq;
  const first = count();
  const startMs = room.clock.nowMs();
  /** Spread evenly: entry n of the journal was made n parts of the way. */
  const move = (): void =>
    room.until(iso(startMs + ((count() - first) / (entries - first)) * (untilMs - startMs)));
  let item = 0;
  const inspect = async (): Promise<void> => {
    const { id } = items[item % items.length] as { id: string };
    item += 7;
    const duty = room.site.writer.get<{ dutyId: string; version: number }>(
      'SELECT id AS dutyId, version FROM duty WHERE itemId = ? ORDER BY dueKey, id LIMIT 1',
      id,
    );
    if (!duty) return;
    const note = `${roll.pick(['checked', 'pregledano', 'filter changed', 'baždareno', '检查合格'])} ${roll.whole(1, 999)}`;
    await room.give('equipmentManager', 'duty.complete', { ...duty, result: 'pass', note });
  };

  while (count() < entries) {
    told(count());
    // Commands follow one another without a pause in which a timer could run: leave one, to tell how far it is.
    await breath();
    move();
    const who = roll.pick(['coordinator', 'safetyOfficer'] as const);
    const { id, version } = await room.give(who, 'incident.declare', {
      type: roll.pick(incidentTypes),
      placeId: known(keys.places, roll.pick(places)),
      severity: roll.whole(1, 4),
      note: sentence(roll, places, callSigns),
      exercise: roll.next() < 0.2,
    });
    const length = Math.min(roll.whole(200, 2_400), Math.max(0, entries - count() - 2));
    for (let n = 0; n < length; n += 1) {
      if (n % 100 === 0) move();
      if (roll.next() < inspections) await inspect();
      else
        await room.give(who, 'log.say', {
          incidentId: id,
          kind: roll.pick(spoken) as 'note',
          text: sentence(roll, places, callSigns),
        });
    }
    const reason = sentence(roll, places, callSigns);
    const stood = await room.give(who, 'incident.standDown', { id, version, reason });
    if (count() < entries)
      await room.give(who, 'incident.close', { id, version: stood.version, reason: 'All clear' });
  }
  told(count());
}

export const yearsMs = (years: number): number => years * 365.25 * dayMs;
