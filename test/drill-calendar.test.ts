import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { calendarFile } from '../electron/drill/calendar-file.ts';
import { changesOf, nextEdition, type EditionDrill } from '../electron/drill/edition.ts';
import type { DrillLine } from '../electron/drill/month.ts';
import type { Language } from '../electron/texts.ts';
import { siteInTemp, type TestSite } from './builders.ts';
import { drillMonth, namesOf } from './drill-builders.ts';

const zone = 'Europe/Belgrade';

/** The events of a file as another library reads them, by the zone that the file itself brings. */
function eventsOf(text: string): Map<string, ICAL.Event> {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  ICAL.TimezoneService.reset();
  for (const zoned of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zoned);
  return new Map(
    calendar.getAllSubcomponents('vevent').map((each) => {
      const event = new ICAL.Event(each);
      return [event.uid, event];
    }),
  );
}
const statusOf = (event: ICAL.Event | undefined): unknown => event?.component.getFirstPropertyValue('status');
const startOf = (event: ICAL.Event | undefined): string => event?.startDate.toJSDate().toISOString() ?? '';

async function publish(site: TestSite, programmeId: string): Promise<number> {
  const { rows } = await site.call('planner', 'drill.programmes', {});
  const version = rows.find(({ id }) => id === programmeId)?.version ?? 0;
  return (await site.call('planner', 'drill.publish', { id: programmeId, version })).number;
}

describe('a programme is published', () => {
  test('UIDs stay, SEQUENCE grows for what changed and for nothing else, what is cancelled is told as cancelled', async () => {
    const site = siteInTemp();
    const { programmeId, drillIds } = await drillMonth(site, [
      { startsAt: '2026-06-10T07:00:00.000Z' },
      { startsAt: '2026-06-11T19:00:00.000Z', place: 1, minutes: 90 },
      { startsAt: '2026-06-12T07:00:00.000Z' },
      { startsAt: null },
    ]);
    const [stays = '', moves = '', ends = '', fresh = ''] = drillIds;
    const read = async (edition?: number) =>
      eventsOf((await site.call('planner', 'drill.calendar', { programmeId, edition })).text);
    expect(await site.refusal('planner', 'drill.calendar', { programmeId })).toMatchObject({
      refused: 'drillNotPublished',
    });
    expect(await publish(site, programmeId)).toBe(1);
    const first = await read();
    expect([...first.keys()].sort()).toEqual([stays, moves, ends].map((id) => `${id}@tocsin`).sort());
    expect([...first.values()].map(({ sequence }) => sequence)).toEqual([0, 0, 0]);
    expect(startOf(first.get(`${moves}@tocsin`))).toBe('2026-06-11T19:00:00.000Z');
    expect(first.get(`${moves}@tocsin`)?.duration.toSeconds()).toBe(90 * 60);

    expect(await site.refusal('planner', 'drill.publish', { id: programmeId, version: 2 })).toMatchObject({
      refused: 'drillNothingChanged',
      facts: { edition: 1 },
    });
    await site.call('planner', 'drill.move', { id: moves, version: 1, startsAt: '2026-06-13T19:00:00.000Z' });
    await site.call('planner', 'drill.move', { id: fresh, version: 1, startsAt: '2026-06-14T07:00:00.000Z' });
    await site.call('planner', 'drill.cancel', { id: ends, version: 1, reason: 'Furnace; relined, at last' });
    // A pin says nothing to those who come to the drill.
    await site.call('planner', 'drill.pin', { id: stays, version: 1 });
    const { changes } = await site.call('planner', 'drill.comparison', { programmeId });
    expect(new Map(changes.map(({ drillId, kind }) => [drillId, kind]))).toEqual(
      new Map([
        [moves, 'moved'],
        [fresh, 'added'],
        [ends, 'cancelled'],
      ]),
    );
    const told = (await site.call('planner', 'now.list', {})).rows.find(({ kind }) => kind === 'drill');
    expect(told).toMatchObject({
      screen: 'drillEditions',
      id: programmeId,
      text: { facts: { count: 3, edition: 1 } },
    });
    site.clock.set('2026-06-02T06:00:00.000Z');
    expect(await publish(site, programmeId)).toBe(2);
    const second = await read();
    const sequences = (events: Map<string, ICAL.Event>) =>
      Object.fromEntries([...events].map(([uid, event]) => [uid.split('@')[0], event.sequence]));
    expect(sequences(second)).toEqual({ [stays]: 0, [moves]: 1, [ends]: 1, [fresh]: 0 });
    expect(statusOf(second.get(`${ends}@tocsin`))).toBe('CANCELLED');
    expect(second.get(`${ends}@tocsin`)?.description).toContain('Furnace; relined, at last');
    expect(statusOf(second.get(`${stays}@tocsin`))).toBe('CONFIRMED');
    // The first edition still says what it said.
    expect(sequences(await read(1))).toEqual({ [stays]: 0, [moves]: 0, [ends]: 0 });

    site.clock.set('2026-06-03T06:00:00.000Z');
    // It takes place after all, and another loses its time.
    await site.call('planner', 'drill.reinstate', { id: ends, version: 3 });
    await site.call('planner', 'drill.move', { id: moves, version: 3, startsAt: null });
    expect(await publish(site, programmeId)).toBe(3);
    const third = await read();
    expect(sequences(third)).toEqual({ [stays]: 0, [moves]: 2, [ends]: 2, [fresh]: 0 });
    expect(statusOf(third.get(`${ends}@tocsin`))).toBe('CONFIRMED');
    expect(statusOf(third.get(`${moves}@tocsin`))).toBe('CANCELLED');
    const editions = await site.call('planner', 'drill.editions', { programmeId });
    expect(
      editions.rows.map(({ number, takePlace, cancelled, changed }) => [
        number,
        takePlace,
        cancelled,
        changed,
      ]),
    ).toEqual([
      [3, 3, 1, 2],
      [2, 3, 1, 3],
      [1, 3, 0, 3],
    ]);
  });

  test('by property: a drill keeps its SEQUENCE exactly while its event says the same', () => {
    const step = fc.record({
      at: fc.constantFrom(null, '2026-06-10T07:00:00.000Z', '2026-06-11T07:00:00.000Z'),
      off: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(step, step), { minLength: 1, maxLength: 8 }), (history) => {
        let last: EditionDrill[] = [];
        for (const [index, drills] of history.entries()) {
          const lines = drills.map(({ at, off }, which) => line(`d${which}`, at, off));
          const next = nextEdition(last, lines, `2026-05-0${index + 1}T00:00:00.000Z`);
          const changed = new Set(changesOf(last, next).map(({ drillId }) => drillId));
          for (const drill of next) {
            const before = last.find(({ drillId }) => drillId === drill.drillId);
            if (before) expect(drill.sequence).toBe(before.sequence + (changed.has(drill.drillId) ? 1 : 0));
          }
          // Who was told of a drill is told of it in every edition after.
          for (const { drillId } of last) expect(next.some((each) => each.drillId === drillId)).toBe(true);
          for (const [which, { at, off }] of drills.entries())
            if (at !== null && !off)
              expect(next.find(({ drillId }) => drillId === `d${which}`)).toMatchObject({
                startsAt: at,
                cancelled: null,
              });
          last = next;
        }
      }),
    );
  });
});

function line(id: string, startsAt: string | null, off: boolean): DrillLine {
  return {
    id, programmeId: 'p', typeId: 't', placeId: 'a', requirementId: null, askedShift: 'any', askedCrew: null, startsAt,
    shiftOn: startsAt?.slice(0, 10) ?? null, shift: startsAt === null ? null : 'day', crew: null, minutes: 60, observers: [],
    pinned: false, reasons: [], state: off ? 'cancelled' : 'planned', cancelReason: off ? 'why' : null, incidentId: null,
    sequence: 0, version: 1, kind: 'fire', typeKey: 'F1', typeNames: namesOf('Fire'), placeKey: 'A', placeNames: namesOf('A'),
    observerNames: [], placePath: [],
  }; // prettier-ignore
}

describe('the file', () => {
  function fileOf(drills: readonly Partial<EditionDrill>[], language: Language = 'en'): string {
    const frozen = drills.map((drill, index): EditionDrill => ({
      drillId: `d${index}`, kind: 'fire', typeNames: namesOf('Hall fire'), placeKey: 'TOP-1', placeNames: namesOf('Smelter'),
      startsAt: '2027-06-10T07:00:00.000Z', minutes: 60, shiftOn: '2027-06-10', shift: 'day', crew: 'A', observers: [],
      state: 'planned', cancelled: null, sequence: 0, changedAt: '2027-04-12T08:00:00.000Z', ...drill,
    })); // prettier-ignore
    return calendarFile(
      {
        id: 'e', programmeId: 'p', number: 4, at: '2027-04-12T08:00:00.000Z', by: 'o', byName: 'M. Petrović', note: '',
        drills: frozen,
      }, // prettier-ignore
      { language, zone, programme: namesOf('Safety month', 'Mesec bezbednosti', '安全月'), site: 'Čoka Bor' },
    );
  }

  test('lines end in CRLF and are no longer than 75 octets in any language; text comes back as it was', () => {
    const places = namesOf(
      'Smelter, hall 3; upper floor \\ north',
      'Topionica; hala „Đ“, žuti šljunčani put ispred štenare',
      '冶炼厂三号厂房；上层，北侧：电炉与转炉之间的紧急集合点以及氧气站旁边的通道',
    );
    const cancelled = 'Прва линија\nдруга; линија, 炉子正在大修所以演练取消并将在下个月重新安排时间';
    for (const language of ['en', 'sr-Latn', 'sr-Cyrl', 'zh-Hans'] as const) {
      const text = fileOf([{ placeNames: places, cancelled, sequence: 2 }], language);
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      for (const each of text.split('\r\n')) expect(Buffer.byteLength(each)).toBeLessThanOrEqual(75);
      // No character is cut in two where a line is folded.
      expect(text).not.toContain('\uFFFD');
      expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text);
      const event = eventsOf(text).get('d0@tocsin');
      expect(event?.description).toContain(cancelled);
      const names = { en: places.en, 'sr-Latn': places.srLatn, 'zh-Hans': places.zhHans };
      if (language !== 'sr-Cyrl') expect(event?.location).toBe(`TOP-1 ${names[language]}`);
      else expect(event?.location).toContain('Топионица; хала');
    }
  });

  test('what RFC 5545 asks of each calendar and event is there, times stand in the zone that the file brings', () => {
    const text = fileOf([{}]);
    expect(text.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
    expect(text.endsWith('END:VCALENDAR')).toBe(true);
    for (const each of [
      'VERSION:2.0',
      'METHOD:PUBLISH',
      'BEGIN:VTIMEZONE',
      `TZID:${zone}`,
      'DTSTAMP:20270412T080000Z',
      'UID:d0@tocsin',
      `DTSTART;TZID=${zone}:20270610T090000`,
      `DTEND;TZID=${zone}:20270610T100000`,
      'STATUS:CONFIRMED',
      'SEQUENCE:0',
      'LAST-MODIFIED:20270412T080000Z',
    ])
      // prettier-ignore
      expect(text.split('\r\n')).toContain(each);
    expect(text).toContain('PRODID:');
    expect(text.indexOf('END:VTIMEZONE')).toBeLessThan(text.indexOf('BEGIN:VEVENT'));
  });

  // On 28 March 2027 the clock goes from 02:00 to 03:00, on 31 October 2027 from 03:00 back to 02:00.
  test.each([
    ['2027-03-27T22:30:00.000Z', 360],
    ['2027-03-28T00:30:00.000Z', 60],
    ['2027-03-28T01:00:00.000Z', 60],
    ['2027-03-28T07:00:00.000Z', 60],
    ['2027-10-30T22:30:00.000Z', 360],
    ['2027-10-31T00:30:00.000Z', 30],
    ['2027-10-31T00:30:00.000Z', 60],
    ['2027-10-31T01:30:00.000Z', 60],
    ['2027-10-31T08:00:00.000Z', 60],
  ])(
    'a drill at %s of %i min comes back at the same instants on days on which the clock is moved',
    (startsAt, minutes) => {
      const event = eventsOf(fileOf([{ startsAt, minutes }])).get('d0@tocsin');
      expect(startOf(event)).toBe(startsAt);
      expect(event?.endDate.toJSDate().toISOString()).toBe(
        new Date(Date.parse(startsAt) + minutes * 60_000).toISOString(),
      );
    },
  );

  test('by property: every instant of a year comes back', () => {
    const minute = fc.integer({ min: 0, max: 366 * 24 * 60 - 1 });
    fc.assert(
      fc.property(minute, fc.integer({ min: 5, max: 720 }), (at, minutes) => {
        const startsAt = new Date(Date.UTC(2027, 0, 1) + at * 60_000).toISOString();
        const event = eventsOf(fileOf([{ startsAt, minutes }])).get('d0@tocsin');
        expect(startOf(event)).toBe(startsAt);
        expect(event?.endDate.toJSDate().getTime()).toBe(Date.parse(startsAt) + minutes * 60_000);
      }),
      { numRuns: 200 },
    );
  });
});
