import { useState, type FormEvent } from 'react';
import type { OpenAlarm } from '../../electron/alarm/alarm-list.ts';
import { longestShelfMinutes } from '../../electron/alarm/hold.ts';
import { useCommand } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** What operators choose from; a shelf that is longer than its priority allows is not offered. */
const spans = ['15', '30', '60', '120', '240', '480', '720'] as const;

/** Holds an alarm back for a while, with a reason; or, for maintenance, until someone puts it back. */
export function ShelveForm({ alarm, done }: { readonly alarm: OpenAlarm; readonly done: () => void }) {
  const { t } = useText();
  const shelve = useCommand('alarm.shelve');
  const takeOut = useCommand('alarm.takeOutOfService');
  const mayTakeOut = useMay('alarm.takeOutOfService');
  const [minutes, setMinutes] = useState<(typeof spans)[number]>('15');
  const [reason, setReason] = useState('');
  const allowed = spans.filter((each) => Number(each) <= longestShelfMinutes[alarm.priority]);

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const result = await shelve.run({ alarmId: alarm.id, minutes: Number(minutes), reason });
    if (result.ok) done();
  }
  async function out(): Promise<void> {
    const result = await takeOut.run({ alarmId: alarm.id, reason });
    if (result.ok) done();
  }

  return (
    <form className="alarm-actions" onSubmit={(event) => void send(event)}>
      <Field label={t('alarm.why')} value={reason} onChange={setReason} autoFocus />
      <Choice
        label={t('alarm.shelveFor')}
        value={minutes}
        onChange={setMinutes}
        of={allowed.map((value) => ({
          value,
          label:
            Number(value) < 60
              ? t('alarm.minutes', { minutes: value })
              : t('alarm.hours', { hours: Number(value) / 60 }),
        }))}
      />
      <Problem>{shelve.problem ?? takeOut.problem}</Problem>
      <div className="row">
        <Button type="submit" isDisabled={shelve.pending}>
          {t('alarm.shelve')}
        </Button>
        {mayTakeOut && (
          <Button isDisabled={takeOut.pending} onPress={() => void out()}>
            {t('alarm.outOfService')}
          </Button>
        )}
        <Button onPress={done}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
