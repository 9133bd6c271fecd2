import { useEffect, useRef, useSyncExternalStore } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { LawPoint, LawView } from '../../electron/blast/law.ts';
import { useText } from '../ui/text.ts';

const height = 300;

function onTheme(hear: () => void): () => void {
  const watcher = new MutationObserver(hear);
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => watcher.disconnect();
}
const useShownTheme = (): string =>
  useSyncExternalStore(onTheme, () => document.documentElement.dataset['theme'] ?? '');

/** A little beyond the points on either side, so that none lies on the frame. */
function spanOf(points: readonly LawPoint[]): readonly [number, number] {
  const all = points.map(({ scaled }) => scaled);
  return [Math.min(...all) / 1.25, Math.max(...all) * 1.25];
}

/** Points on the axis of all; straight lines need only their ends. */
function columns(law: LawView): uPlot.AlignedData {
  const [from, to] = spanOf(law.points);
  const sorted = law.points.toSorted((a, b) => a.scaled - b.scaled);
  const x = [from, ...sorted.map(({ scaled }) => scaled), to];
  const dots = (counts: boolean): (number | null)[] => [
    null,
    ...sorted.map((point) => ((point.leftOut === null) === counts ? point.value : null)),
    null,
  ];
  const line = (k: number, b: number): number[] => x.map((scaled) => k * scaled ** b);
  const { fit, inUse } = law;
  const none = x.map(() => null);
  return [
    x,
    dots(true),
    dots(false),
    fit ? line(fit.k, fit.b) : none,
    fit ? line(fit.k95, fit.b) : none,
    line(inUse.k95, inUse.b),
  ];
}

/** Readings over scaled distance, both logarithmic. The table beside it says the same in words. */
export default function LawChart({ law, label }: { readonly law: LawView; readonly label: string }) {
  const { t, format } = useText();
  const theme = useShownTheme();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const style = getComputedStyle(element);
    const paint = (name: string): string => style.getPropertyValue(name).trim() || '#888';
    const axis = {
      stroke: paint('--text-2'),
      grid: { stroke: paint('--line'), width: 1 },
      ticks: { show: false },
      font: '14px sans-serif',
    };
    const short = (value: number): string =>
      format.number(value, value >= 10 ? 0 : value >= 1 ? 1 : value >= 0.1 ? 2 : 4);
    const values = (_plot: uPlot, splits: readonly (number | null)[]): string[] =>
      splits.map((value) => (value === null ? '' : short(value)));
    const stroke = (colour: string, dash: number[]) => ({
      stroke: paint(colour),
      width: 1.5,
      dash,
      points: { show: false },
      spanGaps: true,
    });
    const dot = (colour: string, hollow: boolean) => ({
      stroke: paint(colour),
      paths: () => null,
      points: { show: true, size: 8, fill: hollow ? paint('--panel') : paint(colour), stroke: paint(colour) },
    });
    const plot = new uPlot(
      {
        width: Math.max(200, element.clientWidth),
        height,
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: false, distr: 3, log: 10 }, y: { distr: 3, log: 10 } },
        axes: [
          { ...axis, values, size: 34, space: 24 },
          { ...axis, values, size: 64 },
        ],
        series: [
          {},
          dot('--text', false),
          dot('--text-3', true),
          stroke('--text', []),
          stroke('--text', [8, 4]),
          stroke('--text-3', [2, 4]),
        ],
      },
      columns(law),
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
  }, [law, format, theme]);
  return (
    <div>
      <div className="law-chart" ref={box} role="img" aria-label={label} />
      <p className="dim law-legend" aria-hidden>
        <span>● {t('blast.legend.point')}</span>
        <span>○ {t('blast.legend.out')}</span>
        <span>— {t('blast.legend.mean')}</span>
        <span>– – {t('blast.legend.upper')}</span>
        <span>··· {t('blast.legend.used')}</span>
      </p>
    </div>
  );
}
