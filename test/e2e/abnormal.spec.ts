import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, type Room } from './room.ts';

// axe reads every element of a full screen, twice; on a busy machine that takes its time
test.describe.configure({ timeout: 300_000 });

/** No violation on what is shown now, in both themes. */
async function clean(room: Room, where: string): Promise<void> {
  for (const theme of ['night', 'day']) {
    await room.page.evaluate((name) => void (document.documentElement.dataset['theme'] = name), theme);
    const found = await new AxeBuilder({ page: room.page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(
      found.violations.map(
        ({ id, nodes }) =>
          `${where} ${theme} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
      ),
    ).toEqual([]);
  }
  await room.page.evaluate(() => void (document.documentElement.dataset['theme'] = 'night'));
}

async function shots(room: Room, name: string): Promise<void> {
  await room.size(1440, 900);
  await room.picture(name);
}

const sound = (page: Page) => page.evaluate(() => document.documentElement.dataset['alarmSound'] ?? null);

test('a reading raises an alarm that sounds on every screen until it is acknowledged by keys', async ({
  room,
}) => {
  const { page } = room;
  await room.signIn('coordinator');
  await page.goto(page.url().replace(/#.*/, '') + '#/flood');
  await page.getByRole('grid', { name: 'Gauges' }).waitFor();
  await page.locator('.gauges tr[tabindex="0"]').focus();
  const row = page.locator('.gauges tr', { hasText: 'G-07' });
  await row.click();
  // two keys and Enter: the digits go to the field by themselves
  await page.keyboard.type('3.45');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'looks like metres' })).toBeVisible();
  await shots(room, 'flood-metres');
  await page.getByRole('button', { name: /Take 345 cm/ }).click();
  await expect(row).toContainText('warning');
  expect(await sound(page)).toBe('2');
  await shots(room, 'flood');
  await clean(room, 'flood');

  await page.keyboard.press('F8');
  const panel = page.getByRole('region', { name: 'Alarms' });
  await expect(panel.getByRole('row').first()).toContainText('G-07');
  await shots(room, 'alarms');
  await clean(room, 'alarms');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('row').first()).toContainText('acknowledged');
  await expect.poll(() => sound(page)).toBeNull();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
});

test('a locked seat still shows and sounds alarms', async ({ room }) => {
  const { page } = room;
  await room.signIn('coordinator');
  await room.call('alarm.raise', { priority: 1, cause: 'Smoke at the smelter', incidentType: 'fire' });
  await room.call('session.lock', {});
  await page.locator('.sign-in').waitFor();
  await expect.poll(() => sound(page)).toBe('1');
  await page.keyboard.press('F8');
  await expect(page.getByRole('region', { name: 'Alarms' })).toContainText('Smoke at the smelter');
  await shots(room, 'alarms-locked');
  await clean(room, 'locked');
});

test('wind by hand, nonsense refused, and what is abnormal in order', async ({ room }) => {
  const { page } = room;
  await room.signIn('coordinator');
  await page.goto(page.url().replace(/#.*/, '') + '#/now');
  await page.getByRole('grid', { name: 'What is abnormal' }).waitFor();
  await shots(room, 'now');
  await clean(room, 'now');
  await page.keyboard.press('Control+Shift+W');
  await page.keyboard.type('400');
  await page.getByLabel('Speed, m/s').fill('4,2');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: '400 degrees' })).toBeVisible();
  await page.getByLabel('From, degrees').fill('315');
  await shots(room, 'wind');
  await clean(room, 'wind');
  await page.keyboard.press('Enter');
  await expect(page.locator('.wind-badge')).toContainText('NW 4.2 m/s');
  await room.advance(20);
  await expect(page.locator('.wind-badge')).toContainText('20 min', { timeout: 20_000 });
});

test('hazmat and equipment: filter as you type, walk by arrows, edit against someone else', async ({
  room,
}) => {
  const { page } = room;
  await room.signIn('equipment');
  await page.goto(page.url().replace(/#.*/, '') + '#/hazmat');
  await page.getByRole('grid', { name: 'Stores' }).waitFor();
  await shots(room, 'hazmat');
  await clean(room, 'hazmat');
  await page.getByLabel(/Store, substance/).fill('1079');
  await expect(page.locator('.stores tr')).toHaveCount(1);

  await page.goto(page.url().replace(/#.*/, '') + '#/equipment');
  const grid = page.getByRole('grid', { name: 'Equipment' });
  await grid.waitFor();
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('PageDown');
  await shots(room, 'equipment');
  await clean(room, 'equipment');
  const tag = (await page.locator('.eq-list .eq-row.at .tag').textContent()) ?? '';
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.locator('.edit-item').getByLabel('Condition').selectOption('fault');
  const found = await room.call<{ rows: { id: string; version: number }[] }>('equipment.page', { text: tag });
  await room.call('equipment.edit', {
    id: found.rows[0]!.id,
    version: found.rows[0]!.version,
    note: 'Strap torn',
  });
  await page.getByLabel('Note', { exact: true }).fill('Looked at');
  await page.locator('.edit-item').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Strap torn' })).toBeVisible();
  await shots(room, 'equipment-conflict');
  await page.getByRole('button', { name: 'Save mine' }).click();
  await expect(page.locator('.item-detail')).toContainText('fault');
});
