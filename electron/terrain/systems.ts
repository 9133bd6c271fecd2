import type { LonLat } from '../zone/plane.ts';
import { fromUtm, toUtm } from '../basemap/utm.ts';

/** A coordinate system in which a terrain model may come: degrees, or metres in a zone of UTM. */
export type TerrainSystem =
  | { readonly epsg: number; readonly kind: 'degrees' }
  | { readonly epsg: number; readonly kind: 'utm'; readonly zone: number; readonly south: boolean };

/** What the refusals name; WGS 84 and ETRS89 differ by less than a metre, Serbia's ETRS89 by centimetres. */
export const acceptedSystems = 'EPSG:4326, 4258, 32601–32660, 32701–32760, 25828–25838, 8682';

/** Metres that UTM adds to northings south of the equator. */
const southM = 10_000_000;

/** The system of an EPSG code, or null: turning it into longitude and latitude needs what we do not have (a datum's shift). */
export function systemOf(epsg: number): TerrainSystem | null {
  if (epsg === 4326 || epsg === 4258) return { epsg, kind: 'degrees' };
  if (epsg === 8682) return { epsg, kind: 'utm', zone: 34, south: false };
  if (epsg > 32_600 && epsg <= 32_660) return { epsg, kind: 'utm', zone: epsg - 32_600, south: false };
  if (epsg > 32_700 && epsg <= 32_760) return { epsg, kind: 'utm', zone: epsg - 32_700, south: true };
  if (epsg >= 25_828 && epsg <= 25_838) return { epsg, kind: 'utm', zone: epsg - 25_800, south: false };
  return null;
}

/** Longitude and latitude of a position in the system. */
export function toLonLat(system: TerrainSystem, x: number, y: number): [number, number] {
  return system.kind === 'degrees' ? [x, y] : fromUtm(x, system.south ? y - southM : y, system.zone);
}

/** The position in the system of longitude and latitude. */
export function ofLonLat(system: TerrainSystem, [longitude, latitude]: LonLat): [number, number] {
  if (system.kind === 'degrees') return [longitude, latitude];
  const [east, north] = toUtm(longitude, latitude, system.zone);
  return [east, system.south ? north + southM : north];
}
