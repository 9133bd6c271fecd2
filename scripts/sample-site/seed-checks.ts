import { iso } from '../../electron/clock.ts';
import type { Input, Output } from '../../electron/contract.ts';
import { shippedList, workKinds, type WorkKind } from '../../electron/double-check/check-list.ts';
import type { Role } from '../../electron/session/session.ts';
import type { SeedRoom } from './seed-room.ts';
import type { Call } from './seed-sensors.ts';

const minuteMs = 60_000;
/** The site's own edition: tests and requests count for a shift, because people wear detectors. */
const shiftMinutes = 480;

interface Task {
  readonly by: Role;
  readonly plan: Omit<Input<'doubleCheck.add'>, 'plannedFrom' | 'plannedTo'>;
  /** What is not answered by a bare yes. */
  readonly said: Readonly<Record<string, Partial<Input<'doubleCheck.answer'>>>>;
}

/** What the second person measures a little differently, within what two instruments may. */
const second: Readonly<Record<string, number>> = { gas: 0.5, oxygen: 20.8, eyewash: 8 };

async function answers(room: SeedRoom, id: string, task: Task, part: 'first' | 'second'): Promise<void> {
  for (const { key, measure } of shippedList(task.plan.kind).content.items) {
    const measured = part === 'second' ? { value: second[key] ?? null } : {};
    await room.give(part === 'first' ? task.by : 'safetyOfficer', 'doubleCheck.answer', {
      id, part, itemKey: key, outcome: 'yes', ...task.said[key], ...(measure === null ? {} : measured),
    }); // prettier-ignore
  }
}

/** Two tasks under way and one that waits for a second person, as calls that are made in their turn. */
export function seedChecks(
  room: SeedRoom,
  place: (key: string) => string,
  substance: (key: string) => string,
  nowMs: number,
): Call[] {
  const at = (minutesAgo: number): string => iso(nowMs - minutesAgo * minuteMs);
  const ids = new Map<Task, string>();
  const idOf = (task: Task): string => ids.get(task) ?? '';
  const write =
    (task: Task, from: number, hours: number): (() => Promise<void>) =>
    async () => {
      const plan = { ...task.plan, plannedFrom: at(from), plannedTo: iso(nowMs + hours * 60 * minuteMs) };
      const { id } = await room.give(task.by, 'doubleCheck.add', plan);
      ids.set(task, id);
      await answers(room, id, task, 'first');
    };
  const ask = (task: Task): Promise<Output<'doubleCheck.ask'>> =>
    room.give(task.by, 'doubleCheck.ask', { id: idOf(task), version: 1 });
  const allow = (task: Task) => async (): Promise<void> => {
    const { confirmation } = await ask(task);
    const id = idOf(task);
    await answers(room, id, task, 'second');
    if (!confirmation) throw new Error(`${task.plan.title} waits for nobody`);
    const seen = { contentHash: confirmation.contentHash, confirmationVersion: confirmation.version };
    const { version } = await room.give('safetyOfficer', 'doubleCheck.confirm', { id, version: 2, ...seen });
    await room.give(task.by, 'doubleCheck.begin', { id, version });
  };
  const edition = async (): Promise<void> => {
    for (const kind of workKinds) {
      const { content } = shippedList(kind);
      const items = content.items.map((item) => ({
        ...item,
        measure: item.measure?.validMinutes == null ? item.measure : { ...item.measure, validMinutes: shiftMinutes },
      })); // prettier-ignore
      await room.give('safetyOfficer', 'checkList.change', {
        kind,
        edition: 0,
        content: { ...content, items, requestMinutes: shiftMinutes },
      });
    }
  };
  const weld = hot('equipmentManager', 'Weld the feed chute of ball mill 2', 'D. Ilić, N. Stanković', 'welding', place('B-MILL'), 'R. Pavlović', 'Belt 4 covered with fire blankets'); // prettier-ignore
  const acid: Task = {
    by: 'hazmatKeeper',
    plan: {
      kind: 'chemicalUse' satisfies WorkKind,
      title: 'Dose acid into effluent tank 3 by hand',
      placeId: place('B-EFF'),
      workers: 'S. Mitić, G. Lukić',
      method: 'dosing',
      substances: [{ substanceId: substance('h2so4'), amount: 240, unit: 'kg' }],
    },
    said: {
      eyewash: { value: 7 },
      inCall: { said: 'V. Radić' },
      apart: { note: 'Lime dosing stands still and its lid is shut' },
    },
  };
  const cut = hot('equipmentManager', 'Cut out the froth launder of cell 5', 'Contractor Timok-Var', 'cutting', place('B-FLOT'), 'L. Savić', 'Launder washed out, wet sheets below'); // prettier-ignore
  return [
    { at: at(116), give: edition },
    { at: at(106), give: write(weld, 106, 4) },
    { at: at(91), give: allow(weld) },
    { at: at(66), give: write(acid, 66, 5) },
    { at: at(51), give: allow(acid) },
    { at: at(31), give: write(cut, 31, 6) },
    { at: at(21), give: () => ask(cut) },
  ];
}

function hot(
  by: Role,
  title: string,
  workers: string,
  method: Task['plan']['method'],
  placeId: string,
  watch: string,
  note: string,
): Task {
  return {
    by,
    plan: { kind: 'hotWork', title, placeId, workers, method, substances: [] },
    said: {
      gas: { value: 0 },
      oxygen: { value: 20.9 },
      fireWatch: { said: watch },
      combustibles: { note },
      detection: { outcome: 'notApplicable', note: 'No detectors in this bay' },
    },
  };
}
