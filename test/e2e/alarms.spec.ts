import { expect, test } from './room.ts';

test('a burst of alarms: one is shelved with a reason and comes back by itself; the report counts the flood', async ({
  room,
}) => {
  const { page } = room;
  await room.size(1440, 900);
  await room.signIn('Petrović');
  for (let n = 1; n <= 14; n += 1)
    await room.call('alarm.raise', {
      priority: n === 1 ? 1 : n < 4 ? 2 : 3,
      cause: `Flotation: level of cell ${n} too high`,
      action: 'Close the feed',
    });
  await page.keyboard.press('F8');
  const list = page.getByRole('grid', { name: 'Open' });
  await expect(list.getByRole('row').first()).toContainText('cell 1');
  const bar = page.locator('.alarm-bar');
  const before = await bar.getAttribute('aria-label');

  // Down to the third, acknowledged with Enter, then shelved with a reason; the list keeps still meanwhile.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Shelve' }).click();
  await page.keyboard.type('Level probe is being cleaned');
  await room.picture('alarm-shelve-1440-night');
  await page.keyboard.press('Enter');
  await expect(page.getByText('▽ 1 held back')).toBeVisible();
  expect(await bar.getAttribute('aria-label')).not.toBe(before);
  await page.getByRole('button', { name: /^Held back/ }).click();
  await expect(page.getByText('Level probe is being cleaned')).toBeVisible();
  await room.size(1024, 768);
  await room.picture('alarm-held-1024-night');
  await room.advance(16);
  await page.locator('.alarm-panel').getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('▽ 1 held back')).toBeHidden();
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Alarm report' }).click();
  await expect(page.getByRole('row', { name: /^Floods/ })).toContainText('1');
  await expect(page.getByRole('row', { name: /^Most in 10 min/ })).toContainText('over the limit');
  await room.picture('alarm-report-1024-night');
  await room.size(1440, 900);
  await page.keyboard.press('Control+Shift+D');
  await room.picture('alarm-report-1440-day');
});
