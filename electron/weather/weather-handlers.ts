import type { Part } from '../door.ts';
import { newId } from '../id.ts';
import { refuse } from '../refusal.ts';
import { releasesIn, releasesInNewWind } from '../release/release-handlers.ts';
import { impossibleWind, type Wind } from './weather.ts';
import { insertWind, newestWind, windPage } from './weather-store.ts';

export const weatherHandlers: Part<'weather.observe' | 'weather.now' | 'weather.page'> = {
  'weather.observe': {
    prepare: async (read, input) => {
      const at = input.at ?? read.now;
      if (input.source === 'station' && read.operator.id !== 'system') return refuse('windOfStation');
      const wrong = impossibleWind({ ...input, at }, read.now);
      if (wrong) return wrong;
      const wind: Wind = {
        id: newId(read.site.clock.nowMs()),
        at,
        // North is written 0 and 360; kept as 0.
        fromDegrees: input.fromDegrees === 360 ? 0 : input.fromDegrees,
        speedMs: input.speedMs,
        gustMs: input.gustMs,
        temperatureC: input.temperatureC,
        source: input.source,
        recordedAt: read.now,
        by: read.operator.id,
        byName: read.operator.name,
      };
      const releases = await releasesIn(read, wind);
      return (tx) => {
        insertWind(tx.db, wind);
        tx.record('wind', wind);
        releasesInNewWind(tx, wind, releases);
        return wind;
      };
    },
  },
  'weather.now': (read) => newestWind(read.db) ?? null,
  'weather.page': (read, input) => windPage(read.db, input),
};
