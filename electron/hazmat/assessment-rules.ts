import type { Facts } from '../refusal.ts';
import type { Finding, Ground, Held, HazmatSite, RuleName } from './assessment.ts';
import { convert, type Substance } from './hazmat.ts';
import {
  compatible, groupsOf, isBlastingExplosive, pairsBetween, strictest, type Policy,
} from './segregation.ts'; // prettier-ignore

/** Said of a finding whose figure the site has set itself. */
const ownOf = (policy: Policy, figure: string): Facts => (policy.own.includes(figure) ? { own: true } : {});

interface Other {
  readonly ground?: Ground;
  readonly substance?: Substance;
}

function finding(
  rule: RuleName,
  verdict: Finding['verdict'],
  ground: Ground,
  substance: Substance | null,
  facts: Facts = {},
  other: Other = {},
): Finding {
  return {
    key: [rule, ground.id, substance?.id ?? '', other.ground?.id ?? '', other.substance?.id ?? ''].join(' '),
    rule,
    verdict,
    storeId: ground.id,
    storeKey: ground.key,
    substance: substance?.names ?? null,
    neighbourId: other.ground?.id ?? null,
    neighbourKey: other.ground?.key ?? null,
    neighbour: other.substance?.names ?? null,
    facts,
  };
}

export const rounded = (value: number): number => Math.round(value * 100) / 100;
const cubicMetres = (held: Held, amount: number): number | null =>
  convert(amount, held.unit, 'm3', held.substance.physical.densityKgM3);
const kilograms = (held: Held): number =>
  convert(held.amount, held.unit, 'kg', held.substance.physical.densityKgM3) ?? 0;
export const isExplosive = ({ hazardClass }: Substance): boolean => hazardClass.startsWith('1.');

/** What a substance asks of the store itself. */
export function ofOne(ground: Ground, held: Held): Finding[] {
  const { store } = ground;
  const { substance } = held;
  const found: Finding[] = [];
  if (store.allowedClasses.length > 0 && !store.allowedClasses.includes(substance.hazardClass))
    found.push(
      finding('notAllowed', 'forbidden', ground, substance, {
        hazardClass: substance.hazardClass,
        classes: store.allowedClasses,
      }),
    );
  if (isExplosive(substance) && store.kind !== 'magazine')
    found.push(finding('magazineOnly', 'forbidden', ground, substance));
  found.push(...ofTemperature(ground, substance), ...ofAir(ground, substance), ...ofFlood(ground, substance));
  return found;
}

function ofTemperature(ground: Ground, substance: Substance): Finding[] {
  const { minC, maxC } = ground.store;
  const { keepMinC, keepMaxC } = substance.physical;
  const found: Finding[] = [];
  if (keepMaxC !== null && maxC !== null && maxC > keepMaxC)
    found.push(finding('tooWarm', 'forbidden', ground, substance, { maxC, keepMaxC }));
  if (keepMinC !== null && minC !== null && minC < keepMinC)
    found.push(finding('tooCold', 'forbidden', ground, substance, { minC, keepMinC }));
  if ((keepMaxC !== null && maxC === null) || (keepMinC !== null && minC === null))
    found.push(finding('temperatureUnknown', 'conditions', ground, substance));
  return found;
}

function ofAir(ground: Ground, substance: Substance): Finding[] {
  const { kind, ventilation } = ground.store;
  const gives = ['2.1', '2.3', '3'].includes(substance.hazardClass);
  if (!gives || (kind !== 'building' && kind !== 'cabinet')) return [];
  if (ventilation === 'none') return [finding('ventilation', 'forbidden', ground, substance)];
  if (ventilation === 'unknown') return [finding('ventilationUnknown', 'conditions', ground, substance)];
  return [];
}

function ofFlood(ground: Ground, substance: Substance): Finding[] {
  if (ground.floodZones.length === 0) return [];
  const facts = { zones: ground.floodZones };
  const groups = groupsOf(substance);
  const reacts =
    [substance.hazardClass, ...substance.subsidiary].includes('4.3') ||
    substance.hStatements.some((h) => h.startsWith('H260') || h.startsWith('H261')) ||
    ['lime', 'xanthates', 'sulphuricAcid', 'metalPowders'].some((group) => groups.has(group));
  if (reacts) return [finding('floodReacts', 'forbidden', ground, substance, facts)];
  const spreads =
    ['3', '6.1', '8', '2.3'].includes(substance.hazardClass) ||
    substance.hStatements.some((h) => h.startsWith('H4'));
  return spreads ? [finding('flood', 'conditions', ground, substance, facts)] : [];
}

/** How full a store is in its own unit; what cannot be compared is counted apart. */
export function fill(
  ground: Ground,
  held: readonly Held[],
): { readonly amount: number; readonly uncounted: number } {
  let amount = 0;
  let uncounted = 0;
  for (const one of held) {
    const part = convert(one.amount, one.unit, ground.store.unit, one.substance.physical.densityKgM3);
    if (part === null) uncounted += 1;
    else amount += part;
  }
  return { amount, uncounted };
}

/** What the store as a whole says about all that is in it. */
export function ofAll(policy: Policy, ground: Ground, held: readonly Held[]): Finding[] {
  const { store } = ground;
  const found: Finding[] = [];
  if (held.length > 0 && ground.footprint === null) found.push(finding('noShape', 'forbidden', ground, null));
  const { amount, uncounted } = fill(ground, held);
  // A hair over is rounding, not overfilling.
  if (amount > store.capacity * (1 + 1e-9))
    found.push(
      finding('capacity', 'forbidden', ground, null, {
        amount: rounded(amount),
        capacity: store.capacity,
        unit: store.unit,
        over: rounded(amount - store.capacity),
      }),
    );
  if (uncounted > 0)
    found.push(finding('uncounted', 'conditions', ground, null, { count: uncounted, unit: store.unit }));
  found.push(...ofContainment(policy, ground, held));
  return found;
}

/** The largest vessel of a liquid, in m³: a tank as far as it may be filled, else a drum, else the whole lot. */
function largestVessel(
  ground: Ground,
  held: readonly Held[],
): { readonly m3: number; readonly of: Substance } | null {
  let largest: { m3: number; of: Substance } | null = null;
  const tankM3 = Math.max(
    0,
    ...ground.tanks.map(({ volumeM3, maxPercent }) => (volumeM3 * maxPercent) / 100),
  );
  for (const one of held) {
    if (one.substance.form !== 'liquid') continue;
    const m3 = tankM3 > 0 ? tankM3 : cubicMetres(one, Math.min(one.amount, one.vessel ?? one.amount));
    if (m3 !== null && m3 > (largest?.m3 ?? 0)) largest = { m3, of: one.substance };
  }
  return largest;
}

function ofContainment(policy: Policy, ground: Ground, held: readonly Held[]): Finding[] {
  const { bundShare, drumM3 } = policy.limits;
  const largest = largestVessel(ground, held);
  if (largest === null || largest.m3 < drumM3) return [];
  const { containmentM3 } = ground.store;
  const needed = rounded(largest.m3 * bundShare);
  const own = ownOf(policy, 'limit.bundShare');
  if (containmentM3 === null)
    return [finding('containmentUnknown', 'conditions', ground, largest.of, { needed, ...own })];
  if (containmentM3 >= needed) return [];
  return [
    finding('containment', 'forbidden', ground, largest.of, {
      containmentM3,
      needed,
      vessel: rounded(largest.m3),
      percent: Math.round(bundShare * 100),
      most: rounded(containmentM3 / bundShare),
      ...own,
    }),
  ];
}

/** Two substances in one store. */
export function together(policy: Policy, ground: Ground, a: Substance, b: Substance): Finding[] {
  if (a.id === b.id) return [];
  const other = { substance: b };
  const pairs = pairsBetween(policy, a, b);
  const explosive = [a, b].find(isExplosive);
  const found = pairs.map((pair) => {
    const { why, minM, verified } = pair;
    const facts = { why, minM, verified, ...ownOf(policy, `pair.${pair.id}.minM`) };
    const asOne =
      pair.id === 'ammoniumNitrate-explosives' &&
      ground.store.kind === 'magazine' &&
      isBlastingExplosive(explosive?.unNumber ?? null);
    return asOne
      ? finding('anAsExplosive', 'conditions', ground, a, {}, other)
      : finding('pairTogether', 'forbidden', ground, a, facts, other);
  });
  // Pairs come before the class matrix, which says nothing of cyanide beside acid.
  if (found.length > 0) return found;
  const { code, classes } = strictest(a, b);
  if (code === 5)
    return compatible(a.hazardClass, b.hazardClass)
      ? []
      : [finding('compatibility', 'forbidden', ground, a, { classes }, other)];
  if (code === 0) return [];
  const { sameStore, minM } = policy.shore[code];
  return [
    finding(
      'classTogether',
      sameStore === 'forbidden' ? 'forbidden' : 'conditions',
      ground,
      a,
      {
        code,
        classes,
        minM,
        ...ownOf(policy, `shore.${code}.minM`),
        ...ownOf(policy, `shore.${code}.sameStore`),
      },
      other,
    ),
  ];
}

/** Two substances in two stores so many metres apart. */
export function between(
  policy: Policy,
  a: Substance,
  b: Substance,
  from: Ground,
  to: Ground,
  metres: number,
): Finding[] {
  if (a.id === b.id) return [];
  const other = { ground: to, substance: b };
  const near = rounded(metres);
  const pairs = pairsBetween(policy, a, b).filter(({ minM }) => metres < minM);
  if (pairs.length > 0)
    return pairs.map(({ id, why, minM, verified }) => {
      const facts = { why, metres: near, minM, verified, ...ownOf(policy, `pair.${id}.minM`) };
      return finding('pairNear', 'forbidden', from, a, facts, other);
    });
  const { code, classes } = strictest(a, b);
  if (code === 0 || code === 5 || metres >= policy.shore[code].minM) return [];
  return [
    finding(
      'classNear',
      'forbidden',
      from,
      a,
      {
        code,
        classes,
        metres: near,
        minM: policy.shore[code].minM,
        ...ownOf(policy, `shore.${code}.minM`),
      },
      other,
    ),
  ];
}

interface Reach {
  readonly kg: number;
  readonly metres: number;
  readonly factor: number;
}
const reaches = new WeakMap<readonly Held[], Reach>();

/** How far from anything else a mass of explosives is kept; asked of the same store for each of its neighbours. */
export function explosiveReach(policy: Policy, held: readonly Held[]): Reach {
  const factor = policy.limits.explosiveFactor;
  const known = reaches.get(held);
  if (known?.factor === factor) return known;
  const kg = held
    .filter(({ substance }) => /^1\.[125]/.test(substance.hazardClass))
    .reduce((sum, one) => sum + kilograms(one), 0);
  const reach = { kg, metres: factor * Math.cbrt(kg), factor };
  reaches.set(held, reach);
  return reach;
}

export function explosiveNear(
  policy: Policy,
  a: Ground,
  aHeld: readonly Held[],
  b: Ground,
  metres: number,
): Finding[] {
  if (b.held.length === 0) return [];
  const { kg, metres: needed } = explosiveReach(policy, aHeld);
  if (kg === 0 || metres >= needed) return [];
  const own = ownOf(policy, 'limit.explosiveFactor');
  const facts = { metres: rounded(metres), minM: Math.ceil(needed), kg: Math.round(kg), ...own };
  return [finding('explosiveNear', 'forbidden', a, null, facts, { ground: b })];
}

const kinds = new WeakMap<readonly Held[], readonly Substance[]>();

/** The substances of a store, each once. */
export function kindsOf(held: readonly Held[]): readonly Substance[] {
  const known = kinds.get(held);
  if (known) return known;
  const found = [...new Map(held.map(({ substance }) => [substance.id, substance])).values()];
  kinds.set(held, found);
  return found;
}

/** What time and the tanks tell of a store. */
export function ofState(site: HazmatSite, ground: Ground): Finding[] {
  const found: Finding[] = [];
  const old = new Map<string, Held>();
  for (const held of ground.held)
    if (held.expiresOn !== null && held.expiresOn < site.today) old.set(held.substance.id, held);
  for (const { substance, expiresOn } of old.values())
    found.push(finding('expired', 'conditions', ground, substance, { expiresOn }));
  const levels = ground.tanks.filter(({ levelPercent }) => levelPercent !== null);
  const books = ground.held.map((held) => cubicMetres(held, held.amount));
  if (levels.length > 0 && levels.length === ground.tanks.length && !books.includes(null)) {
    const volume = levels.reduce((sum, { volumeM3 }) => sum + volumeM3, 0);
    const level = levels.reduce((sum, tank) => sum + (tank.volumeM3 * (tank.levelPercent ?? 0)) / 100, 0);
    const booked = books.reduce((sum: number, m3) => sum + (m3 ?? 0), 0);
    if (Math.abs(level - booked) > volume * site.policy.limits.tankTolerance)
      found.push(
        finding('tankDiffers', 'conditions', ground, null, {
          level: rounded(level),
          booked: rounded(booked),
          ...ownOf(site.policy, 'limit.tankTolerance'),
        }),
      );
  }
  return found;
}
