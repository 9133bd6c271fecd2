import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './room.ts';

interface Row {
  readonly id: string;
  readonly key: string;
  readonly status: string;
  readonly version: number;
}

test('the radio operator keeps ten teams up to date by keys alone', async ({ room }) => {
  const { page } = room;
  await room.signIn('Petrović');
  const incident = await room.call<{ id: string }>('incident.declare', {
    type: 'flood',
    placeId: null,
    severity: 3,
    note: 'River over the watch level',
  });
  await page.getByRole('link', { name: 'Teams' }).click();
  const board = page.getByRole('grid', { name: 'Team board' });
  const row = (key: string) => board.getByRole('row', { name: new RegExp(`^${key} `) });
  await row('T-1').focus();

  // Arrow to a team, one letter: it is said, in the journal and in the incident's log.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(row('T-3')).toBeFocused();
  await page.keyboard.press('s');
  await expect(row('T-3')).toContainText('on scene');
  await expect(row('T-3')).toContainText('check-in');

  // The place by typing, only when asked for.
  const place = await room.call<{ rows: { names: { en: string } }[] }>('place.find', {
    text: 'C-2',
    limit: 1,
  });
  const name = place.rows[0]!.names.en;
  await page.keyboard.press('p');
  await page.keyboard.type('C-2');
  await expect(page.getByRole('option').first()).toContainText(name);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(row('T-3')).toContainText(name);
  await expect(row('T-3')).toBeFocused();
  const log = await room.call<{ rows: { text: string }[] }>('log.page', { incidentId: incident.id });
  expect(log.rows.map(({ text }) => text).slice(-2)).toEqual(['@T-3 on scene', `@T-3 on scene, ${name}`]);

  // A step that cannot be is refused in words, and nothing changes.
  await page.keyboard.press('End');
  await page.keyboard.press('o');
  await page.keyboard.press('s');
  await expect(page.getByRole('alert').filter({ hasText: 'cannot go from' })).toBeVisible();

  // Two thirds of the interval: a warning; at the interval: an alarm that the whole room sees.
  const team = (
    await room.call<{ teams: (Row & { parMinutes: number | null })[] }>('team.board', {})
  ).teams.find(({ key }) => key === 'T-3')!;
  const interval = team.parMinutes ?? 20;
  await room.advance(Math.ceil((interval * 2) / 3));
  await expect(row('T-3')).toContainText('▲');
  await room.advance(Math.ceil(interval / 3) + 1);
  await expect(row('T-3')).toContainText('late');
  const alarms = await room.call<{ rows: { source: string; priority: number }[] }>('alarm.open', {});
  expect(alarms.rows).toContainEqual(expect.objectContaining({ source: 'team', priority: 1 }));
  await room.picture('teams');

  // A check-in ends it.
  await row('T-3').focus();
  await page.keyboard.press('c');
  await expect(row('T-3')).not.toContainText('late');
});

test('a call-out beside the screen, answered, late and stood down', async ({ room }) => {
  const { page } = room;
  await room.signIn('Petrović');
  const incident = await room.call<{ id: string }>('incident.declare', {
    type: 'fire',
    placeId: null,
    severity: 2,
    note: 'Smoke in the warehouse',
  });
  await page.getByRole('link', { name: 'Teams' }).click();
  await page.getByRole('grid', { name: 'Team board' }).waitFor();
  await page.keyboard.press('Control+Shift+O');
  const sheet = page.getByRole('complementary', { name: 'Call out teams' });
  await sheet.getByRole('checkbox', { name: /T-1\b/ }).focus();
  await page.keyboard.press('Space');
  await sheet.getByLabel('Message').fill('two lines, foam');
  const results = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(results.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await sheet.getByRole('button', { name: 'Call out', exact: true }).click();
  await expect(sheet).toBeHidden();

  const row = page.getByRole('row', { name: /^T-1 / });
  await expect(row).toContainText('called out');
  await room.advance(6);
  await expect(row).toContainText('▲ no answer');
  await row.focus();
  await page.keyboard.press('k');
  await expect(row).toContainText('acknowledged');
  await page.keyboard.press('x');
  await page.keyboard.type('false alarm');
  await page.keyboard.press('Enter');
  await expect(row).toContainText('available');
  const log = await room.call<{ rows: { text: string }[] }>('log.page', { incidentId: incident.id });
  expect(log.rows.map(({ text }) => text)).toEqual([
    'Smoke in the warehouse',
    'Called out @T-1: two lines, foam',
    '@T-1 acknowledged the call-out',
    'Call-out of @T-1 cancelled: false alarm',
  ]);
});
