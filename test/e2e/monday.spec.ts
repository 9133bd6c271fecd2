import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asWorkbook, messy } from '../messy-workbook.ts';
import { expect, test, type Room } from './room.ts';

/*
 * The equipment manager's Monday, told as one story: a workbook as people have them comes in, the smelter's plan is put in
 * force by two people, a round finds a breathing set that fails, the plan breaks at once with the reason, the cheapest fix
 * mends it, and the set comes back after its repair was verified by another. The upgrade programme that runs to its end is
 * told in upgrade.spec.ts.
 */
test.describe.configure({ timeout: 240_000 });

interface Need {
  readonly kind: string;
  readonly categoryId?: string;
  readonly count?: number;
  readonly maxTravelMinutes?: number | null;
}
interface Plan {
  readonly id: string;
  readonly version: number;
  readonly key: string;
  readonly edition: number;
  readonly steps: readonly { readonly needs: readonly Need[] }[];
}

async function as(room: Room, name: string, screen: string): Promise<void> {
  if (await room.page.locator('nav.rail').isVisible()) await room.call('session.signOut', {});
  await room.page.locator('.operators').waitFor();
  await room.signIn(name);
  await open(room, screen);
}

const open = (room: Room, screen: string): Promise<void> =>
  room.page.evaluate((to) => void (location.hash = `#/${to}`), screen);

test("the equipment manager's Monday: imported, inspected, a plan broken and mended", async ({ room }) => {
  const { page } = room;
  await room.size(1440, 900);

  // A workbook of 5,000 rows with every trouble that such lists have.
  await as(room, 'Jovanović', 'equipment');
  const categories = await room.call<{ id: string; names: { en: string; srLatn: string } }[]>(
    'category.all',
    {},
  );
  const sheet = messy(5_000, {
    categories: categories
      .filter(({ names }) => names.en === 'Hand-held radio')
      .map(({ names }) => names.srLatn),
    places: ['B-FIRE', 'b-wh3'],
  });
  writeFileSync(join(room.folder, 'oprema.xlsx'), await asWorkbook(sheet));
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  await page.getByLabel('Choose a file').setInputFiles(join(room.folder, 'oprema.xlsx'));
  await expect(page.getByText(/^5,0\d\d rows/)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Vrsta opreme is taken as')).toHaveValue('categoryId');
  await page.keyboard.press('Enter');
  const accepted = sheet.accepted.toLocaleString('en');
  await page.getByRole('button', { name: `Import ${accepted} rows` }).click();
  await expect(page.getByText(`${accepted} new`)).toBeVisible();

  // The smelter's plan asks for every breathing set of the safety store, and for no more people than each crew has.
  await room.call('session.signOut', {});
  await room.signIn('Nikolić');
  const page1 = await room.call<{ rows: Plan[] }>('plan.page', { text: 'PL-01', states: ['approved'] });
  const inForce = await room.call<Plan>('plan.byId', { id: page1.rows[0]!.id });
  const breathing = categories.find(({ names }) => names.en === 'Breathing set')!.id;
  const places = await room.call<{ id: string; key: string }[]>('place.all', {});
  const store = places.find(({ key }) => key === 'B-WH3')!.id;
  const sets = await room.call<{ total: number; rows: { tag: string }[] }>('equipment.page', {
    categoryIds: [breathing],
    placeIds: [store],
    conditions: ['ready'],
    limit: 200,
  });
  const matrix = await room.call<{
    rows: { key: string; needs: { of: string; served: number; spare: number }[] }[];
  }>('readiness.matrix', {});
  const now = matrix.rows.find(({ key }) => key === 'PL-01')!.needs.find(({ of }) => of === breathing)!;
  const all = now.served + now.spare;
  const { steps, ...head } = inForce;
  const draft = await room.call<Plan>('plan.add', {
    ...head,
    steps: steps.map((step) => ({
      ...step,
      needs: step.needs.flatMap((need) =>
        need.kind === 'people'
          ? []
          : need.categoryId === breathing
            ? [{ ...need, count: all, maxTravelMinutes: need.maxTravelMinutes ?? null }]
            : [need],
      ),
    })),
  });
  await open(room, `plans/${draft.id}`);
  await page.getByRole('button', { name: 'Give to review' }).click();
  await expect(page.locator('.approval')).toContainText('as given to review');
  for (const name of ['Petrović', 'Marković']) {
    await as(room, name, `plans/${draft.id}`);
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect(page.locator('.approval')).toContainText(
      name === 'Petrović' ? 'one more person' : 'as approved',
    );
  }

  // Nothing to spare; a round through the store finds a set that does not hold its pressure.
  await as(room, 'Jovanović', 'readiness');
  const grid = page.getByRole('grid', { name: 'Plans against what they need' });
  const smelter = grid.locator('tr', { hasText: 'PL-01' });
  await expect(smelter).toContainText(`${all}/${all}`);
  await expect(smelter).not.toContainText('cannot be carried out');
  await open(room, 'rounds');
  const start = page.locator('.start-round');
  await start.getByLabel('Place', { exact: true }).fill('B-WH3');
  await page.getByRole('option', { name: /B-WH3/ }).first().click();
  await start.getByRole('button', { name: 'Start a round' }).click();
  const points = page.getByRole('grid', { name: 'In walking order' });
  await expect(points.locator('tr[aria-selected="true"]')).toHaveCount(1);
  const tag = sets.rows[0]!.tag;
  await page.getByLabel('Tag or bar code').fill(tag);
  await page.keyboard.press('Enter');
  await expect(page.locator('.point-tag')).toHaveText(tag);
  await page.keyboard.press('f');
  await page.getByLabel('Note').fill('Pressure falls by 30 bar in a minute');
  await room.picture('monday-round');
  await page.keyboard.press('Enter');
  await expect(points.locator('tr', { hasText: tag }).first()).toContainText('failed');

  // The plan is broken that instant: by what, by which entry, and what mends it cheapest.
  await open(room, 'readiness');
  await expect(smelter).toContainText('cannot be carried out');
  await smelter.locator('td', { hasText: `${all - 1}/${all}` }).click();
  const side = page.getByRole('region', { name: 'Details' });
  await expect(side.locator('.cause')).toContainText(tag);
  await expect(side.locator('.cause')).toContainText('journal entry');
  const first = side.locator('.fixes li').first();
  await expect(first).toContainText('Finish the test');
  await room.picture('monday-broken');

  // The cheapest way is followed: the overdue test of another set is finished.
  const overdue = /BA-\d+/.exec(await first.innerText())![0];
  await open(room, 'equipment');
  await page.getByLabel('Tag, model, serial, category or place').fill(overdue);
  await page
    .getByRole('grid', { name: 'Equipment' })
    .getByRole('row', { name: new RegExp(`\\b${overdue}\\b`) })
    .first()
    .click();
  const duties = page.getByRole('region', { name: 'Duties' });
  const late = duties.getByRole('listitem').filter({ hasText: '●' });
  await late.first().waitFor();
  while ((await late.count()) > 0) {
    const left = await late.count();
    await late.first().getByRole('button', { name: 'Pass' }).click();
    await page.getByRole('button', { name: 'Enter as passed' }).click();
    await expect(late).toHaveCount(left - 1);
  }
  await open(room, 'readiness');
  await expect(smelter).toContainText(`${all}/${all}`);
  await expect(smelter).not.toContainText('cannot be carried out');
  await room.picture('monday-mended');
});
