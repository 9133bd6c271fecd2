import AxeBuilder from '@axe-core/playwright';
import { mapDrawn, takeMap } from '../map-handle.ts';
import { expect, test } from './room.ts';

interface Board {
  readonly gauges: readonly { readonly id: string; readonly place: { readonly key: string } }[];
  readonly devices: readonly {
    readonly place: { readonly id: string; readonly key: string };
    readonly device: { readonly version: number } | null;
  }[];
}
/** Centimetres at each gauge when the river begins to rise; a wave that the wall's crest does not stop. */
const begin: Readonly<Record<string, number>> = {
  'G-05': 205,
  'G-06': 225,
  'G-07': 265,
  'G-08': 215,
  'G-09': 265,
};

test('the river rises: what is under water now and in an hour, on the map and in words; a gate that is shut keeps it out', async ({
  room,
}) => {
  const { page } = room;
  await room.size(1440, 900);
  await room.signIn('Petrović');
  const { gauges, devices } = await room.call<Board>('flood.board', {});
  const rise = async (cm: number) => {
    for (const { id, place } of gauges) {
      const level = begin[place.key];
      if (level !== undefined)
        await room.call('flood.read', { gaugeId: id, levelCm: level + cm, sure: true });
    }
  };
  for (let step = 0; step <= 12; step += 1) {
    await room.advance(5);
    await rise(6 * step);
  }
  await page.getByRole('link', { name: 'Flood' }).click();
  await page.getByRole('link', { name: 'Inundation' }).click();
  const inside = page.getByRole('region', { name: 'In the water' });
  await expect(inside).toContainText('No drains', { ignoreCase: true });
  await expect(page.locator('.site-map[data-ready=true]')).toBeVisible();
  await takeMap(page);
  await page.evaluate(() => window.shownMap?.jumpTo({ center: [22.1025, 44.0637], zoom: 14.6 }));
  await mapDrawn(page);
  await room.picture('inundation-now-1440-night');
  await expect(inside).toContainText(/in \d+ min/);
  const open = await inside.innerText();

  await page.keyboard.press('3');
  await expect(page.getByRole('button', { name: /\+1 h/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(inside).toContainText(/\d\.\d m deep/);
  await expect
    .poll(() =>
      page.evaluate(
        () => window.shownMap?.queryRenderedFeatures({ layers: ['inundation-fill'] }).length ?? 0,
      ),
    )
    .toBeGreaterThan(3);
  await mapDrawn(page);
  await room.picture('inundation-1h-1440-night');
  const axe = await new AxeBuilder({ page }).setLegacyMode().include('.inundation').analyze();
  expect(axe.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  // The gates in the wall are shut: the same water stays outside longer.
  for (const { place, device } of devices.filter(({ place: { key } }) => /^P-[123]$/.test(key)))
    await room.call('flood.setDevice', { placeId: place.id, state: 'closed', version: device?.version });
  const stoplogs = devices.find(({ place }) => place.key === 'B-1')!;
  await room.call('flood.setDevice', {
    placeId: stoplogs.place.id,
    state: 'placed',
    version: stoplogs.device?.version,
  });
  await expect.poll(() => inside.innerText()).not.toBe(open);
  await page.getByRole('button', { name: 'Water and walls' }).click();
  await expect(page.getByRole('row', { name: /P-3/ })).toContainText('holds to 337');
  await page.keyboard.press('Control+Shift+D');
  await mapDrawn(page);
  await room.picture('inundation-walls-1440-day');
  await page.getByRole('button', { name: 'In the water' }).click();
  await room.size(1024, 768);
  await mapDrawn(page);
  await room.picture('inundation-1024-day');
  await page.getByRole('button', { name: 'Terrain model' }).click();
  await expect(page.getByText('Brezova valley, 8 m')).toBeVisible();
  await room.picture('inundation-model-1024-day');
  for (const language of ['sr-Cyrl', 'zh-Hans']) {
    await page.evaluate((to) => localStorage.setItem('tocsin.language', to), language);
    await page.reload();
    await page.locator('.water-limits').waitFor();
    await expect(page.locator('.site-map[data-ready=true]')).toBeVisible();
    await takeMap(page);
    await page.keyboard.press('3');
    await mapDrawn(page);
    await room.picture(`inundation-1024-${language}`);
  }
});
