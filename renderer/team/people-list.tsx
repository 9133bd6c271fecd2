import { useState } from 'react';
import { crews, type Crew } from '../../electron/person/person.ts';
import { useQueryOf } from '../api.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { Qualifications } from './person-line.tsx';

const pageSize = 50;

/** Everybody of the register: by typing, by crew, by what they are trained for. */
export function PeopleList({ onTeam }: { readonly onTeam: (id: string) => void }) {
  const { t, nameOf } = useText();
  const [text, setText] = useState('');
  const [crew, setCrew] = useState<Crew | null>(null);
  const [qualification, setQualification] = useState('');
  const [limit, setLimit] = useState(pageSize);
  const kinds = useQueryOf('qualification.all', {}).data ?? [];
  const teams = useQueryOf('team.board', {}).data?.teams ?? [];
  const page = useQueryOf('person.page', {
    text,
    limit,
    ...(crew === null ? {} : { crew }),
    ...(qualification === '' ? {} : { qualification }),
  }).data;
  const rows = page?.rows ?? [];
  return (
    <Panel
      title={t('team.people')}
      aside={page && t('common.ofTotal', { count: rows.length, total: page.total })}
    >
      <div className="pad row people-filter">
        <Field label={t('person.filter')} value={text} onChange={setText} />
        <label className="field">
          <span className="group-label">{t('person.qualifications')}</span>
          <select
            className="input"
            value={qualification}
            onChange={(event) => setQualification(event.target.value)}
          >
            <option value="">{t('common.all')}</option>
            {kinds.map((kind) => (
              <option key={kind.key} value={kind.key}>
                {nameOf(kind.names)}
              </option>
            ))}
          </select>
        </label>
        <div className="row" role="group" aria-label={t('person.crew')}>
          {crews.map((one) => (
            <Button key={one} aria-pressed={crew === one} onPress={() => setCrew(crew === one ? null : one)}>
              {t('person.crewOf', { crew: one })}
            </Button>
          ))}
        </div>
      </div>
      {page && rows.length === 0 ? (
        <Empty>
          {page.total === 0 && text === '' ? t('person.empty') : t('common.nothingFound', { text })}
        </Empty>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label={t('team.people')}>
          <table className="list">
            <thead>
              <tr>
                <th>{t('person.name')}</th>
                <th>{t('person.crew')}</th>
                <th>{t('team.team')}</th>
                <th>{t('person.callSign')}</th>
                <th>{t('person.phone')}</th>
                <th>{t('person.qualifications')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((person) => {
                const team = teams.find(({ id }) => id === person.teamId);
                return (
                  <tr key={person.id}>
                    <td>
                      <b>{person.name}</b>
                    </td>
                    <td>{person.crew ?? t('person.days')}</td>
                    <td>
                      {team ? (
                        <button type="button" className="text-button" onClick={() => onTeam(team.id)}>
                          {team.key}
                        </button>
                      ) : (
                        <span className="dim">{t('person.noTeam')}</span>
                      )}
                    </td>
                    <td>{person.callSign}</td>
                    <td>{person.phone}</td>
                    <td>
                      <Qualifications person={person} kinds={kinds} />
                    </td>
                  </tr>
                );
              })}
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
  );
}
