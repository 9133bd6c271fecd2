import type { Names } from '../../electron/schema-parts.ts';
import { Field } from './parts.tsx';
import { useText } from './text.ts';

/** A name as it is typed, in the three languages that a site keeps. */
export interface TypedNames {
  readonly en: string;
  readonly srLatn: string;
  readonly zhHans: string;
}
export const noNames: TypedNames = { en: '', srLatn: '', zhHans: '' };

/** A language left empty takes the words of another: a name that is not translated yet is still a name. */
export function namesOf({ en, srLatn, zhHans }: TypedNames): Names {
  const some = [en, srLatn, zhHans].map((word) => word.trim()).find((word) => word !== '') ?? '';
  return { en: en.trim() || some, srLatn: srLatn.trim() || some, zhHans: zhHans.trim() || some };
}

/** The three languages of a name, the operator's own first. */
export function NameFields<D extends TypedNames>({
  typed,
  change,
  problemOf,
  autoFocus = false,
}: {
  readonly typed: D;
  readonly change: (part: Partial<TypedNames>) => void;
  readonly problemOf: (field: keyof TypedNames) => string | null;
  readonly autoFocus?: boolean;
}) {
  const { t, language } = useText();
  const own: keyof TypedNames = language === 'en' ? 'en' : language === 'zh-Hans' ? 'zhHans' : 'srLatn';
  const order = [own, ...(['en', 'srLatn', 'zhHans'] as const).filter((one) => one !== own)];
  const shared = namesOf(typed);
  return (
    <>
      {order.map((one) => (
        <Field
          key={one}
          label={t(`common.nameIn.${one}`)}
          value={typed[one]}
          onChange={(text) => change({ [one]: text })}
          problem={problemOf(one)}
          placeholder={shared[one]}
          autoFocus={autoFocus && one === own}
        />
      ))}
    </>
  );
}
