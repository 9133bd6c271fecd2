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
  // Changed from elsewhere (a chosen sector): show that. What is no number yet stays as it is typed.
  const typed = numberOf(text);
  const foreign =
    !Number.isNaN(typed) && typed !== props.value && !(typed === null && Number.isNaN(props.value));
  const shown = !foreign ? text : props.value === null ? '' : String(props.value);
  return (
    <Field
      label={props.label}
      value={shown}
      {...(props.help === undefined ? {} : { help: props.help })}
      problem={Number.isNaN(props.value) ? t('plan.edit.notANumber') : null}
      onChange={(next) => {
        setText(next);
        props.onChange(numberOf(next));
      }}
    />
  );
}
