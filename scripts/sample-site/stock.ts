import type { Unit } from '../../electron/hazmat/hazmat.ts';
import type { Condition } from '../../electron/equipment/equipment.ts';
import { dayAfter, random } from './random.ts';

/** A kind of equipment and how much of it the site has. */
export interface CatalogueRow {
  readonly key: string;
  readonly tag: string;
  readonly make: string;
  readonly models: readonly string[];
  readonly count: number;
  readonly lifeYears: number;
  readonly inspectDays: number;
  readonly priceRsd: number;
  readonly placeKeys: readonly string[];
  readonly teamKeys: readonly (string | null)[];
}

export interface EquipmentRow {
  /** As painted on it, e.g. MP-2; unique. */
  readonly tag: string;
  readonly category: string;
  readonly make: string;
  readonly model: string;
  readonly serial: string;
  readonly placeKey: string;
  readonly ownerTeamKey: string | null;
  readonly condition: Condition;
  readonly boughtOn: string;
  readonly endOfLifeOn: string;
  readonly lastInspectedOn: string;
  readonly nextDueOn: string;
  readonly priceRsd: number;
}

const turnTo = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;

/** Every piece of equipment as of a day (YYYY-MM-DD); one in forty is overdue or past its life. */
export function equipment(seed: number, catalogue: readonly CatalogueRow[], today: string): EquipmentRow[] {
  const roll = random(seed);
  return catalogue.flatMap((kind) =>
    Array.from({ length: kind.count }, (_, i): EquipmentRow => {
      const lifeDays = Math.round(kind.lifeYears * 365.25);
      const boughtOn = dayAfter(
        today,
        -roll.whole(30, Math.round(lifeDays * (roll.next() < 0.025 ? 1.04 : 0.9))),
      );
      const late = roll.next() < 0.025;
      const lastInspectedOn = dayAfter(
        today,
        -(late ? kind.inspectDays + roll.whole(2, 30) : roll.whole(0, kind.inspectDays - 2)),
      );
      const wear = roll.next();
      return {
        tag: `${kind.tag}-${i + 1}`,
        category: kind.key,
        make: kind.make,
        model: turnTo(kind.models, Math.floor(i / 3)),
        serial: `${kind.tag}${boughtOn.slice(2, 4)}-${String(roll.whole(10_000, 99_999))}-${String(i + 1).padStart(3, '0')}`,
        placeKey: turnTo(kind.placeKeys, i),
        ownerTeamKey: turnTo(kind.teamKeys, i),
        condition: late ? 'outOfTest' : wear < 0.97 ? 'ready' : 'fault',
        boughtOn,
        endOfLifeOn: dayAfter(boughtOn, lifeDays),
        lastInspectedOn,
        nextDueOn: dayAfter(lastInspectedOn, kind.inspectDays),
        priceRsd: kind.priceRsd,
      };
    }),
  );
}

export interface HoldingShape {
  readonly placeKey: string;
  readonly unit: Unit;
  readonly holdings: readonly {
    readonly substanceKey: string;
    readonly quantity: number;
    readonly lots: number;
  }[];
}

export interface LotRow {
  readonly key: string;
  readonly storeKey: string;
  readonly substanceKey: string;
  readonly quantity: number;
  readonly unit: Unit;
  readonly batch: string;
  readonly receivedOn: string;
}

/** The lots of every holding; their quantities add up to what the store holds (to a tenth of its unit). */
export function lots(seed: number, stores: readonly HoldingShape[], today: string): LotRow[] {
  const roll = random(seed);
  const out: LotRow[] = [];
  for (const store of stores) {
    for (const { substanceKey, quantity, lots: count } of store.holdings) {
      // Counted in tenths of the unit, so that the sum is exact.
      const scale = 10;
      let left = Math.round(quantity * scale);
      for (let i = 0; i < count; i += 1) {
        const rest = count - i;
        const part =
          rest === 1
            ? left
            : Math.max(1, Math.min(left - rest + 1, Math.round((left / rest) * (0.75 + 0.5 * roll.next()))));
        left -= part;
        out.push({
          key: `LOT-${String(out.length + 1).padStart(3, '0')}`,
          storeKey: store.placeKey,
          substanceKey,
          quantity: part / scale,
          unit: store.unit,
          batch: `${substanceKey.toUpperCase().slice(0, 3)}-${roll.whole(1000, 9999)}`,
          receivedOn: dayAfter(today, -roll.whole(2, 160)),
        });
      }
    }
  }
  return out;
}

export interface Reading {
  readonly gaugeKey: string;
  /** Minutes before now; 0 is now. */
  readonly minutesAgo: number;
  readonly levelCm: number;
}

/** Three quiet hours at every gauge, one reading each 5 minutes, near the normal level. */
export function quietReadings(
  seed: number,
  gauges: readonly { readonly key: string; readonly normalCm: number }[],
): Reading[] {
  const roll = random(seed);
  return gauges.flatMap(({ key, normalCm }) => {
    const drift = roll.next() * 4 - 2;
    return Array.from({ length: 37 }, (_, i): Reading => {
      const minutesAgo = (36 - i) * 5;
      const wave = 1.5 * Math.sin(i / 6 + drift) + (drift * i) / 36 + (roll.next() - 0.5);
      return { gaugeKey: key, minutesAgo, levelCm: Math.round(normalCm + wave) };
    });
  });
}

/** The night flood at one gauge: from its normal level, over watch near minute 85, to danger near minute 145. */
export function nightFlood(
  gauge: { readonly normalCm: number; readonly watchCm: number; readonly dangerCm: number },
  minute: number,
): number {
  const early = gauge.watchCm - gauge.normalCm;
  const late = gauge.dangerCm - gauge.watchCm;
  if (minute <= 0) return gauge.normalCm;
  if (minute <= 85) return Math.round(gauge.normalCm + early * (minute / 85) ** 1.25);
  return Math.round(gauge.watchCm + Math.min(late + 12, late * ((minute - 85) / 60)));
}
