import type { Feature, FeatureCollection } from 'geojson';
import type { Pretended } from '../../electron/drill/drill-inject.ts';
import { levelOf, type FloodBoard } from '../../electron/flood/flood.ts';
import type { Where } from './live-layers.ts';

/** The gauges of a drill's map: what its injects pretend stands over what they read. */
export function pretendedWater(board: FloodBoard, told: Pretended | null): FloodBoard {
  if (!told || told.gauges.length === 0) return board;
  return {
    ...board,
    gauges: board.gauges.map((gauge) => {
      const reading = told.gauges.find(({ gaugeId }) => gaugeId === gauge.id);
      if (!reading) return gauge;
      const { at, levelCm } = reading;
      return {
        ...gauge,
        recent: [{ at, levelCm, source: 'hand' as const, byName: '' }],
        level: levelOf(gauge, levelCm),
        trend: { kind: 'unknown' as const },
        outlook: { kind: 'noReadings' as const, nowMs: board.nowMs },
      };
    }),
  };
}

/** Every feature of these things says that it is of an exercise. */
export function marked(all: FeatureCollection, ids: readonly string[], word: string): FeatureCollection {
  if (ids.length === 0) return all;
  return {
    ...all,
    features: all.features.map((feature) =>
      ids.includes(String(feature.properties?.['id']))
        ? {
            ...feature,
            properties: {
              ...feature.properties,
              label: `${String(feature.properties?.['label'])} [${word}]`,
            },
          }
        : feature,
    ),
  };
}

/** Places that a drill pretends are closed. What is really closed stays closed, whatever a drill says of it. */
export function pretendedClosures(
  real: FeatureCollection,
  told: Pretended | null,
  where: Where,
  word: string,
): FeatureCollection {
  const features = (told?.places ?? []).flatMap(({ placeId, open }): Feature[] => {
    const place = where.get(placeId);
    if (!place || open) return [];
    return [
      {
        type: 'Feature',
        geometry: place.geometry as Feature['geometry'],
        properties: { noun: 'place', id: placeId, label: word },
      },
    ];
  });
  return features.length === 0 ? real : { ...real, features: [...real.features, ...features] };
}
