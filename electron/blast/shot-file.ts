import { z } from 'zod';
import { confinements, decibels, type Confinement } from '../hazard/blast.ts';
import type { Place } from '../place/place.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import { instantOf } from '../roster/local-time.ts';
import { cellText, type Cell } from '../spreadsheet/cell.ts';
import { guessDayOrder, readDay } from '../spreadsheet/day.ts';
import { guessColumns, guessHeaderRow, plainWords, type Heading } from '../spreadsheet/heading.ts';
import { guessDecimal, readDecimal } from '../spreadsheet/number.ts';
import {
  chargeFault,
  initiations,
  planBlastInput,
  type Blast,
  type Initiation,
  type PlanBlast,
} from './blast.ts';
import type { LonLat } from '../zone/plane.ts';
import { outOfReach } from '../zone/zone.ts';
import { measurementFault } from './measurement.ts';
import { distanceTo } from './reach.ts';

/** A list of measured shots: one row for each place at which a shot was measured. */
const headings: readonly Heading[] = [
  { key: 'key', words: ['shot', 'blast', 'shot no', 'blast no', 'miniranje', 'broj miniranja', '爆破编号', '编号', '爆破'] },
  { key: 'date', words: ['date', 'fired on', 'datum', '日期'] },
  { key: 'time', words: ['time', 'fired at', 'vreme', 'vrijeme', '时间'] },
  { key: 'bench', words: ['bench', 'where', 'location', 'etaža', 'lokacija', 'mesto miniranja', '台阶', '爆破地点'] },
  { key: 'longitude', words: ['longitude', 'lon', 'geografska dužina', '经度'] },
  { key: 'latitude', words: ['latitude', 'lat', 'geografska širina', '纬度'] },
  { key: 'chargePerDelayKg', words: ['charge per delay', 'charge per delay kg', 'mic', 'q', 'punjenje po usporenju', 'punjenje po intervalu', '单段药量', '最大单段药量'] },
  { key: 'totalKg', words: ['total charge', 'total kg', 'ukupno punjenje', 'ukupno eksploziva', '总药量'] },
  { key: 'holes', words: ['holes', 'number of holes', 'broj bušotina', '孔数'] },
  { key: 'holeMm', words: ['hole diameter', 'diameter mm', 'prečnik', 'prečnik bušotine', '孔径'] },
  { key: 'burdenM', words: ['burden', 'burden m', 'linija najmanjeg otpora', '抵抗线', '最小抵抗线'] },
  { key: 'stemmingM', words: ['stemming', 'stemming m', 'čep', 'dužina čepa', '填塞', '填塞长度'] },
  { key: 'chargeKgM', words: ['charge per metre', 'kg m', 'linear charge', 'punjenje po metru', '线装药密度', '每米药量'] },
  { key: 'confinement', words: ['confinement', 'free face', 'ukleštenost', '约束', '夹制'] },
  { key: 'initiation', words: ['initiation', 'detonators', 'iniciranje', 'način iniciranja', '起爆方式', '雷管'] },
  { key: 'place', words: ['measured at', 'place', 'station', 'monitor', 'merno mesto', 'mesto merenja', '测点', '测站', '监测点'] },
  { key: 'ppvMmS', words: ['ppv', 'ppv mm s', 'peak particle velocity', 'velocity', 'brzina oscilovanja', 'brzina', '质点振速', '振速', '峰值振速'] },
  { key: 'frequencyHz', words: ['frequency', 'hz', 'frequency hz', 'frekvencija', '频率', '主频'] },
  { key: 'airblastDb', words: ['airblast', 'airblast db', 'overpressure db', 'dbl', 'vazdušni udar', 'vazdušni udar db', '空气冲击波', '冲击波 db'] },
  { key: 'airblastPa', words: ['airblast pa', 'overpressure pa', 'natpritisak pa', '超压', '超压 pa'] },
]; // prettier-ignore

export const shotFileMaxBytes = 2 * 1024 * 1024;
/** Rows taken at once: years of a site's shots, and no more than one entry of the journal bears. */
export const shotFileMaxRows = 400;

export const shotFileInput = z.object({
  bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length > 0 && bytes.length <= shotFileMaxBytes),
});

export type ShotVerdict = 'new' | 'equal' | 'refused';
export interface ShotRow {
  /** As spreadsheet programs number it. */
  readonly no: number;
  readonly key: string;
  readonly place: string;
  readonly verdict: ShotVerdict;
  /** Why it is refused; a sentence under refusal. */
  readonly why: Refusal | null;
}
type MeasuredAt = {
  readonly placeId: string;
  readonly distanceM: number;
  readonly ppvMmS: number | null;
  readonly frequencyHz: number | null;
  readonly airblastDb: number | null;
};
export interface ReadShot {
  /** The site's own shot of that number, or what is to be written first. */
  readonly known: string | null;
  readonly key: string;
  readonly firedAt: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly shot: Omit<PlanBlast, 'key' | 'plannedAt' | 'longitude' | 'latitude'>;
  readonly measured: MeasuredAt[];
}
export interface ShotsRead {
  readonly rows: readonly ShotRow[];
  readonly counts: Readonly<Record<ShotVerdict, number>>;
  readonly columns: readonly string[];
  readonly shots: readonly ReadShot[];
}
/** What the person is shown before anything is kept. */
export type ShotsLook = Omit<ShotsRead, 'shots'> & { readonly shots: number };

/** What of the site is needed to read such a list. */
export interface KnownForShots {
  readonly zone: string;
  readonly site: LonLat;
  readonly now: string;
  /** By code or name as plainWords folds them; null: several are called so. */
  readonly places: ReadonlyMap<string, Place | null>;
  readonly blastOf: (key: string) => Blast | undefined;
  /** Ids of the places at which a shot of the site was measured already. */
  readonly measuredAt: (blastId: string) => ReadonlySet<string>;
}

/** Codes and names of places, as they are looked for in a list. */
export function placeWords(places: readonly Place[]): Map<string, Place | null> {
  const found = new Map<string, Place | null>();
  for (const place of places)
    for (const word of [place.key, place.names.en, place.names.srLatn, place.names.zhHans]) {
      const plain = plainWords(word);
      const before = found.get(plain);
      found.set(plain, before === undefined || before?.id === place.id ? place : null);
    }
  return found;
}

const words: Readonly<Record<Initiation, readonly string[]>> = {
  nonel: ['nonel', 'shock tube', 'neelektrično', '导爆管'],
  electric: ['electric', 'električno', '电', '电雷管'],
  electronic: ['electronic', 'elektronsko', '电子', '电子雷管'],
  fuse: ['fuse', 'safety fuse', 'štapin', 'sporogoreći štapin', '导火索'],
};
const confinementWords: Readonly<Record<Confinement, readonly string[]>> = {
  free: ['free', 'slobodna', 'slobodno čelo', '自由面'],
  average: ['average', 'srednja', 'prosečna', '一般'],
  confined: ['confined', 'ukleštena', '夹制'],
};
function choice<T extends string>(
  text: string,
  of: Readonly<Record<T, readonly string[]>>,
  usual: T,
): T | undefined {
  const said = plainWords(text);
  if (said === '') return usual;
  return (Object.keys(of) as T[]).find((one) => of[one].some((word) => plainWords(word) === said));
}

/** Refuses the whole list: blastListEmpty, blastListLong, blastListColumns. Rows that are wrong are told one by one. */
export function readShots(cells: readonly (readonly Cell[])[], known: KnownForShots): Answer<ShotsRead> {
  const texts = cells.slice(0, 25).map((row) => row.map(cellText));
  const headerRow = guessHeaderRow(texts, headings);
  const columns = guessColumns((cells[headerRow] ?? []).map(cellText), headings);
  const body = cells.slice(headerRow + 1);
  if (body.length === 0) return refuse('blastListEmpty');
  if (body.length > shotFileMaxRows)
    return refuse('blastListLong', { count: body.length, most: shotFileMaxRows });
  const missing = ['key', 'date', 'chargePerDelayKg', 'place'].filter((one) => !columns.includes(one));
  if (missing.length > 0) return refuse('blastListColumns', { field: missing });
  const all = (keys: readonly string[]): string[] =>
    body.flatMap((row) =>
      row.flatMap((cell, at) => (typeof cell === 'string' && keys.includes(columns[at] ?? '') ? [cell] : [])),
    );
  const numbers = ['chargePerDelayKg', 'totalKg', 'ppvMmS', 'frequencyHz', 'airblastDb', 'burdenM', 'latitude', 'longitude']; // prettier-ignore
  const decimal = guessDecimal(all(numbers)) ?? '.';
  const dayOrder = guessDayOrder(all(['date'])) ?? 'dmy';
  const shots = new Map<string, ReadShot>();
  const rows: ShotRow[] = [];
  for (const [index, row] of body.entries()) {
    const no = headerRow + index + 2;
    const cellOf = (key: string): Cell => row[columns.indexOf(key)] ?? null;
    const textOf = (key: string): string => (columns.includes(key) ? cellText(cellOf(key)).trim() : '');
    if (row.every((cell) => cellText(cell).trim() === '')) continue;
    const reader: RowReader = {
      text: textOf,
      cell: (key) => (columns.includes(key) ? cellOf(key) : null),
      number: (key) => numberIn(textOf(key), cellOf(key), key, decimal, no),
      day: () => readDay(cellOf('date') ?? '', dayOrder),
    };
    const verdict = judge(reader, known, shots);
    rows.push({
      no,
      key: textOf('key'),
      place: textOf('place'),
      verdict: isRefusal(verdict) ? 'refused' : verdict,
      why: isRefusal(verdict) ? verdict : null,
    });
  }
  const count = (one: ShotVerdict): number => rows.filter(({ verdict }) => verdict === one).length;
  return {
    rows,
    counts: { new: count('new'), equal: count('equal'), refused: count('refused') },
    columns: columns.filter((one) => one !== null),
    shots: [...shots.values()].filter(({ measured }) => measured.length > 0),
  };
}

interface RowReader {
  readonly text: (key: string) => string;
  readonly cell: (key: string) => Cell;
  readonly number: (key: string) => Answer<number | null>;
  readonly day: () => string | null;
}

/** A number with or without its unit behind it; null for an empty cell. */
function numberIn(
  text: string,
  cell: Cell,
  key: string,
  decimal: ',' | '.',
  no: number,
): Answer<number | null> {
  if (text === '') return null;
  if (typeof cell === 'number') return cell;
  const read = readDecimal(text.replace(/\s*[\p{L}³²/°%]+\.?$/u, ''), decimal);
  if (!read) return refuse('blastCellNumber', { field: key, row: no, text: text.slice(0, 40) });
  const value = Number(`${read.whole}.${read.fraction}`);
  return read.negative ? -value : value;
}

/** The instant of firing: the day with a time of its own or of its own column; noon when none is said. */
function firedAt(reader: RowReader, zone: string): string | null {
  const day = reader.day();
  if (day === null) return null;
  const date = reader.cell('date');
  const serial = [reader.cell('time'), date].find((one) => typeof one === 'number' && one % 1 > 0);
  const clock = /(\d{1,2})[:.h](\d{2})(?::\d{2})?\s*$/u;
  const inDate = typeof date === 'string' && /\s/u.test(date.trim()) ? clock.exec(date) : null;
  const said = clock.exec(reader.text('time')) ?? inDate;
  const minute =
    typeof serial === 'number'
      ? Math.round((serial % 1) * 1440)
      : said
        ? Number(said[1]) * 60 + Number(said[2])
        : 12 * 60;
  return minute < 1440 ? new Date(instantOf(day, minute, zone)).toISOString() : null;
}

const charges = [
  'chargePerDelayKg',
  'totalKg',
  'holes',
  'holeMm',
  'burdenM',
  'stemmingM',
  'chargeKgM',
] as const;

function shotOf(reader: RowReader, known: KnownForShots): Answer<ReadShot> {
  const key = reader.text('key');
  const at = firedAt(reader, known.zone);
  if (at === null) return refuse('blastCellDay', { text: reader.text('date') });
  if (at > known.now) return refuse('blastFiredWhen', { at });
  const values: Record<string, number | null> = {};
  for (const name of [...charges, 'longitude', 'latitude']) {
    const value = reader.number(name);
    if (isRefusal(value)) return value;
    if (value !== null && value <= 0 && name !== 'longitude' && name !== 'latitude')
      return refuse('blastCellPositive', { field: name, value });
    values[name] = value;
  }
  const bench = reader.text('bench');
  const place = bench === '' ? undefined : known.places.get(plainWords(bench));
  if (bench !== '' && !place) return refuse('blastCellPlace', { text: bench });
  const { longitude, latitude } = values as { longitude: number | null; latitude: number | null };
  const spot = longitude !== null && latitude !== null ? ([longitude, latitude] as const) : null;
  const middle = place ? middleOf(place) : null;
  const position = spot ?? middle;
  if (!position) return refuse('blastNowhere');
  const initiation = choice(reader.text('initiation'), words, 'nonel');
  if (!initiation)
    return refuse('blastCellWord', { text: reader.text('initiation'), known: initiations.join(', ') });
  const confinement = choice(reader.text('confinement'), confinementWords, 'average');
  if (!confinement)
    return refuse('blastCellWord', {
      text: reader.text('confinement'),
      known: Object.keys(confinements).join(', '),
    });
  const chargePerDelayKg = values['chargePerDelayKg'] ?? null;
  if (chargePerDelayKg === null) return refuse('blastCellPositive', { field: 'chargePerDelayKg', value: 0 });
  const shot = {
    placeId: place?.id ?? null,
    chargePerDelayKg,
    totalKg: values['totalKg'] ?? chargePerDelayKg,
    holes: values['holes'] === null ? null : Math.round(values['holes']!),
    holeMm: values['holeMm'] ?? null,
    burdenM: values['burdenM'] ?? null,
    stemmingM: values['stemmingM'] ?? null,
    chargeKgM: values['chargeKgM'] ?? null,
    rockFactor: 20,
    confinement,
    initiation,
    makersMinutes: null,
    note: '',
  };
  // What is typed by hand must keep within the same bounds.
  const typed = planBlastInput.safeParse({
    ...shot,
    key,
    plannedAt: at,
    longitude: position[0],
    latitude: position[1],
  });
  const issue = typed.error?.issues[0];
  if (issue) return refuse('badInput', { field: issue.path.join('.'), problem: issue.code });
  const wrong = chargeFault(shot) ?? outOfReach([position], known.site);
  if (wrong) return wrong;
  return { known: null, key, firedAt: at, longitude: position[0], latitude: position[1], shot, measured: [] };
}

/** The middle of a place's corners. */
function middleOf(place: Place): readonly [number, number] {
  const flat = (place.geometry.coordinates as unknown[]).flat(Infinity) as number[];
  const sum = (of: 0 | 1): number => flat.reduce((all, one, at) => (at % 2 === of ? all + one : all), 0);
  return [(2 * sum(0)) / flat.length, (2 * sum(1)) / flat.length];
}

function judge(
  reader: RowReader,
  known: KnownForShots,
  shots: Map<string, ReadShot>,
): Answer<'new' | 'equal'> {
  const key = reader.text('key');
  if (key === '' || key.length > 40) return refuse('blastCellKey');
  const station = reader.text('place');
  const place = known.places.get(plainWords(station));
  if (!place) return refuse('blastCellPlace', { text: station });
  const fold = key.toLowerCase();
  const own = known.blastOf(key);
  const read = shotOf(reader, known);
  if (isRefusal(read)) return read;
  const before = shots.get(fold);
  if (own && own.state !== 'fired' && own.state !== 'misfire') return refuse('blastNotFired', { key });
  const charge = own?.chargePerDelayKg ?? before?.shot.chargePerDelayKg;
  if (charge !== undefined && charge !== read.shot.chargePerDelayKg)
    return refuse('blastShotDiffers', { key, before: charge, now: read.shot.chargePerDelayKg });
  const shot: ReadShot = before ?? {
    ...read,
    ...(own ? { known: own.id, longitude: own.longitude, latitude: own.latitude } : {}),
  };
  const pa = reader.number('airblastPa');
  const db = reader.number('airblastDb');
  const ppvMmS = reader.number('ppvMmS');
  const frequencyHz = reader.number('frequencyHz');
  for (const one of [pa, db, ppvMmS, frequencyHz]) if (isRefusal(one)) return one;
  for (const [field, value] of Object.entries({ ppvMmS, frequencyHz, airblastDb: db, airblastPa: pa }))
    if (typeof value === 'number' && value <= 0) return refuse('blastCellPositive', { field, value });
  const measured: MeasuredAt = {
    placeId: place.id,
    distanceM: distanceTo(place.geometry, [shot.longitude, shot.latitude]).metres,
    ppvMmS: ppvMmS as number | null,
    frequencyHz: frequencyHz as number | null,
    airblastDb:
      (db as number | null) ?? (pa === null ? null : Math.round(decibels((pa as number) / 1000) * 10) / 10),
  };
  const wrong = measurementFault(measured);
  if (wrong) return wrong;
  if (measured.frequencyHz !== null && measured.frequencyHz > 1000)
    return refuse('badInput', { field: 'frequencyHz', problem: 'too_big', limit: 1000 });
  if (own && known.measuredAt(own.id).has(place.id)) return 'equal';
  if (shot.measured.some(({ placeId }) => placeId === place.id))
    return refuse('blastTwiceThere', { key, place: place.key });
  shot.measured.push(measured);
  shots.set(fold, shot);
  return 'new';
}
