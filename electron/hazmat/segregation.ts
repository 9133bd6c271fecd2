import table from '../../resources/reference/segregation.json' with { type: 'json' };

/** What decides whether two substances may lie together. */
export interface Segregable {
  readonly unNumber: string | null;
  readonly hazardClass: string;
  readonly subsidiary: readonly string[];
  readonly form: 'gas' | 'liquid' | 'solid';
  /** Groups that its keeper has set; those that follow from the UN number and the class are added. */
  readonly groups: readonly string[];
}

/** Groups whose members react with each other whatever their classes are. */
export const segregationGroups = [
  'acids', 'alkalis', 'ammonia', 'ammoniumNitrate', 'aqueous', 'chlorates', 'chlorides', 'chlorine', 'corrosiveLiquids',
  'cyanides', 'detonators', 'explosives', 'fuels', 'hypochlorite', 'lime', 'metalPowders', 'oilGrease', 'organics', 'oxygen',
  'selfHeating', 'sulphides', 'sulphuricAcid', 'xanthates',
] as const; // prettier-ignore
export type SegregationGroup = (typeof segregationGroups)[number];

/** Two groups that must never meet, what would come of it, and how far their stores are kept apart (site policy). */
export interface Pair {
  readonly id: string;
  readonly a: SegregationGroup;
  readonly b: SegregationGroup;
  readonly why: string;
  readonly minM: number;
  /** Read in a source; else from experience, and shown as such. */
  readonly verified: boolean;
}

/** What a code of the class table means on shore: in one store, and between stores. */
export interface ShoreRule {
  readonly sameStore: 'condition' | 'forbidden';
  readonly minM: number;
}

/** 0 none, 1 away from, 2 separated from, 3 by a complete compartment, 4 longitudinally, 5 class 1 with class 1. */
export type Code = 0 | 1 | 2 | 3 | 4 | 5;

/** Figures of a store beside those of the table; none of them is read in a standard. */
export interface Limits {
  /** Between a store of explosives and any other, metres for each cube root of a kilogram. */
  readonly explosiveFactor: number;
  /** What a bund holds, as a share of its largest vessel. */
  readonly bundShare: number;
  /** A vessel of less than so many m³ needs no bund of its own. */
  readonly drumM3: number;
  /** By so much of its volume a tank's level and the books may differ. */
  readonly tankTolerance: number;
}

/** The rules by which a site keeps dangerous goods apart. IMDG is written for ships: its meaning on shore is the site's. */
export interface Policy {
  readonly edition: string;
  readonly pairs: readonly Pair[];
  readonly shore: Readonly<Record<'1' | '2' | '3' | '4', ShoreRule>>;
  readonly limits: Limits;
  /** Names of the figures that the site has set otherwise than shipped. */
  readonly own: readonly string[];
}

/** The shipped rules; a site may replace them. */
export const shippedPolicy: Policy = {
  edition: table.edition,
  pairs: table.pairs as readonly Pair[],
  shore: table.shore as Policy['shore'],
  limits: { explosiveFactor: 2.4, bundShare: 1.1, drumM3: 0.2, tankTolerance: 0.05 },
  own: [],
};

const togetherWith: Readonly<Record<string, string>> = table.compatibility;

/** The row of the class table: 1.2 and 1.5 read as 1.1, 1.6 as 1.3, compatibility groups left out; -1 for no class. */
function rowOf(hazardClass: string): number {
  const division = hazardClass.replace(/^(1\.\d)[A-S]$/, '$1');
  const alias: Readonly<Record<string, string>> = table.alias;
  return table.classes.indexOf(alias[division] ?? division);
}

/** Code of IMDG 7.2.4 between two classes; 0 where one of them is none. */
export function segregationCode(a: string, b: string): Code {
  return Number(table.matrix[rowOf(a)]?.[rowOf(b)] ?? 0) as Code;
}

/** Whether explosives of two compatibility groups may share a magazine (IMDG 7.2.7.1.4); a group not given is not known. */
export function compatible(a: string, b: string): boolean {
  const [from, to] = [a.slice(-1), b.slice(-1)];
  return togetherWith[from]?.includes(to) ?? false;
}

/** The strictest code between two substances, their subsidiary risks included, and the classes that give it. */
export function strictest(
  a: Segregable,
  b: Segregable,
): { readonly code: Code; readonly classes: [string, string] } {
  let found: { code: Code; classes: [string, string] } = { code: 0, classes: [a.hazardClass, b.hazardClass] };
  for (const mine of [a.hazardClass, ...a.subsidiary])
    for (const theirs of [b.hazardClass, ...b.subsidiary]) {
      const code = segregationCode(mine, theirs);
      if (code > found.code) found = { code, classes: [mine, theirs] };
    }
  return found;
}

const groupsKnown = new WeakMap<Segregable, ReadonlySet<string>>();

/** All groups of a substance: its own, and those that its UN number and class bring. */
export function groupsOf(substance: Segregable): ReadonlySet<string> {
  const known = groupsKnown.get(substance) ?? readGroups(substance);
  groupsKnown.set(substance, known);
  return known;
}

function readGroups(substance: Segregable): ReadonlySet<string> {
  const { unNumber, hazardClass, subsidiary, form } = substance;
  const byUn: Readonly<Record<string, readonly string[]>> = table.groupsByUn;
  const groups = new Set([...substance.groups, ...(byUn[unNumber ?? ''] ?? [])]);
  const has = (one: string): boolean => hazardClass === one || subsidiary.includes(one);
  if (hazardClass.startsWith('1.')) groups.add(hazardClass.endsWith('B') ? 'detonators' : 'explosives');
  if (has('2.1') || has('3')) groups.add('fuels');
  if (has('4.2')) groups.add('selfHeating');
  if (has('8') && form === 'liquid') groups.add('corrosiveLiquids');
  return groups;
}

/** A blasting explosive beside which ammonium nitrate may be kept when the whole counts as explosive (IMDG 7.2.7.2.1). */
export function isBlastingExplosive(unNumber: string | null): boolean {
  return unNumber !== null && table.blastingExplosives.includes(unNumber);
}

/** The pairs of a policy that two substances make; looked at before the classes, which pass cyanide beside acid. */
export function pairsBetween(policy: Policy, a: Segregable, b: Segregable): readonly Pair[] {
  const [mine, theirs] = [groupsOf(a), groupsOf(b)];
  return policy.pairs.filter(
    (pair) => (mine.has(pair.a) && theirs.has(pair.b)) || (mine.has(pair.b) && theirs.has(pair.a)),
  );
}
