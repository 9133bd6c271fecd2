import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { handlers } from '../electron/handlers.ts';
import { openDoor } from '../electron/door.ts';
import { bareHouse } from '../electron/house.ts';
import { labelsHtml } from '../electron/equipment/labels.ts';
import { readCsv } from '../electron/spreadsheet/csv.ts';
import { readSheets } from '../electron/spreadsheet/workbook-files.ts';
import { addCategory, siteInTemp, type TestSite } from './builders.ts';

const manager = 'equipmentManager';

/** A site whose window saves what it is given, and tells where. */
async function filled(): Promise<TestSite & { printed: string[] }> {
  const site = siteInTemp();
  const printed: string[] = [];
  const house = {
    ...bareHouse(),
    saveFile: (name: string, bytes: Uint8Array) => {
      writeFileSync(join(site.folder, name), bytes);
      return Promise.resolve(join(site.folder, name));
    },
    printPdf: (html: string) => {
      printed.push(html);
      return Promise.resolve(new TextEncoder().encode('%PDF'));
    },
  };
  site.door = openDoor({ ...site.site, house }, handlers);
  const categoryId = await addCategory(site, 'pump', 'Water pump');
  const given = { categoryId, make: 'K', boughtOn: '2020-02-29' };
  await site.call(manager, 'equipment.addMany', {
    rows: [
      {
        ...given,
        tag: 'P-1',
        costMinor: 125_050,
        currency: 'RSD',
        note: '=HYPERLINK("x")',
        nextDueOn: '2027-01-01',
      },
      { ...given, tag: 'P-2', note: 'a;b, "c"' },
      { ...given, tag: 'Q-1', condition: 'fault' },
    ],
  });
  return Object.assign(site, { printed });
}
const input = {
  filter: { text: '' },
  order: {},
  columns: ['tag', 'category', 'boughtOn', 'cost', 'note'] as const,
  language: 'en' as const,
};

test('CSV holds what is shown, with its columns, in its order, and no formula', async () => {
  const site = await filled();
  const made = await site.call('observer', 'equipment.export', {
    ...input,
    columns: [...input.columns],
    filter: { text: 'P' },
    order: { sort: 'tag', descending: true },
    form: 'csv',
  });
  expect(made.rows).toBe(3);
  const text = readFileSync(made.path!, 'utf8');
  expect(text.charCodeAt(0)).toBe(0xfeff);
  expect(readCsv(text.slice(1), ';').rows).toEqual([
    ['Tag', 'Category', 'Bought', 'Cost', 'Note'],
    ['Q-1', 'Water pump', '2020-02-29', '', ''],
    ['P-2', 'Water pump', '2020-02-29', '', 'a;b, "c"'],
    ['P-1', 'Water pump', '2020-02-29', '1250,50 RSD', `'=HYPERLINK("x")`],
  ]);
  const none = await site.refusal('observer', 'equipment.export', {
    ...input,
    filter: { text: 'nothing like it' },
    form: 'csv',
  });
  expect(none.refused).toBe('nothingToExport');
});

test('a workbook has typed days and amounts; what goes out comes in equal', async () => {
  const site = await filled();
  for (const form of ['workbook', 'csv'] as const) {
    const made = await site.call('observer', 'equipment.export', {
      ...input,
      columns: ['tag', 'category', 'make', 'condition', 'nextDueOn', 'boughtOn', 'cost', 'note'],
      form,
      language: 'sr-Latn',
    });
    const bytes = new Uint8Array(readFileSync(made.path!));
    if (form === 'workbook') {
      const sheets = await readSheets(bytes);
      if ('refused' in sheets) throw new Error(sheets.refused);
      expect(sheets[0]!.rows[1]).toEqual([
        'P-1',
        'Water pump',
        'K',
        'spremno',
        '2027-01-01',
        '2020-02-29',
        1250.5,
        '=HYPERLINK("x")',
      ]);
    }
    const { id } = await site.call(manager, 'import.open', { noun: 'equipment', name: 'back', bytes });
    const look = await site.call(manager, 'import.look', { id });
    const columns = look.columns.map(({ field }) => field);
    expect(columns).toEqual([
      'tag',
      'categoryId',
      'make',
      'condition',
      'nextDueOn',
      'boughtOn',
      'costMinor',
      'note',
    ]);
    const { decimal, dayOrder } = look;
    const run = await site.call(manager, 'import.dryRun', { id, reading: {}, columns, decimal, dayOrder });
    expect({ form, counts: run.counts }).toEqual({
      form,
      counts: { new: 0, changed: 0, equal: 3, refused: 0 },
    });
  }
});

test('labels: 24 to a sheet, each with its code, only of what was picked, nothing that runs', async () => {
  const site = await filled();
  const [first] = (await site.call('observer', 'equipment.page', {})).rows;
  const made = await site.call('observer', 'equipment.export', {
    ...input,
    columns: ['tag'],
    ids: [first!.id],
    form: 'labels',
  });
  expect(made).toMatchObject({ rows: 1, path: expect.stringMatching(/\.pdf$/u) as string });
  expect(site.printed[0]).toContain('<svg');
  expect(site.printed[0]!.match(/class="label"/gu)).toHaveLength(1);
  const label = { tag: '<b>', category: 'x', what: 'y', code: '<svg/>' };
  const html = labelsHtml(
    Array.from({ length: 49 }, () => label),
    'en',
    'hash',
  );
  expect(html.match(/class="sheet"/gu)).toHaveLength(3);
  expect(html).toContain('&lt;b&gt;');
});
