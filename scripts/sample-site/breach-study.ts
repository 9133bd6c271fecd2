import { CREEK, RIVER } from './terrain.ts';
import { lonLat, strip, type Xy } from './shapes.ts';

interface Band {
  /** Share of the way down the creek, and then of the river below it, where the band begins and ends. */
  readonly from: number;
  readonly to: number;
  readonly arrivalMin: number;
  readonly depthM: number;
  readonly velocityMs: number;
  readonly halfWidthM: number;
}

/** An invented wave: fast and deep below the dam, wide and slow where the valley opens. */
const creekBands: readonly Band[] = [
  { from: 0, to: 0.2, arrivalMin: 2, depthM: 6.5, velocityMs: 9, halfWidthM: 130 },
  { from: 0.2, to: 0.45, arrivalMin: 5, depthM: 5, velocityMs: 7, halfWidthM: 170 },
  { from: 0.45, to: 0.7, arrivalMin: 9, depthM: 3.8, velocityMs: 5, halfWidthM: 210 },
  { from: 0.7, to: 1, arrivalMin: 16, depthM: 2.6, velocityMs: 3.5, halfWidthM: 260 },
];
const riverBands: readonly Band[] = [
  { from: 0, to: 0.35, arrivalMin: 26, depthM: 1.9, velocityMs: 2.4, halfWidthM: 240 },
  { from: 0.35, to: 0.7, arrivalMin: 41, depthM: 1.3, velocityMs: 1.8, halfWidthM: 220 },
  { from: 0.7, to: 1, arrivalMin: 62, depthM: 0.8, velocityMs: 1.2, halfWidthM: 200 },
];

function bandsOf(line: readonly Xy[], bands: readonly Band[]): object[] {
  return bands.map(({ from, to, arrivalMin, depthM, velocityMs, halfWidthM }) => {
    const part = line.slice(Math.floor(from * (line.length - 1)), Math.ceil(to * (line.length - 1)) + 1);
    const outline = strip(part, halfWidthM, -halfWidthM);
    const ring = [...outline, outline[0]!].map(lonLat);
    return {
      type: 'Feature',
      properties: { arrival_min: arrivalMin, depth_m: depthM, velocity_ms: velocityMs },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
}

/** The breach study of the sample's dam 1, as its engineers would hand it over: GeoJSON in WGS 84. */
export function breachStudy(): string {
  // The wave leaves the dam where the creek passes its foot.
  const creek = CREEK.filter(([, y]) => y < 560);
  const mouth = CREEK[CREEK.length - 1]!;
  const below = RIVER.filter(([x]) => x >= mouth[0]);
  return JSON.stringify({
    type: 'FeatureCollection',
    features: [...bandsOf(creek, creekBands), ...bandsOf(below, riverBands)],
  });
}
