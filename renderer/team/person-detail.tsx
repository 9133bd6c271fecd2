import type { Person, QualificationKind } from '../../electron/person/person.ts';
import type { BoardTeam } from '../../electron/team/team.ts';
import { Papers } from '../attachment/papers.tsx';
import { useOffer } from '../ui/commands.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { RowHistory } from '../ui/row-history.tsx';
import { useText } from '../ui/text.ts';
import { Qualifications } from './person-line.tsx';
import { RenewLine } from './renew-line.tsx';
import { useMay } from './use-may.ts';

/** One person: how to reach them, what they may do and until when, their certificates, who changed what. */
export function PersonDetail(props: {
  readonly person: Person;
  readonly kinds: readonly QualificationKind[];
  readonly teams: readonly BoardTeam[];
  readonly renewing: boolean;
  readonly onEdit: () => void;
  readonly onRenew: (open: boolean) => void;
  readonly onRetire: () => void;
  readonly onTeam: (id: string) => void;
}) {
  const { person, kinds, teams, renewing, onEdit, onRenew, onRetire, onTeam } = props;
  const { t, nameOf } = useText();
  const mayChange = useMay('person.change');
  const mayRetire = useMay('person.retire');
  const team = teams.find(({ id }) => id === person.teamId);
  const facts = { name: person.name };
  useOffer('person.change', 'person.changeOf', onEdit, { facts });
  useOffer('person.renew', 'person.renewOf', () => onRenew(true), { facts });
  useOffer('person.retire', 'person.retireOf', onRetire, { facts });

  return (
    <Panel
      title={person.name}
      aside={person.crew === null ? t('person.days') : t('person.crewOf', { crew: person.crew })}
    >
      <div className="scroll" tabIndex={0} role="region" aria-label={person.name}>
        <div className="team-detail">
          <dl className="team-facts">
            <dt>{t('team.team')}</dt>
            <dd>
              {team ? (
                <button type="button" className="text-button" onClick={() => onTeam(team.id)}>
                  {team.key} {nameOf(team.names)}
                </button>
              ) : (
                <span className="dim">{t('person.noTeam')}</span>
              )}
            </dd>
            <dt>{t('person.callSign')}</dt>
            <dd>{person.callSign || '–'}</dd>
            <dt>{t('person.phone')}</dt>
            <dd>{person.phone || '–'}</dd>
          </dl>
          <h3>{t('person.qualifications')}</h3>
          <Qualifications person={person} kinds={kinds} />
          {renewing && (
            <RenewLine
              key={`${person.id} ${person.version}`}
              person={person}
              kinds={kinds}
              asked={null}
              done={() => onRenew(false)}
            />
          )}
          <div className="row">
            {mayChange && !renewing && (
              <Button onPress={() => onRenew(true)}>
                {t('person.renew')} <kbd className="kbd">R</kbd>
              </Button>
            )}
            {mayChange && (
              <Button onPress={onEdit}>
                {t('common.edit')} <kbd className="kbd">E</kbd>
              </Button>
            )}
            {mayRetire && <Button onPress={onRetire}>{t('person.retire')}</Button>}
          </div>
          <Papers noun="person" rowId={person.id} />
          <section>
            <h3>{t('team.history')}</h3>
            <RowHistory
              noun="person"
              id={person.id}
              fields={{
                name: { label: 'person.name' },
                crew: {
                  label: 'person.crew',
                  show: (crew) => (crew === null ? t('person.days') : String(crew)),
                },
                callSign: { label: 'person.callSign' },
                phone: { label: 'person.phone' },
                teamId: {
                  label: 'team.team',
                  show: (id) => teams.find((one) => one.id === id)?.key ?? t('person.noTeam'),
                },
                qualifications: {
                  label: 'person.qualifications',
                  show: (held) =>
                    (held as Person['qualifications'])
                      .map(({ key, expiresOn }) => `${key} ${expiresOn ?? ''}`)
                      .join(', '),
                },
              }}
            />
          </section>
        </div>
      </div>
    </Panel>
  );
}
