import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Room } from './room.ts';

async function noViolations({ page }: Room): Promise<void> {
  const results = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(results.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}

/** Opens the palette, types, and takes what is first. */
async function command({ page }: Room, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('searchbox').fill(words);
  await expect(page.getByRole('menuitem').first()).toHaveAttribute('data-focused', 'true');
  await page.keyboard.press('Enter');
}

test('the register of people is kept by keys: add, renew in two keys, retire and undo', async ({ room }) => {
  await room.signIn('Nikolić');
  await command(room, 'add a person');
  const begun = room.page.getByRole('form', { name: 'Add a person' });
  await begun.getByLabel('Name').fill('Ana Zorić');
  await begun.getByLabel('Phone').fill('063 555');
  // A crash in the middle loses nothing.
  await room.restart();
  const { page } = room;
  await room.signIn('Nikolić');
  await command(room, 'add a person');
  await expect(page.getByRole('form', { name: 'Add a person' }).getByLabel('Name')).toHaveValue('Ana Zorić');
  await page.keyboard.press('Enter');

  const people = page.getByRole('grid', { name: 'People' });
  await page.getByLabel('Filter people').fill('Zorić');
  const row = people.getByRole('row', { name: /Ana Zorić/ });
  await row.focus();
  await page.keyboard.press('r');
  await room.picture('people-renew');
  await page.keyboard.press('Enter');
  await expect(row).not.toContainText('No qualifications');
  await noViolations(room);

  await row.focus();
  await page.keyboard.press('e');
  await room.picture('person-form');
  await page.keyboard.press('Escape');
  await row.focus();
  await page.keyboard.press('Delete');
  await expect(page.getByText('Ana Zorić is out of the register.')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(row).toBeVisible();

  await command(room, 'check-in and rest');
  await page.getByLabel(/Check-in on scene/).fill('0');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/too small/)).toBeVisible();
  await room.picture('team-rules');
  await command(room, 'add a team');
  await page.getByRole('form', { name: 'Add a team' }).getByLabel('Code').fill('T-1');
  await noViolations(room);
  await room.size(1024, 768);
  await room.picture('team-form-small');
});
