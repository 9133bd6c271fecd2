import type { z } from 'zod';
import type { Part, Tx } from '../door.ts';
import { attachmentByHash } from '../attachment/attachment-store.ts';
import { stopDrills } from '../drill/drill-stop-handlers.ts';
import { placeById } from '../place/place-store.ts';
import { beginTerm, commander } from '../position/position.ts';
import { insertTerm } from '../position/position-store.ts';
import { siteRow } from '../session/site-store.ts';
import { englishLogText } from '../texts.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import { system } from '../system-seat.ts';
import { metresBetween } from '../zone/plane.ts';
import { reachKm } from '../zone/zone.ts';
import {
  incidentNumber,
  strike,
  type declareInput,
  type Incident,
  type LogEntry,
  type LogKind,
  type LogTemplate,
} from './incident.ts';
import { incidentById, incidentPage, insertIncident, nextNumber, updateIncident } from './incident-store.ts';
import {
  insertLogEntry,
  logEntriesById,
  logEntryById,
  logPage,
  searchLog,
  strikeLogEntry,
} from './log-store.ts';

/** Writes one entry into an incident's log, as part of whatever command is running. */
export function say(
  tx: Tx,
  incidentId: string,
  kind: LogKind,
  text: string,
  more: Partial<
    Pick<LogEntry, 'placeId' | 'attachmentHash' | 'attachmentName' | 'corrects' | 'template'>
  > = {},
): LogEntry {
  const entry: LogEntry = {
    id: tx.newId(),
    incidentId,
    seq: tx.seq,
    at: tx.now,
    by: tx.operator.id,
    byName: tx.operator.name,
    kind,
    text,
    template: more.template ?? null,
    placeId: more.placeId ?? null,
    attachmentHash: more.attachmentHash ?? null,
    attachmentName: more.attachmentName ?? null,
    corrects: more.corrects ?? null,
    struckAt: null,
    struckBy: null,
    strikeReason: null,
  };
  insertLogEntry(tx.db, entry);
  tx.record('logEntry', entry);
  tx.concerns(incidentId);
  return entry;
}

/**
 * Writes a sentence of Tocsin's own into the log, so that each reader sees it in their language. `key` is a text of
 * locales' log.json (or `noun.key` of another file), `facts` fill it.
 */
export function sayTemplate(
  tx: Tx,
  incidentId: string,
  kind: LogKind,
  key: string,
  facts: LogTemplate['facts'],
  more: Partial<Pick<LogEntry, 'placeId'>> = {},
): LogEntry {
  const template = { key, facts };
  return say(tx, incidentId, kind, englishLogText(template, tx.now, siteRow(tx.db)?.timeZone), {
    ...more,
    template,
  });
}

/** The incident if it is there and not closed; a closed one is evidence. */
export function openIncident(tx: Tx, id: string): Answer<Incident> {
  const incident = incidentById(tx.db, id);
  if (!incident) return refuse('unknownIncident');
  if (incident.state === 'closed') return refuse('incidentClosed', { number: incidentNumber(incident) });
  tx.concerns(id);
  return incident;
}

/** Refuses when somebody else has changed the row since the caller saw it. */
export function checkVersion(
  row: { readonly version: number },
  seen: number,
): ReturnType<typeof refuse> | null {
  return row.version === seen ? null : refuse('conflict', { seen, current: row.version });
}

export function saveIncident(tx: Tx, incident: Incident): Incident {
  updateIncident(tx.db, incident);
  tx.record('incident', incident);
  return incident;
}

/** A position that cannot be on this site; a slip of a digit must not send a team to another country. */
function tooFar(
  at: Pick<Incident, 'longitude' | 'latitude'>,
  site: { longitude: number; latitude: number },
): Refusal | null {
  if (at.longitude === null || at.latitude === null) return null;
  const km = metresBetween([at.longitude, at.latitude], [site.longitude, site.latitude]) / 1000;
  if (km <= reachKm) return null;
  return refuse('positionTooFar', {
    where: `${at.latitude}, ${at.longitude}`,
    km: Math.round(km),
    limit: reachKm,
  });
}

function yearIn(timeZone: string | undefined, at: string): number {
  return Number(
    new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: timeZone ?? 'UTC' }).format(new Date(at)),
  );
}

/** Declares an incident or an exercise. A real one stops every drill in the same breath. */
export function declare(
  tx: Tx,
  input: z.output<typeof declareInput>,
  /** Said first instead of the note: a sentence of Tocsin's own. */
  said?: LogTemplate,
): Answer<Incident> {
  if (input.placeId !== null && !placeById(tx.db, input.placeId))
    return refuse('unknownPlace', { place: input.placeText });
  const site = siteRow(tx.db);
  const far = site && tooFar(input, site);
  if (far) return far;
  // New Year is the site's, not Greenwich's.
  const year = yearIn(site?.timeZone, tx.now);
  const { note, ...given } = input;
  const incident: Incident = {
    id: tx.newId(),
    year,
    number: nextNumber(tx.db, year, input.exercise),
    ...given,
    title: note.split('\n')[0]?.slice(0, 120) ?? note,
    state: 'running',
    declaredAt: tx.now,
    declaredBy: tx.operator.id,
    stoodDownAt: null,
    closedAt: null,
    version: 1,
  };
  insertIncident(tx.db, incident);
  tx.record('incident', incident);
  if (!incident.exercise) stopDrills(tx, incident);
  if (said) sayTemplate(tx, incident.id, 'decision', said.key, said.facts, { placeId: input.placeId });
  else say(tx, incident.id, 'decision', note, { placeId: input.placeId });
  // A rule declared it: the command is vacant until somebody takes it.
  if (tx.operator.id === system.id) return incident;
  // Whoever declares it commands it until it is handed over.
  const declarer = { personId: null, operatorId: tx.operator.id, holder: tx.operator.name };
  const command = beginTerm(tx.newId(), incident.id, commander, declarer, tx.now);
  insertTerm(tx.db, command);
  tx.record('positionTerm', command);
  return incident;
}

export const incidentHandlers: Part<
  | 'incident.declare'
  | 'incident.page'
  | 'incident.byId'
  | 'log.say'
  | 'log.strike'
  | 'log.page'
  | 'log.entries'
  | 'log.search'
> = {
  'incident.declare': (tx, input) => declare(tx, input),
  'incident.page': (read, input) => incidentPage(read.db, input),
  'incident.byId': (read, input) => incidentById(read.db, input.id) ?? null,
  'log.say': (tx, input) => {
    const incident = openIncident(tx, input.incidentId);
    if (isRefusal(incident)) return incident;
    if (input.placeId !== null && !placeById(tx.db, input.placeId))
      return refuse('unknownPlace', { place: input.placeId });
    if (input.corrects !== null && logEntryById(tx.db, input.corrects)?.incidentId !== incident.id)
      return refuse('unknownEntry');
    if (input.attachmentHash !== null && !attachmentByHash(tx.db, input.attachmentHash))
      return refuse('unknownAttachment');
    return say(tx, incident.id, input.kind, input.text, input);
  },
  'log.strike': (tx, input) => {
    const entry = logEntryById(tx.db, input.entryId);
    if (!entry) return refuse('unknownEntry');
    const incident = openIncident(tx, entry.incidentId);
    if (isRefusal(incident)) return incident;
    const struck = strike(entry, input.reason, tx.operator.id, tx.now);
    if (isRefusal(struck)) return struck;
    strikeLogEntry(tx.db, struck);
    tx.record('logEntry', struck);
    if (input.correction !== '')
      return say(tx, incident.id, entry.kind, input.correction, { corrects: entry.id });
    return struck;
  },
  'log.page': (read, input) => logPage(read.db, input),
  'log.entries': (read, input) => logEntriesById(read.db, input.ids),
  'log.search': (read, input) => searchLog(read.db, input.text, input.before, input.limit),
};
