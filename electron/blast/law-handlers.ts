import type { Part, Read, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { runJob } from '../jobs.ts';
import { placeById, placesOf } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { sitePosition, siteRow } from '../session/site-store.ts';
import type { Cell } from '../spreadsheet/cell.ts';
import { fitRefusal } from '../hazard/blast-fit.ts';
import { hashOf, keepBlast } from './blast-handlers.ts';
import {
  blastById,
  blastByKey,
  endLaw,
  insertLaw,
  insertMeasurement,
  lawById,
  lawInForce,
  lawReadings,
  limitOf,
  measurementById,
  measurementsOf,
  putLimit,
  updateMeasurement,
} from './blast-store.ts';
import type { Blast } from './blast.ts';
import { fitOf, lawFor, lawPoints, sameLaw, type BlastLaw, type LawKind, type LawView } from './law.ts';
import {
  exclude,
  include,
  limitFault,
  measurementFault,
  type BlastLimit,
  type BlastMeasurement,
} from './measurement.ts';
import { distanceTo } from './reach.ts';
import { placeWords, readShots, type KnownForShots, type ReadShot, type ShotsRead } from './shot-file.ts';

function keepMeasurement(tx: Tx, one: BlastMeasurement, isNew = false): BlastMeasurement {
  if (isNew) insertMeasurement(tx.db, one);
  else updateMeasurement(tx.db, one);
  tx.record('blastMeasurement', one);
  return one;
}

function seenMeasurement(tx: Tx, id: string, version: number): Answer<BlastMeasurement> {
  const one = measurementById(tx.db, id);
  if (!one) return refuse('unknownMeasurement');
  return checkVersion(one, version) ?? one;
}

const fresh = (tx: Tx) =>
  ({
    enteredAt: tx.now,
    enteredByName: tx.operator.name,
    excludedAt: null,
    excludedByName: null,
    excludedReason: '',
    version: 1,
  }) as const;

/** What of the site a list of shots is read against. */
function knownOf(read: Pick<Read, 'db' | 'now'>): KnownForShots {
  return {
    zone: siteRow(read.db)?.timeZone ?? 'UTC',
    site: sitePosition(read.db),
    now: read.now,
    places: placeWords(placesOf(read.db, undefined)),
    blastOf: (key) => blastByKey(read.db, key),
    measuredAt: (blastId) => new Set(measurementsOf(read.db, blastId).map(({ placeId }) => placeId)),
  };
}

async function cellsOf(bytes: Uint8Array): Promise<Answer<readonly (readonly Cell[])[]>> {
  return runJob('readShots', { bytes });
}

function shotRow(tx: Tx, read: ReadShot, fileHash: string): Blast {
  const { key, firedAt, longitude, latitude, shot } = read;
  return {
    ...shot, key, longitude, latitude, fileHash, id: tx.newId(), state: 'fired', plannedAt: firedAt, firedAt, misfireAt: null, waitMinutes: null,
    settledAt: null, settledByName: null, settleNote: '', cancelReason: '', enteredAt: tx.now, enteredByName: tx.operator.name, version: 1,
  }; // prettier-ignore
}

/** Most points that are shown with a law; all of them count. */
const shownPoints = 400;

function viewOf(read: Pick<Read, 'db'>, kind: LawKind): LawView {
  const points = lawPoints(kind, lawReadings(read.db));
  const found = fitOf(kind, points);
  const own = lawInForce(read.db, kind) ?? null;
  const [fit, fault] = 'kind' in found ? [null, found] : [found, null];
  return {
    kind,
    own,
    inUse: lawFor(kind, own ?? undefined, 'average'),
    fit,
    fault,
    differs: own !== null && (fit === null || !sameLaw(own, fit)),
    points: points.slice(0, shownPoints),
    total: points.length,
  };
}

export const blastLawHandlers: Part<
  | 'blast.measure'
  | 'blast.correct'
  | 'blast.exclude'
  | 'blast.include'
  | 'blast.setLimit'
  | 'blast.limit'
  | 'blast.takeLaw'
  | 'blast.dropLaw'
  | 'blast.law'
  | 'blast.readShots'
  | 'blast.importShots'
> = {
  'blast.measure': (tx, { blastId, placeId, ...values }) => {
    const blast = blastById(tx.db, blastId);
    if (!blast) return refuse('unknownBlast');
    if (blast.firedAt === null) return refuse('blastNotFired', { key: blast.key });
    const place = placeById(tx.db, placeId);
    if (!place) return refuse('unknownPlace', { place: placeId });
    const distanceM = distanceTo(place.geometry, [blast.longitude, blast.latitude]).metres;
    const wrong = measurementFault({ ...values, distanceM });
    if (wrong) return wrong;
    if (measurementsOf(tx.db, blastId).some((one) => one.placeId === placeId))
      return refuse('blastTwiceThere', { key: blast.key, place: place.key });
    return keepMeasurement(
      tx,
      { ...values, ...fresh(tx), id: tx.newId(), blastId, placeId, distanceM },
      true,
    );
  },
  'blast.correct': (tx, { id, version, ...values }) => {
    const one = seenMeasurement(tx, id, version);
    if (isRefusal(one)) return one;
    const wrong = measurementFault({ ...values, distanceM: one.distanceM });
    return wrong ?? keepMeasurement(tx, { ...one, ...values, version: version + 1 });
  },
  'blast.exclude': (tx, input) => {
    const one = seenMeasurement(tx, input.id, input.version);
    if (isRefusal(one)) return one;
    const after = exclude(one, input.reason, tx.operator, tx.now);
    return isRefusal(after) ? after : keepMeasurement(tx, after);
  },
  'blast.include': (tx, input) => {
    const one = seenMeasurement(tx, input.id, input.version);
    return isRefusal(one) ? one : keepMeasurement(tx, include(one));
  },
  'blast.setLimit': (tx, { placeId, version, ...values }) => {
    const wrong = limitFault(values);
    if (wrong) return wrong;
    if (!placeById(tx.db, placeId)) return refuse('unknownPlace', { place: placeId });
    const before = limitOf(tx.db, placeId);
    if ((before?.version ?? null) !== version)
      return refuse('conflict', { seen: version ?? 0, current: before?.version ?? 0 });
    const changed = { changedAt: tx.now, changedByName: tx.operator.name };
    const limit: BlastLimit = {
      id: before?.id ?? tx.newId(),
      placeId,
      ...values,
      ...changed,
      version: (before?.version ?? 0) + 1,
    };
    putLimit(tx.db, limit);
    tx.record('blastLimit', limit);
    return limit;
  },
  'blast.limit': (read, { id }) => limitOf(read.db, id) ?? null,
  'blast.takeLaw': (tx, { kind, readings }) => {
    const found = fitOf(kind, lawPoints(kind, lawReadings(tx.db)));
    if ('kind' in found) return fitRefusal(found);
    if (found.readings !== readings)
      return refuse('blastLawMoved', { seen: readings, current: found.readings });
    retire(tx, kind);
    const law: BlastLaw = {
      id: tx.newId(),
      kind,
      ...found,
      takenAt: tx.now,
      takenByName: tx.operator.name,
      endedAt: null,
    };
    insertLaw(tx.db, law);
    tx.record('blastLaw', law);
    return law;
  },
  'blast.dropLaw': (tx, { id }) => {
    const law = lawById(tx.db, id);
    if (!law || law.endedAt !== null) return refuse('unknownBlastLaw');
    return retire(tx, law.kind) ?? law;
  },
  'blast.law': (read, { kind }) => viewOf(read, kind),
  'blast.readShots': async (read, { bytes }) => {
    const cells = await cellsOf(bytes);
    if (isRefusal(cells)) return cells;
    const found = readShots(cells, knownOf(read));
    return isRefusal(found) ? found : { ...found, shots: found.shots.length };
  },
  'blast.importShots': {
    prepare: async (_read, { bytes }) => {
      const cells = await cellsOf(bytes);
      if (isRefusal(cells)) return cells;
      const fileHash = hashOf(bytes);
      return (tx) => {
        const found = readShots(cells, knownOf(tx));
        if (isRefusal(found)) return found;
        if (found.counts.new === 0) return refuse('blastListNothing', { ...found.counts });
        return keepShots(tx, found, fileHash);
      };
    },
  },
};

function retire(tx: Tx, kind: LawKind): BlastLaw | undefined {
  const before = lawInForce(tx.db, kind);
  if (!before) return undefined;
  const ended = { ...before, endedAt: tx.now };
  endLaw(tx.db, ended);
  tx.record('blastLaw', ended);
  return ended;
}

function keepShots(
  tx: Tx,
  found: ShotsRead,
  fileHash: string,
): { readonly shots: number; readonly measurements: number; readonly leftOut: number } {
  for (const read of found.shots) {
    const blastId = read.known ?? keepBlast(tx, shotRow(tx, read, fileHash), true).id;
    for (const one of read.measured)
      keepMeasurement(tx, { ...one, ...fresh(tx), id: tx.newId(), blastId }, true);
  }
  return {
    shots: found.shots.filter(({ known }) => known === null).length,
    measurements: found.counts.new,
    leftOut: found.counts.refused,
  };
}
