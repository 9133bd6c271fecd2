import { useEffect, useRef, useSyncExternalStore } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { longestPauseMs, withGaps, type Series } from '../../electron/sensor/series.ts';
import { useText } from '../ui/text.ts';

const height = 240;
const paints = { danger: '--p1', warning: '--p2', watch: '--p3' } as const;
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

/** Points over a span: limits as lines, alarms as marks; drag zooms, double click shows all. The table says the same in words. */
export function SeriesChart({ all, label }: { readonly all: readonly Series[]; readonly label: string }) {
  const { format } = useText();
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
    const colours = [paint('--text'), paint('--text-2')];
    const plot = new uPlot(
      {
        width: Math.max(200, element.clientWidth),
        height,
        legend: { show: false },
        scales: { x: { time: true } },
        axes: [
          {
            ...axis,
            values: (_plot, splits) => splits.map((s) => format.time(new Date(s * 1000).toISOString())),
          },
          { ...axis, scale: 'y', size: 60 },
          ...(all.length > 1
            ? [{ ...axis, scale: 'y1', side: 1 as const, size: 60, grid: { show: false } }]
            : []),
        ],
        series: [
          {},
          ...all.map((series, index) => ({
            label: series.point.key,
            scale: index === 0 ? 'y' : 'y1',
            stroke: colours[index] ?? colours[1],
            width: 1.5,
            dash: index === 0 ? [] : [6, 3],
            spanGaps: false,
            points: { show: series.rows.length < 120, size: 4 },
          })),
        ],
        hooks: {
          draw: [
            (plot) => {
              const { ctx, bbox } = plot;
              ctx.save();
              ctx.beginPath();
              ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
              ctx.clip();
              for (const limit of first.point.limits) {
                const y = plot.valToPos(limit.value, 'y', true);
                ctx.strokeStyle = paint(paints[limit.level]);
                ctx.setLineDash([6, 6]);
                ctx.beginPath();
                ctx.moveTo(bbox.left, y);
                ctx.lineTo(bbox.left + bbox.width, y);
                ctx.stroke();
              }
              ctx.font = '14px sans-serif';
              ctx.textAlign = 'center';
              for (const alarm of first.alarms) {
                ctx.fillStyle = paint(marks[alarm.priority]);
                ctx.fillText('▼', plot.valToPos(alarm.atMs / 1000, 'x', true), bbox.top + 14);
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
  }, [all, format, theme]);
  return <div className="series-chart" ref={box} role="img" aria-label={label} />;
}
