import { expect, test } from './room.ts';

test('a planner changes a scenario and what an area must be drilled in, by keys, and lays down another June', async ({
  room,
}) => {
  const { page } = room;
  await room.size(1440, 900);
  await room.signIn('Nikolić');
  await page.getByRole('link', { name: 'Drills' }).click();
  await page.getByRole('link', { name: 'Types and requirements' }).click();
  const types = page.getByRole('grid', { name: 'Types' });
  await types.getByRole('row').first().click();
  const editor = page.locator('.dt-editor');
  await expect(editor.getByLabel('Minutes')).not.toHaveValue('');
  await room.picture('drill-types-1440-night');
  await editor.getByLabel('Minutes').fill('75');
  await expect(editor.getByText('not saved yet')).toBeVisible();
  await editor.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(editor.getByText('not saved yet')).toBeHidden();
  await expect(types.getByRole('row').first()).toContainText('1 h 15 min');

  // The sheet of requirements: what is not understood stays typed with a sentence; what is kept moves down.
  await types.getByRole('row').first().focus();
  await page.keyboard.press('v');
  const grid = page.getByRole('grid', { name: 'What is required' });
  const cell = grid.getByRole('gridcell').first();
  await cell.focus();
  await page.keyboard.type('3q');
  await page.keyboard.press('Enter');
  await expect(page.getByText('“3q” is not understood')).toBeVisible();
  await page.keyboard.press('Backspace');
  await page.keyboard.type('m d');
  await page.keyboard.press('Enter');
  await expect(cell).toContainText('3m d');
  await room.picture('drill-asked-1440-night');
  await expect(page.getByText('the programme does not hold').first()).toBeVisible();
  await page.getByRole('button', { name: 'New programme' }).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('2028');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/drills\//);
  await page.getByRole('link', { name: 'Types and requirements' }).click();
  await room.size(1024, 768);
  await page.keyboard.press('Control+Shift+D');
  await room.picture('drill-types-1024-day');
});
