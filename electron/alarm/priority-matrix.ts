import type { Priority } from './alarm.ts';

/** What happens if nobody acts: harm to work or things; to people or the site; to lives or beyond the fence. */
export const severities = ['minor', 'major', 'severe'] as const;
export type Severity = (typeof severities)[number];

/** Classes of the time that is left to act: up to so many minutes; the last has no end. */
export const timeClasses = [
  { key: 'atOnce', upToMinutes: 3 },
  { key: 'soon', upToMinutes: 10 },
  { key: 'thisHour', upToMinutes: 60 },
  { key: 'later', upToMinutes: null },
] as const;

/**
 * Priority by what happens and how long there is, one column for each class of time, as ANSI/ISA-18.2 and EEMUA 191 ask: the
 * priority is never chosen, it follows. Few cells are 1, so that about one alarm in twenty is.
 */
export const priorityMatrix: Readonly<Record<Severity, readonly [Priority, Priority, Priority, Priority]>> = {
  severe: [1, 1, 2, 3],
  major: [1, 2, 2, 3],
  minor: [2, 3, 3, 3],
};

/** Which class of time so many minutes are. */
export function timeClassOf(minutes: number): number {
  return timeClasses.findIndex(({ upToMinutes }) => upToMinutes === null || minutes <= upToMinutes);
}

export function priorityOf(severity: Severity, minutesToAct: number): Priority {
  return priorityMatrix[severity][timeClassOf(minutesToAct)] ?? 3;
}
