import { look } from './look.ts';
import { expect, test, type Room } from './room.ts';

test.describe.configure({ timeout: 240_000 });

async function show({ page }: Room, screen: string): Promise<void> {
  await page.goto(page.url().replace(/#.*/, '') + `#/${screen}`);
}

test('a rule is written by keys, approved by another, and its alarm keeps its dead-band, climbs, and starts its plan', async ({
  room,
}) => {
  const { page } = room;
  const key = page.keyboard;
  await room.size(1440, 900);
  await room.signIn('Jovanović');
  await show(room, 'alarmRules');
  const list = page.getByRole('grid', { name: 'Rules of the alarms' });
  await expect(list.getByRole('row').nth(3)).toBeVisible();
  await look(room, 'alarm-rules');

  await page
    .getByRole('textbox', { name: 'Find' })
    .or(page.getByRole('textbox', { name: 'Search' }))
    .first()
    .fill('TT-8');
  await list
    .getByRole('row', { name: /danger/ })
    .filter({ hasText: 'TT-8' })
    .focus();
  await key.press('Enter');
  await page.getByRole('button', { name: 'Write a rule' }).press('Enter');
  await key.type('Cooling water of the compressor fails');
  await key.press('Tab');
  await key.type('The compressor trips and the smelter is without oxygen');
  await key.press('Tab');
  await key.type('Start the second cooling pump; tell the smelter');
  await key.press('Tab');
  await key.press('Tab');
  await key.press('Control+A');
  await key.type('3');
  await key.press('Tab');
  await key.type('severe');
  await key.press('Tab');
  await key.press('Control+A');
  await key.type('5');
  await page.getByRole('combobox', { name: 'Incident', exact: true }).focus();
  await key.type('proposes');
  await key.press('Tab');
  await key.type('Fire');
  await key.press('Tab');
  await page.getByRole('combobox', { name: 'Plan', exact: true }).selectOption({ index: 1 });
  await look(room, 'alarm-rule-form');
  await page.getByRole('button', { name: 'Save' }).press('Enter');
  await page.getByRole('button', { name: 'Ask for the second person' }).press('Enter');
  await expect(page.getByText('asked for approval')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve: it goes live' })).toBeHidden();

  await room.call('session.signOut', {});
  await room.signIn('Marković');
  await show(room, 'alarmRules');
  await page.getByRole('combobox', { name: 'Show', exact: true }).selectOption('asked');
  await list
    .getByRole('row', { name: /danger.*waits for a second/ })
    .filter({ hasText: 'TT-8' })
    .click();
  await expect(page.getByText('Cooling water of the compressor fails')).toBeVisible();
  await look(room, 'alarm-rule-approve');
  await page.getByRole('button', { name: 'Approve: it goes live' }).press('Enter');
  await page.getByRole('combobox', { name: 'Show', exact: true }).selectOption('live');
  await expect(list.getByRole('row', { name: /danger.*in force/ }).filter({ hasText: 'TT-8' })).toBeVisible();
  await page.getByRole('button', { name: /When nobody answers/ }).click();
  await look(room, 'alarm-escalation');

  const points = await room.call<{ rows: { id: string; key: string }[] }>('sensor.points', { text: 'TT-8' });
  const pointId = points.rows[0]!.id;
  const read = (value: number) => room.call('sensor.read', { pointId, value, source: 'radio' });
  await read(112);
  // Back, but not behind the dead-band.
  await read(107);
  await key.press('F8');
  const alarm = page.locator('.alarm-panel tr.alarm', { hasText: 'TT-8' });
  await expect(alarm).toContainText('Start the second cooling pump');
  await expect(alarm).toContainText('not acknowledged');
  await expect(alarm).toContainText('proposes the plan');
  await room.advance(3);
  await expect(alarm).toContainText('climbed to Emergency coordinator');
  await alarm.focus();
  await expect(page.locator('.alarm-panel')).toContainText('Cooling water of the compressor fails');
  await look(room, 'alarm-climbed');
  await alarm.focus();
  await key.press('d');
  await expect(alarm).not.toContainText('proposes the plan');
  const incidents = await room.call<{ rows: { id: string; type: string }[] }>('incident.page', {
    states: ['running'],
  });
  const incident = incidents.rows.find(({ type }) => type === 'fire')!;
  expect(await room.call('plan.activations', { incidentId: incident.id })).toHaveLength(1);
  // Below the other limit of the point, which has the alarm that Tocsin ships.
  await read(80);
  await expect(alarm).toContainText('over, not acknowledged');
  await key.press('Escape');
  await show(room, 'alarmReport');
  await expect(page.getByRole('row', { name: /Limits without a rule/ })).toBeVisible();
  await look(room, 'alarm-report-rules');
  await show(room, 'alarmRules');
  for (const language of ['sr-Cyrl', 'zh-Hans']) {
    await page.evaluate((to) => localStorage.setItem('tocsin.language', to), language);
    await page.reload();
    await page.locator('.rules tr', { hasText: 'GD-3' }).nth(1).click();
    await page.locator('.rule-facts').waitFor();
    await room.picture(`alarm-rules-${language}`);
  }
});
