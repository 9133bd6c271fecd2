import type { Names } from '../schema-parts.ts';

/**
 * How a thing counts at the moment that is looked at. Overdue: works, but its test is late. Held: in use, or its people are
 * sent somewhere. outOfTest and fault: somebody said so.
 */
export type ItemState = 'ready' | 'overdue' | 'held' | 'outOfTest' | 'fault';

/** Items that nothing distinguishes: the same category, state and place. */
export interface ItemGroup {
  readonly categoryId: string;
  readonly placeId: string | null;
  readonly state: ItemState;
  readonly count: number;
}

/** What there is of a consumable at one place, in thousandths of its unit; expired is not used. */
export interface StockGroup {
  readonly categoryId: string;
  readonly placeId: string;
  readonly expired: boolean;
  readonly amount: number;
}

export interface Candidate {
  readonly id: string;
  readonly name: string;
  /** Where the person starts from; null: not known. */
  readonly placeId: string | null;
  /** Ids of the qualifications held, and of those whose day has passed. */
  readonly valid: ReadonlySet<string>;
  readonly expired: ReadonlySet<string>;
  readonly onShift: boolean;
  /** Sent somewhere by a running incident. */
  readonly held: boolean;
  /** Out, or at rest until later. */
  readonly away: boolean;
}

export interface PoolPlace {
  readonly names: Names;
  readonly longitude: number;
  readonly latitude: number;
  /** Closed itself, or within a place that is. */
  readonly closed: boolean;
}

export interface PoolCategory {
  readonly names: Names;
  /** Null for items. */
  readonly unit: string | null;
  /** Null: stays where it stands. */
  readonly speedKmh: number | null;
}

/** All that the site has at one moment, as plans see it. */
export interface Pool {
  readonly items: readonly ItemGroup[];
  readonly stock: readonly StockGroup[];
  readonly people: readonly Candidate[];
  readonly places: ReadonlyMap<string, PoolPlace>;
  readonly categories: ReadonlyMap<string, PoolCategory>;
  /** Names of the qualifications by id. */
  readonly qualifications: ReadonlyMap<string, Names>;
}
