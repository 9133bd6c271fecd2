import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { missingAt, musterTotals, type MusterPoint } from '../electron/muster/muster.ts';
import { logText } from '../renderer/locales/log-text.ts';
import { siteInTemp, type TestSite } from './builders.ts';

let site: TestSite;
let incidentId: string;
let placeId: string;

beforeEach(async () => {
  site = siteInTemp();
  placeId = await point('M-6', { expectedCount: 16 });
  incidentId = (
    await site.call('coordinator', 'incident.declare', {
      type: 'flood',
      placeId: null,
      severity: 3,
      note: 'Flood',
    })
  ).id;
});

async function point(
  key: string,
  attributes: Record<string, number>,
  kind: 'muster' | 'building' = 'muster',
): Promise<string> {
  const names = { en: `Muster ${key}`, srLatn: `Zborno mesto ${key}`, zhHans: `${key}集合点` };
  const geometry = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };
  return (await site.call('planner', 'place.add', { key, kind, names, geometry, attributes })).id;
}
const lastSaid = async () => (await site.call('observer', 'log.page', { incidentId })).rows.at(-1)!;

test('a count says who is missing, by name or from the register, in every language', async () => {
  const person = await site.call('planner', 'person.add', { name: 'Dušan Ilić' });
  const muster = await site.call('coordinator', 'muster.count', {
    incidentId,
    placeId,
    counted: 14,
    missing: [person.id, 'Stanković'],
  });
  expect(muster.missing).toEqual([
    { personId: person.id, name: 'Dušan Ilić' },
    { personId: null, name: 'Stanković' },
  ]);
  const entry = await lastSaid();
  expect(entry).toMatchObject({
    kind: 'radioIn',
    placeId,
    text: 'Muster M-6: 14 of 16 counted, missing Dušan Ilić and Stanković',
  });
  expect(logText(entry.template!, 'sr-Cyrl', entry.at)).toContain('недостају Душан Илић и Станковић');
  const list = await site.call('observer', 'muster.list', { incidentId });
  expect(musterTotals(list)).toEqual({ expected: 16, counted: 14, missing: 2, points: 1, pointsCounted: 1 });
});

test('a recount replaces the count, and the counts before it stay in the history', async () => {
  const first = await site.call('coordinator', 'muster.count', {
    incidentId,
    placeId,
    counted: 14,
    missing: ['Ilić'],
  });
  site.clock.advance(60_000);
  await site.call('coordinator', 'muster.count', {
    incidentId,
    placeId,
    counted: 16,
    version: first.version,
  });
  expect((await lastSaid()).text).toBe('Muster M-6: all 16 counted');
  const history = await site.call('observer', 'journal.history', { noun: 'muster', id: first.id });
  const counts = history.flatMap(({ rows }) =>
    rows.filter(({ noun }) => noun === 'muster').map(({ row }) => row),
  );
  expect(counts).toMatchObject([{ counted: 16 }, { counted: 14 }]);
});

test('two operators count at once: the second sees the count of the first and nothing is lost', async () => {
  const first = await site.call('coordinator', 'muster.count', {
    incidentId,
    placeId,
    counted: 14,
    missing: ['Ilić'],
  });
  const refusal = await site.refusal('safetyOfficer', 'muster.count', { incidentId, placeId, counted: 15 });
  expect(refusal).toMatchObject({
    refused: 'musterCountedMeanwhile',
    facts: {
      place: 'M-6',
      counted: 14,
      missing: ['Ilić'],
      by: site.operators.coordinator.name,
      current: first.version,
    },
  });
  await site.call('safetyOfficer', 'muster.count', {
    incidentId,
    placeId,
    counted: 15,
    version: first.version,
  });
  expect((await site.call('observer', 'muster.list', { incidentId }))[0]?.muster).toMatchObject({
    counted: 15,
    version: 2,
  });
});

test('what is expected in this incident goes before the register', async () => {
  await site.call('coordinator', 'muster.expect', { incidentId, placeId, expected: 20, names: ['Ana'] });
  await site.call('coordinator', 'muster.count', { incidentId, placeId, counted: 18, version: 1 });
  expect((await lastSaid()).text).toBe('Muster M-6: 18 of 20 counted');
});

test('only muster points are counted', async () => {
  const building = await point('B-1', {}, 'building');
  expect(
    await site.refusal('coordinator', 'muster.count', { incidentId, placeId: building, counted: 1 }),
  ).toMatchObject({ refused: 'notAMusterPoint' });
  expect(
    await site.refusal('coordinator', 'muster.count', { incidentId, placeId, counted: -1 }),
  ).toMatchObject({ refused: 'badInput' });
});

test('totals are the sums of the points; a point not yet counted has nobody missing', () => {
  const points = fc.array(
    fc.record({
      registered: fc.option(fc.nat(500), { nil: null }),
      counted: fc.option(fc.nat(500), { nil: null }),
      named: fc.nat(5),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(points, (all) => {
      const list = all.map(({ registered, counted, named }): MusterPoint => ({
        place: { id: '', key: '', kind: 'muster', names: { en: '', srLatn: '', zhHans: '' } },
        registered,
        muster: {
          id: '', incidentId: '', placeId: '', expected: null, expectedNames: [], counted, countedAt: null, countedBy: null, version: 1,
          missing: counted === null ? [] : Array.from({ length: named }, () => ({ personId: null, name: 'x' })),
        },
      })); // prettier-ignore
      const totals = musterTotals(list);
      expect(totals.missing).toBe(list.reduce((sum, one) => sum + missingAt(one), 0));
      expect(totals.pointsCounted).toBe(all.filter(({ counted }) => counted !== null).length);
      for (const one of list) if (one.muster?.counted === null) expect(missingAt(one)).toBe(0);
    }),
  );
});
