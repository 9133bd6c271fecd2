import { openList } from '../alarm/alarm-handlers.ts';
import type { Read, Tx } from '../door.ts';
import { incidentPage } from '../incident/incident-store.ts';
import { incidentNumber, properName } from '../incident/incident.ts';
import { placesOf } from '../place/place-store.ts';
import { approvedPlan } from '../plan/plan-store.ts';
import { dayPlus, siteDay } from '../roster/local-time.ts';
import { siteRow } from '../session/site-store.ts';
import { teamById } from '../team/team-store.ts';
import { closedSlotsIn } from './closed-slot-store.ts';
import { closedAt } from './closed-slot.ts';
import type { InTheWay } from './drill-run.ts';
import type { Drill, DrillType } from './drill.ts';

/** More than an hour from its time is worth a word. */
const offMinutes = 60;

/** What speaks against starting a drill at this moment; serious ones first. */
export function inTheWay(read: Pick<Read | Tx, 'db' | 'now'>, drill: Drill, type: DrillType): InTheWay[] {
  return [
    ...realIncident(read),
    ...closed(read, drill),
    ...alarms(read),
    ...teams(read, type),
    ...plan(read, type),
    ...observers(drill, type),
    ...hour(read, drill),
  ].sort((a, b) => Number(b.serious) - Number(a.serious));
}

type Here = Pick<Read | Tx, 'db' | 'now'>;

function one(key: string, serious: boolean, facts: InTheWay['text']['facts'] = {}): InTheWay[] {
  return [{ key, serious, text: { key: `drillRun.way.${key}`, facts } }];
}

function realIncident({ db }: Here): InTheWay[] {
  const [real] = incidentPage(db, { text: '', states: ['running'], exercise: false, limit: 1 }).rows;
  return real
    ? one('realIncident', true, { number: properName(incidentNumber(real)), title: real.title })
    : [];
}

function closed({ db, now }: Here, drill: Drill): InTheWay[] {
  const zone = siteRow(db)?.timeZone ?? 'UTC';
  const today = siteDay(now, zone);
  const within = new Map(placesOf(db, undefined).map(({ id, parentId }) => [id, parentId]));
  const startMs = Date.parse(now);
  const slot = closedAt(
    closedSlotsIn(db, dayPlus(today, -1), dayPlus(today, 1)),
    startMs,
    startMs + drill.minutes * 60_000,
    drill.placeId,
    zone,
    within,
  );
  return slot
    ? one('closed', true, { slot: slot.names, from: properName(slot.fromTime), to: properName(slot.toTime) })
    : [];
}

function alarms({ db, now }: Here): InTheWay[] {
  const { counts } = openList(db, now);
  const [urgent, soon] = [counts[1], counts[2]];
  if (urgent > 0) return one('alarmsUrgent', true, { count: urgent });
  return soon > 0 ? one('alarms', false, { count: soon }) : [];
}

function teams({ db }: Here, type: DrillType): InTheWay[] {
  const bound = type.teamIds.flatMap((id) => {
    const team = teamById(db, id);
    return team && team.status !== 'available' ? [team.names] : [];
  });
  return bound.length > 0 ? one('teams', false, { teams: bound }) : [];
}

function plan({ db }: Here, type: DrillType): InTheWay[] {
  return type.planKey !== null && !approvedPlan(db, type.planKey)
    ? one('plan', false, { plan: properName(type.planKey) })
    : [];
}

function observers(drill: Drill, type: DrillType): InTheWay[] {
  const missing = type.observers - drill.observers.length;
  return missing > 0 ? one('observers', false, { count: missing }) : [];
}

function hour({ now }: Here, drill: Drill): InTheWay[] {
  if (drill.startsAt === null) return [];
  const off = Math.abs(Date.parse(now) - Date.parse(drill.startsAt)) / 60_000;
  return off > offMinutes ? one('hour', false, { at: drill.startsAt }) : [];
}
