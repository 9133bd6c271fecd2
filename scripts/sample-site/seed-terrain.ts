import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SampleSite } from './data.ts';
import type { SeedRoom } from './seed-room.ts';
import { known, type Keys } from './seed-site.ts';
import { terrainModel } from './terrain-model.ts';

/** Gauges of the river: those of ponds and the pit say nothing about the ground beside them. */
const riverGauges = ['G-05', 'G-06', 'G-07', 'G-08', 'G-09'];

/** The survey's terrain, read from a GeoTIFF as the site's own would be, and the heights of the river gauges' zeros. */
export async function seedTerrain(
  room: SeedRoom,
  sample: SampleSite,
  keys: Pick<Keys, 'places'>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-terrain-'));
  try {
    const path = join(folder, 'brezova-terrain-8m.tif');
    writeFileSync(path, terrainModel());
    await room.give('planner', 'terrain.import', {
      path,
      name: 'Brezova valley, 8 m',
      author: 'Site surveying, invented for the sample',
      madeOn: '2025-11-03',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const place of sample.places) {
    const zeroM = place.attributes['zeroM'];
    if (!riverGauges.includes(place.key) || typeof zeroM !== 'number') continue;
    await room.give('planner', 'terrain.setGaugeZero', {
      gaugeId: known(keys.places, place.key),
      zeroM,
      note: 'Levelled with the survey of 2025',
      version: null,
    });
  }
}
