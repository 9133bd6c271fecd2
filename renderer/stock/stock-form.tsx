import { useState } from 'react';
import { PlaceInput } from '../team/search-input.tsx';
import { numberOf } from '../ui/number-of.ts';
import { useText } from '../ui/text.ts';

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
