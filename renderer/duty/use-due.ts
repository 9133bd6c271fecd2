import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DueLine, DueSpan } from '../../electron/duty/duty.ts';
import { call } from '../api.ts';

const pageSize = 100;

/** What is due so far as it was scrolled to; `placeId` undefined is everywhere, null without a place. */
export function useDue(span: DueSpan, placeId: string | null | undefined) {
  const query = useInfiniteQuery({
    queryKey: ['duty.page', span, placeId],
    queryFn: ({ pageParam }) => call('duty.page', { span, placeId, after: pageParam, limit: pageSize }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (previous) => previous,
    meta: { nouns: ['duty', 'equipment', 'dutyRule'] },
  });
  const pages = query.data?.pages;
  const rows = useMemo<readonly DueLine[]>(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  return {
    rows,
    total: pages?.at(-1)?.total ?? null,
    more: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
  };
}
