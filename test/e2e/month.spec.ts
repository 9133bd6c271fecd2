import AxeBuilder from '@axe-core/playwright';
import type { DrillsOf, ProgrammeLine } from '../../electron/drill/month.ts';
import type { Page as Rows } from '../../electron/schema-parts.ts';
import { expect, test, type Room } from './room.ts';

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
  console.log(
    JSON.stringify(
      programmes.rows.map(({ names, fromOn, toOn, laidOut, unplaced, done, startTimes, maxPerDay }) => ({
        names: names.en,
        fromOn,
        toOn,
        laidOut,
        unplaced,
        done,
        startTimes,
        maxPerDay,
      })),
    ),
  );
  const june = programmes.rows.find(({ fromOn }) => fromOn === '2027-06-01');
  if (!june) throw new Error('no June');
  const month = await room.call<DrillsOf>('drill.ofProgramme', {
    programmeId: june.id,
    fromOn: '2027-06-01',
    toOn: '2027-06-30',
  });
  for (const [index, drill] of month.unplaced.rows.slice(0, 54).entries()) {
    const day = String((index % 27) + 1).padStart(2, '0');
    const time = index % 3 === 0 ? '19:00' : index % 3 === 1 ? '07:00' : '08:30';
    await room.call('drill.move', {
      id: drill.id,
      version: drill.version,
      startsAt: `2027-06-${day}T${time}:00.000Z`,
      reason: 'x',
    });
  }
  await page.goto(page.url().replace(/#.*/, '') + `#/drills/${june.id}`);
  await page.locator('.dm-chip').first().waitFor();
  await page.locator('.dm-chip').nth(4).focus();
  await look(room, 'month');
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await look(room, 'month-held');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Week', exact: true }).click();
  await look(room, 'month-week');
  await page.getByRole('button', { name: 'By crew' }).click();
  await look(room, 'month-crews');
});
