import writeXlsx from 'write-excel-file/node';
import { expect, test } from 'vitest';
import type { DryRow, DryRun, Look, Verdict } from '../electron/import/import.ts';
import type { TestSite } from './builders.ts';
import { encode } from './encode.ts';
import { addShipped, addStore, hazmatSite, record, receive, square } from './hazmat-ground.ts';

const keeper = 'hazmatKeeper';
const header = [
  'Oznaka', 'Naziv', 'Name in English', 'UN broj', 'Klasa', 'Sporedne opasnosti', 'Ambalažna grupa', 'GHS piktogrami', 'H-oznake',
  'Agregatno stanje', 'CAS broj', 'Gustina kg/m3', 'Tačka paljenja', 'IDLH',
]; // prettier-ignore
const caustic = ['naoh', 'Natrijum-hidroksid', 'Sodium hydroxide', 'UN 1824', '8', '', 'ii', 'ghs05', 'H314 H290', 'tečnost', '1310-73-2', '1.530,5', '', '10']; // prettier-ignore
const nitric = ['hno3', 'Azotna kiselina', '', '2031', '8', '5,1', 'I', 'GHS03 GHS05', 'H272, H314', 'Tečno', '7697-37-2', '1513', '', '25']; // prettier-ignore

const csvOf = (rows: readonly (readonly string[])[]) =>
  new Uint8Array(encode([header, ...rows].map((row) => row.join(';')).join('\n') + '\n', 'windows-1250'));

async function opened(site: TestSite, bytes: Uint8Array<ArrayBuffer>, name = 'materije.csv'): Promise<Look> {
  const { id } = await site.call(keeper, 'import.open', { noun: 'substance', name, bytes });
  return site.call(keeper, 'import.look', { id, reading: {} });
}
function dryRun(site: TestSite, look: Look): Promise<DryRun> {
  const { id, encoding, delimiter, sheet, headerRow, decimal, dayOrder } = look;
  return site.call(keeper, 'import.dryRun', {
    id,
    reading: {
      encoding: encoding ?? undefined,
      delimiter: delimiter ?? undefined,
      sheet: sheet ?? undefined,
      headerRow,
    },
    columns: look.columns.map(({ field }) => field),
    decimal,
    dayOrder,
  });
}
const rowsOf = async (site: TestSite, id: string, verdict?: Verdict): Promise<readonly DryRow[]> =>
  (await site.call(keeper, 'import.rows', { id, verdict, limit: 500 })).rows;
const kept = async (site: TestSite, text: string) =>
  (await site.call('observer', 'hazmat.substances', { text })).rows;

test('a supplier’s list in Serbian: read, judged, written as one batch, equal the second time, taken back', async () => {
  const site = await hazmatSite();
  const look = await opened(site, csvOf([caustic, nitric]));
  expect(look.columns.map(({ field }) => field)).toEqual([
    'key', 'srLatn', 'en', 'unNumber', 'hazardClass', 'subsidiary', 'packingGroup', 'ghs', 'hStatements', 'form', 'cas',
    'densityKgM3', 'flashC', 'idlh',
  ]); // prettier-ignore
  expect(look.decimal).toBe(',');
  expect((await dryRun(site, look)).counts).toEqual({ new: 2, changed: 0, equal: 0, refused: 0 });
  expect(await kept(site, '')).toEqual([]);
  const batch = await site.call(keeper, 'import.run', { id: look.id });
  expect(batch).toMatchObject({ noun: 'substance', state: 'done', newCount: 2 });
  expect(await kept(site, '1824')).toMatchObject([
    {
      key: 'naoh', names: { en: 'Sodium hydroxide', srLatn: 'Natrijum-hidroksid', zhHans: 'Sodium hydroxide' }, unNumber: '1824',
      hazardClass: '8', packingGroup: 'II', ghs: ['GHS05'], hStatements: ['H290', 'H314'], form: 'liquid', cas: '1310-73-2',
      physical: { densityKgM3: 1530.5, flashC: null }, toxic: { unit: 'ppm', idlh: 10 },
    },
  ]); // prettier-ignore
  expect(await kept(site, 'azotna')).toMatchObject([{ subsidiary: ['5.1'], ghs: ['GHS03', 'GHS05'] }]);

  const again = await opened(site, csvOf([caustic, [...nitric.slice(0, 11), '1510', '', '']]));
  expect((await dryRun(site, again)).counts).toEqual({ new: 0, changed: 1, equal: 1, refused: 0 });
  expect(await rowsOf(site, again.id, 'changed')).toMatchObject([
    { key: 'hno3', changes: [{ field: 'densityKgM3', from: '1513', to: '1510' }] },
  ]);
  const second = await site.call(keeper, 'import.run', { id: again.id });
  expect((await kept(site, 'hno3'))[0]).toMatchObject({ physical: { densityKgM3: 1510 }, version: 2 });
  await site.call(keeper, 'import.undo', { id: second.id, version: second.version });
  expect((await kept(site, 'hno3'))[0]).toMatchObject({ physical: { densityKgM3: 1513 }, version: 3 });

  // What somebody has meanwhile used stays when the list is taken back.
  const storeId = await addStore(site, 'H-01', square(0), { kind: 'yard', minC: 10 });
  const [naoh] = await kept(site, 'naoh');
  await record(site, receive(naoh!.id, storeId, 1, { vessel: 0.1 }));
  const undone = await site.call(keeper, 'import.undo', { id: batch.id, version: batch.version });
  expect(undone).toMatchObject({ batch: { state: 'undone', keptCount: 2 } });
  expect(undone.kept).toContain('naoh');
});

test.each([
  [{ 3: '18240' }, 'noCode', 'D2'],
  [{ 4: '10' }, 'noCode', 'E2'],
  [{ 4: '' }, 'missing', null],
  [{ 7: 'GHS10' }, 'noCode', 'H2'],
  [{ 8: 'burns skin' }, 'noCode', 'I2'],
  [{ 9: 'plasma' }, 'noForm', 'J2'],
  [{ 11: 'heavy' }, 'noNumber', 'L2'],
  [{ 11: '-5' }, 'numberRange', 'L2'],
  [{ 10: '1310-73-3' }, 'rule', null],
  [{ 5: '8' }, 'rule', null],
  [{ 1: '', 2: '' }, 'rule', null],
  [{ 0: '' }, 'missing', null],
] as const)('%o is refused as %s', async (change, code, cell) => {
  const site = await hazmatSite();
  const row = caustic.map((text, at) => (change as Record<number, string>)[at] ?? text);
  const look = await opened(site, csvOf([row]));
  expect((await dryRun(site, look)).counts.refused).toBe(1);
  const [judged] = await rowsOf(site, look.id, 'refused');
  expect(judged?.faults.map((fault) => [fault.code, fault.cell])).toContainEqual([code, cell]);
});

test('a workbook brings numbers as numbers; a code in other letters is the substance that is there', async () => {
  const site = await hazmatSite();
  await addShipped(site, 'so2');
  const sheet = [
    ['Code', 'Name', 'UN number', 'Class', 'Form', 'Density'],
    ['hg', 'Mercury', 2809, 8, 'liquid', 13_534],
    ['arsine', 'Arsine', 2188, 2.3, 'gas', null],
    ['SO2', 'Sulphur dioxide, liquefied', 1079, 2.3, 'gas', 1430],
    ['low', 'Old nitrocellulose', 4, 1.1, 'solid', null],
  ].map((row) => row.map((value) => ({ value })));
  const bytes = await writeXlsx(sheet as never).toBuffer();
  const look = await opened(site, new Uint8Array(bytes), 'list.xlsx');
  const run = await dryRun(site, look);
  expect(run.counts).toMatchObject({ new: 3, changed: 1, refused: 0 });
  await site.call(keeper, 'import.run', { id: look.id });
  expect(await kept(site, 'mercury')).toMatchObject([
    { unNumber: '2809', hazardClass: '8', physical: { densityKgM3: 13_534 } },
  ]);
  expect(await kept(site, 'arsine')).toMatchObject([{ hazardClass: '2.3' }]);
  expect(await kept(site, 'low')).toMatchObject([{ unNumber: '0004' }]);
});

test('each imports into their own register', async () => {
  const site = await hazmatSite();
  const bytes = csvOf([caustic]);
  const input = { noun: 'substance', name: 'x.csv', bytes };
  expect((await site.refusal('equipmentManager', 'import.open', input)).refused).toBe('wrongRole');
  const equipment = { ...input, noun: 'equipment' };
  expect((await site.refusal(keeper, 'import.open', equipment)).refused).toBe('wrongRole');
  const look = await opened(site, bytes);
  await dryRun(site, look);
  expect((await site.refusal('equipmentManager', 'import.run', { id: look.id })).refused).toBe('wrongRole');
  const batch = await site.call(keeper, 'import.run', { id: look.id });
  const undo = { id: batch.id, version: batch.version };
  expect((await site.refusal('equipmentManager', 'import.undo', undo)).refused).toBe('wrongRole');
  expect((await site.call('observer', 'import.page', { noun: 'equipment' })).total).toBe(0);
  expect((await site.call('observer', 'import.page', { noun: 'substance' })).total).toBe(1);
});
