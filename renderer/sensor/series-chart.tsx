import { useEffect, useRef, useSyncExternalStore } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { longestPauseMs, withGaps, type Series } from '../../electron/sensor/series.ts';
import { useText } from '../ui/text.ts';

const height = 240;
const paints = { danger: '--p1', warning: '--p2', watch: '--p3' } as const;
/** So that a level is known without its colour. */
const dashes = { danger: [], warning: [10, 4], watch: [3, 4] };
const marks = { 1: '--p1', 2: '--p2', 3: '--p3' } as const;

/** The times of all series as one axis, and each series on it; a gap is null, a time of another series is undefined. */
function columns(all: readonly Series[]): uPlot.AlignedData {
  const lines = all.map((series) => {
    const line = withGaps(series.rows, longestPauseMs(series.point, series.stepSeconds));
    return new Map(line.map((row) => [row.atMs, 'gap' in row ? null : row.mean]));
  });
  const times = [...new Set(lines.flatMap((line) => [...line.keys()]))].sort((a, b) => a - b);
  return [times.map((ms) => ms / 1000), ...lines.map((line) => times.map((ms) => line.get(ms)))];
}

function onTheme(hear: () => void): () => void {
  const watcher = new MutationObserver(hear);
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => watcher.disconnect();
}

/** The theme as it is drawn: a canvas reads its colours once, and must read them again when it has changed. */
export const useShownTheme = (): string =>
  useSyncExternalStore(onTheme, () => document.documentElement.dataset['theme'] ?? '');

/** The lowest and highest that the axis shows: what was measured, and the nearest limit on either side of it. */
function reach(series: Series, low: number, high: number): [number, number] {
  const limits = series.point.limits.map(({ value }) => value);
  const above = limits.filter((value) => value >= high);
  const below = limits.filter(
    (value) => value <= low && series.point.limits.some((one) => one.value === value && one.side === 'below'),
  );
  const top = Math.max(high, Math.min(...above, Infinity) === Infinity ? high : Math.min(...above));
  const bottom = Math.min(low, Math.max(...below, -Infinity) === -Infinity ? low : Math.max(...below));
  const room = (top - bottom || Math.abs(top) || 1) * 0.08;
  return [bottom - room, top + room];
}

/**
 * Points over a span: limits as lines with their word, alarms as marks; dragging shows a part closer, double click shows all
 * (`onZoom`, ms; null for all). The table says the same in words.
 */
export function SeriesChart({
  all,
  label,
  onZoom,
}: {
  readonly all: readonly Series[];
  readonly label: string;
  readonly onZoom: (span: { readonly fromMs: number; readonly toMs: number } | null) => void;
}) {
  const { t, format } = useText();
  const zoom = useRef(onZoom);
  useEffect(() => {
    zoom.current = onZoom;
  });
  const theme = useShownTheme();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element || all.length === 0) return;
    const style = getComputedStyle(element);
    const paint = (name: string): string => style.getPropertyValue(name).trim() || '#888';
    const first = all[0]!;
    const axis = {
      stroke: paint('--text-2'),
      grid: { stroke: paint('--line'), width: 1 },
      ticks: { show: false },
    };
    const numbers = (_plot: uPlot, splits: number[]): string[] => splits.map((at) => format.number(at, 3));
    // What is told in the same unit stands on the same scale.
    const isOther = ({ point }: Series): boolean => point.unit !== first.point.unit;
    const colours = [paint('--text'), paint('--text-2')];
    const plot = new uPlot(
      {
        width: Math.max(200, element.clientWidth),
        height,
        legend: { show: false },
        scales: {
          x: { time: true },
          y: {
            range: (_plot, low, high) => (low === null || high === null ? [0, 1] : reach(first, low, high)),
          },
        },
        // The part that is dragged over is asked for anew, in finer steps.
        cursor: {
          drag: { setScale: false, x: true, y: false },
          bind: { dblclick: () => () => (zoom.current(null), null) },
        },
        axes: [
          {
            ...axis,
            values: (_plot, splits) => splits.map((s) => format.time(new Date(s * 1000).toISOString())),
          },
          { ...axis, scale: 'y', size: 60, values: numbers },
          ...(all.some(isOther)
            ? [{ ...axis, scale: 'y1', side: 1 as const, size: 60, grid: { show: false }, values: numbers }]
            : []),
        ],
        series: [
          {},
          ...all.map((series, index) => ({
            label: series.point.key,
            scale: isOther(series) ? 'y1' : 'y',
            stroke: colours[index] ?? colours[1],
            width: 1.5,
            dash: index === 0 ? [] : [6, 3],
            spanGaps: false,
            points: { show: series.rows.length < 120, size: 4 },
          })),
        ],
        hooks: {
          setSelect: [
            ({ select, posToVal }) => {
              if (select.width < 4) return;
              const at = (x: number): number => posToVal(x, 'x') * 1000;
              zoom.current({ fromMs: at(select.left), toMs: at(select.left + select.width) });
            },
          ],
          draw: [
            (plot) => {
              const { ctx, bbox } = plot;
              ctx.save();
              ctx.beginPath();
              ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
              ctx.clip();
              ctx.font = `${14 * devicePixelRatio}px sans-serif`;
              for (const limit of first.point.limits) {
                const y = plot.valToPos(limit.value, 'y', true);
                ctx.strokeStyle = paint(paints[limit.level]);
                ctx.setLineDash(dashes[limit.level]);
                ctx.beginPath();
                ctx.moveTo(bbox.left, y);
                ctx.lineTo(bbox.left + bbox.width, y);
                ctx.stroke();
                ctx.fillStyle = ctx.strokeStyle;
                ctx.textAlign = 'left';
                // Over its line, or under it where there is no room.
                const over = y - 24 * devicePixelRatio > bbox.top;
                ctx.textBaseline = over ? 'bottom' : 'top';
                const away = (over ? -5 : 5) * devicePixelRatio;
                ctx.fillText(t(`flood.level.${limit.level}`), bbox.left + 4, y + away);
              }
              ctx.textAlign = 'center';
              ctx.textBaseline = 'alphabetic';
              for (const alarm of first.alarms) {
                ctx.fillStyle = paint(marks[alarm.priority]);
                ctx.fillText(
                  '▼',
                  plot.valToPos(alarm.atMs / 1000, 'x', true),
                  bbox.top + 14 * devicePixelRatio,
                );
              }
              ctx.restore();
            },
          ],
        },
      },
      columns(all),
      element,
    );
    const resized = new ResizeObserver(() =>
      plot.setSize({ width: Math.max(200, element.clientWidth), height }),
    );
    resized.observe(element);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
  }, [all, format, t, theme]);
  return <div className="series-chart" ref={box} role="img" aria-label={label} />;
}
