import type { Page } from '@playwright/test';
import { everyView, look, signInAs } from './look.ts';
import { expect, test } from './room.ts';

async function show(page: Page, screen: string): Promise<void> {
  await page.evaluate((to) => void (location.hash = `#/${to}`), screen);
}

interface Account {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly personId: string | null;
}
interface Stores {
  readonly rows: readonly {
    readonly id: string;
    readonly holds: readonly { readonly amount: number; readonly substance: { readonly unNumber: string } }[];
  }[];
}

test('chlorine beside ammonia is refused with the reasons; the place offered is taken by two people', async ({
  room,
}) => {
  const { page } = room;
  await room.size(1440, 900);
  // M. Petrović's account belongs to the keeper herself: two names, one person.
  await room.signIn('Đorđević');
  const { rows } = await room.call<{ rows: Account[] }>('operator.page', {});
  const account = (name: string) => rows.find((one) => one.name.includes(name))!;
  const { id: operatorId, version } = account('Petrović');
  const { personId } = account('Stojanović');
  await room.call('operator.link', { operatorId, version, personId });

  await signInAs(room, 'Stojanović');
  const chlorine = async () => {
    const stores = await room.call<Stores>('hazmat.stores', { text: 'H-06' });
    const holds = stores.rows[0]?.holds ?? [];
    return holds.find(({ substance }) => substance.unNumber === '1017')?.amount ?? 0;
  };
  const before = await chlorine();
  await show(page, 'hazmat');
  await page.getByRole('row', { name: /H-07/ }).click();
  await page.getByRole('button', { name: 'Receive here' }).click();
  const form = page.getByRole('form', { name: 'Receive here' });
  await form.getByLabel('Substance', { exact: true }).selectOption({ label: 'Chlorine · UN 1017' });
  await form.getByLabel('Amount', { exact: true }).fill('0,5');
  const found = form.getByRole('status', { name: 'Assessment' });
  await expect(found).toContainText('must never meet: nitrogen trichloride, explosive');
  await expect(found).toContainText('Another store');
  await form.getByRole('button', { name: 'Record for a second person' }).click();
  await expect(form.getByRole('alert')).toContainText('must never meet');
  await look(room, 'hazmat-refused', everyView);
  await found.getByRole('button', { name: 'Take H-06' }).click();
  await expect(found).not.toContainText('must never meet');
  await form.getByRole('button', { name: 'Record for a second person' }).click();
  await expect(form).toBeHidden();
  expect(await chlorine()).toBe(before);

  // The first person sees it wait, and cannot decide.
  await show(page, 'movements');
  const waiting = page.getByRole('grid', { name: 'Movements' }).getByRole('row', { name: /Chlorine.*waits/ });
  await waiting.click();
  await expect(page.getByText('You recorded this.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Confirm', exact: true })).toHaveCount(0);

  // Nor can she under her other name.
  await signInAs(room, 'Petrović');
  await show(page, 'movements');
  await waiting.click();
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Stojanović' })).toBeVisible();

  await signInAs(room, 'Marković');
  await show(page, 'movements');
  await waiting.click();
  await look(room, 'hazmat-second', everyView);
  for (const language of ['sr-Cyrl', 'zh-Hans', 'en']) {
    await page.evaluate((to) => localStorage.setItem('tocsin.language', to), language);
    await page.reload();
    await page.locator('.movement-what').waitFor();
    await room.picture(`hazmat-second-${language}`);
  }
  await waiting.click();
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page.getByText('Confirmed by')).toBeVisible();
  expect(await chlorine()).toBeCloseTo(before + 0.5, 9);

  await show(page, 'assessment');
  await expect(page.getByRole('grid', { name: 'Assessment' })).toContainText('flood zone');
  await look(room, 'hazmat-assessment', everyView);
});
