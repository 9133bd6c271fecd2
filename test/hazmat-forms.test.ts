import { expect, test } from 'vitest';
import type { Input } from '../electron/contract.ts';
import { catalogue } from '../electron/hazmat/catalogue.ts';
import { casFits, noPhysical, noToxic, substanceRefusal } from '../electron/hazmat/hazmat.ts';
import { addStore, hazmatSite, named, square } from './hazmat-ground.ts';

const naoh: Input<'hazmat.addSubstance'> = {
  key: 'naoh', names: named('Sodium hydroxide'), unNumber: '1824', hazardClass: '8', subsidiary: [], packingGroup: 'II',
  ghs: ['GHS05'], hStatements: ['H290', 'H314'], ergGuide: '154', form: 'liquid', cas: '1310-73-2', groups: ['alkalis'],
  physical: { ...noPhysical, densityKgM3: 1530 }, toxic: { ...noToxic, unit: 'mg/m3', idlh: 10 },
}; // prettier-ignore

test('what is shipped passes the rules for what is entered', () => {
  for (const shipped of catalogue)
    expect({ key: shipped.key, wrong: substanceRefusal(shipped) }).toEqual({ key: shipped.key, wrong: null });
  expect(casFits('7782-50-5')).toBe(true);
  expect(casFits('7782-50-6')).toBe(false);
});

test('a substance of the site’s own is kept with everything that was entered, and changed by its version', async () => {
  const site = await hazmatSite();
  const added = await site.call('hazmatKeeper', 'hazmat.addSubstance', naoh);
  expect(await site.call('observer', 'hazmat.substance', { id: added.id })).toEqual({
    ...naoh,
    id: added.id,
    version: 1,
  });
  const { key: _key, ...details } = naoh;
  const change = { id: added.id, version: 1, ...details, hStatements: ['H314'] };
  await site.call('hazmatKeeper', 'hazmat.changeSubstance', change);
  expect((await site.refusal('hazmatKeeper', 'hazmat.changeSubstance', change)).refused).toBe('conflict');
});

test.each([
  [{ cas: '1310-73-3' }, 'substanceCas'],
  [{ subsidiary: ['8'] }, 'substanceSubsidiary'],
  [{ subsidiary: ['6.1', '6.1'] }, 'substanceSubsidiary'],
  [{ physical: { ...noPhysical, keepMinC: 30, keepMaxC: 10 } }, 'substanceKeepOrder'],
  [{ physical: { ...noPhysical, lelPercent: 12, uelPercent: 4 } }, 'substanceLelOrder'],
  [{ toxic: { ...noToxic, aegl1: 5, aegl3: 2 } }, 'substanceLevelsOrder'],
  [{ hazardClass: '10' }, 'badInput'],
  [{ ghs: ['GHS10'] }, 'badInput'],
  [{ hStatements: ['burns'] }, 'badInput'],
  [{ unNumber: '18240' }, 'badInput'],
])('%o is refused as %s', async (more, code) => {
  const site = await hazmatSite();
  expect((await site.refusal('hazmatKeeper', 'hazmat.addSubstance', { ...naoh, ...more })).refused).toBe(
    code,
  );
});

test('places that are drawn and not in the register are offered for stores and tanks, and no longer once they are', async () => {
  const site = await hazmatSite();
  const free = async (storeId: string | null) =>
    (await site.call('observer', 'hazmat.freePlaces', { storeId })).rows.map(({ key }) => key);
  const place = { kind: 'store' as const, names: named('x'), geometry: square(0) };
  const drawn = await site.call('planner', 'place.add', { ...place, key: 'H-20' });
  expect(await free(null)).toEqual(['H-20']);
  const store = {
    placeId: drawn.id,
    kind: 'tankFarm',
    capacity: 100,
    unit: 'm3',
    minC: 30,
    maxC: 5,
  } as const;
  expect(await site.refusal('hazmatKeeper', 'hazmat.addStore', store)).toEqual({
    refused: 'storeTemperatureOrder',
    facts: { minC: 30, maxC: 5 },
  });
  await site.call('hazmatKeeper', 'hazmat.addStore', { ...store, minC: -5, maxC: 30, containmentM3: 55 });
  expect(await free(null)).toEqual([]);
  const other = await addStore(site, 'H-21', square(60));
  const tank = await site.call('planner', 'place.add', {
    key: 'TK-20', kind: 'tank', names: named('x'), geometry: square(2, 2, 3), parentId: drawn.id,
  }); // prettier-ignore
  expect(await free(drawn.id)).toEqual(['TK-20']);
  expect(await free(other)).toEqual([]);
  const input = { placeId: tank.id, storeId: drawn.id, volumeM3: 50, maxPercent: 90 };
  await site.call('hazmatKeeper', 'hazmat.addTank', input);
  expect(await free(drawn.id)).toEqual([]);
  expect((await site.call('observer', 'hazmat.store', { id: drawn.id }))?.tanks).toMatchObject([
    { volumeM3: 50, maxPercent: 90, levelPercent: null },
  ]);
});
