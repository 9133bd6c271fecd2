import AxeBuilder from '@axe-core/playwright';
import type { Incident, LogEntry, LogPage } from '../../electron/incident/incident.ts';
import type { Page } from '../../electron/schema-parts.ts';
import type { Task } from '../../electron/task/task.ts';
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

async function newest(room: Room): Promise<Incident> {
  const page = await room.call<Page<Incident>>('incident.page', { limit: 1 });
  return page.rows[0]!;
}

async function theme(room: Room): Promise<void> {
  await room.page.keyboard.press('Control+Shift+D');
}

/** F2, type, place, severity, note, Enter: what a coordinator does at 03:40. */
async function declareFlood(room: Room): Promise<Incident> {
  const { page } = room;
  await page.keyboard.press('F2');
  await page.keyboard.press('f');
  await page.keyboard.press('f');
  await page.keyboard.press('Enter');
  await page.keyboard.type('river wall');
  await page.locator('#declare-where-list [role=option]').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('3');
  await page.keyboard.type('River over the watch level at gauge G-07');
  await expect(page.locator('.declare-proposals li').first()).toContainText('Flood at the river wall');
  await room.picture('incident-declare');
  await clean(room);
  await page.keyboard.press('Enter');
  await page.locator('.incident-head h1', { hasText: 'River over the watch level' }).waitFor();
  return newest(room);
}

test('declared, planned, logged and closed by keyboard', async ({ room }) => {
  test.slow();
  const { page } = room;
  await room.signIn('Petrović');
  await room.size(1440, 900);
  const incident = await declareFlood(room);
  expect(incident).toMatchObject({ type: 'flood', severity: 3, exercise: false });
  expect(incident.placeId).not.toBeNull();

  // The plan that fits, with its reasons
  const proposed = page.locator('.proposed');
  await expect(proposed).toContainText('for: Flood');
  await proposed.getByRole('button').first().click();
  await expect(page.locator('.task')).not.toHaveCount(0);

  // The log, without leaving the keyboard
  const line = page.locator('#composer');
  await page.keyboard.press('F4');
  await expect(line).toBeFocused();
  await page.keyboard.type('/in Water 40 cm under the crest, debris at #C-2');
  await page.locator('#composer-offers [role=option]').first().waitFor();
  await room.picture('incident-completion');
  await clean(room);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const said = page.locator('.log .line.radioIn');
  await expect(said).toContainText('Water 40 cm under the crest');
  await expect(said.locator('.tag')).toHaveText('#C-2');
  await expect(line).toHaveValue('');
  await page.keyboard.press('Control+5');
  await page.keyboard.type('@');
  await page.locator('#composer-offers [role=option]').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('to the culvert with the grab loader');
  await page.keyboard.press('Enter');
  await expect(page.locator('.log .line.order')).toContainText('to the culvert');
  const log = await room.call<LogPage>('log.page', { incidentId: incident.id });
  expect(log.rows.find(({ kind }) => kind === 'radioIn')?.placeId).not.toBeNull();

  // Struck through with a reason and its correction
  await page.keyboard.press('Control+1');
  await page.keyboard.type('Culvert clear');
  await page.keyboard.press('Enter');
  await expect(page.locator('.log')).toContainText('Culvert clear');
  await page.locator('.log').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('x');
  await page.keyboard.type('heard wrongly');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Culvert not clear, need 20 minutes');
  await room.picture('incident-strike');
  await page.keyboard.press('Enter');
  await expect(page.locator('.log .line.struck')).toContainText('heard wrongly');
  await expect(page.locator('.log')).toContainText('Culvert not clear');

  // Tasks: done by Enter, skipped with a reason; late ones rise
  await page.locator('.task').first().focus();
  const first = await page.locator('.task').first().getAttribute('aria-label');
  await page.keyboard.press('Enter');
  await expect(page.locator('.task.done')).toHaveAttribute('aria-label', first ?? '');
  await expect(page.locator('.log')).toContainText(`Done: ${first}`);
  await room.advance(25);
  await expect(page.locator('.task').first()).toContainText('late');
  await room.picture('incident');
  await theme(room);
  await room.picture('incident-day');
  await room.size(1024, 768);
  await room.picture('incident-1024-day');
  await clean(room);
  await theme(room);
  await room.picture('incident-1024');
  await clean(room);
  await room.size(1440, 900);

  // Closed only when nothing is open
  await page.getByRole('button', { name: 'Stand down' }).click();
  await page.keyboard.type('water falls');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.locator('.open-ends')).toContainText('Task:');
  await page.keyboard.type('over');
  await page.keyboard.press('Enter');
  await expect(page.locator('.change-panel .problem:visible')).toContainText('still open');
  await room.picture('incident-close');
  await clean(room);
  for (const task of await room.call<Task[]>('task.list', { incidentId: incident.id }))
    if (task.state === 'open')
      await room.call('task.skip', { taskId: task.id, version: task.version, reason: 'over' });
  await expect(page.locator('.open-ends')).toHaveCount(0);
  await page.locator('.change-panel input').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.log-panel')).toContainText('This incident is closed');
});

test('the list, the plans and the search of all logs', async ({ room }) => {
  const { page } = room;
  await room.signIn('Petrović');
  await room.size(1440, 900);
  const fire = { type: 'fire', placeId: null, placeText: 'North yard', severity: 2 };
  await room.call('incident.declare', { ...fire, note: 'Smoke over the north yard' });
  await room.call('incident.declare', { ...fire, note: 'Drill at the north yard', exercise: true });
  await page.locator('nav.rail').getByText('Incidents').click();
  await expect(page.locator('.incidents')).toContainText('EXERCISE');
  await room.picture('incidents');
  await clean(room);
  await page.locator('nav.rail').getByText('Plans').click();
  await expect(page.locator('.plan-detail')).toBeVisible();
  await page.locator('.plan-list [tabindex="0"]').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await room.picture('plans');
  await clean(room);
  await page.keyboard.press('Control+Shift+F');
  await page.keyboard.type('smoke');
  await expect(page.locator('.found')).toContainText('Smoke over the north yard');
  await room.picture('log-search');
  await clean(room);
  await page.locator('.found button').first().click();
  await expect(page.locator('.incident-head h1')).toHaveText('Smoke over the north yard');
});

test('a window closed in the middle of a sentence loses nothing', async ({ room }) => {
  await room.signIn('Petrović');
  const { id } = await room.call<Incident>('incident.declare', {
    type: 'fire', placeId: null, placeText: 'North yard', severity: 2, note: 'Smoke',
  }); // prettier-ignore
  await room.page.keyboard.press('F4');
  await room.page.locator('#composer').waitFor();
  await room.page.keyboard.press('Control+2');
  await room.page.keyboard.type('Team 3 at the north yard, they see');
  await room.restart();
  await room.signIn('Petrović');
  await room.page.keyboard.press('F4');
  await expect(room.page.locator('#composer')).toHaveValue('Team 3 at the north yard, they see');
  await expect(room.page.locator('.entry .kind')).toHaveText('radio in');
  expect((await room.call<LogPage>('log.page', { incidentId: id })).total).toBe(1);
});

test('who presses F4 and speaks at once loses no letter', async ({ room }) => {
  const { page } = room;
  await room.signIn('Petrović');
  await declareFlood(room);
  const line = page.locator('#composer');
  for (const from of ['Equipment', 'Journal']) {
    await page.getByRole('link', { name: from }).click();
    await expect(line).toBeHidden();
    await page.keyboard.press('F4');
    await page.keyboard.type(`Said from ${from}`);
    await expect(line).toHaveValue(`Said from ${from}`);
    await page.keyboard.press('Enter');
    await expect(page.locator('.log')).toContainText(`Said from ${from}`);
  }
  // Sentence after sentence without a breath between them: each is said once, and whole.
  const sentences = Array.from({ length: 12 }, (_, n) => `Report ${n} of twelve`);
  for (const sentence of sentences) {
    await page.keyboard.type(sentence);
    await page.keyboard.press('Enter');
  }
  await expect(page.locator('.log .line', { hasText: 'of twelve' })).toHaveCount(12);
  const { rows } = await room.call<{ rows: { text: string }[] }>('log.page', {
    incidentId: (await newest(room)).id,
  });
  expect(rows.map(({ text }) => text).filter((text) => text.includes('of twelve'))).toEqual(sentences);
  await expect(line).toHaveValue('');
  // In the line already: nothing is held back, nothing twice.
  await page.keyboard.type('one ');
  await page.keyboard.press('F4');
  await page.keyboard.type('two');
  await expect(line).toHaveValue('one two');
});

test('refused words stay in the form with the sentence why', async ({ room }) => {
  const { page } = room;
  await room.signIn('Petrović');
  await room.call('incident.declare', {
    type: 'fire',
    placeId: null,
    placeText: 'Yard',
    severity: 2,
    note: 'Smoke',
  });
  await page.keyboard.press('F4');
  await page.locator('#composer').fill('x'.repeat(4100));
  await page.locator('#composer').press('Enter');
  await expect(page.locator('.composer .problem')).toContainText('4000');
  await expect(page.locator('#composer')).toHaveValue('x'.repeat(4100));
});

test('reading further up is left in peace while others speak', async ({ room }) => {
  const { page } = room;
  await room.signIn('Petrović');
  const { id } = await room.call<Incident>('incident.declare', {
    type: 'fire', placeId: null, placeText: 'Yard', severity: 2, note: 'Smoke',
  }); // prettier-ignore
  const say = (text: string) => room.call<LogEntry>('log.say', { incidentId: id, kind: 'note', text });
  // The newest stays in sight while the log outgrows its box
  await page.keyboard.press('F4');
  await page.locator('#composer').waitFor();
  for (let i = 0; i < 40; i++) await say(`early ${i} ${'and more words '.repeat(i % 9)}`);
  await expect(page.locator('.log .line', { hasText: 'early 39' })).toBeInViewport({ ratio: 1 });
  await expect(page.locator('.log-newest')).toHaveCount(0);
  for (let i = 0; i < 260; i++) await say(`entry ${i} ${'and more words '.repeat(i % 13)}`);
  await page.keyboard.press('F4');
  await expect(page.locator('.log')).toContainText('entry 259');
  await page.locator('.log').hover();
  await page.mouse.wheel(0, -1500);
  await expect(page.locator('.log-newest')).toBeVisible();
  const middle = page.locator('.log .line').nth(14);
  const text = await middle.locator('.said').innerText();
  const before = await middle.boundingBox();
  for (let i = 0; i < 5; i++) await say(`meanwhile ${i}`);
  await expect(page.locator('.log-newest')).toContainText('5 new entries');
  const after = await page.locator('.log .line', { hasText: text }).first().boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2);
  // Paging back goes to the beginning without a gap
  await page.locator('.log').focus();
  await expect(async () => {
    await page.locator('.log').focus();
    await page.keyboard.press('Home');
    await expect(page.locator('.log')).toContainText('Smoke', { timeout: 500 });
  }).toPass();
  await page.locator('.log-newest').click();
  await expect(page.locator('.log')).toContainText('meanwhile 4');
  await expect(page.locator('.log-newest')).toHaveCount(0);
});
