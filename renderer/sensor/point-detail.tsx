import { useMemo, useState, type FormEvent, type RefObject } from 'react';
import type { PointLine } from '../../electron/sensor/point.ts';
import { longestPauseMs, type Series } from '../../electron/sensor/series.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { LevelMark } from '../flood/level.tsx';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { useNow } from '../ui/clock.ts';
import { numberOf } from '../ui/number-of.ts';
import { Button, Empty, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { ClockNote, QualityMark, useValue } from './marks.tsx';
import { SeriesChart } from './series-chart.tsx';

const spans = [0.5, 6, 24, 24 * 30] as const;
const shownRows = 60;

interface Props {
  readonly point: PointLine;
  readonly others: readonly PointLine[];
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly done: () => void;
}

/** One point: its value large, the form for the next reading, the chart with its data, and what was kept apart. */
export function PointDetail({ point, others, typed, onType, input, done }: Props) {
  const { t, format, nameOf } = useText();
  const value = useValue();
  const [hours, setHours] = useState<(typeof spans)[number]>(6);
  const [other, setOther] = useState('');
  // The chart moves on twice a minute; the value above it at once.
  const minute = Math.ceil(useNow(30_000) / 30_000) * 30_000;
  const from = new Date(minute - hours * 3_600_000).toISOString();
  const to = new Date(minute).toISOString();
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
              onPress={() => setHours(one)}
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
        {all && hasRows ? (
          <>
            <SeriesChart
              all={all}
              label={t('sensor.chart', {
                point: point.key,
                from: format.dateTime(from),
                to: format.dateTime(to),
              })}
            />
            <p className="help">{t('sensor.zoomHelp')}</p>
            <Data series={all[0]!} />
          </>
        ) : (
          all && <Empty>{t('sensor.chartEmpty')}</Empty>
        )}
        <Apart pointId={point.id} />
      </div>
    </Panel>
  );
}

function Read({ point, typed, onType, input, done }: Omit<Props, 'others'>) {
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
function Data({ series }: { readonly series: Series }) {
  const { t, format } = useText();
  const longest = longestPauseMs(series.point, series.stepSeconds);
  const rows = series.rows.slice(-shownRows).toReversed();
  const iso = (ms: number): string => new Date(ms).toISOString();
  function save(): void {
    const text = [
      'time,min,mean,max',
      ...series.rows.map(({ atMs, min, mean, max }) => [iso(atMs), min, mean, max].join(',')),
    ];
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`${text.join('\r\n')}\r\n`], { type: 'text/csv' }));
    link.download = `${series.point.key}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
  return (
    <details className="point-data">
      <summary>{t('sensor.table')}</summary>
      <Button onPress={save}>{t('sensor.export')}</Button>
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
