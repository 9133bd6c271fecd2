import Database from 'better-sqlite3';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { PMTiles } from 'pmtiles';
import type { ReadHandle } from '../database.ts';
import type { Basemap } from './basemap.ts';
import { basemapById } from './basemap-store.ts';
import { fileSource } from './tile-source-files.ts';

/** Where a site's basemaps lie: beside the site file (migration 0075 says why). */
export function basemapFolder(siteFile: string): string {
  return `${siteFile.replace(/\.tocsin$/, '')}.basemaps`;
}

interface Tiles {
  tile(z: number, x: number, y: number): Promise<Uint8Array<ArrayBuffer> | null>;
  close(): void;
}

const open = new Map<string, Promise<Tiles>>();
const unzip = promisify(gunzip);

/** Lets go of a removed basemap's file. */
export function forgetTiles(id: string): void {
  void open.get(id)?.then((tiles) => tiles.close());
  open.delete(id);
}

/** Lets go of every file, before the site is closed or another is opened. */
export function closeTiles(): void {
  for (const id of open.keys()) forgetTiles(id);
}

/**
 * Serves `<id>/<z>/<x>/<y>` of a tile set and `<id>/data` of a picture or drawing; null means there is none. A tile that
 * the set does not hold is an empty answer, so that the map does not report it as an error.
 */
export function serveBasemaps(site: { readonly file: string; readonly reader: ReadHandle }) {
  return async (path: string): Promise<Response | null> => {
    const [id = '', ...rest] = path.split('/');
    const basemap = /^[0-9a-f-]{36}$/.test(id) ? basemapById(site.reader, id) : undefined;
    if (!basemap) return null;
    const file = join(basemapFolder(site.file), basemap.hash);
    if (!existsSync(file)) return null;
    if (rest[0] === 'data' && (basemap.kind === 'image' || basemap.kind === 'features'))
      return answer(
        Readable.toWeb(createReadStream(file)) as ReadableStream,
        basemap.kind === 'image' ? 'image/png' : 'application/geo+json',
      );
    const [z, x, y] = rest.map(Number);
    if (rest.length !== 3 || !inRange(z, x, y)) return null;
    const data = await (await tilesOf(basemap, file)).tile(z!, x!, y!);
    if (data === null) return new Response(null, { status: 204 });
    return answer(data, basemap.kind === 'vectorTiles' ? 'application/x-protobuf' : imageType(data));
  };
}

function inRange(z: number | undefined, x: number | undefined, y: number | undefined): boolean {
  if (![z, x, y].every((part) => Number.isInteger(part) && part! >= 0) || z! > 24) return false;
  return x! < 2 ** z! && y! < 2 ** z!;
}

function answer(body: ConstructorParameters<typeof Response>[0], type: string): Response {
  // A basemap never changes under its id: its content is its hash.
  return new Response(body, {
    headers: {
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'cache-control': 'max-age=31536000, immutable',
    },
  });
}

function imageType(data: Uint8Array): string {
  if (data[0] === 0x89) return 'image/png';
  return data[0] === 0xff ? 'image/jpeg' : 'image/webp';
}

function tilesOf(basemap: Basemap, file: string): Promise<Tiles> {
  let tiles = open.get(basemap.id);
  if (!tiles) {
    tiles = basemap.format === 'pmtiles' ? pmtilesOf(file) : Promise.resolve(mbtilesOf(file));
    open.set(basemap.id, tiles);
  }
  return tiles;
}

function mbtilesOf(file: string): Tiles {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  db.pragma('trusted_schema = OFF');
  const find = db.prepare(
    'SELECT tile_data AS data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?',
  );
  return {
    tile: async (z, x, y) => {
      const row = find.get(z, x, 2 ** z - 1 - y) as { data: Uint8Array<ArrayBuffer> } | undefined;
      return row ? unpacked(row.data) : null;
    },
    close: () => void db.close(),
  };
}

async function pmtilesOf(file: string): Promise<Tiles> {
  const source = await fileSource(file);
  const archive = new PMTiles(source);
  return {
    tile: async (z, x, y) => {
      const found = await archive.getZxy(z, x, y);
      return found ? unpacked(new Uint8Array(found.data)) : null;
    },
    close: () => void source.close(),
  };
}

async function unpacked(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return data[0] === 0x1f && data[1] === 0x8b ? new Uint8Array(await unzip(data)) : data;
}
