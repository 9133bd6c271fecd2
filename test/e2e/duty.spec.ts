import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, type Room } from './room.ts';

test.describe.configure({ timeout: 240_000 });

const open = async (page: Page, screen: string): Promise<void> => {
  await page.goto(`${page.url().replace(/#.*/, '')}#/${screen}`);
};
const theme = (page: Page, name: string) =>
  page.evaluate((to) => void (document.documentElement.dataset['theme'] = to), name);

/** Night on a wide window, day on a narrow one, and there nothing that axe objects to. */
async function seen(room: Room, name: string): Promise<void> {
  const { page } = room;
  await theme(page, 'night');
  await room.size(1440, 900);
  await room.picture(`${name}-night`);
  await theme(page, 'day');
  await room.size(1024, 768);
  await room.picture(`${name}-day`);
  const found = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    found.violations.map(
      ({ id, nodes }) => `${name} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
    ),
  ).toEqual([]);
  await theme(page, 'night');
  await room.size(1440, 900);
}

test('a look is done with one key, a round walked by keys, its failure mended and verified by another', async ({
  room,
}) => {
  const { page } = room;
  await room.signIn('Equipment manager');
  await open(page, 'due');
  const list = page.getByRole('grid', { name: 'What is due' });
  await list.focus();
  const spans = page.getByRole('grid', { name: 'Due', exact: true });
  const overdue = spans.getByRole('row').first().locator('.num');
  const before = Number((await overdue.innerText()).replace(/\D/g, ''));
  const first = list.locator('[role="row"][aria-selected="true"]');
  await expect(first).toHaveCount(1);
  // the first that one key may pass
  while (!/Visual check|Check, monthly|Weekly run|Function run/.test(await first.innerText()))
    await page.keyboard.press('ArrowDown');
  const tag = (await first.locator('.due-tag').innerText()).trim();
  await page.keyboard.press('p');
  await expect(page.getByRole('status').filter({ hasText: `${tag}:` })).toContainText('passed, next');
  await expect(overdue).toContainText(String(before - 1));
  await seen(room, 'duty-due');

  await open(page, 'rounds');
  const start = page.locator('.start-round');
  await start.getByLabel('Place', { exact: true }).fill('B-MECH');
  await page
    .getByRole('option', { name: /B-MECH|Mechanical/ })
    .first()
    .click();
  await start.getByRole('button', { name: 'Start a round' }).click();
  const points = page.getByRole('grid', { name: 'In walking order' });
  await expect(points.locator('tr[aria-selected="true"]')).toHaveCount(1);
  const where = () => page.locator('.point-tag').innerText();
  const one = await where();
  await page.keyboard.press('p');
  await expect(page.locator('.point-tag')).not.toHaveText(one);
  await expect(points.locator('tr', { hasText: one }).first()).toContainText('passed');
  // a tag read into the field jumps to its item
  const wanted = (await points.locator('tr', { hasText: 'FX-' }).last().locator('b').innerText()).trim();
  await page.getByLabel('Tag or bar code').fill(wanted.toLowerCase());
  await page.keyboard.press('Enter');
  await expect(page.locator('.point-tag')).toHaveText(wanted);
  // a reader types a whole tag at once, whatever the letters mean as keys
  const read = (tag: string) =>
    page.evaluate((keys) => {
      for (const key of [...keys, 'Enter'])
        window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }, tag);
  await read(one);
  await expect(page.locator('.point-tag')).toHaveText(one);
  await read(wanted);
  await expect(page.locator('.point-tag')).toHaveText(wanted);
  await page.keyboard.press('f');
  await page.getByRole('checkbox', { name: /Pressure in the green/ }).check();
  await page.getByLabel(/Pressure in the green: What is wrong/).fill('Needle at zero');
  await seen(room, 'duty-round-fail');
  await page.getByLabel('Note').fill('Swap it');
  await page.keyboard.press('Enter');
  await expect(points.locator('tr', { hasText: wanted }).first()).toContainText('failed');
  await expect(page.locator('.point-tag')).not.toHaveText(wanted);
  await seen(room, 'duty-round');

  // the program ends in the middle of the round
  await room.restart();
  await room.signIn('Equipment manager');
  await open(room.page, 'rounds');
  const again = room.page;
  await again
    .getByRole('grid', { name: 'Inspection rounds' })
    .getByRole('button', { name: 'Go on' })
    .first()
    .click();
  await expect(again.locator('.points tr', { hasText: wanted }).first()).toContainText('failed');
  await open(again, 'rounds');
  await seen(room, 'duty-rounds');

  await open(again, 'work');
  const order = again.getByRole('grid', { name: 'Work orders' }).locator('tr', { hasText: wanted });
  await order.click();
  await again.keyboard.press('d');
  await again.getByLabel('What was done').fill('New extinguisher hung up');
  await again.getByLabel('Cost').fill('9800');
  await again.locator('.work-steps').getByRole('button', { name: 'Work done' }).click();
  await expect(order).toContainText('to be verified');
  await seen(room, 'duty-work');
  await again.keyboard.press('Control+k');
  await again.keyboard.press('Escape');
  await room.call('session.signOut', {});
  await again.locator('.operators').waitFor();
  await room.signIn('Safety officer');
  await open(again, 'work');
  await again.getByRole('grid', { name: 'Work orders' }).locator('tr', { hasText: wanted }).click();
  await again.keyboard.press('v');
  await again.getByLabel('What you looked at').fill('In place, in the green');
  await again.keyboard.press('Enter');
  // the check itself stands failed until it is done again
  await expect(again.locator('.work-steps').getByRole('status')).toContainText('stays out');
});

test('rules of a category are read, changed and refused where they make no sense', async ({ room }) => {
  const { page } = room;
  await room.signIn('Equipment manager');
  await open(page, 'dutyRules');
  await page
    .getByRole('grid', { name: 'Categories' })
    .getByRole('row', { name: /Powder extinguisher/ })
    .click();
  const rules = page.getByRole('grid', { name: /Rules of/ });
  await expect(rules).toContainText('NFPA 10:2022');
  await rules.getByRole('row', { name: /Visual check/ }).click();
  await page.getByLabel('Every').fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'interval of 0' })).toBeVisible();
  await seen(room, 'duty-rules');
  await page.getByLabel('Every').fill('2');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(rules).toContainText('every 2 months');
  await open(page, 'equipment');
  await page.getByLabel('Tag, model, serial, category or place').fill('BA-14');
  await page.getByRole('grid', { name: 'Equipment' }).getByRole('row', { name: /BA-14/ }).click();
  await seen(room, 'duty-item');

  for (const language of ['sr-Latn', 'zh-Hans']) {
    await page.evaluate((to) => localStorage.setItem('tocsin.language', to), language);
    await page.reload();
    for (const screen of ['due', 'dutyRules', 'work', 'rounds']) {
      await open(page, screen);
      await page.getByRole('grid').first().waitFor();
      await room.picture(`duty-${screen}-${language}`);
    }
  }
});
