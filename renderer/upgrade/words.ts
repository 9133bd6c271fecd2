import type { PhaseLine, UpgradeLine, UpgradeState } from '../../electron/upgrade/upgrade.ts';

/** What is reloaded when one of these changes. */
export const upgradeNouns = ['upgradePhase', 'upgradeItem', 'upgradeMoney', 'category'] as const;

export type PhaseStatus = 'doneWord' | 'lateWord' | 'now' | 'planned';

/** How a phase stands on a day, YYYY-MM-DD. What is late is so only while its programme is not over. */
export function phaseStatus(phase: PhaseLine, today: string): PhaseStatus {
  if (phase.finishedOn !== null) return 'doneWord';
  if (phase.lateDays > 0) return 'lateWord';
  return phase.startsOn <= today ? 'now' : 'planned';
}

export const statusShapes: Record<PhaseStatus, string> = {
  doneWord: '✓',
  lateWord: '▲',
  now: '●',
  planned: '○',
};

/** The command that takes a programme to its next state; null at the end. */
export const nextStep: Record<UpgradeState, 'approve' | 'start' | 'finish' | null> = {
  draft: 'approve',
  approved: 'start',
  running: 'finish',
  finished: null,
  stopped: null,
};

/** Late or over its budget. */
export function isAbnormal(line: UpgradeLine): boolean {
  return line.lateDays > 0 || line.overMinor > 0 || line.phases.some(({ lateDays }) => lateDays > 0);
}
