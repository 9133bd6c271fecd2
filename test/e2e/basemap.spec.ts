import Database from 'better-sqlite3';
import { createCanvas } from '@napi-rs/canvas';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './room.ts';

/** A tile set of zooms 12 to 16 over the site, each tile one plain colour. */
function tileSet(path: string): void {
  const canvas = createCanvas(256, 256);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#c800c8';
  pen.fillRect(0, 0, 256, 256);
  const tile = canvas.toBuffer('image/png');
  const db = new Database(path);
  db.exec(
    'CREATE TABLE metadata (name, value); CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)',
  );
  db.exec("INSERT INTO metadata VALUES ('name', 'Orthophoto'), ('bounds', '22.07,44.05,22.13,44.09')");
  const add = db.prepare('INSERT INTO tiles VALUES (?, ?, ?, ?)');
  for (let z = 12; z <= 16; z++) {
    const column = (lon: number) => Math.floor(((lon + 180) / 360) * 2 ** z);
    const row = (lat: number) =>
      Math.floor((0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)) * 2 ** z);
    for (let x = column(22.07); x <= column(22.13); x++)
      for (let y = row(44.09); y <= row(44.05); y++) add.run(z, x, 2 ** z - 1 - y, tile);
  }
  db.close();
}

test('a basemap is chosen in the dialog, looked into, imported and seen under the site', async ({ room }) => {
  const { page, app } = room;
  const path = join(room.folder, 'photo.mbtiles');
  tileSet(path);
  const wrong = join(room.folder, 'wrong.geojson');
  writeFileSync(wrong, '{"type":"Point","coordinates":[588000,4880000]}');
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  const answer = (file: string) =>
    app.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, file);

  await room.signIn('Nikolić');
  await page.evaluate(() => void (location.hash = '#/map'));
  await page.locator('.map-screen [data-ready=true]').waitFor();
  await page
    .getByRole('button', { name: 'Basemaps' })
    .or(page.getByRole('tab', { name: 'Basemaps' }))
    .click();

  await answer(wrong);
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'EPSG:32634' })).toBeVisible();

  await answer(path);
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await expect(page.getByText('Picture tiles', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Orthophoto' })).toBeVisible();

  // The colour of the tiles shows where the map has nothing of its own.
  const magenta = () =>
    page
      .locator('.map-screen canvas')
      .first()
      .screenshot()
      .then(async (picture) => {
        const { loadImage } = await import('@napi-rs/canvas');
        const image = await loadImage(picture);
        const pen = createCanvas(image.width, image.height).getContext('2d');
        pen.drawImage(image, 0, 0);
        const { data } = pen.getImageData(0, 0, image.width, image.height);
        let count = 0;
        for (let i = 0; i < data.length; i += 4)
          if (data[i]! > data[i + 1]! + 40 && data[i + 2]! > data[i + 1]! + 40) count++;
        return (4 * count) / data.length;
      });
  await expect.poll(magenta).toBeGreaterThan(0.2);
  await page
    .getByRole('row')
    .filter({ hasText: 'Orthophoto' })
    .getByRole('button', { name: 'Shown' })
    .click();
  await expect.poll(magenta).toBeLessThan(0.02);
  expect(faults).toEqual([]);

  // A second one on top; a letter puts it under the first.
  const plan = join(room.folder, 'plan.png');
  writeFileSync(plan, createCanvas(200, 100).toBuffer('image/png'));
  await answer(plan);
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'plan.pgw' })).toBeVisible();
  await page
    .getByRole('textbox', { name: 'Corners of the picture' })
    .fill('44.075, 22.09\n44.075, 22.11\n44.065, 22.11\n44.065, 22.09');
  await page.getByRole('button', { name: 'Look with these corners' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const layers = page.getByRole('grid', { name: 'Basemaps' });
  await expect(layers.getByRole('row').first()).toContainText('plan');
  await layers.getByRole('row').first().focus();
  await page.keyboard.press('d');
  await expect(layers.getByRole('row').first()).toContainText('Orthophoto');
  await expect(layers.getByRole('row').last()).toBeFocused();
  await room.picture('basemaps');
});
