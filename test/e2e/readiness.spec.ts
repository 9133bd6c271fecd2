import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Room } from './room.ts';

test.describe.configure({ timeout: 180_000 });

async function clean(room: Room, where: string): Promise<void> {
  const found = await new AxeBuilder({ page: room.page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const said = found.violations.map(
    ({ id, nodes }) => `${where} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
  );
  expect(said).toEqual([]);
}

const theme = (room: Room, name: string) =>
  room.page.evaluate((given) => void (document.documentElement.dataset['theme'] = given), name);

interface Matrix {
  readonly columns: readonly { readonly of: string; readonly names: { readonly en: string } }[];
  readonly rows: readonly { readonly key: string; readonly needs: readonly { readonly of: string }[] }[];
}
interface Item {
  readonly id: string;
  readonly version: number;
}

test('a failed item breaks a plan: the matrix says what, which entry did it and what mends it; what is tried is not saved', async ({
  room,
}) => {
  const { page } = room;
  await room.signIn('equipment');
  await page.goto(page.url().replace(/#.*/, '') + '#/readiness');
  const grid = page.getByRole('grid', { name: 'Plans against what they need' });
  await grid.waitFor();
  const matrix = await room.call<Matrix>('readiness.matrix', {});
  const at = matrix.columns.findIndex(({ names }) => names.en === 'Acid-proof transfer pump');
  const pump = matrix.columns[at]!;
  const needing = matrix.rows.find(({ needs }) => needs.some(({ of }) => of === pump.of))!;
  const { rows } = await room.call<{ rows: Item[] }>('equipment.page', {
    categoryIds: [pump.of],
    limit: 200,
  });
  for (const { id, version } of rows)
    await room.call('equipment.edit', { id, version, condition: 'fault', note: 'Seal leaks' });
  const plan = grid.locator('tr', { hasText: needing.key });
  const cell = plan.locator('td').nth(at);
  await expect(cell).toContainText('0/1');

  // by keyboard alone: to the plan, along what it needs, to the pump
  await grid.locator('[tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  await cell.click();
  const side = page.getByRole('region', { name: 'Details' });
  await expect(side).toContainText('Because:');
  await expect(side).toContainText('journal entry');
  await expect(side).toContainText('Repair');
  await room.size(1440, 900);
  await room.picture('readiness');
  await clean(room, 'readiness');

  // what if one more stood in the safety store
  await page.keyboard.press('Escape');
  await page.keyboard.press('w');
  await page.getByLabel('Try', { exact: true }).selectOption('addItems');
  await page.getByLabel('Category').selectOption({ label: 'Acid-proof transfer pump' });
  await page.getByLabel('Place').fill('B-WH3');
  await page.locator('.finder-list [role=option]').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(cell).toContainText('1/1');
  await room.picture('readiness-what-if');
  await theme(room, 'day');
  await clean(room, 'what if by day');
  await room.size(1024, 768);
  await room.picture('readiness-what-if-day');
  await theme(room, 'night');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(cell).toContainText('0/1');

  // the whole plan, its record, and the same told in Now and on the plan
  await plan.getByRole('rowheader').click();
  await expect(side).toContainText('Cannot be carried out now');
  await expect(side.getByRole('list', { name: /The last/ })).toBeVisible();
  await room.size(1440, 900);
  await room.picture('readiness-plan');
  await page.goto(page.url().replace(/#.*/, '') + '#/now');
  await expect(page.getByRole('grid').getByText(/cannot be carried out now: .*Acid-proof/)).toBeVisible();
});
