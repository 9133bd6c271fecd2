import { useState, type FormEvent } from 'react';
import { isOwner, type Action } from '../../electron/action/action.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { ChangeAction } from './change-action.tsx';

export type ActionStep = 'done' | 'verify' | 'change' | 'withdraw';

/** What can be done with an action in its state; each step has its short form. Who did it does not verify it. */
export function ActionSteps(props: {
  readonly action: Action;
  readonly step: ActionStep | null;
  readonly onStep: (step: ActionStep | null) => void;
}) {
  const { t } = useText();
  const { action, step, onStep } = props;
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  const operator = seat?.kind === 'signedIn' ? seat.operator : null;
  const mayDo = useMay('action.done');
  const mayVerify = useMay('action.verify');
  const mayChange = useMay('action.change');
  const mayWithdraw = useMay('action.withdraw');
  const own = operator !== null && (action.doneBy === operator.id || isOwner(action, operator.name));
  const can: Record<ActionStep, boolean> = {
    done: mayDo && action.state === 'open',
    verify: mayVerify && action.state === 'done' && !own,
    change: mayChange && action.state === 'open',
    withdraw: mayWithdraw && action.state === 'open',
  };
  const shown = step !== null && can[step] ? step : null;
  return (
    <div className="column">
      {shown === null && (
        <div className="row">
          {can.done && (
            <Button onPress={() => onStep('done')}>
              {t('action.done')} <kbd className="kbd">D</kbd>
            </Button>
          )}
          {can.verify && (
            <Button onPress={() => onStep('verify')}>
              {t('action.verify')} <kbd className="kbd">V</kbd>
            </Button>
          )}
          {can.change && (
            <Button onPress={() => onStep('change')}>
              {t('action.change')} <kbd className="kbd">E</kbd>
            </Button>
          )}
          {can.withdraw && <Button onPress={() => onStep('withdraw')}>{t('action.withdraw')}</Button>}
        </div>
      )}
      {action.state === 'done' && mayVerify && own && <p className="muted">{t('action.otherVerifies')}</p>}
      {shown === 'change' ? (
        <ChangeAction key={action.id} action={action} over={() => onStep(null)} />
      ) : (
        shown !== null && (
          <StepForm key={`${action.id} ${shown}`} action={action} step={shown} over={() => onStep(null)} />
        )
      )}
    </div>
  );
}

function StepForm({
  action,
  step,
  over,
}: {
  readonly action: Action;
  readonly step: Exclude<ActionStep, 'change'>;
  readonly over: () => void;
}) {
  const { t } = useText();
  const [note, setNote] = useState('');
  const done = useCommand('action.done');
  const verify = useCommand('action.verify');
  const withdraw = useCommand('action.withdraw');
  const { id: actionId, version } = action;
  const label = { done: 'action.doneNote', verify: 'action.verifyNote', withdraw: 'action.withdrawReason' }[
    step
  ];
  async function send(event: FormEvent | null, helped = true): Promise<void> {
    event?.preventDefault();
    const result =
      step === 'done'
        ? await done.run({ actionId, version, note })
        : step === 'verify'
          ? await verify.run({ actionId, version, helped, note })
          : await withdraw.run({ actionId, version, reason: note });
    if (result.ok) over();
  }
  const blank = note.trim() === '';
  return (
    <form
      className="column"
      onSubmit={(event) => void send(event)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') over();
      }}
    >
      <Field label={t(label)} value={note} onChange={setNote} autoFocus />
      <Problem>{done.problem ?? verify.problem ?? withdraw.problem}</Problem>
      <div className="row">
        <Button type="submit" isDisabled={blank}>
          {t(step === 'verify' ? 'action.helped' : `action.${step}`)}
        </Button>
        {step === 'verify' && (
          <Button isDisabled={blank} onPress={() => void send(null, false)}>
            {t('action.notHelped')}
          </Button>
        )}
        <Button onPress={over}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
