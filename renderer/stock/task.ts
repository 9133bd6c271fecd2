import type { LotLine, PlaceStock } from '../../electron/stock/stock.ts';

/** What is being entered about the consumable that is open. */
export type Task =
  | { readonly kind: 'receive' | 'issue' | 'count' }
  | { readonly kind: 'minimum'; readonly at?: PlaceStock }
  | { readonly kind: 'issueLot' | 'move' | 'writeOff' | 'correct'; readonly lot: LotLine };
