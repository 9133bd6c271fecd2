import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { incidentType, severity } from '../../electron/incident/incident.ts';
import { addPlaceInput, placeKind } from '../../electron/place/place.ts';
import { geometry, line, names } from '../../electron/schema-parts.ts';
import { catalogue } from '../../electron/hazmat/catalogue.ts';
import { storeKinds, units, ventilations, type Shipped } from '../../electron/hazmat/hazmat.ts';
import { teamKinds } from '../../electron/team/team.ts';
import { role } from '../../electron/session/session.ts';
import { crossings } from './crossings.ts';
import { dayAfter } from './random.ts';
import { equipment, lots, quietReadings, type EquipmentRow, type LotRow, type Reading } from './stock.ts';

const key = line(40);
const count = z.int().min(1);

const sitePlace = z.strictObject({
  key,
  kind: placeKind,
  names,
  geometry: geometry.refine(
    (shape) => shape.type !== 'Polygon' || shape.coordinates.every((ring) => crossings(ring).length === 0),
    { message: 'an outline is open or crosses itself' },
  ),
  parentKey: key.nullable(),
  attributes: addPlaceInput.shape.attributes.unwrap(),
});

const position6 = z.tuple([z.number(), z.number()]);
const backdropFeature = z.strictObject({
  kind: z.enum(['contour', 'forest', 'field', 'scarp', 'house']),
  heightM: z.number().optional(),
  geometry: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('LineString'), coordinates: z.array(position6).min(2) }),
    z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(z.array(position6).min(4)).min(1) }),
  ]),
});

const site = z.strictObject({
  names,
  notice: z.strictObject({ en: line(400), srLatn: line(400), zhHans: line(400) }),
  timeZone: line(60),
  longitude: z.number(),
  latitude: z.number(),
  seed: z.int(),
  operators: z.array(z.strictObject({ key, name: line(80), role, personKey: key })).length(7),
  positions: z.array(z.strictObject({ key, names })),
  radioChannels: z.array(z.strictObject({ channel: count, names })),
  wind: z.strictObject({
    placeKey: key,
    fromDeg: z.number().min(0).max(360),
    speedMs: z.number().min(0),
    gustMs: z.number().min(0),
    temperatureC: z.number(),
    ageMin: z.number().min(0),
  }),
});

const qualification = z.strictObject({ key, names, validMonths: count });
const team = z.strictObject({
  key,
  kind: z.enum(teamKinds),
  names,
  homePlaceKey: key,
  channel: count,
  callSign: line(40),
  size: count,
  parMinutes: count,
  core: z.array(key).min(1),
  some: z.array(key),
});
const person = z.strictObject({
  key,
  name: line(80),
  kind: z.enum(['responder', 'staff', 'operator']),
  teamKey: key.nullable(),
  teamRole: z.enum(['leader', 'deputy', 'member']).nullable(),
  crew: z.enum(['A', 'B', 'C', 'D']).nullable(),
  musterKey: key.nullable(),
  extension: z.string().regex(/^\d{4}$/),
  qualifications: z.array(z.strictObject({ key, expiresAfterDays: z.int() })),
});

const hazmatStore = z.strictObject({
  placeKey: key,
  allowedClasses: z.array(z.string()).min(1),
  capacity: z.number().positive(),
  unit: z.enum(units),
  containment: names,
  maxC: z.number().nullable(),
  kind: z.enum(storeKinds),
  containmentM3: z.number().nullable(),
  minC: z.number().nullable(),
  ventilation: z.enum(ventilations),
  tanks: z.array(
    z.strictObject({
      placeKey: key,
      volumeM3: z.number().positive(),
      maxPercent: count,
      levelPercent: z.number().min(0).max(100),
    }),
  ),
  holdings: z
    .array(
      z.strictObject({
        substanceKey: key,
        quantity: z.number().positive(),
        lots: count,
        /** Largest vessel, in the store's unit. */
        vessel: z.number().positive().nullable(),
      }),
    )
    .min(1),
});
const hazmatIssue = z.strictObject({
  storeKey: key,
  substanceKey: key,
  daysAgo: count,
  amount: z.number().positive(),
  reason: line(300),
});

const maxTravelMin = count.nullable().default(null);
const need = z.union([
  z.strictObject({ equipmentCategory: key, count, maxTravelMin }),
  z.strictObject({ qualification: key, count, maxTravelMin }),
  z.strictObject({ stock: key, amount: z.number().positive(), maxTravelMin }),
  z.strictObject({ openPlaceKey: key }),
]);
const branch = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wind'), fromDegrees: z.number(), toDegrees: z.number() }),
  z.strictObject({ kind: z.literal('gauge'), placeKey: key, minLevelCm: count }),
]);
const plan = z.strictObject({
  key,
  version: count,
  reviewAfterDays: z.int(),
  ownerKey: key,
  approvedByKeys: z.array(key).length(2),
  title: names,
  purpose: names,
  activation: z.strictObject({
    incidentTypes: z.array(incidentType).min(1),
    placeKeys: z.array(key).min(1),
    minSeverity: severity,
    gauge: z.strictObject({ placeKey: key, levelCm: count }).optional(),
    alarm: z.strictObject({ placeKey: key, priority: severity }).optional(),
  }),
  steps: z
    .array(
      z.strictObject({
        order: count,
        position: key,
        targetMin: count,
        placeKey: key.nullable(),
        needs: z.array(need).default([]),
        condition: names.nullable().default(null),
        branch: branch.nullable().default(null),
        repeatMin: count.nullable().default(null),
        instruction: names,
      }),
    )
    .min(10)
    .max(20),
});

const catalogueKind = z.strictObject({
  key,
  tag: z.string().regex(/^[A-Z]{1,2}$/),
  names,
  make: line(40),
  models: z.array(line(40)).min(1),
  count,
  speedKmh: z.number().positive().nullable(),
  lifeYears: count,
  inspectDays: count,
  priceRsd: count,
  placeKeys: z.array(key).min(1),
  teamKeys: z.array(key.nullable()).min(1),
});

const consumable = z.strictObject({ key, names, unit: line(12), speedKmh: z.number().positive() });

type SamplePlace = z.infer<typeof sitePlace>;
type SampleSiteInfo = z.infer<typeof site>;
type SampleQualification = z.infer<typeof qualification>;
type SampleTeam = z.infer<typeof team>;
type SampleStore = z.infer<typeof hazmatStore>;
type SamplePlan = z.infer<typeof plan>;
type SampleCategory = z.infer<typeof catalogueKind>;
const shelves = z.strictObject({
  minimums: z.array(z.strictObject({ category: key, placeKey: key, minimum: z.number().positive() })),
  lots: z.array(
    z.strictObject({
      category: key,
      placeKey: key,
      label: line(80),
      amount: z.number().positive(),
      receivedDaysAgo: count,
      expiresAfterDays: z.int().nullable(),
      note: z.string(),
    }),
  ),
  issues: z.array(
    z.strictObject({
      category: key,
      placeKey: key,
      amount: z.number().positive(),
      reason: line(300),
      daysAgo: count,
    }),
  ),
});
type SampleShelves = z.infer<typeof shelves>;
type SampleConsumable = z.infer<typeof consumable>;
type SampleBackdrop = z.infer<typeof backdropFeature>;
type SamplePerson = Omit<z.infer<typeof person>, 'qualifications'> & {
  readonly qualifications: readonly { readonly key: string; readonly expiresOn: string }[];
};
/** Who is expected at a muster point: so many, of whom these by name (none named: by number alone). */
interface SampleMuster {
  readonly placeKey: string;
  readonly capacity: number;
  readonly expectedCount: number;
  readonly personKeys: readonly string[];
}

export interface SampleSite {
  readonly site: SampleSiteInfo;
  /** In an order in which every parent comes before its children. */
  readonly places: readonly SamplePlace[];
  readonly backdrop: readonly SampleBackdrop[];
  readonly qualifications: readonly SampleQualification[];
  readonly teams: readonly SampleTeam[];
  readonly people: readonly SamplePerson[];
  readonly musters: readonly SampleMuster[];
  readonly substances: readonly Shipped[];
  readonly hazmatIssues: readonly z.infer<typeof hazmatIssue>[];
  readonly stores: readonly SampleStore[];
  readonly lots: readonly LotRow[];
  readonly plans: readonly SamplePlan[];
  readonly categories: readonly SampleCategory[];
  readonly consumables: readonly SampleConsumable[];
  readonly shelves: SampleShelves;
  readonly equipment: readonly EquipmentRow[];
  readonly readings: readonly Reading[];
}

function parentsFirst(places: readonly SamplePlace[]): SamplePlace[] {
  const waiting = new Map(places.map((place) => [place.key, place]));
  const out: SamplePlace[] = [];
  const put = (place: SamplePlace): void => {
    if (!waiting.delete(place.key)) return;
    const parent = place.parentKey === null ? undefined : waiting.get(place.parentKey);
    if (parent) put(parent);
    out.push(place);
  };
  for (const place of places) put(place);
  return out;
}

const numberOf = (place: SamplePlace, fact: string): number => {
  const value = place.attributes[fact];
  if (typeof value !== 'number') throw new Error(`${place.key}: attribute ${fact} should be a number`);
  return value;
};

/**
 * Reads and checks the sample site as it stands on a day (YYYY-MM-DD): expiries, purchases and lots are counted from it.
 * Throws with the file's first fault when a file is malformed; `unknownKeys` tells about keys that lead nowhere.
 */
export function loadSampleSite(folder: string, today: string): SampleSite {
  const read = <T extends z.ZodType>(schema: T, file: string): z.output<T> => {
    const parsed = schema.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  };
  const info = read(site, 'site.json');
  const geography = read(
    z.strictObject({ notice: z.string(), places: z.array(sitePlace), backdrop: z.array(backdropFeature) }),
    'geography.json',
  );
  const places = parentsFirst(geography.places);
  const people = read(z.array(person), 'people.json').map(({ qualifications, ...rest }): SamplePerson => ({
    ...rest,
    qualifications: qualifications.map((held) => ({
      key: held.key,
      expiresOn: dayAfter(today, held.expiresAfterDays),
    })),
  }));
  const hazmat = read(
    z.strictObject({
      substances: z.array(key),
      stores: z.array(hazmatStore),
      issues: z.array(hazmatIssue),
    }),
    'hazmat.json',
  );
  const categories = read(z.array(catalogueKind), 'equipment-catalogue.json');
  const planFiles = readdirSync(join(folder, 'plans'))
    .filter((name) => name.endsWith('.json'))
    .sort();
  return {
    site: info,
    places,
    backdrop: geography.backdrop,
    qualifications: read(z.array(qualification), 'qualifications.json'),
    teams: read(z.array(team), 'teams.json'),
    people,
    musters: places
      .filter(({ kind }) => kind === 'muster')
      .map((place) => ({
        placeKey: place.key,
        capacity: numberOf(place, 'capacity'),
        expectedCount: numberOf(place, 'expectedCount'),
        personKeys: people.filter(({ musterKey }) => musterKey === place.key).map((who) => who.key),
      })),
    substances: catalogue.filter((shipped) => hazmat.substances.includes(shipped.key)),
    hazmatIssues: hazmat.issues,
    stores: hazmat.stores,
    lots: lots(info.seed + 2, hazmat.stores, today),
    plans: planFiles
      .map((name) => read(plan, join('plans', name)))
      .sort((a, b) => a.key.localeCompare(b.key)),
    categories,
    consumables: read(z.array(consumable), 'consumables.json'),
    shelves: read(shelves, 'stock.json'),
    equipment: equipment(info.seed + 1, categories, today),
    readings: quietReadings(
      info.seed + 3,
      places
        .filter(({ kind }) => kind === 'gauge')
        .map((gauge) => ({ key: gauge.key, normalCm: numberOf(gauge, 'normalCm') })),
    ),
  };
}
