import type { Unit } from '../../electron/hazmat/hazmat.ts';
import type { Text } from '../ui/text.ts';

/** An amount with its unit; no more decimals than anyone weighs. */
export function amountText(text: Pick<Text, 't' | 'format'>, amount: number, unit: Unit): string {
  return text.t(`common.unit.${unit}`, { value: text.format.number(amount, amount < 10 ? 3 : 1) });
}
