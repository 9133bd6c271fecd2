import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './room.ts';

test('a planner sees who is on shift and who is away, imports leave from a calendar and closes a time', async ({
  room,
}) => {
  const { page } = room;
  await room.size(1440, 900);
  await room.signIn('Nikolić');
  await page.getByRole('link', { name: 'Drills' }).click();
  await page.getByRole('link', { name: 'Roster and closed times' }).click();
  const table = page.getByRole('region', { name: 'Shifts' });
  await expect(table.getByRole('row', { name: /^A/ })).toContainText('D');
  const title = page.locator('.roster-month h2');
  while (!(await title.innerText()).includes('JUNE 2027')) await page.keyboard.press(']');
  const { rows } = await room.call<{ rows: { name: string }[] }>('person.page', { text: '', limit: 1 });
  const file = join(room.folder, 'leave.ics');
  writeFileSync(
    file,
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//x//EN',
      'BEGIN:VEVENT',
      'UID:1',
      `SUMMARY:${rows[0]!.name} odmor`,
      'DTSTART;VALUE=DATE:20270614',
      'DTEND;VALUE=DATE:20270619',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:2',
      'SUMMARY:Contractor away',
      'DTSTART;TZID=Mars/Olympus:20270614T080000',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:3',
      'SUMMARY:Visitor',
      'DTSTART;VALUE=DATE:20270621',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n'),
  );
  await page.keyboard.press('i');
  await page.getByLabel('Choose an .ics file').setInputFiles(file);
  await expect(page.getByText('1 kept apart · 1 of nobody · 1 new')).toBeVisible();
  await expect(page.getByText('The time zone Mars/Olympus is not known')).toBeVisible();
  await room.picture('roster-import-1440-night');
  await page.getByRole('button', { name: 'Keep these' }).click();
  await expect(table.getByRole('row', { name: new RegExp(`^${rows[0]!.name}`) })).toContainText('L');
  await page.keyboard.press('b');
  await page.keyboard.type('Crusher stop');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Crusher stop')).toBeVisible();
  await room.size(1024, 768);
  await page.keyboard.press('Control+Shift+D');
  await room.picture('roster-1024-day');
});
