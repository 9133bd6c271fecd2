import { paceOn } from '../drill/drill-clock.ts';
import type { LogTemplate } from '../incident/incident.ts';
import { callOutState } from './call-out.ts';
import { missingHeads, type Board, type BoardTeam, type Team } from './team.ts';
import type { TeamRules } from './team-rules.ts';

/** How a crew's check-in (PAR) stands. Spans in minutes; `minutesLeft` is negative once it is overdue. */
export interface ParState {
  readonly kind: 'ok' | 'due' | 'overdue';
  readonly intervalMinutes: number;
  readonly elapsedMinutes: number;
  readonly minutesLeft: number;
}

/** The interval that holds for a team now. */
export function parInterval(team: Pick<Team, 'parMinutes' | 'onAir'>, rules: TeamRules): number {
  const own = team.parMinutes ?? rules.parMinutes;
  return team.onAir ? Math.min(own, rules.parAirMinutes) : own;
}

/** Null off the scene; minutes of its incident's clock. Due (a warning) from two thirds of the interval on, overdue (an alarm) at its end. */
export function parState(
  team: Pick<Team, 'status' | 'statusAt' | 'checkInAt' | 'parMinutes' | 'onAir'> &
    Partial<Pick<BoardTeam, 'drillClock'>>,
  now: number,
  rules: TeamRules,
): ParState | null {
  if (team.status !== 'onScene') return null;
  const intervalMinutes = parInterval(team, rules);
  const elapsedMinutes = Math.max(
    0,
    paceOn(team.drillClock).minutesBetween(team.checkInAt ?? team.statusAt, new Date(now).toISOString()),
  );
  const kind =
    elapsedMinutes >= intervalMinutes ? 'overdue' : elapsedMinutes * 3 >= intervalMinutes * 2 ? 'due' : 'ok';
  return { kind, intervalMinutes, elapsedMinutes, minutesLeft: intervalMinutes - elapsedMinutes };
}

/** An alarm that follows from the board alone, for the shared list of alarms. */
export interface TeamAlarm {
  /** The same while the same thing is wrong. */
  readonly key: string;
  readonly priority: 1 | 2 | 3;
  readonly noun: 'team';
  readonly id: string;
  readonly incidentId: string | null;
  readonly placeId: string | null;
  /** When it became true, UTC ISO 8601. */
  readonly since: string;
  readonly template: LogTemplate;
  /** It is sent by an exercise. */
  readonly exercise: boolean;
}

/** Crews that have not checked in, crews with somebody missing, call-outs that nobody answered; at `now` in ms. */
export function parAlarms(board: Board, now: number): TeamAlarm[] {
  return board.teams.flatMap((team) => [
    ...overdueAlarm(team, now, board.rules),
    ...shortAlarm(team),
    ...lateAlarm(team, now, board.rules),
  ]);
}

function overdueAlarm(team: BoardTeam, now: number, rules: TeamRules): TeamAlarm[] {
  const par = parState(team, now, rules);
  if (par === null || par.kind === 'ok') return [];
  const from = team.checkInAt ?? team.statusAt;
  const share = par.kind === 'overdue' ? 1 : 2 / 3;
  const key = par.kind === 'overdue' ? 'team.alarm.parOverdue' : 'team.alarm.parDue';
  const since = paceOn(team.drillClock).after(from, par.intervalMinutes * share) ?? from;
  return [alarm(team, par.kind === 'overdue' ? 1 : 2, 'par', key, since, {})];
}

function shortAlarm(team: BoardTeam): TeamAlarm[] {
  const missing = missingHeads(team);
  if (team.status !== 'onScene' || missing === 0 || team.checkInAt === null) return [];
  return [alarm(team, 1, 'short', 'team.alarm.short', team.checkInAt, { missing })];
}

function lateAlarm(team: BoardTeam, now: number, rules: TeamRules): TeamAlarm[] {
  const pace = paceOn(team.drillClock);
  if (team.callOut === null || callOutState(team.callOut, now, rules, pace).kind !== 'late') return [];
  const since = pace.after(team.callOut.at, rules.lateMinutes) ?? team.callOut.at;
  return [alarm(team, 2, 'late', 'team.alarm.late', since, {})];
}

function alarm(
  team: BoardTeam,
  priority: 1 | 2,
  what: string,
  key: string,
  since: string,
  facts: LogTemplate['facts'],
): TeamAlarm {
  return {
    key: `team.${what}.${team.id}`,
    priority,
    noun: 'team',
    id: team.id,
    incidentId: team.incidentId,
    placeId: team.placeId,
    since,
    template: { key, facts: { team: team.names, ...facts } },
    exercise: team.incident?.exercise ?? false,
  };
}
