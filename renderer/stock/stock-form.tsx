import { useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { PlaceInput } from '../team/search-input.tsx';
import { numberOf } from '../ui/number-of.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** A short form over the detail: Enter saves, Escape steps back, a refusal stays beside what was typed. */
export function StockForm(props: {
  readonly title: string;
  readonly problem: string | null;
  readonly pending: boolean;
  readonly send: () => Promise<void>;
  readonly done: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useText();
  function submit(event: FormEvent): void {
    event.preventDefault();
    void props.send();
  }
  function hear(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    props.done();
  }
  return (
    <form className="stock-form" aria-label={props.title} onSubmit={submit} onKeyDown={hear}>
      <h3 className="all">{props.title}</h3>
      {props.children}
      <Problem>{props.problem}</Problem>
      <div className="row all">
        <Button go type="submit" isDisabled={props.pending}>
          {t('common.save')}
        </Button>
        <Button onPress={props.done}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** A number that was typed, or the sentence that it is none. */
export function useNumber(): {
  readonly problem: string | null;
  readonly read: (typed: string, field: string) => number | null;
} {
  const { t } = useText();
  const [problem, setProblem] = useState<string | null>(null);
  return {
    problem,
    read: (typed, field) => {
      const value = numberOf(typed);
      const wrong = value === null || Number.isNaN(value);
      setProblem(wrong ? t('stock.notANumber', { field }) : null);
      return wrong ? null : value;
    },
  };
}

export interface Chosen {
  readonly id: string | null;
  readonly text: string;
}

/** A place by code or name; what is typed and not chosen is no place. */
export function PlaceChoice({
  label,
  place,
  onPlace,
}: {
  readonly label: string;
  readonly place: Chosen;
  readonly onPlace: (place: Chosen) => void;
}) {
  return (
    <PlaceInput
      label={label}
      text={place.text}
      onText={(text) => onPlace({ id: text === place.text ? place.id : null, text })}
      onChoose={(choice) => choice && onPlace({ id: choice.id, text: choice.label })}
    />
  );
}
