import type { ProgrammeLine } from '../../electron/drill/month.ts';

/** Other nouns' rows of which a drill's line tells. */
export const drillNouns = ['drillProgramme', 'drillType', 'place', 'person'];

/** The programme asked for; else the one under way or next to begin; else the last. */
export function chosenProgramme(
  all: readonly ProgrammeLine[],
  id: string | undefined,
  today: string,
): ProgrammeLine | undefined {
  return all.find((one) => one.id === id) ?? all.findLast(({ toOn }) => toOn >= today) ?? all[0];
}
