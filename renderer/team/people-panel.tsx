import { useState } from 'react';
import { missingAt } from '../../electron/muster/muster.ts';
import { paceOn } from '../../electron/drill/drill-clock.ts';
import { callOutState } from '../../electron/team/call-out.ts';
import { parState } from '../../electron/team/par.ts';
import { missingHeads, type BoardTeam } from '../../electron/team/team.ts';
import type { TeamRules } from '../../electron/team/team-rules.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { MusterPanel } from '../muster/muster-panel.tsx';
import { PositionsPanel } from '../position/positions-panel.tsx';
import { positionName } from '../position/position-name.ts';
import { useNow } from '../ui/clock.ts';
import { useIntent } from '../ui/intent.ts';
import { Button, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { openCallOut } from './call-out-sheet.tsx';
import { useMay } from './use-may.ts';
import { ParBar, Status, TeamClock, Where } from './team-parts.tsx';
import './team.css';

const views = ['all', 'muster', 'positions'] as const;
type View = (typeof views)[number];

/** People and teams of an incident: who is where, who has not checked in, who is missing, who holds which position. */
export default function PeoplePanel({ incidentId }: { readonly incidentId: string }) {
  const { t } = useText();
  const [view, setView] = useState<View>('all');
  const may = useMay('team.callOut');
  useIntent('muster.count', () => setView('muster'));
  const points = useQueryOf('muster.list', { incidentId }, { nouns: ['place'] }).data ?? [];
  const missing = points.reduce((sum, point) => sum + missingAt(point), 0);
  const title: Record<View, string> = {
    all: t('team.title'),
    muster: t('muster.title'),
    positions: t('position.title'),
  };
  return (
    <Panel
      title={t('team.sceneTitle')}
      aside={
        missing > 0 ? <span className="t2">▲ {t('muster.missingCount', { count: missing })}</span> : undefined
      }
    >
      <div className="scene-views" role="group" aria-label={t('team.sceneTitle')}>
        {views.map((one) => (
          <Button key={one} aria-pressed={view === one} onPress={() => setView(one)}>
            {title[one]}
          </Button>
        ))}
        <span className="grow" />
        {may && <Button onPress={() => openCallOut({ incidentId })}>{t('team.send')}</Button>}
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label={title[view]}>
        {view === 'all' && <Scene incidentId={incidentId} showMuster={() => setView('muster')} />}
        {view === 'muster' && <MusterPanel incidentId={incidentId} />}
        {view === 'positions' && <PositionsPanel incidentId={incidentId} />}
      </div>
    </Panel>
  );
}

function Scene({ incidentId, showMuster }: { readonly incidentId: string; readonly showMuster: () => void }) {
  const { t, format, nameOf } = useText();
  const board = useQueryOf(
    'team.board',
    {},
    { nouns: ['person', 'callOut', 'callOutAnswer', 'teamRules'] },
  ).data;
  const points = useQueryOf('muster.list', { incidentId }, { nouns: ['place'] }).data ?? [];
  const chart =
    useQueryOf('position.list', { incidentId }, { nouns: ['positionTerm', 'sitePosition'] }).data ?? [];
  const now = useNow(15_000);
  if (!board) return null;
  const at = new Date(now).toISOString();
  const here = board.teams
    .filter((team) => team.incidentId === incidentId)
    .toSorted((a, b) => urgency(a, now, board.rules) - urgency(b, now, board.rules));
  const free = board.teams.filter(
    (team) => team.incidentId !== incidentId && (team.status === 'available' || team.status === 'resting'),
  );
  return (
    <table className="scene">
      <tbody>
        {here.map((team) => (
          <SceneTeam key={team.id} team={team} rules={board.rules} />
        ))}
        {here.length === 0 && (
          <tr>
            <td colSpan={3} className="muted">
              {t('team.noneHere')}
            </td>
          </tr>
        )}
        {points
          .filter((point) => missingAt(point) > 0)
          .map((point) => (
            <tr key={point.place.id}>
              <td>
                <button type="button" className="text-button" onClick={showMuster}>
                  <b>{nameOf(point.place.names)}</b>
                </button>{' '}
                {point.muster?.missing.map(({ name }) => name).join(', ')}
              </td>
              <td colSpan={2} className="t2">
                ▲ {t('muster.missingCount', { count: missingAt(point) })}
              </td>
            </tr>
          ))}
        {chart.map(
          (position) =>
            position.term && (
              <tr key={position.key}>
                <td>
                  <b>{positionName(position, t, nameOf)}</b> {position.term.holder}
                </td>
                <td className="dim">
                  {t('position.since', { time: format.moment(position.term.since, at) })}
                </td>
              </tr>
            ),
        )}
        {free.map((team) => (
          <tr key={team.id} className="quiet">
            <td>
              <b>{team.key}</b> {nameOf(team.names)}
            </td>
            <td colSpan={2}>
              <Status status={team.status} />
              <div>
                <TeamClock team={team} rules={board.rules} />
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SceneTeam({ team, rules }: { readonly team: BoardTeam; readonly rules: TeamRules }) {
  const { t } = useText();
  const checkIn = useCommand('team.checkIn');
  const acknowledge = useCommand('team.acknowledge');
  const may = useMay('team.checkIn');
  const call = team.callOut;
  return (
    <tr>
      <td>
        <b>{team.key}</b> <Where team={team} />
        <ParBar team={team} rules={rules} />
        <Problem>{checkIn.problem ?? acknowledge.problem}</Problem>
      </td>
      <td>
        <Status status={team.status} />
        <div>
          <TeamClock team={team} rules={rules} />
        </div>
      </td>
      <td className="act">
        {may && team.status === 'onScene' && (
          <Button
            aria-label={t('team.checkInTeam', { team: team.key })}
            onPress={() => void checkIn.run({ teamId: team.id })}
          >
            ✓
          </Button>
        )}
        {may && call && call.acknowledgedAt === null && (
          <Button
            aria-label={t('team.acknowledgeTeam', { team: team.key })}
            onPress={() => void acknowledge.run({ callOutId: call.id })}
          >
            ✓
          </Button>
        )}
      </td>
    </tr>
  );
}

/** Somebody missing, then late check-ins and answers, then by how far the team has come. */
function urgency(team: BoardTeam, now: number, rules: TeamRules): number {
  if (missingHeads(team) > 0) return 0;
  const par = parState(team, now, rules);
  if (par && par.kind !== 'ok') return par.kind === 'overdue' ? 1 : 2;
  if (team.callOut && callOutState(team.callOut, now, rules, paceOn(team.drillClock)).kind === 'late')
    return 3;
  return team.status === 'onScene' ? 4 : team.status === 'enRoute' ? 5 : 6;
}
