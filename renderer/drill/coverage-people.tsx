import { useState } from 'react';
import { crews, type Crew } from '../../electron/person/person.ts';
import { useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { Button, Empty, Field } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { KindSign, stateShapes } from './kind-sign.tsx';
import { drillNouns } from './programme.ts';

const pageRows = 50;

/** People with the drills that they had and have before them; those with none stand out by shape and word. */
export function CoveragePeople({ programmeId }: { readonly programmeId: string }) {
  const { t, format, nameOf } = useText();
  const [text, setText] = useState('');
  const [crew, setCrew] = useState<Crew | 'all'>('all');
  const [withoutAny, setWithoutAny] = useState(false);
  const [from, setFrom] = useState(0);
  const [chosen, setChosen] = useState<string | null>(null);
  const page = useQueryOf(
    'drill.peopleCoverage',
    {
      programmeId,
      text,
      withoutAny,
      limit: pageRows,
      ...(crew === 'all' ? {} : { crew }),
      ...(from > 0 ? { after: String(from) } : {}),
    },
    { nouns: [...drillNouns, 'drillParticipant', 'team'] },
  ).data;
  const { rowProps } = useRowKeys(page?.rows.map(({ id }) => id) ?? [], chosen, setChosen);
  const first = (change: () => void): void => {
    change();
    setFrom(0);
  };
  return (
    <>
      <div className="cv-find">
        <Field label={t('drill.findPerson')} value={text} onChange={(to) => first(() => setText(to))} />
        <Choice
          label={t('drill.shiftWord')}
          value={crew}
          of={[
            { value: 'all', label: t('drill.everybody') },
            ...crews.map((one) => ({ value: one, label: t('drill.crew', { crew: one }) })),
          ]}
          onChange={(to) => first(() => setCrew(to))}
        />
        <Button aria-pressed={withoutAny} onPress={() => first(() => setWithoutAny(!withoutAny))}>
          ▲ {t('drill.coverage.withoutAny')}
        </Button>
      </div>
      <div className="scroll" tabIndex={-1}>
        {page && page.total === 0 ? (
          <Empty>{t('drill.coverage.nobody')}</Empty>
        ) : (
          <table className="list" role="grid" aria-label={t('drill.coverage.people')}>
            <thead>
              <tr>
                <th scope="col">{t('drill.coverage.person')}</th>
                <th scope="col">{t('drill.coverage.team')}</th>
                <th scope="col">{t('drill.coverage.theirs')}</th>
                <th scope="col">{t('drill.coverage.lastHead')}</th>
              </tr>
            </thead>
            <tbody>
              {page?.rows.map((person) => (
                <tr key={person.id} {...rowProps(person.id)}>
                  <td role="gridcell" className="cv-person">
                    <b>{person.name}</b>
                    {person.crew !== null && (
                      <span className="dim"> {t('drill.crew', { crew: person.crew })}</span>
                    )}
                  </td>
                  <td role="gridcell" className="muted">
                    {person.team && nameOf(person.team)}
                  </td>
                  <td role="gridcell">
                    {person.drills.length === 0 ? (
                      // Who belongs to no team is drilled with their area, not by name.
                      <span className={person.team === null ? 'dim' : 't3'}>
                        {person.team !== null && <span aria-hidden>▲ </span>}
                        {t('drill.coverage.none')}
                      </span>
                    ) : (
                      <span className="cv-theirs">
                        {person.drills.map((drill) => (
                          <span key={drill.drillId}>
                            <KindSign kind={drill.kind} /> {format.weekdayDate(drill.startsAt)}{' '}
                            {drill.placeKey}{' '}
                            <span className="dim">
                              {stateShapes[drill.state]} {t(`drill.state.${drill.state}`)}
                            </span>
                          </span>
                        ))}
                      </span>
                    )}
                  </td>
                  <td role="gridcell" className="muted">
                    {person.last}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {page && page.total > pageRows && (
        <div className="row pad">
          <Button isDisabled={from === 0} onPress={() => setFrom(Math.max(0, from - pageRows))}>
            {t('drill.earlier')}
          </Button>
          <span className="dim">
            {from + 1}–{from + page.rows.length} / {page.total}
          </span>
          <Button isDisabled={page.next === null} onPress={() => setFrom(from + pageRows)}>
            {t('drill.later')}
          </Button>
        </div>
      )}
    </>
  );
}
