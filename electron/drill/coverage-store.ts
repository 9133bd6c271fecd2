import type { ReadHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { Crew } from '../person/person.ts';
import type { Names, Page } from '../schema-parts.ts';
import type { CoveragePlace, PersonCoverage, PersonDrill, PlaceCell, ShiftCell } from './coverage.ts';
import type { DrillKind } from './drill.ts';

/** Instants: the days of a programme and the same days a year before, ends not included. */
export interface Spans {
  readonly from: string;
  readonly until: string;
  readonly lastFrom: string;
  readonly lastUntil: string;
}

const inSpans = `d.state <> 'cancelled' AND ((d.startsAt >= @from AND d.startsAt < @until) OR
  (d.startsAt >= @lastFrom AND d.startsAt < @lastUntil))`;
const counts = `count(*) FILTER (WHERE d.startsAt >= @from AND d.startsAt < @until AND d.state = 'done') AS done,
  count(*) FILTER (WHERE d.startsAt >= @from AND d.startsAt < @until AND d.state <> 'done') AS planned,
  count(*) FILTER (WHERE d.startsAt >= @lastFrom AND d.startsAt < @lastUntil AND d.state = 'done') AS last`;

/** Drills by place and kind. */
export function countsByPlace(db: ReadHandle, spans: Spans): Omit<PlaceCell, 'missing'>[] {
  return db.all(
    `SELECT d.placeId, t.kind, ${counts} FROM drill d JOIN drillType t ON t.id = d.typeId WHERE ${inSpans}
     GROUP BY d.placeId, t.kind`,
    spans,
  );
}

/** Drills by shift, crew and kind. */
export function countsByShift(db: ReadHandle, spans: Spans): Omit<ShiftCell, 'missing'>[] {
  return db.all(
    `SELECT d.shift, d.crew, t.kind, ${counts} FROM drill d JOIN drillType t ON t.id = d.typeId WHERE ${inSpans}
     GROUP BY d.shift, d.crew, t.kind`,
    spans,
  );
}

/** Kinds by their types, and the drills of a programme that wait for a time. */
export function waiting(
  db: ReadHandle,
  programmeId: string,
): {
  readonly placeId: string;
  readonly kind: DrillKind;
  readonly askedShift: string;
  readonly askedCrew: Crew | null;
}[] {
  return db.all(
    `SELECT d.placeId, t.kind, d.askedShift, d.askedCrew FROM drill d JOIN drillType t ON t.id = d.typeId
     WHERE d.programmeId = ? AND d.startsAt IS NULL AND d.state = 'planned'`,
    programmeId,
  );
}

export function kindsOf(db: ReadHandle): ReadonlyMap<string, DrillKind> {
  const rows = db.all<{ id: string; kind: DrillKind }>('SELECT id, kind FROM drillType');
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}

/** Places by their ids. */
export function placesNamed(db: ReadHandle, ids: readonly string[]): CoveragePlace[] {
  return db
    .all<{ id: string; key: string; names: string }>(
      'SELECT id, key, names FROM place WHERE id IN (SELECT value FROM json_each(?)) ORDER BY key',
      JSON.stringify(ids),
    )
    .map((row) => ({ ...row, names: JSON.parse(row.names) as Names }));
}

/**
 * Who took part: those who are written down for a drill; before that, the members of the tested teams who work that shift.
 * Observers watched and were not drilled.
 */
const took = `WITH d AS MATERIALIZED (SELECT d.id, d.typeId, d.placeId, d.shift, d.crew, d.startsAt, d.state FROM drill d
    WHERE ${inSpans}),
  took AS MATERIALIZED (
    SELECT x.personId, d.id AS drillId FROM d JOIN drillParticipant x ON x.drillId = d.id AND x.role IN ('team', 'evacuated')
    UNION
    SELECT p.id, d.id FROM d JOIN drillType t ON t.id = d.typeId JOIN json_each(t.teamIds) m
      JOIN person p ON p.teamId = m.value AND p.retiredAt IS NULL
        AND (p.crew = d.crew OR (p.crew IS NULL AND d.shift = 'day'))
    WHERE NOT EXISTS (SELECT 1 FROM drillParticipant x WHERE x.drillId = d.id)),
  own AS MATERIALIZED (SELECT k.personId, ${counts} FROM took k JOIN d ON d.id = k.drillId GROUP BY k.personId)`;

/** So many drills of a person are told one by one. */
const mostTold = 12;

/** People with their drills, in the order of their names; the cursor is the number of rows seen. */
export function peoplePage(
  db: ReadHandle,
  spans: Spans,
  filter: {
    readonly text: string;
    readonly crew?: Crew | undefined;
    readonly withoutAny: boolean;
    readonly after: number;
    readonly limit: number;
  },
): Page<PersonCoverage> {
  const words = fold(filter.text).split(' ').filter(Boolean).slice(0, 8);
  const where = [
    'p.retiredAt IS NULL',
    ...words.map((_word, index) => `instr(' ' || p.words, @word${index}) > 0`),
    ...(filter.crew === undefined ? [] : ['p.crew = @crew']),
    ...(filter.withoutAny ? ['coalesce(o.done, 0) + coalesce(o.planned, 0) = 0'] : []),
  ].join(' AND ');
  const bind = {
    ...spans,
    ...(filter.crew === undefined ? {} : { crew: filter.crew }),
    ...Object.fromEntries(words.map((word, index) => [`word${index}`, ` ${word}`])),
  };
  const from = `FROM person p LEFT JOIN own o ON o.personId = p.id LEFT JOIN team m ON m.id = p.teamId WHERE ${where}`;
  const rows = db.all<Omit<PersonCoverage, 'team' | 'drills'> & { readonly team: string | null }>(
    `${took} SELECT p.id, p.name, p.crew, m.names AS team, coalesce(o.done, 0) AS done, coalesce(o.planned, 0) AS planned,
       coalesce(o.last, 0) AS last ${from} ORDER BY p.words, p.id LIMIT @limit OFFSET @after`,
    { ...bind, limit: filter.limit, after: filter.after },
  );
  const total = db.get<{ n: number }>(`${took} SELECT count(*) AS n ${from}`, bind)?.n ?? 0;
  const drills = Map.groupBy(
    db.all<PersonDrill & { readonly personId: string }>(
      `${took} SELECT k.personId, d.id AS drillId, t.kind, l.key AS placeKey, d.startsAt, d.state
       FROM took k JOIN d ON d.id = k.drillId JOIN drillType t ON t.id = d.typeId JOIN place l ON l.id = d.placeId
       WHERE d.startsAt >= @from AND k.personId IN (SELECT value FROM json_each(@people)) ORDER BY d.startsAt, d.id`,
      { ...spans, people: JSON.stringify(rows.map(({ id }) => id)) },
    ),
    ({ personId }) => personId,
  );
  const seen = filter.after + rows.length;
  return {
    rows: rows.map((row) => ({
      ...row,
      team: row.team === null ? null : (JSON.parse(row.team) as Names),
      drills: (drills.get(row.id) ?? []).slice(0, mostTold).map(({ personId: _personId, ...drill }) => drill),
    })),
    total,
    next: seen < total ? String(seen) : null,
  };
}
