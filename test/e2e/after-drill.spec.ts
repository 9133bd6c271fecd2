import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './room.ts';

test('a drill is evaluated by keys, its finding becomes an action that two people close, and both reports are printed', async ({
  room,
}) => {
  const { page } = room;
  await room.size(1440, 900);
  await room.app.evaluate(({ dialog }, folder) => {
    dialog.showSaveDialog = ((options: { defaultPath: string }) =>
      Promise.resolve({ canceled: false, filePath: `${folder}/${options.defaultPath}` })) as never;
  }, room.folder);
  await room.signIn('Nikolić');
  await page.getByRole('link', { name: 'Drills' }).click();
  await page.getByRole('link', { name: 'After' }).click();
  const held = page.getByRole('grid').first();
  await held.getByRole('row').nth(1).focus();
  await room.picture('after-list-1440-night');
  await page.keyboard.press('Enter');
  const objectives = page.getByRole('grid', { name: 'Objectives' });
  await objectives.getByRole('row').first().focus();
  await page.keyboard.press('3');
  await expect(objectives.getByRole('row').first().locator('[aria-pressed="true"]')).toContainText('major');
  await page.keyboard.press('a');
  await page.keyboard.type('Second key in the shift office');
  await room.picture('after-drill-1440-night');
  await page.keyboard.press('Escape');

  // The action through the same bridge: done by one, seen by another.
  const { rows } = await room.call<{ rows: { id: string }[] }>('drill.held', { limit: 1 });
  const drillId = rows[0]!.id;
  const after = await room.call<{ objectives: { objective: { key: string } }[] }>('drill.after', { drillId });
  const action = await room.call<{ id: string; version: number }>('action.raise', {
    drillId,
    objectiveKey: after.objectives[0]!.objective.key,
    text: 'Second key in the shift office',
    owner: 'Head of maintenance',
    dueOn: '2027-01-31',
  });
  const done = await room.call<{ id: string; version: number }>('action.done', {
    actionId: action.id,
    version: action.version,
    note: 'Hung up and shown',
  });
  await page.getByRole('button', { name: 'Report (PDF)' }).click();
  await expect(page.getByText(/Written to .*drill-.*\.pdf/)).toBeVisible();
  const path = ((await page.getByText(/Written to .*drill-.*\.pdf/).innerText()) ?? '').replace(
    'Written to ',
    '',
  );
  const pdf = readFileSync(path.trim());
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await page.getByRole('link', { name: 'After' }).click();
  await page.getByRole('button', { name: 'Month report (PDF)' }).click();
  await expect(page.getByText(/Written to .*-report\.pdf/)).toBeVisible();
  await page.getByRole('button', { name: 'Numbers (Excel)' }).click();
  await expect(page.getByText(/Written to .*\.xlsx/)).toBeVisible();
  const month = readFileSync(join(room.folder, 'drills-2026-06-report.pdf'));
  // A page for each drill that was held, and the summary before them.
  expect((month.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length).toBeGreaterThan(10);

  await room.call('session.signOut', {});
  await page.locator('.operators').waitFor();
  await room.signIn('Petrović');
  await room.call('action.verify', {
    actionId: done.id,
    version: done.version,
    helped: true,
    note: 'Two crews opened it within a minute',
  });
  await page.getByRole('link', { name: 'Drills' }).click();
  await page.getByRole('link', { name: 'Actions' }).click();
  await expect(page.getByRole('grid', { name: 'Corrective actions' })).toBeVisible();
  await room.size(1024, 768);
  await page.keyboard.press('Control+Shift+D');
  await room.picture('actions-1024-day');
});
