import { paceOn } from '../../electron/drill/drill-clock.ts';
import { callOutState } from '../../electron/team/call-out.ts';
import { parState } from '../../electron/team/par.ts';
import { mustRestUntil } from '../../electron/team/rest.ts';
import { missingHeads, type BoardTeam, type TeamStatus } from '../../electron/team/team.ts';
import type { TeamRules } from '../../electron/team/team-rules.ts';
import { useNow } from '../ui/clock.ts';
import { useText } from '../ui/text.ts';

interface Timed {
  readonly team: BoardTeam;
  readonly rules: TeamRules;
}

const shapes: Record<TeamStatus, string> = {
  available: '○',
  calledOut: '◇',
  enRoute: '→',
  onScene: '●',
  resting: '□',
  out: '×',
};

/** The status as a shape and a word. */
export function Status({ status }: { readonly status: TeamStatus }) {
  const { t } = useText();
  return (
    <span className={status === 'out' ? 'dim' : undefined}>
      <span className="shape" aria-hidden>
        {shapes[status]}
      </span>
      {t(`team.status.${status}`)}
    </span>
  );
}

/** The check-in timer as a thin line that fills; grey until it is due. Nothing off the scene. */
export function ParBar({ team, rules }: Timed) {
  const par = parState(team, useNow(1000), rules);
  if (!par) return null;
  const share = Math.min(100, (par.elapsedMinutes / par.intervalMinutes) * 100);
  return (
    <div className={`par ${par.kind}`} aria-hidden>
      <i style={{ width: `${share}%` }} />
    </div>
  );
}

/** What a team's clock says: check-in, rest, or how long its call-out waits. */
export function TeamClock({ team, rules }: Timed) {
  const now = useNow(1000);
  const { t, format } = useText();
  const par = parState(team, now, rules);
  const missing = missingHeads(team);
  if (par) {
    const span = format.span(
      par.kind === 'overdue' ? Math.floor(-par.minutesLeft) : Math.ceil(par.minutesLeft),
    );
    return (
      <>
        {missing > 0 && <span className="t1">■ {t('team.headsMissing', { count: missing })} </span>}
        {par.kind === 'ok' && <span className="dim">{t('team.parLeft', { span })}</span>}
        {par.kind === 'due' && <span className="t2">▲ {t('team.parLeft', { span })}</span>}
        {par.kind === 'overdue' && <span className="t1">■ {t('team.parOverdue', { span })}</span>}
      </>
    );
  }
  const at = new Date(now).toISOString();
  if (team.callOut)
    return (
      <CallClock
        call={team.callOut}
        now={now}
        rules={rules}
        members={team.members}
        drillClock={team.drillClock}
      />
    );
  const rest = mustRestUntil(team, at);
  if (rest !== null)
    return <span className="dim">{t('team.restsUntil', { time: format.moment(rest, at) })}</span>;
  return null;
}

function CallClock(props: {
  readonly call: NonNullable<BoardTeam['callOut']>;
  readonly now: number;
  readonly rules: TeamRules;
  readonly members: number;
  readonly drillClock: BoardTeam['drillClock'];
}) {
  const { t, format } = useText();
  const { call, now, rules, members, drillClock } = props;
  const state = callOutState(call, now, rules, paceOn(drillClock));
  if (state.kind === 'waiting')
    return (
      <span className="dim">{t('team.waiting', { span: format.span(Math.floor(state.waitedMinutes)) })}</span>
    );
  if (state.kind === 'late')
    return (
      <span className="t2">▲ {t('team.late', { span: format.span(Math.floor(state.waitedMinutes)) })}</span>
    );
  const answers =
    call.answers === 0 ? '' : ` · ${t('team.answers', { count: call.answers, total: members })}`;
  return (
    <span className="dim">
      {t('team.acknowledgedAt', { time: format.time(state.at) })}
      {answers}
    </span>
  );
}

/** Where a team is and how old that is; its home while it has said nothing. */
export function Where({ team }: { readonly team: BoardTeam }) {
  const { t, format, nameOf } = useText();
  const now = new Date(useNow(15_000)).toISOString();
  const point = team.longitude !== null && team.latitude !== null;
  const place = team.place
    ? nameOf(team.place.names)
    : point
      ? `${format.number(team.latitude, 5)}, ${format.number(team.longitude, 5)}`
      : null;
  const goesTo =
    team.status === 'calledOut' ? team.callOut?.destination : team.status === 'enRoute' ? team.place : null;
  if (goesTo) return <>→ {nameOf(goesTo.names)}</>;
  if (place === null)
    return team.home ? (
      <>
        {nameOf(team.home.names)} <span className="dim">{t('team.atHome')}</span>
      </>
    ) : (
      <span className="dim">{t('team.noPlace')}</span>
    );
  const minutes = team.positionAt === null ? 0 : (Date.parse(now) - Date.parse(team.positionAt)) / 60_000;
  if (minutes < 1) return place;
  return (
    <>
      {place} <span className="dim">{t('team.positionAge', { span: format.span(minutes) })}</span>
    </>
  );
}
