import { z } from 'zod';
import { id, line, version } from '../schema-parts.ts';
import { refuse, type Answer, type Refusal } from '../refusal.ts';
import { metresBetween, ringAreaM2, selfCrossing, type LonLat } from './plane.ts';

export const zoneKinds = ['hot', 'warm', 'cold', 'exclusion', 'evacuation'] as const;
export const zoneKind = z.enum(zoneKinds);
export type ZoneKind = (typeof zoneKinds)[number];

/** Most corners that a zone may have; a hand draws some tens, an imported outline some hundreds. */
export const zoneCornersMax = 1000;
/** How far from the site's own position a zone or closure may reach. */
export const reachKm = 50;
const smallestM2 = 1;

const position = z.tuple([z.number(), z.number()]);
/** One ring, no holes: who is inside must be plain at a glance. */
const zoneGeometry = z.object({
  type: z.literal('Polygon'),
  coordinates: z.tuple([z.array(position).max(20_000)]),
});
export type ZoneGeometry = z.infer<typeof zoneGeometry>;

const closureGeometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: position }),
  z.object({ type: z.literal('LineString'), coordinates: z.array(position).min(2).max(5000) }),
]);

export const drawInput = z.object({
  incidentId: id,
  kind: zoneKind,
  label: z.string().trim().max(80).default(''),
  geometry: zoneGeometry,
});
export const reshapeInput = z.object({
  id,
  version,
  geometry: zoneGeometry,
  kind: zoneKind.optional(),
  label: z.string().trim().max(80).optional(),
});
export const liftInput = z.object({ id, version, reason: line(400) });
export const zoneListInput = z.object({ incidentId: id, lifted: z.boolean().default(false) });

export interface Zone {
  readonly id: string;
  readonly incidentId: string;
  readonly kind: ZoneKind;
  readonly label: string;
  readonly geometry: ZoneGeometry;
  readonly areaM2: number;
  readonly drawnAt: string;
  readonly drawnBy: string;
  readonly liftedAt: string | null;
  readonly liftedBy: string | null;
  readonly liftReason: string | null;
  readonly version: number;
}

export const closeInput = z
  .object({
    incidentId: id.nullable().default(null),
    placeId: id.nullable().default(null),
    geometry: closureGeometry.nullable().default(null),
    reason: line(400),
  })
  .refine((input) => (input.placeId === null) !== (input.geometry === null), { path: ['placeId'] });
export const reopenInput = z.object({ id, version, reason: line(400) });
export const closureListInput = z.object({ incidentId: id.optional(), reopened: z.boolean().default(false) });

export interface Closure {
  readonly id: string;
  readonly incidentId: string | null;
  readonly placeId: string | null;
  /** The road's own line, or the stretch that was drawn. */
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
  readonly reason: string;
  readonly closedAt: string;
  readonly closedBy: string;
  readonly reopenedAt: string | null;
  readonly reopenedBy: string | null;
  readonly reopenReason: string | null;
  readonly version: number;
}

/** Roads that can be closed. */
export const closable: readonly string[] = ['road', 'haulRoad', 'rail', 'siteGate'];

/**
 * The outline as it is kept, with its area, or why not: zoneTooFewCorners, zoneTooManyCorners, zoneNotWgs84,
 * zoneTooFar, zoneNotClosed, zoneCrossesItself, zoneTooSmall. Each says where.
 */
export function checkOutline(
  geometry: ZoneGeometry,
  site: LonLat,
): Answer<{ geometry: ZoneGeometry; areaM2: number }> {
  const ring = withoutRepeats(geometry.coordinates[0]);
  if (ring.length > zoneCornersMax + 1)
    return refuse('zoneTooManyCorners', { corners: ring.length - 1, limit: zoneCornersMax });
  const far = outOfReach(ring, site);
  if (far) return far;
  if (ring.length < 3) return refuse('zoneTooFewCorners', { corners: ring.length });
  const first = ring[0]!;
  const last = ring.at(-1)!;
  if (first[0] !== last[0] || first[1] !== last[1])
    return refuse('zoneNotClosed', {
      from: where(last),
      to: where(first),
      metres: Math.round(metresBetween(first, last)),
    });
  if (ring.length < 4) return refuse('zoneTooFewCorners', { corners: ring.length - 1 });
  const crossing = selfCrossing(ring);
  if (crossing) return refuse('zoneCrossesItself', { where: where(crossing) });
  const areaM2 = ringAreaM2(ring);
  if (areaM2 < smallestM2) return refuse('zoneTooSmall', { areaM2: Math.round(areaM2 * 100) / 100 });
  return { geometry: { type: 'Polygon', coordinates: [ring] }, areaM2: Math.round(areaM2) };
}

/** Refuses positions that are not on the earth or farther from the site than its people could be. */
export function outOfReach(line: readonly LonLat[], site: LonLat): Refusal | null {
  for (const at of line) {
    if (Math.abs(at[0]) > 180 || Math.abs(at[1]) > 90)
      return refuse('zoneNotWgs84', { where: `${at[1]}, ${at[0]}` });
    const km = metresBetween(at, site) / 1000;
    if (km > reachKm) return refuse('zoneTooFar', { where: where(at), km: Math.round(km), limit: reachKm });
  }
  return null;
}

/** Latitude first, as people read it. */
function where([lon, lat]: LonLat): string {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}

function withoutRepeats(ring: readonly [number, number][]): [number, number][] {
  return ring.filter((at, i) => i === 0 || at[0] !== ring[i - 1]![0] || at[1] !== ring[i - 1]![1]);
}

export function lift(zone: Zone, reason: string, operatorId: string, at: string): Answer<Zone> {
  if (zone.liftedAt !== null) return refuse('zoneAlreadyLifted', { at: zone.liftedAt });
  return { ...zone, liftedAt: at, liftedBy: operatorId, liftReason: reason, version: zone.version + 1 };
}

export function reopen(closure: Closure, reason: string, operatorId: string, at: string): Answer<Closure> {
  if (closure.reopenedAt !== null) return refuse('roadAlreadyOpen', { at: closure.reopenedAt });
  return {
    ...closure,
    reopenedAt: at,
    reopenedBy: operatorId,
    reopenReason: reason,
    version: closure.version + 1,
  };
}
