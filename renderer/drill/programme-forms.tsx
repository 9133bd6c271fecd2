import { useState } from 'react';
import type { ProgrammeLine } from '../../electron/drill/month.ts';
import { instantOf, minuteOfDay } from '../../electron/roster/local-time.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { PlaceInput } from '../team/search-input.tsx';
import { Choice } from '../ui/choice.tsx';
import { Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { useZone } from './zone.ts';

interface Props {
  readonly programme: ProgrammeLine;
  readonly done: () => void;
}

/** When drills of a programme may begin, how many in a day, how much rest. */
export function ChangeProgramme({ programme, done }: Props) {
  const { t } = useText();
  const change = useCommand('drill.changeProgramme');
  const [startTimes, setTimes] = useState(programme.startTimes.join(' '));
  const [maxPerDay, setMost] = useState(String(programme.maxPerDay));
  const [restHours, setRest] = useState(String(programme.restHours));
  async function send(): Promise<void> {
    const result = await change.run({
      id: programme.id,
      version: programme.version,
      startTimes: startTimes.split(/[\s,;]+/).filter(Boolean),
      maxPerDay: Number(maxPerDay),
      restHours: Number(restHours),
    });
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={t('drillType.change')}
      problem={change.problem}
      pending={change.pending}
      send={send}
      done={done}
    >
      <Field label={t('drillType.startTimes')} value={startTimes} onChange={setTimes} autoFocus />
      <Field label={t('drillType.maxPerDay')} type="number" value={maxPerDay} onChange={setMost} />
      <Field label={t('drillType.restHours')} type="number" value={restHours} onChange={setRest} />
    </ShortForm>
  );
}

const shifts = ['any', 'day', 'night'] as const;

/** One drill more than is required; or one that was held and is known from paper, with the day and time that stand there. */
export function AddDrill({ programme, held, done }: Props & { readonly held: boolean }) {
  const { t, nameOf } = useText();
  const zone = useZone();
  const add = useCommand('drill.add');
  const enter = useCommand('drill.enterHeld');
  const types = useQueryOf('drill.types', { limit: 200 }).data?.rows ?? [];
  const [typeId, setType] = useState('');
  const [place, setPlace] = useState<{ text: string; id: string | null }>({ text: '', id: null });
  const [askedShift, setShift] = useState<(typeof shifts)[number]>('any');
  const [day, setDay] = useState(programme.fromOn);
  const [time, setTime] = useState('09:00');
  const chosen = typeId || (types[0]?.id ?? '');
  async function send(): Promise<void> {
    const what = { programmeId: programme.id, typeId: chosen, placeId: place.id ?? '' };
    const result = held
      ? await enter.run({
          ...what,
          startsAt: new Date(instantOf(day, minuteOfDay(time), zone)).toISOString(),
        })
      : await add.run({ ...what, askedShift });
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={t(held ? 'drillType.enterHeld' : 'drillType.addDrill')}
      problem={add.problem ?? enter.problem}
      pending={add.pending || enter.pending}
      send={send}
      done={done}
    >
      <Choice
        label={t('drillType.kind')}
        value={chosen}
        onChange={setType}
        of={types.map(({ id, key, names }) => ({ value: id, label: `${key} ${nameOf(names)}` }))}
      />
      <PlaceInput
        label={t('drill.area')}
        text={place.text}
        onText={(text) => setPlace({ text, id: null })}
        onChoose={(choice) => choice && setPlace({ text: choice.label, id: choice.id })}
        autoFocus
      />
      {held ? (
        <>
          <Field label={t('drill.dayWord')} type="date" value={day} onChange={setDay} />
          <Field label={t('drill.timeWord')} type="time" value={time} onChange={setTime} />
        </>
      ) : (
        <Choice
          label={t('drill.shiftWord')}
          value={askedShift}
          onChange={setShift}
          of={shifts.map((value) => ({ value, label: t(`drill.shift.${value}`) }))}
        />
      )}
    </ShortForm>
  );
}
