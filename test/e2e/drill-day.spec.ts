import AxeBuilder from '@axe-core/playwright';
import type { Drill, DrillType } from '../../electron/drill/drill.ts';
import type { DrillInject } from '../../electron/drill/drill-inject.ts';
import type { Place } from '../../electron/place/place.ts';
import type { Page } from '../../electron/schema-parts.ts';
import type { SiteInfo } from '../../electron/session/session.ts';
import { expect, test, type Room } from './room.ts';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function clean(room: Room): Promise<void> {
  const { violations } = await new AxeBuilder({ page: room.page })
    .setLegacyMode(true)
    .withTags(wcag)
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual(
    [],
  );
}

/** A drill of this kind that lies a minute from now. */
async function drillSoon(room: Room, typeKey: string, placeKey: string): Promise<Drill> {
  const types = await room.call<Page<DrillType>>('drill.types', {});
  const places = await room.call<Place[]>('place.all', {});
  const { clockOffsetMs } = await room.call<SiteInfo>('site.info', {});
  const drill = await room.call<Drill>('drill.add', {
    programmeId: null,
    typeId: types.rows.find(({ key }) => key === typeKey)!.id,
    placeId: places.find(({ key }) => key === placeKey)!.id,
  });
  const startsAt = new Date(Date.now() + clockOffsetMs + 60_000).toISOString();
  return room.call<Drill>('drill.move', { id: drill.id, version: drill.version, startsAt, reason: 'today' });
}

/** Ends what runs for real in the sample, so that nothing serious is in the way. */
async function quiet(room: Room): Promise<void> {
  const open = await room.call<Page<{ id: string; version: number }>>('incident.page', {
    states: ['running'],
    exercise: false,
  });
  for (const { id, version } of open.rows)
    await room.call('incident.standDown', { id, version, reason: 'over' });
}

/** Chooses the drill that waits and starts it at 20x; the way to it is in sight. */
async function start(room: Room, name: string): Promise<void> {
  const { page } = room;
  await page.locator('nav.rail a', { hasText: 'Drills' }).click();
  await page.locator('.family a', { hasText: 'Run' }).click();
  await page.locator('.drill-run tr', { hasText: name }).last().click();
  await page.locator('.drill-way').getByText(/./).first().waitFor();
  const despite = page.getByLabel('Why it begins all the same');
  if (await despite.isVisible()) await despite.fill('the alarms are old and known');
  await page.getByLabel('Clock', { exact: true }).selectOption('20');
}

test('a fire drill at 20x with its injects, and one that a real incident stops', async ({ room }) => {
  test.slow();
  const { page } = room;
  await room.signIn('Đorđević');
  await room.size(1440, 900);
  await quiet(room);
  await drillSoon(room, 'FIRE-S', 'A-SMELT');
  await start(room, 'Fire');
  await room.picture('drill-run');
  await clean(room);
  await page.getByRole('button', { name: 'Start the drill' }).click();
  await expect(page.locator('.top strong.badge.exercise')).toContainText('20×');

  // The clock fires the injects by itself; the controller adds, holds, skips.
  await page.getByRole('tab', { name: 'Drill' }).click();
  await expect(page.locator('.injects tr').nth(1)).toContainText('at 4:', { timeout: 20_000 });
  await page.keyboard.press('1');
  const row = page.locator('.injects tr').nth(3);
  await row.focus();
  await page.keyboard.press('h');
  await expect(row).toContainText('held');
  await page.keyboard.press('f');
  await expect(row).toContainText('✓');
  await page.locator('.injects tr').nth(4).focus();
  await page.keyboard.press('s');
  await expect(page.locator('.injects tr').nth(4)).toContainText('skipped');
  await page.keyboard.press('p');
  await expect(page.locator('.top strong.badge.exercise')).toContainText('stands');
  await page.keyboard.press('3');
  await page.keyboard.press('n');
  await page.keyboard.type('Two came by the wrong stairs');
  await page.keyboard.press('Enter');
  await expect(page.locator('.drill-body')).toContainText('wrong stairs');
  await room.picture('drill-control');
  await clean(room);
  await room.size(1024, 768);
  await page.keyboard.press('Control+Shift+D');
  await room.picture('drill-control-day');
  await page.keyboard.press('Control+Shift+D');
  await room.size(1440, 900);
  await page.getByRole('tab', { name: 'Log' }).click();
  await expect(page.locator('.log')).toContainText('INJECT 1 · minute 0');
  await page.getByRole('tab', { name: 'Drill' }).click();
  await page.getByRole('button', { name: 'End the drill' }).click();
  await page.keyboard.press('Enter');
  await expect(page.locator('.drill-head')).toContainText('over at');
  await room.picture('drill-over');

  // The second one, of the same kind at the same place, has the first to compare with; a real incident stops it.
  const second = await drillSoon(room, 'FIRE-S', 'A-SMELT');
  await start(room, 'Fire');
  await page.getByRole('button', { name: 'Start the drill' }).click();
  await page.getByRole('tab', { name: 'Drill' }).click();
  await expect(page.locator('.injects tr').first()).toContainText('✓');
  await room.crash();
  await room.signIn('Đorđević');
  await expect(room.page.locator('.top strong.badge.exercise')).toContainText('20×');
  await room.call('incident.declare', {
    type: 'fire',
    placeId: null,
    placeText: 'Mill hall',
    severity: 3,
    note: 'Smoke from the mill hall',
    exercise: false,
  });
  const bar = room.page.locator('.drill-stopped');
  await expect(bar).toContainText('DRILL STOPPED – REAL INCIDENT INC');
  await room.size(1440, 900);
  await room.picture('drill-stopped');
  await clean(room);
  await room.size(1024, 768);
  await room.page.keyboard.press('Control+Shift+D');
  await room.picture('drill-stopped-day');
  await room.page.keyboard.press('Shift+F2');
  await expect(bar).toHaveCount(0);
  const injects = await room.call<DrillInject[]>('drillInject.list', { id: second.id });
  expect(injects.filter(({ state }) => state === 'fired').length).toBeGreaterThan(0);
  expect(injects.some(({ state }) => state === 'waiting' || state === 'held')).toBe(true);
});
