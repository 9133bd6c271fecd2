import { useState } from 'react';
import { commander, type Position } from '../../electron/position/position.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { keepDraft, keptDraft } from '../incident/drafts.ts';
import { PersonInput, type Choice } from '../team/search-input.tsx';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { useOffer } from '../ui/commands.ts';
import { useForm } from '../ui/form.ts';
import { NameFields, namesOf, noNames } from '../ui/name-fields.tsx';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { positionName } from './position-name.ts';

/** The command chart of an incident: who holds what since when; assign, hand over, look back. */
export function PositionsPanel({ incidentId }: { readonly incidentId: string }) {
  const { t, nameOf, format } = useText();
  const chart =
    useQueryOf('position.list', { incidentId }, { nouns: ['positionTerm', 'sitePosition'] }).data ?? [];
  const [open, setOpen] = useState<string | null>(null);
  const may = useMay('position.assign');
  const mayAdd = useMay('position.add');
  const [adding, setAdding] = useState(false);
  useOffer('position.add', 'position.add', mayAdd ? () => setAdding(true) : null);
  const now = new Date(useNow(60_000)).toISOString();
  return (
    <>
      <ul className="position-list">
        {chart.map((position) => (
          <li key={position.key}>
            <div className="held-line">
              <div>
                <b>{positionName(position, t, nameOf)}</b>
                <div>
                  {position.term ? (
                    <>
                      {position.term.holder}{' '}
                      <small className="dim">
                        {t('position.since', { time: format.moment(position.term.since, now) })}
                      </small>
                    </>
                  ) : (
                    <span className="dim">{t('position.empty')}</span>
                  )}
                </div>
              </div>
              {may && (
                <Button
                  aria-expanded={open === position.key}
                  aria-label={`${t(position.term ? 'position.handOver' : 'position.assign')}: ${positionName(position, t, nameOf)}`}
                  onPress={() => setOpen(open === position.key ? null : position.key)}
                >
                  {t(position.term ? 'position.handOver' : 'position.assign')}
                </Button>
              )}
            </div>
            {open === position.key && (
              <PositionForm
                key={position.term?.id ?? 'new'}
                incidentId={incidentId}
                position={position}
                done={() => setOpen(null)}
              />
            )}
          </li>
        ))}
      </ul>
      {mayAdd &&
        (adding ? (
          <AddPosition done={() => setAdding(false)} />
        ) : (
          <p className="pad">
            <Button onPress={() => setAdding(true)}>{t('position.add')}</Button>
          </p>
        ))}
    </>
  );
}

/** A position that only this site has, for all its incidents. */
function AddPosition({ done }: { readonly done: () => void }) {
  const { t } = useText();
  const form = useForm(
    'position.add',
    { ...noNames, key: '' },
    { draft: 'position.new', codes: { positionKeyTaken: 'key' } },
  );
  const { typed, change, problemOf } = form;
  function leave(): void {
    form.forget();
    done();
  }
  return (
    <form
      ref={form.box}
      className="team-form"
      aria-label={t('position.add')}
      onSubmit={(event) => {
        event.preventDefault();
        void form
          .send({ key: typed.key.trim(), names: namesOf(typed) })
          .then((result) => result.ok && done());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') leave();
      }}
    >
      <NameFields typed={typed} change={change} problemOf={problemOf} autoFocus />
      <Field
        label={t('field.name.key')}
        help={t('position.keyHelp')}
        value={typed.key}
        onChange={(key) => change({ key })}
        problem={problemOf('key')}
      />
      <Problem>{form.problem}</Problem>
      <div className="row">
        <Button type="submit" isDisabled={form.pending}>
          {t('common.save')}
        </Button>
        <Button onPress={leave}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

interface Typed {
  readonly name: string;
  readonly person: Choice | null;
  readonly note: string;
}
const nothingTyped: Typed = { name: '', person: null, note: '' };

function PositionForm(props: {
  readonly incidentId: string;
  readonly position: Position;
  readonly done: () => void;
}) {
  const { incidentId, position, done } = props;
  const { t, format } = useText();
  const draft = `${incidentId}.position.${position.key}`;
  const [{ name, person, note }, setTyped] = useState(() => keptDraft(draft, nothingTyped));
  const change = (part: Partial<Typed>): void =>
    setTyped((before) => {
      const next = { ...before, ...part };
      keepDraft(draft, next);
      return next;
    });
  const leave = (): void => {
    keepDraft(draft, null);
    done();
  };
  const assign = useCommand('position.assign');
  const handOver = useCommand('position.handOver');
  const { term } = position;
  const now = new Date(useNow(60_000)).toISOString();

  async function send(to: { personId: string } | { name: string } | null): Promise<void> {
    const result = term
      ? await handOver.run({ termId: term.id, to, note })
      : to && (await assign.run({ incidentId, position: position.key, to }));
    if (result?.ok) leave();
  }

  return (
    <form
      className="team-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send(person ? { personId: person.id } : { name });
      }}
    >
      <PersonInput
        label={t('position.to')}
        placeholder={t('position.toHelp')}
        autoFocus
        text={name}
        onText={(text) => change(text === person?.label ? { name: text } : { name: text, person: null })}
        onChoose={(choice) => choice && change({ person: choice, name: choice.label })}
      />
      {term && (
        <Field
          label={t('position.note')}
          lines={3}
          value={note}
          onChange={(text) => change({ note: text })}
        />
      )}
      <Problem>{handOver.problem ?? assign.problem}</Problem>
      <div className="row">
        <Button type="submit" isDisabled={assign.pending || handOver.pending}>
          {t(term ? 'position.handOver' : 'position.assign')}
        </Button>
        {term && position.key !== commander && (
          <Button onPress={() => void send(null)}>{t('position.nobody')}</Button>
        )}
        <Button onPress={leave}>{t('common.cancel')}</Button>
      </div>
      {position.before.length > 0 && (
        <ol className="people-list" aria-label={t('position.before')}>
          {position.before.map((past) => (
            <li key={past.id}>
              <div className="people-line">
                <span>{past.holder}</span>
                <span className="dim">
                  {t('position.held', {
                    from: format.moment(past.since, now),
                    until: format.moment(past.until ?? past.since, now),
                  })}
                </span>
              </div>
              {past.note !== null && <small>{past.note}</small>}
            </li>
          ))}
        </ol>
      )}
    </form>
  );
}
