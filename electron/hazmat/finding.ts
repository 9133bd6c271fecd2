import { z } from 'zod';
import { id, line, pageInput, version, type Page } from '../schema-parts.ts';
import type { Finding, Verdict } from './assessment.ts';

/** Findings of the whole site, forbidden first; of one store, its own and those in which it is the neighbour. */
export const assessmentInput = pageInput.extend({ storeId: id.optional() });
/** An action about a finding; its words are those that were read. */
export const answerFindingInput = z.object({
  findingKey: line(300),
  text: line(1000),
  owner: line(120),
  dueOn: z.iso.date(),
});
/** Dates of a safety data sheet that hangs on a substance as a paper. `version` is null for the first. */
export const dateSheetInput = z.object({
  linkId: id,
  version: version.nullable(),
  revision: line(40),
  revisedOn: z.iso.date(),
  reviewOn: z.iso.date(),
});

export interface FindingLine extends Finding {
  /** The newest action about it that was not withdrawn. */
  readonly action: { readonly id: string; readonly state: string; readonly dueOn: string } | null;
}

/** How a store stands. */
export interface StoreVerdict {
  readonly storeId: string;
  readonly verdict: Exclude<Verdict, 'allowed'>;
  readonly forbidden: number;
  readonly conditions: number;
}

export interface Assessment {
  /** What matched what was typed. */
  readonly findings: Page<FindingLine>;
  /** Stores about which something was found; the others are as they should be. */
  readonly stores: readonly StoreVerdict[];
  readonly assessed: number;
  readonly forbidden: number;
  readonly conditions: number;
  /** Edition of the rules. */
  readonly edition: string;
  /** Names of the figures that the site has set itself. */
  readonly own: readonly string[];
}

/** A safety data sheet of the site's own. */
export interface SafetySheet {
  /** Its paper's id. */
  readonly id: string;
  readonly substanceId: string;
  readonly revision: string;
  /** Days, YYYY-MM-DD. */
  readonly revisedOn: string;
  readonly reviewOn: string;
  readonly version: number;
}

/** How the stores of the findings stand, each store once; a neighbour is as bad off as the store. */
export function storeVerdicts(findings: readonly Finding[]): StoreVerdict[] {
  const stores = new Map<string, { forbidden: number; conditions: number }>();
  for (const { storeId, neighbourId, verdict } of findings)
    for (const each of new Set([storeId, neighbourId])) {
      if (each === null) continue;
      const counts = stores.get(each) ?? { forbidden: 0, conditions: 0 };
      counts[verdict] += 1;
      stores.set(each, counts);
    }
  return [...stores].map(([storeId, counts]) => ({
    storeId,
    verdict: counts.forbidden > 0 ? 'forbidden' : 'conditions',
    ...counts,
  }));
}
