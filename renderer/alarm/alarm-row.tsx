import type { HTMLAttributes, RefCallback } from 'react';
import type { OpenAlarm } from '../../electron/alarm/alarm-list.ts';
import type { EscalationStep } from '../../electron/alarm/escalation.ts';
import { OutlookLeft } from '../flood/time-left.tsx';
import { useNow } from '../ui/clock.ts';
import { Mark } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useWords } from './alarm-words.ts';
import { useStepName } from './owner.ts';

interface Props {
  readonly alarm: OpenAlarm;
  readonly row: HTMLAttributes<HTMLElement> & { readonly ref: RefCallback<HTMLElement> };
  /** Whether what stands under it is shown. */
  readonly opened: boolean;
  readonly onOpen: (show: boolean) => void;
  /** To whom alarms climb, nearest first. */
  readonly chain: readonly EscalationStep[];
}

/** One alarm: how urgent, what is wrong, what to do, since when, and who has seen it. */
export function AlarmRow({ alarm, row, opened, onOpen, chain }: Props) {
  const { t, format, nameOf } = useText();
  const words = useWords();
  const stepName = useStepName();
  const climbed = alarm.climbed > 0 ? chain[Math.min(alarm.climbed, chain.length) - 1] : undefined;
  const now = new Date(useNow(15_000)).toISOString();
  return (
    <tr
      {...row}
      className={`alarm ${alarm.state} ${alarm.headId === null ? '' : 'child'}`}
      data-priority={alarm.priority}
    >
      <td className="alarm-mark">
        <Mark priority={alarm.priority}>
          <span className="sr-only">{t(`common.priority.${alarm.priority}`)}</span>
        </Mark>
      </td>
      <td>
        <div className="alarm-cause">
          {alarm.exercise && <span className="badge exercise">{t('common.exercise')}</span>}{' '}
          {words(alarm.cause, alarm.raisedAt)}
        </div>
        {alarm.action !== null && <div className="muted">{words(alarm.action)}</div>}
        {alarm.outlook && <OutlookLeft outlook={alarm.outlook} />}
        {alarm.proposes?.planTitle && (
          <div className="alarm-plan">
            <span aria-hidden>→ </span>
            {t('alarm.proposesPlan', { plan: nameOf(alarm.proposes.planTitle) })}
          </div>
        )}
        {climbed && alarm.climbedAt !== null && (
          <div className={`t${alarm.priority}`}>
            <span aria-hidden>⇧ </span>
            {t('alarm.climbed', { to: stepName(climbed), time: format.moment(alarm.climbedAt, now) })}
          </div>
        )}
        {alarm.below > 0 && (
          <button type="button" className="alarm-more" tabIndex={-1} onClick={() => onOpen(!opened)}>
            <span aria-hidden>{opened ? '▾' : '▸'}</span> {t('alarm.below', { count: alarm.below })}
          </button>
        )}
      </td>
      <td className="alarm-when">
        <time dateTime={alarm.raisedAt}>{format.moment(alarm.raisedAt, now)}</time>
        <div className={alarm.state === 'acknowledged' ? 'dim' : `t${alarm.priority}`}>
          {t(`alarm.state.${alarm.state}`)}
        </div>
        {alarm.acknowledgedByName !== null && alarm.acknowledgedAt !== null && (
          <div className="dim">
            {t('alarm.acknowledgedBy', {
              name: alarm.acknowledgedByName,
              time: format.moment(alarm.acknowledgedAt, now),
            })}
          </div>
        )}
      </td>
    </tr>
  );
}
