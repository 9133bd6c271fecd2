import type { Names } from '../../electron/schema-parts.ts';
import { toCyrillic } from './cyrillic.ts';
import type { Language } from './index.ts';

/** A name kept in three languages, in the one asked for. */
export function nameIn(names: Names, language: Language): string {
  switch (language) {
    case 'en':
      return names.en;
    case 'sr-Latn':
      return names.srLatn;
    case 'sr-Cyrl':
      return toCyrillic(names.srLatn);
    case 'zh-Hans':
      return names.zhHans;
  }
}
