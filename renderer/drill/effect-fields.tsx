import type { InjectEffect } from '../../electron/drill/drill.ts';
import { useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { numberOf } from '../ui/number-of.ts';
import { Field } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** What is typed of an inject's effect. */
export interface TypedEffect {
  readonly kind: 'none' | 'closed' | 'open' | 'gauge' | 'wind';
  readonly thing: string;
  readonly first: string;
  readonly second: string;
}

export const noEffect: TypedEffect = { kind: 'none', thing: '', first: '', second: '' };

/** The effect that was typed; 'wrong' while a part of it is missing or no number. */
export function effectOf(typed: TypedEffect): InjectEffect | null | 'wrong' {
  const first = numberOf(typed.first) ?? Number.NaN;
  const second = numberOf(typed.second) ?? Number.NaN;
  switch (typed.kind) {
    case 'none':
      return null;
    case 'closed':
    case 'open':
      return typed.thing === ''
        ? 'wrong'
        : { kind: 'place', placeId: typed.thing, open: typed.kind === 'open' };
    case 'gauge':
      return typed.thing === '' || Number.isNaN(first)
        ? 'wrong'
        : { kind: 'gauge', gaugeId: typed.thing, levelCm: first };
    case 'wind':
      return Number.isNaN(first) || Number.isNaN(second)
        ? 'wrong'
        : { kind: 'wind', fromDegrees: first, speedMs: second };
  }
}

const kinds = ['none', 'closed', 'open', 'gauge', 'wind'] as const;

/** What changes in the exercise's picture with an inject. */
export function EffectFields(props: {
  readonly value: TypedEffect;
  readonly onChange: (value: TypedEffect) => void;
}) {
  const { t, nameOf } = useText();
  const { value, onChange } = props;
  const places = useQueryOf('place.all', {}).data ?? [];
  const things = places
    .filter(({ kind }) => value.kind !== 'gauge' || kind === 'gauge')
    .map((place) => ({ value: place.id, label: `${place.key} ${nameOf(place.names)}` }));
  const set = (part: Partial<TypedEffect>) => onChange({ ...value, ...part });
  return (
    <>
      <Choice
        label={t('drillRun.effectLabel')}
        value={value.kind}
        of={kinds.map((kind) => ({ value: kind, label: t(`drillRun.effectKind.${kind}`) }))}
        onChange={(kind) => set({ kind, thing: '' })}
      />
      {(value.kind === 'closed' || value.kind === 'open' || value.kind === 'gauge') && (
        <Choice
          label={t('drillRun.thing')}
          value={value.thing}
          of={[{ value: '', label: '–' }, ...things]}
          onChange={(thing) => set({ thing })}
        />
      )}
      {value.kind === 'gauge' && (
        <Field label={t('drillRun.levelCm')} value={value.first} onChange={(first) => set({ first })} />
      )}
      {value.kind === 'wind' && (
        <>
          <Field label={t('drillRun.windFrom')} value={value.first} onChange={(first) => set({ first })} />
          <Field
            label={t('drillRun.windSpeed')}
            value={value.second}
            onChange={(second) => set({ second })}
          />
        </>
      )}
    </>
  );
}
