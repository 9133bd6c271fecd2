import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Room } from './room.ts';

async function running({ call }: Room): Promise<string> {
  const incident = await call<{ id: string }>('incident.declare', {
    type: 'flood',
    placeId: null,
    severity: 2,
    note: 'River over the watch level',
  });
  return incident.id;
}

test('a book pasted into the log line is refused in a sentence; what was typed stays and the window is quick', async ({
  room,
}) => {
  const { page, app } = room;
  await room.signIn('Petrović');
  await running(room);
  await page.keyboard.press('F4');
  const line = page.locator('#composer');
  await line.fill('Team 3 reports ');
  await app.evaluate(({ clipboard }) => clipboard.writeText('water '.repeat(1_750_000)));
  const began = Date.now();
  await page.keyboard.press('Control+v');
  await expect(page.getByRole('alert').filter({ hasText: 'Nothing was pasted' })).toBeVisible();
  await page.keyboard.type('a breach');
  await expect(line).toHaveValue('Team 3 reports a breach');
  expect(Date.now() - began).toBeLessThan(3000);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('Team 3 reports a breach');

  // What is only somewhat too long is taken, and told when it is sent; nothing of it is lost.
  const long = 'x'.repeat(5000);
  await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), long);
  await page.keyboard.press('Control+v');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'too long' })).toBeVisible();
  await expect(line).toHaveValue(long);
});

test('a power cut loses nothing that was begun: a count, a handover, a second incident', async ({ room }) => {
  await room.signIn('Petrović');
  const incidentId = await running(room);
  const open = (): Promise<void> =>
    room.page.evaluate((id) => void (location.hash = `#/incidents/${id}`), incidentId);
  const count = () => room.page.locator('form.team-form');
  const musters = async (): Promise<void> => {
    await room.page.getByRole('button', { name: 'Muster points' }).click();
    await room.page
      .getByRole('button', { name: /^Record count/ })
      .first()
      .click();
  };
  await open();
  await musters();
  await count().getByLabel('Counted').fill('14');
  await count().getByLabel('Missing, names').fill('J. Ilić');
  await room.page.getByRole('tab', { name: 'Period', exact: true }).click();
  const note = () => room.page.getByLabel('Add what only you know');
  await note().fill('Pump 2 stands still');
  await room.page.keyboard.press('F2');
  await room.page.locator('#declare-note').fill('Smoke over the concentrator');

  // On the disk, as a dead machine leaves it.
  const store = join(room.folder, 'data/Local Storage/leveldb');
  const kept = (): string =>
    readdirSync(store)
      .map((file) => readFileSync(join(store, file)).toString('latin1').replaceAll('\u0000', ''))
      .join('');
  await expect.poll(kept, { timeout: 10_000 }).toContain('Smoke over the concentrator');
  await room.crash();

  await room.signIn('Petrović');
  await open();
  await musters();
  await expect(count().getByLabel('Counted')).toHaveValue('14');
  await expect(count().getByLabel('Missing, names')).toHaveValue('J. Ilić');
  await room.page.getByRole('tab', { name: 'Period', exact: true }).click();
  await expect(note()).toHaveValue('Pump 2 stands still');
  await room.page.keyboard.press('F2');
  await expect(room.page.locator('#declare-note')).toHaveValue('Smoke over the concentrator');
});
