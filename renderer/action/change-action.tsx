import { useState, type FormEvent } from 'react';
import type { Action } from '../../electron/action/action.ts';
import { useCommand } from '../api.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { given, isWhole, WhoAndWhen } from './who-and-when.tsx';

/** An open action goes to another owner or gets another day, and says why. */
export function ChangeAction({ action, over }: { readonly action: Action; readonly over: () => void }) {
  const { t } = useText();
  const [who, setWho] = useState({
    owner: { text: action.owner, personId: action.ownerPersonId },
    dueOn: action.dueOn,
    remind: String(action.remindDays),
  });
  const [reason, setReason] = useState('');
  const change = useCommand('action.change');
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const { id: actionId, version } = action;
    const result = await change.run({ actionId, version, ...given(who), reason });
    if (result.ok) over();
  }
  return (
    <form
      className="column"
      aria-label={t('action.change')}
      onSubmit={(event) => void send(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        over();
      }}
    >
      <Field label={t('action.changeReason')} value={reason} onChange={setReason} autoFocus />
      <WhoAndWhen value={who} onChange={setWho} />
      <Problem>{isWhole(who) ? change.problem : t('action.remindWrong')}</Problem>
      <div className="row">
        <Button
          type="submit"
          isDisabled={reason.trim() === '' || who.owner.text.trim() === '' || !isWhole(who) || change.pending}
        >
          {t('action.change')}
        </Button>
        <Button onPress={over}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
