import { useMemo, useState, type FormEvent, type RefObject } from 'react';
import type { PointLine } from '../../electron/sensor/point.ts';
import { longestPauseMs, type Series } from '../../electron/sensor/series.ts';
import { ask, useCommand, useQueryOf } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { LevelMark } from '../flood/level.tsx';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { useNow } from '../ui/clock.ts';
import { numberOf } from '../ui/number-of.ts';
import { Button, Empty, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { ClockNote, QualityMark, useValue } from './marks.tsx';
import { PointKeeping } from './point-keeping.tsx';
import { SeriesChart } from './series-chart.tsx';

const spans = [0.5, 6, 24, 24 * 30] as const;
const shownRows = 60;

interface Zoom {
  readonly fromMs: number;
  readonly toMs: number;
}
const shortestMs = 60_000;

/** A span of at least a minute that does not reach beyond now. */
function zoomed(fromMs: number, spanMs: number, nowMs: number): Zoom {
  const span = Math.max(shortestMs, spanMs);
  const toMs = Math.min(nowMs, fromMs + span);
  return { fromMs: toMs - span, toMs };
}

interface Props {
  readonly point: PointLine;
  readonly others: readonly PointLine[];
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly done: () => void;
  readonly onChange: () => void;
}

/** One point: its value large, the form for the next reading, the chart with its data, and what was kept apart. */
export function PointDetail({ point, others, typed, onType, input, done, onChange }: Props) {
  const { t, format, nameOf } = useText();
  const value = useValue();
  const [hours, setHours] = useState<(typeof spans)[number]>(6);
  const [other, setOther] = useState('');
  /** A part of the span that is looked at closer; it stays where it is while time goes on. */
  const [zoom, setZoom] = useState<Zoom | null>(null);
  // The chart moves on twice a minute; the value above it at once.
  const minute = Math.ceil(useNow(30_000) / 30_000) * 30_000;
  const from = new Date(zoom?.fromMs ?? minute - hours * 3_600_000).toISOString();
  const to = new Date(zoom?.toMs ?? minute).toISOString();
  const fromMs = Date.parse(from);
  const spanMs = Date.parse(to) - fromMs;
  const look = (shift: number, share: number): void =>
    setZoom(zoomed(fromMs + spanMs * shift, spanMs * share, minute));
  const pointIds = useMemo(() => [point.id, ...(other === '' ? [] : [other])], [point.id, other]);
  const all = useQueryOf(
    'sensor.series',
    { pointIds, from, to },
    { keepMs: 0, nouns: ['pointReading', 'gaugeReading'] },
  ).data;
  const { newest } = point;
  const hasRows = all?.some(({ rows }) => rows.length > 0) ?? false;
  return (
    <Panel title={point.key} aside={nameOf(point.names)}>
      <div className="point-detail scroll" tabIndex={0} role="region" aria-label={point.key}>
        <div className="point-now">
          <strong>{newest ? value(point, newest.value) : t('sensor.quality.none')}</strong>
          <span>
            <LevelMark level={point.level} />
            <br />
            <QualityMark quality={point.quality} />
            <ClockNote clockMs={point.clockMs} />
          </span>
          <span className="dim">
            {newest && format.timeWithSeconds(new Date(newest.atMs).toISOString())}
            <br />
            {newest?.byName ?? point.sourceName ?? t('sensor.byPeople')}
          </span>
        </div>
        <Read point={point} typed={typed} onType={onType} input={input} done={done} />
        <div className="row" role="group" aria-label={t('sensor.span')}>
          {spans.map((one) => (
            <Button
              key={one}
              aria-pressed={one === hours}
              className={one === hours ? 'chosen' : ''}
              onPress={() => {
                setHours(one);
                setZoom(null);
              }}
            >
              {one < 1
                ? format.span(one * 60)
                : one > 24
                  ? t('sensor.days', { count: one / 24 })
                  : t('sensor.hours', { count: one })}
            </Button>
          ))}
          <Choice
            label={t('sensor.compare')}
            value={other}
            of={[
              { value: '', label: t('sensor.noCompare') },
              ...others.map(({ id, key }) => ({ value: id, label: key })),
            ]}
            onChange={setOther}
          />
        </div>
        <div className="row" role="group" aria-label={t('sensor.look')}>
          <Button onPress={() => look(-0.5, 1)}>◀ {t('sensor.earlier')}</Button>
          <Button isDisabled={zoom === null} onPress={() => look(0.5, 1)}>
            {t('sensor.later')} ▶
          </Button>
          <Button onPress={() => look(0.25, 0.5)}>{t('sensor.closer')}</Button>
          {zoom && <Button onPress={() => setZoom(null)}>{t('sensor.untilNow')}</Button>}
        </div>
        {all && hasRows ? (
          <>
            <SeriesChart
              all={all}
              onZoom={(span) => setZoom(span && zoomed(span.fromMs, span.toMs - span.fromMs, minute))}
              label={t('sensor.chart', {
                point: point.key,
                from: format.dateTime(from),
                to: format.dateTime(to),
              })}
            />
            {all.length > 1 && (
              <p className="help">
                {all
                  .map(({ point: { key, unit } }, index) => `${index === 0 ? '—' : '╌'} ${key} ${unit}`)
                  .join('   ')}
              </p>
            )}
            <p className="help">{t('sensor.zoomHelp')}</p>
            <Data all={all} from={from} to={to} />
          </>
        ) : (
          all && <Empty>{t('sensor.chartEmpty')}</Empty>
        )}
        <PointKeeping point={point} onChange={onChange} />
        <Apart pointId={point.id} />
      </div>
    </Panel>
  );
}

function Read({ point, typed, onType, input, done }: Omit<Props, 'others' | 'onChange'>) {
  const { t } = useText();
  const may = useMay('sensor.read');
  const read = useCommand('sensor.read');
  const [problem, setProblem] = useState<string | null>(null);
  if (!may) return null;
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const number = numberOf(typed);
    const wrong = number === null || Number.isNaN(number);
    setProblem(wrong ? t('weather.notANumber', { field: t('sensor.value') }) : null);
    if (wrong) return;
    const result = await read.run({ pointId: point.id, value: number });
    if (!result.ok) return;
    onType('');
    done();
  }
  return (
    <form className="reading-form" aria-label={t('sensor.readIt')} onSubmit={(event) => void submit(event)}>
      <label className="field">
        <span>{t('sensor.reading', { unit: point.unit })}</span>
        <input
          ref={input}
          inputMode="decimal"
          value={typed}
          aria-invalid={read.problem !== null || problem !== null}
          onChange={(event) => {
            onType(event.target.value);
            setProblem(null);
            read.clear();
          }}
        />
      </label>
      <Button go type="submit" isDisabled={read.pending}>
        {t('common.save')} <kbd className="kbd">Enter</kbd>
      </Button>
      <Problem>{problem ?? read.problem}</Problem>
    </form>
  );
}

/** The chart in words: newest first, gaps said. */
function Data({
  all,
  from,
  to,
}: {
  readonly all: readonly Series[];
  readonly from: string;
  readonly to: string;
}) {
  const [saved, setSaved] = useState<{ path: string | null; problem: string | null }>({
    path: null,
    problem: null,
  });
  const { t, format } = useText();
  const series = all[0]!;
  const longest = longestPauseMs(series.point, series.stepSeconds);
  const rows = series.rows.slice(-shownRows).toReversed();
  const iso = (ms: number): string => new Date(ms).toISOString();
  async function save(): Promise<void> {
    const result = await ask('sensor.exportSeries', { pointIds: all.map(({ point }) => point.id), from, to });
    setSaved(
      result.ok
        ? { path: result.value.path, problem: null }
        : { path: null, problem: refusalText(result.refusal) },
    );
  }
  return (
    <details className="point-data">
      <summary>{t('sensor.table')}</summary>
      <Button onPress={() => void save()}>{t('sensor.export')}</Button>
      {saved.path !== null && <p role="status">✓ {saved.path}</p>}
      <Problem>{saved.problem}</Problem>
      <table className="list">
        <thead>
          <tr>
            <th>{t('sensor.time')}</th>
            <th className="number">{t('sensor.lowest')}</th>
            <th className="number">{t('sensor.mean')}</th>
            <th className="number">{t('sensor.highest')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const before = rows[index + 1];
            const pause = before ? row.atMs - before.atMs : 0;
            return (
              <tr key={`${row.atMs} ${index}`}>
                <td>
                  {format.dateTime(iso(row.atMs))}
                  {pause > longest && (
                    <div className="dim">{t('sensor.gap', { span: format.span(pause / 60_000) })}</div>
                  )}
                </td>
                <td className="number">{format.number(row.min, 2)}</td>
                <td className="number">{format.number(row.mean, 2)}</td>
                <td className="number">{format.number(row.max, 2)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}

/** Readings that cannot be, each with its reason in a sentence. */
function Apart({ pointId }: { readonly pointId: string }) {
  const { t, format } = useText();
  const page = useQueryOf('sensor.quarantine', { pointId, limit: 20 }, { nouns: ['reading'] }).data;
  if (!page || page.came === 0) return null;
  return (
    <section className="point-apart">
      <h3>
        {t('sensor.quarantine')} ({format.number(page.came)})
      </h3>
      <p className="help">
        {t('sensor.quarantineHelp')}
        {page.came > page.total && ` ${t('sensor.quarantineKept', { kept: format.number(page.total) })}`}
      </p>
      <ul>
        {page.rows.map((row) => (
          <li key={row.no}>
            <span className="dim">{format.dateTime(row.receivedAt)}</span>{' '}
            {t(`sensor.fault.${row.fault}`, row.facts as never)} <code>{row.raw.slice(0, 80)}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
