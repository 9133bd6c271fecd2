import type { Rating } from '../../electron/drill/evaluation.ts';
import { dayPlus } from '../../electron/roster/local-time.ts';
import { random } from './random.ts';
import type { SeedRoom } from './seed-room.ts';

type Row = {
  readonly id: string;
  readonly placeId: string;
  readonly crew: string | null;
  readonly teamIds: string;
  readonly objectives: string;
};

/** What was noted beside a rating; the sample's observers write English. */
const notes: Readonly<Record<Exclude<Rating, 'performed'>, readonly string[]>> = {
  challenges: [
    'Two minutes later than it should be',
    'The channel was changed late',
    'Asked twice before it was done',
  ],
  majorChallenges: [
    'The key to the cabinet was with the other crew',
    'Half of the people went to the wrong muster point',
  ],
  unable: ['Nobody on shift holds the qualification', 'The siren cannot be heard behind the mills'],
};
const mends = [
  'Hang the key of the cabinet in the shift office, and write it into the plan',
  'Mark the way to the muster point anew and walk it with each crew',
  'Train a second person of each crew for the post',
  'Move the siren, and measure it behind the mills',
  'Repeat the radio check at each shift change for a month',
] as const;

/** How last June's drills were evaluated: ratings, who took part, lessons, and what became of the findings. */
export async function seedEvaluations(room: SeedRoom, seed: number, today: string): Promise<void> {
  const roll = random(seed + 31);
  const held = room.site.writer.all<Row>(
    `SELECT d.id, d.placeId, d.crew, t.teamIds, t.objectives FROM drill d JOIN drillType t ON t.id = d.typeId
     WHERE d.state = 'done' ORDER BY d.startsAt, d.id`,
  );
  let found = 0;
  for (const [i, drill] of held.entries()) {
    const objectives = JSON.parse(drill.objectives) as { key: string }[];
    for (const { key } of objectives) {
      const luck = roll.next();
      const rating: Rating =
        luck < 0.72 ? 'performed' : luck < 0.9 ? 'challenges' : luck < 0.97 ? 'majorChallenges' : 'unable';
      await room.give('safetyOfficer', 'drill.evaluate', {
        drillId: drill.id,
        objectiveKey: key,
        rating,
        note: rating === 'performed' ? '' : roll.pick(notes[rating]),
        version: null,
      });
      if (rating === 'performed' || rating === 'challenges') continue;
      await becomeAction(
        room,
        { drillId: drill.id, objectiveKey: key, text: mends[found % mends.length]! },
        found,
        today,
      );
      found += 1;
    }
    await takePart(room, drill, roll.whole(20, 80));
    if (i % 3 === 0)
      await room.give('safetyOfficer', 'drill.addLesson', {
        drillId: drill.id,
        text: 'Those who were new on the shift knew the alarm, not the way: walk it on the first day.',
      });
    // The last two wait for their signature.
    const review = room.site.writer.get<{ version: number }>(
      'SELECT version FROM drillReview WHERE drillId = ?',
      drill.id,
    );
    if (review && i < held.length - 2)
      await room.give('safetyOfficer', 'drill.signEvaluation', {
        drillId: drill.id,
        version: review.version,
      });
  }
}

async function takePart(room: SeedRoom, drill: Row, evacuated: number): Promise<void> {
  const people = room.site.writer.all<{ id: string }>(
    `SELECT id FROM person WHERE teamId IN (SELECT value FROM json_each(?)) AND (crew IS NULL OR crew IS ?) AND retiredAt IS NULL
     ORDER BY words LIMIT 9`,
    drill.teamIds,
    drill.crew,
  );
  await room.give('safetyOfficer', 'drill.setParticipants', {
    drillId: drill.id,
    add: people.map(({ id }) => ({ personId: id, role: 'team', source: 'manual' })),
    evacuated,
  });
}

/** Of five findings one is seen to, one waits for its verification, one is late, two are open. */
async function becomeAction(
  room: SeedRoom,
  of: { readonly drillId: string; readonly objectiveKey: string; readonly text: string },
  no: number,
  today: string,
): Promise<void> {
  const kind = no % 5;
  const action = await room.give('safetyOfficer', 'action.raise', {
    ...of,
    owner: kind < 2 ? 'Shift manager, smelter' : 'Head of maintenance',
    dueOn: dayPlus(today, kind === 2 ? -9 : 12 + no * 4),
  });
  if (kind > 1) return;
  const done = await room.give('equipmentManager', 'action.done', {
    actionId: action.id,
    version: action.version,
    note: 'Done and shown to the crews',
  });
  if (kind === 0)
    await room.give('safetyOfficer', 'action.verify', {
      actionId: done.id,
      version: done.version,
      helped: true,
      note: 'Tried with two crews: it helped',
    });
}
