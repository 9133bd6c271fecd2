import { useRef, useState, type KeyboardEvent } from 'react';
import type { PhaseLine, UpgradeLine } from '../../electron/upgrade/upgrade.ts';
import { go } from '../router.tsx';
import { useToday } from '../ui/today.ts';
import { useText } from '../ui/text.ts';
import { phaseStatus, statusShapes } from './words.ts';

const dayMs = 86_400_000;
const dayNo = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs);

interface Span {
  readonly from: number;
  readonly days: number;
}

/** Whole months that hold every programme and today. */
function spanOf(lines: readonly UpgradeLine[], today: string): Span {
  const days = [today, ...lines.flatMap(({ startsOn, dueOn }) => [startsOn, dueOn])].sort();
  const first = `${(days[0] ?? today).slice(0, 7)}-01`;
  const last = new Date(`${(days.at(-1) ?? today).slice(0, 7)}-01T00:00:00Z`);
  last.setUTCMonth(last.getUTCMonth() + 1);
  return { from: dayNo(first), days: Math.round(last.getTime() / dayMs) - dayNo(first) };
}

/** The first days of the months, at most as many as fit. */
function monthsOf({ from, days }: Span): { readonly day: string; readonly at: number }[] {
  const months: { day: string; at: number }[] = [];
  const month = new Date(from * dayMs);
  while (month.getTime() / dayMs < from + days) {
    months.push({ day: month.toISOString().slice(0, 10), at: (month.getTime() / dayMs - from) / days });
    month.setUTCMonth(month.getUTCMonth() + 1);
  }
  const step = Math.ceil(months.length / 14);
  return months.filter((_, index) => index % step === 0);
}

/** Phases as bars against the calendar: what is late by shape and word, today as a line; arrows walk the bars. */
export function Timeline({ lines }: { readonly lines: readonly UpgradeLine[] }) {
  const { t, format } = useText();
  const today = useToday();
  const span = spanOf(lines, today);
  const bars = useRef(new Map<string, HTMLElement>());
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = lines.filter(({ phases }) => phases.length > 0);
  const entry = chosen ?? shown[0]?.phases[0]?.id;
  const percent = (day: string, plus = 0): number => ((dayNo(day) + plus - span.from) / span.days) * 100;

  function walk(event: KeyboardEvent, line: UpgradeLine, phase: PhaseLine): void {
    const row = shown.indexOf(line);
    const at = line.phases.indexOf(phase);
    const moves: Record<string, PhaseLine | undefined> = {
      ArrowRight: line.phases[at + 1],
      ArrowLeft: line.phases[at - 1],
      ArrowDown: near(shown[row + 1], phase),
      ArrowUp: near(shown[row - 1], phase),
    };
    const next = moves[event.key];
    if (!next) return;
    event.preventDefault();
    bars.current.get(next.id)?.focus();
  }

  const words = (line: UpgradeLine, phase: PhaseLine): string => {
    const status = phaseStatus(phase, today);
    const late =
      phase.lateDays > 0 ? t('upgrade.phaseLateBy', { count: phase.lateDays }) : t(`upgrade.${status}`);
    return `${line.key} ${phase.name}: ${format.date(phase.startsOn)} – ${format.date(phase.dueOn)}, ${late}`;
  };

  return (
    <div className="scroll up-time" tabIndex={-1}>
      <div className="up-calendar" role="group" aria-label={t('upgrade.timelineLabel')}>
        <div className="up-months" aria-hidden>
          {monthsOf(span).map(({ day, at }) => (
            <span key={day} style={{ left: `${at * 100}%` }}>
              {format.month(day)}
            </span>
          ))}
        </div>
        <div className="up-today" style={{ '--at': percent(today) / 100 } as React.CSSProperties} aria-hidden>
          <span>{t('upgrade.today')}</span>
        </div>
        {lines.map((line) => (
          <div key={line.id} className="up-row">
            <button type="button" className="up-name" onClick={() => go('upgrades', line.id)}>
              <span>
                <span className="dim">{line.key}</span> {line.title}
              </span>
              <span className={line.lateDays > 0 ? 't2' : 'dim'}>
                {line.lateDays > 0
                  ? `▲ ${t('upgrade.late', { count: line.lateDays })}`
                  : t(`upgrade.state.${line.state}`)}
              </span>
            </button>
            <div className="up-track">
              <i
                className="up-whole"
                style={{
                  left: `${percent(line.startsOn)}%`,
                  width: `${percent(line.dueOn, 1) - percent(line.startsOn)}%`,
                }}
              />
              {line.phases.map((phase) => {
                const status = phaseStatus(phase, today);
                return (
                  <button
                    key={phase.id}
                    type="button"
                    className="up-bar"
                    data-status={status}
                    ref={(bar) => {
                      if (bar) bars.current.set(phase.id, bar);
                      else bars.current.delete(phase.id);
                    }}
                    tabIndex={phase.id === entry ? 0 : -1}
                    aria-label={words(line, phase)}
                    title={words(line, phase)}
                    style={{
                      left: `${percent(phase.startsOn)}%`,
                      width: `${percent(phase.dueOn, 1) - percent(phase.startsOn)}%`,
                    }}
                    onFocus={() => setChosen(phase.id)}
                    onKeyDown={(event) => walk(event, line, phase)}
                    onClick={() => go('upgrades', line.id)}
                  >
                    <span aria-hidden>{statusShapes[status]}</span> {phase.name}
                    {status === 'lateWord' && ` · ${t('upgrade.lateWord')}`}
                  </button>
                );
              })}
            </div>
          </div>
        ))}
      </div>
      <details className="pad">
        <summary>{t('upgrade.table')}</summary>
        <PhaseTable lines={lines} today={today} />
      </details>
    </div>
  );
}

/** The phase of another programme that is under way at about the same time. */
function near(line: UpgradeLine | undefined, phase: PhaseLine): PhaseLine | undefined {
  return line?.phases.find(({ dueOn }) => dueOn >= phase.startsOn) ?? line?.phases.at(-1);
}

function PhaseTable({ lines, today }: { readonly lines: readonly UpgradeLine[]; readonly today: string }) {
  const { t, format } = useText();
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">{t('upgrade.title')}</th>
          <th scope="col">{t('upgrade.phase')}</th>
          <th scope="col">{t('upgrade.field.startsOn')}</th>
          <th scope="col">{t('upgrade.field.dueOn')}</th>
          <th scope="col">{t('upgrade.writtenState')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.flatMap((line) =>
          line.phases.map((phase) => {
            const status = phaseStatus(phase, today);
            return (
              <tr key={phase.id}>
                <td>
                  <b>{line.key}</b> {line.title}
                </td>
                <td>{phase.name}</td>
                <td>{format.date(phase.startsOn)}</td>
                <td>{format.date(phase.dueOn)}</td>
                <td className={status === 'lateWord' ? 't2' : ''}>
                  <span aria-hidden>{statusShapes[status]}</span>{' '}
                  {status === 'lateWord'
                    ? t('upgrade.phaseLateBy', { count: phase.lateDays })
                    : t(`upgrade.${status}`)}
                </td>
              </tr>
            );
          }),
        )}
      </tbody>
    </table>
  );
}
