import { setImmediate as breath } from 'node:timers/promises';
import type { Part } from '../door.ts';
import type { Change } from '../readiness/ask.ts';
import { judged, momentAt } from '../readiness/readiness-handlers.ts';
import { refuse } from '../refusal.ts';
import { effectOf } from './effect.ts';
import { swapsOf, upgradeById } from './upgrade-store.ts';

/** What readiness says of the plans when the programme is where it is, half way, and done; nothing is written. */
export const effectHandlers: Part<'upgrade.effect'> = {
  'upgrade.effect': async (read, input) => {
    if (!upgradeById(read.db, input.id)) return refuse('unknownUpgrade');
    const swaps = swapsOf(read.db, input.id);
    const out = swaps.map(({ itemId }): Change => ({ kind: 'removeItem', itemId }));
    const fresh = new Map<string, Change & { kind: 'addItems' }>();
    for (const { categoryId, placeId, waiting } of swaps) {
      if (!waiting || placeId === null) continue;
      const key = `${categoryId} ${placeId}`;
      const count = (fresh.get(key)?.count ?? 0) + 1;
      fresh.set(key, { kind: 'addItems', categoryId, placeId, count });
    }
    const { moment } = momentAt(read.db, read.now, true);
    const plansAfter = async (whatIf: readonly Change[]) => {
      // One question after the other: what else waits gets its turn in between.
      await breath();
      return (await judged(read.site, { moment, whatIf, together: [] })).plans;
    };
    const now = await plansAfter([]);
    const between = await plansAfter(out);
    const after = await plansAfter([...out, ...fresh.values()]);
    return effectOf(swaps.length, new Set(swaps.map(({ categoryId }) => categoryId)), now, between, after);
  },
};
