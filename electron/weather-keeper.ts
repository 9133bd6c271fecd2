import type { Door, Site } from './door.ts';
import { iso } from './clock.ts';
import { log } from './log.ts';
import { openReleases } from './release/release-store.ts';
import { pointsInUse } from './sensor/point-store.ts';
import type { Point } from './sensor/point.ts';
import { newestReading, readings } from './sensor/reading-store.ts';
import { systemSeat } from './system-seat.ts';
import { meanMinutes, stationDue, stationWind } from './weather/station.ts';
import { newestWind } from './weather/weather-store.ts';

export interface WeatherKeeper {
  /** Call when instruments sent something. */
  readings(): void;
  /** Looks at the station now. */
  look(): Promise<void>;
}

/** In whose name a station's wind is kept. */
const seat = systemSeat('weather-station');
/** Readings come twice a second; the wind is looked at so often. */
const everyMs = 5_000;

/** Keeps the wind that a station of the site measures, so that zones follow it without anybody typing. */
export function keepWeather(site: Site, door: () => Door): WeatherKeeper {
  let notBeforeMs = 0;
  async function look(): Promise<void> {
    if (site.health.kind === 'damaged') return;
    try {
      await keepStationWind(site, door());
    } catch (error) {
      log.error('the wind of the station', error);
    }
  }
  return {
    readings: () => {
      if (performance.now() < notBeforeMs) return;
      notBeforeMs = performance.now() + everyMs;
      void look();
    },
    look,
  };
}

async function keepStationWind(site: Site, door: Door): Promise<void> {
  const db = site.reader;
  const nowMs = site.clock.nowMs();
  const pair = stationOf(pointsInUse(db));
  if (!pair) return;
  const last = newestWind(db);
  const newest = newestReading(db, pair.speed.id);
  // Nothing new, or too old to be now's wind.
  if (!newest || newest.atMs < nowMs - meanMinutes * 60_000 || newest.atMs > nowMs + 60_000) return;
  if (last && newest.atMs <= Date.parse(last.at)) return;
  const span = (point: Point) => readings(db, point.id, newest.atMs - meanMinutes * 60_000, newest.atMs);
  const wind = stationWind(span(pair.speed), span(pair.direction));
  if (!wind || !stationDue(last, wind, openReleases(db, null).length > 0)) return;
  const air = pair.air && newestReading(db, pair.air.id);
  const { atMs, ...measured } = wind;
  const kept = await door.dispatch(seat, 'weather.observe', {
    ...measured,
    temperatureC: air && air.atMs > nowMs - 3_600_000 ? air.value : null,
    source: 'station',
    at: iso(atMs),
  });
  if (!kept.ok) log.warn('the wind of the station was refused', { ...kept.refusal });
}

/** The cup and vane that stand together; the first such pair by their codes. */
function stationOf(
  points: readonly Point[],
): { readonly speed: Point; readonly direction: Point; readonly air: Point | undefined } | null {
  const vanes = points.filter(({ kind }) => kind === 'windDirection');
  for (const speed of points.filter(({ kind, unit }) => kind === 'windSpeed' && unit === 'm/s')) {
    const direction = vanes.find(({ placeId }) => placeId === speed.placeId);
    if (!direction) continue;
    const air = points.find(
      ({ kind, placeId, unit }) => kind === 'temperature' && placeId === speed.placeId && unit === '°C',
    );
    return { speed, direction, air };
  }
  return null;
}
