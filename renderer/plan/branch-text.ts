import { branchNow, type Branch, type Known } from '../../electron/plan/branch.ts';
import type { Task } from '../../electron/task/task.ts';
import { compassPoint } from '../../electron/weather/weather.ts';
import { useQueryOf } from '../api.ts';
import { usePretended } from '../drill/use-drill.ts';
import { usePlace } from '../incident/place-of.tsx';
import { useNow } from '../ui/clock.ts';
import { useText, type Text } from '../ui/text.ts';

/** A sector of the wind in words: NW–NE (315°–45°). */
export function sectorText(from: number, to: number, { t }: Pick<Text, 't'>): string {
  return t('plan.branch.sector', {
    from: t(`nav.compass.${compassPoint(from)}`),
    to: t(`nav.compass.${compassPoint(to)}`),
    fromDegrees: from,
    toDegrees: to,
  });
}

/** Under what a step is done, in words; null when it always is. */
export function useBranchText(branch: Branch | null): string | null {
  const text = useText();
  const { t, nameOf, format } = text;
  const gauge = usePlace(branch?.kind === 'gauge' ? branch.placeId : null);
  switch (branch?.kind) {
    case undefined:
      return null;
    case 'words':
      return nameOf(branch.words);
    case 'wind':
      return t('plan.branch.wind', { sector: sectorText(branch.fromDegrees, branch.toDegrees, text) });
    case 'gauge':
      return t('plan.branch.gauge', {
        gauge: gauge ? nameOf(gauge.names) : '',
        level: t('common.unit.cm', { value: format.number(branch.minLevelCm) }),
      });
  }
}

/** What the instruments say now, for branches of any kind. */
function useKnown(
  asked: { readonly wind: boolean; readonly gauges: boolean },
  incidentId: string | null,
): Known {
  const nowMs = useNow(10_000);
  const wind = useQueryOf('weather.now', {}, { nouns: ['wind'], enabled: asked.wind }).data;
  const board = useQueryOf('flood.board', {}, { nouns: ['reading', 'gauge'], enabled: asked.gauges }).data;
  const levels = (board?.gauges ?? []).flatMap(({ place, recent }) => {
    const newest = recent.at(-1);
    return newest ? [{ placeId: place.id, levelCm: newest.levelCm, at: newest.at }] : [];
  });
  // In a drill what its injects pretend goes before what the instruments say.
  const drill = usePretended(asked.wind || asked.gauges ? incidentId : null);
  const told = (drill?.gauges ?? []).map(({ gaugeId, levelCm, at }) => ({ placeId: gaugeId, levelCm, at }));
  const real = levels.filter(({ placeId }) => told.every((one) => one.placeId !== placeId));
  // A wind that was pretended does not grow old: nobody measures it again.
  const drillWind = drill?.wind && { ...drill.wind, at: new Date(nowMs).toISOString() };
  return { wind: drillWind ?? wind ?? null, levels: [...told, ...real], nowMs };
}

/** The ids of the tasks that wait and whose branch holds now: each wants a decision. */
export function useHolding(tasks: readonly Task[]): ReadonlySet<string> {
  const waiting = tasks.filter((task) => task.state === 'open' && task.startedAt === null);
  const known = useKnown(
    {
      wind: waiting.some(({ branch }) => branch?.kind === 'wind'),
      gauges: waiting.some(({ branch }) => branch?.kind === 'gauge'),
    },
    waiting[0]?.incidentId ?? null,
  );
  return new Set(
    waiting
      .filter(({ branch }) => branch !== null && branchNow(branch, known).holds === true)
      .map(({ id }) => id),
  );
}

export interface BranchTold {
  /** Null: the instruments do not say. */
  readonly holds: boolean | null;
  /** With a sign and a word, so that colour is not needed. */
  readonly verdict: string;
  readonly because: string;
}

/** What the instruments say about a branch now; null when there is none. */
export function useBranchNow(branch: Branch | null, incidentId: string | null = null): BranchTold | null {
  const { t, format } = useText();
  const known = useKnown({ wind: branch?.kind === 'wind', gauges: branch?.kind === 'gauge' }, incidentId);
  if (branch === null) return null;
  const told = branchNow(branch, known);
  const verdict = t(`task.now.${told.holds === null ? 'unknown' : told.holds ? 'true' : 'false'}`);
  switch (told.kind) {
    case 'wind':
      return {
        holds: told.holds,
        verdict,
        because: t('task.now.wind', {
          point: t(`nav.compass.${compassPoint(told.fromDegrees)}`),
          degrees: Math.round(told.fromDegrees),
          time: format.time(told.at),
        }),
      };
    case 'gauge':
      return {
        holds: told.holds,
        verdict,
        because: t('task.now.gauge', {
          level: t('common.unit.cm', { value: format.number(told.levelCm) }),
          time: format.time(told.at),
        }),
      };
    case 'noWind':
    case 'windStale':
    case 'windVariable':
    case 'noReading':
    case 'judge':
      return { holds: null, verdict, because: t(`task.now.${told.kind}`) };
  }
}
