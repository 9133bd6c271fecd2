import { z } from 'zod';
import type { Leg } from '../drill/drill-clock.ts';
import type { Incident } from '../incident/incident.ts';
import type { PlaceName } from '../place/place.ts';
import { refuse, type Answer } from '../refusal.ts';
import { id, line, names, version, type Names } from '../schema-parts.ts';
import { mustRestUntil, offDuty, onDuty, type Duty } from './rest.ts';
import type { TeamRules } from './team-rules.ts';

export const teamKinds = [
  'fire', 'hazmat', 'medical', 'flood', 'mineRescue', 'security', 'heavyPlant', 'power', 'geotechnical', 'technical',
  'transport', 'other',
] as const; // prettier-ignore
export type TeamKind = (typeof teamKinds)[number];

export const teamStatuses = ['available', 'calledOut', 'enRoute', 'onScene', 'resting', 'out'] as const;
export type TeamStatus = (typeof teamStatuses)[number];
/** What the radio operator sets; a team becomes called out by a call-out alone. */
export const radioStatuses = ['enRoute', 'onScene', 'resting', 'available', 'out'] as const;
export type RadioStatus = (typeof radioStatuses)[number];

export interface Team extends Duty {
  readonly id: string;
  /** Short stable code that the log mentions as @key, e.g. T-3. */
  readonly key: string;
  readonly names: Names;
  readonly kind: TeamKind;
  readonly callSign: string;
  /** Radio channel. */
  readonly channel: number | null;
  readonly homePlaceId: string | null;
  /** Check-in interval of its own in minutes; null: the site's. */
  readonly parMinutes: number | null;
  readonly status: TeamStatus;
  /** Since when it has this status; moving on the scene does not change it. */
  readonly statusAt: string;
  readonly incidentId: string | null;
  /** Where it last said it was, or where it is going while called out or en route. */
  readonly placeId: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  /** When that place was said: the age of the position. */
  readonly positionAt: string | null;
  /** Works with breathing apparatus: the shorter check-in interval holds. */
  readonly onAir: boolean;
  /** Last check-in on this scene. */
  readonly checkInAt: string | null;
  /** How many went in, and how many the last check-in counted; null: not said. */
  readonly headsSent: number | null;
  readonly headsSafe: number | null;
  readonly version: number;
}

const teamKey = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}]+(?:[-.][\p{L}\p{N}]+)*$/u)
  .max(20);
const channel = z.int().min(1).max(999).nullable();
const parMinutes = z.int().min(1).max(240).nullable();
const heads = z.int().min(0).max(999);
const longitude = z.number().min(-180).max(180);
const latitude = z.number().min(-90).max(90);

export const addTeamInput = z.object({
  key: teamKey,
  names,
  kind: z.enum(teamKinds),
  callSign: line(40),
  channel: channel.default(null),
  homePlaceId: id.nullable().default(null),
  parMinutes: parMinutes.default(null),
});

/** Only what is named changes. */
export const changeTeamInput = z.object({
  id,
  version,
  names: names.optional(),
  kind: z.enum(teamKinds).optional(),
  callSign: line(40).optional(),
  channel: channel.optional(),
  homePlaceId: id.nullable().optional(),
  parMinutes: parMinutes.optional(),
});

export const setStatusInput = z.object({
  teamId: id,
  version,
  status: z.enum(radioStatuses),
  /** Left out: where it was going, or where it was. */
  placeId: id.nullable().optional(),
  longitude: longitude.optional(),
  latitude: latitude.optional(),
  incidentId: id.nullable().optional(),
  onAir: z.boolean().optional(),
  heads: heads.optional(),
  /** Why a team goes out before its rest is over. */
  override: line(500).optional(),
});

export const checkInInput = z.object({ teamId: id, heads: heads.optional() });

/** What the radio operator reports of a team. */
export interface Report {
  readonly status: RadioStatus;
  readonly placeId?: string | null;
  readonly longitude?: number;
  readonly latitude?: number;
  readonly incidentId?: string | null;
  readonly onAir?: boolean;
  readonly heads?: number;
  readonly override?: string;
}

// A report of the same status is a move or a correction of place, so every status leads to itself.
const leadsTo: Record<TeamStatus, readonly TeamStatus[]> = {
  available: ['available', 'enRoute', 'onScene', 'resting', 'out'],
  calledOut: ['enRoute', 'onScene', 'available', 'out'],
  enRoute: ['enRoute', 'onScene', 'available', 'resting', 'out'],
  onScene: ['onScene', 'enRoute', 'available', 'resting', 'out'],
  resting: ['resting', 'available', 'enRoute', 'onScene', 'out'],
  out: ['out', 'available'],
};

/** Whether a radio report may change the one status into the other. */
export function mayBecome(from: TeamStatus, to: TeamStatus): boolean {
  return leadsTo[from].includes(to);
}

export const working: readonly TeamStatus[] = ['calledOut', 'enRoute', 'onScene'];

export function isWorking(team: Pick<Team, 'status'>): boolean {
  return working.includes(team.status);
}

/**
 * The team after a radio report. Refuses: statusNotPossible, teamResting (rest not over and no `override`).
 * `destinationId` is where its open call-out sends it.
 */
export function report(
  team: Team,
  said: Report,
  now: string,
  rules: TeamRules,
  destinationId: string | null = null,
): Answer<Team> {
  const { status } = said;
  if (!mayBecome(team.status, status))
    return refuse('statusNotPossible', { team: team.key, statusBefore: team.status, statusAfter: status });
  const leaves = isWorking({ status });
  const until = mustRestUntil(team, now);
  if (leaves && !isWorking(team) && until !== null && said.override === undefined)
    return refuse('teamResting', { team: team.key, until });
  const changed = status !== team.status;
  return {
    ...team,
    ...dutyAfter(team, status, now, rules),
    ...whereAfter(team, said, now, destinationId),
    ...sceneAfter(team, said, now),
    status,
    statusAt: changed ? now : team.statusAt,
    incidentId: leaves ? (said.incidentId === undefined ? team.incidentId : said.incidentId) : null,
    version: team.version + 1,
  };
}

/** The team once it is called out. Refuses: teamOut, teamBusy, teamResting (rest not over and no `override`). */
export function callOutTeam(
  team: Team,
  incidentId: string,
  now: string,
  override: string | undefined,
): Answer<Team> {
  if (team.status === 'out') return refuse('teamOut', { team: team.key, since: team.statusAt });
  if (isWorking(team)) return refuse('teamBusy', { team: team.key, since: team.statusAt });
  const until = mustRestUntil(team, now);
  if (until !== null && override === undefined) return refuse('teamResting', { team: team.key, until });
  return {
    ...team,
    ...onDuty(team, now),
    ...noScene,
    status: 'calledOut',
    statusAt: now,
    incidentId,
    version: team.version + 1,
  };
}

/** The team once it is released from its task: to rest when it has earned one, else available. Refuses: teamNotSent. */
export function release(team: Team, now: string, rules: TeamRules): Answer<Team> {
  if (!isWorking(team)) return refuse('teamNotSent', { team: team.key });
  const rests =
    mustRestUntil({ ...team, ...offDuty(team, workedSince(team, now), now, rules.rest) }, now) !== null;
  return report(team, { status: rests && team.status !== 'calledOut' ? 'resting' : 'available' }, now, rules);
}

/** The team after it said that all (or `heads`) of its people are safe. Refuses: teamNotOnScene. */
export function checkIn(team: Team, now: string, safe: number | undefined): Answer<Team> {
  if (team.status !== 'onScene') return refuse('teamNotOnScene', { team: team.key });
  return {
    ...team,
    checkInAt: now,
    headsSafe: safe ?? team.headsSent,
    headsSent: team.headsSent ?? safe ?? null,
    version: team.version + 1,
  };
}

/** How many of those who went in the last check-in did not count. */
export function missingHeads(team: Pick<Team, 'headsSent' | 'headsSafe'>): number {
  return team.headsSent === null || team.headsSafe === null
    ? 0
    : Math.max(0, team.headsSent - team.headsSafe);
}

const noScene = { onAir: false, checkInAt: null, headsSent: null, headsSafe: null } as const;

function workedSince(team: Team, now: string): number {
  if (team.status !== 'onScene') return 0;
  return Math.max(0, (Date.parse(now) - Date.parse(team.statusAt)) / 60_000);
}

function dutyAfter(team: Team, status: TeamStatus, now: string, rules: TeamRules): Duty {
  const was = isWorking(team);
  const is = isWorking({ status });
  if (!was && is) return onDuty(team, now);
  const worked = status === 'onScene' ? 0 : workedSince(team, now);
  if (was && !is) return offDuty(team, worked, now, rules.rest, status === 'resting');
  if (was) return { ...dutyOf(team), workMinutes: team.workMinutes + worked };
  // Between tasks: going to rest by itself still means a rest.
  if (status === 'resting' && team.status !== 'resting') return offDuty(team, 0, now, rules.rest, true);
  return dutyOf(team);
}

function dutyOf({ workMinutes, dutySince, dutyEndedAt, restUntil }: Duty): Duty {
  return { workMinutes, dutySince, dutyEndedAt, restUntil };
}

type Where = Pick<Team, 'placeId' | 'longitude' | 'latitude' | 'positionAt'>;

function whereAfter(team: Team, said: Report, now: string, destinationId: string | null): Where {
  const { placeId, longitude, latitude, positionAt } = team;
  const pointed = said.longitude !== undefined && said.latitude !== undefined;
  if (said.placeId !== undefined || pointed)
    return {
      placeId: said.placeId ?? null,
      longitude: pointed ? said.longitude! : null,
      latitude: pointed ? said.latitude! : null,
      positionAt: said.placeId === null && !pointed ? null : now,
    };
  const arrives = said.status === 'onScene' && team.status !== 'onScene';
  if (arrives || (said.status === 'enRoute' && team.status === 'calledOut')) {
    const there = destinationId ?? placeId;
    const kept = there === placeId ? { longitude, latitude } : { longitude: null, latitude: null };
    return { placeId: there, ...kept, positionAt: there === null ? positionAt : now };
  }
  return { placeId, longitude, latitude, positionAt };
}

function sceneAfter(
  team: Team,
  said: Report,
  now: string,
): Pick<Team, 'onAir' | 'checkInAt' | 'headsSent' | 'headsSafe'> {
  if (said.status !== 'onScene') return noScene;
  const before = team.status === 'onScene' ? team : noScene;
  return {
    onAir: said.onAir ?? before.onAir,
    // Any word from the scene is contact, and going on air begins a new interval.
    checkInAt: now,
    headsSent: said.heads ?? before.headsSent,
    headsSafe: said.heads ?? before.headsSafe,
  };
}

/** A team as the board shows it. */
export interface BoardTeam extends Team {
  readonly members: number;
  readonly place: PlaceName | null;
  readonly home: PlaceName | null;
  readonly incident: Pick<Incident, 'id' | 'year' | 'number' | 'exercise'> | null;
  readonly callOut: BoardCallOut | null;
  /** By which its timers run while it works in a drill; null: the wall's. */
  readonly drillClock: readonly Leg[] | null;
}

/** The call that a team has not finished yet. */
export interface BoardCallOut {
  readonly id: string;
  readonly incidentId: string;
  readonly at: string;
  readonly message: string;
  readonly destination: PlaceName | null;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: string | null;
  /** How many of its people have answered for themselves. */
  readonly answers: number;
}

export interface Board {
  readonly teams: readonly BoardTeam[];
  readonly rules: TeamRules;
}
