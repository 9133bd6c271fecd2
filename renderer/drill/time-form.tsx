import { useState } from 'react';
import type { DrillLine } from '../../electron/drill/month.ts';
import { instantOf, minuteOfDay, wallAt } from '../../electron/roster/local-time.ts';
import { Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { useBoard } from './board.ts';
import { timeOf } from './month-days.ts';

/** A day and a time typed: the drill is held over it, so that what it breaks stands there before it is put down. */
export function TimeForm({ drill, done }: { readonly drill: DrillLine; readonly done: () => void }) {
  const { t } = useText();
  const { zone, programme, pickUp, aim } = useBoard();
  const at = drill.startsAt;
  const [day, setDay] = useState(at === null ? programme.fromOn : wallAt(Date.parse(at), zone).day);
  const [time, setTime] = useState(at === null ? (programme.startTimes[0] ?? '09:00') : timeOf(at, zone));
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <ShortForm
      title={t('drill.timeTitle')}
      action={t('drill.lookThere')}
      problem={problem}
      pending={false}
      send={async () => {
        if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d$/.test(time))
          return setProblem(t('drill.timeWrong'));
        const ms = instantOf(day, minuteOfDay(time), zone);
        // A time that the wall clock leaves out when it goes forward is no time of that day.
        if (timeOf(new Date(ms).toISOString(), zone) !== time)
          return setProblem(t('drill.timeLeftOut', { time }));
        done();
        pickUp(drill);
        aim(new Date(ms).toISOString());
      }}
      done={done}
    >
      <Field label={t('drill.dayWord')} type="date" value={day} onChange={setDay} autoFocus />
      <Field label={t('drill.timeWord')} type="time" value={time} onChange={setTime} />
    </ShortForm>
  );
}
