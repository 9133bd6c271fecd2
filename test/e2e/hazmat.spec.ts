import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, type Room } from './room.ts';

test.describe.configure({ timeout: 180_000 });

async function show(page: Page, screen: string): Promise<void> {
  await page.goto(page.url().replace(/#.*/, '') + `#/${screen}`);
}

async function look(room: Room, name: string): Promise<void> {
  const { page } = room;
  for (const [theme, width, height] of [
    ['night', 1440, 900],
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
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([]);
}

test('chlorine beside ammonia is refused with the reason; the place offered is taken by two people', async ({
  room,
}) => {
  const { page } = room;
  await room.signIn('hazmat');
  await show(page, 'hazmat');
  await page.getByRole('row', { name: /H-07/ }).click();
  await page.getByRole('button', { name: 'Receive here' }).click();
  await page.getByLabel('Substance', { exact: true }).selectOption({ label: 'Chlorine · UN 1017' });
  await page.getByLabel('Amount', { exact: true }).fill('1');
  const found = page.getByRole('status', { name: 'Assessment' });
  await expect(found).toContainText('must never meet: nitrogen trichloride, explosive');
  await look(room, 'hazmat-refused');
  await page.getByRole('button', { name: 'Record for a second person' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'it must never meet' })).toBeVisible();
  await found.getByRole('button', { name: 'Take H-06' }).click();
  await page.getByRole('button', { name: 'Record for a second person' }).click();
  await expect(page.getByRole('button', { name: 'Receive here' })).toBeVisible();

  await show(page, 'movements');
  const waiting = page.getByRole('grid', { name: 'Movements' }).getByRole('row').first();
  await expect(waiting).toContainText('waits');
  await expect(page.getByText('You recorded this.')).toBeVisible();
  await room.signIn('safety');
  await show(page, 'movements');
  await waiting.click();
  await look(room, 'hazmat-second');
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page.getByText('Confirmed by')).toBeVisible();

  await show(page, 'assessment');
  await expect(page.getByRole('grid', { name: 'Assessment' })).toContainText('flood zone');
  await look(room, 'hazmat-assessment');
  await show(page, 'substances');
  await page.getByRole('row', { name: /xanthate/i }).click();
  await expect(page.getByText(/Revision 3.1/)).toBeVisible();
  await look(room, 'hazmat-substances');
});
