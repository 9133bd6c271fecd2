import { useState, type FormEvent } from 'react';
import { validUntil, type Person, type QualificationKind } from '../../electron/person/person.ts';
import { useCommand } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { useToday } from '../ui/today.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/**
 * Renews a qualification: the one that runs out first is proposed, with the day until which its course counts, so that
 * Enter alone is an answer.
 */
export function RenewLine(props: {
  readonly person: Person;
  readonly kinds: readonly QualificationKind[];
  /** The one that was asked for; null: whichever runs out first. */
  readonly asked: string | null;
  readonly done: () => void;
}) {
  const { person, kinds, asked, done } = props;
  const { t, nameOf } = useText();
  const today = useToday();
  const renew = useCommand('person.renew');
  const first =
    asked ??
    person.qualifications
      .filter(({ expiresOn }) => expiresOn !== null)
      .toSorted((a, b) => (a.expiresOn ?? '').localeCompare(b.expiresOn ?? ''))[0]?.key ??
    kinds[0]?.key ??
    '';
  const untilOf = (key: string): string =>
    validUntil(today, kinds.find((kind) => kind.key === key)?.validMonths ?? null) ?? '';
  const [key, setKey] = useState(first);
  const [until, setUntil] = useState(() => untilOf(first));

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const { id, version } = person;
    const result = await renew.run({ id, version, key, expiresOn: until === '' ? null : until });
    if (result.ok) done();
  }

  return (
    <form
      className="team-form"
      aria-label={t('person.renew')}
      onSubmit={(event) => void send(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        done();
      }}
    >
      <Choice
        label={t('person.renew')}
        value={key}
        of={kinds.map((kind) => ({ value: kind.key, label: nameOf(kind.names) }))}
        onChange={(next) => {
          setKey(next);
          setUntil(untilOf(next));
        }}
      />
      <Field
        label={t('person.validUntil')}
        type="date"
        value={until}
        onChange={setUntil}
        help={t('person.renewHelp')}
      />
      <Problem>{renew.problem}</Problem>
      <div className="row">
        <Button go type="submit" autoFocus isDisabled={renew.pending || key === ''}>
          {t('person.renew')} <kbd className="kbd">Enter</kbd>
        </Button>
        <Button onPress={done}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
