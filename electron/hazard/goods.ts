import shipped from '../../resources/reference/dangerous-goods.json' with { type: 'json' };
import rules from '../../resources/reference/segregation.json' with { type: 'json' };
import {
  isBlastingExplosive, pairsBetween, segregationCode, shippedPolicy, type Code, type Policy, type Segregable, type SegregationGroup,
} from '../hazmat/segregation.ts'; // prettier-ignore
import { refuse, type Answer } from '../refusal.ts';

/** What is put beside something else: a class alone, or a material with its subsidiary hazards and groups. */
export interface Good extends Segregable {
  readonly name: string;
  readonly classes: readonly string[];
}

interface Material {
  readonly un: string;
  readonly name: string;
  readonly class: string;
  readonly subsidiary: readonly string[];
}
const materials: readonly Material[] = shipped.materials;

/** Classes of the table, as they are written in it. */
export const tableClasses: readonly string[] = rules.classes;
const written: ReadonlySet<string> = new Set([...rules.classes, ...Object.keys(rules.alias)]);

/** UN numbers of the materials whose classes are known. */
export const knownUn: readonly string[] = materials.map(({ un }) => un);

/** Groups that a name in words means, for what has no UN number: acids, oil, moisture. */
const groupWords: readonly (readonly [RegExp, readonly SegregationGroup[]])[] = [
  [/cyanide/, ['cyanides']],
  [/xanthate/, ['xanthates']],
  [/hypochlorite|bleach/, ['hypochlorite']],
  [/\bacids?\b|oleum/, ['acids']],
  [/sulph?uric|oleum/, ['acids', 'sulphuricAcid']],
  [/^chlorine$/, ['chlorine']],
  [/ammonia\b/, ['ammonia']],
  [/ammonium nitrate|\ban emulsion\b/, ['ammoniumNitrate']],
  [/oxygen/, ['oxygen']],
  [/lpg|propane|butane|petroleum gas/, ['fuels', 'organics']],
  [/diesel|gasoline|petrol\b|kerosene|gas oil|fuel/, ['fuels', 'oilGrease', 'organics']],
  [/grease|\boil\b/, ['oilGrease', 'organics']],
  [/detonator/, ['detonators']],
  [/explosive|anfo|dynamite/, ['explosives']],
  [/\blime\b|calcium oxide|quicklime/, ['lime', 'alkalis']],
  [/alkali|hydroxide|caustic/, ['alkalis']],
  [/water|moisture/, ['aqueous']],
  [/sulfide|sulphide|nahs/, ['sulphides']],
  [/chlorate/, ['chlorates']],
  [/^chlorides?$/, ['chlorides']],
  [/metal powder/, ['metalPowders']],
  [/organic/, ['organics']],
];

/** A good from what was written: a class or division, a UN number, or a name. */
export function goodOf(text: string): Answer<Good> {
  const word = text.trim();
  const bare = word.toUpperCase().replace(/^(?:CLASS|DIVISION)\s*/, '');
  if (written.has(bare.replace(/(?<=\d)\s*[A-S]$/, '')))
    return {
      name: word,
      unNumber: null,
      hazardClass: bare.replace(/\s/, ''),
      subsidiary: [],
      form: 'solid',
      groups: [],
      classes: [bare],
    };
  const number = word.replace(/^un\s*/i, '').padStart(4, '0');
  const material = materials.find(
    ({ un, name }) => un === number || name.toLowerCase() === word.toLowerCase(),
  );
  const groups = groupWords.flatMap(([pattern, more]) =>
    pattern.test((material?.name ?? word).toLowerCase()) ? more : [],
  );
  const byUn: Readonly<Record<string, readonly string[]>> = rules.groupsByUn;
  if (!material && groups.length === 0 && byUn[number] === undefined)
    return refuse('hazardUnknownGood', { good: word, known: tableClasses });
  return {
    name: material?.name ?? word,
    unNumber: /^\d{4}$/.test(number) ? number : (material?.un ?? null),
    hazardClass: material?.class ?? '',
    subsidiary: material?.subsidiary ?? [],
    form: 'liquid',
    groups,
    classes: material ? [material.class, ...material.subsidiary] : [],
  };
}

export interface Beside {
  /** The strictest code of all pairs of their classes; null when a class is not known. */
  readonly code: Code | null;
  readonly classes: readonly [string, string] | null;
  /** What would come of it where the two may never meet, whatever the code says. */
  readonly never: string | null;
  readonly verified: boolean;
  /** May stand together only when the whole counts as a blasting explosive. */
  readonly wholeIsExplosive: boolean;
  readonly edition: string;
}

/** Whether two goods may stand together: the pairs that never may first, then the strictest code of their classes. */
export function besideEachOther(a: Good, b: Good, policy: Policy = shippedPolicy): Beside {
  const [pair] = pairsBetween(policy, a, b);
  let code: Code | null = null;
  let classes: [string, string] | null = null;
  for (const one of a.classes)
    for (const other of b.classes) {
      const found = segregationCode(one, other);
      if (code === null || found > code) [code, classes] = [found, [one, other]];
    }
  const nitrate = (good: Good): boolean => good.unNumber === '1942' || good.unNumber === '2067';
  return {
    code,
    classes,
    never: pair?.why ?? null,
    verified: pair?.verified ?? true,
    wholeIsExplosive:
      (nitrate(a) && isBlastingExplosive(b.unNumber)) || (nitrate(b) && isBlastingExplosive(a.unNumber)),
    edition: policy.edition,
  };
}
