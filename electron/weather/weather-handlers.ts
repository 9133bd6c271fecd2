import type { Part } from '../door.ts';
import { releasesInNewWind } from '../release/release-handlers.ts';
import { impossibleWind, type Wind } from './weather.ts';
import { insertWind, newestWind, windPage } from './weather-store.ts';

export const weatherHandlers: Part<'weather.observe' | 'weather.now' | 'weather.page'> = {
  'weather.observe': (tx, input) => {
    const at = input.at ?? tx.now;
    const wrong = impossibleWind({ ...input, at }, tx.now);
    if (wrong) return wrong;
    const wind: Wind = {
      id: tx.newId(),
      at,
      // North is written 0 and 360; kept as 0.
      fromDegrees: input.fromDegrees === 360 ? 0 : input.fromDegrees,
      speedMs: input.speedMs,
      gustMs: input.gustMs,
      temperatureC: input.temperatureC,
      source: input.source,
      recordedAt: tx.now,
      by: tx.operator.id,
      byName: tx.operator.name,
    };
    insertWind(tx.db, wind);
    tx.record('wind', wind);
    releasesInNewWind(tx);
    return wind;
  },
  'weather.now': (read) => newestWind(read.db) ?? null,
  'weather.page': (read, input) => windPage(read.db, input),
};
