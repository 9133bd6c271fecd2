import type { DrillsOf, ProgrammeLine } from '../../electron/drill/month.ts';
import type { Page as Rows } from '../../electron/schema-parts.ts';
import { expect, test } from './room.ts';

test.describe.configure({ timeout: 180_000 });

test('June 2027 plans itself: every drill has its time, the pinned ones stay when the rest is laid out again', async ({
  room,
}) => {
  const { page } = room;
  await room.size(1440, 900);
  await room.signIn('planner');
  const programmes = await room.call<Rows<ProgrammeLine>>('drill.programmes', {});
  const june = programmes.rows.find(({ fromOn }) => fromOn === '2027-06-01')!;
  const all = () =>
    room.call<DrillsOf>('drill.ofProgramme', {
      programmeId: june.id,
      fromOn: '2027-06-01',
      toOn: '2027-06-30',
    });
  await page.goto(page.url().replace(/#.*/, '') + `#/drills/${june.id}`);
  const layOut = page.getByRole('button', { name: /^Lay out/ }).first();
  await layOut.click();
  const outcome = page.getByText(/proven: no plan is better|% from the best/).first();
  await expect(outcome).toBeVisible({ timeout: 120_000 });
  const first = await all();
  expect(first.unplaced.total).toBe(0);
  expect(first.drills.length).toBe(june.unplaced + june.laidOut);
  // Days and nights, and every crew, have their share.
  for (const crew of ['A', 'B', 'C', 'D'])
    expect(first.drills.filter((drill) => drill.crew === crew).length).toBeGreaterThan(5);
  expect(first.drills.filter(({ shift }) => shift === 'night').length).toBeGreaterThan(10);

  const pinned = first.drills.slice(0, 2);
  for (const { id, version } of pinned) await room.call('drill.pin', { id, version });
  await room.call('drill.changeProgramme', {
    id: june.id,
    version: (await room.call<Rows<ProgrammeLine>>('drill.programmes', {})).rows.find(
      ({ id }) => id === june.id,
    )!.version,
    maxPerDay: 3,
  });
  await layOut.click();
  await expect.poll(async () => (await all()).drills.filter(({ pinned: stays }) => stays).length).toBe(2);
  await expect(outcome).toBeVisible({ timeout: 120_000 });
  const second = await all();
  expect(second.unplaced.total).toBe(0);
  for (const { id, startsAt } of pinned)
    expect(second.drills.find((drill) => drill.id === id)?.startsAt).toBe(startsAt);
  await room.picture('month-laid-out-1440-night');
});
