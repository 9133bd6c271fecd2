import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { EquipmentLine, EquipmentSort, FacetName } from '../../electron/equipment/equipment.ts';
import { call } from '../api.ts';
import { useText } from '../ui/text.ts';

export interface Filter {
  readonly text: string;
  readonly categoryIds: readonly string[];
  readonly conditions: readonly string[];
  readonly placeIds: readonly string[];
  readonly ownerTeamIds: readonly string[];
}
export const noFilter: Filter = { text: '', categoryIds: [], conditions: [], placeIds: [], ownerTeamIds: [] };
export const facetKeys = {
  categoryId: 'categoryIds',
  condition: 'conditions',
  placeId: 'placeIds',
  ownerTeamId: 'ownerTeamIds',
} as const satisfies Record<FacetName, keyof Filter>;

export interface Order {
  readonly sort: EquipmentSort;
  readonly descending: boolean;
}

/** What the contract takes: empty lists are no filter. */
export function filterInput(filter: Filter) {
  const some = <T>(values: readonly T[]): T[] | undefined => (values.length === 0 ? undefined : [...values]);
  return {
    text: filter.text,
    categoryIds: some(filter.categoryIds),
    conditions: some(filter.conditions) as
      ('ready' | 'inUse' | 'fault' | 'outOfTest' | 'retired')[] | undefined,
    placeIds: some(filter.placeIds),
    ownerTeamIds: some(filter.ownerTeamIds),
  };
}

const pageSize = 100;

/** The rows so far, page after page as the list is scrolled; what is shown stays while the next filter is looked up. */
export function useEquipment(filter: Filter, order: Order) {
  const { language: shown } = useText();
  const language = shown === 'en' ? 'en' : shown === 'zh-Hans' ? 'zhHans' : 'srLatn';
  const query = useInfiniteQuery({
    queryKey: ['equipment.page', filter, order, language],
    queryFn: ({ pageParam }) =>
      call('equipment.page', {
        ...filterInput(filter),
        ...order,
        language,
        after: pageParam,
        limit: pageSize,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (previous) => previous,
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
