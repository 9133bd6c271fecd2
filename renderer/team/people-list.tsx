import { useState, type KeyboardEvent } from 'react';
import { crews, type Crew, type Person, type QualificationKind } from '../../electron/person/person.ts';
import { ask, useQueryOf } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { useIntent } from '../ui/intent.ts';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { PersonDetail } from './person-detail.tsx';
import { PersonForm } from './person-form.tsx';
import { Qualifications } from './person-line.tsx';
import { useMay } from './use-may.ts';

const pageSize = 50;
type Doing = 'looking' | 'adding' | 'editing' | 'renewing';

/** Everybody of the register: by typing, by crew, by what they are trained for; one of them beside the list. */
export function PeopleList({
  first,
  onTeam,
}: {
  readonly first: string | null;
  readonly onTeam: (id: string) => void;
}) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [crew, setCrew] = useState<Crew | null>(null);
  const [qualification, setQualification] = useState('');
  const [limit, setLimit] = useState(pageSize);
  const [chosen, setChosen] = useState<string | null>(first);
  const [doing, setDoing] = useState<Doing>('looking');
  const [gone, setGone] = useState<Person | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const kinds = useQueryOf('qualification.all', {}).data ?? [];
  const teams = useQueryOf('team.board', {}).data?.teams ?? [];
  const page = useQueryOf('person.page', {
    text,
    limit,
    ...(crew === null ? {} : { crew }),
    ...(qualification === '' ? {} : { qualification }),
  }).data;
  const rows = page?.rows ?? [];
  const elsewhere = useQueryOf(
    'person.byId',
    { id: chosen ?? '' },
    { enabled: chosen !== null && page !== undefined && !rows.some(({ id }) => id === chosen) },
  ).data;
  const person = rows.find(({ id }) => id === chosen) ?? (elsewhere?.id === chosen ? elsewhere : undefined);
  const mayAdd = useMay('person.add');
  const mayChange = useMay('person.change');
  const mayRetire = useMay('person.retire');
  const keys = useRowKeys(
    rows.map(({ id }) => id),
    chosen,
    (id) => {
      setChosen(id);
      if (id !== chosen) setDoing('looking');
    },
    hear,
  );
  useIntent('person.add', () => setDoing('adding'));

  function hear(event: KeyboardEvent): void {
    const key = event.key.toLowerCase();
    if (key === 'n' && mayAdd) setDoing('adding');
    else if ((key === 'e' || key === 'enter') && mayChange) setDoing('editing');
    else if (key === 'r' && mayChange) setDoing('renewing');
    else if (key === 'delete' && mayRetire) void retire();
    else return;
    event.preventDefault();
  }
  /** The list has the keys again, where it was left. */
  function back(id: string | null): void {
    setDoing('looking');
    if (id !== null) setChosen(id);
    const to = id ?? chosen;
    if (to !== null) requestAnimationFrame(() => keys.focus(to));
  }
  async function retire(): Promise<void> {
    if (!person) return;
    const result = await ask('person.retire', { id: person.id, version: person.version });
    setProblem(result.ok ? null : refusalText(result.refusal));
    if (!result.ok) return;
    setGone(result.value);
    setChosen(null);
  }
  async function reinstate(): Promise<void> {
    if (!gone) return;
    const result = await ask('person.reinstate', { id: gone.id, version: gone.version });
    setProblem(result.ok ? null : refusalText(result.refusal));
    if (!result.ok) return;
    setGone(null);
    back(gone.id);
  }

  return (
    <div className="two-columns">
      <Panel
        title={t('team.people')}
        aside={page && t('common.ofTotal', { count: rows.length, total: page.total })}
      >
        <div className="pad row people-filter">
          <Field label={t('person.filter')} value={text} onChange={setText} />
          <label className="field">
            <span className="group-label">{t('person.qualifications')}</span>
            <QualificationOptions value={qualification} kinds={kinds} onChange={setQualification} />
          </label>
          <div className="row" role="group" aria-label={t('person.crew')}>
            {crews.map((one) => (
              <Button
                key={one}
                aria-pressed={crew === one}
                onPress={() => setCrew(crew === one ? null : one)}
              >
                {t('person.crewOf', { crew: one })}
              </Button>
            ))}
          </div>
          {mayAdd && (
            <Button onPress={() => setDoing('adding')}>
              {t('person.add')} <kbd className="kbd">N</kbd>
            </Button>
          )}
        </div>
        {(gone !== null || problem !== null) && (
          <div className="pad row" role="status">
            <Problem>{problem}</Problem>
            {gone && (
              <>
                {t('person.gone', { name: gone.name })}
                <Button autoFocus onPress={() => void reinstate()}>
                  {t('common.undo')}
                </Button>
              </>
            )}
          </div>
        )}
        {page && rows.length === 0 ? (
          <Empty>
            {page.total === 0 && text === '' ? t('person.empty') : t('common.nothingFound', { text })}
          </Empty>
        ) : (
          <div className="scroll">
            <table className="list people" role="grid" aria-label={t('team.people')}>
              <thead>
                <tr>
                  <th>{t('person.name')}</th>
                  <th>{t('person.crew')}</th>
                  <th>{t('team.team')}</th>
                  <th>{t('person.callSign')}</th>
                  <th className="fold">{t('person.phone')}</th>
                  <th>{t('person.qualifications')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((one) => (
                  <tr key={one.id} {...keys.rowProps(one.id)}>
                    <td>
                      <b>{one.name}</b>
                    </td>
                    <td>{one.crew ?? t('person.days')}</td>
                    <td>
                      {teams.find(({ id }) => id === one.teamId)?.key ?? (
                        <span className="dim">{t('person.noTeam')}</span>
                      )}
                    </td>
                    <td>{one.callSign}</td>
                    <td className="fold">{one.phone}</td>
                    <td>
                      <Qualifications person={one} kinds={kinds} short />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {page?.next !== null && page !== undefined && limit < 200 && (
              <p className="pad">
                <Button onPress={() => setLimit(Math.min(200, limit + pageSize))}>{t('common.more')}</Button>
              </p>
            )}
          </div>
        )}
      </Panel>
      {doing === 'adding' || (doing === 'editing' && person) ? (
        <PersonForm
          key={doing === 'adding' ? 'new' : chosen}
          person={doing === 'adding' ? null : (person ?? null)}
          kinds={kinds}
          teams={teams}
          done={back}
        />
      ) : person ? (
        <PersonDetail
          key={person.id}
          person={person}
          kinds={kinds}
          teams={teams}
          renewing={doing === 'renewing'}
          onEdit={() => setDoing('editing')}
          onRenew={(open) => (open ? setDoing('renewing') : back(null))}
          onRetire={() => void retire()}
          onTeam={onTeam}
        />
      ) : (
        <Panel title={t('common.details')}>
          <Empty>{t('person.choose')}</Empty>
        </Panel>
      )}
    </div>
  );
}

function QualificationOptions(props: {
  readonly value: string;
  readonly kinds: readonly QualificationKind[];
  readonly onChange: (key: string) => void;
}) {
  const { t, nameOf } = useText();
  return (
    <select className="input" value={props.value} onChange={(event) => props.onChange(event.target.value)}>
      <option value="">{t('common.all')}</option>
      {props.kinds.map((kind) => (
        <option key={kind.key} value={kind.key}>
          {nameOf(kind.names)}
        </option>
      ))}
    </select>
  );
}
