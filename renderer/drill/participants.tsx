import { useState, type FormEvent } from 'react';
import type { AfterDrill, ParticipantRole, ProposedParticipant } from '../../electron/drill/evaluation.ts';
import { useCommand } from '../api.ts';
import { PersonInput, type Choice } from '../team/search-input.tsx';
import { useOffer } from '../ui/commands.ts';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';

const roleKeys: Readonly<Record<string, ParticipantRole>> = {
  t: 'team',
  o: 'observer',
  c: 'controller',
  v: 'evacuated',
};

/** Who took part: proposed by the call and the roster, taken or corrected person by person; heads evacuated without names. */
export function Participants({ after, may }: { readonly after: AfterDrill; readonly may: boolean }) {
  const { t } = useText();
  const { participants, proposed } = after;
  const drillId = after.drill.id;
  const set = useCommand('drill.setParticipants');
  const [chosen, setChosen] = useState<string | null>(null);
  const add = (people: readonly ProposedParticipant[]): void =>
    void set.run({ drillId, add: people.map(({ personId, role, source }) => ({ personId, role, source })) });
  const known = new Map(participants.map((one) => [one.personId, one]));
  const offered = may ? proposed : [];
  const waiting = new Map(offered.map((one) => [one.personId, one]));
  const keys = useRowKeys([...known.keys(), ...waiting.keys()], chosen, setChosen, (event, personId) => {
    const role = roleKeys[event.key.toLowerCase()];
    const one = known.get(personId);
    const proposal = waiting.get(personId);
    if (!may) return;
    if (one && event.key === 'Delete') void set.run({ drillId, remove: [personId] });
    else if (proposal && event.key === 'Enter') add([proposal]);
    else if (role !== undefined && (one || proposal))
      add([{ ...(one ?? proposal)!, role, source: proposal?.source ?? 'manual' }]);
    else return;
    event.preventDefault();
  });
  useOffer('drill.setParticipants', 'evaluation.takeAll', offered.length > 0 ? () => add(offered) : null, {
    facts: { count: offered.length },
  });
  return (
    <Panel
      title={t('evaluation.participants')}
      aside={t('evaluation.people', { count: participants.length })}
    >
      <div className="scroll">
        {participants.length === 0 && offered.length === 0 ? (
          <Empty>{t('evaluation.noParticipants')}</Empty>
        ) : (
          <table className="list participants" role="grid" aria-label={t('evaluation.participants')}>
            <tbody>
              {participants.map((one) => (
                <tr key={one.personId} {...keys.rowProps(one.personId)}>
                  <td>
                    {one.name} <span className="dim">{one.teamKey}</span>
                  </td>
                  <td className="nowrap">{t(`evaluation.role.${one.role}`)}</td>
                  <td className="dim nowrap source">{t(`evaluation.source.${one.source}`)}</td>
                  {may && (
                    <td>
                      <button
                        type="button"
                        className="btn"
                        tabIndex={-1}
                        aria-label={t('evaluation.remove', { name: one.name })}
                        onClick={() => void set.run({ drillId, remove: [one.personId] })}
                      >
                        ✕
                      </button>
                    </td>
                  )}
                </tr>
              ))}
              {offered.map((one) => (
                <tr key={one.personId} {...keys.rowProps(one.personId)}>
                  <td className="muted">
                    ? {one.name} <span className="dim">{one.teamKey}</span>
                  </td>
                  <td className="nowrap muted">{t(`evaluation.role.${one.role}`)}</td>
                  <td className="dim nowrap source">{t(`evaluation.source.${one.source}`)}</td>
                  <td>
                    <button type="button" className="btn" tabIndex={-1} onClick={() => add([one])}>
                      {t('evaluation.take')}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {may ? (
        <div className="pad column foot">
          {offered.length > 0 && (
            <div className="row">
              <Button onPress={() => add(offered)}>
                {t('evaluation.takeAll', { count: offered.length })}
              </Button>
            </div>
          )}
          <p className="help">{t('evaluation.participantKeys')}</p>
          <AddPerson
            add={(personId) => void set.run({ drillId, add: [{ personId, role: 'team', source: 'manual' }] })}
          />
          <Evacuated after={after} save={(evacuated) => void set.run({ drillId, evacuated })} />
          <Problem>{set.problem}</Problem>
        </div>
      ) : (
        <p className="pad muted">
          {after.review !== null &&
            after.review.evacuated !== null &&
            t('evaluation.evacuatedCount', { count: after.review.evacuated })}
        </p>
      )}
    </Panel>
  );
}

function AddPerson({ add }: { readonly add: (personId: string) => void }) {
  const { t } = useText();
  const [text, setText] = useState('');
  function choose(choice: Choice | null): void {
    if (choice === null) return;
    add(choice.id);
    setText('');
  }
  return <PersonInput label={t('evaluation.addPerson')} text={text} onText={setText} onChoose={choose} />;
}

/** People who were led out and whose names nobody took. */
function Evacuated({
  after,
  save,
}: {
  readonly after: AfterDrill;
  readonly save: (count: number | null) => void;
}) {
  const { t } = useText();
  const saved = after.review?.evacuated ?? null;
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (saved === null ? '' : String(saved));
  const count = shown.trim() === '' ? null : Number(shown);
  const whole = count === null || (Number.isInteger(count) && count >= 0 && count <= 100_000);
  function send(event: FormEvent): void {
    event.preventDefault();
    if (!whole) return;
    save(count);
    setTyped(null);
  }
  return (
    <form className="form-line" onSubmit={send}>
      <Field
        label={t('evaluation.evacuated')}
        value={shown}
        onChange={setTyped}
        type="number"
        problem={whole ? null : t('evaluation.countWrong')}
      />
      <Button type="submit" isDisabled={!whole || count === saved}>
        {t('common.save')}
      </Button>
      {after.counted !== null && after.counted !== saved && (
        <Button onPress={() => save(after.counted)}>
          {t('evaluation.asCounted', { count: after.counted })}
        </Button>
      )}
    </form>
  );
}
