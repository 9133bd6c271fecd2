import { openList } from '../alarm/alarm-handlers.ts';
import type { ReadHandle } from '../database.ts';
import type { Part } from '../door.ts';
import { checkVersion, openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import type { Incident } from '../incident/incident.ts';
import { incidentById } from '../incident/incident-store.ts';
import { logPage } from '../incident/log-store.ts';
import { musterPoints } from '../muster/muster-handlers.ts';
import { missingAt } from '../muster/muster.ts';
import { periodsOf } from '../period/period-store.ts';
import { termsOf } from '../position/position-store.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { openTasksOf } from '../task/task-store.ts';
import { byUrgency } from '../task/task.ts';
import { teamsOn } from '../team/team-store.ts';
import { closuresOf, zonesOf } from '../zone/zone-store.ts';
import { take, type Briefing, type Handover } from './handover.ts';
import { handoverById, handoversOf, insertHandover, signHandover } from './handover-store.ts';

/** The briefing composes itself from what the room already wrote down. */
function compose(db: ReadHandle, incident: Incident, now: string): Briefing {
  const last = handoversOf(db, incident.id).find((handover) => handover.takenAt !== null);
  const since = last?.givenAt ?? incident.declaredAt;
  const said = logPage(db, { incidentId: incident.id, kinds: ['decision', 'order'], limit: 50 }).rows;
  return {
    incident,
    composedAt: now,
    since,
    period: periodsOf(db, incident.id).find((period) => period.endedAt === null) ?? null,
    positions: termsOf(db, incident.id).filter((term) => term.until === null),
    tasks: byUrgency(openTasksOf(db, incident.id), now),
    teams: teamsOn(db, incident.id).map(({ id, key, names, status, placeId, checkInAt }) => ({
      id,
      key,
      names,
      status,
      placeId,
      checkInAt,
    })),
    zones: zonesOf(db, incident.id, false),
    closures: closuresOf(db, incident.id, false),
    musters: musterPoints(db, incident.id).filter(
      (point) => missingAt(point) > 0 || (point.muster !== null && point.muster.counted === null),
    ),
    // An exercise's own alarms are handed over with it, never with what is real.
    alarms: openList(db, now)
      .rows.filter((alarm) => !alarm.exercise || alarm.incidentId === incident.id)
      .slice(0, 50),
    said: said.filter((entry) => entry.at >= since),
  };
}

export const handoverHandlers: Part<
  'handover.compose' | 'handover.give' | 'handover.take' | 'handover.list'
> = {
  'handover.compose': (read, input) => {
    const incident = incidentById(read.db, input.incidentId);
    return incident ? compose(read.db, incident, read.now) : refuse('unknownIncident');
  },
  'handover.give': (tx, input) => {
    const incident = openIncident(tx, input.incidentId);
    if (isRefusal(incident)) return incident;
    const open = handoversOf(tx.db, incident.id).find((handover) => handover.takenAt === null);
    if (open) return refuse('handoverWaits', { name: open.givenByName, at: open.givenAt });
    const handover: Handover = {
      id: tx.newId(), incidentId: incident.id, briefing: compose(tx.db, incident, tx.now), note: input.note,
      givenAt: tx.now, givenBy: tx.operator.id, givenByName: tx.operator.name,
      takenAt: null, takenBy: null, takenByName: null, version: 1,
    }; // prettier-ignore
    insertHandover(tx.db, handover);
    tx.record('handover', handover);
    sayTemplate(tx, incident.id, 'decision', 'log.handoverGiven', {
      name: handover.givenByName,
      note: input.note || '–',
    });
    return handover;
  },
  'handover.take': (tx, input) => {
    const handover = handoverById(tx.db, input.handoverId);
    if (!handover) return refuse('notFound');
    const incident = openIncident(tx, handover.incidentId);
    if (isRefusal(incident)) return incident;
    const after = checkVersion(handover, input.version) ?? take(handover, tx.operator, tx.now);
    if (isRefusal(after)) return after;
    signHandover(tx.db, after);
    tx.record('handover', after);
    sayTemplate(tx, incident.id, 'decision', 'log.handoverTaken', {
      name: tx.operator.name,
      from: handover.givenByName,
      note: input.note || '–',
    });
    return after;
  },
  'handover.list': (read, input) => handoversOf(read.db, input.incidentId),
};
