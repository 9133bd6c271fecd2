import { useMemo, useState } from 'react';
import { closedAt } from '../../electron/drill/closed-slot.ts';
import type { ProgrammeLine } from '../../electron/drill/month.ts';
import { dayPlus, daysBetween, wallAt } from '../../electron/roster/local-time.ts';
import { useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { Choice } from '../ui/choice.tsx';
import { useCommands, type Command } from '../ui/commands.ts';
import { Button, Empty, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { BoardProvider, useHold, type Board } from './board.ts';
import { DrillSide } from './drill-side.tsx';
import { LayOutLine, useLayOut } from './lay-out.tsx';
import { MatrixView } from './matrix-view.tsx';
import { halvesOf, monthPlus, startIn, weeksOf, type ClosedIn } from './month-days.ts';
import { MonthGrid } from './month-grid.tsx';
import { chosenProgramme, drillNouns } from './programme.ts';
import { useBreaks } from './use-breaks.ts';
import { WeekView } from './week-view.tsx';
import { useZone } from './zone.ts';
import './month.css';

/** The drills of a programme, a month at a time: laid out, carried about, pinned. */
export default function MonthScreen({ id }: { readonly id?: string }) {
  const { t } = useText();
  const zone = useZone();
  const today = wallAt(useNow(60_000), zone).day;
  const page = useQueryOf('drill.programmes', {}, { nouns: drillNouns }).data;
  const programme = page && chosenProgramme(page.rows, id, today);
  if (page && !programme)
    return (
      <Panel title={t('drill.title')}>
        <Empty>{t('drill.none')}</Empty>
      </Panel>
    );
  return programme ? (
    <Month key={programme.id} programme={programme} all={page.rows} today={today} zone={zone} />
  ) : null;
}

const views = ['month', 'week', 'crews', 'weeks'] as const;
type View = (typeof views)[number];

function Month({
  programme,
  all,
  today,
  zone,
}: {
  readonly programme: ProgrammeLine;
  readonly all: readonly ProgrammeLine[];
  readonly today: string;
  readonly zone: string;
}) {
  const { t, format, nameOf } = useText();
  const mayMove = useMay('drill.move') && programme.state !== 'closed';
  const [view, setView] = useState<View>('month');
  const [month, setMonth] = useState(() =>
    (today >= programme.fromOn && today <= programme.toOn ? today : programme.fromOn).slice(0, 7),
  );
  const [week, setWeek] = useState(0);
  const weeks = useMemo(() => weeksOf(month), [month]);
  const fromOn = weeks[0]?.[0] ?? programme.fromOn;
  const toOn = weeks.at(-1)?.[6] ?? programme.toOn;
  const days = daysBetween(fromOn, toOn) + 1;
  const found = useQueryOf(
    'drill.ofProgramme',
    { programmeId: programme.id, fromOn, toOn },
    { nouns: drillNouns },
  ).data;
  // The night before belongs to the first day's early hours.
  const shifts = useQueryOf('roster.shifts', { from: dayPlus(fromOn, -1), days: days + 1 }).data;
  const closed = useQueryOf('closedSlot.list', { from: fromOn, to: toOn }).data;
  const leave = useQueryOf('leave.list', { from: fromOn, days }).data;
  const halves = useMemo(() => halvesOf(shifts ?? []), [shifts]);
  const holidays = useMemo(
    () =>
      new Map(
        (leave ?? [])
          .filter(({ personId }) => personId === null)
          .flatMap((one) =>
            Array.from({ length: daysBetween(one.fromOn, one.toOn) + 1 }, (_, day) => [
              dayPlus(one.fromOn, day),
              one.note === '' ? t('drill.holiday') : one.note,
            ]),
          ),
      ),
    [leave, t],
  );
  const drills = found?.drills ?? [];
  const unplaced = found?.unplaced ?? { rows: [], total: 0, next: null };
  const hold = useHold();
  const layOut = useLayOut(programme);
  const chosen = [...drills, ...unplaced.rows].find(({ id }) => id === hold.chosenId);
  const asked = hold.held?.drill ?? (chosen?.state === 'planned' ? chosen : undefined);
  const path = asked?.placePath;
  /** What is closed in a span: the whole site, and where the drill that is looked at would be held. */
  const closedIn = useMemo<ClosedIn>(() => {
    const slots = (closed ?? [])
      .filter(({ placeId }) => placeId === null || path?.includes(placeId) === true)
      .map((slot) => ({ ...slot, placeId: null }));
    return (from, to) => slots.filter((slot) => closedAt([slot], from, to, '', zone) !== null);
  }, [closed, path, zone]);
  const starts = useMemo(() => {
    if (!asked) return [];
    const around = hold.held
      ? [...halves.values()]
          .filter(({ on }) => on >= programme.fromOn && on <= programme.toOn)
          .map(({ shift }) => startIn(shift, asked, programme.startTimes, zone))
      : [];
    const own = [asked.startsAt, hold.held?.startsAt].filter((at) => typeof at === 'string');
    return [...new Set([...around, ...own])].sort();
  }, [asked, halves, hold.held, programme, zone]);
  const breaksAt = useBreaks(asked?.id ?? null, starts);

  const board: Board = { ...hold, programme, zone, mayMove, breaksAt };
  const { undo } = hold;
  const step = (by: 1 | -1): void => {
    if (view !== 'week') return setMonth(monthPlus(month, by));
    if (weeks[week + by]) return setWeek(week + by);
    const next = monthPlus(month, by);
    setMonth(next);
    // The week that holds both months' ends is shown once.
    setWeek(by > 0 ? 0 : weeksOf(next).length - 1);
  };
  const firstMonth = programme.fromOn.slice(0, 7);
  const lastMonth = programme.toOn.slice(0, 7);
  const canStep = (by: 1 | -1): boolean =>
    (view === 'week' && weeks[week + by] !== undefined) || (by < 0 ? month > firstMonth : month < lastMonth);

  const commands = useMemo<readonly Command[]>(
    () => [
      ...views.map((one) => ({
        id: `drill.view.${one}`,
        title: `drill.views.${one}`,
        also: 'calendar',
        run: () => setView(one),
      })),
      {
        id: 'drill.undo',
        title: 'drill.undo',
        keys: 'Ctrl+Z',
        name: 'drill.move' as const,
        run: () => void undo?.(),
      },
    ],
    [undo],
  );
  useCommands(commands);
  const shownDays = weeks[Math.min(week, weeks.length - 1)] ?? [];

  return (
    <BoardProvider value={board}>
      <div className="dm-screen">
        <Panel
          title={nameOf(programme.names)}
          aside={[
            programme.edition === 0
              ? t(`drill.programmeState.${programme.state}`)
              : t('drill.edition', { number: programme.edition }),
            t('drill.laidOut', { count: programme.laidOut }),
            ...(programme.unplaced > 0 ? [t('drill.unplacedCount', { count: programme.unplaced })] : []),
          ].join(' · ')}
        >
          <div className="dm-tools">
            {all.length > 1 && (
              <Choice
                label={t('drill.programme')}
                value={programme.id}
                of={all.map((one) => ({ value: one.id, label: nameOf(one.names) }))}
                onChange={(to) => go('drills', to)}
              />
            )}
            <div className="dm-steps">
              <Button aria-label={t('drill.earlier')} isDisabled={!canStep(-1)} onPress={() => step(-1)}>
                ‹
              </Button>
              <b>{view === 'week' ? weekTitle(format, shownDays) : format.longMonth(`${month}-01`)}</b>
              <Button aria-label={t('drill.later')} isDisabled={!canStep(1)} onPress={() => step(1)}>
                ›
              </Button>
            </div>
            <div className="row dm-views" role="group" aria-label={t('drill.view')}>
              {views.map((one) => (
                <Button key={one} aria-pressed={view === one} onPress={() => setView(one)}>
                  {t(`drill.views.${one}`)}
                </Button>
              ))}
            </div>
            <span className="grow" />
            {mayMove && (
              <Button
                go={programme.unplaced > 0}
                isDisabled={layOut.start === null}
                onPress={() => layOut.start?.()}
              >
                {t('drill.layOut')}
              </Button>
            )}
            {mayMove && (
              <Button isDisabled={undo === null} onPress={() => void undo?.()}>
                {t('drill.undo')}
              </Button>
            )}
          </div>
          <LayOutLine programme={programme} layOut={layOut} zone={zone} />
          {view === 'month' ? (
            <MonthGrid
              weeks={weeks}
              halves={halves}
              drills={drills}
              today={today}
              month={month}
              closedIn={closedIn}
              holidays={holidays}
            />
          ) : view === 'week' ? (
            <WeekView days={shownDays} halves={halves} drills={drills} today={today} closedIn={closedIn} />
          ) : (
            <MatrixView
              weeks={weeks}
              halves={halves}
              drills={drills}
              by={view === 'crews' ? 'crew' : 'week'}
            />
          )}
        </Panel>
        <DrillSide drills={drills} unplaced={unplaced} />
      </div>
    </BoardProvider>
  );
}

function weekTitle(format: { weekdayDate: (day: string) => string }, days: readonly string[]): string {
  return `${format.weekdayDate(days[0] ?? '')} – ${format.weekdayDate(days[6] ?? '')}`;
}
