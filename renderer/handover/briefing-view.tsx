import type { ReactNode } from 'react';
import type { Briefing } from '../../electron/handover/handover.ts';
import { expectedAt } from '../../electron/muster/muster.ts';
import { isOpen } from '../../electron/period/period.ts';
import { useQueryOf } from '../api.ts';
import { logText } from '../locales/log-text.ts';
import { useText } from '../ui/text.ts';

/** What the next shift must know, in the order in which it asks. */
export function BriefingView({ briefing }: { readonly briefing: Briefing }) {
  const { t, format, nameOf, language } = useText();
  const zone = useQueryOf('site.info', {}).data?.timeZone;
  const positions = useQueryOf('position.list', { incidentId: briefing.incident.id }).data ?? [];
  const words = (text: Briefing['tasks'][number]['title']): string =>
    typeof text === 'string' ? text : nameOf(text);
  const position = (key: string): string => {
    const names = positions.find((one) => one.key === key)?.names;
    return names ? nameOf(names) : t(`position.${key}`);
  };
  return (
    <div className="briefing">
      <Part title={t('handover.objectives')}>
        {briefing.period?.objectives.filter(isOpen).map((objective) => (
          <li key={objective.id}>{objective.text}</li>
        ))}
      </Part>
      <Part title={t('handover.tasks')}>
        {briefing.tasks.map((task) => {
          const late =
            task.dueAt === null ? 0 : (Date.parse(briefing.composedAt) - Date.parse(task.dueAt)) / 60_000;
          return (
            <li key={task.id}>
              {words(task.title)}{' '}
              {late > 0 && <span className="t2">▲ {t('common.late', { span: format.span(late) })}</span>}
            </li>
          );
        })}
      </Part>
      <Part title={t('handover.alarms')}>
        {briefing.alarms.map((alarm) => (
          <li key={alarm.id}>
            <span className={`t${alarm.priority}`}>{['', '■', '▲', '●'][alarm.priority]}</span>{' '}
            {typeof alarm.cause === 'string'
              ? alarm.cause
              : logText(alarm.cause, language, alarm.raisedAt, zone)}
          </li>
        ))}
      </Part>
      <Part title={t('handover.musters')}>
        {briefing.musters.map((point) => (
          <li key={point.place.id}>
            {point.place.key} {nameOf(point.place.names)}:{' '}
            {point.muster?.counted == null
              ? t('handover.notCounted')
              : t('handover.missing', { counted: point.muster.counted, expected: expectedAt(point) ?? '?' })}
          </li>
        ))}
      </Part>
      <Part title={t('handover.teams')}>
        {briefing.teams.map((team) => (
          <li key={team.id}>
            {nameOf(team.names)} · {t(`team.status.${team.status}`)}
          </li>
        ))}
      </Part>
      <Part title={t('handover.positions')}>
        {briefing.positions.map((term) => (
          <li key={term.id}>
            {position(term.position)}: {term.holder}
          </li>
        ))}
      </Part>
      <Part title={t('handover.zones')}>
        {briefing.zones.map((drawn) => (
          <li key={drawn.id}>
            {t(`zone.kind.${drawn.kind}`)} {drawn.label}
          </li>
        ))}
      </Part>
      <Part title={t('handover.closures')}>
        {briefing.closures.map((closure) => (
          <li key={closure.id}>{closure.reason}</li>
        ))}
      </Part>
      <Part title={t('handover.said')}>
        {briefing.said.map((entry) => (
          <li key={entry.id}>
            <span className="dim">{format.time(entry.at)}</span> {entry.byName}:{' '}
            {entry.struckAt === null ? (
              entry.template ? (
                logText(entry.template, language, entry.at, zone)
              ) : (
                entry.text
              )
            ) : (
              <s>{entry.text}</s>
            )}
          </li>
        ))}
      </Part>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { t } = useText();
  const none = children === undefined || (Array.isArray(children) && children.length === 0);
  return (
    <section>
      <h3>{title}</h3>
      {none ? <p className="dim">{t('handover.nothing')}</p> : <ul className="plain">{children}</ul>}
    </section>
  );
}
