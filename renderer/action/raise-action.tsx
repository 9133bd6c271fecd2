import { useEffect, useState, type FormEvent } from 'react';
import { dayPlus } from '../../electron/roster/local-time.ts';
import { useCommand } from '../api.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useToday } from '../ui/today.ts';
import { nobody } from './owner-field.tsx';
import { given, isWhole, WhoAndWhen } from './who-and-when.tsx';

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
  const today = useToday();
  const [who, setWho] = useState({ owner: nobody, dueOn: dayPlus(today, 30), remind: '7' });
  const raise = useCommand('action.raise');
  useEffect(() => {
    if (proposed !== null) setText(proposed);
  }, [proposed]);
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const result = await raise.run({
      ...origin,
      text,
      ...given(who),
    });
    if (!result.ok) return;
    setText('');
    props.onRaised?.();
  }
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
      <WhoAndWhen value={who} onChange={setWho} />
      <Problem>{isWhole(who) ? raise.problem : t('action.remindWrong')}</Problem>
      <div className="row">
        <Button
          type="submit"
          isDisabled={text.trim() === '' || who.owner.text.trim() === '' || !isWhole(who) || raise.pending}
        >
          {t('action.raise')}
        </Button>
        {props.onCancel && <Button onPress={props.onCancel}>{t('common.cancel')}</Button>}
      </div>
    </form>
  );
}
