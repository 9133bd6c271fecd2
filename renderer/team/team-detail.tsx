import type { JournalLine } from '../../electron/journal/journal-page.ts';
import type { BoardTeam, Team } from '../../electron/team/team.ts';
import type { TeamRules } from '../../electron/team/team-rules.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';
import { Button, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useMay } from './use-may.ts';
import { PersonLine } from './person-line.tsx';
import { ParBar, Status, TeamClock, Where } from './team-parts.tsx';

/** One team: what it is, its people with what they may do, and everything that was ever said of it. */
export function TeamDetail({
  team,
  rules,
  onEdit,
}: {
  readonly team: BoardTeam;
  readonly rules: TeamRules;
  readonly onEdit: () => void;
}) {
  const { t, format, nameOf } = useText();
  const now = new Date(useNow(60_000)).toISOString();
  const mayChange = useMay('team.change');
  return (
    <Panel title={`${team.key} · ${t(`team.kind.${team.kind}`)}`} aside={<Status status={team.status} />}>
      <div className="scroll" tabIndex={0} role="region" aria-label={nameOf(team.names)}>
        <div className="team-detail">
          <h1>{nameOf(team.names)}</h1>
          <div>
            <Status status={team.status} />{' '}
            <span className="dim">{t('team.since', { time: format.moment(team.statusAt, now) })}</span>{' '}
            {team.onAir && <span className="badge">{t('team.onAir')}</span>}
            <div>
              <TeamClock team={team} rules={rules} />
            </div>
            <ParBar team={team} rules={rules} />
          </div>
          <dl className="team-facts">
            <dt>{t('team.callSign')}</dt>
            <dd>{team.callSign}</dd>
            <dt>{t('team.channel')}</dt>
            <dd>{team.channel ?? '–'}</dd>
            <dt>{t('team.place')}</dt>
            <dd>
              <Where team={team} />
            </dd>
            {team.home && (
              <>
                <dt>{t('team.home')}</dt>
                <dd>{nameOf(team.home.names)}</dd>
              </>
            )}
            {team.callOut && (
              <>
                <dt>{t('team.callOut')}</dt>
                <dd>{team.callOut.message}</dd>
              </>
            )}
          </dl>
          {mayChange && (
            <div className="row">
              <Button onPress={onEdit}>{t('common.edit')}</Button>
            </div>
          )}
          <Members team={team} />
          <TeamHistory id={team.id} version={team.version} />
        </div>
      </div>
    </Panel>
  );
}

function Members({ team }: { readonly team: BoardTeam }) {
  const { t } = useText();
  const people = useQueryOf('person.page', { teamId: team.id, limit: 200 }).data?.rows ?? [];
  const kinds = useQueryOf('qualification.all', {}).data ?? [];
  const calls = useQueryOf(
    'team.callOuts',
    { incidentId: team.callOut?.incidentId ?? '' },
    { nouns: ['callOut', 'callOutAnswer'], enabled: team.callOut !== null },
  ).data;
  const acknowledge = useCommand('team.acknowledge');
  const may = useMay('team.acknowledge');
  const call = team.callOut && calls?.find(({ id }) => id === team.callOut?.id);
  return (
    <section>
      <h3>
        {t('team.membersLabel')} <span className="dim">{people.length}</span>
      </h3>
      <Problem>{acknowledge.problem}</Problem>
      <ul className="people-list">
        {people.map((person) => (
          <PersonLine
            key={person.id}
            person={person}
            kinds={kinds}
            answeredAt={call?.answers.find(({ personId }) => personId === person.id)?.at ?? null}
            answer={
              may && call && team.status !== 'onScene'
                ? () => void acknowledge.run({ callOutId: call.id, personId: person.id })
                : null
            }
          />
        ))}
      </ul>
    </section>
  );
}

function TeamHistory({ id, version }: { readonly id: string; readonly version: number }) {
  const { t, format } = useText();
  // The journal grows with the team's own version; nothing else changes it.
  const lines = useQueryOf('journal.history', { noun: 'team', id }, { nouns: ['team'] }).data ?? [];
  const now = new Date(useNow(60_000)).toISOString();
  return (
    <section data-version={version}>
      <h3>{t('team.history')}</h3>
      {lines.length === 0 && <p className="dim">{t('team.noHistory')}</p>}
      <ol className="people-list">
        {lines.map((line, index) => (
          <li key={line.seq}>
            <div className="people-line">
              <span>{format.moment(line.at, now)}</span>
              <Did line={line} before={lines[index + 1]} id={id} />
              <span className="grow" />
              <span className="dim">{line.byName}</span>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function rowOf(line: JournalLine | undefined, id: string): Partial<Team> | null {
  return (line?.rows.find((row) => row.noun === 'team' && row.id === id)?.row ??
    null) as Partial<Team> | null;
}

/** What a line of the history changed: the status that it led to, a check-in, a new name. */
function Did({
  line,
  before,
  id,
}: {
  readonly line: JournalLine;
  readonly before: JournalLine | undefined;
  readonly id: string;
}) {
  const { t } = useText();
  const row = rowOf(line, id);
  if (line.name === 'team.checkIn') return <span>{t('team.key.c')}</span>;
  if (row?.status && (row.status !== rowOf(before, id)?.status || line.name === 'team.setStatus'))
    return <Status status={row.status} />;
  return <span>{t('common.edit')}</span>;
}
