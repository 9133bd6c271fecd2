import { expect, test } from './room.ts';

test('the dam clock is rehearsed: minutes left on the board, in the bar and on the map; an alarm starts the real one', async ({
  room,
}) => {
  const { page } = room;
  await room.size(1440, 900);
  await room.signIn('Petrović');
  await page.getByRole('link', { name: 'Flood' }).click();
  await page.getByRole('link', { name: 'Dam break' }).click();
  const table = page.getByRole('region', { name: 'What the wave reaches' });
  await expect(table.getByRole('row').nth(1)).toContainText('min');
  await page.keyboard.press('r');
  const mark = page.locator('.breach-mark');
  await expect(mark).toContainText('REHEARSAL 00:00');
  await room.advance(11);
  await expect(mark).toContainText('00:11');
  await expect(table).toContainText('reached');
  await room.picture('breach-1440-night');
  await room.size(1024, 768);
  await room.picture('breach-1024-night');
  await page.getByRole('link', { name: 'Map', exact: true }).click();
  await page.locator('.map-screen [data-ready=true]').waitFor();
  await room.size(1440, 900);
  await room.picture('breach-map-1440-night');

  const dams = await room.call<{ place: { id: string; key: string } }[]>('breach.dams', {});
  const dam = dams.find(({ place }) => place.key === 'TD-1')!.place;
  await room.call('alarm.raise', { priority: 1, cause: 'Embankment moves', placeId: dam.id });
  await expect(mark).toContainText('DAM BREAK 00:00');
  await mark.click();
  await expect(page.getByText('Started by an alarm on the dam')).toBeVisible();
  await page.keyboard.press('Control+Shift+D');
  await room.picture('breach-1440-day');
});
