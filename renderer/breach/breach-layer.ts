import type { Feature, FeatureCollection } from 'geojson';
import { minutesLeft, type BreachBoard } from '../../electron/breach/breach.ts';

/**
 * The areas of a breach whose clock runs, by whether the wave is there already; `label` says when it comes. Late areas first, so
 * that the early ones lie on top.
 */
export function breachLayer(
  board: BreachBoard,
  now: string,
  label: (minutes: number) => string,
): FeatureCollection {
  const { run } = board;
  if (!run) return { type: 'FeatureCollection', features: [] };
  const features = [...board.areas]
    .sort((a, b) => b.arrivalMin - a.arrivalMin)
    .map(({ arrivalMin, geometry }): Feature => {
      const left = minutesLeft(run, arrivalMin, now);
      return {
        type: 'Feature',
        geometry: geometry as Feature['geometry'],
        properties: {
          state: left <= 0 ? 'there' : left <= 15 ? 'soon' : 'later',
          label: label(Math.ceil(left)),
        },
      };
    });
  return { type: 'FeatureCollection', features };
}
