import { distanceTo } from '../../electron/blast/reach.ts';
import { airblastKPa, decibels, peakParticleVelocity } from '../../electron/hazard/blast.ts';
import { instantOf, wallAt } from '../../electron/roster/local-time.ts';
import { writeCsv } from '../../electron/spreadsheet/csv.ts';
import type { SampleSite } from './data.ts';
import { pitPoint } from './mine.ts';
import { random } from './random.ts';
import type { SeedRoom } from './seed-room.ts';
import { lonLat } from './shapes.ts';

const dayMs = 86_400_000;
const shots = 18;
/** Where the instruments stand: the crusher's control room, and the nearest houses of the village. */
const stations = ['CR-1', 'V-1'];
/** What this invented rock does: near the shipped average, scattered as instruments scatter. */
const rock = { k: 1060, b: -1.58, spread: 0.11, airK: 36, airB: -1.42, airSpread: 0.06 };

/** Past shots with what was measured, limits of the site's own, its laws, and one shot for tomorrow. */
export async function seedBlasts(
  room: SeedRoom,
  sample: SampleSite,
  idOf: (key: string) => string,
  nowMs: number,
): Promise<void> {
  const chance = random(sample.site.seed + 288);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
  const zone = sample.site.timeZone;
  const rows: (string | number)[][] = [
    ['Shot', 'Date', 'Time', 'Bench', 'Longitude', 'Latitude', 'Charge per delay kg', 'Total kg', 'Holes', 'Hole diameter mm', 'Burden m', 'Stemming m', 'Charge per metre', 'Measured at', 'PPV mm/s', 'Frequency Hz', 'Airblast dB'],
  ]; // prettier-ignore
  for (let n = 0; n < shots; n += 1) {
    const { day } = wallAt(nowMs - (150 - 8 * n) * dayMs, zone);
    const depth = 0.15 + 0.045 * n;
    const [lon, lat] = lonLat(pitPoint(0.4 + 2.1 * n, depth));
    const charge = 120 + 20 * chance.whole(0, 15);
    const holes = chance.whole(18, 46);
    const bench = `PB-${405 - 15 * Math.min(10, 1 + Math.floor(depth * 10))}`;
    for (const key of stations) {
      const place = sample.places.find((one) => one.key === key);
      if (!place) throw new Error(`${key} is not in the sample site`);
      const { metres } = distanceTo(place.geometry, [lon, lat]);
      // One reading that a lorry shook: it stands out in the chart and waits to be left out.
      const lorry = n === 11 && key === 'V-1' ? 3.4 : 1;
      const ppv =
        peakParticleVelocity(rock.k, rock.b, metres, charge) * 10 ** (rock.spread * normal()) * lorry;
      const air = airblastKPa(rock.airK, rock.airB, metres, charge) * 10 ** (rock.airSpread * normal());
      rows.push([
        `P1-${301 + n}`, day, '15:30', bench, lon, lat, charge, charge * holes, holes, 165, 4.5, 4, 21,
        key, Number(ppv.toFixed(3)), (key === 'V-1' ? 7 : 14) + chance.whole(0, 9), Number(decibels(air).toFixed(1)),
      ]); // prettier-ignore
    }
  }
  await room.give('hazmatKeeper', 'blast.importShots', {
    bytes: new TextEncoder().encode(writeCsv(rows, ',')),
  });
  const limit = { version: null, ownMmS: null, frequencyHz: null, airblastDb: null } as const;
  await room.give('planner', 'blast.setLimit', { ...limit, placeId: idOf('CR-1'), rule: 'own', ownMmS: 10 });
  await room.give('planner', 'blast.setLimit', {
    ...limit,
    placeId: idOf('V-1'),
    rule: 'dwelling',
    airblastDb: 125,
  });
  for (const kind of ['vibration', 'airblast'] as const)
    await room.give('planner', 'blast.takeLaw', { kind, readings: shots * stations.length });
  const [longitude, latitude] = lonLat(pitPoint(-0.5, 0.3));
  const tomorrow = wallAt(nowMs + dayMs, zone).day;
  await room.give('hazmatKeeper', 'blast.plan', {
    key: `P1-${301 + shots}`,
    plannedAt: new Date(instantOf(tomorrow, 15 * 60 + 30, zone)).toISOString(),
    placeId: idOf('PB-360'),
    longitude,
    latitude,
    chargePerDelayKg: 300,
    totalKg: 9600,
    holes: 32,
    holeMm: 165,
    burdenM: 4.5,
    stemmingM: 4,
    chargeKgM: 21,
    initiation: 'nonel',
  });
}
