import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ergTable, type ErgTable } from './erg.ts';
import { toxicTable, type ToxicTable } from './toxic.ts';

/** The tables by which a site judges a release, and those of its own that cannot be read. */
export interface Tables {
  readonly erg: ErgTable;
  readonly toxic: ToxicTable;
  readonly unreadable: readonly string[];
}

const metres = z.number().min(0).max(100_000);
const km = z.number().min(0).max(100);
const distances = z.object({ isolateM: metres, dayKm: km, nightKm: km }).nullable();
const byWind = z.object({ low: km, moderate: km, high: km });
const ergFile = z.object({
  edition: z.string().min(1),
  source: z.string(),
  smallSpillMaxL: z.number().positive(),
  windKmh: z.object({ lowBelow: z.number(), highAbove: z.number() }),
  explosiveWhenBurning: z.array(z.string()),
  materials: z.array(
    z.object({
      un: z.string().regex(/^\d{4}$/),
      name: z.string(),
      guide: z.string(),
      small: distances,
      large: distances,
      containers: z.array(
        z.object({ container: z.string(), isolateM: metres, dayKm: byWind, nightKm: byWind }),
      ),
      polymerises: z.boolean().optional(),
      inWaterOnly: z.boolean(),
      gives: z.array(z.string()),
      verified: z.boolean(),
    }),
  ),
  guides: z.record(
    z.string(),
    z.object({
      liquidM: metres,
      solidM: metres,
      largeSpill: z.object({ m: metres, allDirections: z.boolean() }).nullable(),
      fireM: metres,
      note: z.string(),
      verified: z.boolean(),
    }),
  ),
});
const level = z.number().positive().nullable();
const toxicFile = z.object({
  edition: z.string().min(1),
  source: z.string(),
  substances: z.array(
    z.object({
      id: z.string().min(1),
      name: z.string(),
      cas: z.string(),
      un: z.array(z.string()),
      molarMassGMol: z.number().positive(),
      boilingPointK: z.number().positive(),
      unit: z.enum(['ppm', 'mg/m3']),
      aegl: z.array(z.object({ level: z.number(), minutes: z.record(z.string(), level) })),
      erpg: z.array(level).nullable(),
      idlh: level,
      lelPpm: level,
      antoine: z.array(
        z.object({
          a: z.number(),
          b: z.number(),
          c: z.number(),
          pressureUnit: z.string(),
          temperatureUnit: z.string(),
          fromK: z.number(),
          toK: z.number(),
        }),
      ),
      verified: z.record(z.string(), z.boolean()),
    }),
  ),
});

/** Where a site's own tables lie: in `reference/` beside its file, named as the shipped ones are without their year. */
const own = { erg: 'erg.json', toxic: 'toxic-levels.json' } as const;
const known = new Map<string, { stamp: string; tables: Tables }>();

/**
 * The tables of a site: its own where it has put them into `reference/` beside its file, else the shipped ones. A file
 * that cannot be read or is not such a table is named, and the shipped one is used.
 */
export function siteTables(siteFile: string): Tables {
  const folder = join(dirname(siteFile), 'reference');
  const stamp = Object.values(own)
    .map((name) => {
      const stat = statSync(join(folder, name), { throwIfNoEntry: false });
      return stat ? `${stat.mtimeMs} ${stat.size}` : '-';
    })
    .join();
  const before = known.get(folder);
  if (before?.stamp === stamp) return before.tables;
  const unreadable: string[] = [];
  const read = <T>(name: string, schema: z.ZodType<T>, shipped: T): T => {
    const path = join(folder, name);
    if (!statSync(path, { throwIfNoEntry: false })) return shipped;
    try {
      return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch {
      unreadable.push(name);
      return shipped;
    }
  };
  const tables: Tables = {
    erg: read(own.erg, ergFile, ergTable),
    toxic: read(own.toxic, toxicFile as z.ZodType<ToxicTable>, toxicTable),
    unreadable,
  };
  known.set(folder, { stamp, tables });
  return tables;
}
