import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { mapDrawn, takeMap } from '../map-handle.ts';
import { expect, test, type Room } from './room.ts';

async function clean(page: Page): Promise<void> {
  const axe = await new AxeBuilder({ page }).setLegacyMode().include('.checks').analyze();
  expect(axe.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

async function change(room: Room, name: string): Promise<void> {
  await room.call('session.signOut', {});
  await room.signIn(name);
  await room.page.evaluate(() => void (location.hash = '#/doubleChecks'));
}

/** Every line that is still open, each on its own, by its key. */
async function goThrough(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  const lines = page.locator('.check-item');
  for (let i = 0; i < (await lines.count()); i++) {
    const line = lines.nth(i);
    const name = (await line.getAttribute('aria-label')) ?? '';
    const value = Object.entries(values).find(([word]) => name.includes(word))?.[1];
    if (value !== undefined) await line.locator('input').first().fill(value);
    await line.focus();
    await page.keyboard.press('p');
    await expect(line.locator('.answered').first()).toBeVisible();
  }
}

test('hot work: one checks and asks, another goes through the list alone, a difference is settled, it begins and is stopped', async ({
  room,
}) => {
  const { page } = room;
  await room.size(1440, 900);
  await room.signIn('Jovanović');
  await page.evaluate(() => void (location.hash = '#/doubleChecks'));
  await expect(page.getByRole('grid', { name: 'Double checks' }).getByRole('row')).toHaveCount(3);
  await room.picture('checks-1440-night');
  await clean(page);

  await page.getByRole('button', { name: 'Plan work' }).click();
  const form = page.getByRole('form', { name: 'Plan work to be double-checked' });
  await form.getByLabel('What is done').fill('Weld the crane rail');
  await form.getByLabel('Place').fill('B-MECH');
  await page.getByRole('option', { name: /mechanical workshop/ }).click();
  await form.getByLabel('Who does it').fill('D. Kos, I. Rak');
  await room.picture('checks-form-1440-night');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('region', { name: 'Details' });
  await expect(detail).toContainText('Weld the crane rail');
  // Beyond its limit it cannot be in order.
  const gas = page.locator('.check-item', { hasText: 'Flammable gas' });
  await gas.locator('input').first().fill('14');
  await gas.getByRole('button', { name: 'In order', exact: true }).click();
  await expect(gas).toContainText('14 % LEL is above the limit of 10 % LEL');
  await goThrough(page, { 'Flammable gas': '0', Oxygen: '20,9', 'Fire watch, who': 'R. Pavlović' });
  await page.getByRole('button', { name: 'Ask for the second person' }).click();
  await expect(detail).toContainText('Another person has to sign in');

  await change(room, 'Marković');
  await page.getByRole('row', { name: /Weld the crane rail/ }).click();
  await expect(detail).toContainText('Look at each line yourself');
  await expect(detail.locator('.answered')).toHaveCount(0);
  await room.picture('checks-second-1440-night');
  await goThrough(page, { 'Flammable gas': '6', Oxygen: '20.9', 'Fire watch, who': 'R. Pavlović' });
  await expect(detail).toContainText('Values differ');
  await page.getByRole('button', { name: 'Confirm: it may begin' }).click();
  await expect(detail.locator('.decision .problem')).toContainText('You and the first person differ: 1');
  await room.picture('checks-differs-1440-night');
  await clean(page);
  const differs = page.locator('.check-item.differs');
  await differs.getByPlaceholder('Note').fill('Under the crane, drained since');
  await differs.getByPlaceholder('Note').press('Enter');
  await expect(differs).toHaveCount(0);
  await page.getByRole('button', { name: 'Confirm: it may begin' }).click();
  await page.getByRole('button', { name: 'Work begins' }).click();
  await expect(detail.getByRole('button', { name: 'Work is done, fire watch begins' })).toBeVisible();

  // A fire next door: the incident names the work; one press stops it.
  const place = await room.call<{ rows: { id: string }[] }>('place.find', { text: 'B-ELEC', limit: 1 });
  const incident = await room.call<{ id: string }>('incident.declare', {
    type: 'fire', placeId: place.rows[0]!.id, severity: 2, note: 'Smoke in the electrical workshop',
  }); // prettier-ignore
  await page.evaluate((id) => void (location.hash = `#/incidents/${id}`), incident.id);
  const near = page.locator('.near-work');
  await expect(near).toContainText('Weld the crane rail');
  await room.picture('checks-incident-1440-night');
  await near.getByRole('listitem').filter({ hasText: 'crane rail' }).getByRole('button').click();
  await expect(near).toHaveCount(0);

  await page.evaluate(() => void (location.hash = '#/doubleChecks'));
  const theme = (name: string) =>
    page.evaluate((to) => void (document.documentElement.dataset['theme'] = to), name);
  await theme('day');
  await room.size(1024, 768);
  await expect(page.getByRole('row', { name: /ball mill 2/ })).toBeVisible();
  await clean(page);
  await room.picture('checks-1024-day');

  // The site writes its own list: a shorter watch than none is refused, a longer one is the next edition.
  await page.getByRole('button', { name: 'Check lists' }).click();
  await page.getByRole('button', { name: 'Write the next edition' }).click();
  await page.getByRole('button', { name: 'Flammable gas or vapour' }).click();
  await page.getByLabel('Fire watch after work, minutes').fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Hot work needs a fire watch' })).toBeVisible();
  await room.picture('checks-list-form-1024-day');
  await clean(page);
  await page.getByLabel('Fire watch after work, minutes').fill('90');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'Check lists' })).toContainText('edition 2');
  await theme('night');
  await room.size(1440, 900);
  await room.picture('checks-lists-1440-night');
  for (const language of ['zh-Hans', 'sr-Cyrl']) {
    await page.evaluate((to) => localStorage.setItem('tocsin.language', to), language);
    await page.reload();
    await expect(page.locator('.checks .work-state').first()).toBeVisible();
    await clean(page);
    await room.picture(`checks-1440-night-${language}`);
  }

  await page.evaluate(() => localStorage.setItem('tocsin.language', 'en'));
  await page.evaluate(() => void (location.hash = '#/map'));
  await page.reload();
  await expect(page.locator('.site-map[data-ready=true]')).toBeVisible();
  await takeMap(page);
  await page.evaluate(() => window.shownMap?.jumpTo({ center: [22.1, 44.067], zoom: 14 }));
  await mapDrawn(page);
  await room.picture('checks-map-1440-night');
});
