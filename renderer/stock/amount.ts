import type { LotState } from '../../electron/stock/stock.ts';
import { i18n } from '../locales/index.ts';
import type { Text } from '../ui/text.ts';

/** An amount with its unit; no more decimals than are kept. The unit may be the site's own word. */
export function amountText({ t, format }: Pick<Text, 't' | 'format'>, amount: number, unit: string): string {
  const value = format.number(amount, 3);
  if (unit === 'piece') return t('stock.piece', { count: amount, value });
  return i18n.exists(`common.unit.${unit}`) ? t(`common.unit.${unit}`, { value }) : `${value} ${unit}`;
}

/** A unit as it stands beside a label. */
export function unitText({ t }: Pick<Text, 't'>, unit: string): string {
  return i18n.exists(`common.unitName.${unit}`) ? t(`common.unitName.${unit}`) : unit;
}

/** How a state of a lot is marked: colour, and a shape for those who do not see it. */
export const stateMarks: Record<LotState, { readonly tone: string; readonly shape: string }> = {
  expired: { tone: 't2', shape: '▲ ' },
  soon: { tone: 't3', shape: '● ' },
  good: { tone: 'muted', shape: '' },
  empty: { tone: 'dim', shape: '' },
};
