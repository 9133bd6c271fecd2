import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { closedSlotKinds } from '../../electron/drill/closed-slot.ts';
import { channels, drillKinds } from '../../electron/drill/drill-type.ts';
import { measures } from '../../electron/drill/measure.ts';
import { leaveKinds } from '../../electron/roster/leave.ts';
import { dayPlus, instantOf, minuteOfDay } from '../../electron/roster/local-time.ts';
import { line, names, wallTime } from '../../electron/schema-parts.ts';
import type { SampleSite } from './data.ts';
import { seedEvaluations } from './seed-evaluations.ts';
import type { SeedRoom } from './seed-room.ts';
import { known, type Keys } from './seed-site.ts';

const key = line(40);
const count = z.int().min(0);
const crew = z.enum(['A', 'B', 'C', 'D']);
const effect = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('place'), placeKey: key, open: z.boolean() }),
  z.strictObject({ kind: z.literal('gauge'), gaugeKey: key, levelCm: count }),
  z.strictObject({ kind: z.literal('wind'), fromDegrees: count, speedMs: z.number() }),
]);
const drills = z.strictObject({
  types: z.array(
    z.strictObject({
      key,
      names,
      kind: z.enum(drillKinds),
      planKey: key.nullable(),
      minutes: count,
      teamKeys: z.array(key),
      uses: z.array(z.tuple([key, count])),
      observers: count,
      observerQualification: key.nullable(),
      targets: z.partialRecord(z.enum(measures), count),
      objectives: z.array(z.strictObject({ key, names })),
      injects: z.array(
        z.strictObject({ minute: count, channel: z.enum(channels), text: names, effect: effect.nullable() }),
      ),
    }),
  ),
  requirements: z.array(
    z.strictObject({
      type: key,
      placeKeys: z.array(key).min(1),
      shift: z.enum(['day', 'night', 'any']),
      crews: z.array(crew),
      times: count,
      every: z.enum(['month', 'year']),
    }),
  ),
  held: z.array(z.strictObject({ type: key, placeKey: key, day: count, time: wallTime })),
  leave: z.array(
    z.strictObject({
      personKey: key,
      kind: z.enum(leaveKinds),
      fromDay: count,
      toDay: count,
      note: z.string(),
    }),
  ),
  holidays: z.array(z.strictObject({ month: count, day: count, days: count, note: z.string() })),
  closed: z.array(
    z.strictObject({
      kind: z.enum(closedSlotKinds),
      names,
      placeKey: key.nullable(),
      fromMonthDay: z.string().regex(/^\d\d-\d\d$/),
      toMonthDay: z.string().regex(/^\d\d-\d\d$/),
      weekdays: z.array(z.int().min(1).max(7)),
      fromTime: wallTime,
      toTime: wallTime,
    }),
  ),
});
type SampleDrills = z.infer<typeof drills>;
const file = join(import.meta.dirname, '../../resources/sample-site/drills.json');

/** The year whose June was the last one to end before a day: its safety month is closed, the next year's is being planned. */
function lastJune(today: string): number {
  return Number(today.slice(0, 4)) - (today.slice(5) < '07-01' ? 1 : 0);
}

/**
 * Kinds of drills with their scenarios, the safety month of last June as it was held, what must be drilled, leave and closed
 * times of next June, and its programme as a draft.
 */
export async function seedDrills(
  room: SeedRoom,
  sample: SampleSite,
  keys: Keys,
  today: string,
): Promise<void> {
  const data = drills.parse(JSON.parse(readFileSync(file, 'utf8')));
  const past = lastJune(today);
  const types = await seedTypes(room, keys, data);
  await seedHeld(room, keys, data, types, past, sample.site.timeZone);
  for (const { type, placeKeys, ...asked } of data.requirements)
    await room.give('planner', 'drill.setRequirements', {
      typeId: known(types, type),
      cells: placeKeys.map((placeKey) => ({ placeId: known(keys.places, placeKey), seen: [] })),
      rows: [asked],
    });
  await seedTimes(room, sample, keys, data, past + 1);
  await room.give('planner', 'drill.addProgramme', { year: past + 1 });
  await seedEvaluations(room, sample.site.seed, today);
}

async function seedTypes(
  room: SeedRoom,
  keys: Keys,
  data: SampleDrills,
): Promise<ReadonlyMap<string, string>> {
  const types = new Map<string, string>();
  for (const { teamKeys, uses, observerQualification, injects, ...type } of data.types) {
    const made = await room.give('planner', 'drill.addType', {
      ...type,
      teamIds: teamKeys.map((one) => known(keys.teams, one)),
      uses: uses.map(([category, of]) => ({ categoryId: known(keys.categories, category), count: of })),
      observerQualificationId:
        observerQualification === null ? null : known(keys.qualifications, observerQualification),
      injects: injects.map(({ effect: does, ...inject }) => ({ ...inject, effect: effectOf(does, keys) })),
    });
    types.set(type.key, made.id);
  }
  return types;
}

function effectOf(does: SampleDrills['types'][number]['injects'][number]['effect'], keys: Keys) {
  if (does === null || does.kind === 'wind') return does;
  return does.kind === 'gauge'
    ? { kind: does.kind, gaugeId: known(keys.places, does.gaugeKey), levelCm: does.levelCm }
    : { kind: does.kind, placeId: known(keys.places, does.placeKey), open: does.open };
}

/** Last June from paper, before the requirements were written down. */
async function seedHeld(
  room: SeedRoom,
  keys: Keys,
  data: SampleDrills,
  types: ReadonlyMap<string, string>,
  year: number,
  zone: string,
): Promise<void> {
  const { programme } = await room.give('planner', 'drill.addProgramme', { year });
  for (const { type, placeKey, day, time } of data.held)
    await room.give('planner', 'drill.enterHeld', {
      programmeId: programme.id,
      typeId: known(types, type),
      placeId: known(keys.places, placeKey),
      startsAt: new Date(instantOf(inJune(year, day), minuteOfDay(time), zone)).toISOString(),
    });
  await room.give('planner', 'drill.closeProgramme', { id: programme.id, version: programme.version });
}

const inJune = (year: number, day: number): string => `${year}-06-${String(day).padStart(2, '0')}`;

async function seedTimes(
  room: SeedRoom,
  sample: SampleSite,
  keys: Keys,
  data: SampleDrills,
  year: number,
): Promise<void> {
  const nameOf = new Map(sample.people.map(({ key: person, name }) => [person, name]));
  const idOf = (person: string): string =>
    room.site.writer.get<{ id: string }>('SELECT id FROM person WHERE name = ?', known(nameOf, person))!.id;
  for (const { personKey, kind, fromDay, toDay, note } of data.leave)
    await room.give('planner', 'leave.add', {
      personId: idOf(personKey),
      kind,
      fromOn: inJune(year, fromDay),
      toOn: inJune(year, toDay),
      note,
    });
  for (const { month, day, days, note } of data.holidays) {
    const fromOn = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    const toOn = dayPlus(fromOn, days - 1);
    await room.give('planner', 'leave.add', { personId: null, kind: 'holiday', fromOn, toOn, note });
  }
  for (const { placeKey, fromMonthDay, toMonthDay, ...slot } of data.closed)
    await room.give('planner', 'closedSlot.add', {
      ...slot,
      placeId: placeKey === null ? null : known(keys.places, placeKey),
      fromOn: `${year}-${fromMonthDay}`,
      toOn: `${year}-${toMonthDay}`,
    });
}
