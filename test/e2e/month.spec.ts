import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import ICAL from 'ical.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DrillsOf, ProgrammeLine } from '../../electron/drill/month.ts';
import type { Page as Rows } from '../../electron/schema-parts.ts';
import { expect, test, type Room } from './room.ts';

/** So many of the drills are given a time. */
const few = 24;

test.describe.configure({ timeout: 240_000 });

async function look(room: Room, name: string): Promise<void> {
  const { page } = room;
  for (const [theme, width, height] of [
    ['night', 1440, 900],
    ['day', 1440, 900],
    ['night', 1024, 768],
    ['day', 1024, 768],
  ] as const) {
    await page.evaluate((to) => void (document.documentElement.dataset['theme'] = to), theme);
    await room.size(width, height);
    await room.picture(`${name}-${theme}-${width}`);
  }
  await room.size(1440, 900);
  await page.evaluate(() => void (document.documentElement.dataset['theme'] = 'night'));
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

test('June 2027: laid down, two pinned, one moved by keys, published, exported and read back', async ({
  room,
}) => {
  const { page } = room;
  await room.signIn('planner');
  const programmes = await room.call<Rows<ProgrammeLine>>('drill.programmes', {});
  const june = programmes.rows.find(({ fromOn }) => fromOn === '2027-06-01');
  if (!june) throw new Error('no June');
  await page.goto(page.url().replace(/#.*/, '') + `#/drills/${june.id}`);
  await page.locator('.dm-unplaced').waitFor();
  const { unplaced } = await room.call<DrillsOf>('drill.ofProgramme', {
    programmeId: june.id,
    fromOn: '2027-06-01',
    toOn: '2027-06-30',
  });
  // By hand, as a planner would who knows the month: what the solver does has a test of its own.
  for (const [index, drill] of unplaced.rows.slice(0, few).entries())
    await room.call('drill.move', {
      id: drill.id,
      version: drill.version,
      startsAt: `2027-06-${String(index + 1).padStart(2, '0')}T${['07:00', '19:30'][index % 2]}:00.000Z`,
      reason: 'As in every year',
    });
  await page
    .locator('.dm-month .dm-chip')
    .nth(few - 1)
    .waitFor();
  const asked = unplaced.rows[few];
  const starts = Array.from(
    { length: 60 },
    (_, i) => `2027-06-${String((i % 30) + 1).padStart(2, '0')}T${i < 30 ? '07' : '19'}:00:00.000Z`,
  );
  expect(await room.call<unknown[]>('drill.breaks', { drillId: asked?.id, starts })).toHaveLength(60);
  const chips = page.locator('.dm-month .dm-chip');
  await chips.nth(4).focus();
  await look(room, 'month');
  await page.keyboard.press('p');
  await expect(page.locator('.dm-chip[data-pinned]')).toHaveCount(1);
  await chips.nth(7).focus();
  await page.keyboard.press('p');
  await expect(page.locator('.dm-chip[data-pinned]')).toHaveCount(2);
  // A pinned drill is not taken up.
  await page.keyboard.press('m');
  await expect(page.getByRole('alert')).toContainText('Unpin it (P)');

  const one = chips.nth(10);
  const id = await one.getAttribute('data-drill');
  const mine = page.locator(`.dm-month [data-drill="${id}"]`);
  await mine.focus();
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.dm-breaks').first()).toBeVisible();
  await look(room, 'month-held');
  await page.keyboard.press('Escape');
  await expect(mine).toBeFocused();
  await page.getByRole('button', { name: 'Week', exact: true }).click();
  await look(room, 'month-week');
  await page.getByRole('button', { name: 'By crew' }).click();
  await look(room, 'month-crews');

  await page.getByRole('link', { name: 'Published' }).click();
  await page.getByRole('button', { name: 'Publish edition 1' }).click();
  await expect(page.locator('.ed-line')).toContainText('edition 1');

  // One is carried on by keys, and one by the mouse.
  await page.getByRole('link', { name: 'Month' }).click();
  await mine.focus();
  const before = await mine.locator('xpath=..').getAttribute('data-half');
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await putDown(page);
  await expect(mine).toBeFocused();
  expect(await mine.locator('xpath=..').getAttribute('data-half')).not.toBe(before);
  await page.keyboard.press('Control+z');
  await expect(page.locator(`[data-half="${before}"] [data-drill="${id}"]`)).toBeFocused();
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await putDown(page);
  await expect(mine).toBeFocused();
  const two = await chips.nth(14).getAttribute('data-drill');
  const dragged = page.locator(`.dm-month [data-drill="${two}"]`);
  await dragged.hover();
  await page.mouse.down();
  await page.locator('[data-half="2027-06-30 day"]').hover();
  await page.mouse.up();
  await putDown(page);
  await expect(page.locator(`[data-half="2027-06-30 day"] [data-drill="${two}"]`)).toBeFocused();
  await page.keyboard.press('x');
  await page.keyboard.type('Furnace is relined');
  await page.keyboard.press('Enter');
  await expect(dragged).toHaveAttribute('data-state', 'cancelled');

  await page.getByRole('link', { name: 'Published' }).click();
  await expect(page.locator('.ed-tools')).toContainText('1 moved · 1 cancelled');
  await page.getByLabel('A word to those who read it').fill('One moved by a day');
  await look(room, 'editions');
  await page.keyboard.press('Enter');
  await expect(page.locator('.ed-line').first()).toContainText('edition 2');
  const file = join(room.folder, 'june.ics');
  await room.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await page.locator('.ed-line').first().focus();
  await page.keyboard.press('e');
  await expect(page.getByRole('status').filter({ hasText: 'june.ics' })).toBeVisible();
  const read = new ICAL.Component(ICAL.parse(readFileSync(file, 'utf8')) as never);
  const events = read.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
  const eventOf = (drill: string | null) => events.find(({ uid }) => uid === `${drill}@tocsin`);
  expect(events.length).toBe(few);
  expect(eventOf(id)?.sequence).toBe(1);
  expect(eventOf(two)?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  expect(events.filter(({ sequence }) => sequence > 0).length).toBe(2);

  await page.getByRole('link', { name: 'Coverage' }).click();
  await page.locator('.cv-grid td').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.cv-list').first()).toBeVisible();
  await look(room, 'coverage');
  await page.getByRole('button', { name: 'People' }).click();
  await page.getByRole('grid', { name: 'People' }).getByRole('row').nth(1).waitFor();
  await look(room, 'coverage-people');
});

/** Where it breaks something, the reason why that is accepted is typed. */
async function putDown(page: Page): Promise<void> {
  const reason = page.getByLabel('Why this is accepted');
  const panel = page.locator('.dm-detail');
  await expect(reason.or(panel.getByText('Why it lies there'))).toBeVisible();
  if (!(await reason.isVisible())) return;
  await reason.fill('The inspector comes that day');
  await page.keyboard.press('Enter');
  await expect(panel.getByText('Why it lies there')).toBeVisible();
}
