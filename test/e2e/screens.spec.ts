import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './room.ts';

const screens = [
  'now',
  'incidents',
  'plans',
  'equipment',
  'teams',
  'hazmat',
  'flood',
  'journal',
  'settings',
] as const;
const looks = [
  { language: 'en', theme: 'night' },
  { language: 'zh-Hans', theme: 'day' },
  { language: 'sr-Cyrl', theme: 'night' },
] as const;

for (const { language, theme } of looks) {
  test(`every screen of the rail in ${language} by ${theme}: by keyboard, and without a violation of WCAG 2.2 AA`, async ({
    room,
  }) => {
    test.setTimeout(420_000);
    const { page } = room;
    await page.locator('.operators button').first().waitFor();
    await page.evaluate(
      ([tongue, light]) => {
        localStorage.setItem('tocsin.language', tongue);
        localStorage.setItem('tocsin.theme', light);
      },
      [language, theme] as const,
    );
    await page.reload();
    await page.locator('.operators button').first().waitFor();
    const found: string[] = await violations('sign-in');
    // The administrator sees most.
    await page.locator('.operators li').last().getByRole('button').waitFor();
    const operators = await room.call<{ id: string; role: string }[]>('session.operators', {});
    const administrator = operators.find(({ role }) => role === 'administrator');
    await room.call('session.signInDemo', { operatorId: administrator?.id });
    await page.locator('nav.rail').waitFor();
    const links = page.locator('nav.rail a');
    const count = await links.count();
    expect(count).toBeGreaterThanOrEqual(screens.length);
    for (let index = 0; index < count; index += 1) {
      // The first nine by their number, what comes after them as a link.
      if (index < 9) await page.keyboard.press(`Alt+${index + 1}`);
      else {
        await links.nth(index).focus();
        await page.keyboard.press('Enter');
      }
      await expect(links.nth(index)).toHaveAttribute('aria-current', 'page');
      await page.locator('main.screen > :not(nav)').first().waitFor();
      await expect(page.locator('main.screen')).not.toBeEmpty();
      const name = (await links.nth(index).getAttribute('href')) ?? String(index);
      found.push(...(await violations(name)));
      // The screens that belong to it, each by its tab.
      const tabs = page.locator('nav.family a');
      for (let tab = 1; tab < (await tabs.count()); tab += 1) {
        await tabs.nth(tab).focus();
        await page.keyboard.press('Enter');
        await expect(tabs.nth(tab)).toHaveAttribute('aria-current', 'page');
        await page.locator('main.screen > :not(nav)').first().waitFor();
        found.push(...(await violations((await tabs.nth(tab).getAttribute('href')) ?? `${name} ${tab}`)));
      }
    }
    await page.keyboard.press('Control+k');
    await page.locator('.palette').waitFor();
    found.push(...(await violations('palette')));
    await page.keyboard.press('Escape');
    expect(found).toEqual([]);

    async function violations(where: string): Promise<string[]> {
      const { violations: all } = await new AxeBuilder({ page })
        .setLegacyMode(true)
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze();
      return all.map(
        ({ id, nodes }) =>
          `${where} ${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary ?? ''})`).join(' | ')}`,
      );
    }
  });
}
