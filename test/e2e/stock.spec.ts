import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, type Room } from './room.ts';

test.describe.configure({ timeout: 240_000 });

async function show(page: Page, screen: string): Promise<void> {
  await page.goto(page.url().replace(/#.*/, '') + `#/${screen}`);
}

/** A picture by night and, narrow, by day; no violation. By day and in other languages screens.spec.ts looks. */
async function look(room: Room, name: string): Promise<void> {
  const { page } = room;
  for (const [theme, width, height] of [
    ['night', 1440, 900],
    ['day', 1024, 768],
  ] as const) {
    await page.evaluate((to) => void (document.documentElement.dataset['theme'] = to), theme);
    await room.size(width, height);
    await room.picture(`${name}-${theme}-${width}`);
  }
  await room.size(1440, 900);
  await page.evaluate(() => void (document.documentElement.dataset['theme'] = 'night'));
  const found = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
    ),
  ).toEqual([]);
}

test('stock: foam given out and received by keys, refused in a sentence, a shelf counted', async ({
  room,
}) => {
  const { page } = room;
  await room.signIn('equipment');
  await show(page, 'stock');
  const list = page.getByRole('grid', { name: 'Consumables' });
  await list.waitFor();
  await list.getByRole('row').nth(1).waitFor();
  await look(room, 'stock-all');
  await page.getByLabel('Consumable, lot number or place').fill('foam');
  const row = list.getByRole('row');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('short by 600 l');

  await row.focus();
  await page.keyboard.press('i');
  await page.keyboard.type('9000');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Converter fire');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'only 1800 l is here' })).toBeVisible();
  await look(room, 'stock-issue');
  await page.getByLabel('Amount, l').fill('700');
  await page.keyboard.press('Enter');
  await expect(row).toContainText('short by 1,300 l');
  await expect(row).toBeFocused();

  await page.keyboard.press('r');
  await page.keyboard.type('2000');
  await page.keyboard.press('Tab');
  await page.keyboard.type('AR33-2606');
  await page.keyboard.press('Enter');
  await expect(row).toContainText('enough');

  await page.keyboard.press('c');
  const first = page.getByLabel('Counted, l').first();
  await expect(first).toBeFocused();
  await page.keyboard.type('100');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Say why it differs' })).toBeVisible();
  await page.getByLabel('Why it differs').fill('Can leaked');
  await page.keyboard.press('Enter');
  await expect(page.locator('.stock-moves')).toContainText('Can leaked');

  // A lot that has expired is written off with two keys.
  await page.getByLabel('Consumable, lot number or place').fill('soda');
  await page.getByRole('grid', { name: /Lots/ }).getByRole('row').first().focus();
  await page.keyboard.press('w');
  await look(room, 'stock-write-off');
  await page.getByLabel('Why').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: /Lots/ }).getByRole('row')).toHaveCount(1);

  // The longest words and the shortest.
  for (const language of ['sr-Latn', 'zh-Hans']) {
    await page.evaluate((to) => localStorage.setItem('tocsin.language', to), language);
    await page.reload();
    await page.locator('.stock-lots').waitFor();
    await room.size(1024, 768);
    await room.picture(`stock-${language}`);
  }
});
