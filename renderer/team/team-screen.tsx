import { useState } from 'react';
import { fold } from '../../electron/journal/search-text.ts';
import type { Board, BoardTeam } from '../../electron/team/team.ts';
import { useQueryOf } from '../api.ts';
import { useOffer } from '../ui/commands.ts';
import { useIntendedView, useIntent } from '../ui/intent.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { PeopleList } from './people-list.tsx';
import { QualificationsPanel } from './qualifications-panel.tsx';
import { RulesPanel } from './rules-panel.tsx';
import { TeamBoard } from './team-board.tsx';
import { TeamDetail } from './team-detail.tsx';
import { TeamForm } from './team-form.tsx';
import { useMay } from './use-may.ts';
import './team.css';

const views = ['teams', 'people', 'qualifications', 'rules'] as const;
type View = (typeof views)[number];

/** All teams: what the radio operator keeps up to date in two keys, who is in them, what they may do, how they rest. */
export default function TeamScreen({ id }: { readonly id?: string }) {
  const { t } = useText();
  const [view, setView] = useState<View | null>(null);
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  const board = useQueryOf('team.board', {}, { nouns: ['person', 'callOut', 'callOutAnswer', 'teamRules'] });
  // An address names a team or one of the people.
  const opened = board.data?.teams.some((team) => team.id === id) === false && id !== undefined;
  const shown = view ?? (opened ? 'people' : 'teams');
  useIntendedView((wanted) => setView(views.find((one) => one === wanted) ?? null));
  const title: Record<View, string> = {
    teams: t('team.title'),
    people: t('team.people'),
    qualifications: t('person.qualifications'),
    rules: t('team.rules.title'),
  };
  if (!board.data) return null;
  return (
    <div className="team-screen">
      <div className="row" role="group" aria-label={t('team.title')}>
        {views.map((one) => (
          <Button key={one} aria-pressed={shown === one} onPress={() => setView(one)}>
            {title[one]}
          </Button>
        ))}
      </div>
      {shown === 'teams' && <Teams board={board.data} chosen={chosen} onChoose={setChosen} />}
      {shown === 'people' && (
        <PeopleList
          first={opened ? id : null}
          onTeam={(teamId) => {
            setChosen(teamId);
            setView('teams');
          }}
        />
      )}
      {shown === 'qualifications' && <QualificationsPanel />}
      {shown === 'rules' && <RulesPanel />}
    </div>
  );
}

function Teams(props: {
  readonly board: Board;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}) {
  const { board, chosen, onChoose } = props;
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const [form, setForm] = useState<'new' | 'edit' | null>(null);
  const mayAdd = useMay('team.add');
  const teams = board.teams.filter((team) => matches(team, typed));
  const team = board.teams.find((one) => one.id === chosen) ?? teams[0];
  useIntent('team.add', () => setForm('new'));
  useOffer('team.change', 'team.changeOf', team ? () => setForm('edit') : null, {
    facts: { team: team?.key ?? '' },
  });
  return (
    <div className="two-columns">
      <Panel
        title={t('team.board')}
        aside={t('common.ofTotal', { count: teams.length, total: board.teams.length })}
      >
        <div className="pad row people-filter">
          <Field aria-label={t('team.filter')} label={t('team.filter')} value={typed} onChange={setTyped} />
          {mayAdd && <Button onPress={() => setForm('new')}>{t('team.add')}</Button>}
        </div>
        {teams.length === 0 ? (
          <Empty>{typed === '' ? t('team.empty') : t('common.nothingFound', { text: typed })}</Empty>
        ) : (
          <TeamBoard
            teams={teams}
            rules={board.rules}
            chosen={team?.id ?? null}
            onChoose={(id) => {
              onChoose(id);
              if (id !== team?.id) setForm(null);
            }}
          />
        )}
      </Panel>
      {form !== null && (form === 'new' || team) ? (
        <TeamForm
          key={form === 'new' ? 'new' : team?.id}
          team={form === 'new' ? null : (team ?? null)}
          done={(id) => {
            setForm(null);
            if (id !== null) onChoose(id);
          }}
        />
      ) : team ? (
        <TeamDetail key={team.id} team={team} rules={board.rules} onEdit={() => setForm('edit')} />
      ) : (
        <Panel title={t('team.team')}>
          <Empty>{t('team.choose')}</Empty>
        </Panel>
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
