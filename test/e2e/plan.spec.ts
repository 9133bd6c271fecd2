import AxeBuilder from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Room } from './room.ts';

test.describe.configure({ timeout: 180_000 });

async function shots(room: Room, name: string): Promise<void> {
  await room.size(1440, 900);
  await room.picture(name);
  await room.page.evaluate(() => void (document.documentElement.dataset['theme'] = 'day'));
  await room.size(1024, 768);
  await room.picture(`${name}-narrow`);
  await room.page.evaluate(() => void (document.documentElement.dataset['theme'] = 'night'));
}

async function clean(room: Room, where: string): Promise<void> {
  const found = await new AxeBuilder({ page: room.page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    found.violations.map(
      ({ id, nodes }) => `${where} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
    ),
  ).toEqual([]);
}

test('a new edition is written by keyboard, compared, and put in force by two others', async ({ room }) => {
  const { page } = room;
  await room.size(1440, 900);
  await room.signIn('A. Nikolić');
  await page.goto(page.url().replace(/#.*/, '') + '#/plans');
  const flood = page.locator('.plan-list [role="option"]', { hasText: 'PL-03' });
  await flood.click();
  await expect(page.locator('.plan-detail')).toContainText('as approved');
  await shots(room, 'plan');

  // The next edition: a step more, with what it needs typed as one says it, and moved up.
  await page.keyboard.press('e');
  const outline = page.getByRole('listbox', { name: 'Outline' });
  await outline.locator('[tabindex="0"]').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('n');
  await page.keyboard.type('Walk the wall from gate P-1 to P-3 with two lamps');
  await page.getByLabel('Add what it needs').fill('2 light mast 15 min');
  await page.keyboard.press('Enter');
  await page.getByLabel('Add what it needs').fill('40 l diesel');
  await page.keyboard.press('Enter');
  await page.getByLabel('Add what it needs').fill('2 flood pu');
  await shots(room, 'plan-edit');
  await clean(room, 'plan-edit');
  await page.keyboard.press('Enter');
  await expect(page.locator('.edit-needs .need-line')).toHaveCount(3);
  await page.getByLabel('Place on the map').fill('P-1');
  await page.getByRole('option', { name: /P-1/ }).first().click();
  await page.getByLabel('Place on the map').fill('nowhere at all');
  await page.getByLabel('Repeat every, minutes').fill('60');
  await expect(page.getByLabel('Place on the map')).toHaveValue(/gate P-1/i);
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Control+s');
  await expect(page.locator('.plan-detail')).toContainText('draft');
  await page.keyboard.press('c');
  await expect(page.locator('.compare-sum')).toContainText('1 step added');
  await shots(room, 'plan-compare');
  await clean(room, 'plan-compare');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Give to review' }).click();
  await expect(page.locator('.approval')).toContainText('as given to review');

  // The author is refused; the coordinator and the safety officer read it and put it in force.
  const { rows } = await room.call<{ rows: { id: string; key: string; edition: number }[] }>('plan.page', {
    text: 'PL-03',
    states: ['review'],
  });
  const id = rows[0]!.id;
  for (const [name, says] of [
    ['Petrović', '1 more'],
    ['Marković', 'as approved'],
  ] as const) {
    await room.call('session.signOut', {});
    await room.signIn(name);
    await page.goto(page.url().replace(/#.*/, '') + `#/plans/${id}`);
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect(page.locator('.approval')).toContainText(says === '1 more' ? 'one more person' : says);
  }
  await expect(page.locator('.plan-detail')).toContainText('v4');
});

test('printed as a plan and as cards, exported, and a bad file refused line by line', async ({ room }) => {
  const { page } = room;
  await room.signIn('A. Nikolić');
  await page.goto(page.url().replace(/#.*/, '') + '#/plans');
  await page.locator('.plan-list [role="option"]', { hasText: 'PL-03' }).click();
  await room.app.evaluate(({ dialog }, folder) => {
    dialog.showSaveDialog = ((options: { defaultPath: string }) =>
      Promise.resolve({ canceled: false, filePath: `${folder}/${options.defaultPath}` })) as never;
  }, room.folder);
  await page.locator('.plan-list [aria-selected="true"]').focus();
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Whole plan (PDF)' }).click();
  await expect(page.locator('.print-plan')).toContainText('PL-03-v3.pdf');
  await shots(room, 'plan-print');
  await page.getByRole('button', { name: /^Action cards, one page/ }).click();
  await expect(page.locator('.print-plan')).toContainText('PL-03-v3-cards.pdf');
  await page.getByRole('button', { name: 'Export (JSON)' }).click();
  await expect(page.locator('.print-plan')).toContainText('PL-03-v3.json');
  const pdf = readFileSync(join(room.folder, 'PL-03-v3-cards.pdf'));
  const plan = await room.call<{ steps: { position: string }[] }>('plan.byId', {
    id: (await room.call<{ rows: { id: string }[] }>('plan.page', { text: 'PL-03', states: ['approved'] }))
      .rows[0]!.id,
  });
  const roles = new Set(plan.steps.map(({ position }) => position)).size;
  // One page for each role, and never two.
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(roles);
  expect(readFileSync(join(room.folder, 'PL-03-v3.pdf')).subarray(0, 5).toString()).toBe('%PDF-');

  await page.getByRole('button', { name: 'Import a plan' }).click();
  const file = JSON.parse(readFileSync(join(room.folder, 'PL-03-v3.json'), 'utf8')) as {
    key: string;
    steps: { place: string | null; targetMinutes: unknown }[];
  };
  const bad = structuredClone(file);
  bad.steps[2]!.place = 'X-99';
  bad.steps[4]!.place = 'X-100';
  await page.getByLabel('Text of the file').fill(JSON.stringify(bad, null, 2));
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.locator('.import-plan')).toContainText('the register has no place X-99');
  await page.locator('.import-plan td button').first().click();
  await expect(page.getByLabel('Text of the file')).toBeFocused();
  await shots(room, 'plan-import');
  await clean(room, 'plan-import');
  await page.getByLabel('Text of the file').fill(JSON.stringify({ ...file, key: 'PL-77' }, null, 2));
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('button', { name: 'Add as a draft' }).click();
  await expect(page.locator('.plan-detail')).toContainText('PL-77');
});

test('a branch is told from the wind and taken or left; a step that repeats comes again', async ({
  room,
}) => {
  const { page } = room;
  await room.signIn('Petrović');
  const places = await room.call<{ id: string; key: string }[]>('place.all', {});
  const placeId = places.find(({ key }) => key === 'H-01')!.id;
  const incident = await room.call<{ id: string }>('incident.declare', {
    type: 'chemicalRelease',
    severity: 3,
    placeId,
    note: 'SO2 at the tank farm',
  });
  const plans = await room.call<{ rows: { id: string }[] }>('plan.page', {
    text: 'PL-01',
    states: ['approved'],
  });
  await room.call('incident.activatePlan', { incidentId: incident.id, planId: plans.rows[0]!.id });
  await room.call('weather.observe', { fromDegrees: 270, speedMs: 4 });
  await page.goto(page.url().replace(/#.*/, '') + `#/incidents/${incident.id}`);
  const village = page.locator('.task', { hasText: 'Brezova village lies downwind' });
  await expect(village).toContainText('so now');
  // What wants a decision stands above what is not yet late.
  await expect(page.locator('.task').first()).toContainText('Brezova village');
  await room.call('weather.observe', { fromDegrees: 20, speedMs: 4 });
  await expect(village).toContainText('not now');
  await village.focus();
  await shots(room, 'task-branch');
  await page.keyboard.press('s');
  await page.keyboard.press('Enter');
  await expect(page.locator('.task.skipped')).toContainText('wind from N');

  const zones = page.locator('.task.open', { hasText: 'Set up hot, warm and cold zones' });
  await zones.focus();
  await page.keyboard.press('Enter');
  await expect(zones).toContainText('round 2');
  await zones.focus();
  await shots(room, 'task-repeat');
  await page.keyboard.press('x');
  await page.keyboard.type('readings below 0.5 ppm');
  await page.keyboard.press('Enter');
  await expect(zones).toHaveCount(0);
});
