import type { FeatureCollection } from 'geojson';
import { useMemo } from 'react';
import { useQueryOf } from '../api.ts';
import { blastLayer } from '../map/blast-layer.ts';
import { nothing } from '../map/place-layer.ts';
import { useNow } from '../ui/clock.ts';
import { useText } from '../ui/text.ts';

/** Circles of the shots that are near in time; nothing in a replay. */
export function useBlastLayer(replay: boolean): FeatureCollection {
  const { t, format } = useText();
  const shots = useQueryOf('blast.onMap', {}, { nouns: ['blast'] }).data;
  const minute = useNow(60_000);
  return useMemo(
    () =>
      replay || !shots || shots.length === 0
        ? nothing
        : blastLayer(shots, {
            ring: (kind, metres) =>
              `${t(`blast.map.${kind}`)} ${t('common.unit.m', { value: format.number(Math.round(metres)) })}`,
            spot: (shot) =>
              `${shot.key} ${format.moment(shot.waitOver ?? shot.plannedAt, new Date(minute).toISOString())}`,
          }),
    [shots, replay, t, format, minute],
  );
}
