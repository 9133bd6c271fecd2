import { expect, startRoom, test } from './room.ts';

test('a locked seat shows and sounds alarms, keeps what was typed, and opens again', async ({ room }) => {
  const { page } = room;
  await room.signIn('coordinator');
  await page.locator('nav.rail a[href$="/journal"]').click();
  const search = page.locator('main.screen .journal input');
  await search.fill('half a sentence about the culv');
  await search.focus();
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Locked' }).waitFor();
  await expect(page.locator('nav.rail')).toBeHidden();
  // Out of reach by keyboard and by the bridge.
  await page.keyboard.press('Alt+2');
  await expect(page.locator('nav.rail')).toBeHidden();
  const refused = await page.evaluate(() => window.tocsin.invoke('incident.page', {}));
  expect(refused).toMatchObject({ ok: false, refusal: { refused: 'locked' } });

  const before = await page.evaluate(() => document.documentElement.dataset['alarmSound'] ?? null);
  expect(before).toBeNull();
  await page.getByRole('button', { name: /Unlock as/ }).click();
  await expect(search).toHaveValue('half a sentence about the culv');
  await expect(search).toBeFocused();
  await room.call('alarm.raise', { priority: 1, cause: 'Gas at the acid plant' });
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Locked' }).waitFor();
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset['alarmSound'])).toBe('1');
  await expect(page.locator('.alarm-bar')).toBeVisible();
  await page.keyboard.press('F8');
  await expect(page.getByText('Gas at the acid plant').first()).toBeVisible();
  await room.picture('locked');
});

test('another operator takes a locked seat over, with screens of their own', async ({ room }) => {
  const { page } = room;
  await room.signIn('coordinator');
  await page.locator('nav.rail a[href$="/journal"]').click();
  await page.locator('main.screen .journal input').fill('of the coordinator');
  await page.keyboard.press('Control+l');
  await page.locator('.operators button', { hasText: 'Planner' }).click();
  await expect(page.locator('.top .who')).toContainText('Planner');
  await expect(page.locator('main.screen .journal input')).toHaveValue('');
});

test('the seat locks itself after the minutes that the administrator set', async ({ room }) => {
  const { page } = room;
  await room.signIn('Administrator');
  await page.locator('nav.rail a[href$="/settings"]').click();
  await page.getByLabel(/Lock after minutes/).fill('2');
  await page.locator('form', { hasText: 'Lock after minutes' }).getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(async () => (await room.call<{ idleMinutes: number }>('site.info', {})).idleMinutes)
    .toBe(2);
  await page.evaluate(() => {
    const real = Date.now;
    Date.now = () => real() + 3 * 60_000;
  });
  await page.getByRole('heading', { name: 'Locked' }).waitFor();
});

test('the first start of a site is told what is wrong, makes the administrator, and asks for the secret afterwards', async () => {
  const { room, stop } = await startRoom({ site: 'no such file' });
  try {
    const { page } = room;
    await page.getByRole('button', { name: 'Start my site' }).click();
    await page.getByLabel('Latitude').fill('north');
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByText('Type the name of the site.')).toBeVisible();
    await expect(page.getByText('A latitude is a number from -90 to 90')).toBeVisible();
    await page.getByLabel('Name of the site').fill('Rudnik Sever');
    await page.getByLabel('Latitude').fill('44,07');
    await page.getByLabel('Longitude').fill('22.10');
    await room.picture('first-start');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Name of the administrator').fill('Vesna Ilić');
    await page.getByLabel('PIN or passphrase').fill('12345');
    await page.getByLabel('The same again').fill('12345');
    await page.getByRole('button', { name: 'Create the site' }).click();
    await expect(page.getByText('Too short: at least 6 digits')).toBeVisible();
    await page.getByLabel('PIN or passphrase').fill('482913');
    await page.getByLabel('The same again').fill('482913');
    await page.getByRole('button', { name: 'Create the site' }).click();
    await page.locator('nav.rail').waitFor({ timeout: 60_000 });
    expect(await room.call('site.info', {})).toMatchObject({
      name: 'Rudnik Sever',
      latitude: 44.07,
      sample: false,
    });
    await page.keyboard.press('Control+l');
    await page.getByLabel('PIN or passphrase').fill('000000');
    await page.getByRole('button', { name: 'Unlock' }).last().click();
    await expect(page.getByText('do not fit together')).toBeVisible({ timeout: 60_000 });
    await page.getByLabel('PIN or passphrase').fill('482913');
    await page.getByRole('button', { name: 'Unlock' }).last().click();
    await page.locator('nav.rail').waitFor({ timeout: 60_000 });
  } finally {
    await stop();
  }
});
