import type { NeedInput } from '../../electron/plan/need.ts';
import { useQueryOf } from '../api.ts';
import { useCategories } from '../category/use-categories.ts';
import { useText } from '../ui/text.ts';

/** Writes what a step needs in words: 4 × Gas measurement, on shift, within 10 min. */
export function useNeedText(): (need: NeedInput) => string {
  const { t, nameOf, format } = useText();
  const places = useQueryOf('place.all', {}).data;
  const categories = useCategories();
  const qualifications = useQueryOf('qualification.all', {}).data;
  const amountText = (amount: number, unit: string | null | undefined): string =>
    [format.number(amount, 2), unit === 'piece' ? '×' : unit].filter(Boolean).join(' ');
  return (need) => {
    const within =
      need.kind === 'place' || need.maxTravelMinutes === null
        ? ''
        : t('plan.needs.within', { span: format.span(need.maxTravelMinutes) });
    switch (need.kind) {
      case 'place': {
        const place = places?.find(({ id }) => id === need.placeId);
        return t('plan.needs.open', { place: place ? nameOf(place.names) : '' });
      }
      case 'people': {
        const found = qualifications?.find(({ id }) => id === need.qualificationId);
        return t('plan.needs.people', { amount: need.count, what: found ? nameOf(found.names) : '', within });
      }
      case 'equipment':
        return t('plan.needs.equipment', {
          amount: need.count,
          what: categories.nameOf(need.categoryId),
          condition: t(`plan.needs.condition.${need.condition}`),
          within,
        });
      case 'stock':
        return t('plan.needs.stock', {
          amount: amountText(need.amount, categories.all.find(({ id }) => id === need.categoryId)?.unit),
          what: categories.nameOf(need.categoryId),
          within,
        });
    }
  };
}
