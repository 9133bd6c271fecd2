import type { ReactNode } from 'react';
import { bySeverity } from '../../electron/flood/flood.ts';
import type { Snapshot } from '../../electron/replay/replay.ts';
import { lateness } from '../../electron/task/task.ts';
import { useQueryOf } from '../api.ts';
import { usePace } from '../drill/use-drill.ts';
import { LevelMark, TrendMark } from '../flood/level.tsx';
import { useText } from '../ui/text.ts';

/** Tasks, teams, heads, positions and zones of a snapshot. */
export function ReplayLists({
  snapshot,
  incidentId,
}: {
  readonly snapshot: Snapshot;
  readonly incidentId: string;
}) {
  const { t, format, nameOf } = useText();
  const musterPlaces = useQueryOf('place.all', { kinds: ['muster'] }).data ?? [];
  const roads = useQueryOf('place.all', { kinds: ['road', 'haulRoad', 'rail', 'siteGate'] }).data ?? [];
  const pace = usePace(incidentId);
  const roadKey = (id: string): string => roads.find((place) => place.id === id)?.key ?? '';
  const positions = useQueryOf('position.list', { incidentId }).data ?? [];
  const placeKey = (id: string): string => musterPlaces.find((place) => place.id === id)?.key ?? '';
  const position = (key: string): string => {
    const names = positions.find((one) => one.key === key)?.names;
    return names ? nameOf(names) : t(`position.${key}`);
  };
  if (snapshot.incident === null) return <p className="muted">{t('replay.before')}</p>;
  return (
    <section className="scroll column lists" tabIndex={0} role="region" aria-label={t('replay.title')}>
      <Part title={t('replay.tasks')}>
        {snapshot.tasks.map((task) => {
          const late = lateness(task, snapshot.at, pace);
          return (
            <li key={task.id} className={task.state === 'open' ? '' : 'dim'}>
              {task.state === 'done' ? '✓' : task.state === 'skipped' ? '✕' : '○'}{' '}
              {typeof task.title === 'string' ? task.title : nameOf(task.title)}{' '}
              {late.kind === 'late' && (
                <span className="t2">▲ {t('common.late', { span: format.span(late.minutes) })}</span>
              )}
            </li>
          );
        })}
      </Part>
      <Part title={t('replay.teams')}>
        {snapshot.teams
          .filter((team) => team.incidentId === incidentId)
          .map((team) => (
            <li key={team.id}>
              {nameOf(team.names)} · {t(`team.status.${team.status}`)}
            </li>
          ))}
      </Part>
      <Part title={t('replay.heads')}>
        {snapshot.musters.map((muster) => (
          <li key={muster.id}>
            {placeKey(muster.placeId)} {muster.counted ?? '–'} / {muster.expected ?? '–'}{' '}
            {muster.missing.length > 0 && (
              <span className="t2">▲ {muster.missing.map((head) => head.name).join(', ')}</span>
            )}
          </li>
        ))}
      </Part>
      <Part title={t('replay.positions')}>
        {snapshot.positions
          .filter((term) => term.until === null)
          .map((term) => (
            <li key={term.id}>
              {position(term.position)}: {term.holder}
            </li>
          ))}
      </Part>
      <Part title={t('replay.zones')}>
        {snapshot.zones
          .filter((zone) => zone.liftedAt === null)
          .map((zone) => (
            <li key={zone.id}>
              {t(`zone.kind.${zone.kind}`)} {zone.label}
            </li>
          ))}
      </Part>
      <Part title={t('replay.closures')}>
        {snapshot.closures
          .filter((closure) => closure.reopenedAt === null)
          .map((closure) => (
            <li key={closure.id}>
              {closure.placeId === null ? '' : `${roadKey(closure.placeId)} `}
              {closure.reason}
            </li>
          ))}
      </Part>
      <Part title={t('replay.water')}>
        {[
          ...bySeverity(snapshot.flood.gauges).flatMap((gauge) => {
            const newest = gauge.recent.at(-1);
            return newest === undefined
              ? []
              : [
                  <li key={gauge.id} className={gauge.level === 'normal' ? 'dim' : ''}>
                    {gauge.place.key} {newest.levelCm} cm · <LevelMark level={gauge.level} /> ·{' '}
                    <TrendMark trend={gauge.trend} abnormal={gauge.level !== 'normal'} />
                  </li>,
                ];
          }),
          ...snapshot.flood.devices.flatMap(({ place, shown }) =>
            shown.kind === 'contradictory' ||
            (shown.kind === 'known' && (shown.state === 'fault' || shown.state === 'blocked'))
              ? [
                  <li key={place.id}>
                    <span className="t2">▲</span> {place.key}{' '}
                    {t(`flood.device.${shown.kind === 'known' ? shown.state : shown.kind}`)}
                  </li>,
                ]
              : [],
          ),
        ]}
      </Part>
    </section>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: readonly ReactNode[] }) {
  const { t } = useText();
  return (
    <div>
      <h3>{title}</h3>
      {children.length === 0 ? (
        <p className="dim">{t('replay.nothing')}</p>
      ) : (
        <ul className="plain">{children}</ul>
      )}
    </div>
  );
}
