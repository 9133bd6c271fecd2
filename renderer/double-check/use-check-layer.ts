import type { FeatureCollection } from 'geojson';
import { useMemo } from 'react';
import { workNumber } from '../../electron/double-check/double-check.ts';
import { useQueryOf } from '../api.ts';
import { middleOf, nothing } from '../map/place-layer.ts';
import type { Where } from '../map/live-layers.ts';
import { useNow } from '../ui/clock.ts';
import { useText } from '../ui/text.ts';
import { shownState } from './work-state.tsx';

/** Hot work and chemicals in use that go on, may begin or are watched, as points with their number and how they stand. */
export function useCheckLayer(where: Where, off: boolean): FeatureCollection {
  const { t } = useText();
  const minute = useNow(60_000);
  const rows = useQueryOf(
    'doubleCheck.page',
    { limit: 200, states: ['allowed', 'underWay', 'fireWatch'] },
    { nouns: ['doubleCheck', 'checkAnswer', 'confirmation'], enabled: !off },
  ).data?.rows;
  return useMemo(() => {
    if (off || !rows) return nothing;
    const now = new Date(minute).toISOString();
    return {
      type: 'FeatureCollection',
      features: rows.flatMap((row) => {
        const place = where.get(row.placeId);
        if (!place) return [];
        const { word, tone } = shownState(row, now);
        const properties = {
          noun: 'place',
          id: row.placeId,
          label: `${workNumber(row)} ${t(`doubleCheck.state.${word}`)}`,
          bad: tone === 't1' || tone === 't2',
        };
        const geometry = { type: 'Point' as const, coordinates: [...middleOf(place.geometry)] };
        return [{ type: 'Feature' as const, geometry, properties }];
      }),
    };
  }, [rows, where, minute, off, t]);
}
