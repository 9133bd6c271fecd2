import { useQuery } from '@tanstack/react-query';
import type { FacetName } from '../../electron/equipment/equipment-filter.ts';
import { call, useQueryOf } from '../api.ts';
import { useCategories } from '../category/use-categories.ts';
import { useText } from '../ui/text.ts';
import { chosenOf, toggled, type Filter } from './use-equipment.ts';

interface Props {
  readonly filter: Filter;
  readonly onFilter: (change: (before: Filter) => Filter) => void;
  /** False while the counts would be wrong a moment later anyway. */
  readonly enabled: boolean;
}

const shown: readonly FacetName[] = ['condition', 'custody', 'categoryId', 'ownerTeamId', 'placeId'];

/** What there is to filter by, with how many of each would remain. */
export function Facets(props: Props) {
  return shown.map((facet) => <FacetList key={facet} facet={facet} {...props} />);
}

function FacetList({ facet, filter, onFilter, enabled }: Props & { readonly facet: FacetName }) {
  const { t, format } = useText();
  const nameOf = useFacetNames(facet);
  const values = useQuery({
    queryKey: ['equipment.facet', filter, facet],
    queryFn: () => call('equipment.facet', { ...filter, facet }),
    placeholderData: (previous) => previous,
    enabled,
    meta: { nouns: ['equipment'] },
  }).data;
  const chosen = chosenOf(filter, facet);
  if (!values?.some(({ value }) => value !== null)) return null;
  return (
    <fieldset className="facet">
      <legend>{t(`equipment.${facet}`)}</legend>
      {values.slice(0, 12).map(({ value, count }) =>
        value === null ? null : (
          <label key={value} className={chosen.includes(value) ? 'on' : ''}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={() => onFilter((before) => toggled(before, facet, value))}
            />
            <span className="name" title={nameOf(value)}>
              {nameOf(value)}
            </span>
            <span className="dim">{format.number(count)}</span>
          </label>
        ),
      )}
    </fieldset>
  );
}

/** How a value of a facet is called. */
function useFacetNames(facet: FacetName): (value: string) => string {
  const { t, nameOf } = useText();
  const teams = useQueryOf('team.board', {}, { enabled: facet === 'ownerTeamId' }).data?.teams;
  const places = useQueryOf('place.all', {}, { enabled: facet === 'placeId' }).data;
  const categories = useCategories('item');
  switch (facet) {
    case 'categoryId':
      return categories.nameOf;
    case 'condition':
      return (value) => t(`equipment.conditions.${value}`);
    case 'custody':
      return (value) => t(`equipment.custodies.${value}`);
    case 'ownerTeamId':
      return (value) => {
        const team = teams?.find(({ id }) => id === value);
        return team ? nameOf(team.names) : t('common.unknown');
      };
    case 'placeId':
      return (value) => {
        const place = places?.find(({ id }) => id === value);
        return place ? `${place.key} ${nameOf(place.names)}` : t('common.unknown');
      };
  }
}
