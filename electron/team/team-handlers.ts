import type { Part, Read, Tx } from '../door.ts';
import { legsOf } from '../drill/drill-run-store.ts';
import { incidentById } from '../incident/incident-store.ts';
import { checkVersion, openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import type { LogTemplate, LogWord } from '../incident/incident.ts';
import { memberCounts } from '../person/person-store.ts';
import type { PlaceName } from '../place/place.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { noDuty } from './rest.ts';
import { checkIn, report, type Board, type Team } from './team.ts';
import {
  allTeams,
  insertTeam,
  setTeamRules,
  teamById,
  teamByKey,
  teamPage,
  teamRules,
  updateTeam,
} from './team-store.ts';
import { openCallOut, openCallOuts } from './call-out-store.ts';
import { answered, finished } from './call-out-handlers.ts';

/** How the log mentions a team. */
export function mention(team: Pick<Team, 'key'>): string {
  return `@${team.key}`;
}

/** The team if it is there and as the caller saw it. */
export function seenTeam(tx: Tx, id: string, version: number): Answer<Team> {
  const team = teamById(tx.db, id);
  if (!team) return refuse('unknownTeam');
  return checkVersion(team, version) ?? team;
}

export function saveTeam(tx: Tx, team: Team): Team {
  updateTeam(tx.db, team);
  tx.record('team', team);
  return team;
}

/** Says it in the incident's log while that is open; what a team does for no incident stands in the journal alone. */
export function sayOfTeam(
  tx: Tx,
  incidentId: string | null,
  key: string,
  facts: LogTemplate['facts'],
  placeId: string | null = null,
): void {
  if (incidentId !== null && !isRefusal(openIncident(tx, incidentId)))
    sayTemplate(tx, incidentId, 'radioIn', key, facts, { placeId });
}

/** How the log names a place. */
export function placeWord(tx: Read | Tx, placeId: string): LogWord {
  const place = placeById(tx.db, placeId);
  return place ? place.names : '';
}

export const teamHandlers: Part<
  | 'team.add'
  | 'team.change'
  | 'team.board'
  | 'team.page'
  | 'team.byId'
  | 'team.setStatus'
  | 'team.checkIn'
  | 'team.rules'
  | 'team.setRules'
> = {
  'team.add': (tx, input) => {
    if (teamByKey(tx.db, input.key)) return refuse('teamKeyTaken', { key: input.key });
    if (input.homePlaceId !== null && !placeById(tx.db, input.homePlaceId))
      return refuse('unknownPlace', { place: input.homePlaceId });
    const team: Team = {
      id: tx.newId(),
      ...input,
      ...noDuty,
      status: 'available',
      statusAt: tx.now,
      incidentId: null,
      placeId: null,
      longitude: null,
      latitude: null,
      positionAt: null,
      onAir: false,
      checkInAt: null,
      headsSent: null,
      headsSafe: null,
      version: 1,
    };
    insertTeam(tx.db, team);
    tx.record('team', team);
    return team;
  },
  'team.change': (tx, { id, version, ...given }) => {
    const team = seenTeam(tx, id, version);
    if (isRefusal(team)) return team;
    const after: Team = {
      ...team,
      names: given.names ?? team.names,
      kind: given.kind ?? team.kind,
      callSign: given.callSign ?? team.callSign,
      channel: given.channel === undefined ? team.channel : given.channel,
      homePlaceId: given.homePlaceId === undefined ? team.homePlaceId : given.homePlaceId,
      parMinutes: given.parMinutes === undefined ? team.parMinutes : given.parMinutes,
      version: team.version + 1,
    };
    if (after.homePlaceId !== null && !placeById(tx.db, after.homePlaceId))
      return refuse('unknownPlace', { place: after.homePlaceId });
    return saveTeam(tx, after);
  },
  'team.board': (read) => board(read),
  'team.page': (read, input) => teamPage(read.db, { ...input, after: Number(input.after ?? 0) || 0 }),
  'team.byId': (read, input) => teamById(read.db, input.id) ?? null,
  'team.setStatus': (tx, { teamId, version, ...said }) => {
    const team = seenTeam(tx, teamId, version);
    if (isRefusal(team)) return team;
    if (said.placeId && !placeById(tx.db, said.placeId))
      return refuse('unknownPlace', { place: said.placeId });
    if (said.incidentId) {
      const incident = openIncident(tx, said.incidentId);
      if (isRefusal(incident)) return incident;
    }
    const call = openCallOut(tx.db, teamId);
    const after = report(team, said, tx.now, teamRules(tx.db), call?.placeId ?? null);
    if (isRefusal(after)) return after;
    if (call) {
      // Whoever is on the way has heard the call; whoever is free again has finished it.
      if (after.incidentId === null) finished(tx, call, null);
      else if (call.acknowledgedAt === null) answered(tx, call, team.callSign);
    }
    const at = after.placeId;
    const facts = { team: mention(team), status: { key: `team.status.${after.status}` } };
    sayOfTeam(
      tx,
      after.incidentId ?? team.incidentId,
      at === null ? 'log.teamStatus' : 'log.teamStatusAt',
      at === null ? facts : { ...facts, place: placeWord(tx, at) },
      at,
    );
    return saveTeam(tx, after);
  },
  'team.checkIn': (tx, input) => {
    const team = teamById(tx.db, input.teamId);
    if (!team) return refuse('unknownTeam');
    const after = checkIn(team, tx.now, input.heads);
    if (isRefusal(after)) return after;
    const facts = { team: mention(team) };
    if (after.headsSafe === null) sayOfTeam(tx, team.incidentId, 'log.checkedIn', facts);
    else
      sayOfTeam(tx, team.incidentId, 'log.checkedInHeads', {
        ...facts,
        heads: after.headsSafe,
        sent: after.headsSent ?? after.headsSafe,
      });
    return saveTeam(tx, after);
  },
  'team.rules': (read) => teamRules(read.db),
  'team.setRules': (tx, rules) => {
    setTeamRules(tx.db, rules);
    tx.record('teamRules', { id: 'site', ...rules });
    return rules;
  },
};

/** All teams as the board shows them, with the site's rules: what alarms and timers are computed from. */
export function board(read: Pick<Read, 'db'>): Board {
  const names = new Map<string, PlaceName | null>();
  const placeName = (id: string | null): PlaceName | null => {
    if (id === null) return null;
    if (!names.has(id)) {
      const place = placeById(read.db, id);
      names.set(id, place ? { id, key: place.key, kind: place.kind, names: place.names } : null);
    }
    return names.get(id) ?? null;
  };
  const members = memberCounts(read.db);
  const calls = new Map(openCallOuts(read.db).map((call) => [call.teamId, call]));
  const teams = allTeams(read.db).map((team) => {
    const call = calls.get(team.id);
    return {
      ...team,
      members: members.get(team.id) ?? 0,
      place: placeName(team.placeId),
      home: placeName(team.homePlaceId),
      incident: incidentName(read, team.incidentId),
      drillClock: team.incidentId === null ? null : legsOf(read.db, team.incidentId),
      callOut: call
        ? {
            id: call.id,
            incidentId: call.incidentId,
            at: call.at,
            message: call.message,
            destination: placeName(call.placeId),
            acknowledgedAt: call.acknowledgedAt,
            acknowledgedBy: call.acknowledgedBy,
            answers: call.answers,
          }
        : null,
    };
  });
  return { teams, rules: teamRules(read.db) };
}

function incidentName(read: Pick<Read, 'db'>, id: string | null): Board['teams'][number]['incident'] {
  const incident = id === null ? undefined : incidentById(read.db, id);
  return incident
    ? { id: incident.id, year: incident.year, number: incident.number, exercise: incident.exercise }
    : null;
}
