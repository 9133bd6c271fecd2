import { useEffect, useState, type FormEvent } from 'react';
import { isOverdue, type Action } from '../../electron/action/action.ts';
import { dayPlus } from '../../electron/roster/local-time.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useToday } from '../ui/today.ts';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import '../ui/shift.css';

/** The corrective actions of an incident (or of all), with what each still needs. */
export function ActionsPanel(props: {
  readonly incidentId: string | null;
  /** A gap that is to become an action. */
  readonly proposed?: { readonly text: string; readonly taskId: string | null } | null;
  readonly onRaised?: () => void;
}) {
  const { t } = useText();
  const page = useQueryOf(
    'action.page',
    props.incidentId === null ? {} : { incidentId: props.incidentId },
  ).data;
  return (
    <Panel title={t('action.title')} aside={page?.total}>
      <div className="scroll pad column" tabIndex={0} role="region" aria-label={t('action.title')}>
        <RaiseAction
          incidentId={props.incidentId}
          proposed={props.proposed ?? null}
          onRaised={props.onRaised}
        />
        {page?.rows.length === 0 && <Empty>{t('action.empty')}</Empty>}
        <ul className="plain">
          {page?.rows.map((action) => (
            <ActionLine key={action.id} action={action} />
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function RaiseAction(props: {
  readonly incidentId: string | null;
  readonly proposed: { readonly text: string; readonly taskId: string | null } | null;
  readonly onRaised?: (() => void) | undefined;
}) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [owner, setOwner] = useState('');
  const today = useToday();
  const [dueOn, setDueOn] = useState(dayPlus(today, 30));
  const raise = useCommand('action.raise');
  const { proposed } = props;
  useEffect(() => {
    if (proposed) setText(proposed.text);
  }, [proposed]);
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const result = await raise.run({
      incidentId: props.incidentId,
      taskId: proposed?.taskId ?? null,
      text,
      owner,
      dueOn,
    });
    if (!result.ok) return;
    setText('');
    props.onRaised?.();
  }
  return (
    <form className="column" onSubmit={(event) => void send(event)}>
      <Field label={t('action.text')} value={text} onChange={setText} lines={2} />
      <div className="form-line">
        <Field label={t('action.owner')} value={owner} onChange={setOwner} />
        <Field label={t('action.due')} value={dueOn} onChange={setDueOn} type="date" />
        <Button type="submit" isDisabled={text.trim() === '' || owner.trim() === '' || raise.pending}>
          {t('action.raise')}
        </Button>
      </div>
      <Problem>{raise.problem}</Problem>
    </form>
  );
}

function ActionLine({ action }: { readonly action: Action }) {
  const { t, format } = useText();
  const today = useToday();
  const [note, setNote] = useState('');
  const done = useCommand('action.done');
  const verify = useCommand('action.verify');
  const withdraw = useCommand('action.withdraw');
  const mayWithdraw = useMay('action.withdraw');
  const [reason, setReason] = useState<string | null>(null);
  const { id: actionId, version } = action;
  const open = action.state === 'open';
  return (
    <li className="column">
      <div>
        {action.text}
        <div className="dim">
          {action.owner} · {format.date(`${action.dueOn}T12:00:00.000Z`)} ·{' '}
          {t(`action.state.${action.state}`)}{' '}
          {isOverdue(action, today) && <span className="t2">{t('action.overdue')}</span>}
        </div>
      </div>
      {(open || action.state === 'done') && (
        <div className="form-line">
          <Field
            label={open ? t('action.doneNote') : t('action.verifyNote')}
            value={note}
            onChange={setNote}
          />
          {open ? (
            <Button
              isDisabled={note.trim() === ''}
              onPress={() => void done.run({ actionId, version, note }).then(() => setNote(''))}
            >
              {t('action.done')}
            </Button>
          ) : (
            <>
              <Button
                isDisabled={note.trim() === ''}
                onPress={() => void verify.run({ actionId, version, helped: true, note })}
              >
                {t('action.helped')}
              </Button>
              <Button
                isDisabled={note.trim() === ''}
                onPress={() => void verify.run({ actionId, version, helped: false, note })}
              >
                {t('action.notHelped')}
              </Button>
            </>
          )}
        </div>
      )}
      {open && mayWithdraw && reason === null && (
        <div className="row">
          <Button onPress={() => setReason('')}>{t('action.withdraw')}</Button>
        </div>
      )}
      {open && reason !== null && (
        <form
          className="form-line"
          onSubmit={(event) => {
            event.preventDefault();
            void withdraw.run({ actionId, version, reason });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setReason(null);
          }}
        >
          <Field label={t('action.withdrawReason')} value={reason} onChange={setReason} autoFocus />
          <Button type="submit" isDisabled={reason.trim() === '' || withdraw.pending}>
            {t('action.withdraw')}
          </Button>
        </form>
      )}
      <Problem>{done.problem ?? verify.problem ?? withdraw.problem}</Problem>
    </li>
  );
}
