import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import SunCalc from 'suncalc';
import { mapDrawn, takeMap } from '../map-handle.ts';
import { expect, test } from './room.ts';

interface Zones {
  readonly release: { readonly id: string };
  readonly picture: {
    readonly night: boolean;
    readonly shapes: readonly {
      readonly kind: string;
      readonly ring: readonly (readonly [number, number])[];
    }[];
  };
}

/** Minutes until it is dark on the site for an hour at least; 0 when it is so already. */
function minutesToNight(latitude: number, longitude: number): number {
  const dark = (ms: number): boolean =>
    SunCalc.getPosition(new Date(ms), latitude, longitude).altitude < -0.1;
  const now = Date.now();
  for (let minutes = 0; minutes < 24 * 60; minutes += 10)
    if (dark(now + minutes * 60_000) && dark(now + (minutes + 90) * 60_000)) return minutes;
  throw new Error('no night today');
}

/** Degrees, clockwise from north, in which the middle of a drawn outline lies from the release. */
const bearing = (page: Page, kind: string): Promise<number> =>
  page.evaluate((of) => {
    const overlay = document.querySelector('.release-zones-overlay');
    const spot = overlay?.querySelector('.spot circle')?.getBoundingClientRect();
    const zone = overlay?.querySelector(`path.${of}`)?.getBoundingClientRect();
    if (!spot || !zone) return -1;
    const x = zone.x + zone.width / 2 - (spot.x + spot.width / 2);
    const y = zone.y + zone.height / 2 - (spot.y + spot.height / 2);
    return ((Math.atan2(x, -y) * 180) / Math.PI + 360) % 360;
  }, kind);

test('sulfur dioxide at the smelter at night: zones, in which wind, who is inside, tasks; the wind turns and the zones turn', async ({
  room,
}) => {
  const { page } = room;
  await room.size(1440, 900);
  await room.advance(minutesToNight(44.07, 22.1));
  await room.signIn('Petrović');
  const store = await room.call<{ rows: { id: string }[] }>('place.find', { text: 'H-01', limit: 1 });
  await room.call('weather.observe', { fromDegrees: 300, speedMs: 2.4, temperatureC: 9 });
  const incident = await room.call<{ id: string }>('incident.declare', {
    type: 'chemicalRelease',
    placeId: store.rows[0]!.id,
    severity: 3,
    note: 'White cloud at the sulphur dioxide vessels',
  });
  // From whatever screen: one key leads into the incident that runs, to the form.
  await page.keyboard.press('Alt+g');
  const form = page.getByRole('form', { name: 'Declare a release' });
  await expect(form.getByLabel('Material')).toBeFocused();
  await form.getByLabel('Material').selectOption('1079');
  await form.getByLabel('Container').selectOption('Multiple ton cylinders');
  await form.getByLabel('How it gets out').selectOption('vessel');
  await form.getByLabel('Hole, mm across').fill('20');
  // A look at the log loses nothing of what was typed.
  await page.getByRole('tab', { name: 'Log' }).click();
  await page.keyboard.press('Alt+g');
  await expect(form.getByLabel('Hole, mm across')).toHaveValue('20');
  await form.getByLabel('Pressure, bar over the air').fill('2,3');
  await form.getByLabel('Temperature, °C').fill('x');
  await form.getByLabel('Amount, kg').fill('900');
  await form.getByRole('button', { name: 'Declare a release' }).click();
  await expect(form).toContainText('Temperature, °C: write a number');
  await form.getByLabel('Temperature, °C').fill('12');
  await form.getByRole('button', { name: 'Declare a release' }).click();

  const reading = page.getByRole('article', { name: /UN 1079/ });
  await expect(reading).toContainText('500 m');
  await expect(reading.locator('.release-wind')).toContainText('night');
  await expect(reading).toContainText('from 300°, 2.4 m/s');
  await expect(reading.getByRole('table', { name: 'Threat zones' })).toContainText('AEGL-2 60 min');
  await expect(reading).toContainText('Dense plume, Britter-McQuaid');
  await expect(reading).toContainText('The sky is not known');
  await expect(reading).toContainText('upwind');
  // Any point of the map can be asked about.
  const strip = page.locator('.incident-side .site-map');
  await expect(strip.locator('.release-zones-overlay path.level2')).toHaveAttribute('d', /^M/);
  const spot = await strip.locator('.spot circle').first().boundingBox();
  await page.mouse.click(spot!.x + 40, spot!.y + 26);
  await expect(reading).toContainText('At the point clicked on the map: highest');
  await reading.getByText('Concentration', { exact: false }).first().scrollIntoViewIfNeeded();
  await room.picture('release-dose-night');
  const axe = await new AxeBuilder({ page }).setLegacyMode().include('.release-panel').analyze();
  expect(axe.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await room.picture('release-1440');

  // The wind turns: the square turns with it, on the map and in what is inside.
  const downwind = async () => {
    const [zones] = await room.call<Zones[]>('release.zones', { incidentId: incident.id });
    const { ring } = zones!.picture.shapes.find(({ kind }) => kind === 'protect')!;
    return ring.reduce((sum, [, lat]) => sum + lat, 0) / ring.length;
  };
  const before = await downwind();
  // On the map beside the log: downwind of 300° is 120°.
  await expect(page.locator('.release-zones-overlay path.protect')).toHaveAttribute('d', /^M/);
  expect(Math.abs((await bearing(page, 'protect')) - 120)).toBeLessThan(12);
  await room.call('weather.observe', { fromDegrees: 190, speedMs: 4, temperatureC: 9 });
  await expect(reading).toContainText('from 190°, 4 m/s');
  expect(await downwind()).toBeGreaterThan(before);
  await expect.poll(async () => Math.abs((await bearing(page, 'protect')) - 10)).toBeLessThan(12);
  await page.getByRole('tab', { name: 'Log' }).click();
  await expect(page.getByRole('log')).toContainText('New wind for the release of UN 1079');
  await page.getByRole('tab', { name: 'Release' }).click();

  await page.keyboard.press('Alt+t');
  await expect(reading).toContainText('Tasks made at');
  await expect(page.locator('.incident')).toContainText('Isolate 500 m all round');

  // Nobody looks at the wind: it says so, and the zones widen.
  await room.advance(25);
  await expect(reading).toContainText('the zones are widened', { timeout: 15_000 });
  await room.picture('release-stale');
  const otherTheme = () => page.keyboard.press('Control+Shift+D');
  await otherTheme();
  await reading.getByText('Muster points').first().scrollIntoViewIfNeeded();
  await room.picture('release-inside-day');
  await room.size(1024, 768);
  await room.picture('release-1024-day');
  await otherTheme();
  await room.size(1440, 900);

  // The whole of it on the map, by night and by day.
  await page.getByRole('link', { name: 'Map' }).click();
  await expect(page.locator('.site-map[data-ready=true]')).toBeVisible();
  await takeMap(page);
  // It went there by itself: everything is in sight.
  await mapDrawn(page);
  await expect(page.locator('.release-legend')).toContainText('if the wind turns');
  await room.picture('release-map-1440-night');
  await otherTheme();
  await mapDrawn(page);
  await room.picture('release-map-1440-day');
  await room.size(1024, 768);
  await page.getByRole('button', { name: 'Show the zones' }).click();
  await mapDrawn(page);
  await room.picture('release-map-1024-day');
  await otherTheme();
  await mapDrawn(page);
  await room.picture('release-map-1024-night');

  // How the stores stand by the assessment of the site: a shape and a word at each.
  await page.evaluate(() => window.shownMap?.jumpTo({ center: [22.105, 44.068], zoom: 15.2 }));
  await mapDrawn(page);
  await room.picture('release-stores-1024-night');
  await room.size(1440, 900);
  await mapDrawn(page);
  await room.picture('release-stores-night');

  // With a second incident the key asks in which.
  await room.call('incident.declare', { type: 'chemicalRelease', placeId: null, severity: 2, note: 'Acid' });
  await page.keyboard.press('Alt+g');
  const which = page.locator('.which-incident');
  await expect(which.getByRole('button', { name: /chemical|Acid/i }).first()).toBeFocused();
  await room.picture('release-which');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('form', { name: 'Declare a release' }).getByLabel('Material')).toBeFocused();

  // A number that no table holds: the guide of unidentified cargo, and a sentence that says so.
  await form.getByLabel('Material').selectOption('other');
  await form.getByLabel('UN number, four digits').fill('99');
  await form.getByRole('button', { name: 'Declare a release' }).click();
  await expect(form).toContainText('A UN number has four digits');
  await form.getByLabel('UN number, four digits').fill('9998');
  await form.locator('.place-field input').fill('44.0712, 22.0963');
  await form.getByRole('button', { name: 'Declare a release' }).click();
  await expect(page.getByRole('article', { name: /UN 9998/ })).toContainText(
    'guide 111 for unidentified cargo',
  );
  await room.picture('release-unidentified');

  // The same in the languages of the room.
  for (const [language, name] of [
    ['sr-Cyrl', 'Српски (ћирилица)'],
    ['zh-Hans', '简体中文'],
  ] as const) {
    await page.evaluate(() => void (location.hash = '#/settings'));
    await page.getByRole('button', { name }).click();
    await page.evaluate((id) => void (location.hash = `#/incidents/${id}`), incident.id);
    await page.locator('#tab-release').click();
    await expect(page.locator('.release-limits li').first()).toBeVisible();
    await expect(page.locator('.release')).not.toContainText(/release\.|\{\{/);
    await room.picture(`release-${language}`);
  }
});
