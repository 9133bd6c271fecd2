import AxeBuilder from '@axe-core/playwright';
import { expect, type Room } from './room.ts';

type View = readonly [theme: 'night' | 'day', width: number, height: number];

/** The control room at night on a wide display, the office by day on a small one. */
const usual: readonly View[] = [
  ['night', 1440, 900],
  ['day', 1024, 768],
];
export const everyView: readonly View[] = [...usual, ['day', 1440, 900], ['night', 1024, 768]];

/** A picture of what is shown in each view, and nothing in it that axe objects to; then it is night and wide again. */
export async function look(room: Room, name: string, views: readonly View[] = usual): Promise<void> {
  const { page } = room;
  for (const [theme, width, height] of views) {
    await page.evaluate((to) => void (document.documentElement.dataset['theme'] = to), theme);
    await room.size(width, height);
    await room.picture(`${name}-${theme}-${width}`);
    const found = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(
      found.violations.map(
        ({ id, nodes }) =>
          `${name} ${theme} ${width} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
      ),
    ).toEqual([]);
  }
  await room.size(1440, 900);
  await page.evaluate(() => void (document.documentElement.dataset['theme'] = 'night'));
}

/** Another person takes the seat. */
export async function signInAs(room: Room, name: string): Promise<void> {
  await room.call('session.signOut', {});
  await room.page.locator('.operators').waitFor();
  await room.signIn(name);
}
