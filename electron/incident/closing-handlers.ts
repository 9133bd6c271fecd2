import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { openTasksOf } from '../task/task-store.ts';
import { endDrillOf } from '../drill/drill-stop-handlers.ts';
import { titleWord } from '../task/task.ts';
import { musterPoints } from '../muster/muster-handlers.ts';
import { missingAt } from '../muster/muster.ts';
import { teamsOn } from '../team/team-store.ts';
import { closuresOf, zonesOf } from '../zone/zone-store.ts';
import { checkVersion, openIncident, sayTemplate, saveIncident } from './incident-handlers.ts';
import { incidentById } from './incident-store.ts';
import {
  close,
  incidentNumber,
  reopen,
  setSeverity,
  standDown,
  type Incident,
  type OpenEnd,
} from './incident.ts';

/** What each noun still holds open in an incident; a noun that can keep one from being closed adds its function here. */
const closers: readonly ((db: ReadHandle, incidentId: string) => OpenEnd[])[] = [
  (db, incidentId) =>
    openTasksOf(db, incidentId).map((task) => ({
      noun: 'task',
      id: task.id,
      text: { key: 'incident.openEnd.task', facts: { task: titleWord(task) } },
    })),
  (db, incidentId) =>
    zonesOf(db, incidentId, false).map((zone) => ({
      noun: 'zone',
      id: zone.id,
      text: {
        key: 'incident.openEnd.zone',
        facts: { kind: { key: `zone.kind.${zone.kind}` }, label: zone.label },
      },
    })),
  (db, incidentId) =>
    teamsOn(db, incidentId).map((team) => ({
      noun: 'team',
      id: team.id,
      text: {
        key: 'incident.openEnd.team',
        facts: { team: team.names, status: { key: `team.status.${team.status}` } },
      },
    })),
  (db, incidentId) =>
    musterPoints(db, incidentId)
      .filter((point) => missingAt(point) > 0)
      .map((point) => ({
        noun: 'muster',
        id: point.place.id,
        text: {
          key: 'incident.openEnd.muster',
          facts: { place: point.place.names, missing: missingAt(point) },
        },
      })),
  (db, incidentId) =>
    closuresOf(db, incidentId, false).map((closure) => ({
      noun: 'closure',
      id: closure.id,
      text: { key: 'incident.openEnd.closure', facts: { reason: closure.reason } },
    })),
];

/** Everything that keeps an incident from being closed. */
export function openEnds(db: ReadHandle, incidentId: string): OpenEnd[] {
  return closers.flatMap((closer) => closer(db, incidentId));
}

/** Changes an incident by a rule and says so in its log. */
function change(
  tx: Tx,
  incident: Incident,
  seen: number,
  rule: (incident: Incident) => Answer<Incident>,
  said: (after: Incident) => { key: string; facts: Parameters<typeof sayTemplate>[4] },
): Answer<Incident> {
  const conflict = checkVersion(incident, seen);
  if (conflict) return conflict;
  const after = rule(incident);
  if (isRefusal(after)) return after;
  const { key, facts } = said(after);
  sayTemplate(tx, incident.id, 'decision', key, facts);
  return saveIncident(tx, after);
}

/** Stands an incident down; a drill that is one is over with it. */
export function endIncident(tx: Tx, incident: Incident, seen: number, reason: string): Answer<Incident> {
  const after = change(
    tx,
    incident,
    seen,
    (each) => standDown(each, tx.now),
    () => ({ key: 'incident.said.stoodDown', facts: { reason } }),
  );
  if (!isRefusal(after) && incident.exercise) endDrillOf(tx, incident.id);
  return after;
}

export const closingHandlers: Part<
  'incident.setSeverity' | 'incident.standDown' | 'incident.close' | 'incident.reopen' | 'incident.openEnds'
> = {
  'incident.setSeverity': (tx, input) => {
    const incident = openIncident(tx, input.id);
    if (isRefusal(incident)) return incident;
    return change(
      tx,
      incident,
      input.version,
      (each) => setSeverity(each, input.severity),
      () => ({
        key: input.severity > incident.severity ? 'incident.said.raised' : 'incident.said.lowered',
        facts: { from: incident.severity, to: input.severity, reason: input.reason },
      }),
    );
  },
  'incident.standDown': (tx, input) => {
    const incident = openIncident(tx, input.id);
    if (isRefusal(incident)) return incident;
    return endIncident(tx, incident, input.version, input.reason);
  },
  'incident.close': (tx, input) => {
    const incident = openIncident(tx, input.id);
    if (isRefusal(incident)) return incident;
    const left = openEnds(tx.db, incident.id);
    return change(
      tx,
      incident,
      input.version,
      (each) => close(each, left, tx.now),
      () => ({ key: 'incident.said.closed', facts: { reason: input.reason } }),
    );
  },
  'incident.reopen': (tx, input) => {
    const incident = incidentById(tx.db, input.id);
    if (!incident) return refuse('unknownIncident');
    return change(tx, incident, input.version, reopen, () => ({
      key: 'incident.said.reopened',
      facts: { number: incidentNumber(incident), reason: input.reason },
    }));
  },
  'incident.openEnds': (read, input) => openEnds(read.db, input.id),
};
