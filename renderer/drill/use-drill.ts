import { useMemo } from 'react';
import { paceOn, type Leg, type Pace } from '../../electron/drill/drill-clock.ts';
import { drillMinute } from '../../electron/drill/drill-run.ts';
import type { Conducted, DrillNow } from '../../electron/drill/drill-run.ts';
import type { Pretended } from '../../electron/drill/drill-inject.ts';
import { useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';

const nouns = ['drill', 'drillRun', 'drillType'];

/** Clocks of the drills that run, and those that a real incident stopped. */
export function useDrillNow(): DrillNow | undefined {
  return useQueryOf('drill.now', {}, { nouns: [...nouns, 'incident', 'seat'] }).data;
}

/** The drill that an incident is; null when it is none, undefined while that is asked. */
export function useDrillOf(incidentId: string): Conducted | null | undefined {
  return useQueryOf('drill.ofExercise', { incidentId }, { nouns }).data;
}

/** By which the minutes of an incident pass. */
export function usePace(incidentId: string): Pace {
  const legs = useDrillOf(incidentId)?.run.legs;
  return useMemo(() => paceOn(legs), [legs]);
}

/** What the exercise pretends of the site; null where there is nothing to pretend. */
export function usePretended(incidentId: string | null): Pretended | null {
  return (
    useQueryOf(
      'drillInject.pretended',
      { incidentId: incidentId ?? '' },
      { nouns: [...nouns, 'drillInject'], enabled: incidentId !== null },
    ).data ?? null
  );
}

/** Minutes on a drill's clock, renewed every second. */
export function useDrillMinute(legs: readonly Leg[]): number {
  const now = useNow();
  return drillMinute({ legs }, new Date(now).toISOString());
}

/** 7:05 of a minute of the drill. */
export function clockText(minute: number): string {
  const seconds = Math.floor(minute * 60);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
