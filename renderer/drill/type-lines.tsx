import { channels } from '../../electron/drill/drill-type.ts';
import type { InjectEffect } from '../../electron/drill/drill.ts';
import { useQueryOf } from '../api.ts';
import { InLanguages } from '../plan/in-languages.tsx';
import { PlaceInput } from '../team/search-input.tsx';
import { Choice } from '../ui/choice.tsx';
import { Button, Field } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useState } from 'react';
import type { DraftInject, DraftObjective } from './type-draft.ts';

const noWords = { en: '', srLatn: '', zhHans: '' };

interface Lines<T> {
  readonly value: readonly T[];
  readonly onChange: (value: readonly T[]) => void;
}

/** The scenario, minute by minute: what comes in over which channel, and what it changes in the picture. */
export function InjectLines({ value, onChange }: Lines<DraftInject>) {
  const { t } = useText();
  return (
    <>
      {value.map((inject, i) => (
        <div key={inject.id ?? `new ${i}`} className="dt-line">
          <Field
            label={t('drillType.minute')}
            type="number"
            value={String(inject.minute)}
            onChange={(text) => onChange(value.with(i, { ...inject, minute: Number(text) }))}
          />
          <Choice
            label={t('drillType.channel')}
            value={inject.channel}
            onChange={(channel) => onChange(value.with(i, { ...inject, channel }))}
            of={channels.map((one) => ({ value: one, label: t(`drillType.channels.${one}`) }))}
          />
          <InLanguages
            label={t('drillType.text')}
            value={inject.text}
            onChange={(text) => onChange(value.with(i, { ...inject, text }))}
          />
          <Button className="small" onPress={() => onChange(value.toSpliced(i, 1))}>
            {t('common.remove')}
          </Button>
          <Effect
            value={inject.effect ?? null}
            onChange={(effect) => onChange(value.with(i, { ...inject, effect }))}
          />
        </div>
      ))}
      <div>
        <Button
          className="small"
          onPress={() =>
            onChange([
              ...value,
              { minute: (value.at(-1)?.minute ?? -5) + 5, channel: 'radio', text: noWords, effect: null },
            ])
          }
        >
          {t('drillType.addInject')}
        </Button>
      </div>
    </>
  );
}

const effects = ['none', 'place', 'gauge', 'wind'] as const;

function Effect(props: {
  readonly value: InjectEffect | null;
  readonly onChange: (effect: InjectEffect | null) => void;
}) {
  const { t } = useText();
  const { value, onChange } = props;
  const kind = value?.kind ?? 'none';
  function begin(next: (typeof effects)[number]): void {
    switch (next) {
      case 'none':
        return onChange(null);
      case 'place':
        return onChange({ kind: 'place', placeId: '', open: false });
      case 'gauge':
        return onChange({ kind: 'gauge', gaugeId: '', levelCm: 0 });
      case 'wind':
        return onChange({ kind: 'wind', fromDegrees: 0, speedMs: 3 });
    }
  }
  return (
    <div className="effect">
      <Choice
        label={t('drillType.effect')}
        value={kind}
        onChange={begin}
        of={effects.map((one) => ({ value: one, label: t(`drillType.effects.${one}`) }))}
      />
      {value?.kind === 'place' && (
        <>
          <PlaceOf id={value.placeId} onChange={(placeId) => onChange({ ...value, placeId })} />
          <Choice
            label={t('drillType.becomes')}
            value={value.open ? 'open' : 'closed'}
            onChange={(state) => onChange({ ...value, open: state === 'open' })}
            of={(['open', 'closed'] as const).map((one) => ({
              value: one,
              label: t(`drillType.state.${one}`),
            }))}
          />
        </>
      )}
      {value?.kind === 'gauge' && (
        <>
          <PlaceOf id={value.gaugeId} onChange={(gaugeId) => onChange({ ...value, gaugeId })} />
          <Field
            label={t('drillType.levelCm')}
            type="number"
            value={String(value.levelCm)}
            onChange={(text) => onChange({ ...value, levelCm: Number(text) })}
          />
        </>
      )}
      {value?.kind === 'wind' && (
        <>
          <Field
            label={t('drillType.fromDegrees')}
            type="number"
            value={String(value.fromDegrees)}
            onChange={(text) => onChange({ ...value, fromDegrees: Number(text) })}
          />
          <Field
            label={t('drillType.speedMs')}
            type="number"
            value={String(value.speedMs)}
            onChange={(text) => onChange({ ...value, speedMs: Number(text) })}
          />
        </>
      )}
    </div>
  );
}

/** A place of an effect by its name; what is typed and not chosen is none. */
function PlaceOf({ id, onChange }: { readonly id: string; readonly onChange: (id: string) => void }) {
  const { t, nameOf } = useText();
  const known = useQueryOf('place.all', {}).data?.find((place) => place.id === id);
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <PlaceInput
      label={t('drillType.place')}
      text={typed ?? (known ? nameOf(known.names) : '')}
      onText={setTyped}
      onChoose={(choice) => {
        if (!choice) return;
        setTyped(null);
        onChange(choice.id);
      }}
    />
  );
}

/** What the drill is to show, each rated afterwards. */
export function ObjectiveLines({ value, onChange }: Lines<DraftObjective>) {
  const { t } = useText();
  return (
    <>
      {value.map((objective, i) => (
        <div key={objective.id ?? `new ${i}`} className="dt-line objective">
          <Field
            label={t('drillType.objectiveKey')}
            value={objective.key}
            onChange={(key) => onChange(value.with(i, { ...objective, key }))}
          />
          <InLanguages
            label={t('drillType.text')}
            value={objective.names}
            onChange={(names) => onChange(value.with(i, { ...objective, names }))}
          />
          <Button className="small" onPress={() => onChange(value.toSpliced(i, 1))}>
            {t('common.remove')}
          </Button>
        </div>
      ))}
      <div>
        <Button
          className="small"
          onPress={() => onChange([...value, { key: `o${value.length + 1}`, names: noWords }])}
        >
          {t('drillType.addObjective')}
        </Button>
      </div>
    </>
  );
}
