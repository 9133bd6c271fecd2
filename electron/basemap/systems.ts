import type { LonLat } from '../zone/plane.ts';
import { coordinateSystems, type CoordinateSystem } from './basemap.ts';
import { fromUtm } from './utm.ts';

const mercatorM = 20_037_508.342789244;

/** Longitude and latitude of a position in one of the coordinate systems. */
export function toLonLat(system: CoordinateSystem, x: number, y: number): LonLat {
  switch (system) {
    case 'EPSG:4326':
      return [x, y];
    case 'EPSG:32634':
      return fromUtm(x, y);
    case 'EPSG:3857':
      return [(x / mercatorM) * 180, (Math.atan(Math.sinh((y / mercatorM) * Math.PI)) * 180) / Math.PI];
  }
}

/** The systems in which these numbers would lie within reach of the site. */
export function systemsThatFit(x: number, y: number, reaches: (at: LonLat) => boolean): CoordinateSystem[] {
  return coordinateSystems.filter((system) => {
    if (system === 'EPSG:4326' && (Math.abs(x) > 180 || Math.abs(y) > 90)) return false;
    const at = toLonLat(system, x, y);
    return Number.isFinite(at[0]) && Number.isFinite(at[1]) && reaches(at);
  });
}

/** The system that a GeoJSON `crs` member or a name such as urn:ogc:def:crs:EPSG::32634 speaks of. */
export function systemNamed(name: string): CoordinateSystem | null {
  if (/CRS84|EPSG:{1,2}4326|:4326$/i.test(name)) return 'EPSG:4326';
  const code = /EPSG:{1,2}(?:[\d.]*:)?(\d+)$/i.exec(name.trim())?.[1];
  if (code === '900913') return 'EPSG:3857';
  return coordinateSystems.find((system) => system === `EPSG:${code}`) ?? null;
}
