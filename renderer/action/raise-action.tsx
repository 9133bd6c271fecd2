import { useEffect, useState, type FormEvent } from 'react';
import { dayPlus } from '../../electron/roster/local-time.ts';
import { useCommand } from '../api.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useToday } from '../ui/today.ts';
import { nobody, OwnerField } from './owner-field.tsx';

/** What an action is raised from: an incident and its task, or an objective of a drill. */
export interface ActionOrigin {
  readonly incidentId?: string | null;
  readonly taskId?: string | null;
  readonly drillId?: string;
  readonly objectiveKey?: string;
}

/** A corrective action with its owner, its day, and when to remind of it. */
export function RaiseAction(props: {
  readonly origin: ActionOrigin;
  /** What it would say; another text takes the place of what stands there. */
  readonly proposed?: string | null;
  readonly autoFocus?: boolean;
  readonly onRaised?: (() => void) | undefined;
  readonly onCancel?: () => void;
}) {
  const { t } = useText();
  const { proposed = null, origin } = props;
  const [text, setText] = useState(proposed ?? '');
  const [owner, setOwner] = useState(nobody);
  const today = useToday();
  const [dueOn, setDueOn] = useState(dayPlus(today, 30));
  const [remind, setRemind] = useState('7');
  const raise = useCommand('action.raise');
  useEffect(() => {
    if (proposed !== null) setText(proposed);
  }, [proposed]);
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const result = await raise.run({
      ...origin,
      text,
      owner: owner.text,
      ownerPersonId: owner.personId,
      dueOn,
      remindDays: Number(remind),
    });
    if (!result.ok) return;
    setText('');
    props.onRaised?.();
  }
  const days = Number(remind);
  const whole = remind.trim() !== '' && Number.isInteger(days) && days >= 0 && days <= 90;
  return (
    <form
      className="column"
      aria-label={t('action.raise')}
      onSubmit={(event) => void send(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || !props.onCancel) return;
        event.preventDefault();
        props.onCancel();
      }}
    >
      <Field
        label={t('action.text')}
        value={text}
        onChange={setText}
        lines={2}
        autoFocus={props.autoFocus ?? false}
      />
      <div className="form-line">
        <OwnerField value={owner} onChange={setOwner} />
        <Field label={t('action.due')} value={dueOn} onChange={setDueOn} type="date" />
        <Field label={t('action.remind')} value={remind} onChange={setRemind} type="number" />
      </div>
      <Problem>{whole ? raise.problem : t('action.remindWrong')}</Problem>
      <div className="row">
        <Button
          type="submit"
          isDisabled={text.trim() === '' || owner.text.trim() === '' || !whole || raise.pending}
        >
          {t('action.raise')}
        </Button>
        {props.onCancel && <Button onPress={props.onCancel}>{t('common.cancel')}</Button>}
      </div>
    </form>
  );
}
