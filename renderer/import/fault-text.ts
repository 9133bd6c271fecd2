import type { Change, Fault } from '../../electron/import/import.ts';
import { refusalText } from '../locales/refusal-text.ts';
import type { Text } from '../ui/text.ts';

/** Why a row is refused, with the field and the cell, as a sentence. */
export function faultText({ t }: Pick<Text, 't'>, fault: Fault): string {
  if (fault.refusal) return refusalText(fault.refusal);
  const sentence = t(`import.fault.${fault.code}`, {
    ...fault.facts,
    field: fault.field === null ? '' : t(`import.field.${fault.field}`),
  });
  return fault.cell === null ? sentence : `${fault.cell}: ${sentence}`;
}

/** What a row changes: field, before, after. */
export function changeText({ t, format }: Pick<Text, 't' | 'format'>, change: Change): string {
  const shown = (value: string): string => {
    if (value === '') return t('import.nothingThere');
    if (/^\d{4}-\d{2}-\d{2}$/u.test(value)) return format.date(value);
    if (change.field === 'condition') return t(`equipment.conditions.${value}`);
    if (change.field === 'form') return t(`hazmat.form.${value}`);
    if (change.field === 'costMinor') return format.number(Number(value) / 100, 2);
    return value;
  };
  return `${t(`import.field.${change.field}`)}: ${shown(change.from)} → ${shown(change.to)}`;
}
