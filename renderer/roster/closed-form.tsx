import { useState } from 'react';
import { closedSlotKinds } from '../../electron/drill/closed-slot.ts';
import { dayPlus } from '../../electron/roster/local-time.ts';
import { useCommand } from '../api.ts';
import { PlaceInput } from '../team/search-input.tsx';
import { Choice } from '../ui/choice.tsx';
import { NameFields, namesOf, noNames, type TypedNames } from '../ui/name-fields.tsx';
import { Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';

interface Props {
  readonly from: string;
  readonly to: string;
  readonly done: () => void;
}

/** A time at which no drill is held: when the pit blasts, when a plant stands for maintenance. */
export function ClosedForm({ from, to, done }: Props) {
  const { t, format } = useText();
  const add = useCommand('closedSlot.add');
  const [kind, setKind] = useState<(typeof closedSlotKinds)[number]>('blast');
  const [names, setNames] = useState<TypedNames>(noNames);
  const [place, setPlace] = useState<{ text: string; id: string | null }>({ text: '', id: null });
  const [fromOn, setFrom] = useState(from);
  const [toOn, setTo] = useState(to);
  const [fromTime, setFromTime] = useState('13:30');
  const [toTime, setToTime] = useState('14:30');
  const [weekdays, setWeekdays] = useState<readonly number[]>([]);
  async function send(): Promise<void> {
    const result = await add.run({
      kind,
      names: namesOf(names),
      placeId: place.id,
      fromOn,
      toOn,
      weekdays: [...weekdays],
      fromTime,
      toTime,
    });
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={t('roster.addClosed')}
      problem={add.problem}
      pending={add.pending}
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
        text={place.text}
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
