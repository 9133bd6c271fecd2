import type { ClosedSlot } from '../../electron/drill/closed-slot.ts';
import type { LeaveLine } from '../../electron/roster/leave.ts';
import { dayPlus } from '../../electron/roster/local-time.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { Button, Empty, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** Days as people say them: one, or from and to. */
export function useDays(): (from: string, to: string) => string {
  const { format } = useText();
  const day = (on: string): string => format.weekdayDate(`${on}T12:00:00.000Z`);
  return (from, to) => (from === to ? day(from) : `${day(from)} – ${day(to)}`);
}

/** Leave and holidays of the month, each to be taken out again. */
export function LeaveTable({
  leave,
  may,
  onChange,
}: {
  readonly leave: readonly LeaveLine[];
  readonly may: boolean;
  readonly onChange: (leave: LeaveLine) => void;
}) {
  const { t } = useText();
  const days = useDays();
  const remove = useCommand('leave.remove');
  if (leave.length === 0) return <Empty>{t('roster.nobodyAway')}</Empty>;
  return (
    <>
      <table className="list">
        <tbody>
          {leave.map((one) => (
            <tr key={one.id}>
              <td>
                <b>{one.personName ?? t('roster.wholeSite')}</b> <span className="dim">{one.crew ?? ''}</span>
                <div className="muted">
                  {t(`roster.kind.${one.kind}`)}
                  {one.note !== '' && ` · ${one.note}`}
                </div>
              </td>
              <td>{days(one.fromOn, one.toOn)}</td>
              <td>
                {may && (
                  <span className="row">
                    <Button
                      className="small"
                      aria-label={`${t('common.edit')}: ${one.personName ?? one.note} ${one.fromOn}`}
                      onPress={() => onChange(one)}
                    >
                      {t('common.edit')}
                    </Button>
                    <Button
                      className="small"
                      isDisabled={remove.pending}
                      aria-label={`${t('common.remove')}: ${one.personName ?? one.note} ${one.fromOn}`}
                      onPress={() => void remove.run({ id: one.id, version: one.version })}
                    >
                      {t('common.remove')}
                    </Button>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Problem>{remove.problem}</Problem>
    </>
  );
}

/** Times at which no drill is held. */
export function ClosedTable({
  closed,
  may,
  onChange,
}: {
  readonly closed: readonly ClosedSlot[];
  readonly may: boolean;
  readonly onChange: (slot: ClosedSlot) => void;
}) {
  const { t, format, nameOf } = useText();
  const days = useDays();
  const remove = useCommand('closedSlot.remove');
  const places = useQueryOf('place.all', {}).data;
  if (closed.length === 0) return <Empty>{t('roster.nothingClosed')}</Empty>;
  return (
    <>
      <table className="list">
        <tbody>
          {closed.map((slot) => {
            const place = places?.find(({ id }) => id === slot.placeId);
            // 3 January 2027 is a Sunday.
            const weekdays = slot.weekdays.map((day) =>
              format.weekday(`${dayPlus('2027-01-03', day)}T12:00:00.000Z`),
            );
            return (
              <tr key={slot.id}>
                <td>
                  <b>{nameOf(slot.names)}</b>
                  <div className="muted">
                    {t(`roster.closedKind.${slot.kind}`)} ·{' '}
                    {place ? nameOf(place.names) : t('roster.wholeSite')}
                  </div>
                </td>
                <td>
                  {slot.fromTime}–{slot.toTime}
                  <div className="muted">
                    {weekdays.length === 0 ? t('roster.everyDay') : weekdays.join(', ')}
                  </div>
                </td>
                <td>{days(slot.fromOn, slot.toOn)}</td>
                <td>
                  {may && (
                    <span className="row">
                      <Button
                        className="small"
                        aria-label={`${t('common.edit')}: ${nameOf(slot.names)}`}
                        onPress={() => onChange(slot)}
                      >
                        {t('common.edit')}
                      </Button>
                      <Button
                        className="small"
                        isDisabled={remove.pending}
                        aria-label={`${t('common.remove')}: ${nameOf(slot.names)}`}
                        onPress={() => void remove.run({ id: slot.id, version: slot.version })}
                      >
                        {t('common.remove')}
                      </Button>
                    </span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Problem>{remove.problem}</Problem>
    </>
  );
}
