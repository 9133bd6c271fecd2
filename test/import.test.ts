import { describe, expect, test } from 'vitest';
import type { DryRow, DryRun, Look, Reading, Verdict } from '../electron/import/import.ts';
import { cellName } from '../electron/import/table.ts';
import type { Encoding } from '../electron/spreadsheet/encoding.ts';
import { addCategory, siteInTemp, type TestSite } from './builders.ts';
import { encode } from './encode.ts';
import { asCsv, asWorkbook, messy, type HeaderLanguage } from './messy-workbook.ts';

const manager = 'equipmentManager';

async function registered(): Promise<TestSite> {
  const site = siteInTemp();
  for (const [key, en, srLatn, zhHans] of [
    ['breathingSet', 'Breathing set', 'Izolacioni aparat', '空气呼吸器'],
    ['pump', 'Pump', 'Pumpa', '水泵'],
  ] as const)
    await site.call(manager, 'category.add', { key, names: { en, srLatn, zhHans }, speedKmh: 30 });
  for (const [key, en, srLatn, zhHans] of [
    ['B-FIRE', 'Fire station', 'Vatrogasni dom', '消防站'],
    ['B-WH3', 'Warehouse three', 'Skladište tri', '三号仓库'],
  ] as const)
    await site.call('planner', 'place.add', {
      key,
      kind: 'building',
      names: { en, srLatn, zhHans },
      geometry: { type: 'Point', coordinates: [22.1, 44.07] },
    });
  return site;
}
const words = {
  srLatn: { categories: ['Izolacioni aparat', 'pumpa'], places: ['Vatrogasni dom', 'B-WH3'] },
  srCyrl: { categories: ['Изолациони апарат', 'ПУМПА'], places: ['Ватрогасни дом', 'складиште три'] },
  zhHans: { categories: ['空气呼吸器', '水泵'], places: ['消防站', '三号仓库'] },
  en: { categories: ['Breathing set', 'Pump'], places: ['Fire station', 'b-wh3'] },
};

async function opened(
  site: TestSite,
  bytes: Uint8Array,
  name = 'list.csv',
  reading: Reading = {},
): Promise<Look> {
  const { id } = await site.call(manager, 'import.open', {
    noun: 'equipment',
    name,
    bytes: new Uint8Array(bytes),
  });
  return site.call(manager, 'import.look', { id, reading });
}
function dryRun(
  site: TestSite,
  look: Look,
  change: Partial<{ columns: (string | null)[] }> = {},
): Promise<DryRun> {
  const { id, encoding, delimiter, sheet, headerRow, decimal, dayOrder } = look;
  return site.call(manager, 'import.dryRun', {
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
    ...change,
  });
}
async function rowsOf(site: TestSite, id: string, verdict?: Verdict): Promise<readonly DryRow[]> {
  return (await site.call(manager, 'import.rows', { id, verdict, limit: 500 })).rows;
}
const csv = (text: string, encoding: Encoding = 'utf-8') => encode(text, encoding);
const tags = async (site: TestSite) =>
  (await site.call('observer', 'equipment.page', { limit: 200 })).rows.map(({ tag }) => tag);

describe('a messy list of 5,000 rows', () => {
  test.each([
    ['srLatn', 'windows-1250', ';'],
    ['srCyrl', 'windows-1251', ';'],
    ['zhHans', 'gb18030', ','],
    ['en', 'utf-8', ','],
    ['srLatn', 'utf-16le', '\t'],
  ] as const)(
    '%s as CSV in %s: every row is judged for what it is',
    async (language, encoding, delimiter) => {
      const site = await registered();
      const sheet = messy(5_000, words[language as HeaderLanguage], language);
      const look = await opened(site, asCsv(sheet, encoding, delimiter, encoding === 'utf-16le'));
      expect(look).toMatchObject({ encoding, delimiter, headerRow: 2, dayOrder: 'dmy', notices: [] });
      expect(look.columns.map(({ field }) => field)).toEqual([
      'tag', 'categoryId', 'make', 'model', 'serial', 'placeId', 'condition', 'boughtOn', 'nextDueOn', 'costMinor', 'insideId', 'note',
    ]); // prettier-ignore
      const run = await dryRun(site, look);
      expect(Object.fromEntries(run.reasons.map(({ code, count }) => [code, count]))).toEqual(sheet.refused);
      expect(run.counts).toEqual({
        new: sheet.accepted,
        changed: 0,
        equal: 0,
        refused: 5_000 - sheet.accepted,
      });
    },
  );

  test('as a workbook: imported as one batch, found equal, taken back', async () => {
    const site = await registered();
    const before = await site.call(manager, 'equipment.add', {
      tag: 'MX-00002',
      categoryId: (await site.call('observer', 'category.all', {})).find(({ key }) => key === 'pump')!.id,
    });
    const sheet = messy(5_000, words.srLatn);
    const bytes = await asWorkbook(sheet);
    const look = await opened(site, bytes, 'oprema.xlsx');
    expect(look).toMatchObject({ kind: 'workbook', sheet: 'Oprema', headerRow: 2 });
    const run = await dryRun(site, look);
    expect(Object.fromEntries(run.reasons.map(({ code, count }) => [code, count]))).toEqual(sheet.refused);
    expect(run.counts).toMatchObject({ new: sheet.accepted - 1, changed: 1 });
    const told = site.events.length;
    const batch = await site.call(manager, 'import.run', { id: look.id });
    expect(batch).toMatchObject({ state: 'done', newCount: sheet.accepted - 1, changedCount: 1 });
    // windows hear that it begins, and once of all that it wrote
    const changed = site.events.slice(told).filter(({ event }) => event === 'changed');
    expect(changed).toHaveLength(2);
    expect(changed.at(-1)?.payload).toMatchObject({
      rows: [{ noun: 'importBatch' }, { noun: 'equipment' }, { noun: 'duty' }],
    });
    expect((await site.call('observer', 'equipment.page', {})).total).toBe(sheet.accepted);

    const again = await opened(site, bytes, 'oprema.xlsx');
    const second = await dryRun(site, again);
    expect(second.counts).toEqual({
      new: 0,
      changed: 0,
      equal: sheet.accepted,
      refused: 5_000 - sheet.accepted,
    });
    expect((await site.refusal(manager, 'import.run', { id: again.id })).refused).toBe('importNothing');

    // someone has worked with one of them since
    const touched = (await site.call('observer', 'equipment.page', { text: 'MX-00010' })).rows[0]!;
    await site.call(manager, 'equipment.edit', {
      id: touched.id,
      version: touched.version,
      condition: 'fault',
    });
    const undone = await site.call(manager, 'import.undo', { id: batch.id, version: batch.version });
    expect(undone.kept).toEqual(['MX-00010']);
    expect(undone.batch).toMatchObject({ state: 'undone', keptCount: 1 });
    expect(await tags(site)).toEqual(['MX-00002', 'MX-00010']);
    const { version: _version, ...was } = before;
    expect(await site.call('observer', 'equipment.byId', { id: before.id })).toMatchObject(was);
    expect(
      (await site.refusal(manager, 'import.undo', { id: batch.id, version: undone.batch.version })).refused,
    ).toBe('importUndone');
  });
});

describe('what a row is refused for', () => {
  test('each with the cell and the words', async () => {
    const site = await registered();
    const pump = (await site.call('observer', 'category.all', {})).find(({ key }) => key === 'pump')!.id;
    await site.call(manager, 'equipment.add', {
      tag: 'P-1',
      categoryId: pump,
      make: 'K',
      model: 'M',
      serial: 'S-1',
    });
    const look = await opened(
      site,
      csv(
        [
          'Tag,Category,Make,Model,Serial number,Place,Next inspection',
          'P-2,pump,K,M,S-1,B-FIRE,2027-01-01',
          'P-1,pump,K,M,S-1,B-FIRE,2027-01-01',
          ',pump,K,M,S-9,B-FIRE,2027-01-01',
          'P-3,zeppelin,K,M,,Nowhere,soon',
          'P-4,pump,,,,,',
        ].join('\n') + '\n',
      ),
    );
    const run = await dryRun(site, look);
    expect(run.counts).toEqual({ new: 1, changed: 1, equal: 0, refused: 3 });
    const refused = await rowsOf(site, look.id, 'refused');
    expect(refused.map(({ no, faults }) => ({ no, faults }))).toEqual([
      {
        no: 2,
        faults: [{ code: 'twinInRegister', field: 'serial', cell: null, facts: { text: 'S-1', key: 'P-1' } }],
      },
      { no: 4, faults: [{ code: 'missing', field: 'tag', cell: null, facts: {} }] },
      {
        no: 5,
        faults: [
          { code: 'unknownName', field: 'categoryId', cell: 'B5', facts: { text: 'zeppelin' } },
          { code: 'unknownName', field: 'placeId', cell: 'F5', facts: { text: 'Nowhere' } },
          { code: 'noDay', field: 'nextDueOn', cell: 'G5', facts: { text: 'soon' } },
        ],
      },
    ]);
    expect((await rowsOf(site, look.id, 'changed'))[0]!.changes).toEqual([
      { field: 'placeId', from: '', to: 'B-FIRE' },
      { field: 'nextDueOn', from: '', to: '2027-01-01' },
    ]);
    const page = await site.call(manager, 'import.rows', { id: look.id, code: 'noDay' });
    expect(page).toMatchObject({ total: 1, rows: [{ no: 5 }] });
    expect(await site.call(manager, 'import.rows', { id: look.id, text: 'ZEPP' })).toMatchObject({
      total: 1,
    });
  });

  test('a tag typed in the other alphabet', async () => {
    const site = await registered();
    const look = await opened(site, csv('Tag;Category\nBA-1;pump\nВА-1;pump\nШ-1;pump\n'));
    await dryRun(site, look);
    expect((await rowsOf(site, look.id)).map(({ verdict, faults }) => [verdict, faults[0]?.code])).toEqual([
      ['new', undefined],
      ['refused', 'lookalike'],
      ['new', undefined],
    ]);
  });

  test('an empty cell keeps what the register has', async () => {
    const site = await registered();
    const pump = (await site.call('observer', 'category.all', {})).find(({ key }) => key === 'pump')!.id;
    await site.call(manager, 'equipment.add', { tag: 'P-1', categoryId: pump, make: 'K', note: 'keep' });
    const look = await opened(site, csv('Tag;Make;Note\nP-1;;\n'));
    expect((await dryRun(site, look)).counts).toMatchObject({ equal: 1 });
  });

  test('cells are named as spreadsheet programs name them', () => {
    expect([cellName(0, 0), cellName(11, 25), cellName(4, 26), cellName(0, 701), cellName(0, 702)]).toEqual([
      'A1', 'Z12', 'AA5', 'ZZ1', 'AAA1',
    ]); // prettier-ignore
  });
});

describe('a file that is not whole', () => {
  const whole = `Oznaka;Kategorija;Napomena\r\n${Array.from({ length: 200 }, (_, n) => `P-${n};pumpa;"vidi, karton ${n} šifra"`).join('\r\n')}\r\n`;
  test('cut anywhere: nothing is imported, and it says so', async () => {
    const site = await registered();
    // in a row of one byte a letter, in a character of two, inside quotes, in the last row
    for (const [encoding, missing] of [
      ['windows-1250', 9],
      ['utf-16le', 51],
      ['utf-8', 1],
    ] as const) {
      const bytes = csv(whole, encoding);
      const look = await opened(site, bytes.subarray(0, bytes.length - missing), 'cut.csv', { encoding });
      expect({ encoding, told: look.notices.map(({ code }) => code) }).toEqual({
        encoding,
        // a missing line end alone is nothing to refuse a file for
        told: [missing === 1 ? 'lastLineOpen' : 'cut'],
      });
      if (encoding !== 'windows-1250') continue;
      expect((await dryRun(site, look)).blocked?.code).toBe('cut');
      expect((await site.refusal(manager, 'import.run', { id: look.id })).refused).toBe('importCut');
    }
    expect(await tags(site)).toEqual([]);
  });
  test('a workbook without its end, of an old kind, or that is none, is refused with a sentence', async () => {
    const site = await registered();
    const bytes = await asWorkbook(messy(50, words.srLatn));
    const look = async (part: Uint8Array): Promise<string> => {
      const { id } = await site.call(manager, 'import.open', {
        noun: 'equipment',
        name: 'x.xlsx',
        bytes: new Uint8Array(part),
      });
      return (await site.refusal(manager, 'import.look', { id })).refused;
    };
    expect(await look(bytes.subarray(0, bytes.length / 2))).toBe('workbookCut');
    expect(await look(bytes.subarray(0, bytes.length - 30))).toBe('workbookCut');
    const middle = bytes.slice();
    middle.fill(0x55, 300, 900);
    expect(['workbookCut', 'workbookForeign']).toContain(await look(middle));
    expect(await look(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toBe('workbookOld');
    expect(await look(csv('Tag;Category\n'))).toBe('fileEmpty');
  });
});

describe('the way through', () => {
  const list = (count: number, note = '') =>
    csv(`Tag;Category;Note\n${Array.from({ length: count }, (_, n) => `X-${n};pump;${note}`).join('\n')}\n`);

  test('columns must say what they hold, once', async () => {
    const site = await registered();
    const look = await opened(site, list(2));
    const input = (columns: (string | null)[]) => ({
      id: look.id, reading: {}, columns, decimal: ',', dayOrder: 'dmy',
    }); // prettier-ignore
    const refused = async (columns: (string | null)[]) =>
      (await site.refusal(manager, 'import.dryRun', input(columns))).refused;
    expect(await refused(['tag', 'tag', null])).toBe('importFieldTwice');
    expect(await refused([null, 'categoryId', null])).toBe('importKeyMissing');
    expect(await refused(['tag', 'colour', null])).toBe('importFieldUnknown');
    expect((await site.refusal(manager, 'import.rows', { id: look.id })).refused).toBe('importNotJudged');
    expect((await site.refusal(manager, 'import.run', { id: look.id })).refused).toBe('importNotJudged');
    expect(await site.call(manager, 'import.drop', { id: look.id })).toEqual({ dropped: true });
    expect((await site.refusal(manager, 'import.look', { id: look.id })).refused).toBe('importGone');
  });

  test('a register that moved since the dry run is not written over', async () => {
    const site = await registered();
    const pump = (await site.call('observer', 'category.all', {})).find(({ key }) => key === 'pump')!.id;
    const look = await opened(site, list(1_000));
    await dryRun(site, look);
    await site.call(manager, 'equipment.add', { tag: 'X-900', categoryId: pump });
    expect(await site.refusal(manager, 'import.run', { id: look.id })).toMatchObject({
      refused: 'importStale',
      facts: { row: 902, tag: 'X-900' },
    });
    expect(await tags(site)).toEqual(['X-900']);
    expect((await site.call('observer', 'import.page', {})).rows[0]).toMatchObject({
      state: 'undone',
      keptCount: 0,
    });
    expect((await dryRun(site, look)).counts).toMatchObject({ new: 999, equal: 1 });
  });

  test('called off in its middle it leaves nothing', async () => {
    const site = await registered();
    const look = await opened(site, list(12_000));
    await dryRun(site, look);
    const run = site.door.dispatch(site.seatOf(manager), 'import.run', { id: look.id });
    const written = () => site.site.reader.get<{ n: number }>('SELECT count(*) AS n FROM equipment')!.n;
    while (written() < 100) await new Promise((resolve) => void setImmediate(resolve));
    // the room works meanwhile
    await site.call('coordinator', 'incident.declare', {
      type: 'flood',
      placeId: null,
      severity: 3,
      note: 'River',
    });
    expect((await site.refusal(manager, 'import.run', { id: look.id })).refused).toBe('importRunning');
    await site.call(manager, 'job.cancel', { job: 'import.run' });
    expect(await run).toMatchObject({ ok: false, refusal: { refused: 'calledOff' } });
    expect(written()).toBe(0);
  });

  test('rows changed by an import go back to what they were', async () => {
    const site = await registered();
    const look = await opened(site, list(600, 'first'));
    await dryRun(site, look);
    await site.call(manager, 'import.run', { id: look.id });
    const next = await opened(site, list(650, 'second'));
    expect((await dryRun(site, next)).counts).toEqual({ new: 50, changed: 600, equal: 0, refused: 0 });
    const batch = await site.call(manager, 'import.run', { id: next.id });
    expect((await site.call('observer', 'equipment.page', { text: 'second' })).total).toBe(650);
    await site.call(manager, 'import.undo', { id: batch.id, version: batch.version });
    expect((await site.call('observer', 'equipment.page', { text: 'first' })).total).toBe(600);
    expect((await site.call('observer', 'equipment.page', {})).total).toBe(600);
  });
});

describe('what is kept in something', () => {
  const put = (...rows: string[]) => csv(`Tag;Category;Kept in;Place;Price\n${rows.join('\n')}\n`);

  test('stands where that stands, whichever comes first in the file', async () => {
    const site = await registered();
    const look = await opened(
      site,
      put('BOX;pump;CAR;;', 'MASK;pump;BOX;B-WH3;12,50', 'CAR;pump;;B-FIRE;1.000 EUR'),
    );
    expect((await dryRun(site, look)).counts).toMatchObject({ new: 3 });
    const batch = await site.call(manager, 'import.run', { id: look.id });
    const lines = (await site.call('observer', 'equipment.page', {})).rows;
    expect(
      lines.map(({ tag, inside, place, costMinor, currency }) => [
        tag,
        inside?.tag,
        place?.key,
        costMinor,
        currency,
      ]),
    ).toEqual([
      ['BOX', 'CAR', 'B-FIRE', null, null],
      ['CAR', undefined, 'B-FIRE', 100_000, 'EUR'],
      ['MASK', 'BOX', 'B-FIRE', 1250, 'RSD'],
    ]);
    // the car moves and takes all with it; the rows of what is in it say the old place and are equal
    const moved = await opened(
      site,
      put('CAR;pump;;B-WH3;2.000', 'BOX;pump;car;B-FIRE;', 'MASK;pump;BOX;B-FIRE;12,5'),
    );
    expect((await dryRun(site, moved)).counts).toEqual({ new: 0, changed: 1, equal: 2, refused: 0 });
    const second = await site.call(manager, 'import.run', { id: moved.id });
    const places = async () =>
      (await site.call('observer', 'equipment.page', {})).rows.map(({ place }) => place?.key);
    expect(await places()).toEqual(['B-WH3', 'B-WH3', 'B-WH3']);
    await site.call(manager, 'import.undo', { id: second.id, version: second.version });
    expect(await places()).toEqual(['B-FIRE', 'B-FIRE', 'B-FIRE']);
    // the first is no longer untouched: the second has written its rows
    const undone = await site.call(manager, 'import.undo', { id: batch.id, version: batch.version });
    expect(undone.kept.toSorted()).toEqual(['BOX', 'CAR', 'MASK']);
  });

  test('never in itself, in what is in it, or in what is not there', async () => {
    const site = await registered();
    const first = await opened(site, put('A;pump;;;', 'B;pump;A;;'));
    await dryRun(site, first);
    await site.call(manager, 'import.run', { id: first.id });
    const look = await opened(
      site,
      put(
        'A;pump;B;;',
        'C;pump;c;;',
        'D;pump;E;;',
        'E;pump;F;;',
        'F;pump;D;;',
        'G;pump;NONE;;',
        'H;zeppelin;;;',
        'I;pump;H;;',
        'J;pump;B;;-5',
      ),
    );
    expect((await dryRun(site, look)).counts).toMatchObject({ refused: 9 });
    expect((await rowsOf(site, look.id)).map(({ key, faults }) => [key, faults[0]?.code])).toEqual([
      ['A', 'insideLoop'],
      ['C', 'insideSelf'],
      ['D', 'insideLoop'],
      ['E', 'insideLoop'],
      ['F', 'insideLoop'],
      ['G', 'unknownContainer'],
      ['H', 'unknownName'],
      ['I', 'containerRefused'],
      ['J', 'negativeMoney'],
    ]);
  });
});

test('a category is by its name, its code, or both', async () => {
  const site = siteInTemp();
  await addCategory(site, 'hose', 'Fire hose 52');
  const look = await opened(
    site,
    csv('Tag;Type\nA;hose\nB;FIRE HOSE 52\nC;hose Fire hose 52\nD;fire hose\n'),
  );
  expect((await dryRun(site, look)).counts).toMatchObject({ new: 3, refused: 1 });
});
