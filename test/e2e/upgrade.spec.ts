import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Room } from './room.ts';

test.describe.configure({ timeout: 240_000 });

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

test('upgrades: walked on the board and the calendar, an order over the budget gets its reason, the last pump finishes a programme', async ({
  room,
}) => {
  const { page } = room;
  await room.signIn('equipment');
  const show = (screen: string) => page.goto(page.url().replace(/#.*/, '') + `#/${screen}`);
  await show('upgrades');
  const card = (key: string) => page.locator('.up-card', { hasText: key });
  await expect(card('U-26-01')).toContainText('over budget');
  await expect(card('U-26-02')).toContainText('12 days overdue');
  await look(room, 'upgrade-board');
  await page.getByRole('button', { name: 'By phase' }).click();
  await expect(page.locator('.up-column h3', { hasText: 'Delivery' })).toBeVisible();
  await page.getByRole('button', { name: 'Timeline' }).click();
  const bars = page.locator('.up-bar');
  await bars.first().waitFor();
  await bars.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.locator('summary').click();
  await look(room, 'upgrade-timeline');

  // The approved programme starts by one key on its card.
  await page.getByRole('button', { name: 'Board' }).click();
  await card('U-27-02').focus();
  await page.keyboard.press('n');
  await expect(
    page.getByRole('region', { name: 'running' }).locator('.up-card', { hasText: 'U-27-02' }),
  ).toBeFocused();

  await card('U-26-01').focus();
  await page.keyboard.press('Enter');
  await page.locator('.up-effect').waitFor();
  await room.picture('upgrade-effect');
  await page.getByRole('button', { name: 'Enter money' }).click();
  await page.keyboard.type('1,000,000');
  await page.getByLabel('What', { exact: true }).fill('Spare cells');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'over the budget of RSD 4,800,000' })).toBeVisible();
  await look(room, 'upgrade-detail');
  await page.getByLabel('Why it goes over the budget').fill('Two years of cells at the old price');
  await page.keyboard.press('Enter');
  await expect(page.locator('.up-lines')).toContainText('Spare cells');

  await page.getByRole('button', { name: 'Back' }).click();
  await card('U-26-03').click();
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Still in between, 1 in all: MP-' })).toBeVisible();
  await page.getByRole('grid', { name: 'Items' }).getByRole('row').nth(1).waitFor();
  await page
    .getByRole('button', { name: /^delivered/ })
    .first()
    .click();
  await page.getByRole('grid', { name: 'Items' }).getByRole('row').nth(1).focus();
  await page.keyboard.press('s');
  await page.keyboard.type('MP-99');
  await page.keyboard.press('Enter');
  // It has left those that are delivered.
  await page
    .getByRole('button', { name: /^in service/ })
    .first()
    .click();
  await expect(page.getByRole('grid', { name: 'Items' })).toContainText('MP-99');
  await page.getByRole('button', { name: 'Done: Commissioning' }).click();
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.locator('.up-facts')).toContainText('finished');
  await look(room, 'upgrade-finished');
});
