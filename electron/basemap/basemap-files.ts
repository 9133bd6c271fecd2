import Database from 'better-sqlite3';
import { strFromU8, unzipSync } from 'fflate';
import { existsSync, openSync, readFileSync, readSync, closeSync, statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { PMTiles, TileType } from 'pmtiles';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { metresBetween, type LonLat } from '../zone/plane.ts';
import { reachKm } from '../zone/zone.ts';
import {
  boundsOf,
  limits,
  outOfArea,
  partlyOutside,
  type BasemapContent,
  type BasemapFormat,
  type BasemapPreview,
  type Bounds,
  type CoordinateSystem,
  type Corners,
  type Problem,
} from './basemap.ts';
import { geojsonOfKml, readDrawing, type ReadDrawing } from './features.ts';
import { checkCorners, cornersOf, parseWorldFile, pngSize } from './picture.ts';
import { storeFile, storeText } from './store-files.ts';
import { fileSource } from './tile-source-files.ts';

/** What a worker is asked to do with one file. */
export interface BasemapJob {
  readonly path: string;
  readonly site: LonLat;
  readonly system?: CoordinateSystem | undefined;
  readonly corners?: Corners | undefined;
  /** The folder to store into; without it the file is only looked at. */
  readonly folder?: string;
}
export type BasemapDone = BasemapPreview & { readonly hash: string };

const mb = 1024 * 1024;

/**
 * Looks into a file, and stores it when the job names a folder. Every fault of the file is a refusal. `progress` hears the
 * bytes copied and how many there are; `signal` calls it off, and nothing of the file stays (calledOff).
 */
export async function doBasemapJob(
  job: BasemapJob,
  progress: (done: number, total: number) => void = () => {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Answer<BasemapDone>> {
  try {
    const found = await inspect(job);
    if (isRefusal(found)) return found;
    const { drawing, preview } = found;
    if (job.folder === undefined) return { ...preview, hash: '' };
    await mkdir(job.folder, { recursive: true });
    const hash =
      drawing === null
        ? await storeFile(job.path, job.folder, progress, signal)
        : await storeText(JSON.stringify(drawing), job.folder);
    return { ...preview, hash };
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR' || code === 'EPERM')
      return refuse('basemapUnreadable', { file: basename(job.path) });
    if (code === 'ABORT_ERR') return refuse('calledOff');
    if (code === 'ENOSPC') return refuse('notSavedDiskFull');
    return refuse('basemapDamaged', { detail: (message ?? '').split('\n')[0]?.slice(0, 160) ?? '' });
  }
}

interface Found {
  readonly preview: BasemapPreview;
  /** What is stored in the place of the file, for drawings. */
  readonly drawing: unknown;
}

async function inspect(job: BasemapJob): Promise<Answer<Found>> {
  const info = await stat(job.path);
  if (!info.isFile()) return refuse('basemapUnreadable', { file: basename(job.path) });
  if (info.size === 0) return refuse('basemapEmpty');
  const head = headOf(job.path, 512);
  const format = formatOf(head);
  if (format === null) return refuse('basemapUnknownKind');
  const limitMb = { mbtiles: limits.tileFileMb, pmtiles: limits.tileFileMb, png: limits.imageMb, geojson: limits.featureFileMb, kml: limits.featureFileMb, kmz: limits.featureFileMb }[format]; // prettier-ignore
  if (info.size > limitMb * mb)
    return refuse('basemapTooLarge', { mb: Math.ceil(info.size / mb), limit: limitMb });
  const content = await contentOf(format, head, job);
  if (isRefusal(content)) return content;
  const elsewhere = outOfArea(content.bounds, job.site);
  if (elsewhere) return elsewhere;
  const { problems, drawing = null, title = '', ...rest } = content;
  const name = (title || basename(job.path, extname(job.path))).slice(0, 120);
  const all = [...problems, ...partlyOutside(content.bounds, job.site)];
  return { preview: { ...rest, format, name, bytes: info.size, problems: all }, drawing };
}

type Content = Omit<BasemapContent, 'format'> & {
  readonly problems: readonly Problem[];
  readonly drawing?: unknown;
  readonly title?: string;
};

/** By what the file holds, never by its name. */
function formatOf(head: Buffer): BasemapFormat | null {
  if (head.toString('latin1', 0, 15) === 'SQLite format 3') return 'mbtiles';
  if (head.toString('latin1', 0, 7) === 'PMTiles') return 'pmtiles';
  if (pngSize(head)) return 'png';
  if (head.toString('latin1', 0, 4) === 'PK\x03\x04') return 'kmz';
  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text.startsWith('{')) return 'geojson';
  return text.startsWith('<') ? 'kml' : null;
}

function contentOf(
  format: BasemapFormat,
  head: Buffer,
  job: BasemapJob,
): Promise<Answer<Content>> | Answer<Content> {
  switch (format) {
    case 'mbtiles':
      return mbtiles(job.path);
    case 'pmtiles':
      return pmtiles(job.path);
    case 'png':
      return picture(head, job);
    case 'geojson':
      return drawingOf(parseJson(readFileSync(job.path, 'utf8')), job);
    case 'kml':
      return drawingOf(geojsonOfKml(readFileSync(job.path, 'utf8')), job);
    case 'kmz':
      return kmz(job);
  }
}

function parseJson(text: string): Answer<unknown> {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    return refuse('basemapDamaged', { detail: (error as Error).message.slice(0, 160) });
  }
}

function drawingOf(json: Answer<unknown>, job: BasemapJob): Answer<Content> {
  if (isRefusal(json)) return json;
  const read: Answer<ReadDrawing> = readDrawing(json, job.system, reaches(job.site));
  if (isRefusal(read)) return read;
  return {
    kind: 'features',
    bounds: read.bounds,
    corners: null,
    minZoom: null,
    maxZoom: null,
    featureCount: read.drawing.features.length,
    vectorLayers: [],
    attribution: '',
    problems: read.problems,
    drawing: read.drawing,
  };
}

function kmz(job: BasemapJob): Answer<Content> {
  let tooLarge = 0;
  const parts = unzipSync(readFileSync(job.path), {
    filter: (part) => {
      if (!/\.kml$/i.test(part.name)) return false;
      // A small archive can unpack to a huge file.
      if (part.originalSize > limits.featureFileMb * mb) tooLarge = part.originalSize;
      return tooLarge === 0;
    },
  });
  if (tooLarge > 0)
    return refuse('basemapTooLarge', { mb: Math.ceil(tooLarge / mb), limit: limits.featureFileMb });
  const main = parts['doc.kml'] ?? Object.values(parts)[0];
  return main ? drawingOf(geojsonOfKml(strFromU8(main)), job) : refuse('basemapUnknownKind');
}

function picture(head: Buffer, job: BasemapJob): Answer<Content> {
  const size = pngSize(head)!;
  if (size.width === 0 || size.height === 0) return refuse('basemapEmpty');
  if (Math.max(size.width, size.height) > limits.imagePx)
    return refuse('basemapPictureTooWide', { width: size.width, height: size.height, limit: limits.imagePx });
  const problems: Problem[] = [];
  let corners: Answer<Corners>;
  if (job.corners) {
    corners = checkCorners(job.corners);
  } else {
    const beside = worldFileOf(job.path);
    if (beside === null)
      return refuse('basemapNeedsPosition', { file: `${basename(job.path, extname(job.path))}.pgw` });
    const world = parseWorldFile(readFileSync(beside, 'utf8').slice(0, 4096));
    if (isRefusal(world)) return world;
    const found = cornersOf(world, size, job.system, reaches(job.site));
    if (isRefusal(found)) return found;
    corners = found.corners;
    if (job.system === undefined) problems.push({ code: 'systemGuessed', facts: { system: found.system } });
  }
  if (isRefusal(corners)) return corners;
  return {
    kind: 'image',
    bounds: boundsOf(corners)!,
    corners,
    minZoom: null,
    maxZoom: null,
    featureCount: null,
    vectorLayers: [],
    attribution: '',
    problems,
  };
}

function worldFileOf(path: string): string | null {
  const stem = path.slice(0, path.length - extname(path).length);
  return ['.pgw', '.PGW', '.pngw', '.wld'].map((end) => stem + end).find((file) => existsSync(file)) ?? null;
}

/** A tile set in SQLite: by the MBTiles specification, with a little patience for what real files leave out. */
function mbtiles(path: string): Answer<Content> {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    db.pragma('trusted_schema = OFF');
    const has = (name: string): boolean =>
      db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = ? AND type IN ('table', 'view')`).get(name) !==
      undefined;
    if (!has('tiles')) return refuse('basemapNotTiles');
    const meta = new Map<string, string>();
    if (has('metadata'))
      for (const row of db.prepare('SELECT name, value FROM metadata LIMIT 200').iterate() as Iterable<{
        name: string;
        value: unknown;
      }>)
        meta.set(row.name, String(row.value ?? ''));
    const sample = db.prepare('SELECT tile_data AS data FROM tiles LIMIT 1').get() as
      { data: unknown } | undefined;
    if (!sample) return refuse('basemapEmpty');
    const kind = tileKind(sample.data);
    if (kind === null) return refuse('basemapTileFormat');
    const zooms = db.prepare('SELECT min(zoom_level) AS min, max(zoom_level) AS max FROM tiles').get() as {
      min: number;
      max: number;
    };
    const stated = boundsText(meta.get('bounds'));
    const bounds = stated ?? tileBounds(db, zooms.max);
    return {
      kind,
      bounds,
      corners: null,
      minZoom: zooms.min,
      maxZoom: zooms.max,
      featureCount: null,
      vectorLayers: kind === 'vectorTiles' ? layerNames(meta.get('json')) : [],
      attribution: plain(meta.get('attribution') ?? ''),
      problems: [...(stated ? [] : [{ code: 'boundsComputed', facts: {} } as const]), ...coarse(zooms.max)],
      title: plain(meta.get('name') ?? ''),
    };
  } finally {
    db.close();
  }
}

async function pmtiles(path: string): Promise<Answer<Content>> {
  const source = await fileSource(path);
  try {
    const archive = new PMTiles(source);
    const header = await archive.getHeader();
    if (header.numAddressedTiles === 0 && header.numTileEntries === 0) return refuse('basemapEmpty');
    const vector = header.tileType === TileType.Mvt;
    if (!vector && ![TileType.Png, TileType.Jpeg, TileType.Webp].includes(header.tileType))
      return refuse('basemapTileFormat');
    const meta = ((await archive.getMetadata().catch(() => ({}))) ?? {}) as Record<string, unknown>;
    return {
      kind: vector ? 'vectorTiles' : 'rasterTiles',
      bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
      corners: null,
      minZoom: header.minZoom,
      maxZoom: header.maxZoom,
      featureCount: null,
      vectorLayers: vector ? layerNames(JSON.stringify(meta)) : [],
      attribution: plain(String(meta['attribution'] ?? '')),
      problems: coarse(header.maxZoom),
      title: plain(String(meta['name'] ?? '')),
    };
  } finally {
    await source.close();
  }
}

const coarse = (maxZoom: number): Problem[] =>
  maxZoom < 14 ? [{ code: 'notDetailed', facts: { zoom: maxZoom } }] : [];
/** Attributions come as HTML; the map shows text. */
const plain = (html: string): string => html.replace(/<[^>]*>/g, '').trim().slice(0, 200); // prettier-ignore

function tileKind(data: unknown): 'rasterTiles' | 'vectorTiles' | null {
  if (!(data instanceof Uint8Array) || data.length < 4) return null;
  const start = Buffer.from(data.buffer, data.byteOffset, Math.min(12, data.length)).toString('latin1');
  if (start.startsWith('\x89PNG') || start.startsWith('\xff\xd8\xff') || /^RIFF....WEBP/s.test(start))
    return 'rasterTiles';
  // A vector tile is protocol buffers, nearly always gzipped; its first field is a layer.
  return start.startsWith('\x1f\x8b') || start.startsWith('\x1a') ? 'vectorTiles' : null;
}

function boundsText(text: string | undefined): Bounds | null {
  const numbers = (text ?? '').split(',').map(Number);
  const [w, s, e, n] = numbers as [number, number, number, number];
  return numbers.length === 4 && numbers.every(Number.isFinite) && w < e && s < n && s >= -90 && n <= 90
    ? [w, s, e, n]
    : null;
}

function tileBounds(db: Database.Database, zoom: number): Bounds {
  const span = db
    .prepare(
      `SELECT min(tile_column) AS west, max(tile_column) AS east, min(tile_row) AS south, max(tile_row) AS north
       FROM tiles WHERE zoom_level = ?`,
    )
    .get(zoom) as { west: number; east: number; south: number; north: number };
  const size = 2 ** zoom;
  const lon = (column: number): number => (column / size) * 360 - 180;
  // MBTiles counts rows from the south.
  const lat = (row: number): number =>
    (Math.atan(Math.sinh(Math.PI * ((2 * row) / size - 1))) * 180) / Math.PI;
  return [lon(span.west), lat(span.south), lon(span.east + 1), lat(span.north + 1)];
}

function layerNames(json: string | undefined): string[] {
  try {
    const { vector_layers: layers } = JSON.parse(json ?? '{}') as { vector_layers?: { id?: unknown }[] };
    return (Array.isArray(layers) ? layers : []).map((layer) => String(layer.id ?? '')).filter(Boolean).slice(0, 100); // prettier-ignore
  } catch {
    return [];
  }
}

const reaches =
  (site: LonLat) =>
  (at: LonLat): boolean =>
    Math.abs(at[1]) <= 90 && metresBetween(at, site) <= reachKm * 1000;

function headOf(path: string, length: number): Buffer {
  const fd = openSync(path, 'r');
  try {
    const head = Buffer.alloc(Math.min(length, statSync(path).size));
    readSync(fd, head, 0, head.length, 0);
    return head;
  } finally {
    closeSync(fd);
  }
}
