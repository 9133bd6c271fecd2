import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { Page } from '../schema-parts.ts';
import type { Team } from './team.ts';
import { defaultTeamRules, type TeamRules } from './team-rules.ts';

type TeamRow = Omit<Team, 'names' | 'onAir'> & { readonly names: string; readonly onAir: number };
const columns = `id, key, names, kind, callSign, channel, homePlaceId, parMinutes, status, statusAt, incidentId, placeId,
  longitude, latitude, positionAt, onAir, checkInAt, headsSent, headsSafe, workMinutes, dutySince, dutyEndedAt, restUntil,
  version`;

function toTeam(row: TeamRow): Team {
  return { ...row, names: JSON.parse(row.names) as Team['names'], onAir: row.onAir === 1 };
}

function toRow(team: Team): TeamRow & { readonly words: string } {
  return {
    ...team,
    names: JSON.stringify(team.names),
    onAir: team.onAir ? 1 : 0,
    words: fold([team.key, team.names.en, team.names.srLatn, team.names.zhHans, team.callSign].join(' ')),
  };
}

export function insertTeam(db: WriteHandle, team: Team): void {
  db.run(
    `INSERT INTO team (${columns}, words)
     VALUES (@id, @key, @names, @kind, @callSign, @channel, @homePlaceId, @parMinutes, @status, @statusAt, @incidentId,
       @placeId, @longitude, @latitude, @positionAt, @onAir, @checkInAt, @headsSent, @headsSafe, @workMinutes, @dutySince,
       @dutyEndedAt, @restUntil, @version, @words)`,
    toRow(team),
  );
}

/** Saves a team whose version was checked. */
export function updateTeam(db: WriteHandle, team: Team): void {
  db.run(
    `UPDATE team SET names = @names, kind = @kind, callSign = @callSign, channel = @channel, homePlaceId = @homePlaceId,
       parMinutes = @parMinutes, status = @status, statusAt = @statusAt, incidentId = @incidentId, placeId = @placeId,
       longitude = @longitude, latitude = @latitude, positionAt = @positionAt, onAir = @onAir, checkInAt = @checkInAt,
       headsSent = @headsSent, headsSafe = @headsSafe, workMinutes = @workMinutes, dutySince = @dutySince,
       dutyEndedAt = @dutyEndedAt, restUntil = @restUntil, words = @words, version = @version WHERE id = @id`,
    toRow(team),
  );
}

export function teamById(db: ReadHandle, id: string): Team | undefined {
  const row = db.get<TeamRow>(`SELECT ${columns} FROM team WHERE id = ? AND retiredAt IS NULL`, id);
  return row && toTeam(row);
}

export function teamByKey(db: ReadHandle, key: string): Team | undefined {
  const row = db.get<TeamRow>(`SELECT ${columns} FROM team WHERE key = ?`, key);
  return row && toTeam(row);
}

/** All teams, T-2 before T-10; a site has tens. */
export function allTeams(db: ReadHandle): Team[] {
  return db
    .all<TeamRow>(`SELECT ${columns} FROM team WHERE retiredAt IS NULL ORDER BY length(key), key LIMIT 500`)
    .map(toTeam);
}

/** The teams that are called to, on the way to or at an incident: what keeps it from being closed. */
export function teamsOn(db: ReadHandle, incidentId: string): Team[] {
  return db
    .all<TeamRow>(`SELECT ${columns} FROM team WHERE incidentId = ? ORDER BY length(key), key`, incidentId)
    .map(toTeam);
}

/** Teams whose code, name or call sign holds every word typed. `after` is the number of rows seen. */
export function teamPage(db: ReadHandle, filter: { text: string; after: number; limit: number }): Page<Team> {
  const words = fold(filter.text).split(' ').filter(Boolean).slice(0, 8);
  const where = ['retiredAt IS NULL', ...words.map(() => `instr(' ' || words, ?) > 0`)].join(' AND ');
  const bind = words.map((word) => ` ${word}`);
  const rows = db.all<TeamRow>(
    `SELECT ${columns} FROM team WHERE ${where} ORDER BY length(key), key LIMIT ? OFFSET ?`,
    ...bind,
    filter.limit,
    filter.after,
  );
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM team WHERE ${where}`, ...bind)?.n ?? 0;
  const seen = filter.after + rows.length;
  return { rows: rows.map(toTeam), total, next: seen < total ? String(seen) : null };
}

const rulesKey = 'team.rules';

export function teamRules(db: ReadHandle): TeamRules {
  const kept = db.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', rulesKey);
  return kept ? { ...defaultTeamRules, ...(JSON.parse(kept.value) as Partial<TeamRules>) } : defaultTeamRules;
}

export function setTeamRules(db: WriteHandle, rules: TeamRules): void {
  db.run(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    rulesKey,
    JSON.stringify(rules),
  );
}
