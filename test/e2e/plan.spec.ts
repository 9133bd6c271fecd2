import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Room } from './room.ts';

test.describe.configure({ timeout: 180_000 });

async function shots(room: Room, name: string): Promise<void> {
  for (const theme of ['night', 'day']) {
    await room.page.evaluate((set) => void (document.documentElement.dataset['theme'] = set), theme);
    await room.size(1440, 900);
    await room.picture(`${name}-${theme}`);
  }
  await room.page.evaluate(() => void (document.documentElement.dataset['theme'] = 'night'));
  await room.size(1024, 768);
  await room.picture(`${name}-narrow`);
  await room.size(1440, 900);
}

async function clean(room: Room, where: string): Promise<void> {
  const found = await new AxeBuilder({ page: room.page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    found.violations.map(
      ({ id, nodes }) => `${where} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
    ),
  ).toEqual([]);
}

test('a new edition is written by keyboard, compared, and put in force by two others', async ({ room }) => {
  const { page } = room;
  await room.signIn('A. Nikolić');
  await page.goto(page.url().replace(/#.*/, '') + '#/plans');
  const flood = page.locator('.plan-list [role="option"]', { hasText: 'PL-03' });
  await flood.click();
  await expect(page.locator('.plan-detail')).toContainText('as approved');
  await shots(room, 'plan');
  await clean(room, 'plan');

  // The next edition: a step more, with what it needs typed as one says it, and moved up.
  await page.keyboard.press('e');
  const outline = page.getByRole('listbox', { name: 'Outline' });
  await outline.locator('[tabindex="0"]').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('n');
  await page.keyboard.type('Walk the wall from gate P-1 to P-3 with two lamps');
  await page.getByLabel('Add what it needs').fill('2 light mast 15 min');
  await page.keyboard.press('Enter');
  await page.getByLabel('Add what it needs').fill('40 l diesel');
  await page.keyboard.press('Enter');
  await page.getByLabel('Add what it needs').fill('2 flood pu');
  await shots(room, 'plan-edit');
  await clean(room, 'plan-edit');
  await page.keyboard.press('Enter');
  await expect(page.locator('.edit-needs .need-line')).toHaveCount(3);
  await page.getByLabel('Repeat every, minutes').fill('60');
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Control+s');
  await expect(page.locator('.plan-detail')).toContainText('draft');
  await page.keyboard.press('c');
  await expect(page.locator('.compare-sum')).toContainText('1 step added');
  await shots(room, 'plan-compare');
  await clean(room, 'plan-compare');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Give to review' }).click();
  await expect(page.locator('.approval')).toContainText('as given to review');
});
