import table from '../../resources/reference/substances.json' with { type: 'json' };
import type { Shipped } from './hazmat.ts';

/** The shipped table of substances that a mine and a smelter meet; what is from memory has an empty source. */
export const catalogue = table.substances as readonly Shipped[];
