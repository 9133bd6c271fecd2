import type { ReadHandle } from '../database.ts';
import type { Part } from '../door.ts';
import { floodBoardThen } from '../flood/flood-handlers.ts';
import { holdChangesSince } from '../hazmat/hazmat-handlers.ts';
import { incidentById } from '../incident/incident-store.ts';
import { rowsAfter, seqAt, statesIn } from '../journal/journal-store.ts';
import { mustersOf } from '../muster/muster-store.ts';
import { termsOf } from '../position/position-store.ts';
import { refuse } from '../refusal.ts';
import { releasesThen } from '../release/release-handlers.ts';
import { tasksOf } from '../task/task-store.ts';
import { callOutsOf } from '../team/call-out-store.ts';
import type { Team } from '../team/team.ts';
import { allTeams, teamById } from '../team/team-store.ts';
import { closuresAt, zonesOf } from '../zone/zone-store.ts';
import { paceOn } from '../drill/drill-clock.ts';
import { legsOf } from '../drill/drill-run-store.ts';
import { taskMilestones, type Milestone } from './replay.ts';

/** When each team first reached the scene of an incident, from the journal. */
function arrivals(db: ReadHandle, incidentId: string, teamIds: readonly string[]): Map<string, string> {
  const first = new Map<string, string>();
  for (const { at, id, row } of statesIn<Team>(db, 'team', teamIds, incidentId))
    if (row.status === 'onScene' && !first.has(id)) first.set(id, at);
  return first;
}

const plain = { title: null, targetAt: null, lateMinutes: 0, gap: false } as const;

export const replayHandlers: Part<'incident.replay' | 'incident.timeline'> = {
  'incident.replay': (read, input) => {
    const { db } = read;
    const seq = seqAt(db, input.at);
    const rowsThen = rowsAfter(db, seq);
    // Rows are never removed, so that those of now, taken back to `seq`, are all that there were.
    const then = <T>(noun: string, rows: readonly { readonly id: string }[]): T[] =>
      rowsThen<T>(
        noun,
        rows.map((row) => row.id),
      );
    const id = input.incidentId;
    return {
      at: input.at,
      seq,
      incident: then<NonNullable<ReturnType<typeof incidentById>>>('incident', [{ id }])[0] ?? null,
      tasks: then('task', tasksOf(db, id)),
      teams: then('team', allTeams(db)),
      callOuts: then('callOut', callOutsOf(db, id)),
      musters: then('muster', mustersOf(db, id)),
      positions: then('positionTerm', termsOf(db, id)),
      zones: then('zone', zonesOf(db, id, true)),
      closures: then('closure', closuresAt(db, input.at)),
      storesSince: holdChangesSince(db, seq, rowsThen),
      releases: releasesThen(read, id, input.at, rowsThen),
      flood: floodBoardThen(db, input.at, rowsThen),
    };
  },
  'incident.timeline': (read, input) => {
    const { db } = read;
    const incident = incidentById(db, input.incidentId);
    if (!incident) return refuse('unknownIncident');
    const calls = callOutsOf(db, incident.id);
    const reached = arrivals(db, incident.id, [...new Set(calls.map((call) => call.teamId))]);
    const lines: Milestone[] = [{ ...plain, kind: 'declared', id: incident.id, at: incident.declaredAt }];
    for (const call of calls) {
      const title = teamById(db, call.teamId)?.names ?? null;
      lines.push({ ...plain, kind: 'callOut', id: call.id, title, at: call.at });
      lines.push({
        ...plain,
        kind: 'acknowledged',
        id: `${call.id}-a`,
        title,
        at: call.acknowledgedAt,
        gap: call.acknowledgedAt === null,
      });
      const at = reached.get(call.teamId);
      if (at !== undefined) lines.push({ ...plain, kind: 'onScene', id: `${call.id}-s`, title, at });
    }
    lines.push(
      ...taskMilestones(
        tasksOf(db, incident.id),
        incident.closedAt ?? incident.stoodDownAt ?? read.now,
        paceOn(legsOf(db, incident.id)),
      ),
    );
    if (incident.stoodDownAt !== null)
      lines.push({ ...plain, kind: 'stoodDown', id: `${incident.id}-d`, at: incident.stoodDownAt });
    if (incident.closedAt !== null)
      lines.push({ ...plain, kind: 'closed', id: `${incident.id}-c`, at: incident.closedAt });
    const when = (line: Milestone): string => line.at ?? line.targetAt ?? read.now;
    return lines.sort((a, b) => (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : 0));
  },
};
