import { useId } from 'react';
import { useText } from '../ui/text.ts';
import { useCategories } from './use-categories.ts';

/** One of the categories in use; letters typed find it. '' is none yet. */
export function CategorySelect(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly kind: 'item' | 'consumable';
}) {
  const { t } = useText();
  const field = useId();
  const { all, nameOf } = useCategories(props.kind);
  // A retired one stays where it is, and cannot be chosen anew.
  const choices = all.filter(({ id, retiredAt }) => retiredAt === null || id === props.value);
  return (
    <div className="field">
      <label htmlFor={field}>{props.label}</label>
      <select
        id={field}
        className="input"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        required
      >
        {props.value === '' && <option value="">{t('category.choose')}</option>}
        {choices.map(({ id }) => (
          <option key={id} value={id}>
            {nameOf(id)}
          </option>
        ))}
      </select>
    </div>
  );
}
