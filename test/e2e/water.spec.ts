import type { AlarmList } from '../../electron/alarm/alarm-list.ts';
import type { FloodBoard } from '../../electron/flood/flood.ts';
import type { Incident } from '../../electron/incident/incident.ts';
import type { PointPage } from '../../electron/sensor/point.ts';
import { look } from './look.ts';
import { expect, test } from './room.ts';

test.describe.configure({ timeout: 180_000 });

test('the river rises by radio; minutes left are told, a pump is ordered, heard and confirmed by its instrument', async ({
  room,
}) => {
  const { page } = room;
  await room.size(1440, 900);
  await room.signIn('Petrović');
  const incident = await room.call<Incident>('incident.declare', {
    type: 'flood',
    placeId: null,
    severity: 2,
    note: 'The river rises',
  });
  await page.goto(page.url().replace(/#.*/, '') + '#/flood');
  const gauge = page.locator('.gauges tr', { hasText: 'G-07' });
  await expect(gauge).toBeVisible();

  // Two centimetres a minute, as called in every five minutes, read to the centimetre.
  const readings = [291, 302, 311, 322, 331, 341];
  for (const levelCm of readings) {
    await room.advance(5);
    await gauge.focus();
    await page.keyboard.type(String(levelCm));
    await page.keyboard.press('Enter');
    await expect(gauge).toContainText(`${levelCm}`);
  }
  // 19 cm to the danger level: nine and a half minutes, and the range holds that.
  await expect(gauge).toContainText(/danger in \d+ min/);
  const board = await room.call<FloodBoard>('flood.board', {});
  const { outlook } = board.gauges.find(({ place }) => place.key === 'G-07')!;
  expect(outlook.kind).toBe('rising');
  const danger = outlook.kind === 'rising' ? outlook.thresholds[2]! : null;
  expect(danger!.soonest!).toBeLessThanOrEqual(9.5);
  expect(danger!.latest!).toBeGreaterThanOrEqual(9.3);
  await expect(page.getByRole('grid', { name: 'To do at the levels reached' })).toContainText('Start pump 1');
  await look(room, 'water-board');

  // The action of the level orders the pump: two keys, O and Enter
  const pump = page.locator('.devices tr', { hasText: 'PMP-1' });
  await pump.focus();
  await page.keyboard.press('o');
  await expect(page.getByRole('form', { name: 'Order to PMP-1' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(pump).toContainText('ordered running');
  await look(room, 'water-order');

  // Nobody answers: it is late, and sounds; then it is heard
  await room.advance(6);
  await expect(pump).toContainText('not acknowledged');
  const alarms = await room.call<AlarmList>('alarm.open', {});
  expect(alarms.rows.map(({ cause }) => (typeof cause === 'string' ? cause : cause.key))).toContain(
    'flood.order.alarm.notHeard',
  );
  await pump.focus();
  await page.keyboard.press('a');
  await expect(pump).toContainText('heard: running');

  // The contactor of the pump says so by itself
  const points = await room.call<PointPage>('sensor.points', { kinds: ['pumpState'] });
  const contactor = points.rows.find(({ key }) => key === 'XS-1')!;
  await room.call('sensor.read', { pointId: contactor.id, value: 1 });
  await expect(pump).toContainText('running');
  await expect(pump).not.toContainText('heard');
  const log = await room.call<{ rows: { text: string }[] }>('log.page', { incidentId: incident.id });
  expect(log.rows.map(({ text }) => text)).toContainEqual(expect.stringContaining('shown by XS-1'));
  await expect(page.locator('.device-detail')).toContainText('confirmed');

  // A zone: minutes left, who stands there, what is done at each level
  await page.locator('.zones tr', { hasText: 'FZ-2' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('.zone-detail')).toContainText('Place the stop logs at B-1');
  await look(room, 'water-zone');
  const toDo = page.getByRole('grid', { name: 'To do at the levels reached' });
  await toDo.getByRole('row', { name: /Close flood gate P-1/ }).focus();
  await page.keyboard.press(' ');
  await expect(toDo).not.toContainText('Close flood gate P-1');

  // The same minutes stand in Now, beside the alarm and on the map
  await page.goto(page.url().replace(/#.*/, '') + '#/now');
  await expect(page.locator('.list.now')).toContainText(/danger (in|at)/);
  await page.keyboard.press('F8');
  await expect(page.locator('.alarm-panel')).toContainText(/danger (in|at)/);
  await look(room, 'water-now');
  await page.keyboard.press('Escape');
  await page.goto(page.url().replace(/#.*/, '') + '#/map');
  await page.locator('.map-screen [data-ready=true]').waitFor();
  await page.keyboard.press('Alt+f');
  await page.keyboard.type('G-07');
  await page.getByRole('button', { name: /^G-07 / }).press('Enter');
  await expect(page.locator('.facts').first()).toContainText(/danger (in|at)/);
  await room.picture('water-map');
  await page.goto(page.url().replace(/#.*/, '') + '#/flood');

  await page.evaluate(() => localStorage.setItem('tocsin.language', 'sr-Cyrl'));
  await page.reload();
  await page.locator('.devices tr', { hasText: 'PMP-1' }).click();
  await room.picture('water-device-cyrillic');
  await page.evaluate(() => localStorage.setItem('tocsin.language', 'zh-Hans'));
  await page.reload();
  await page.locator('.zones tr', { hasText: 'FZ-1' }).click();
  await room.picture('water-zone-chinese');
});
