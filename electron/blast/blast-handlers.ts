import { hash } from 'node:crypto';
import { raiseAlarm } from '../alarm/alarm-handlers.ts';
import type { Part, Read, Tx } from '../door.ts';
import { storePage, totalsOf } from '../hazmat/hazmat-store.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { properName } from '../incident/incident.ts';
import { memberCounts } from '../person/person-store.ts';
import { placeById, placesOf } from '../place/place-store.ts';
import type { Place, PlaceKind } from '../place/place.ts';
import { middle, planeAt } from '../release/ground.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { sitePosition } from '../session/site-store.ts';
import { allTeams } from '../team/team-store.ts';
import { newestWind } from '../weather/weather-store.ts';
import { outOfReach } from '../zone/zone.ts';
import {
  cancel,
  chargeFault,
  clearanceOf,
  fire,
  foundMisfire,
  settle,
  waitOver,
  type Blast,
  type PlanBlast,
} from './blast.ts';
import {
  allLimits,
  blastById,
  blastByKey,
  blastLine,
  blastPage,
  insertBlast,
  lawInForce,
  lowestFrequencies,
  measurementsOf,
  openMisfires,
  plannedBetween,
  updateBlast,
} from './blast-store.ts';
import { insideBlast, insideKinds } from './inside.ts';
import { lawFor } from './law.ts';
import {
  airblastState,
  graver,
  limitAt,
  usualRule,
  vibrationState,
  type MeasurementLine,
} from './measurement.ts';
import { predict } from './prediction.ts';

/** Writes a shot and its journal row in the caller's transaction. */
export function keepBlast(tx: Tx, blast: Blast, isNew = false): Blast {
  if (isNew) insertBlast(tx.db, blast);
  else updateBlast(tx.db, blast);
  tx.record('blast', blast);
  return blast;
}

/** A shot as the person saw it. */
function seen(tx: Tx, id: string, version: number): Answer<Blast> {
  const blast = blastById(tx.db, id);
  if (!blast) return refuse('unknownBlast');
  return checkVersion(blast, version) ?? blast;
}

/** Where a shot lies: the point given, else the middle of its bench. */
function spotOf(tx: Tx, input: PlanBlast): Answer<readonly [number, number]> {
  const place = input.placeId === null ? undefined : placeById(tx.db, input.placeId);
  if (input.placeId !== null && !place) return refuse('unknownPlace', { place: input.placeId });
  const at = positionOf(input, place);
  return at === null ? refuse('blastNowhere') : (outOfReach([at], sitePosition(tx.db)) ?? at);
}
function positionOf(input: PlanBlast, place: Place | undefined): readonly [number, number] | null {
  if (input.longitude !== null && input.latitude !== null) return [input.longitude, input.latitude];
  if (!place) return null;
  const plane = planeAt([0, 0]);
  return plane.from(middle(place.geometry, plane));
}

/** A plan of the past is a slip of the date. */
const latestPlanMs = 86_400_000;

function planFault(tx: Tx, input: PlanBlast, own: string | null): ReturnType<typeof refuse> | null {
  const wrong = chargeFault(input);
  if (wrong) return wrong;
  if (Date.parse(tx.now) - Date.parse(input.plannedAt) > latestPlanMs)
    return refuse('blastPlannedPast', { at: input.plannedAt });
  const same = blastByKey(tx.db, input.key);
  return same && same.id !== own ? refuse('blastKeyTaken', { key: input.key }) : null;
}

const unfired = {
  firedAt: null, misfireAt: null, waitMinutes: null, settledAt: null, settledByName: null, settleNote: '', cancelReason: '', fileHash: null,
} as const; // prettier-ignore

export const blastHandlers: Part<
  | 'blast.plan'
  | 'blast.change'
  | 'blast.cancel'
  | 'blast.fire'
  | 'blast.misfire'
  | 'blast.settle'
  | 'blast.page'
  | 'blast.one'
  | 'blast.prediction'
  | 'blast.inside'
  | 'blast.onMap'
> = {
  'blast.plan': (tx, input) => {
    const wrong = planFault(tx, input, null);
    if (wrong) return wrong;
    const at = spotOf(tx, input);
    if (isRefusal(at)) return at;
    const entered = { enteredAt: tx.now, enteredByName: tx.operator.name };
    return keepBlast(
      tx,
      { ...input, ...unfired, id: tx.newId(), state: 'planned', longitude: at[0], latitude: at[1], ...entered, version: 1 }, // prettier-ignore
      true,
    );
  },
  'blast.change': (tx, { id, version, ...input }) => {
    const blast = seen(tx, id, version);
    if (isRefusal(blast)) return blast;
    if (blast.state !== 'planned') return refuse('blastNotPlanned', { key: blast.key });
    const wrong = planFault(tx, input, id);
    if (wrong) return wrong;
    const at = spotOf(tx, input);
    if (isRefusal(at)) return at;
    return keepBlast(tx, { ...blast, ...input, longitude: at[0], latitude: at[1], version: version + 1 });
  },
  'blast.cancel': (tx, input) => {
    const blast = seen(tx, input.id, input.version);
    if (isRefusal(blast)) return blast;
    const after = cancel(blast, input.reason);
    return isRefusal(after) ? after : keepBlast(tx, after);
  },
  'blast.fire': (tx, input) => {
    const blast = seen(tx, input.id, input.version);
    if (isRefusal(blast)) return blast;
    const after = fire(blast, input.at, input.misfire, tx.now);
    return isRefusal(after) ? after : keepBlast(tx, after);
  },
  'blast.misfire': (tx, input) => {
    const blast = seen(tx, input.id, input.version);
    if (isRefusal(blast)) return blast;
    const after = foundMisfire(blast, tx.now);
    return isRefusal(after) ? after : keepBlast(tx, after);
  },
  'blast.settle': (tx, input) => {
    const blast = seen(tx, input.id, input.version);
    if (isRefusal(blast)) return blast;
    const after = settle(blast, input, tx.operator, tx.now);
    if (isRefusal(after)) return after;
    if (after.earlyMinutes > 0)
      raiseAlarm(tx, {
        source: 'blast',
        sourceId: blast.id,
        topic: 'entered',
        placeId: blast.placeId,
        priority: 1,
        cause: {
          key: 'blast.cause.entered',
          facts: {
            shot: properName(blast.key),
            minutes: after.earlyMinutes,
            reason: properName(input.earlyReason),
          },
        },
        action: { key: 'blast.action.entered', facts: {} },
        incidentType: null,
      });
    return keepBlast(tx, after.blast);
  },
  'blast.page': (read, input) => blastPage(read.db, input),
  'blast.one': (read, { id }) => {
    const line = blastLine(read.db, id);
    return line ? { ...line, measured: measured(read, id) } : null;
  },
  'blast.prediction': (read, { id }) => {
    const blast = blastById(read.db, id);
    if (!blast) return null;
    const limits = allLimits(read.db);
    const listed = placesOf(read.db, listedKinds);
    const known = new Set(listed.map(({ id: placeId }) => placeId));
    const extra = [...limits.keys()].filter((placeId) => !known.has(placeId));
    const places = [...listed, ...extra.flatMap((placeId) => placeById(read.db, placeId) ?? [])];
    const own = (kind: 'vibration' | 'airblast') =>
      lawFor(kind, lawInForce(read.db, kind), blast.confinement);
    return predict(
      blast,
      { vibration: own('vibration'), airblast: own('airblast') },
      places,
      limits,
      lowestFrequencies(read.db),
      { wind: newestWind(read.db) ?? null, now: read.now },
    );
  },
  'blast.inside': (read, { id }) => {
    const blast = blastById(read.db, id);
    if (!blast) return null;
    const members = memberCounts(read.db);
    return insideBlast(blast, clearanceOf(blast), {
      places: placesOf(read.db, [...insideKinds]),
      teams: allTeams(read.db).map(({ id: teamId, key, placeId, homePlaceId }) => ({
        key,
        placeId: placeId ?? homePlaceId,
        people: members.get(teamId) ?? 0,
      })),
      holds: holdsOf(read),
    });
  },
  'blast.onMap': (read) => {
    const from = new Date(Date.parse(read.now) - shownBehindMs).toISOString();
    const to = new Date(Date.parse(read.now) + shownAheadMs).toISOString();
    return [...openMisfires(read.db), ...plannedBetween(read.db, from, to)].map((blast) => {
      const { id, key, longitude, latitude, state, plannedAt } = blast;
      const { throwM, equipmentM, peopleM } = clearanceOf(blast);
      return { id, key, longitude, latitude, state, plannedAt, waitOver: waitOver(blast), throwM, equipmentM, peopleM }; // prettier-ignore
    });
  },
};

/** Kinds of places that every shot is worked out for; any other only when it has a limit of its own. */
const listedKinds = Object.keys(usualRule) as PlaceKind[];

/** The map shows shots of the next two days, and those whose time has just passed. */
const shownAheadMs = 48 * 3_600_000;
const shownBehindMs = 12 * 3_600_000;

/** What the stores of goods hold, asked once for each store that is reached. */
function holdsOf(read: Read): Parameters<typeof insideBlast>[2]['holds'] {
  const stores = new Set(storePage(read.db, { text: '', limit: 200 }).rows.map(({ store }) => store.id));
  return (placeId) =>
    stores.has(placeId)
      ? totalsOf(read.db, placeId).map(({ substance }) => ({
          un: substance.unNumber,
          names: substance.names,
        }))
      : [];
}

/** Measurements against the limit of their place for the frequency that was measured. */
function measured(read: Read, blastId: string): MeasurementLine[] {
  const limits = allLimits(read.db);
  return measurementsOf(read.db, blastId).map((one) => {
    const limit = limitAt(one.place.kind, limits.get(one.placeId), null);
    const fresh = limitAt(one.place.kind, unset(limits.get(one.placeId)), one.frequencyHz);
    const limitMmS = one.frequencyHz === null ? limit.mmS : fresh.mmS;
    const states = [
      one.ppvMmS === null ? 'noLimit' : vibrationState(one.ppvMmS, limitMmS),
      one.airblastDb === null ? 'noLimit' : airblastState(one.airblastDb, limit.airblastDb),
    ] as const;
    return { ...one, limitMmS, airblastLimitDb: limit.airblastDb, state: graver(...states) };
  });
}
/** What was measured stands for itself: the frequency that was expected does not. */
function unset<T extends { readonly frequencyHz: number | null }>(limit: T | undefined): T | undefined {
  return limit && { ...limit, frequencyHz: null };
}

/** SHA-256 of a list as it was given. */
export function hashOf(bytes: Uint8Array): string {
  return hash('sha256', bytes);
}
