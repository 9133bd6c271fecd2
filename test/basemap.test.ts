import Database from 'better-sqlite3';
import { strToU8, zipSync } from 'fflate';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';
import { expect, test } from 'vitest';
import { doBasemapJob, type BasemapJob } from '../electron/basemap/basemap-files.ts';
import type { Corners } from '../electron/basemap/basemap.ts';
import { closeTiles, serveBasemaps } from '../electron/basemap/serve-files.ts';
import { toUtm } from '../electron/basemap/utm.ts';
import { isRefusal } from '../electron/refusal.ts';
import { sourceOf } from '../renderer/map/basemap-layers.ts';
import { siteInTemp, tempFolder } from './builders.ts';

const site = siteInTemp();
const folder = tempFolder();
const at = (name: string): string => join(folder, name);

/** A file of the given content, by its path. */
function file(name: string, content: string | Uint8Array): string {
  writeFileSync(at(name), content);
  return at(name);
}

type How = Pick<BasemapJob, 'system' | 'corners'>;
/** What the worker does, without starting a thread for each file; the import below goes the whole way. */
const look = (path: string, how: How = {}) => doBasemapJob({ path, site: [22.1, 44.07], ...how });
async function preview(path: string, how: How = {}) {
  const found = await look(path, how);
  if (isRefusal(found)) throw new Error(`${found.refused} ${JSON.stringify(found.facts)}`);
  return found;
}
async function refusal(path: string, how: How = {}) {
  const found = await look(path, how);
  if (!isRefusal(found)) throw new Error(`${path} was taken`);
  return found;
}
const refused = async (path: string, how: How = {}) => (await refusal(path, how)).refused;

const ring = [
  [22.09, 44.06],
  [22.11, 44.06],
  [22.11, 44.08],
  [22.09, 44.06],
];
const geojson = (coordinates: unknown, more: object = {}): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { name: 'Drain 4' },
        geometry: { type: 'Polygon', coordinates: [coordinates] },
      },
    ],
    ...more,
  });

/** A PNG's signature and header: all that is read of it. */
function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(64);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

function mbtiles(name: string, tile: Uint8Array | null, metadata: Record<string, string> = {}): string {
  const db = new Database(at(name));
  db.exec(
    'CREATE TABLE metadata (name, value); CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)',
  );
  for (const [key, value] of Object.entries(metadata))
    db.prepare('INSERT INTO metadata VALUES (?, ?)').run(key, value);
  // The tile of zoom 14 over 44.07 N, 22.10 E; rows counted from the south.
  if (tile) db.prepare('INSERT INTO tiles VALUES (14, 9197, ?, ?)').run(2 ** 14 - 1 - 5928, tile);
  db.close();
  return at(name);
}

test('a drawing is read, counted and bounded', async () => {
  const found = await preview(file('drains.geojson', geojson(ring)));
  expect(found).toMatchObject({
    kind: 'features',
    format: 'geojson',
    name: 'drains',
    featureCount: 1,
    problems: [],
  });
  expect(found.bounds).toEqual([22.09, 44.06, 22.11, 44.08]);
});

test('what a file is called does not decide what it is', async () => {
  expect((await preview(file('drains.png', geojson(ring)))).format).toBe('geojson');
  expect(await refused(file('notes.geojson', 'Just some words.'))).toBe('basemapUnknownKind');
});

test('KML and KMZ give the same drawing', async () => {
  const kml = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>Siren</name>
    <Point><coordinates>22.1,44.07</coordinates></Point></Placemark></kml>`;
  const plain = await preview(file('sirens.kml', kml));
  const packed = await preview(file('sirens.kmz', zipSync({ 'doc.kml': strToU8(kml) })));
  expect(plain).toMatchObject({ format: 'kml', featureCount: 1, bounds: [22.1, 44.07, 22.1, 44.07] });
  expect(packed).toMatchObject({ format: 'kmz', featureCount: 1, bounds: plain.bounds });
  expect(await refused(file('cut.kml', kml.slice(0, 90)))).toBe('basemapDamaged');
});

test('metres instead of degrees are refused with the system that fits, and taken once it is chosen', async () => {
  const path = file('utm.geojson', geojson(ring.map(([lon, lat]) => toUtm(lon!, lat!))));
  expect(await refusal(path)).toMatchObject({
    refused: 'basemapNotDegreesBut',
    facts: { system: 'EPSG:32634' },
  });
  const found = await preview(path, { system: 'EPSG:32634' });
  expect(found.bounds[0]).toBeCloseTo(22.09, 6);
  expect(found.bounds[3]).toBeCloseTo(44.08, 6);
});

test('elsewhere, exchanged, empty, damaged and unknown systems each have their own refusal', async () => {
  expect(await refused(file('far.geojson', geojson(ring.map(([lon, lat]) => [lon! - 20, lat!]))))).toBe(
    'basemapElsewhere',
  );
  expect(await refused(file('swap.geojson', geojson(ring.map(([lon, lat]) => [lat, lon]))))).toBe(
    'basemapExchanged',
  );
  expect(await refused(file('none.geojson', '{"type":"FeatureCollection","features":[]}'))).toBe(
    'basemapEmpty',
  );
  expect(await refused(file('empty.geojson', ''))).toBe('basemapEmpty');
  expect(await refused(file('cut.geojson', geojson(ring).slice(0, 80)))).toBe('basemapDamaged');
  const crs = { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::6316' } } };
  expect(await refused(file('gk.geojson', geojson(ring, crs)))).toBe('basemapSystemUnknown');
  expect(await refused(at('absent.geojson'))).toBe('basemapUnreadable');
  expect(await refused(folder)).toBe('basemapUnreadable');
});

test('features without a shape are left out and counted', async () => {
  const features = JSON.parse(geojson(ring)) as { features: object[] };
  features.features.push({ type: 'Feature', properties: {}, geometry: null });
  features.features.push({
    type: 'Feature',
    properties: {},
    geometry: { type: 'Point', coordinates: ['22', null] },
  });
  const found = await preview(file('gaps.geojson', JSON.stringify(features)));
  expect(found.featureCount).toBe(1);
  expect(found.problems.map(({ code, facts }) => [code, facts['count']])).toEqual([
    ['withoutGeometry', 1],
    ['badPositions', 1],
  ]);
});

test('a picture needs a world file or typed corners', async () => {
  const path = file('plan.png', png(1000, 500));
  expect(await refused(path)).toBe('basemapNeedsPosition');
  const corners: Corners = [[22.09, 44.08], [22.11, 44.08], [22.11, 44.06], [22.09, 44.06]]; // prettier-ignore
  expect((await preview(path, { corners })).bounds).toEqual([22.09, 44.06, 22.11, 44.08]);
  expect(await refused(path, { corners: [corners[0], corners[2], corners[1], corners[3]] })).toBe(
    'basemapCornersCrossed',
  );

  const [east, north] = toUtm(22.09, 44.08);
  file('plan.pgw', ['1.0', '0', '0', '-1.0', String(east + 0.5), String(north - 0.5)].join('\r\n'));
  const found = await preview(path);
  expect(found.problems).toEqual([{ code: 'systemGuessed', facts: { system: 'EPSG:32634' } }]);
  expect(found.corners?.[0]?.[0]).toBeCloseTo(22.09, 6);
  expect(found.corners?.[0]?.[1]).toBeCloseTo(44.08, 6);

  file('plan.pgw', '1.0\n0\nzero\n-1.0\n0\n0');
  expect(await refusal(path)).toMatchObject({
    refused: 'basemapWorldFileBad',
    facts: { line: 3, text: 'zero' },
  });
  expect(await refused(file('wide.png', png(9000, 10)), { corners })).toBe('basemapPictureTooWide');
});

test('tile sets: raster, vector, empty, foreign', async () => {
  const raster = await preview(
    mbtiles('photo.mbtiles', png(256, 256), { name: 'Orthophoto', bounds: '22.08,44.05,22.12,44.09' }),
  );
  expect(raster).toMatchObject({
    kind: 'rasterTiles',
    name: 'Orthophoto',
    minZoom: 14,
    maxZoom: 14,
    problems: [],
  });
  const vector = await preview(
    mbtiles('osm.mbtiles', gzipSync('layer'), { json: '{"vector_layers":[{"id":"roads"}]}' }),
  );
  expect(vector).toMatchObject({
    kind: 'vectorTiles',
    vectorLayers: ['roads'],
    problems: [{ code: 'boundsComputed' }],
  });
  expect(await refused(mbtiles('nothing.mbtiles', null))).toBe('basemapEmpty');
  expect(await refused(mbtiles('words.mbtiles', Buffer.from('plain words')))).toBe('basemapTileFormat');
  copyFileSync(site.file, at('a-site.mbtiles'));
  expect(['basemapNotTiles', 'basemapDamaged']).toContain(await refused(at('a-site.mbtiles')));
  expect(await refused(file('cut.pmtiles', 'PMTiles\u0003'))).toBe('basemapDamaged');
});

test('imported, listed, ordered, hidden, served, removed; the file lies beside the site', async () => {
  const tile = png(256, 256);
  expect(
    (await site.call('planner', 'basemap.preview', { path: file('served.geojson', geojson(ring)) }))
      .featureCount,
  ).toBe(1);
  const photo = await site.call('planner', 'basemap.import', {
    path: mbtiles('served.mbtiles', tile, { bounds: '22.08,44.05,22.12,44.09', name: 'x' }),
    name: 'Photo',
  });
  const drains = await site.call('planner', 'basemap.import', { path: at('served.geojson'), name: 'Drains' });
  expect(
    await site.refusal('planner', 'basemap.import', { path: at('served.geojson'), name: 'Again' }),
  ).toMatchObject({
    refused: 'basemapAlreadyThere',
    facts: { name: 'Drains' },
  });

  const list = () => site.call('observer', 'basemap.list', {});
  expect((await list()).map(({ name, shown, missing }) => [name, shown, missing])).toEqual([
    ['Photo', true, false],
    ['Drains', true, false],
  ]);
  await site.call('planner', 'basemap.order', { id: drains.id, version: 1, position: 0 });
  expect((await list()).map(({ name }) => name)).toEqual(['Drains', 'Photo']);
  const moved = (await list()).find(({ id }) => id === photo.id)!;
  await site.call('coordinator', 'basemap.hide', { id: photo.id, version: moved.version });
  expect(
    (await site.refusal('coordinator', 'basemap.hide', { id: photo.id, version: moved.version })).refused,
  ).toBe('conflict');

  const serve = serveBasemaps(site.site);
  const served = await serve(`${photo.id}/14/9197/5928`);
  expect(served?.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await served!.arrayBuffer())).toEqual(Buffer.from(tile));
  expect((await serve(`${photo.id}/14/0/0`))?.status).toBe(204);
  for (const path of [
    `${photo.id}/14/-1/0`,
    `${photo.id}/99/0/0`,
    `${photo.id}/../x`,
    `${photo.id}/data`,
    'x/1/1/1',
    '',
  ])
    expect(await serve(path), path).toBeNull();
  const drawing = (await (await serve(`${drains.id}/data`))!.json()) as {
    features: { properties: object }[];
  };
  expect(drawing.features[0]?.properties).toEqual({ name: 'Drain 4' });

  const stored = join(site.file.replace(/\.tocsin$/, '.basemaps'), photo.hash);
  expect(readFileSync(stored)).toEqual(readFileSync(at('served.mbtiles')));
  const hidden = (await list()).find(({ id }) => id === photo.id)!;
  await site.call('planner', 'basemap.remove', { id: photo.id, version: hidden.version });
  expect((await list()).map(({ name }) => name)).toEqual(['Drains']);
  await expect.poll(() => existsSync(stored)).toBe(false);
  expect(await serve(`${photo.id}/14/9197/5928`)).toBeNull();
  closeTiles();
});

/** A PMTiles archive (version 3) written by its specification: header, root directory, metadata, then the tiles. */
function pmtiles(
  name: string,
  tiles: readonly { readonly id: number; readonly data: Uint8Array }[],
  more: { readonly tileType: number; readonly metadata: object },
): string {
  const varint = (value: number): number[] =>
    value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
  const sorted = tiles.toSorted((a, b) => a.id - b.id);
  let offset = 0;
  const entries = sorted.map(({ id, data }) => {
    const entry = { id, offset, length: data.length };
    offset += data.length;
    return entry;
  });
  // Columns one after another: ids as differences, run lengths, lengths, offsets (plus one).
  const directory = Buffer.from([
    ...varint(entries.length),
    ...entries.flatMap(({ id }, i) => varint(id - (entries[i - 1]?.id ?? 0))),
    ...entries.flatMap(() => varint(1)),
    ...entries.flatMap(({ length }) => varint(length)),
    ...entries.flatMap((entry) => varint(entry.offset + 1)),
  ]);
  const metadata = Buffer.from(JSON.stringify(more.metadata));
  const header = Buffer.alloc(127);
  header.write('PMTiles', 0, 'latin1');
  header.writeUInt8(3, 7);
  const sections = [directory.length, metadata.length, 0, offset];
  let at = header.length;
  for (const [i, length] of sections.entries()) {
    header.writeBigUInt64LE(BigInt(at), 8 + 16 * i);
    header.writeBigUInt64LE(BigInt(length), 16 + 16 * i);
    at += length;
  }
  for (const [i, count] of [entries.length, entries.length, entries.length].entries())
    header.writeBigUInt64LE(BigInt(count), 72 + 8 * i);
  // Clustered; directories and tiles not compressed.
  for (const [i, byte] of [1, 1, 1, more.tileType, 14, 14].entries()) header.writeUInt8(byte, 96 + i);
  for (const [i, degrees] of [22.09, 44.06, 22.12, 44.08].entries())
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * i);
  header.writeUInt8(14, 118);
  header.writeInt32LE(Math.round(22.1 * 1e7), 119);
  header.writeInt32LE(Math.round(44.07 * 1e7), 123);
  return file(name, Buffer.concat([header, directory, metadata, ...sorted.map(({ data }) => data)]));
}

test('a PMTiles archive by its specification is looked into, brought in with its progress, and served tile by tile', async () => {
  const tile = (shade: number) => Buffer.concat([png(256, 256), Buffer.alloc(3000, shade)]);
  const [here, beside] = [tile(1), tile(2)];
  const path = pmtiles(
    'site.pmtiles',
    [
      { id: zxyToTileId(14, 9197, 5928), data: here },
      { id: zxyToTileId(14, 9198, 5928), data: beside },
    ],
    { tileType: 2, metadata: { name: 'Orthophoto 2026', attribution: '<a>Survey</a>' } },
  );
  expect(await preview(path)).toMatchObject({
    kind: 'rasterTiles',
    format: 'pmtiles',
    name: 'Orthophoto 2026',
    attribution: 'Survey',
    bounds: [22.09, 44.06, 22.12, 44.08],
    minZoom: 14,
    maxZoom: 14,
    problems: [],
  });

  const basemap = await site.call('planner', 'basemap.import', { path, name: 'Photo of the site' });
  const told = site.events.filter(
    ({ event, payload }) => event === 'progress' && 'job' in payload && payload.job === 'basemap.import',
  );
  expect(told.at(-1)?.payload).toMatchObject({ done: basemap.bytes, total: basemap.bytes });
  const serve = serveBasemaps(site.site);
  const body = async (at: string) => Buffer.from(await (await serve(`${basemap.id}/${at}`))!.arrayBuffer());
  expect(await body('14/9197/5928')).toEqual(here);
  expect(await body('14/9198/5928')).toEqual(beside);
  expect((await serve(`${basemap.id}/14/9199/5928`))?.status).toBe(204);
  // The map asks for no tile outside of what the archive says it covers.
  expect(sourceOf({ ...basemap, missing: false })).toMatchObject({
    bounds: [22.09, 44.06, 22.12, 44.08],
    minzoom: 14,
    maxzoom: 14,
  });
  closeTiles();

  const vector = pmtiles(
    'roads.pmtiles',
    [{ id: zxyToTileId(14, 9197, 5928), data: Buffer.from([0x1a, 0]) }],
    {
      tileType: 1,
      metadata: { vector_layers: [{ id: 'roads' }, { id: 'water' }] },
    },
  );
  expect(await preview(vector)).toMatchObject({ kind: 'vectorTiles', vectorLayers: ['roads', 'water'] });
  expect(await refused(pmtiles('none.pmtiles', [], { tileType: 2, metadata: {} }))).toBe('basemapEmpty');
  expect(await refused(pmtiles('avif.pmtiles', [{ id: 0, data: here }], { tileType: 5, metadata: {} }))).toBe(
    'basemapTileFormat',
  );
  const cut = readFileSync(path).subarray(0, 60);
  expect(await refused(file('cut2.pmtiles', cut))).toBe('basemapDamaged');
});

test('an import that is called off in its middle leaves nothing behind', async () => {
  const stop = new AbortController();
  const into = join(tempFolder(), 'stopped.basemaps');
  const path = pmtiles(
    'big.pmtiles',
    [{ id: zxyToTileId(14, 9197, 5928), data: Buffer.concat([png(256, 256), Buffer.alloc(4_000_000)]) }],
    {
      tileType: 2,
      metadata: {},
    },
  );
  const answer = await doBasemapJob(
    { path, site: [22.1, 44.07], folder: into },
    () => stop.abort(),
    stop.signal,
  );
  expect(answer).toMatchObject({ refused: 'calledOff' });
  expect(readdirSync(into)).toEqual([]);
});

test('only those who keep the map may bring one in', async () => {
  mkdirSync(at('x'), { recursive: true });
  expect(
    (await site.refusal('observer', 'basemap.import', { path: at('drains.geojson'), name: 'x' })).refused,
  ).toBe('wrongRole');
});
