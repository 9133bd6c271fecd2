import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import { metresBetween, type LonLat } from '../zone/plane.ts';
import { boundsOfGrid, latticeOf, unknownCm, type GridShape, type Lattice } from './grid.ts';
import { packHeights, sha256 } from './heights-files.ts';
import { acceptedSystems, systemOf } from './systems.ts';
import {
  compareHeights,
  terrainLimits,
  type KnownHeight,
  type TerrainProblem,
  type TerrainRead,
} from './terrain.ts';

/** What the worker is asked: to look into a file, and to give its heights packed when it is to be kept. */
export interface ReadTerrainJob {
  readonly path: string;
  readonly keep: boolean;
  readonly site: LonLat;
  /** Where the site's places stand, with the heights that are known of some. */
  readonly places: readonly {
    readonly key: string;
    readonly at: LonLat;
    readonly knownM: number | null;
  }[];
}
export interface TerrainDone {
  readonly read: TerrainRead;
  /** Null when the file was only looked at. */
  readonly packed: Uint8Array | null;
  readonly heightsHash: string;
}

const mb = 1024 * 1024;
const metresPerFoot: Readonly<Record<number, number>> = { 9001: 1, 9002: 0.3048, 9003: 1200 / 3937 };
/** Values that stand for "no data" where a file forgets to say so. */
const emptyValues = [-9999, -32_768, -32_767, 32_767, -99_999];

/** Reads a GeoTIFF of heights. Every fault of the file is a refusal; `step` hears how far it is and may call it off. */
export async function readTerrain(
  job: ReadTerrainJob,
  step: (done: number, total: number) => void = () => {},
): Promise<Answer<TerrainDone>> {
  let file: Buffer;
  try {
    const info = await stat(job.path);
    if (!info.isFile()) return refuse('terrainUnreadable', { file: basename(job.path) });
    if (info.size > terrainLimits.fileMb * mb)
      return refuse('terrainTooLarge', { mb: Math.ceil(info.size / mb), limit: terrainLimits.fileMb });
    file = await readFile(job.path);
  } catch {
    return refuse('terrainUnreadable', { file: basename(job.path) });
  }
  if (!isTiff(file)) return refuse('terrainNotTiff', { file: basename(job.path) });
  step(0, 4);
  try {
    const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
    const image = await (await fromArrayBuffer(bytes)).getImage();
    const placed = shapeOf(image);
    if (isRefusal(placed)) return placed;
    const lattice = latticeOf(placed);
    const elsewhere = notHere(lattice, job.site);
    if (elsewhere) return elsewhere;
    step(1, 4);
    const values = (await image.readRasters({ interleave: true })) as unknown as ArrayLike<number>;
    step(2, 4);
    const found = heightsOf(image, values);
    if (isRefusal(found)) return found;
    const told = judged(job, lattice, found.heightsCm);
    if (isRefusal(told)) return told;
    step(3, 4);
    const { heightsCm, unknown, minCm, maxCm } = found;
    const read: TerrainRead = {
      shape: placed,
      bounds: boundsOfGrid(lattice),
      cellM: Math.round(Math.max(lattice.cellXM, lattice.cellYM) * 100) / 100,
      minM: minCm / 100,
      maxM: maxCm / 100,
      unknownShare: unknown / heightsCm.length,
      unknownOverSite: told.unknownOverSite,
      problems: [...found.problems, ...told.problems],
      name: basename(job.path, extname(job.path)).slice(0, 120),
      fileHash: sha256(file),
    };
    const packed = job.keep ? packHeights(heightsCm) : null;
    return { read, packed, heightsHash: packed ? sha256(packed) : '' };
  } catch (error) {
    if (error instanceof Error && error.name === 'JobCancelled') throw error;
    const detail = (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 160);
    return refuse('terrainDamaged', { detail });
  }
}

/** By its first bytes: TIFF and BigTIFF in either order of bytes. */
function isTiff(file: Buffer): boolean {
  if (file.length < 16) return false;
  const order = file.toString('latin1', 0, 2);
  const version = order === 'II' ? file.readUInt16LE(2) : order === 'MM' ? file.readUInt16BE(2) : 0;
  return version === 42 || version === 43;
}

/** How the raster lies on the earth, or what is missing to know it. */
function shapeOf(image: GeoTIFFImage): Answer<GridShape> {
  const [columns, rows] = [image.getWidth(), image.getHeight()];
  if (image.getSamplesPerPixel() !== 1)
    return refuse('terrainManyBands', { bands: image.getSamplesPerPixel() });
  const cells = columns * rows;
  if (cells > terrainLimits.cells)
    return refuse('terrainTooManyCells', {
      cells: Math.round(cells / 100_000) / 10,
      limit: terrainLimits.cells / 1_000_000,
      columns,
      rows,
    });
  if (columns < 2 || rows < 2) return refuse('terrainEmpty');
  const keys = image.getGeoKeys();
  const code = keys?.ProjectedCSTypeGeoKey ?? keys?.GeographicTypeGeoKey;
  if (typeof code !== 'number') return refuse('terrainNoProjection');
  const system = systemOf(code);
  if (!system) {
    const name = String(keys?.PCSCitationGeoKey ?? keys?.GTCitationGeoKey ?? '').slice(0, 80);
    return refuse('terrainSystemUnknown', {
      system: `${code === 32_767 ? 'user-defined' : `EPSG:${code}`}${name === '' ? '' : ` (${name})`}`,
      accepted: acceptedSystems,
    });
  }
  const turned = image.fileDirectory.hasTag('ModelTransformation')
    ? (image.fileDirectory.getValue('ModelTransformation') as ArrayLike<number> | undefined)
    : undefined;
  if (turned && (turned[1] !== 0 || turned[4] !== 0)) return refuse('terrainTurned');
  let origin: readonly number[];
  let resolution: readonly number[];
  try {
    origin = image.getOrigin();
    resolution = image.getResolution();
  } catch {
    return refuse('terrainNoPosition');
  }
  const [cellX, cellY] = [Math.abs(resolution[0]!), Math.abs(resolution[1]!)];
  if (!(cellX > 0 && cellY > 0) || ![origin[0], origin[1]].every(Number.isFinite))
    return refuse('terrainNoPosition');
  // A value that stands for the cell's middle begins half a cell further out.
  const half = image.pixelIsArea() ? 0 : 0.5;
  const shape: GridShape = {
    columns,
    rows,
    epsg: code,
    west: origin[0]! - half * cellX,
    north: origin[1]! + half * cellY,
    cellX,
    cellY,
  };
  const { west, north } = shape;
  const fitsDegrees = Math.abs(west) <= 180 && Math.abs(north) <= 90 && cellX * columns <= 360;
  const where = `${west.toFixed(1)}, ${north.toFixed(1)}`;
  if (system.kind === 'degrees' && !fitsDegrees)
    return refuse('terrainSaysDegrees', { system: `EPSG:${code}`, where });
  if (system.kind === 'utm' && fitsDegrees)
    return refuse('terrainSaysMetres', { system: `EPSG:${code}`, where });
  return shape;
}

/** Refuses a model of somewhere else, saying where it lies. */
function notHere(lattice: Lattice, site: LonLat): Refusal | null {
  const [west, south, east, north] = boundsOfGrid(lattice);
  if (![west, south, east, north].every(Number.isFinite)) return refuse('terrainNoPosition');
  if (site[0] >= west && site[0] <= east && site[1] >= south && site[1] <= north) return null;
  const middle: LonLat = [(west + east) / 2, (south + north) / 2];
  return refuse('terrainElsewhere', {
    where: `${middle[1].toFixed(3)}, ${middle[0].toFixed(3)}`,
    km: Math.round(metresBetween(middle, site) / 100) / 10,
    system: `EPSG:${lattice.shape.epsg}`,
  });
}

interface Heights {
  readonly heightsCm: Int32Array;
  readonly unknown: number;
  readonly minCm: number;
  readonly maxCm: number;
  readonly problems: readonly TerrainProblem[];
}

/** The file's values in cm above sea; what it marks as empty, or could only be, is unknown. */
function heightsOf(image: GeoTIFFImage, values: ArrayLike<number>): Answer<Heights> {
  const problems: TerrainProblem[] = [];
  const unit = image.getGeoKeys()?.VerticalUnitsGeoKey as number | undefined;
  const metres = unit === undefined ? 1 : metresPerFoot[unit];
  if (metres === undefined) return refuse('terrainUnit', { unit: String(unit) });
  if (unit === undefined) problems.push({ code: 'unitNotSaid', facts: {} });
  if (metres !== 1) problems.push({ code: 'feetTurned', facts: {} });
  const empty = image.getGDALNoData();
  const heightsCm = new Int32Array(values.length);
  const guessed = new Map<number, number>();
  let [unknown, minCm, maxCm] = [0, Infinity, -Infinity];
  for (let cell = 0; cell < values.length; cell += 1) {
    const value = values[cell]!;
    const strange = value < -1000 || value > 30_000;
    if (value === empty || Number.isNaN(value) || (strange && isEmptyValue(value))) {
      if (value !== empty && !Number.isNaN(value)) guessed.set(value, (guessed.get(value) ?? 0) + 1);
      heightsCm[cell] = unknownCm;
      unknown += 1;
      continue;
    }
    const cm = Math.round(value * metres * 100);
    if (cm > 900_000 || cm < -50_000)
      return refuse('terrainHeightImpossible', {
        height: Math.round(value),
        row: Math.floor(cell / image.getWidth()) + 1,
        column: (cell % image.getWidth()) + 1,
      });
    heightsCm[cell] = cm;
    if (cm < minCm) minCm = cm;
    if (cm > maxCm) maxCm = cm;
  }
  if (unknown === values.length) return refuse('terrainEmpty');
  if (minCm === maxCm) return refuse('terrainFlat', { heightM: minCm / 100 });
  for (const [value, count] of guessed)
    problems.push({
      code: 'noDataGuessed',
      facts: { value: value > 1e6 || value < -1e6 ? value.toExponential(1) : value, count },
    });
  return { heightsCm, unknown, minCm, maxCm, problems };
}

const isEmptyValue = (value: number): boolean => emptyValues.includes(value) || Math.abs(value) > 1e30;

/** What the heights mean for the site: holes over it, places without ground, feet. */
function judged(
  job: ReadTerrainJob,
  lattice: Lattice,
  heightsCm: Int32Array,
): Answer<{ readonly problems: readonly TerrainProblem[]; readonly unknownOverSite: number }> {
  const problems: TerrainProblem[] = [];
  const holes: string[] = [];
  const outside: string[] = [];
  const known: KnownHeight[] = [];
  for (const { key, at, knownM } of job.places) {
    const cell = lattice.cell(at);
    if (cell < 0) outside.push(key);
    else if (heightsCm[cell] === unknownCm) holes.push(key);
    else if (knownM !== null) known.push({ key, knownM, modelM: heightsCm[cell]! / 100 });
  }
  const inside = job.places.length - outside.length;
  const share = inside === 0 ? 0 : holes.length / inside;
  if (inside > 0 && share > 0.5)
    return refuse('terrainHoleOverSite', { percent: Math.round(share * 100), count: holes.length });
  const unknown = heightsCm.reduce((sum, height) => sum + (height === unknownCm ? 1 : 0), 0);
  if (unknown > 0)
    problems.push({
      code: 'holes',
      facts: {
        percent: Math.max(0.1, Math.round((unknown / heightsCm.length) * 1000) / 10),
        count: holes.length,
        places: holes.length === 0 ? '–' : holes.slice(0, 8).join(', '),
      },
    });
  if (outside.length > 0)
    problems.push({
      code: 'partly',
      facts: { count: outside.length, places: outside.slice(0, 8).join(', ') },
    });
  const cellM = Math.round(Math.max(lattice.cellXM, lattice.cellYM) * 10) / 10;
  if (cellM > terrainLimits.coarseM) problems.push({ code: 'coarse', facts: { cellM } });
  const compared = compareHeights(known);
  if (isRefusal(compared)) return compared;
  if (compared) problems.push(compared);
  return { problems, unknownOverSite: share };
}
