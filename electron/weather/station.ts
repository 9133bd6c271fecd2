import { staleAfterMinutes, type Wind } from './weather.ts';

interface Reading {
  readonly atMs: number;
  readonly value: number;
}
export type StationWind = Pick<Wind, 'fromDegrees' | 'speedMs' | 'gustMs'> & { readonly atMs: number };

/** A wind is a mean over so many minutes (WMO). */
export const meanMinutes = 10;
/** From this speed on a wind has a direction, whatever the vane does. */
const directedMs = 3;
/** Share of the vane's readings that must agree; below it the wind is variable. */
const steadyShare = 0.3;
/** So often a station's wind is kept: while something gets out, and else unless it changes. */
const busyMs = 60_000;
const quietMs = 10 * 60_000;

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** The mean wind of a cup (m/s) and a vane (degrees from which it blows); null when they do not make one. */
export function stationWind(speeds: readonly Reading[], vane: readonly Reading[]): StationWind | null {
  const newest = speeds.at(-1);
  if (!newest) return null;
  const speedMs = tenth(speeds.reduce((sum, { value }) => sum + value, 0) / speeds.length);
  const gust = tenth(Math.max(...speeds.map(({ value }) => value)));
  // As arrows: the mean of 350° and 10° is north.
  const [east, north] = vane.reduce(
    ([x, y], { value }) => [x + Math.sin((value * Math.PI) / 180), y + Math.cos((value * Math.PI) / 180)],
    [0, 0],
  );
  const steady = vane.length > 0 && Math.hypot(east, north) / vane.length >= steadyShare;
  if (vane.length === 0 && speedMs >= directedMs) return null;
  const degrees = Math.round(((Math.atan2(east, north) * 180) / Math.PI + 360) % 360) % 360;
  const fromDegrees = vane.length > 0 && (steady || speedMs >= directedMs) ? degrees : null;
  return { fromDegrees, speedMs, gustMs: gust > speedMs ? gust : null, atMs: newest.atMs };
}

/** Whether a station's wind is kept now: not over what a person has just read, and not each time a vane trembles. */
export function stationDue(last: Wind | undefined, next: StationWind, busy: boolean): boolean {
  if (!last) return true;
  const sinceMs = next.atMs - Date.parse(last.at);
  if (last.source !== 'station') return sinceMs > staleAfterMinutes * 60_000;
  if (sinceMs < busyMs) return false;
  const turned = Math.abs(((next.fromDegrees ?? 0) - (last.fromDegrees ?? 0) + 540) % 360 - 180); // prettier-ignore
  const changed =
    (next.fromDegrees === null) !== (last.fromDegrees === null) ||
    turned >= 20 ||
    Math.abs(next.speedMs - last.speedMs) >= 1;
  return busy || changed || sinceMs >= quietMs;
}
