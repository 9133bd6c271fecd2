import { useState } from 'react';
import { incidentTypes } from '../../electron/incident/incident.ts';
import { placeKinds } from '../../electron/place/place.ts';
import type { Criteria } from '../../electron/plan/plan.ts';
import { useQueryOf } from '../api.ts';
import { usePlace } from '../incident/place-of.tsx';
import { PlaceInput } from '../team/search-input.tsx';
import { Choice } from '../ui/choice.tsx';
import { Button, Field } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { InLanguages } from './in-languages.tsx';
import { NumberField } from './number-field.tsx';
import type { Working } from './working.ts';

interface Props {
  readonly plan: Working;
  /** The code is given once, with the first edition. */
  readonly isNew: boolean;
  readonly onChange: (plan: Working) => void;
  readonly fieldRef: (field: HTMLTextAreaElement | null) => void;
}

/** What a plan is called, what it is for, and when it proposes itself. */
export function EditHead({ plan, isNew, onChange, fieldRef }: Props) {
  const { t } = useText();
  return (
    <div className="edit-step">
      <div className="edit-grid">
        {isNew && (
          <Field
            label={t('plan.edit.key')}
            help={t('plan.edit.keyHelp')}
            value={plan.key}
            onChange={(key) => onChange({ ...plan, key })}
          />
        )}
        <Field
          label={t('plan.reviewNext')}
          help={t('plan.edit.reviewHelp')}
          type="date"
          value={plan.reviewDueOn}
          onChange={(reviewDueOn) => onChange({ ...plan, reviewDueOn })}
        />
      </div>
      <InLanguages
        label={t('plan.edit.title')}
        value={plan.title}
        fieldRef={fieldRef}
        onChange={(title) => onChange({ ...plan, title })}
      />
      <InLanguages
        label={t('plan.edit.purpose')}
        value={plan.purpose}
        lines={2}
        onChange={(purpose) => onChange({ ...plan, purpose })}
      />
      <EditCriteria criteria={plan.criteria} onChange={(criteria) => onChange({ ...plan, criteria })} />
    </div>
  );
}

function EditCriteria({
  criteria,
  onChange,
}: {
  readonly criteria: Criteria;
  readonly onChange: (criteria: Criteria) => void;
}) {
  const { t, nameOf } = useText();
  const [placeText, setPlaceText] = useState('');
  const [alarmText, setAlarmText] = useState<string | null>(null);
  const alarmPlace = usePlace(criteria.alarm?.placeId ?? null);
  const gauges = useQueryOf('place.all', { kinds: ['gauge'] }).data ?? [];
  const { types, placeIds, placeKinds: kinds, gauge } = criteria;
  const without = <T,>(all: readonly T[], one: T): T[] => all.filter((each) => each !== one);
  return (
    <fieldset className="edit-criteria">
      <legend>{t('plan.criteria.title')}</legend>
      <div className="row" role="group" aria-label={t('plan.criteria.type')}>
        {incidentTypes.map((type) => (
          <Button
            key={type}
            className="small"
            aria-pressed={types.includes(type)}
            onPress={() =>
              onChange({ ...criteria, types: types.includes(type) ? without(types, type) : [...types, type] })
            }
          >
            {types.includes(type) ? '✓ ' : ''}
            {t(`incident.type.${type}`)}
          </Button>
        ))}
      </div>
      {types.length === 0 && <p className="help">{t('plan.edit.anyType')}</p>}
      <div className="edit-grid">
        <Choice
          label={t('plan.criteria.severity')}
          value={String(criteria.minSeverity)}
          of={[1, 2, 3, 4].map((severity) => ({
            value: String(severity),
            label: t('plan.criteria.atLeast', { severity }),
          }))}
          onChange={(severity) => onChange({ ...criteria, minSeverity: Number(severity) })}
        />
        <PlaceInput
          label={t('plan.edit.addPlace')}
          text={placeText}
          onText={setPlaceText}
          onChoose={(choice) => {
            if (!choice) return;
            setPlaceText('');
            if (!placeIds.includes(choice.id)) onChange({ ...criteria, placeIds: [...placeIds, choice.id] });
          }}
        />
        <Choice
          label={t('plan.edit.addKind')}
          value=""
          of={[
            { value: '', label: '' },
            ...placeKinds
              .filter((kind) => !kinds.includes(kind))
              .map((kind) => ({ value: kind as string, label: t(`map.placeKind.${kind}`) })),
          ]}
          onChange={(value) => {
            const kind = placeKinds.find((each) => each === value);
            if (kind) onChange({ ...criteria, placeKinds: [...kinds, kind] });
          }}
        />
      </div>
      <div className="row">
        {placeIds.map((id) => (
          <Chosen
            key={id}
            placeId={id}
            onRemove={() => onChange({ ...criteria, placeIds: without(placeIds, id) })}
          />
        ))}
        {kinds.map((kind) => (
          <Tag
            key={kind}
            name={t(`map.placeKind.${kind}`)}
            onRemove={() => onChange({ ...criteria, placeKinds: without(kinds, kind) })}
          />
        ))}
      </div>
      <div className="edit-grid">
        <Choice
          label={t('plan.criteria.gauge')}
          value={gauge?.placeId ?? ''}
          of={[
            { value: '', label: t('common.none') },
            ...gauges.map(({ id, key, names }) => ({ value: id, label: `${key} ${nameOf(names)}` })),
          ]}
          onChange={(placeId) =>
            onChange({
              ...criteria,
              gauge: placeId === '' ? null : { placeId, minLevelCm: gauge?.minLevelCm ?? 0 },
            })
          }
        />
        {gauge && (
          <NumberField
            label={t('plan.edit.levelCm')}
            value={gauge.minLevelCm}
            onChange={(level) =>
              onChange({ ...criteria, gauge: { ...gauge, minLevelCm: level ?? Number.NaN } })
            }
          />
        )}
        <div onBlur={() => setAlarmText(null)}>
          <PlaceInput
            label={t('plan.edit.alarmAt')}
            placeholder={t('plan.edit.alarmHelp')}
            text={alarmText ?? (alarmPlace ? nameOf(alarmPlace.names) : '')}
            onText={(text) => {
              setAlarmText(text);
              if (text === '') onChange({ ...criteria, alarm: null });
            }}
            onChoose={(choice) => {
              if (!choice) return;
              setAlarmText(choice.label);
              onChange({
                ...criteria,
                alarm: { placeId: choice.id, priority: criteria.alarm?.priority ?? 1 },
              });
            }}
          />
        </div>
        {criteria.alarm && (
          <Choice
            label={t('plan.edit.alarmPriority')}
            value={String(criteria.alarm.priority)}
            of={[1, 2, 3].map((priority) => ({
              value: String(priority),
              label: t(`common.priority.${priority}`),
            }))}
            onChange={(priority) =>
              onChange({
                ...criteria,
                alarm: criteria.alarm && { ...criteria.alarm, priority: Number(priority) },
              })
            }
          />
        )}
      </div>
    </fieldset>
  );
}

function Chosen({ placeId, onRemove }: { readonly placeId: string; readonly onRemove: () => void }) {
  const { nameOf } = useText();
  const place = usePlace(placeId);
  return <Tag name={place ? nameOf(place.names) : ''} onRemove={onRemove} />;
}

function Tag({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }) {
  const { t } = useText();
  return (
    <span className="tag">
      {name}{' '}
      <button type="button" aria-label={`${t('common.remove')}: ${name}`} onClick={onRemove}>
        ×
      </button>
    </span>
  );
}
