import type { Category } from '../../electron/category/category.ts';
import { fold } from '../../electron/journal/search-text.ts';
import type { QualificationKind } from '../../electron/person/person.ts';
import type { Place } from '../../electron/place/place.ts';
import type { NeedInput } from '../../electron/plan/need.ts';
import type { Names } from '../../electron/schema-parts.ts';

/** What a need may name. */
export interface NeedRegister {
  readonly categories: readonly Pick<Category, 'id' | 'key' | 'names' | 'kind' | 'unit' | 'retiredAt'>[];
  readonly qualifications: readonly Pick<QualificationKind, 'id' | 'key' | 'names'>[];
  readonly places: readonly Pick<Place, 'id' | 'key' | 'names'>[];
}

interface Typed {
  readonly count: number | null;
  readonly words: readonly string[];
  readonly minutes: number | null;
}

/** `4 gas test 10 min` read apart: how many, of what, within how many minutes. A leading × is no word. */
export function readNeed(text: string): Typed {
  const tokens = fold(
    text.replaceAll(/[×≤]/g, ' ').replaceAll(/(\d)\s*(?:min|мин|分钟?)(?!\p{L})/giu, '$1 min'),
  )
    .split(' ')
    .filter(Boolean);
  let count: number | null = null;
  let minutes: number | null = null;
  const words: string[] = [];
  for (const [i, token] of tokens.entries()) {
    const number = /^\d+(\.\d+)?$/.test(token) ? Number(token) : null;
    if (number !== null && tokens[i + 1] === 'min') minutes = number;
    else if (token === 'min' && minutes !== null) continue;
    else if (number !== null && count === null && words.length === 0) count = number;
    else words.push(token);
  }
  return { count, words, minutes };
}

/** At most eight needs that what was typed may mean, the likeliest first. Nothing typed means nothing. */
export function offersOf(text: string, register: NeedRegister): NeedInput[] {
  const { count, words, minutes } = readNeed(text);
  if (words.length === 0) return [];
  const reach = { maxTravelMinutes: minutes, travelMinutes: [] };
  const whole = Math.max(1, Math.round(count ?? 1));
  const found: { readonly rank: number; readonly need: NeedInput }[] = [];
  const offer = (names: Names, key: string, wanted: readonly string[], need: NeedInput): void => {
    const rank = rankOf(names, key, wanted);
    if (rank !== null) found.push({ rank, need });
  };
  for (const category of register.categories) {
    if (category.retiredAt !== null) continue;
    if (category.kind === 'item')
      offer(category.names, category.key, words, {
        kind: 'equipment',
        categoryId: category.id,
        count: whole,
        condition: 'ready',
        ...reach,
      });
    else {
      // `400 l foam`: the unit behind the number is no part of the name.
      const wanted = words[0] === fold(category.unit ?? '') && words.length > 1 ? words.slice(1) : words;
      offer(category.names, category.key, wanted, {
        kind: 'stock',
        categoryId: category.id,
        amount: count ?? 1,
        ...reach,
      });
    }
  }
  for (const { id, key, names } of register.qualifications)
    offer(names, key, words, { kind: 'people', qualificationId: id, count: whole, ...reach });
  // A place is open or not: who typed a number does not mean a place.
  if (count === null)
    for (const { id, key, names } of register.places)
      offer(names, key, words, { kind: 'place', placeId: id });
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, 8)
    .map(({ need }) => need);
}

/** How well words fit: 0 when the name begins with the first of them, 1 when each begins a word of it, null if not. */
function rankOf(names: Names, key: string, words: readonly string[]): number | null {
  const all = fold([key, names.en, names.srLatn, names.zhHans].join(' '));
  const fits = words.every((word) => ` ${all}`.includes(` ${word}`));
  if (!fits) return null;
  const first = words[0] ?? '';
  return [names.en, names.srLatn, names.zhHans, key].some((name) => fold(name).startsWith(first)) ? 0 : 1;
}
