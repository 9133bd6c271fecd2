import type { ReadHandle } from '../database.ts';
import { devices, gaugesWithPlaces } from '../flood/flood-store.ts';
import type { DeviceState } from '../flood/flood.ts';
import { musterPoints } from '../muster/muster-handlers.ts';
import { expectedAt } from '../muster/muster.ts';
import { memberCounts } from '../person/person-store.ts';
import { placesOf } from '../place/place-store.ts';
import type { Place, PlaceName } from '../place/place.ts';
import { allTeams } from '../team/team-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import type { LonLat } from '../zone/plane.ts';
import { bands, outlines } from './bands.ts';
import { floodMinutes, never, tiled, type Tiled } from './fill.ts';
import { alongLine, latticeOf, unknownCm, type Lattice } from './grid.ts';
import { sha256, unpackHeights } from './heights-files.ts';
import {
  horizons,
  speaking,
  wetKinds,
  type GaugePart,
  type Inundation,
  type InundationBands,
  type InundationGauge,
  type InundationLimit,
  type InWater,
  type Polygon,
  type TerrainAnswer,
  type TerrainQuestion,
} from './inundation.ts';
import { riseOf } from './rise-handlers.ts';
import { bandRaster, cellsOf, inWaterOf, riverCells, type Flooded } from './reached.ts';
import { nearestOn, surfacesOver, type OnLine, type Pace, type WaterLine, type Xy } from './surface.ts';
import { gaugeZeros, modelInForce, packedHeights } from './terrain-store.ts';
import { terrainLimits, type GaugeZero, type TerrainModel } from './terrain.ts';
import { groundWith, type Ground, type Work } from './works.ts';

/** A gauge further than this from every river's line speaks for its own place only. */
const atRiverM = 150;
/** Around a gauge, the ground is looked at within this. */
const aroundM = 60;
/** A line of water that falls more steeply is no level surface from gauge to gauge: 1 in 100. */
const steepest = 0.01;
const lastMinute = horizons.at(-1)!;

/** What is known of the site's shape as long as its model and places stay. */
interface Land {
  readonly mark: string;
  readonly model: TerrainModel;
  readonly lattice: Lattice;
  readonly terrainCm: Int32Array;
  readonly river: Uint8Array;
  readonly places: readonly Place[];
  readonly cells: Map<string, number[]>;
}
/** The ground as it stands with its walls and gates: the same until one of them is moved. */
interface Built {
  readonly mark: string;
  readonly ground: Ground;
  readonly inTiles: Tiled;
}
interface Water {
  readonly mark: string;
  readonly built: Built;
  readonly flooded: Flooded | null;
  readonly gauges: readonly InundationGauge[];
  readonly works: readonly Work[];
  readonly limits: readonly InundationLimit[];
  readonly ahead: boolean;
  readonly inside: readonly InWater[];
  readonly hectares: readonly number[];
  readonly tookMs: number;
}
export type Step = (done: number, total: number) => void;

/** Answers questions about the water from a site's rows; keeps the ground and the last picture from one to the next. */
export function terrainDesk(): (db: ReadHandle, question: TerrainQuestion, step: Step) => TerrainAnswer {
  let land: Land | null = null;
  let water: Water | null = null;
  return (db, question, step) => {
    const model = modelInForce(db);
    if (!model) return null;
    const found = landOf(db, model, land);
    if (isRefusal(found)) return found;
    land = found;
    water = waterOf(db, land, water, Date.parse(question.now), step);
    return question.kind === 'bands'
      ? bandsOf(water, question.minutes)
      : inundationOf(db, land, water, question.incidentId, question.now);
  };
}

function landOf(db: ReadHandle, model: TerrainModel, known: Land | null): Answer<Land> {
  const counted = db.get<{ n: number; sum: number }>(
    'SELECT count(*) AS n, coalesce(sum(version), 0) AS sum FROM place WHERE retiredAt IS NULL',
  );
  const mark = `${model.id} ${counted?.n} ${counted?.sum}`;
  if (known?.mark === mark) return known;
  const lattice = latticeOf(model.shape);
  const same = known?.model.heightsHash === model.heightsHash;
  const packed = same ? null : packedHeights(db, model.heightsHash);
  // Their hash stands in the journal: water is never drawn over heights that are not those that were imported.
  if (packed && sha256(packed) !== model.heightsHash)
    return refuse('terrainHeightsDamaged', { name: model.name });
  const terrainCm = packed ? unpackHeights(packed, model.shape.columns * model.shape.rows) : known!.terrainCm;
  const places = placesOf(db, undefined);
  return { mark, model, lattice, terrainCm, river: riverCells(lattice, places), places, cells: new Map() };
}

const nameOf = ({ id, key, kind, names }: Place): PlaceName => ({ id, key, kind, names });

interface Standing extends InundationGauge {
  readonly xy: Xy;
  readonly cell: number;
  readonly surfaceCm: number;
}

/** Every gauge with what it says of the water, or why it says nothing. */
function gaugesNow(db: ReadHandle, land: Land, nowMs: number): Standing[] {
  const zeros = new Map(gaugeZeros(db).map((zero) => [zero.id, zero]));
  const byId = new Map(land.places.map((place) => [place.id, place]));
  return gaugesWithPlaces(db).flatMap(({ place }) => {
    const full = byId.get(place.id);
    return full?.geometry.type === 'Point' ? [standing(db, land, full, zeros.get(place.id), nowMs)] : [];
  });
}

function standing(
  db: ReadHandle,
  land: Land,
  place: Place,
  zero: GaugeZero | undefined,
  nowMs: number,
): Standing {
  const { lattice, terrainCm } = land;
  const at = place.geometry.coordinates as unknown as LonLat;
  const [column, row] = lattice.at(at);
  const cell = lattice.cell(at);
  const now = riseOf(db, place.id, nowMs);
  const surfaceCm = zero ? zero.zeroM * 100 + now.levelCm : Number.NaN;
  const part = ((): GaugePart => {
    if (!zero) return 'noZero';
    if (now.part === 'noReading') return 'noReading';
    if (cell < 0) return 'outside';
    return fits(lattice, terrainCm, cell, surfaceCm) ? now.part : 'doesNotFit';
  })();
  return {
    place: nameOf(place),
    part,
    zeroM: zero?.zeroM ?? null,
    zeroVersion: zero?.version ?? null,
    levelCm: Number.isNaN(now.levelCm) ? null : now.levelCm,
    at: now.at,
    rise: part === 'rising' ? now.rise : null,
    river: null,
    xy: [column * lattice.cellXM, row * lattice.cellYM],
    cell,
    surfaceCm,
  };
}

/** Water of a gauge stands in its bed: not metres under the lowest ground around it, and not a house over it. */
function fits(lattice: Lattice, terrainCm: Int32Array, cell: number, surfaceCm: number): boolean {
  let lowest = Infinity;
  let unknown = false;
  for (const near of around(lattice, cell, aroundM)) {
    if (terrainCm[near] === unknownCm) unknown = true;
    else lowest = Math.min(lowest, terrainCm[near]!);
  }
  if (lowest === Infinity || (unknown && surfaceCm < lowest)) return true;
  return surfaceCm > lowest - 300 && surfaceCm < lowest + 1500;
}

function around({ shape, cellXM, cellYM }: Lattice, cell: number, metres: number): number[] {
  const [wide, high] = [Math.ceil(metres / cellXM), Math.ceil(metres / cellYM)];
  const row = Math.floor(cell / shape.columns);
  const column = cell - row * shape.columns;
  const found: number[] = [];
  for (let y = Math.max(0, row - high); y <= Math.min(shape.rows - 1, row + high); y += 1)
    for (let x = Math.max(0, column - wide); x <= Math.min(shape.columns - 1, column + wide); x += 1)
      if (Math.hypot((x - column) * cellXM, (y - row) * cellYM) <= metres) found.push(y * shape.columns + x);
  return found;
}

const still = { low: 0, mean: 0, high: 0 };

/** Gauges put on the lines of water for which they speak; those of a steep one speak for nothing. */
function linesOf(
  land: Land,
  gauges: readonly Standing[],
): { lines: (WaterLine & { readonly seeds: number[] })[]; gauges: InundationGauge[] } {
  const { lattice } = land;
  const rivers = land.places
    .filter(({ kind, geometry }) => kind === 'river' && geometry.type === 'LineString')
    .map((place) => {
      const cells = (place.geometry.coordinates as unknown as LonLat[]).map((at) => lattice.at(at));
      const line = cells.map(([column, row]): Xy => [column * lattice.cellXM, row * lattice.cellYM]);
      return { place, cells, line, gauges: [] as (OnLine & { readonly id: string })[] };
    });
  const told = new Map<string, InundationGauge>();
  const alone: (WaterLine & { readonly seeds: number[] })[] = [];
  for (const { xy, cell, surfaceCm, ...gauge } of gauges) {
    told.set(gauge.place.id, gauge);
    if (!speaking.includes(gauge.part)) continue;
    const rise = gauge.rise ?? still;
    const near = rivers
      .map((river) => ({ river, ...nearestOn(xy, river.line) }))
      .toSorted((a, b) => a.metres - b.metres)[0];
    if (near && near.metres <= atRiverM) {
      near.river.gauges.push({ id: gauge.place.id, alongM: near.alongM, levelCm: surfaceCm, rise });
      told.set(gauge.place.id, { ...gauge, river: nameOf(near.river.place) });
    } else
      alone.push({
        line: [xy],
        gauges: [{ alongM: 0, levelCm: surfaceCm, rise }],
        seeds: around(lattice, cell, Math.max(aroundM / 2, lattice.cellXM)),
      });
  }
  const lines = rivers.flatMap(({ line, cells, gauges: on }) => {
    if (on.length === 0) return [];
    const sorted = on.toSorted((a, b) => a.alongM - b.alongM);
    const [first, last] = [sorted[0]!, sorted.at(-1)!];
    const fall = Math.abs(first.levelCm - last.levelCm) / 100;
    if (last.alongM - first.alongM > 1 && fall / (last.alongM - first.alongM) > steepest) {
      for (const { id } of on) told.set(id, { ...told.get(id)!, part: 'steep', rise: null });
      return [];
    }
    const seeds: number[] = [];
    alongLine(lattice.shape, cells, (cell) => seeds.push(cell));
    return [{ line, gauges: sorted, seeds }];
  });
  return { lines: [...lines, ...alone], gauges: [...told.values()] };
}

function waterOf(db: ReadHandle, land: Land, known: Water | null, nowMs: number, step: Step): Water {
  const standings = gaugesNow(db, land, nowMs);
  const states = new Map(devices(db).map((device) => [device.id, device.state]));
  // Minutes count from the newest picture: a rate that is the same to a hundredth gives the same one.
  const mark = JSON.stringify([
    land.mark,
    standings.map(({ place, part, surfaceCm, rise }) => [
      place.id,
      part,
      Math.round(surfaceCm),
      rise && Object.values(rise).map((value) => Math.round(value * 100)),
    ]),
    [...states],
  ]);
  if (known?.mark === mark) return known;
  const began = performance.now();
  const { lines, gauges } = linesOf(land, standings);
  const built = builtOf(land, known?.built, states);
  const { ground } = built;
  const ahead = gauges.some(({ part }) => part === 'rising');
  const flooded = lines.length === 0 ? null : flood(land, built, lines, ahead, step);
  const tookMs = Math.round(performance.now() - began);
  return {
    mark,
    built,
    flooded,
    gauges,
    works: ground.works,
    ahead,
    limits: limitsOf(land, gauges, ground, lines, ahead, flooded),
    inside: flooded ? insideOf(land, flooded) : [],
    hectares: flooded ? hectaresOf(flooded) : [],
    tookMs,
  };
}

function builtOf(land: Land, known: Built | undefined, states: ReadonlyMap<string, DeviceState>): Built {
  const mark = JSON.stringify([land.mark, ...states]);
  if (known?.mark === mark) return known;
  const { columns, rows } = land.model.shape;
  const ground = groundWith(land.lattice, land.terrainCm, land.places, (id) => states.get(id) ?? null);
  return { mark, ground, inTiles: tiled(columns, rows, ground.heightsCm) };
}

function flood(
  land: Land,
  { ground, inTiles }: Built,
  lines: readonly (WaterLine & { readonly seeds: readonly number[] })[],
  ahead: boolean,
  step: Step,
): Flooded {
  const { lattice, river } = land;
  const { columns, rows } = lattice.shape;
  const surfaces = surfacesOver(columns, rows, lines, (column, row) => [
    column * lattice.cellXM,
    row * lattice.cellYM,
  ]);
  const seeds = lines.flatMap((line) => line.seeds);
  const cells = columns * rows;
  const run = (pace: Pace, part: number): Uint8Array =>
    floodMinutes({
      columns,
      rows,
      tiled: inTiles,
      surface: surfaces[pace],
      seeds,
      links: ground.links,
      lastMinute: ahead ? lastMinute : 0,
      step: (done) => step(part * cells + done, 3 * cells),
    });
  const mean = run('mean', 0);
  // Water that does not rise is the same at every pace.
  const minutes = ahead
    ? { mean, high: run('high', 1), low: run('low', 2) }
    : { mean, high: mean, low: mean };
  return { lattice, heightsCm: ground.heightsCm, river, surfaces, minutes };
}

function limitsOf(
  land: Land,
  gauges: readonly InundationGauge[],
  ground: Ground,
  lines: readonly WaterLine[],
  ahead: boolean,
  flooded: Flooded | null,
): InundationLimit[] {
  const limits: InundationLimit[] = [{ code: 'bathtub', facts: {} }];
  const add = (code: InundationLimit['code'], facts: InundationLimit['facts'] = {}): void =>
    void limits.push({ code, facts });
  const keys = (part: GaugePart): string =>
    gauges
      .filter((gauge) => gauge.part === part)
      .map(({ place }) => place.key)
      .join(', ');
  const spoken = lines.reduce((sum, line) => sum + line.gauges.length, 0);
  if (spoken === 1) add('oneGauge', { gauge: gauges.find(({ part }) => speaking.includes(part))!.place.key });
  if (!ahead && spoken > 0) add('notRising');
  if (keys('stale') !== '') add('stale', { gauges: keys('stale') });
  if (keys('fewReadings') !== '') add('fewReadings', { gauges: keys('fewReadings') });
  const alone = gauges.filter(({ part, river }) => speaking.includes(part) && river === null);
  if (alone.length > 0) add('noRiver', { gauges: alone.map(({ place }) => place.key).join(', ') });
  const open = ground.works.filter(({ effect }) => effect === 'takenAsOpen');
  if (open.length > 0) add('openTaken', { places: open.map(({ place }) => place.key).join(', ') });
  const low = ground.works.filter(({ effect }) => effect === 'noCrest');
  if (low.length > 0) add('noCrest', { places: low.map(({ place }) => place.key).join(', ') });
  if (flooded) {
    const { mean } = flooded.minutes;
    let unknown = 0;
    for (let cell = 0; cell < mean.length; cell += 1)
      if (mean[cell] !== never && land.terrainCm[cell] === unknownCm) unknown += 1;
    if (unknown > 0) add('unknownGround', { hectares: hectares(land.lattice, unknown) });
  }
  const cellM = Math.max(land.lattice.cellXM, land.lattice.cellYM);
  if (cellM > terrainLimits.coarseM) add('coarse', { cellM: Math.round(cellM) });
  return limits;
}

const hectares = ({ cellXM, cellYM }: Lattice, cells: number): number =>
  Math.round((cells * cellXM * cellYM) / 100) / 100;

function hectaresOf({ lattice, minutes, river }: Flooded): number[] {
  const byMinute = new Float64Array(lastMinute + 1);
  for (let cell = 0; cell < river.length; cell += 1) {
    const at = minutes.mean[cell]!;
    if (at !== never && river[cell] === 0) byMinute[at]! += 1;
  }
  return horizons.map((until) =>
    hectares(
      lattice,
      byMinute.subarray(0, until + 1).reduce((sum, n) => sum + n, 0),
    ),
  );
}

/** Most lines of the list; what is reached first comes first. */
const mostInside = 400;

function insideOf(land: Land, flooded: Flooded): InWater[] {
  const kinds: readonly string[] = wetKinds;
  const found = land.places.flatMap((place) => {
    if (!kinds.includes(place.kind)) return [];
    const cells = land.cells.get(place.id) ?? cellsOf(land.lattice, place.geometry);
    land.cells.set(place.id, cells);
    return inWaterOf(flooded, place, cells, null) ?? [];
  });
  const late = (one: InWater): number => one.minute ?? 1000 + (one.soonest ?? 1000);
  return found
    .toSorted((a, b) => late(a) - late(b) || (a.place.key < b.place.key ? -1 : 1))
    .slice(0, mostInside);
}

function inundationOf(
  db: ReadHandle,
  land: Land,
  water: Water,
  incidentId: string | null,
  now: string,
): Inundation {
  const members = memberCounts(db);
  const heads = new Map(
    musterPoints(db, incidentId ?? undefined).map((point) => [
      point.place.id,
      point.muster?.counted ?? expectedAt(point),
    ]),
  );
  const wet = new Map(water.inside.map((one) => [one.place.id, one]));
  const teams = allTeams(db).flatMap((team) => {
    const at = wet.get(team.placeId ?? team.homePlaceId ?? '');
    if (!at) return [];
    const { minute, soonest, place } = at;
    return [
      { team: team.key, teamId: team.id, people: members.get(team.id) ?? 0, at: place, minute, soonest },
    ];
  });
  const { problems: _told, ...model } = land.model;
  const { gauges, works, limits, ahead, hectares: areas, tookMs, inside } = water;
  return {
    model: { ...model, cellM: Math.max(land.lattice.cellXM, land.lattice.cellYM) },
    at: now,
    gauges,
    works,
    limits,
    ahead,
    hectares: areas,
    tookMs,
    inside: inside.map((one) => ({ ...one, heads: heads.get(one.place.id) ?? null })),
    teams,
  };
}

function bandsOf({ flooded, ahead }: Water, minutes: number): InundationBands {
  if (!flooded || (minutes > 0 && !ahead)) return { minutes, bands: [], upper: [] };
  const drawn = (pace: Pace, plain: boolean): Map<number, Polygon[]> => {
    const { labels, columns, rows, step } = bandRaster(flooded, pace, minutes, plain);
    return new Map(
      [...outlines(labels, columns, rows)].map(([label, polygons]) => [
        label,
        polygons.map((rings) => rings.map((ring) => closed(flooded.lattice, ring, step))),
      ]),
    );
  };
  const found = drawn('mean', false);
  return {
    minutes,
    bands: bands.flatMap((band, n) => {
      const polygons = found.get(n + 1);
      return polygons ? [{ band, polygons }] : [];
    }),
    upper: minutes === 0 ? [] : (drawn('high', true).get(1) ?? []),
  };
}

/** A ring in longitude and latitude, its first corner repeated. */
function closed(
  lattice: Lattice,
  ring: readonly (readonly [number, number])[],
  step: number,
): [number, number][] {
  const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
  const at = ([column, row]: readonly [number, number]): [number, number] => {
    const [lon, lat] = lattice.position(column * step, row * step);
    return [round(lon), round(lat)];
  };
  const points = ring.map(at);
  return [...points, points[0]!];
}
