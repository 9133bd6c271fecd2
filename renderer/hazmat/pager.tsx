import { useState } from 'react';
import type { Page } from '../../electron/schema-parts.ts';
import { Button } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

interface Pages {
  /** The cursor of the page that is shown; undefined for the first. */
  readonly after: string | undefined;
  readonly seen: number;
  readonly next: (cursor: string) => void;
  readonly back: () => void;
}

/** Pages of a list one after the other and back; `of` is what the list was asked for, another question begins anew. */
export function usePages(of: string): Pages {
  const [state, setState] = useState<{ readonly of: string; readonly cursors: readonly string[] }>({
    of,
    cursors: [],
  });
  const cursors = state.of === of ? state.cursors : [];
  return {
    after: cursors.at(-1),
    seen: cursors.length,
    next: (cursor) => setState({ of, cursors: [...cursors, cursor] }),
    back: () => setState({ of, cursors: cursors.slice(0, -1) }),
  };
}

/** Under a list that is longer than a page. */
export function Pager({ page, pages }: { readonly page: Page<unknown> | undefined; readonly pages: Pages }) {
  const { t, format } = useText();
  if (!page || (page.next === null && pages.seen === 0)) return null;
  const { next } = page;
  return (
    <div className="pager">
      <Button isDisabled={pages.seen === 0} onPress={pages.back}>
        {t('hazmat.pageBack')}
      </Button>
      <span className="muted">
        {t('hazmat.pageOf', {
          page: format.number(pages.seen + 1, 0),
          rows: format.number(page.rows.length, 0),
        })}
      </span>
      <Button isDisabled={next === null} onPress={() => next !== null && pages.next(next)}>
        {t('hazmat.pageNext')}
      </Button>
    </div>
  );
}
