import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { hasBroker } from '../../scripts/system-packages.ts';
import { Broker, freePort } from '../mosquitto.ts';
import { expect, test, type Room } from './room.ts';

test.describe.configure({ timeout: 120_000 });

async function show(page: Page, screen: string): Promise<void> {
  await page.goto(page.url().replace(/#.*/, '') + `#/${screen}`);
}

async function look(room: Room, name: string): Promise<void> {
  const { page } = room;
  for (const [theme, width, height] of [
    ['night', 1440, 900],
    ['day', 1024, 768],
  ] as const) {
    await page.evaluate((to) => void (document.documentElement.dataset['theme'] = to), theme);
    await room.size(width, height);
    await room.picture(`${name}-${theme}-${width}`);
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
  await room.size(1440, 900);
  await page.evaluate(() => void (document.documentElement.dataset['theme'] = 'night'));
}

test('a broker is set up with a look at its messages, switched on, and its level stands on the flood screen', async ({
  room,
}) => {
  test.skip(!hasBroker(), 'no mosquitto here');
  const { page } = room;
  const broker = new Broker(room.folder, await freePort());
  await broker.start();
  const instrument = await broker.instrument();
  try {
    // Two readings of one instant are one: each of these has its own.
    const beginMs = Date.now() - 10_000;
    let said = 0;
    const say = (cm: number) =>
      instrument.publishAsync(
        'river/g03',
        JSON.stringify({ level: cm / 100, at: beginMs + (said += 1000) }),
        {
          qos: 1,
          retain: true,
        },
      );
    await say(61);
    await room.signIn('Equipment manager');
    await show(page, 'sources');
    await page.getByRole('button', { name: '+ MQTT broker' }).click();
    await page.getByLabel('Name', { exact: true }).fill('River broker');
    await page.getByLabel('Address', { exact: true }).fill('127.0.0.1');
    await page.getByLabel('Port', { exact: true }).fill(String(broker.port));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Listen' }).click();
    await page.getByRole('button', { name: 'Use river/g03' }).click();
    await page.getByLabel('Path of the value').fill('level');
    await page.getByLabel('Path of the time; empty: when it came').fill('at');
    await page.getByLabel('Times', { exact: true }).fill('100');
    await page.getByRole('combobox', { name: 'Feed a point' }).selectOption({ label: 'G-03' });
    await expect(page.locator('.feed-preview b').first()).toContainText('61 cm');
    await look(room, 'sources-preview');
    await page.getByRole('form', { name: 'Feed a point' }).getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('→ G-03')).toBeVisible();
    await page.getByRole('button', { name: 'Switch on' }).click();
    await expect(page.getByText('connected').first()).toBeVisible();
    for (const cm of [62, 63, 64]) await say(cm);
    await instrument.publishAsync('river/g03', JSON.stringify({ level: 99.99, at: Date.now() }), { qos: 1 });
    await show(page, 'sensors');
    const row = page.getByRole('row', { name: /G-03/ });
    await expect(row).toContainText('64 cm');
    await row.click();
    await expect(page.locator('.point-apart')).toBeVisible();
    await look(room, 'sensors');
    await say(130);
    await show(page, 'flood');
    await expect(page.getByRole('row', { name: /G-03/ })).toContainText('130 cm');
    await room.picture('flood-sensor');
  } finally {
    await instrument.endAsync();
    await broker.stop();
  }
});
