import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type {
  EquipmentFilter,
  EquipmentLine,
  EquipmentSort,
  FacetName,
} from '../../electron/equipment/equipment-filter.ts';
import { call } from '../api.ts';
import { useText } from '../ui/text.ts';

/** What is asked for; a list that is missing or empty filters nothing. */
export type Filter = EquipmentFilter;
export const noFilter: Filter = { text: '' };
const facetKeys = {
  categoryId: 'categoryIds',
  condition: 'conditions',
  placeId: 'placeIds',
  ownerTeamId: 'ownerTeamIds',
  custody: 'custodies',
} as const satisfies Record<FacetName, keyof Filter>;

/** The values of a facet that the filter asks for. */
export function chosenOf(filter: Filter, facet: FacetName): readonly string[] {
  return filter[facetKeys[facet]] ?? [];
}

/** The filter with one value of a facet asked for, or no longer. */
export function toggled(filter: Filter, facet: FacetName, value: string): Filter {
  const { [facetKeys[facet]]: _old, ...rest } = filter;
  const before = chosenOf(filter, facet);
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  return after.length === 0 ? rest : { ...rest, [facetKeys[facet]]: after };
}

export interface Order {
  readonly sort: EquipmentSort;
  readonly descending: boolean;
}

const pageSize = 100;

/** The rows so far, page after page as the list is scrolled; what is shown stays while the next filter is looked up. */
export function useEquipment(filter: Filter, order: Order, enabled: boolean) {
  const { language: shown } = useText();
  const language = shown === 'en' ? 'en' : shown === 'zh-Hans' ? 'zhHans' : 'srLatn';
  const query = useInfiniteQuery({
    queryKey: ['equipment.page', filter, order, language],
    queryFn: ({ pageParam }) =>
      call('equipment.page', { ...filter, ...order, language, after: pageParam, limit: pageSize }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (previous) => previous,
    enabled,
    meta: { nouns: ['equipment', 'place', 'category'] },
  });
  const pages = query.data?.pages;
  const rows = useMemo<readonly EquipmentLine[]>(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  return {
    rows,
    total: pages?.at(-1)?.total ?? null,
    more: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
  };
}
