import type { Place, PlaceKind } from '../../electron/place/place.ts';
import type { Geometry } from '../../electron/schema-parts.ts';
import { latLonText, parsePosition } from './coordinates.ts';

/** How a place lies on the map. */
export const shapes = ['point', 'line', 'area'] as const;
export type Shape = (typeof shapes)[number];

const lines: readonly PlaceKind[] = [
  'road',
  'haulRoad',
  'rail',
  'conveyor',
  'river',
  'wall',
  'barrier',
  'culvert',
];
const areas: readonly PlaceKind[] = [
  'area',
  'pit',
  'bench',
  'building',
  'tank',
  'water',
  'tailingsDam',
  'floodZone',
];

/** How things of a kind mostly lie there. */
export function usualShape(kind: PlaceKind): Shape {
  return lines.includes(kind) ? 'line' : areas.includes(kind) ? 'area' : 'point';
}

export function shapeOf(geometry: Geometry): Shape {
  return geometry.type === 'Point' ? 'point' : geometry.type === 'LineString' ? 'line' : 'area';
}

const mostTyped = 300;

/**
 * Its positions, one a line, to be read and corrected (an outline without its end, which is its beginning); null for a
 * shape of several parts, which only an import can make.
 */
export function positionsText(geometry: Geometry): string | null {
  const text = (positions: readonly (readonly number[])[]): string | null =>
    positions.length > mostTyped
      ? null
      : positions.map(([lon = 0, lat = 0]) => latLonText(lat, lon)).join('\n');
  switch (geometry.type) {
    case 'Point':
      return text([geometry.coordinates]);
    case 'LineString':
      return text(geometry.coordinates);
    case 'Polygon':
      return geometry.coordinates.length === 1 ? text(geometry.coordinates[0]?.slice(0, -1) ?? []) : null;
    case 'MultiPolygon':
      return null;
  }
}

/** How many positions a shape needs at least. */
export const fewest: Readonly<Record<Shape, number>> = { point: 1, line: 2, area: 3 };

/**
 * The shape of positions typed one a line, in degrees or UTM 34N. A number is the first line (from 1) that is no position;
 * 0 when there are too few of them.
 */
export function shapeFrom(typed: string, shape: Shape): Geometry | number {
  const positions: [number, number][] = [];
  for (const [index, line] of typed.split('\n').entries()) {
    if (line.trim() === '') continue;
    const at = parsePosition(line);
    if (!at) return index + 1;
    positions.push([at.longitude, at.latitude]);
  }
  const first = positions[0];
  if (!first || positions.length < fewest[shape]) return 0;
  if (shape === 'point') return { type: 'Point', coordinates: first };
  if (shape === 'line') return { type: 'LineString', coordinates: positions };
  return { type: 'Polygon', coordinates: [[...positions, first]] };
}

/** Whether the place can be drawn again by hand. */
export function canReshape(place: Place): boolean {
  return positionsText(place.geometry) !== null;
}
