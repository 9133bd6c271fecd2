import { kindsOf, between, together } from '../hazmat/assessment-rules.ts';
import type { Finding, Ground, HazmatSite } from '../hazmat/assessment.ts';
import { footprintOf, metresBetweenEdges, type Footprint } from '../hazmat/footprint.ts';
import type { Substance } from '../hazmat/hazmat.ts';
import type { Place } from '../place/place.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Geometry, Names } from '../schema-parts.ts';
import type { CheckAnswer } from './answers.ts';
import type { WorkKind } from './check-list.ts';
import type { Protection } from './protection.ts';

/** Nothing that burns is nearer to hot work (NFPA 51B: 35 ft). */
export const combustiblesM = 11;
/** Explosives are kept farther from it. Site policy. */
export const explosivesM = 100;
/** An incident so near stops the work. Site policy. */
export const incidentM = 200;

/** What stands too near to the task. */
export interface Beside {
  /** The same for the same thing found again. */
  readonly key: string;
  /** It lies in the place itself: no words help. */
  readonly forbidden: boolean;
  readonly storeKey: string;
  readonly substance: Names;
  readonly metres: number;
  /** Of chemicals: which rule says so; of hot work null. */
  readonly finding: Finding | null;
}

/** What Tocsin knows of the place and the substances of a task. */
export interface Surroundings {
  readonly beside: readonly Beside[];
  readonly protection: readonly Protection[];
  readonly sheets: readonly {
    readonly substance: Names;
    readonly revision: string | null;
    readonly reviewOn: string | null;
    readonly overdue: boolean;
  }[];
}

type Origin = { readonly longitude: number; readonly latitude: number };

/** The outline of any place: of a point the point itself, of a line the line. */
export function outlineOf(shape: Geometry, origin: Origin): Footprint | null {
  if (shape.type === 'Point')
    return footprintOf({ type: 'Polygon', coordinates: [[shape.coordinates, shape.coordinates]] }, origin);
  if (shape.type === 'LineString') {
    const there = shape.coordinates;
    return footprintOf({ type: 'Polygon', coordinates: [[...there, ...there.toReversed()]] }, origin);
  }
  return footprintOf(shape, origin);
}

/** Metres between the edges of two shapes. */
export function metresBetween(a: Geometry, b: Geometry, origin: Origin, reach: number): number {
  const [from, to] = [outlineOf(a, origin), outlineOf(b, origin)];
  return from && to ? metresBetweenEdges(from, to, reach) : Infinity;
}

const burns = ({ hazardClass, subsidiary }: Substance): boolean =>
  [hazardClass, ...subsidiary].some((one) => /^(2\.1|3|4\.[123]|5\.[12])$/.test(one));

/** What stands too near: for chemicals by the segregation rules, for hot work whatever burns, feeds a fire or explodes. */
export function besideTask(
  site: HazmatSite,
  kind: WorkKind,
  place: Pick<Place, 'id' | 'key' | 'names' | 'geometry'>,
  substances: readonly Substance[],
  origin: Origin,
): Beside[] {
  const footprint = outlineOf(place.geometry, origin);
  if (!footprint) return [];
  const own = site.grounds.find(({ id }) => id === place.id);
  const reach = Math.max(
    explosivesM, ...site.policy.pairs.map(({ minM }) => minM), ...Object.values(site.policy.shore).map(({ minM }) => minM),
  ); // prettier-ignore
  const found: Beside[] = [];
  for (const ground of site.grounds) {
    if (!ground.footprint) continue;
    const metres = ground.id === place.id ? 0 : metresBetweenEdges(footprint, ground.footprint, reach);
    if (metres > reach) continue;
    if (kind === 'hotWork') found.push(...burning(ground, metres));
    else found.push(...meeting(site, ground, own, place, footprint, substances, metres));
  }
  return found.sort((a, b) => Number(b.forbidden) - Number(a.forbidden) || a.metres - b.metres);
}

function burning(ground: Ground, metres: number): Beside[] {
  return kindsOf(ground.held)
    .filter(
      (one) => metres < (one.hazardClass.startsWith('1.') ? explosivesM : burns(one) ? combustiblesM : 0),
    )
    .map((one) => ({
      key: `hot ${ground.id} ${one.id}`,
      forbidden: one.hazardClass.startsWith('1.'),
      storeKey: ground.key,
      substance: one.names,
      metres: Math.round(metres),
      finding: null,
    }));
}

function meeting(
  site: HazmatSite,
  ground: Ground,
  own: Ground | undefined,
  place: Pick<Place, 'id' | 'key' | 'names'>,
  footprint: Footprint,
  substances: readonly Substance[],
  metres: number,
): Beside[] {
  const here: Ground = own ?? {
    ...ground, id: place.id, key: place.key, names: place.names, footprint, floodZones: [], tanks: [], held: [],
  }; // prettier-ignore
  const inside = metres === 0;
  return substances.flatMap((mine) =>
    kindsOf(ground.held)
      .flatMap((other) =>
        inside
          ? together(site.policy, ground, mine, other)
          : between(site.policy, mine, other, here, ground, metres),
      )
      .map((finding) => ({
        key: finding.key,
        forbidden: inside && finding.verdict === 'forbidden',
        storeKey: ground.key,
        substance: finding.neighbour ?? mine.names,
        metres: Math.round(metres),
        finding,
      })),
  );
}

/** Why the surroundings speak against asking: what must not meet lies here, or nobody says how the rest is kept away. */
export function surroundingsFault(
  list: readonly { readonly key: string; readonly asks: string | null; readonly names: Names }[],
  beside: readonly Beside[],
  answers: readonly CheckAnswer[],
): Refusal | null {
  const [worst] = beside;
  if (!worst) return null;
  const facts = {
    store: worst.storeKey,
    substance: worst.substance,
    metres: worst.metres,
    count: beside.length,
  };
  if (worst.forbidden) return refuse('checkForbiddenBeside', facts);
  const item = list.find(({ asks }) => asks === 'segregation' || asks === 'combustibles');
  const answer = item && answers.find(({ itemKey }) => itemKey === item.key);
  if (item && answer?.note === '') return refuse('checkSayHowAway', { ...facts, item: item.names });
  return null;
}
