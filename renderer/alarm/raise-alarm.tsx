import { useState, type FormEvent } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { incidentTypes, type IncidentType } from '../../electron/incident/incident.ts';
import { useCommand } from '../api.ts';
import { PlaceInput } from '../team/search-input.tsx';
import { Button, Field, Mark, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

const priorities = [1, 2, 3] as const;

/** An alarm that somebody calls in: what is wrong, how urgent, where. */
export function RaiseAlarm({ done }: { readonly done: () => void }) {
  const { t } = useText();
  const raise = useCommand('alarm.raise');
  const [cause, setCause] = useState('');
  const [action, setAction] = useState('');
  const [priority, setPriority] = useState<1 | 2 | 3>(2);
  const [type, setType] = useState<IncidentType | null>(null);
  const [place, setPlace] = useState<{ text: string; id: string | null }>({ text: '', id: null });

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const result = await raise.run({ priority, cause, action, placeId: place.id, incidentType: type });
    if (result.ok) done();
  }

  return (
    <form className="alarm-form scroll" onSubmit={(event) => void send(event)}>
      <Field label={t('alarm.what')} value={cause} onChange={setCause} autoFocus />
      <RadioGroup
        className="alarm-priorities"
        value={String(priority)}
        onChange={(value) => setPriority(Number(value) as 1 | 2 | 3)}
        orientation="horizontal"
      >
        <Label>{t('common.priority.label')}</Label>
        <div className="row">
          {priorities.map((one) => (
            <Radio key={one} value={String(one)} className="choice">
              <Mark priority={one}>{t(`common.priority.${one}`)}</Mark>
            </Radio>
          ))}
        </div>
      </RadioGroup>
      <PlaceInput
        label={t('alarm.where')}
        text={place.text}
        onText={(text) => setPlace({ text, id: null })}
        onChoose={(choice) => choice && setPlace({ text: choice.label, id: choice.id })}
      />
      <Field label={t('alarm.whatToDo')} value={action} onChange={setAction} />
      <label className="field">
        <span>{t('alarm.beginning')}</span>
        <select
          className="input"
          value={type ?? ''}
          onChange={(event) =>
            setType(event.target.value === '' ? null : (event.target.value as IncidentType))
          }
        >
          <option value="">{t('alarm.noIncident')}</option>
          {incidentTypes.map((one) => (
            <option key={one} value={one}>
              {t(`incident.type.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <Problem>{raise.problem}</Problem>
      <div className="row">
        <Button go type="submit" isDisabled={raise.pending}>
          {t('alarm.raise')}
        </Button>
        <Button onPress={done}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
