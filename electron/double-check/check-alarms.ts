import type { DerivedAlarm } from '../alarm/alarm-list.ts';
import { properName, type LogTemplate } from '../incident/incident.ts';
import type { Names } from '../schema-parts.ts';
import { standingOf, type Confirmation } from '../two-person/two-person.ts';
import { workNumber, type DoubleCheck, type validUntil } from './double-check.ts';

/** A request that nobody has answered for such a part of its life is late: 15 minutes of an hour. */
const lateShare = 0.25;
/** A watch that nobody has closed for so long is overdue. */
const graceMinutes = 10;

/** One open task with what decides whether it is late. */
export interface CheckStanding {
  readonly check: DoubleCheck;
  readonly place: Names;
  readonly confirmation: Confirmation | undefined;
  readonly ends: ReturnType<typeof validUntil>;
  /** The running incident that it is near to, and how near. */
  readonly incident: { readonly title: string; readonly since: string; readonly metres: number } | null;
}

const after = (at: string, minutes: number): string =>
  new Date(Date.parse(at) + minutes * 60_000).toISOString();

/** What is late or dangerous about the tasks at an instant, for the shared list of alarms. */
export function checkAlarms(standings: readonly CheckStanding[], now: string): DerivedAlarm[] {
  return standings.flatMap((one) => [...requestAlarm(one, now), ...workAlarm(one, now), ...nearAlarm(one)]);
}

function alarm(
  { check, place }: CheckStanding,
  priority: 1 | 2 | 3,
  what: string,
  since: string,
  facts: LogTemplate['facts'] = {},
): DerivedAlarm {
  return {
    key: `doubleCheck.${what}.${check.id}`,
    priority,
    noun: 'doubleCheck',
    id: check.id,
    incidentId: null,
    placeId: check.placeId,
    since,
    template: {
      key: `doubleCheck.alarm.${what}`,
      facts: { number: properName(workNumber(check)), title: properName(check.title), place, ...facts },
    },
  };
}

function requestAlarm(one: CheckStanding, now: string): DerivedAlarm[] {
  const { check, confirmation } = one;
  if (check.state !== 'waiting' || !confirmation) return [];
  if (standingOf(confirmation, now) === 'expired')
    return [alarm(one, 3, 'unanswered', confirmation.expiresAt)];
  const lifeMinutes = (Date.parse(confirmation.expiresAt) - Date.parse(confirmation.askedAt)) / 60_000;
  const late = after(confirmation.askedAt, lifeMinutes * lateShare);
  return late <= now ? [alarm(one, 3, 'late', late)] : [];
}

function workAlarm(one: CheckStanding, now: string): DerivedAlarm[] {
  const { check, ends } = one;
  if (check.state === 'underWay' && ends.at <= now)
    return [ends.byTest ? alarm(one, 1, 'testOld', ends.at) : alarm(one, 2, 'overEnd', ends.at)];
  if (check.state !== 'fireWatch' || check.monitorUntil === null) return [];
  const over = after(check.monitorUntil, graceMinutes);
  return over <= now ? [alarm(one, 2, 'watchOver', over)] : [];
}

/** Work that goes on, or may begin, at or near an incident. */
function nearAlarm(one: CheckStanding): DerivedAlarm[] {
  const { check, incident } = one;
  if (!incident || (check.state !== 'underWay' && check.state !== 'allowed')) return [];
  const working = check.begunAt ?? check.createdAt;
  const since = working > incident.since ? working : incident.since;
  const facts = { incident: properName(incident.title), metres: incident.metres };
  return [alarm(one, check.state === 'underWay' ? 1 : 2, 'near', since, facts)];
}
