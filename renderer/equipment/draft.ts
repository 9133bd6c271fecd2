import type { EquipmentLine } from '../../electron/equipment/equipment-filter.ts';
import type { Condition, EquipmentChanges } from '../../electron/equipment/equipment.ts';
import type { Language } from '../locales/index.ts';
import { minorOf, typedOf } from '../ui/money.ts';
import type { Text } from '../ui/text.ts';

/** The fields of an item that a form changes, in its order. */
export const draftFields = [
  'tag',
  'categoryId',
  'make',
  'model',
  'serial',
  'condition',
  'insideId',
  'placeId',
  'ownerTeamId',
  'nextDueOn',
  'boughtOn',
  'endOfLifeOn',
  'cost',
  'note',
] as const;
export type DraftField = (typeof draftFields)[number];

/** What is typed, as text; '' is nothing. */
export interface Draft extends Readonly<Record<Exclude<DraftField, 'condition'>, string>> {
  readonly condition: Condition;
  readonly placeText: string;
  readonly insideText: string;
  readonly currency: string;
}

export const currencies = ['RSD', 'EUR', 'USD', 'CNY', 'CHF', 'GBP'] as const;
export const emptyDraft: Draft = {
  tag: '',
  categoryId: '',
  make: '',
  model: '',
  serial: '',
  condition: 'ready',
  placeId: '',
  placeText: '',
  insideId: '',
  insideText: '',
  ownerTeamId: '',
  nextDueOn: '',
  boughtOn: '',
  endOfLifeOn: '',
  cost: '',
  currency: 'RSD',
  note: '',
};

export function draftOf(item: EquipmentLine, { nameOf, language }: Text): Draft {
  return {
    ...emptyDraft,
    tag: item.tag,
    categoryId: item.categoryId,
    make: item.make,
    model: item.model,
    serial: item.serial,
    condition: item.condition,
    placeId: item.placeId ?? '',
    placeText: item.place ? nameOf(item.place.names) : '',
    insideId: item.insideId ?? '',
    insideText: item.inside?.tag ?? '',
    ownerTeamId: item.ownerTeamId ?? '',
    nextDueOn: item.nextDueOn ?? '',
    boughtOn: item.boughtOn ?? '',
    endOfLifeOn: item.endOfLifeOn ?? '',
    cost: item.costMinor === null ? '' : typedOf(item.costMinor, item.currency ?? '', language),
    currency: item.currency ?? 'RSD',
    note: item.note,
  };
}

/** What of the draft is asked for, as the contract takes it; 'cost' when the cost is not an amount. */
export function changesOf(
  draft: Draft,
  fields: readonly DraftField[],
  language: Language,
): EquipmentChanges | 'cost' {
  const changes: Record<string, string | number | null> = {};
  for (const field of fields) {
    switch (field) {
      case 'cost': {
        const none = draft.cost.trim() === '';
        const minor = none ? null : minorOf(draft.cost, draft.currency, language);
        if (!none && minor === null) return 'cost';
        changes['costMinor'] = minor;
        changes['currency'] = none ? null : draft.currency;
        break;
      }
      case 'insideId':
      case 'placeId':
      case 'ownerTeamId':
      case 'nextDueOn':
      case 'boughtOn':
      case 'endOfLifeOn':
        changes[field] = draft[field] === '' ? null : draft[field];
        break;
      default:
        changes[field] = draft[field];
    }
  }
  return changes as EquipmentChanges;
}

/** What differs between two drafts. */
export function fieldsChanged(before: Draft, after: Draft): DraftField[] {
  return draftFields.filter(
    (field) => before[field] !== after[field] || (field === 'cost' && before.currency !== after.currency),
  );
}
