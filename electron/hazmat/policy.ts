import { z } from 'zod';
import { refuse, type Answer, type Refusal } from '../refusal.ts';
import { id, line, version } from '../schema-parts.ts';
import type { Confirmation } from '../two-person/two-person.ts';
import {
  shippedPolicy, type Limits, type Pair, type Policy, type SegregationGroup, type ShoreRule,
} from './segregation.ts'; // prettier-ignore

const sameStores = ['condition', 'forbidden'] as const;
export type FigureValue = number | (typeof sameStores)[number];
/** Figures of a policy by their names, e.g. pair.chlorine-ammonia.minM; only those that differ from the shipped ones. */
export type Figures = Readonly<Record<string, FigureValue>>;

/** One change of the site's rules: proposed by one person, approved by another. The newest approved one is in force. */
export interface PolicyChange {
  readonly id: string;
  readonly state: 'waiting' | 'done' | 'refused' | 'withdrawn';
  readonly figures: Figures;
  readonly reason: string;
  /** What was in force when it was proposed; null: the shipped rules. */
  readonly baseId: string | null;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly doneAt: string | null;
  readonly version: number;
}

/** A proposal is decided within a week: it is thought over, not signed at the gate. */
export const policyLifeMs = 7 * 24 * 3_600_000;

/** A figure that a site may set, with what it may be; `unit` is a locale key under hazmat.policy.unit. */
export interface Figure {
  readonly name: string;
  readonly shipped: FigureValue;
  readonly min: number;
  readonly max: number;
  readonly unit: 'metres' | 'share' | 'm3' | 'perCubeRoot' | 'sameStore';
  readonly of:
    | {
        readonly kind: 'pair';
        readonly a: SegregationGroup;
        readonly b: SegregationGroup;
        readonly why: string;
      }
    | { readonly kind: 'shore'; readonly code: string }
    | { readonly kind: 'limit'; readonly limit: keyof Limits };
  /** Read in a source; else from experience. */
  readonly verified: boolean;
}

const limitRanges: Readonly<Record<keyof Limits, readonly [min: number, max: number, Figure['unit']]>> = {
  explosiveFactor: [0, 50, 'perCubeRoot'],
  bundShare: [1, 3, 'share'],
  drumM3: [0, 10, 'm3'],
  tankTolerance: [0, 0.5, 'share'],
};
/** No store of a site is farther from another than this, metres. */
const mostM = 5000;

/** Every figure that may be set, those of the pairs first. */
export const figures: readonly Figure[] = [
  ...shippedPolicy.pairs.map(({ id: pair, a, b, why, minM, verified }): Figure => ({
    name: `pair.${pair}.minM`,
    shipped: minM,
    min: 0,
    max: mostM,
    unit: 'metres',
    of: { kind: 'pair', a, b, why },
    verified,
  })),
  ...Object.entries(shippedPolicy.shore).flatMap(([code, { sameStore, minM }]): Figure[] => {
    const rest = { min: 0, max: mostM, of: { kind: 'shore', code }, verified: false } as const;
    return [
      { ...rest, name: `shore.${code}.sameStore`, shipped: sameStore, unit: 'sameStore' },
      { ...rest, name: `shore.${code}.minM`, shipped: minM, unit: 'metres' },
    ];
  }),
  ...(Object.keys(limitRanges) as (keyof Limits)[]).map((limit): Figure => {
    const [min, max, unit] = limitRanges[limit];
    const of = { kind: 'limit', limit } as const;
    return {
      name: `limit.${limit}`,
      shipped: shippedPolicy.limits[limit],
      min,
      max,
      unit,
      of,
      verified: false,
    };
  }),
];

const figureNamed = new Map(figures.map((figure) => [figure.name, figure]));

export const proposePolicyInput = z.object({
  /** The change in force that the proposer saw; null: the shipped rules. */
  baseId: id.nullable(),
  /** What shall differ from the shipped rules; {} goes back to them. */
  figures: z.record(z.string().max(80), z.union([z.number(), z.enum(sameStores)])),
  reason: line(300),
});
const seen = { contentHash: z.string().regex(/^[0-9a-f]{64}$/), confirmationVersion: version };
export const confirmPolicyInput = z.object({ id, version, ...seen });
export const refusePolicyInput = z.object({ id, version, ...seen, reason: z.string().trim().max(300) });
export const withdrawPolicyInput = z.object({
  id,
  version,
  reason: z.string().trim().max(300).default(''),
});
export const policyEffectInput = z.object({ figures: proposePolicyInput.shape.figures });

/** The figures as they are kept: known, within their limits, those equal to the shipped ones left out. */
export function checkedFigures(given: Figures): Answer<Figures> {
  const kept: Record<string, FigureValue> = {};
  for (const [name, value] of Object.entries(given)) {
    const figure = figureNamed.get(name);
    if (!figure) return refuse('policyUnknownFigure', { figure: name });
    if ((typeof value === 'string') !== (figure.unit === 'sameStore'))
      return refuse('policyUnknownFigure', { figure: name });
    const { min, max } = figure;
    if (typeof value === 'number' && !(value >= min && value <= max))
      return refuse('policyRange', { value, min, max });
    if (value !== figure.shipped) kept[name] = value;
  }
  return kept;
}

/** The shipped rules with a site's own figures in them. A figure that is shipped no more is left out. */
export function policyWith(own: Figures): Policy {
  const known = Object.keys(own).filter((name) => figureNamed.has(name));
  if (known.length === 0) return shippedPolicy;
  const number = (name: string, shipped: number): number => {
    const value = own[name];
    return typeof value === 'number' ? value : shipped;
  };
  const shore = (code: '1' | '2' | '3' | '4'): ShoreRule => {
    const { sameStore, minM } = shippedPolicy.shore[code];
    const set = own[`shore.${code}.sameStore`];
    return {
      sameStore: typeof set === 'string' ? set : sameStore,
      minM: number(`shore.${code}.minM`, minM),
    };
  };
  const limit = (name: keyof Limits): number => number(`limit.${name}`, shippedPolicy.limits[name]);
  return {
    edition: shippedPolicy.edition,
    pairs: shippedPolicy.pairs.map((pair): Pair => ({
      ...pair,
      minM: number(`pair.${pair.id}.minM`, pair.minM),
    })),
    shore: { '1': shore('1'), '2': shore('2'), '3': shore('3'), '4': shore('4') },
    limits: {
      explosiveFactor: limit('explosiveFactor'),
      bundShare: limit('bundShare'),
      drumM3: limit('drumM3'),
      tankTolerance: limit('tankTolerance'),
    },
    own: known,
  };
}

export interface FigureChange {
  readonly name: string;
  readonly from: FigureValue;
  readonly to: FigureValue;
  readonly shipped: FigureValue;
  /** Less is asked than in the shipped rules. */
  readonly looser: boolean;
}

/** What one set of figures changes against another. */
export function changesBetween(before: Figures, after: Figures): FigureChange[] {
  return figures.flatMap(({ name, shipped, of }): FigureChange[] => {
    const [from, to] = [before[name] ?? shipped, after[name] ?? shipped];
    if (from === to) return [];
    // A larger tank tolerance and a larger drum ask for less; of every other figure a smaller one does.
    const upLooser = of.kind === 'limit' && (of.limit === 'drumM3' || of.limit === 'tankTolerance');
    const looser =
      typeof to === 'number' && typeof shipped === 'number'
        ? upLooser
          ? to > shipped
          : to < shipped
        : to === 'condition' && shipped === 'forbidden';
    return [{ name, from, to, shipped, looser }];
  });
}

/** What both people put their names to. */
export function policyContentOf(
  { id: changeId, figures: proposed, reason, baseId }: PolicyChange,
  inForceId: string | null,
): object {
  return { id: changeId, figures: proposed, reason, baseId, inForceId };
}

/** Why a change cannot be proposed. */
export function proposalRefusal(
  input: z.output<typeof proposePolicyInput>,
  kept: Figures,
  inForce: PolicyChange | undefined,
  waiting: PolicyChange | undefined,
): Refusal | null {
  if (waiting) return refuse('policyWaits', { name: waiting.recordedBy, at: waiting.recordedAt });
  if (input.baseId !== (inForce?.id ?? null))
    return refuse('policyMoved', { name: inForce?.recordedBy ?? '', at: inForce?.doneAt ?? null });
  if (changesBetween(inForce?.figures ?? {}, kept).length === 0) return refuse('policyUnchanged');
  return null;
}

export interface PolicyLine extends PolicyChange {
  readonly confirmation: Confirmation | null;
  readonly changes: readonly FigureChange[];
}

/** The rules as they are in force, and what somebody would have otherwise. */
export interface PolicyState {
  readonly edition: string;
  readonly figures: readonly (Figure & { readonly value: FigureValue })[];
  /** Null: the shipped rules. */
  readonly inForce: PolicyLine | null;
  readonly proposal: (PolicyLine & { readonly unchanged: boolean }) | null;
  /** Newest first; at most 20. */
  readonly past: readonly PolicyLine[];
}

/** How many findings the whole site would have. */
export interface PolicyEffect {
  readonly now: { readonly forbidden: number; readonly conditions: number };
  readonly proposed: { readonly forbidden: number; readonly conditions: number };
}
