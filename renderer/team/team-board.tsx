import { useRef, useState, type KeyboardEvent } from 'react';
import type { BoardTeam } from '../../electron/team/team.ts';
import type { TeamRules } from '../../electron/team/team-rules.ts';
import { PlaceTimeLeft } from '../flood/water-clock.tsx';
import { useNow } from '../ui/clock.ts';
import { useText } from '../ui/text.ts';
import { openCallOut } from './call-out-sheet.tsx';
import { TeamKeys, TeamPrompt } from './team-keys.tsx';
import { ParBar, Status, TeamClock, Where } from './team-parts.tsx';
import { useMay } from './use-may.ts';
import { useTeamActions, type TeamKey } from './team-actions.ts';

interface Props {
  readonly teams: readonly BoardTeam[];
  readonly rules: TeamRules;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** Arrow to a team, then one letter: its status. The place and everything else follow only when asked for. */
export function TeamBoard({ teams, rules, chosen, onChoose }: Props) {
  const { t, format, nameOf } = useText();
  const rows = useRef(new Map<string, HTMLTableRowElement>());
  const actions = useTeamActions();
  const may = useMay('team.setStatus');
  const [lost, setLost] = useState(false);
  const team = teams.find(({ id }) => id === chosen) ?? teams[0];
  const now = new Date(useNow(60_000)).toISOString();

  function moveTo(index: number): void {
    const next = teams[Math.max(0, Math.min(teams.length - 1, index))];
    if (!next) return;
    onChoose(next.id);
    rows.current.get(next.id)?.focus();
  }

  function press(key: TeamKey): void {
    if (!team) return;
    if (key === 'n')
      openCallOut({ teamIds: [team.id], ...(team.incidentId ? { incidentId: team.incidentId } : {}) });
    else actions.press(key, team);
  }

  function hear(event: KeyboardEvent): void {
    const index = teams.findIndex(({ id }) => id === team?.id);
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: teams.length - 1,
      PageDown: index + 10,
      PageUp: index - 10,
    };
    const to = moves[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (to !== undefined) {
      event.preventDefault();
      return moveTo(to);
    }
    const key = actions.keyOf(event.key);
    if (key === null || !may) return;
    event.preventDefault();
    press(key);
  }

  function back(): void {
    actions.close();
    if (team) rows.current.get(team.id)?.focus();
    setLost(!team);
  }

  return (
    <>
      <div className="scroll">
        <table
          className="list team-board"
          role="grid"
          aria-label={t('team.board')}
          data-lost={lost || undefined}
        >
          <thead>
            <tr>
              <th>{t('team.team')}</th>
              <th>{t('team.callSign')}</th>
              <th>{t('team.place')}</th>
              <th className="fold">{t('team.membersLabel')}</th>
              <th className="last">{t('team.statusColumn')}</th>
            </tr>
          </thead>
          <tbody onKeyDown={hear}>
            {teams.map((one) => (
              <tr
                key={one.id}
                ref={(row) => {
                  if (row) rows.current.set(one.id, row);
                  else rows.current.delete(one.id);
                }}
                tabIndex={one.id === team?.id ? 0 : -1}
                aria-selected={one.id === team?.id}
                onFocus={() => onChoose(one.id)}
                onClick={() => onChoose(one.id)}
              >
                <td className="wrap">
                  <b>{one.key}</b> <span className="muted">{nameOf(one.names)}</span>
                </td>
                <td>{one.callSign}</td>
                <td className="wrap">
                  <Where team={one} />
                  {one.status === 'onScene' && one.placeId !== null && (
                    <PlaceTimeLeft placeId={one.placeId} />
                  )}
                </td>
                <td className="fold">{one.headsSent ?? one.members}</td>
                <td className="last">
                  <Status status={one.status} />{' '}
                  <span className="dim">{format.moment(one.statusAt, now)}</span>
                  <div>
                    <TeamClock team={one} rules={rules} />
                  </div>
                  <ParBar team={one} rules={rules} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {team && actions.prompt ? (
        <TeamPrompt
          key={`${team.id} ${actions.prompt.ask} ${actions.prompt.status ?? ''}`}
          team={team}
          actions={actions}
          done={back}
        />
      ) : (
        team && may && <TeamKeys team={team} problem={actions.problem} said={actions.said} press={press} />
      )}
    </>
  );
}
