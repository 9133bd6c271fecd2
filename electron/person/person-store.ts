import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { Page } from '../schema-parts.ts';
import type { Crew, Person, QualificationKind } from './person.ts';

type PersonRow = Omit<Person, 'qualifications'> & { readonly qualifications: string };
const columns = 'id, name, crew, callSign, phone, teamId, qualifications, version';

function toPerson(row: PersonRow): Person {
  return { ...row, qualifications: JSON.parse(row.qualifications) as Person['qualifications'] };
}

function toRow(person: Person): PersonRow & { readonly words: string } {
  return {
    ...person,
    qualifications: JSON.stringify(person.qualifications),
    words: fold([person.name, person.callSign].join(' ')),
  };
}

export function insertPerson(db: WriteHandle, person: Person): void {
  db.run(
    `INSERT INTO person (id, name, crew, callSign, phone, teamId, qualifications, words, version)
     VALUES (@id, @name, @crew, @callSign, @phone, @teamId, @qualifications, @words, @version)`,
    toRow(person),
  );
}

export function updatePerson(db: WriteHandle, person: Person): void {
  db.run(
    `UPDATE person SET name = @name, crew = @crew, callSign = @callSign, phone = @phone, teamId = @teamId,
       qualifications = @qualifications, words = @words, version = @version WHERE id = @id`,
    toRow(person),
  );
}

export function personById(db: ReadHandle, id: string): Person | undefined {
  const row = db.get<PersonRow>(`SELECT ${columns} FROM person WHERE id = ? AND retiredAt IS NULL`, id);
  return row && toPerson(row);
}

/** Somebody of the register, also one who has left, with the instant at which they left. */
export function anyPersonById(
  db: ReadHandle,
  id: string,
): { readonly person: Person; readonly retiredAt: string | null } | undefined {
  const row = db.get<PersonRow & { retiredAt: string | null }>(
    `SELECT ${columns}, retiredAt FROM person WHERE id = ?`,
    id,
  );
  if (!row) return undefined;
  const { retiredAt, ...rest } = row;
  return { person: toPerson(rest), retiredAt };
}

export function setRetired(db: WriteHandle, person: Person, retiredAt: string | null): void {
  db.run('UPDATE person SET retiredAt = ?, version = ? WHERE id = ?', retiredAt, person.version, person.id);
}

/** How many people each team has. */
/** Who is of which team and crew, of those who work shifts. */
export function crewsOfTeams(
  db: ReadHandle,
): { readonly id: string; readonly crew: Crew | null; readonly teamId: string | null }[] {
  return db.all<{ id: string; crew: Crew | null; teamId: string | null }>(
    'SELECT id, crew, teamId FROM person WHERE crew IS NOT NULL AND teamId IS NOT NULL AND retiredAt IS NULL',
  );
}

/** Everyone who has not left, by id and name. */
export function allPeople(db: ReadHandle): { readonly id: string; readonly name: string }[] {
  return db.all<{ id: string; name: string }>(
    'SELECT id, name FROM person WHERE retiredAt IS NULL ORDER BY words LIMIT 20000',
  );
}

export function memberCounts(db: ReadHandle): Map<string, number> {
  const rows = db.all<{ teamId: string; n: number }>(
    'SELECT teamId, count(*) AS n FROM person WHERE teamId IS NOT NULL AND retiredAt IS NULL GROUP BY teamId',
  );
  return new Map(rows.map(({ teamId, n }) => [teamId, n]));
}

/** In the order of the folded name, so that Č stands by C. Every word typed must begin a word of the name or call sign. `after` is the number of rows seen. */
export function personPage(
  db: ReadHandle,
  filter: {
    text: string;
    teamId?: string;
    crew?: Crew;
    qualification?: string;
    after: number;
    limit: number;
  },
): Page<Person> {
  const words = fold(filter.text).split(' ').filter(Boolean).slice(0, 8);
  const where = [
    'retiredAt IS NULL',
    ...words.map(() => `instr(' ' || words, ?) > 0`),
    ...(filter.teamId === undefined ? [] : ['teamId = ?']),
    ...(filter.crew === undefined ? [] : ['crew = ?']),
    ...(filter.qualification === undefined
      ? []
      : [`EXISTS (SELECT 1 FROM json_each(qualifications) q WHERE json_extract(q.value, '$.key') = ?)`]),
  ].join(' AND ');
  const bind = [
    ...words.map((word) => ` ${word}`),
    ...[filter.teamId, filter.crew, filter.qualification].filter((value) => value !== undefined),
  ];
  const rows = db.all<PersonRow>(
    `SELECT ${columns} FROM person WHERE ${where} ORDER BY words, id LIMIT ? OFFSET ?`,
    ...bind,
    filter.limit,
    filter.after,
  );
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM person WHERE ${where}`, ...bind)?.n ?? 0;
  const seen = filter.after + rows.length;
  return { rows: rows.map(toPerson), total, next: seen < total ? String(seen) : null };
}

type KindRow = Omit<QualificationKind, 'names'> & { readonly names: string };

export function insertQualification(db: WriteHandle, kind: QualificationKind): void {
  db.run(
    `INSERT INTO qualification (id, key, names, validMonths, version) VALUES (@id, @key, @names, @validMonths, @version)`,
    { ...kind, names: JSON.stringify(kind.names) },
  );
}

/** The site's qualifications, by code; a site has some dozens. */
export function qualifications(db: ReadHandle): QualificationKind[] {
  return db
    .all<KindRow>('SELECT id, key, names, validMonths, version FROM qualification ORDER BY key LIMIT 1000')
    .map((row) => ({ ...row, names: JSON.parse(row.names) as QualificationKind['names'] }));
}

/** The first of these codes that the site does not know. */
export function unknownQualification(db: ReadHandle, keys: readonly string[]): string | undefined {
  return db.get<{ key: string }>(
    'SELECT value AS key FROM json_each(?) WHERE value NOT IN (SELECT key FROM qualification) LIMIT 1',
    JSON.stringify(keys),
  )?.key;
}
