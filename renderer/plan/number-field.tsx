import { useState } from 'react';
import { numberOf } from '../ui/number-of.ts';
import { Field } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** A number that may be left out; what is no number is told and goes up as NaN, so that it is not saved as nothing. */
export function NumberField(props: {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly help?: string;
}) {
  const { t } = useText();
  const [text, setText] = useState(
    props.value === null || Number.isNaN(props.value) ? '' : String(props.value),
  );
  // The value was changed from elsewhere (a chosen sector, another step): show that one.
  const typed = numberOf(text);
  const shown =
    Number.isNaN(typed) || typed === props.value ? text : props.value === null ? '' : String(props.value);
  return (
    <Field
      label={props.label}
      value={shown}
      {...(props.help === undefined ? {} : { help: props.help })}
      problem={Number.isNaN(numberOf(shown)) ? t('plan.edit.notANumber') : null}
      onChange={(next) => {
        setText(next);
        props.onChange(numberOf(next));
      }}
    />
  );
}
