import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Room } from './room.ts';

test.describe.configure({ timeout: 120_000 });

/** No violation in what stands beside the list now. */
async function clean(room: Room): Promise<void> {
  const found = await new AxeBuilder({ page: room.page })
    .setLegacyMode(true)
    .include('.eq-screen > .panel:last-child')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
    ),
  ).toEqual([]);
}

test('the manager finds, picks by keys, looks before changing many, issues an item and saves the view', async ({
  room,
}) => {
  const { page } = room;
  await room.signIn('equipment');
  await page.goto(page.url().replace(/#.*/, '') + '#/equipment');
  const grid = page.getByRole('grid', { name: 'Equipment' });
  await grid.waitFor();

  // Filter as typed, facets follow.
  await page.keyboard.press('/');
  await page.keyboard.type('fire hose');
  await expect(page.locator('.eq-list .tag').first()).toHaveText('HS-1');
  await expect(page.locator('.facet').filter({ hasText: 'Category' }).locator('label')).toHaveCount(1);

  // Three rows by Shift with the arrows, then all that match.
  await grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.locator('.eq-picked')).toContainText('3 chosen');
  await page.keyboard.press('Control+a');
  await expect(page.locator('.eq-picked')).toContainText('110 chosen');
  await page.keyboard.press('m');
  await page.getByLabel('What to change').selectOption('endOfLifeOn');
  await page.locator('.eq-many-field').getByLabel('End of life', { exact: true }).fill('2031-12-31');
  await page.getByLabel('What to change').selectOption('placeId');
  await page.locator('.eq-many-field').getByLabel('Place', { exact: true }).fill('B-WH3');
  await page.getByRole('option', { name: /B-WH3/ }).first().click();
  await expect(page.locator('.eq-preview')).toContainText('stay as they are');
  await room.size(1440, 900);
  await room.picture('equipment-change-many');
  await clean(room);
  await page.getByRole('button', { name: /^Change \d+ items$/ }).click();
  await expect(page.locator('.eq-outcome')).toContainText('items changed');
  await page.locator('.eq-outcome ~ .row').getByRole('button', { name: 'Close' }).click();

  // A view under a name, with its columns.
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByLabel('Serial number', { exact: true }).check();
  await page.getByLabel('Cost', { exact: true }).check();
  await room.picture('equipment-columns');
  await clean(room);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByLabel('Name of the view').fill('Hoses');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('View', { exact: true })).toContainText('Hoses');

  // Issued by the palette's command, and back.
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByLabel(/^Tag, model/).fill('RD-80');
  await expect(page.locator('.eq-list .tag')).toHaveCount(1);
  await grid.focus();
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Issue', exact: true }).click();
  await page.getByLabel('To a person').fill('Ilić');
  await page.getByRole('option').first().click();
  await page.locator('.eq-custody').getByRole('button', { name: 'Issue' }).click();
  await expect(page.locator('.eq-custody')).toContainText('Issued to');
  await room.picture('equipment-issued');
  await clean(room);

  // What is in the fire engine; the day theme and the small screen.
  await page.getByLabel(/^Tag, model/).fill('FE-1');
  await expect(page.locator('.eq-list .tag').first()).toHaveText('FE-1');
  await grid.focus();
  await page.keyboard.press('Home');
  await expect(page.locator('.eq-contents li').first()).toBeVisible();
  await room.size(1024, 768);
  await page.evaluate(() => void (document.documentElement.dataset['theme'] = 'day'));
  await room.picture('equipment-engine-day');
  await page.getByRole('button', { name: 'Categories' }).click();
  await page.getByRole('grid', { name: 'Categories' }).locator('tr').first().click();
  await room.picture('equipment-categories-day');
  await clean(room);
});
