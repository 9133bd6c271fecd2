import { useState } from 'react';
import { fold } from '../../electron/journal/search-text.ts';
import type { BoardTeam } from '../../electron/team/team.ts';
import { useQueryOf } from '../api.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { PeopleList } from './people-list.tsx';
import { TeamBoard } from './team-board.tsx';
import { TeamDetail } from './team-detail.tsx';
import './team.css';

/** All teams: what the radio operator keeps up to date in two keys, and who is in them. */
export default function TeamScreen({ id }: { readonly id?: string }) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  const [view, setView] = useState<'teams' | 'people'>('teams');
  const board = useQueryOf('team.board', {}, { nouns: ['person', 'callOut', 'callOutAnswer', 'teamRules'] });
  const teams = board.data?.teams.filter((team) => matches(team, typed)) ?? [];
  const team = board.data?.teams.find((one) => one.id === chosen) ?? teams[0];

  const views = (
    <div className="row" role="group" aria-label={t('team.title')}>
      <Button aria-pressed={view === 'teams'} onPress={() => setView('teams')}>
        {t('team.title')}
      </Button>
      <Button aria-pressed={view === 'people'} onPress={() => setView('people')}>
        {t('team.people')}
      </Button>
    </div>
  );
  const open = (teamId: string): void => {
    setChosen(teamId);
    setView('teams');
  };

  return (
    <div className="team-screen">
      {views}
      {view === 'people' ? (
        <PeopleList onTeam={open} />
      ) : (
        <div className="two-columns">
          <Panel
            title={t('team.board')}
            aside={board.data && t('common.ofTotal', { count: teams.length, total: board.data.teams.length })}
          >
            <div className="pad">
              <Field
                aria-label={t('team.filter')}
                label={t('team.filter')}
                value={typed}
                onChange={setTyped}
              />
            </div>
            {board.data && teams.length === 0 ? (
              <Empty>{typed === '' ? t('team.empty') : t('common.nothingFound', { text: typed })}</Empty>
            ) : (
              board.data && (
                <TeamBoard
                  teams={teams}
                  rules={board.data.rules}
                  chosen={team?.id ?? null}
                  onChoose={setChosen}
                />
              )
            )}
          </Panel>
          {team && board.data ? (
            <TeamDetail key={team.id} team={team} rules={board.data.rules} />
          ) : (
            <Panel title={t('team.team')}>
              <Empty>{t('team.choose')}</Empty>
            </Panel>
          )}
        </div>
      )}
    </div>
  );
}

/** Every word typed begins a word of the team's code, names, call sign or place, in any script. */
function matches(team: BoardTeam, typed: string): boolean {
  const place = team.place ?? team.home;
  const names = [team.names, ...(place ? [place.names] : [])].flatMap(({ en, srLatn, zhHans }) => [
    en,
    srLatn,
    zhHans,
  ]);
  const words = ` ${fold([team.key, team.callSign, place?.key ?? '', ...names].join(' '))}`;
  return fold(typed)
    .split(' ')
    .every((word) => words.includes(` ${word}`));
}
