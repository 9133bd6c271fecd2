import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { hasBroker } from '../../scripts/system-packages.ts';
import { Broker, freePort } from '../mosquitto.ts';
import { look } from './look.ts';
import { expect, test } from './room.ts';

test.describe.configure({ timeout: 120_000 });

async function show(page: Page, screen: string): Promise<void> {
  await page.goto(page.url().replace(/#.*/, '') + `#/${screen}`);
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
    await page.getByRole('combobox', { name: 'Points' }).selectOption({ label: 'G-03' });
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

test('a point is changed and retired, a feed changed, and one of three hundred is found by its place', async ({
  room,
}) => {
  const { page } = room;
  const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });
  await room.signIn('Equipment manager');
  const point = {
    kind: 'temperature', unit: '°C', placeId: null, minValue: -40, maxValue: 200, everySeconds: 60, frozenMinutes: null,
    limits: [{ level: 'warning', side: 'above', value: 90 }, { level: 'watch', side: 'below', value: 5 }],
  }; // prettier-ignore
  const places = await room.call<{ id: string; key: string; kind: string }[]>('place.all', {});
  const pump = places.find(({ kind }) => kind === 'pump')!;
  for (let n = 1; n <= 290; n += 1) {
    const key = `TT-${String(n).padStart(3, '0')}`;
    const placeId = n === 250 ? pump.id : null;
    await room.call('sensor.addPoint', { ...point, key, names: names(`Bearing ${n}`), placeId });
  }
  const source = await room.call<{ id: string }>('sensor.addSource', {
    name: 'Press shop', settings: { kind: 'modbus', host: '127.0.0.1', port: 502, unit: 1, everySeconds: 5 },
  }); // prettier-ignore
  await show(page, 'sensors');
  const rows = page.getByRole('grid', { name: 'Points' }).getByRole('row');
  for (const shown of [100, 200, 300]) {
    await expect(page.getByText(`${shown} / `)).toBeVisible();
    await page.getByRole('button', { name: 'More' }).click();
  }
  await expect(page.getByRole('row', { name: /TT-290/ })).toBeAttached();
  await look(room, 'sensors-300');
  await page.getByLabel('Place', { exact: true }).selectOption(pump.id);
  await expect(page.getByRole('row', { name: /TT-250/ })).toBeVisible();
  expect(await rows.count()).toBeLessThan(20);
  await page.getByRole('row', { name: /TT-250/ }).click();

  // Its limits on both sides are there to be changed, and what is typed outlives the form.
  await page.getByRole('button', { name: 'Edit' }).click();
  await expect(page.getByLabel('warning from', { exact: true })).toHaveValue('90');
  await expect(page.getByLabel('watch at or below', { exact: true })).toHaveValue('5');
  await page.getByLabel('warning from', { exact: true }).fill('85');
  await look(room, 'sensors-change');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Edit' }).click();
  await expect(page.getByLabel('warning from', { exact: true })).toHaveValue('85');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Edit' }).click();
  await expect(page.getByLabel('warning from', { exact: true })).toHaveValue('85');
  await page.getByRole('button', { name: 'Cancel' }).click();

  // A feed is changed where it stands; a point that is fed is not retired.
  await show(page, 'sources');
  await page.getByLabel('Register, e.g. holding/100/f32').fill('holding/1/f32');
  await page.getByRole('combobox', { name: 'Points' }).selectOption({ label: 'TT-250' });
  await page.getByRole('form', { name: 'Feed a point' }).getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Change holding/1/f32' }).click();
  const form = page.getByRole('form', { name: 'Change holding/1/f32' });
  await form.getByLabel('Times', { exact: true }).fill('0.1');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('× 0.1')).toBeVisible();
  await look(room, 'sources-modbus');
  await show(page, 'sensors');
  await page.getByLabel('Search').fill('TT-250');
  await page.getByRole('row', { name: /TT-250/ }).click();
  await page.getByRole('button', { name: 'Take away' }).click();
  await page.getByRole('button', { name: /Take TT-250 out of use/ }).click();
  await expect(page.getByText('TT-250 is still fed by a source')).toBeVisible();
  type Line = { id: string; feeds: { id: string; version: number }[] };
  const lines = await room.call<Line[]>('sensor.sources', {});
  const feed = lines.find(({ id }) => id === source.id)!.feeds[0]!;
  await room.call('sensor.retireFeed', { id: feed.id, version: feed.version });
  await page.getByRole('button', { name: 'Take away' }).click();
  await page.getByRole('button', { name: /Take TT-250 out of use/ }).click();
  await expect(page.getByRole('row', { name: /TT-250/ })).toHaveCount(0);

  // The chart: closer, earlier, another point beside it, and the whole of it as a file.
  await page.getByLabel('Search').fill('PZ-1');
  await page.getByRole('row', { name: /PZ-12/ }).click();
  await page.getByLabel('Compare with').selectOption({ label: 'PZ-11' });
  await page.getByRole('button', { name: 'Closer' }).click();
  await page.getByRole('button', { name: /Earlier/ }).click();
  await expect(page.getByRole('button', { name: 'Until now' })).toBeVisible();
  await look(room, 'sensors-chart');
  await page.getByRole('button', { name: 'Until now' }).click();
  const chart = await page.locator('.series-chart .u-over').boundingBox();
  await page.mouse.move(chart!.x + chart!.width * 0.4, chart!.y + 60);
  await page.mouse.down();
  await page.mouse.move(chart!.x + chart!.width * 0.8, chart!.y + 60);
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Until now' })).toBeVisible();
  await page.getByText('Data', { exact: true }).click();
  const file = join(room.folder, 'chart.csv');
  await room.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  await expect(page.getByText('chart.csv')).toBeVisible();
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('point,unit,time,min,mean,max');
  expect(text).toContain('"PZ-11","kPa"');

  // In another language and narrow: nothing is cut off.
  await page.evaluate(() => localStorage.setItem('tocsin.language', 'sr-Cyrl'));
  await page.reload();
  await page.locator('.sensors, .operators').first().waitFor();
  await look(room, 'sensors-cyrillic');
});
