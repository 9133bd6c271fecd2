import readWorkbook from 'read-excel-file/node';
import { expect, test } from 'vitest';
import type { Action } from '../electron/action/action.ts';
import type { AfterDrill, ObjectiveLine } from '../electron/drill/evaluation.ts';
import {
  drillReport,
  monthReport,
  numbersOf,
  type ReportDrill,
  type ReportMonth,
} from '../electron/drill/drill-report.ts';
import { measured } from '../electron/drill/measure.ts';
import { monthWorkbook } from '../electron/drill/report-files.ts';

const names = (en: string) => ({ en, srLatn: `${en} š`, zhHans: `${en} 演` });
const options = {
  language: 'en', zone: 'Europe/Belgrade', site: 'Sample', today: '2027-07-10', now: '2027-07-10T08:00:00.000Z', by: 'A. Nikolić',
} as const; // prettier-ignore

function objective(key: string, rating: 'performed' | 'unable' | null, repeat = false): ObjectiveLine {
  return {
    objective: { id: key, key, names: names(`Objective ${key}`) },
    evaluation:
      rating === null
        ? null
        : {
            id: key, drillId: 'd', objectiveId: key, objectiveKey: key, rating, note: 'Door <blocked> & locked', evidence: [],
            by: 'o', byName: 'O', at: options.now, version: 1,
          }, // prettier-ignore
    evidence: [],
    earlier: repeat
      ? [
          {
            drillId: 'old',
            at: '2026-06-05T08:00:00.000Z',
            objectiveKey: key,
            rating: 'unable',
            note: '',
            actions: [],
          },
        ]
      : [],
    repeat,
  };
}
function drill(
  id: string,
  state: AfterDrill['drill']['state'],
  objectives: ObjectiveLine[],
  minutes: number | null,
): ReportDrill {
  const action: Action = {
    id: `a-${id}`, incidentId: null, taskId: null, text: 'Free the door', owner: 'M. Savić', dueOn: '2027-07-01', state: 'open',
    raisedAt: options.now, raisedBy: 'o', doneAt: null, doneBy: null, doneNote: null, verifiedAt: null, verifiedBy: null,
    verifyNote: null, changeReason: null, putOff: 0, version: 1, ownerPersonId: null, drillId: id, objectiveKey: null, remindDays: null,
  } as never; // prettier-ignore
  return {
    after: {
      drill: {
        id, programmeId: 'p', typeId: 't', placeId: 'pl', requirementId: null, askedShift: 'any', askedCrew: null,
        startsAt: '2027-06-03T07:00:00.000Z', shiftOn: '2027-06-03', shift: 'day', crew: 'A', minutes: 60, observers: [],
        pinned: false, state, cancelReason: state === 'cancelled' ? 'storm' : null, incidentId: null, sequence: 0, version: 1,
      },
      type: { id: 't', key: 'FIRE', names: names('Fire'), kind: 'fire', targets: {} },
      place: { id: 'pl', key: 'A-1', names: names('Smelter') },
      incident: { id: 'i', year: 2027, number: 7 },
      review: null,
      objectives,
      participants: [
        { id: '1', drillId: id, personId: 'x', role: 'team', source: 'manual', name: 'Žika Šarić', teamKey: 'T-1' },
      ],
      proposed: [],
      counted: null,
      lessons: [],
    },
    measures: minutes === null ? null : { measured: measured({ callOutAcknowledged: minutes }, [], { callOutAcknowledged: 5 }), before: [] },
    actions: state === 'cancelled' ? [] : [action],
    photos: [{ name: 'gate.jpg', source: 'data:image/jpeg;base64,AAAA' }],
  }; // prettier-ignore
}
const month: ReportMonth = {
  programme: {
    id: 'p', names: names('Safety month, June 2027'), every: 'month', fromOn: '2027-06-01', toOn: '2027-06-30',
    state: 'published', startTimes: ['09:00'], maxPerDay: 4, restHours: 11, edition: 1, version: 1,
  },
  drills: [
    drill('a', 'done', [objective('alarm', 'performed'), objective('door', 'unable', true)], 4),
    drill('b', 'done', [objective('alarm', null)], 7.5),
    drill('c', 'cancelled', [objective('alarm', null)], null),
  ],
}; // prettier-ignore

test('the numbers of a month: what was cancelled is not planned, a person counts once, a late action is late', () => {
  const numbers = numbersOf(month, options.today);
  expect(numbers).toMatchObject({
    planned: 2, held: 2, cancelled: 1, people: 1, participations: 3, findings: 1, repeats: 1,
    actions: { all: 2, open: 2, overdue: 2, verified: 0 },
  }); // prettier-ignore
  expect(numbers.kept[0]).toEqual({ measure: 'callOutAcknowledged', of: 2, kept: 1 });
});

test('the page of a drill says all of it, escapes what people typed, and lets nothing in but its own style and pictures', () => {
  const html = drillReport(month.drills[0]!, options, 'HASH');
  for (const said of [
    'Fire, Smelter',
    'EXERCISE 2027-007',
    'Objective door',
    'Door &lt;blocked&gt; &amp; locked',
    'found before: 5 Jun 2026',
    'Free the door',
    'Žika Šarić',
    'gate.jpg',
    'The evaluation is not signed',
  ])
    expect(html).toContain(said);
  expect(html).toContain("default-src 'none'; img-src data:; style-src 'sha256-HASH'");
  expect(html).not.toContain('<script');
  for (const language of ['sr-Latn', 'sr-Cyrl', 'zh-Hans'] as const) {
    const own = drillReport(month.drills[0]!, { ...options, language }, 'HASH');
    expect(own).toContain(`lang="${language}"`);
    expect(own).not.toMatch(/drillReport\.|evaluation\.|drillRun\./);
  }
});

test('the month: plan against done with every drill, then those held', () => {
  const html = monthReport(month, options, 'HASH');
  expect(html).toContain('cancelled: storm');
  expect(html.match(/<section class="drill">/g)).toHaveLength(2);
  expect(html).toContain('▲ overdue');
  expect(html).not.toMatch(/drillReport\.|evaluation\.|drillRun\.|>action\./);
});

test('the workbook is read back by another library: five sheets, numbers as numbers', async () => {
  const bytes = Buffer.from(await monthWorkbook(month, options));
  const sheets = (await readWorkbook(bytes)) as unknown as { sheet: string; data: unknown[][] }[];
  expect(sheets.map(({ sheet }) => sheet)).toEqual([
    'Drills',
    'Times',
    'Objectives',
    'Participants',
    'Actions',
  ]);
  const rows = sheets.map(({ data }) => data);
  expect(rows.map((sheet) => sheet.length)).toEqual([4, 3, 5, 4, 3]);
  expect(rows[1]?.[2]?.[4]).toBe(7.5);
  expect(rows[2]?.[2]?.slice(4, 7)).toEqual(['Objective door', 'unable', '↻']);
  expect(rows[0]?.[3]?.[6]).toBe('cancelled');
});
