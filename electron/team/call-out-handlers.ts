import type { Part, Tx } from '../door.ts';
import { openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import { properName } from '../incident/incident.ts';
import { personById } from '../person/person-store.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { acknowledge, endCallOut, type CallOut } from './call-out.ts';
import {
  answerOf,
  callOutById,
  callOutsOf,
  insertAnswer,
  insertCallOut,
  openCallOut,
  updateCallOut,
} from './call-out-store.ts';
import { callOutTeam, release, type Team } from './team.ts';
import { mention, placeWord, sayOfTeam, saveTeam, seenTeam } from './team-handlers.ts';
import { teamById, teamRules } from './team-store.ts';
import { mustRestUntil } from './rest.ts';

function saveCallOut(tx: Tx, call: CallOut): CallOut {
  updateCallOut(tx.db, call);
  tx.record('callOut', call);
  return call;
}

/** Somebody has answered for the team; said by the caller in its own words. */
export function answered(tx: Tx, call: CallOut, by: string): Answer<CallOut> {
  const after = acknowledge(call, by, tx.now);
  return isRefusal(after) ? after : saveCallOut(tx, after);
}

/** The team is released from its call. */
export function finished(tx: Tx, call: CallOut, reason: string | null): CallOut {
  return saveCallOut(tx, endCallOut(call, reason, tx.now));
}

/** The teams as they go out, or the first reason why one cannot. */
function calledOut(
  tx: Tx,
  ids: readonly string[],
  incidentId: string,
  override: string | undefined,
): Answer<readonly { readonly before: Team; readonly after: Team }[]> {
  const all: { before: Team; after: Team }[] = [];
  for (const id of ids) {
    const before = teamById(tx.db, id);
    if (!before) return refuse('unknownTeam');
    const after = callOutTeam(before, incidentId, tx.now, override);
    if (isRefusal(after)) return after;
    all.push({ before, after });
  }
  return all;
}

export const callOutHandlers: Part<'team.callOut' | 'team.acknowledge' | 'team.standDown' | 'team.callOuts'> =
  {
    'team.callOut': (tx, input) => {
      const { incidentId, placeId, message, override } = input;
      const incident = openIncident(tx, incidentId);
      if (isRefusal(incident)) return incident;
      if (placeId !== null && !placeById(tx.db, placeId)) return refuse('unknownPlace', { place: placeId });
      const teams = calledOut(tx, input.teamIds, incidentId, override);
      if (isRefusal(teams)) return teams;
      const early = teams.filter(({ before }) => mustRestUntil(before, tx.now) !== null);
      const calls = teams.map(({ before, after }) => {
        saveTeam(tx, after);
        const call: CallOut = {
          id: tx.newId(),
          incidentId,
          teamId: after.id,
          placeId,
          message,
          at: tx.now,
          byName: tx.operator.name,
          overrideReason: early.some((one) => one.before === before) ? (override ?? null) : null,
          acknowledgedAt: null,
          acknowledgedBy: null,
          endedAt: null,
          endReason: null,
          version: 1,
        };
        insertCallOut(tx.db, call);
        tx.record('callOut', call);
        return call;
      });
      sayTemplate(
        tx,
        incidentId,
        'order',
        `log.calledOut${early.length > 0 ? 'Rested' : ''}${placeId === null ? '' : 'To'}`,
        {
          teams: teams.map(({ after }) => mention(after)),
          message,
          ...(placeId === null ? {} : { place: placeWord(tx, placeId) }),
          ...(early.length > 0
            ? { reason: override ?? '', rested: early.map(({ before }) => mention(before)) }
            : {}),
        },
        { placeId },
      );
      return calls;
    },
    'team.acknowledge': (tx, input) => {
      const call = callOutById(tx.db, input.callOutId);
      const team = call && teamById(tx.db, call.teamId);
      if (!call || !team) return refuse('unknownCallOut');
      const incident = openIncident(tx, call.incidentId);
      if (isRefusal(incident)) return incident;
      if (input.personId === undefined) {
        const after = answered(tx, call, team.callSign);
        if (isRefusal(after)) return after;
        sayOfTeam(tx, call.incidentId, 'log.acknowledged', { team: mention(team) });
        return after;
      }
      const person = personById(tx.db, input.personId);
      if (!person || person.teamId !== team.id)
        return refuse('notOfTeam', { team: team.key, name: person?.name ?? '' });
      if (call.endedAt !== null) return refuse('callOutEnded', { at: call.endedAt });
      const before = answerOf(tx.db, call.id, person.id);
      if (before) return refuse('alreadyAcknowledged', { by: person.name, at: before.at });
      const answer = { id: tx.newId(), callOutId: call.id, personId: person.id, at: tx.now };
      insertAnswer(tx.db, answer);
      tx.record('callOutAnswer', answer);
      sayOfTeam(tx, call.incidentId, 'log.acknowledgedBy', {
        team: mention(team),
        person: properName(person.name),
      });
      // The first of the crew to answer answers for the team.
      if (call.acknowledgedAt !== null) return call;
      return answered(tx, call, person.name);
    },
    'team.standDown': (tx, input) => {
      const team = seenTeam(tx, input.teamId, input.version);
      if (isRefusal(team)) return team;
      const after = release(team, tx.now, teamRules(tx.db));
      if (isRefusal(after)) return after;
      const call = openCallOut(tx.db, team.id);
      if (call) finished(tx, call, input.reason);
      sayOfTeam(
        tx,
        team.incidentId,
        team.status === 'calledOut' ? 'log.callOutCancelled' : 'log.teamStoodDown',
        {
          team: mention(team),
          reason: input.reason,
        },
      );
      return saveTeam(tx, after);
    },
    'team.callOuts': (read, input) => callOutsOf(read.db, input.incidentId),
  };
