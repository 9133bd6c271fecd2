import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { asCsv, asWorkbook, messy } from '../messy-workbook.ts';
import { expect, test } from './room.ts';

const called = {
  srLatn: { categories: ['Izolacioni aparat', 'airCylinder'], places: ['B-FIRE', 'b-wh3'] },
  zhHans: { categories: ['空气呼吸器', 'airCylinder'], places: ['B-FIRE', 'B-WH3'] },
};

test('a messy workbook is understood, judged row by row, imported as one batch and taken back', async ({
  room,
}) => {
  const { page } = room;
  await room.signIn('Jovanović');
  await page.evaluate(() => void (location.hash = '#/equipment'));
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  const total = async () => (await room.call<{ total: number }>('equipment.page', { text: '' })).total;
  const before = await total();
  const picker = page.getByLabel('Choose a file');

  // Windows letters are read in the real window's own decoder too.
  for (const [name, sheet, encoding, delimiter, word] of [
    ['lat.csv', messy(40, called.srLatn), 'windows-1250', ';', 'Proizvođač'],
    ['kin.csv', messy(40, called.zhHans, 'zhHans'), 'gb18030', ',', '设备编号'],
  ] as const) {
    writeFileSync(join(room.folder, name), asCsv(sheet, encoding, delimiter));
    await picker.setInputFiles(join(room.folder, name));
    await expect(page.getByRole('region', { name: 'Beginning of the file' }).getByText(word)).toBeVisible();
    await expect(page.getByLabel('Letters')).toHaveValue(encoding);
  }
  // A wrong choice shows it at once, and is taken back without choosing the file again.
  await page.getByLabel('Letters').selectOption('utf-8');
  await expect(page.getByText('Some letters cannot be read so')).toBeVisible();
  await page.getByLabel('Letters').selectOption('gb18030');
  await expect(page.getByText('Some letters cannot be read so')).toBeHidden();

  const sheet = messy(5_000, called.srLatn);
  writeFileSync(join(room.folder, 'oprema.xlsx'), await asWorkbook(sheet));
  await picker.setInputFiles(join(room.folder, 'oprema.xlsx'));
  await expect(page.getByText(/^5,0\d\d rows/)).toBeVisible();
  await room.size(1440, 900);
  await room.picture('import-file');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Vrsta opreme is taken as')).toHaveValue('categoryId');
  await room.picture('import-columns');
  // By keyboard alone: the button that goes on has the focus.
  await page.keyboard.press('Enter');
  const accepted = sheet.accepted.toLocaleString('en');
  await expect(page.getByRole('button', { name: `Import ${accepted} rows` })).toBeVisible();
  await expect(
    page.getByRole('gridcell').or(page.locator('td')).filter({ hasText: 'cost cannot be negative' }).first(),
  ).toBeVisible();
  await room.picture('import-rows');
  expect(
    (
      await new AxeBuilder({ page })
        .setLegacyMode()
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze()
    ).violations,
  ).toEqual([]);
  await room.size(1024, 768);
  await page.evaluate(() => void (document.documentElement.dataset['theme'] = 'day'));
  await room.picture('import-rows-day');
  await page.evaluate(() => void (document.documentElement.dataset['theme'] = 'night'));
  await room.size(1440, 900);
  await page.getByRole('button', { name: `Import ${accepted} rows` }).click();
  await expect(page.getByText(`${accepted} new`)).toBeVisible();
  await room.picture('import-done');
  expect(await total()).toBe(before + sheet.accepted);
  await page.getByRole('button', { name: 'Take it back', exact: true }).click();
  await expect(page.getByText('has been taken back')).toBeVisible();
  expect(await total()).toBe(before);

  // What the list shows goes out as labels, read by a phone and by people.
  const file = join(room.folder, 'labels.pdf');
  await room.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await page.getByRole('button', { name: 'Show the equipment' }).click();
  await page.locator('.eq-find input').first().fill('BA');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: 'Labels with QR codes (PDF)' }).click();
  await expect(page.getByText('items written:')).toBeVisible();
  await room.picture('export-labels');
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  writeFileSync(join(import.meta.dirname, '../../screenshots/labels.pdf'), readFileSync(file));
});
