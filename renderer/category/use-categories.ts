import { useMemo } from 'react';
import type { Category } from '../../electron/category/category.ts';
import { useQueryOf } from '../api.ts';
import { useText } from '../ui/text.ts';

interface Categories {
  /** In the order of their names in the language shown; retired ones too, so that each has its name. */
  readonly all: readonly Category[];
  /** What the operator reads; '' while the list is on its way. */
  readonly nameOf: (id: string) => string;
}

/** The site's categories of one kind, or of both. */
export function useCategories(kind?: Category['kind']): Categories {
  const { nameOf, language } = useText();
  const known = useQueryOf('category.all', { kind, retired: true }).data;
  return useMemo(() => {
    const { compare } = new Intl.Collator(language, { numeric: true });
    const all = (known ?? []).toSorted((a, b) => compare(nameOf(a.names), nameOf(b.names)));
    const names = new Map(all.map(({ id, names: given }) => [id, nameOf(given)]));
    return { all, nameOf: (id: string) => names.get(id) ?? '' };
  }, [known, nameOf, language]);
}
