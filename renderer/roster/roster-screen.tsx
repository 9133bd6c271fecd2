import { useMemo, useState } from 'react';
import { crews } from '../../electron/person/person.ts';
import { dayPlus, daysBetween, weekdayOf } from '../../electron/roster/local-time.ts';
import type { LeaveLine } from '../../electron/roster/leave.ts';
import type { ClosedSlot } from '../../electron/drill/closed-slot.ts';
import type { Shift } from '../../electron/roster/roster.ts';
import { useQueryOf } from '../api.ts';
import { monthPlus } from '../drill/month-days.ts';
import { useMay } from '../team/use-may.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { useIntent } from '../ui/intent.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useToday } from '../ui/today.ts';
import { ClosedForm } from './closed-form.tsx';
import { ClosedTable, LeaveTable } from './absence-tables.tsx';
import { ImportCalendar } from './import-calendar.tsx';
import { LeaveForm } from './leave-form.tsx';
import './roster.css';

type Form = 'leave' | 'holiday' | 'closed' | 'import' | null;

/** Who is on shift when, who is away, and when no drill may be held: a month at a time. */
export default function RosterScreen() {
  const { t, format } = useText();
  const today = useToday();
  const [month, setMonth] = useState(today.slice(0, 7));
  const [form, setForm] = useState<Form>(null);
  const [changed, setChanged] = useState<LeaveLine | ClosedSlot | null>(null);
  const from = `${month}-01`;
  const days = daysBetween(from, `${monthPlus(month, 1)}-01`);
  const to = dayPlus(from, days - 1);
  const shifts = useQueryOf('roster.shifts', { from, days }).data ?? [];
  const leave = useQueryOf('leave.list', { from, days }).data ?? [];
  const closed = useQueryOf('closedSlot.list', { from, to }).data ?? [];
  const mayLeave = useMay('leave.add');
  const mayClose = useMay('closedSlot.add');
  useIntent('leave.add', () => setForm('leave'));
  useIntent('closedSlot.add', () => setForm('closed'));
  useIntent('leave.importCalendar', () => setForm('import'));

  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'roster.earlier',
        title: 'drill.earlier',
        keys: '[',
        run: () => setMonth((at) => monthPlus(at, -1)),
      },
      { id: 'roster.later', title: 'drill.later', keys: ']', run: () => setMonth((at) => monthPlus(at, 1)) },
      {
        id: 'roster.leave',
        title: 'roster.addLeave',
        keys: 'L',
        name: 'leave.add',
        run: () => setForm('leave'),
      },
      {
        id: 'roster.closed',
        title: 'roster.addClosed',
        keys: 'B',
        name: 'closedSlot.add',
        run: () => setForm('closed'),
      },
      {
        id: 'roster.import',
        title: 'roster.ics.import',
        keys: 'I',
        name: 'leave.importCalendar',
        run: () => setForm('import'),
      },
    ],
    [],
  );
  useCommands(commands);
  const done = (): void => {
    setForm(null);
    setChanged(null);
  };

  return (
    <div className="roster-screen">
      <Panel
        title={format.longMonth(`${from}T12:00:00.000Z`)}
        aside={
          <span className="row">
            <Button className="small" onPress={() => setMonth(monthPlus(month, -1))}>
              {t('drill.earlier')} <kbd className="kbd">[</kbd>
            </Button>
            <Button className="small" onPress={() => setMonth(monthPlus(month, 1))}>
              {t('drill.later')} <kbd className="kbd">]</kbd>
            </Button>
          </span>
        }
        className="roster-month"
      >
        <Gaps from={from} days={days} />
        <Crews from={from} days={days} shifts={shifts} leave={leave} today={today} />
      </Panel>
      <div className="roster-side">
        {form === 'import' && (
          <ImportCalendar from={`${month.slice(0, 4)}-01-01`} to={`${month.slice(0, 4)}-12-31`} done={done} />
        )}
        {(form === 'leave' || form === 'holiday') && (
          <LeaveForm
            key={`${form} ${changed?.id}`}
            was={changed && 'personId' in changed ? changed : null}
            holiday={form === 'holiday'}
            from={from}
            done={done}
          />
        )}
        {form === 'closed' && (
          <ClosedForm
            key={changed?.id}
            was={changed && 'weekdays' in changed ? changed : null}
            from={from}
            to={to}
            done={done}
          />
        )}
        {form === null && (mayLeave || mayClose) && (
          <div className="row pad">
            {mayLeave && (
              <>
                <Button onPress={() => setForm('leave')}>
                  {t('roster.addLeave')} <kbd className="kbd">L</kbd>
                </Button>
                <Button onPress={() => setForm('holiday')}>{t('roster.addHoliday')}</Button>
                <Button onPress={() => setForm('import')}>
                  {t('roster.ics.import')} <kbd className="kbd">I</kbd>
                </Button>
              </>
            )}
            {mayClose && (
              <Button onPress={() => setForm('closed')}>
                {t('roster.addClosed')} <kbd className="kbd">B</kbd>
              </Button>
            )}
          </div>
        )}
        <Panel title={t('roster.away')} aside={t('common.rows', { count: leave.length })}>
          <LeaveTable
            leave={leave}
            may={mayLeave}
            onChange={(one) => {
              setChanged(one);
              setForm(one.personId === null ? 'holiday' : 'leave');
            }}
          />
        </Panel>
        <Panel title={t('roster.closedTimes')} aside={t('common.rows', { count: closed.length })}>
          <ClosedTable
            closed={closed}
            may={mayClose}
            onChange={(slot) => {
              setChanged(slot);
              setForm('closed');
            }}
          />
        </Panel>
      </div>
    </div>
  );
}

/** Shifts on which a team has nobody left: whoever enters leave sees it here at once. */
function Gaps({ from, days }: { readonly from: string; readonly days: number }) {
  const { t, format } = useText();
  const gaps = useQueryOf('roster.gaps', { from, days }, { nouns: ['leave', 'person', 'roster'] }).data ?? [];
  const teams = useQueryOf('team.board', {}).data?.teams ?? [];
  if (gaps.length === 0) return null;
  return (
    <ul className="roster-gaps t2">
      {gaps.slice(0, 6).map(({ on, kind, teamId }) => (
        <li key={`${on} ${kind} ${teamId}`}>
          ▲{' '}
          {t('roster.gap', {
            team: teams.find(({ id }) => id === teamId)?.key ?? '',
            day: format.weekdayDate(`${on}T12:00:00.000Z`),
            shift: t(`readiness.shift.${kind}`),
          })}
        </li>
      ))}
      {gaps.length > 6 && <li>{t('roster.gapsMore', { count: gaps.length - 6 })}</li>}
    </ul>
  );
}

interface CrewsProps {
  readonly from: string;
  readonly days: number;
  readonly shifts: readonly Shift[];
  readonly leave: readonly LeaveLine[];
  readonly today: string;
}

/** The crews by day and night, and below them those who are away, as bars over the days. */
function Crews({ from, days, shifts, leave, today }: CrewsProps) {
  const { t, format } = useText();
  const list = Array.from({ length: days }, (_, i) => dayPlus(from, i));
  const on = new Map(shifts.map((shift) => [`${shift.on} ${shift.kind}`, shift.crews]));
  const holidays = leave.filter(({ personId }) => personId === null);
  const people = [
    ...Map.groupBy(
      leave.filter(({ personId }) => personId !== null),
      ({ personId }) => personId,
    ),
  ];
  const look = (day: string): string =>
    [weekdayOf(day) > 5 ? 'weekend' : '', day === today ? 'today' : '', inAny(holidays, day) ? 'holiday' : '']
      .filter(Boolean)
      .join(' ');
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('roster.title')}>
      <table className="roster-table">
        <thead>
          <tr>
            <th scope="col">{t('roster.crew')}</th>
            {list.map((day) => (
              <th key={day} scope="col" className={look(day)}>
                <span className="dim">{format.weekday(`${day}T12:00:00.000Z`)}</span>
                {Number(day.slice(8))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {crews.map((crew) => (
            <tr key={crew}>
              <th scope="row">{crew}</th>
              {list.map((day) => {
                const kind = (['day', 'night'] as const).find((one) =>
                  on.get(`${day} ${one}`)?.includes(crew),
                );
                return (
                  <td key={day} className={`${look(day)} ${kind ?? ''}`}>
                    {kind && <abbr title={t(`readiness.shift.${kind}`)}>{t(`roster.letter.${kind}`)}</abbr>}
                  </td>
                );
              })}
            </tr>
          ))}
          {people.map(([personId, own]) => (
            <tr key={personId} className="away">
              <th scope="row">
                {own[0]?.personName} <span className="dim">{own[0]?.crew ?? ''}</span>
              </th>
              {list.map((day) => {
                const one = inAny(own, day);
                return (
                  <td key={day} className={look(day)}>
                    {one && <abbr title={t(`roster.kind.${one.kind}`)}>{t(`roster.sign.${one.kind}`)}</abbr>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inAny(leave: readonly LeaveLine[], day: string): LeaveLine | undefined {
  return leave.find(({ fromOn, toOn }) => fromOn <= day && day <= toOn);
}
