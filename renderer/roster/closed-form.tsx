import { useState } from 'react';
import { closedSlotKinds, type ClosedSlot } from '../../electron/drill/closed-slot.ts';
import { dayPlus } from '../../electron/roster/local-time.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { PlaceInput } from '../team/search-input.tsx';
import { Choice } from '../ui/choice.tsx';
import { NameFields, namesOf, noNames, type TypedNames } from '../ui/name-fields.tsx';
import { Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';

interface Props {
  /** What is changed; null: a new one. */
  readonly was: ClosedSlot | null;
  readonly from: string;
  readonly to: string;
  readonly done: () => void;
}

/** A time at which no drill is held: when the pit blasts, when a plant stands for maintenance. */
export function ClosedForm({ was, from, to, done }: Props) {
  const { t, format, nameOf } = useText();
  const add = useCommand('closedSlot.add');
  const change = useCommand('closedSlot.change');
  const known = useQueryOf('place.all', {}).data?.find(({ id }) => id === was?.placeId);
  const [kind, setKind] = useState<(typeof closedSlotKinds)[number]>(was?.kind ?? 'blast');
  const [names, setNames] = useState<TypedNames>(was?.names ?? noNames);
  const [place, setPlace] = useState<{ text: string | null; id: string | null }>({
    text: null,
    id: was?.placeId ?? null,
  });
  const [fromOn, setFrom] = useState(was?.fromOn ?? from);
  const [toOn, setTo] = useState(was?.toOn ?? to);
  const [fromTime, setFromTime] = useState(was?.fromTime ?? '13:30');
  const [toTime, setToTime] = useState(was?.toTime ?? '14:30');
  const [weekdays, setWeekdays] = useState<readonly number[]>(was?.weekdays ?? []);
  async function send(): Promise<void> {
    const slot = {
      kind,
      names: namesOf(names),
      placeId: place.id,
      fromOn,
      toOn,
      weekdays: [...weekdays],
      fromTime,
      toTime,
    };
    const result = was
      ? await change.run({ id: was.id, version: was.version, ...slot })
      : await add.run(slot);
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={t(was ? 'roster.changeClosed' : 'roster.addClosed')}
      problem={add.problem ?? change.problem}
      pending={add.pending || change.pending}
      send={send}
      done={done}
    >
      <NameFields
        typed={names}
        change={(part) => setNames((before) => ({ ...before, ...part }))}
        problemOf={() => null}
        autoFocus
      />
      <Choice
        label={t('roster.kindOf')}
        value={kind}
        onChange={setKind}
        of={closedSlotKinds.map((value) => ({ value, label: t(`roster.closedKind.${value}`) }))}
      />
      <PlaceInput
        label={t('roster.whereElseSite')}
        text={place.text ?? (known ? nameOf(known.names) : '')}
        onText={(text) => setPlace({ text, id: null })}
        onChoose={(choice) => choice && setPlace({ text: choice.label, id: choice.id })}
      />
      <Field label={t('roster.fromOn')} type="date" value={fromOn} onChange={setFrom} />
      <Field label={t('roster.toOn')} type="date" value={toOn} onChange={setTo} />
      <Field label={t('roster.fromTime')} type="time" value={fromTime} onChange={setFromTime} />
      <Field label={t('roster.toTime')} type="time" value={toTime} onChange={setToTime} />
      <fieldset className="all weekdays">
        <legend>{t('roster.weekdays')}</legend>
        {[1, 2, 3, 4, 5, 6, 7].map((day) => (
          <label key={day}>
            <input
              type="checkbox"
              checked={weekdays.includes(day)}
              onChange={(event) =>
                setWeekdays(
                  event.target.checked
                    ? [...weekdays, day].sort((a, b) => a - b)
                    : weekdays.filter((one) => one !== day),
                )
              }
            />
            {format.weekday(`${dayPlus('2027-01-03', day)}T12:00:00.000Z`)}
          </label>
        ))}
      </fieldset>
    </ShortForm>
  );
}
