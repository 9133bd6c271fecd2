import { refuse, type Answer } from '../refusal.ts';
import type { LonLat } from '../zone/plane.ts';
import type { Corners, CoordinateSystem } from './basemap.ts';
import { systemsThatFit, toLonLat } from './systems.ts';

/** Six numbers of a world file: pixel width, two rotations, pixel height, and the middle of the first pixel. */
export type WorldFile = readonly [number, number, number, number, number, number];

/** Width and height in pixels from a PNG's header, or null when it is none. */
export function pngSize(header: Uint8Array): { width: number; height: number } | null {
  const magic = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (header.length < 24 || magic.some((byte, i) => header[i] !== byte)) return null;
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Reads a world file's text: six lines, decimal comma allowed. Refuses basemapWorldFileBad with the line. */
export function parseWorldFile(text: string): Answer<WorldFile> {
  const lines = text.split(/\r?\n/).map((part) => part.trim().replace(',', '.')).filter(Boolean); // prettier-ignore
  const numbers = lines.slice(0, 6).map(Number);
  const wrong = numbers.findIndex((number) => !Number.isFinite(number));
  if (wrong >= 0)
    return refuse('basemapWorldFileBad', { line: wrong + 1, text: (lines[wrong] ?? '').slice(0, 40) });
  if (numbers.length < 6) return refuse('basemapWorldFileBad', { line: numbers.length + 1, text: '' });
  const [a, d, b, e] = numbers as [number, number, number, number];
  if (a * e - b * d === 0) return refuse('basemapWorldFileBad', { line: 1, text: lines[0] ?? '' });
  return numbers as unknown as WorldFile;
}

/**
 * Where the corners of a picture lie. The coordinate system is the one chosen, or the one in which the picture would
 * lie near the site. Refuses basemapNotDegrees when none fits.
 */
export function cornersOf(
  world: WorldFile,
  size: { width: number; height: number },
  chosen: CoordinateSystem | undefined,
  reaches: (at: LonLat) => boolean,
): Answer<{ corners: Corners; system: CoordinateSystem }> {
  const [a, d, b, e, c, f] = world;
  const at = (column: number, row: number): readonly [number, number] => [
    a * column + b * row + c,
    d * column + e * row + f,
  ];
  const middle = at(size.width / 2, size.height / 2);
  const system = chosen ?? systemsThatFit(middle[0], middle[1], reaches)[0];
  if (!system) return refuse('basemapNotDegrees', { x: Math.round(middle[0]), y: Math.round(middle[1]) });
  // The numbers stand for the middle of a pixel; the corners lie half a pixel out.
  const right = size.width - 0.5;
  const bottom = size.height - 0.5;
  const corners = [at(-0.5, -0.5), at(right, -0.5), at(right, bottom), at(-0.5, bottom)].map(([x, y]) =>
    toLonLat(system, x, y),
  );
  if (corners.some(([lon, lat]) => Math.abs(lon) > 180 || Math.abs(lat) > 85 || !Number.isFinite(lon + lat)))
    return refuse('basemapNotDegrees', { x: Math.round(middle[0]), y: Math.round(middle[1]) });
  return { corners: corners as unknown as Corners, system };
}

/** Typed corners must go round the picture, not cross over it. */
export function checkCorners(corners: Corners): Answer<Corners> {
  const turns = corners.map((at, i) => {
    const next = corners[(i + 1) % 4]!;
    const after = corners[(i + 2) % 4]!;
    return Math.sign((next[0] - at[0]) * (after[1] - next[1]) - (next[1] - at[1]) * (after[0] - next[0]));
  });
  return turns.every((turn) => turn === -1) ? corners : refuse('basemapCornersCrossed');
}
