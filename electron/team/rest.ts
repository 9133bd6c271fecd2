/** Rest after work: what a team has done since its last full rest, and what it has earned. All spans in minutes. */
export interface Duty {
  /** Minutes on scene since the last full rest. */
  readonly workMinutes: number;
  /** When the first task since the last full rest began. */
  readonly dutySince: string | null;
  readonly dutyEndedAt: string | null;
  /** Before this it is not called out without a reason. */
  readonly restUntil: string | null;
}

/** `work` is measured on the scene; `duty` from the first call-out on. */
export interface RestRule {
  readonly measure: 'work' | 'duty';
  readonly afterMinutes: number;
  readonly restMinutes: number;
}

export const noDuty: Duty = { workMinutes: 0, dutySince: null, dutyEndedAt: null, restUntil: null };

/** The longest rest that any rule asks for. */
export function restOwed(workMinutes: number, dutyMinutes: number, rules: readonly RestRule[]): number {
  return rules.reduce((longest, rule) => {
    const done = rule.measure === 'work' ? workMinutes : dutyMinutes;
    return done >= rule.afterMinutes ? Math.max(longest, rule.restMinutes) : longest;
  }, 0);
}

/** When the rest that still runs ends; null when the team is rested. */
export function mustRestUntil(duty: Pick<Duty, 'restUntil'>, now: string): string | null {
  return duty.restUntil !== null && duty.restUntil > now ? duty.restUntil : null;
}

/** A pause shorter than the shortest rest does not clear what was worked before it. */
function rested(duty: Duty, now: string): boolean {
  if (duty.restUntil !== null) return duty.restUntil <= now;
  return duty.dutyEndedAt === null || minutes(duty.dutyEndedAt, now) >= pauseMinutes;
}
const pauseMinutes = 20;

/** A new task begins. */
export function onDuty(duty: Duty, now: string): Duty {
  if (rested(duty, now)) return { workMinutes: 0, dutySince: now, dutyEndedAt: null, restUntil: null };
  return { ...pick(duty), dutySince: duty.dutySince ?? now };
}

/** A task ends after `worked` more minutes on scene. `rests`: it rests now, be it only for the shortest rest. */
export function offDuty(
  duty: Duty,
  worked: number,
  now: string,
  rules: readonly RestRule[],
  rests = false,
): Duty {
  const workMinutes = duty.workMinutes + worked;
  const owed = restOwed(workMinutes, duty.dutySince === null ? 0 : minutes(duty.dutySince, now), rules);
  const shortest = rests ? Math.min(...rules.map((rule) => rule.restMinutes), pauseMinutes) : 0;
  const rest = Math.max(owed, shortest);
  const until = rest === 0 ? null : new Date(Date.parse(now) + rest * 60_000).toISOString();
  // A rest that already runs is never shortened by a new report.
  const restUntil = later(until, mustRestUntil(duty, now));
  return { workMinutes, dutySince: duty.dutySince, dutyEndedAt: now, restUntil };
}

function pick({ workMinutes, dutySince, dutyEndedAt, restUntil }: Duty): Duty {
  return { workMinutes, dutySince, dutyEndedAt, restUntil };
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

function minutes(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}
