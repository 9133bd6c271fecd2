import { useId, useState } from 'react';
import type { Names } from '../../electron/schema-parts.ts';
import { useText } from '../ui/text.ts';
import { untranslated } from './working.ts';

type Written = keyof Names;
const tags: Record<Written, string> = { en: 'en', srLatn: 'sr-Latn', zhHans: 'zh-Hans' };
const short: Record<Written, string> = { en: 'EN', srLatn: 'SR', zhHans: '中' };

interface Props {
  readonly label: string;
  readonly value: Names;
  readonly onChange: (value: Names) => void;
  readonly lines?: number;
  readonly autoFocus?: boolean;
  readonly fieldRef?: (field: HTMLTextAreaElement | null) => void;
}

/** Words in the language shown, with the other two below: open when they differ, and for whoever translates. */
export function InLanguages({ label, value, onChange, lines = 1, autoFocus = false, fieldRef }: Props) {
  const { t, language } = useText();
  const id = useId();
  const own: Written = language === 'en' ? 'en' : language === 'zh-Hans' ? 'zhHans' : 'srLatn';
  const others = (Object.keys(tags) as Written[]).filter((each) => each !== own);
  const missing = untranslated(value);
  const [open, setOpen] = useState(false);
  return (
    <div className="field in-languages">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        ref={fieldRef}
        rows={lines}
        value={value[own]}
        autoFocus={autoFocus}
        onChange={(event) => onChange({ ...value, [own]: event.target.value })}
      />
      <button type="button" className="languages-open" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '▾' : '▸'} {t('plan.edit.otherLanguages')}{' '}
        {missing.length > 0 && (
          <span className="dim">
            ◇ {t('plan.edit.untranslated', { languages: missing.map((each) => short[each]).join(', ') })}
          </span>
        )}
      </button>
      {open &&
        others.map((other) => (
          <div key={other} className="other-language">
            <label htmlFor={`${id}-${other}`} className="dim">
              {short[other]}
            </label>
            <textarea
              id={`${id}-${other}`}
              lang={tags[other]}
              rows={lines}
              value={value[other]}
              aria-label={`${label}, ${t(`common.language.${tags[other]}`)}`}
              onChange={(event) => onChange({ ...value, [other]: event.target.value })}
            />
          </div>
        ))}
    </div>
  );
}
