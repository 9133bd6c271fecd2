import { hash } from 'node:crypto';
import type { Part, Read } from '../door.ts';
import { checkVersion, openIncident } from '../incident/incident-handlers.ts';
import { musterPoints } from '../muster/muster-handlers.ts';
import { expectedAt } from '../muster/muster.ts';
import { placeById, placesOf } from '../place/place-store.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { sitePosition } from '../session/site-store.ts';
import { metresBetween, type LonLat } from '../zone/plane.ts';
import {
  beganAt,
  reachKinds,
  stop,
  whatIsReached,
  type BreachBoard,
  type BreachRun,
  type BreachStudy,
  type Reached,
} from './breach.ts';
import { begin } from './breach-start-handlers.ts';
import {
  damsWithStudy,
  insertStudy,
  placesMark,
  retireStudyRow,
  runById,
  runningBreaches,
  runOf,
  studyById,
  studyOf,
  updateRun,
} from './breach-store.ts';
import { readStudy } from './study-file.ts';

/** A wave runs far down a valley; a study that lies further away than this is of another site. */
const furthestM = 150_000;
/** Most lines of the board; what is reached first comes first. */
const mostReached = 500;

const near =
  (read: Pick<Read, 'db'>) =>
  (at: LonLat): boolean =>
    metresBetween(at, sitePosition(read.db)) < furthestM;

/** What the wave reaches changes with the study and the places, not with the seconds. */
let known: { readonly mark: string; readonly reached: readonly Reached[] } | null = null;

function reachedBy(
  read: Pick<Read, 'db'>,
  study: BreachStudy,
  incidentId: string | null,
): readonly Reached[] {
  const mark = `${study.id} ${placesMark(read.db)}`;
  if (known?.mark !== mark)
    known = {
      mark,
      reached: whatIsReached(study.areas, placesOf(read.db, [...reachKinds]), new Map()),
    };
  const heads = new Map(
    musterPoints(read.db, incidentId ?? undefined).map((point) => [
      point.place.id,
      point.muster?.counted ?? expectedAt(point),
    ]),
  );
  return known.reached.map((one) => ({ ...one, heads: heads.get(one.place.id) ?? null }));
}

function boardOf(read: Pick<Read, 'db'>, study: BreachStudy): BreachBoard | null {
  const dam = placeById(read.db, study.damId);
  if (!dam) return null;
  const run = runOf(read.db, study.damId) ?? null;
  const reached = reachedBy(read, study, run?.incidentId ?? null);
  const { areas, ...head } = study;
  const { id, key, kind, names } = dam;
  return {
    dam: { id, key, kind, names },
    study: head,
    run,
    areas,
    reached: reached.slice(0, mostReached),
    reachedTotal: reached.length,
  };
}

export const breachHandlers: Part<
  | 'breach.readStudy'
  | 'breach.importStudy'
  | 'breach.retireStudy'
  | 'breach.start'
  | 'breach.stop'
  | 'breach.dams'
  | 'breach.board'
  | 'breach.running'
> = {
  'breach.readStudy': (read, { text }) => {
    const found = readStudy(text, near(read));
    if (isRefusal(found)) return found;
    const arrivals = found.areas.map(({ arrivalMin }) => arrivalMin);
    const depths = found.areas.flatMap(({ depthM }) => depthM ?? []);
    const reached = whatIsReached(found.areas, placesOf(read.db, [...reachKinds]), new Map());
    return {
      areas: found.areas.length,
      leftOut: found.leftOut,
      columns: found.columns,
      firstMin: Math.min(...arrivals),
      lastMin: Math.max(...arrivals),
      deepestM: depths.length === 0 ? null : Math.max(...depths),
      reached: reached.length,
      musters: reached.filter(({ place }) => place.kind === 'muster').length,
    };
  },
  'breach.importStudy': (tx, input) => {
    const dam = placeById(tx.db, input.damId);
    if (!dam || dam.kind !== 'tailingsDam') return refuse('unknownDam');
    if (runOf(tx.db, dam.id)) return refuse('breachRuns', { dam: dam.key });
    const found = readStudy(input.text, near(tx));
    if (isRefusal(found)) return found;
    const before = studyOf(tx.db, dam.id);
    if (before) {
      const retired = { ...before, retiredAt: tx.now, version: before.version + 1 };
      retireStudyRow(tx.db, retired);
      tx.record('breachStudy', retired);
    }
    const study: BreachStudy = {
      id: tx.newId(),
      damId: dam.id,
      title: input.title,
      author: input.author,
      madeOn: input.madeOn,
      fileHash: hash('sha256', input.text),
      importedAt: tx.now,
      importedByName: tx.operator.name,
      areas: found.areas,
      retiredAt: null,
      version: 1,
    };
    insertStudy(tx.db, study);
    tx.record('breachStudy', study);
    return { id: study.id };
  },
  'breach.retireStudy': (tx, input) => {
    const study = studyById(tx.db, input.id);
    if (!study || study.retiredAt !== null) return refuse('unknownStudy');
    const stale = checkVersion(study, input.version);
    if (stale) return stale;
    if (runOf(tx.db, study.damId))
      return refuse('breachRuns', { dam: placeById(tx.db, study.damId)?.key ?? '' });
    const retired = { ...study, retiredAt: tx.now, version: study.version + 1 };
    retireStudyRow(tx.db, retired);
    tx.record('breachStudy', retired);
    return { id: study.id };
  },
  'breach.start': (tx, input) => {
    const study = studyOf(tx.db, input.damId);
    if (!study) return refuse('unknownStudy');
    const dam = placeById(tx.db, study.damId);
    const running = runOf(tx.db, study.damId);
    if (running && (input.rehearsal || !running.rehearsal))
      return refuse('breachRuns', { dam: dam?.key ?? '' });
    if (input.incidentId !== null) {
      const incident = openIncident(tx, input.incidentId);
      if (isRefusal(incident)) return incident;
      // A clock of an exercise is a rehearsal, whatever was pressed.
      if (incident.exercise && !input.rehearsal) return refuse('breachInExercise');
    }
    const startedAt = beganAt(input.at, tx.now);
    if (isRefusal(startedAt)) return startedAt;
    if (running) {
      const ended = stop(running, tx.operator, 'real', tx.now);
      if (isRefusal(ended)) return ended;
      updateRun(tx.db, ended);
      tx.record('breachRun', ended);
    }
    const run: BreachRun = {
      id: tx.newId(),
      studyId: study.id,
      damId: study.damId,
      rehearsal: input.rehearsal,
      incidentId: input.incidentId,
      alarmId: null,
      startedAt,
      startedByName: tx.operator.name,
      endedAt: null,
      endedByName: null,
      endReason: '',
      version: 1,
    };
    return begin(tx, run);
  },
  'breach.stop': (tx, input) => {
    const run = runById(tx.db, input.id);
    if (!run) return refuse('unknownBreach');
    const ended = stop(run, tx.operator, input.reason, tx.now);
    if (isRefusal(ended)) return ended;
    const stale = checkVersion(run, input.version);
    if (stale) return stale;
    updateRun(tx.db, ended);
    tx.record('breachRun', ended);
    return ended;
  },
  'breach.dams': (read) =>
    placesOf(read.db, ['tailingsDam'])
      .filter(({ parentId }) => parentId === null)
      .map(({ id, key, kind, names }) => ({
        place: { id, key, kind, names },
        studyId: studyOf(read.db, id)?.id ?? null,
      })),
  'breach.board': (read, input) => {
    const damId = input.damId ?? damsWithStudy(read.db)[0]?.damId;
    const study = damId === undefined ? undefined : studyOf(read.db, damId);
    return study ? boardOf(read, study) : null;
  },
  'breach.running': (read) => runningBreaches(read.db),
};
