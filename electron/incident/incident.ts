import { z } from 'zod';
import { id, line, pageInput, version, type Names } from '../schema-parts.ts';
import { refuse, type Answer } from '../refusal.ts';

export const incidentTypes = [
  'fire',
  'chemicalRelease',
  'flood',
  'slopeOrDam',
  'blast',
  'injury',
  'power',
  'transport',
  'epidemic',
  'other',
] as const;
export const incidentType = z.enum(incidentTypes);
export type IncidentType = (typeof incidentTypes)[number];

/** 1 minor (one team) … 4 disaster (outside help). */
export const severity = z.int().min(1).max(4);

export const incidentStates = ['running', 'stoodDown', 'closed'] as const;
export type IncidentState = (typeof incidentStates)[number];

export interface Incident {
  readonly id: string;
  /** Per year, drills counted apart: INC 2026-014, EXERCISE 2026-003. */
  readonly year: number;
  readonly number: number;
  readonly exercise: boolean;
  readonly type: IncidentType;
  readonly placeId: string | null;
  /** Where in the declarer's words when no place of the register fits. */
  readonly placeText: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly severity: number;
  readonly title: string;
  readonly state: IncidentState;
  readonly declaredAt: string;
  readonly declaredBy: string;
  readonly stoodDownAt: string | null;
  readonly closedAt: string | null;
  readonly version: number;
}

export const declareInput = z.object({
  type: incidentType,
  placeId: id.nullable(),
  placeText: z.string().trim().max(200).default(''),
  longitude: z.number().min(-180).max(180).nullable().default(null),
  latitude: z.number().min(-90).max(90).nullable().default(null),
  severity,
  note: line(4000),
  exercise: z.boolean().default(false),
});

export const incidentPageInput = pageInput.extend({
  states: z.array(z.enum(incidentStates)).max(3).optional(),
  exercise: z.boolean().optional(),
});

export const standDownInput = z.object({ id, version, reason: line(4000) });

export const severityInput = z.object({ id, version, severity, reason: line(4000) });
export const closeInput = z.object({ id, version, reason: line(4000) });
export const reopenInput = z.object({ id, version, reason: line(4000) });

/** The number as it is spoken and filed, the same in every language: INC 2026-014, EXERCISE 2026-003. */
export function incidentNumber(incident: Pick<Incident, 'year' | 'number' | 'exercise'>): string {
  return `${incident.exercise ? 'EXERCISE' : 'INC'} ${incident.year}-${String(incident.number).padStart(3, '0')}`;
}

/** Something that keeps an incident from being closed, as a sentence of the locales. */
export interface OpenEnd {
  readonly noun: string;
  readonly id: string;
  readonly text: LogTemplate;
}

/** A running incident can be stood down once. */
export function standDown(incident: Incident, at: string): Answer<Incident> {
  if (incident.state !== 'running') return refuse('incidentNotRunning', { number: incidentNumber(incident) });
  return { ...incident, state: 'stoodDown', stoodDownAt: at, version: incident.version + 1 };
}

export function setSeverity(incident: Incident, to: number): Answer<Incident> {
  if (incident.severity === to) return refuse('severityUnchanged', { severity: to });
  return { ...incident, severity: to, version: incident.version + 1 };
}

/** Closes what was stood down, once nothing is open: a closed incident is evidence and changes no more. */
export function close(incident: Incident, left: readonly OpenEnd[], at: string): Answer<Incident> {
  if (incident.state !== 'stoodDown')
    return refuse('incidentNotStoodDown', { number: incidentNumber(incident) });
  if (left.length > 0)
    return refuse('incidentNotFinished', {
      number: incidentNumber(incident),
      count: left.length,
      ids: left.map((each) => each.id),
    });
  return { ...incident, state: 'closed', closedAt: at, version: incident.version + 1 };
}

/** Takes a stood down or closed incident up again under its number. */
export function reopen(incident: Incident): Answer<Incident> {
  if (incident.state === 'running') return refuse('incidentRunning', { number: incidentNumber(incident) });
  return { ...incident, state: 'running', stoodDownAt: null, closedAt: null, version: incident.version + 1 };
}

// The log

export const logKinds = ['note', 'radioIn', 'radioOut', 'decision', 'order', 'reading', 'system'] as const;
/** The system writes its own kind; people write the others. */
export const spokenKind = z.enum(logKinds).exclude(['system']);
export type LogKind = (typeof logKinds)[number];

/**
 * One fact of a sentence that Tocsin writes itself: text as it stands, a number, a time (ISO 8601), a name in the
 * languages of the room, or another text by its locale key.
 */
export type LogWord = string | number | Names | { readonly key: string };

/** A sentence of the log that every reader sees in their own language: locale key and what fills it. */
export interface LogTemplate {
  readonly key: string;
  readonly facts: Readonly<Record<string, LogWord | readonly LogWord[]>>;
}

/** A proper name: the same in every language, in Cyrillic by rule. */
export function properName(name: string): Names {
  return { en: name, srLatn: name, zhHans: name };
}

export interface LogEntry {
  readonly id: string;
  readonly incidentId: string;
  /** Its journal entry. */
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly byName: string;
  readonly kind: LogKind;
  /** As said; of a sentence that Tocsin wrote, its English rendering, for search and evidence. */
  readonly text: string;
  readonly template: LogTemplate | null;
  readonly placeId: string | null;
  readonly attachmentHash: string | null;
  readonly attachmentName: string | null;
  /** The entry that this one corrects. */
  readonly corrects: string | null;
  readonly struckAt: string | null;
  readonly struckBy: string | null;
  readonly strikeReason: string | null;
}

/** Longest log text, in characters. */
export const logTextMax = 4000;

export const sayInput = z.object({
  incidentId: id,
  kind: spokenKind,
  text: line(logTextMax),
  placeId: id.nullable().default(null),
  attachmentHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
  attachmentName: line(200).nullable().default(null),
  corrects: id.nullable().default(null),
});

export const strikeInput = z.object({
  entryId: id,
  reason: line(500),
  correction: z.string().trim().max(logTextMax).default(''),
});

export const logPageInput = z.object({
  incidentId: id,
  kinds: z.array(z.enum(logKinds)).max(7).optional(),
  /** Entries older than this seq; the newest page without it. */
  before: z.int().min(1).optional(),
  limit: z.int().min(1).max(200).default(100),
});

/** Oldest first within the page. `before` is the cursor of the page before it, null at the beginning. */
export interface LogPage {
  readonly rows: readonly LogEntry[];
  readonly before: number | null;
  readonly total: number;
}

/** Entries that changed, by their ids. */
export const logEntriesInput = z.object({ ids: z.array(id).min(1).max(200) });

export const logSearchInput = z.object({
  text: z.string().max(10_000),
  before: z.int().min(1).optional(),
  limit: z.int().min(1).max(100).default(50),
});

export type FoundEntry = LogEntry & Pick<Incident, 'year' | 'number' | 'exercise' | 'title'>;

/** A struck entry stays struck; a system entry cannot be struck by hand. */
export function strike(entry: LogEntry, reason: string, operatorId: string, at: string): Answer<LogEntry> {
  if (entry.struckAt !== null) return refuse('entryAlreadyStruck', { at: entry.struckAt });
  return { ...entry, struckAt: at, struckBy: operatorId, strikeReason: reason };
}
