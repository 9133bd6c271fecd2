import shippedLiquids from '../../resources/reference/liquids.json' with { type: 'json' };
import type { Liquid } from './pool.ts';
import { findSubstance } from './toxic.ts';

export interface ListedLiquid extends Liquid {
  readonly cas: string;
  readonly densityKgM3: number;
  readonly verified: boolean;
}
const liquids = shippedLiquids.liquids as readonly ListedLiquid[];

/** A liquid of the table by name, CAS, or by the name or UN number of a toxic substance. */
export function liquidOf(words: string): ListedLiquid | undefined {
  const word = words.trim().toLowerCase().replace('sulph', 'sulf');
  const cas = findSubstance(words)?.cas;
  return liquids.find(
    (one) =>
      one.name === word ||
      one.cas === word ||
      one.cas === cas ||
      (word === 'mek' && one.name === 'methyl ethyl ketone'),
  );
}
