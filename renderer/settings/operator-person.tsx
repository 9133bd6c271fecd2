import { useState } from 'react';
import type { OperatorLine } from '../../electron/session/session.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** Whose account this is: what takes two people asks for two persons, not for two accounts. */
export function OperatorPerson({
  operator,
  close,
}: {
  readonly operator: OperatorLine;
  readonly close: () => void;
}) {
  const { t } = useText();
  const link = useCommand('operator.link');
  const [text, setText] = useState(operator.name);
  const [personId, setPersonId] = useState(operator.personId ?? '');
  const people = useQueryOf('person.page', { text, limit: 50 }, { nouns: ['person'] }).data?.rows ?? [];
  async function send(): Promise<void> {
    const result = await link.run({
      operatorId: operator.id,
      version: operator.version,
      personId: personId === '' ? null : personId,
    });
    if (result.ok) close();
  }
  return (
    <div className="settings-form" role="group" aria-label={t('settings.person')}>
      <Field label={t('settings.findPerson')} value={text} onChange={setText} autoFocus />
      <Choice
        label={t('settings.person')}
        value={personId}
        of={[
          { value: '', label: t('settings.noPerson') },
          ...people.map(({ id, name, callSign }) => ({
            value: id,
            label: [name, callSign].filter(Boolean).join(' · '),
          })),
        ]}
        onChange={setPersonId}
      />
      <Problem>{link.problem}</Problem>
      <div className="row">
        <Button onPress={() => void send()} isDisabled={link.pending}>
          {t('common.save')}
        </Button>
        <Button onPress={close}>{t('common.cancel')}</Button>
      </div>
    </div>
  );
}
