import type { Page } from '@playwright/test';
import { look, signInAs } from './look.ts';
import { expect, test, type Room } from './room.ts';

async function show(page: Page, screen: string): Promise<void> {
  await page.evaluate((to) => void (location.hash = `#/${to}`), screen);
}

async function inLanguages(room: Room, name: string, ready: string): Promise<void> {
  const { page } = room;
  for (const language of ['sr-Cyrl', 'zh-Hans', 'en']) {
    await page.evaluate((to) => localStorage.setItem('tocsin.language', to), language);
    await page.reload();
    await page.locator(ready).first().waitFor();
    if (language !== 'en') await room.picture(`${name}-${language}`);
  }
}

test('the register: a substance of our own, a new store, goods given back, rules changed by two people', async ({
  room,
}) => {
  const { page } = room;
  await room.size(1440, 900);
  await room.signIn('Đorđević');
  const ring = [
    [22.0903, 44.0903],
    [22.0908, 44.0903],
    [22.0908, 44.0907],
    [22.0903, 44.0907],
    [22.0903, 44.0903],
  ];
  await room.call('place.add', {
    key: 'H-20',
    kind: 'store',
    names: { en: 'Caustic store', srLatn: 'Skladište lužine', zhHans: '碱库' },
    geometry: { type: 'Polygon', coordinates: [ring] },
  });
  await signInAs(room, 'Stojanović');

  // A substance that is not shipped; what was typed outlives the window.
  await show(page, 'substances');
  await page.getByRole('button', { name: 'Add one of our own' }).click();
  const form = page.getByRole('form', { name: 'Add one of our own' });
  await form.getByLabel('Code').fill('naoh');
  await form.getByLabel('Name in English').fill('Sodium hydroxide, 50 %');
  await form.getByLabel('UN number').fill('1824');
  await page.reload();
  await page.getByRole('button', { name: 'Add one of our own' }).click();
  await expect(form.getByLabel('UN number')).toHaveValue('1824');
  await form.getByLabel('CAS').fill('1310-73-3');
  await form.getByLabel('Class').fill('8');
  await form.getByLabel('Packing group').selectOption('II');
  await form.getByLabel('H-statements').fill('H290 H314');
  await form.getByRole('button', { name: /GHS05/ }).click();
  await form.getByRole('button', { name: 'alkalis' }).click();
  await form.getByLabel('Density, kg/m³').fill('1530');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toContainText('1310-73-3 is no CAS number');
  await look(room, 'hazmat-own-substance');
  await form.getByLabel('CAS').fill('1310-73-2');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'Sodium hydroxide, 50 %' })).toContainText('UN 1824');

  // A supplier's list: judged row by row, then one batch.
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const list = [
    'Oznaka;Naziv;UN broj;Klasa;Agregatno stanje;CAS broj;Gustina kg/m3',
    'hno3;Azotna kiselina;2031;8;tečnost;7697-37-2;1.513,0',
    'h2o2;Vodonik-peroksid;2014;5.1;tečnost;7722-84-1;1.196,5',
    'hf;Fluorovodonična kiselina;1790;8;plazma;7664-39-3;1.150,0',
  ].join('\n');
  await page
    .locator('input[accept*=".csv"]')
    .setInputFiles({ name: 'materije.csv', mimeType: 'text/csv', buffer: Buffer.from(`${list}\n`) });
  await page.getByRole('button', { name: 'On to the columns' }).click();
  await expect(page.getByLabel('Klasa is taken as')).toHaveValue('hazardClass');
  await page.getByRole('button', { name: 'Check the rows' }).click();
  await expect(page.getByRole('grid', { name: 'Rows' })).toContainText('“plazma” is no form that is known');
  await look(room, 'hazmat-import');
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(page.getByText('materije.csv: 2 new, 0 changed.')).toBeVisible();
  await page.getByRole('button', { name: 'Show the substances' }).click();
  await expect(page.getByRole('row', { name: /Azotna kiselina/ })).toBeVisible();

  // A place that was drawn becomes a store.
  await show(page, 'hazmat');
  await page.getByRole('button', { name: 'Add a store' }).click();
  const store = page.getByRole('form', { name: 'Add a store' });
  await store.getByLabel('Place on the map').selectOption({ label: 'H-20 · Caustic store' });
  await store.getByLabel('Kind of store').selectOption('tankFarm');
  await store.getByLabel('Ventilation').selectOption('open');
  await store.getByLabel('Capacity').fill('60');
  await store.getByLabel('Coldest, °C').fill('30');
  await store.getByLabel('Warmest, °C').fill('15');
  await store.getByLabel('Bund holds, m³').fill('66');
  await store.getByLabel('Allowed classes').fill('8');
  await store.getByRole('button', { name: 'Save' }).click();
  await expect(store).toContainText('is above its warmest');
  await look(room, 'hazmat-new-store');
  await store.getByLabel('Coldest, °C').fill('15');
  await store.getByLabel('Warmest, °C').fill('40');
  await store.getByRole('button', { name: 'Save' }).click();
  const opened = page.getByRole('region', { name: 'H-20' });
  await expect(opened).toContainText('0 t of 60 t');
  // A delivery, by keys from the list.
  const row = page.getByRole('row', { name: /H-20/ });
  await row.focus();
  await page.keyboard.press('r');
  const receive = page.getByRole('form', { name: 'Receive here' });
  await receive
    .getByLabel('Substance', { exact: true })
    .selectOption({ label: 'Sodium hydroxide, 50 % · UN 1824' });
  await receive.getByLabel('Amount', { exact: true }).fill('70');
  await expect(receive).toContainText('10 t less, or another store');
  await receive.getByLabel('Amount', { exact: true }).fill('20');
  await receive.getByRole('button', { name: 'Record for a second person' }).click();
  await expect(receive).toBeHidden();
  await expect(row).toBeFocused();

  // What was issued and not used comes back.
  await show(page, 'movements');
  await page.getByRole('button', { name: 'Issued and not back' }).click();
  const issued = page.getByRole('row', { name: /Issue Chlorine/ });
  await issued.focus();
  await page.keyboard.press('b');
  await page.keyboard.press('Enter');
  const back = page.getByRole('form', { name: 'Give back' });
  await back.getByLabel('Amount', { exact: true }).fill('2');
  await back.getByRole('button', { name: 'Record for a second person' }).click();
  await expect(back.getByRole('alert')).toContainText('1 t');
  await look(room, 'hazmat-return');
  await back.getByLabel('Amount', { exact: true }).fill('0.2');
  await back.getByRole('button', { name: 'Record for a second person' }).click();
  await expect(back).toBeHidden();

  // The site's own rules.
  await show(page, 'policy');
  await page.getByRole('button', { name: 'Change the rules' }).click();
  const rules = page.getByRole('form', { name: 'Change the rules' });
  await rules.getByLabel(/Stores of chlorine and of ammonia/).fill('500');
  await rules.getByLabel(/Code 2 between stores/).fill('2');
  await rules.getByLabel('Why').fill('Agreed with the fire brigade on 12 May');
  await expect(rules.getByRole('status')).toContainText('forbidden, ');
  await look(room, 'hazmat-policy-change');
  await rules.getByRole('button', { name: 'Propose to a second person' }).click();
  await expect(page.getByText('You recorded this.')).toBeVisible();
  await signInAs(room, 'Marković');
  await show(page, 'policy');
  await expect(page.getByText('less than shipped')).toBeVisible();
  await look(room, 'hazmat-policy');
  await inLanguages(room, 'hazmat-policy', '.decision');
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page.getByText('◆ 2 figures of the site’s own')).toBeVisible();
  await show(page, 'assessment');
  await expect(page.getByText('Judged with 2 figures of the site’s own')).toBeVisible();
  await look(room, 'hazmat-assessment-own');
  await show(page, 'substances');
  await page.getByRole('row', { name: /Potassium amyl xanthate/ }).click();
  await look(room, 'hazmat-substances');
});
