import { useState } from 'react';
import { commander, type Position } from '../../electron/position/position.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { PersonInput, type Choice } from '../team/search-input.tsx';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
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
  const now = new Date(useNow(60_000)).toISOString();
  return (
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
  );
}

function PositionForm(props: {
  readonly incidentId: string;
  readonly position: Position;
  readonly done: () => void;
}) {
  const { incidentId, position, done } = props;
  const { t, format } = useText();
  const [name, setName] = useState('');
  const [person, setPerson] = useState<Choice | null>(null);
  const [note, setNote] = useState('');
  const assign = useCommand('position.assign');
  const handOver = useCommand('position.handOver');
  const { term } = position;
  const now = new Date(useNow(60_000)).toISOString();

  async function send(to: { personId: string } | { name: string } | null): Promise<void> {
    const result = term
      ? await handOver.run({ termId: term.id, to, note })
      : to && (await assign.run({ incidentId, position: position.key, to }));
    if (result?.ok) done();
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
        onText={(text) => {
          setName(text);
          if (text !== person?.label) setPerson(null);
        }}
        onChoose={(choice) => {
          if (!choice) return;
          setPerson(choice);
          setName(choice.label);
        }}
      />
      {term && <Field label={t('position.note')} lines={3} value={note} onChange={setNote} />}
      <Problem>{handOver.problem ?? assign.problem}</Problem>
      <div className="row">
        <Button type="submit" isDisabled={assign.pending || handOver.pending}>
          {t(term ? 'position.handOver' : 'position.assign')}
        </Button>
        {term && position.key !== commander && (
          <Button onPress={() => void send(null)}>{t('position.nobody')}</Button>
        )}
        <Button onPress={done}>{t('common.cancel')}</Button>
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
