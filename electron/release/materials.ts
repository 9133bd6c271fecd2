import { ergTable, type ErgMaterial } from '../hazard/erg.ts';
import type { Substance as Toxic } from '../hazard/toxic.ts';
import type { Substance } from '../hazmat/hazmat.ts';
import type { ReleaseTables } from './release.ts';

/** The book's guide for what nobody has identified: 100 m all round, 800 m in a fire. */
export const unidentifiedGuide = '111';

/** From where a guide comes when the book's own list does not give it. */
export type GuideFrom = 'register' | 'unidentified';

/** What the site's register knows of a material that the shipped tables do not list. */
export interface OwnMaterial {
  readonly un: string;
  readonly name: string;
  readonly guide: string | null;
  readonly form: Substance['form'];
  /** Null: without a molar mass or a level nothing can be compared. */
  readonly toxic: Toxic | null;
}

/** A substance of the register as the tables see one; null without a UN number. */
export function ownMaterial(substance: Substance): OwnMaterial | null {
  const { unNumber, names, ergGuide, form } = substance;
  return unNumber === null
    ? null
    : { un: unNumber, name: names.en, guide: ergGuide, form, toxic: toxicOfRegister(substance, unNumber) };
}

function toxicOfRegister({ key, names, cas, physical, toxic }: Substance, un: string): Toxic | null {
  const given = (value: number | null): number | null => (value !== null && value > 0 ? value : null);
  const levels = [toxic.aegl1, toxic.aegl2, toxic.aegl3].map(given);
  const erpg = [toxic.erpg1, toxic.erpg2, toxic.erpg3].map(given);
  const lelPpm = physical.lelPercent === null ? null : physical.lelPercent * 10_000;
  const some = [...levels, ...erpg, toxic.idlh, lelPpm].some((level) => level !== null);
  if (physical.molarMassG === null || !some) return null;
  return {
    id: key,
    name: names.en,
    cas: cas ?? '',
    un: [un],
    molarMassGMol: physical.molarMassG,
    // Not known: as warm as the air.
    boilingPointK: physical.boilingC === null ? Infinity : physical.boilingC + 273.15,
    unit: toxic.unit,
    // The register keeps those of an hour.
    aegl: levels.map((value, at) => ({ level: at + 1, minutes: { '60': value } })),
    erpg: erpg.some((level) => level !== null) ? erpg : null,
    idlh: given(toxic.idlh),
    lelPpm: given(lelPpm),
    antoine: [],
    verified: {},
  };
}

/**
 * Tables that have an answer for each of these UN numbers: where the book's list has none, the guide of the site's register,
 * else that of an unidentified material; where the toxic table has none, the register's levels.
 */
export function withMaterials(
  tables: ReleaseTables,
  uns: readonly string[],
  own: readonly OwnMaterial[],
): ReleaseTables {
  const listed = new Set(tables.erg.materials.map(({ un }) => un));
  const missing = [...new Set(uns)].filter((un) => !listed.has(un));
  const levels = own.flatMap(({ un, toxic }) =>
    toxic !== null && !tables.toxic.substances.some((one) => one.un.includes(un)) ? [toxic] : [],
  );
  if (missing.length === 0 && levels.length === 0) return tables;
  const guides = { [unidentifiedGuide]: ergTable.guides[unidentifiedGuide]!, ...tables.erg.guides };
  const guideFrom = new Map<string, GuideFrom>();
  const added = missing.map((un): ErgMaterial => {
    const mine = own.find((one) => one.un === un);
    const known = mine?.guide != null && Object.hasOwn(guides, mine.guide);
    guideFrom.set(un, known ? 'register' : 'unidentified');
    return {
      un,
      name: mine?.name ?? '',
      guide: known ? (mine.guide ?? unidentifiedGuide) : unidentifiedGuide,
      ...{ small: null, large: null, containers: [], inWaterOnly: false, gives: [], verified: false },
    };
  });
  return {
    ...tables,
    erg: { ...tables.erg, guides, materials: [...tables.erg.materials, ...added] },
    toxic: { ...tables.toxic, substances: [...tables.toxic.substances, ...levels] },
    guideFrom,
    forms: new Map(own.map(({ un, form }) => [un, form])),
  };
}
