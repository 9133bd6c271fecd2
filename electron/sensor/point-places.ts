import type { Place } from '../place/place.ts';
import { within } from '../release/ground.ts';

/** Whether what stands at `placeId` belongs to a place: it is that one, a part of it, or stands within its outline. */
export function belongsTo(
  placeId: string | null,
  place: Place,
  placeOf: (id: string) => Place | undefined,
): boolean {
  const seen = new Set<string>();
  for (let at = placeId; at !== null && !seen.has(at); at = placeOf(at)?.parentId ?? null) {
    if (at === place.id) return true;
    seen.add(at);
  }
  const own = placeId === null ? undefined : placeOf(placeId)?.geometry;
  if (own?.type !== 'Point' || place.geometry?.type !== 'Polygon') return false;
  const [x, y] = own.coordinates;
  const ring = place.geometry.coordinates[0] ?? [];
  return within(
    [x, y],
    ring.map(([lon, lat]) => [lon, lat]),
  );
}
