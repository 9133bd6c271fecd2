import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { DosePoint, ThreatZone } from '../../electron/release/picture.ts';
import { useShownTheme } from '../sensor/series-chart.tsx';
import { useText } from '../ui/text.ts';

const height = 190;
const paints = { 3: '--p1', 2: '--p2', 1: '--p3' } as const;

/** ppm against minutes: outdoors whole, indoors dashed, the levels as lines with their names. Words beside it say the same. */
export function DoseChart(props: {
  readonly series: readonly DosePoint[];
  readonly zones: readonly ThreatZone[];
  readonly label: string;
}) {
  const { series, zones, label } = props;
  const { t, format } = useText();
  const theme = useShownTheme();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const style = getComputedStyle(element);
    const paint = (name: string): string => style.getPropertyValue(name).trim() || '#888';
    const peak = Math.max(1e-6, ...series.map((one) => one.outdoorPpm));
    const levels = zones.filter(({ unit }) => unit === 'ppm');
    // The next level above the peak is still seen, so that it is clear how far away it is.
    const above = levels.filter(({ value }) => value > peak).map(({ value }) => value);
    const most = Math.max(peak, Math.min(...above, peak * 2)) * 1.1;
    const axis = {
      stroke: paint('--text-2'),
      grid: { stroke: paint('--line'), width: 1 },
      ticks: { show: false },
      font: `12px ${style.fontFamily}`,
    };
    const plot = new uPlot(
      {
        width: Math.max(200, element.clientWidth),
        height,
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: false }, y: { range: [0, most] } },
        axes: [
          { ...axis, size: 30, values: (_plot, splits) => splits.map((minute) => `${minute} ${t('release.minutesAxis')}`) },
          { ...axis, size: 56, values: (_plot, splits) => splits.map((ppm) => format.number(ppm, most < 5 ? 2 : 0)) },
        ],
        series: [
          {},
          { stroke: paint('--text'), width: 2, points: { show: false } },
          { stroke: paint('--text-2'), width: 2, dash: [6, 4], points: { show: false } },
        ],
        hooks: {
          draw: [
            ({ ctx, bbox, valToPos }) => {
              ctx.save();
              ctx.font = `${12 * devicePixelRatio}px ${style.fontFamily}`;
              ctx.textAlign = 'right';
              // The gravest first; a name that would stand on another is left out, its line is not.
              let free = -Infinity;
              for (const { value, level, rank } of levels.toReversed()) {
                if (value > most) continue;
                const y = valToPos(value, 'y', true);
                ctx.strokeStyle = paint(paints[rank]);
                ctx.setLineDash([8, 5]);
                ctx.beginPath();
                ctx.moveTo(bbox.left, y);
                ctx.lineTo(bbox.left + bbox.width, y);
                ctx.stroke();
                const at = Math.max(y - 4, bbox.top + 12);
                if (at < free) continue;
                free = at + 16 * devicePixelRatio;
                ctx.fillStyle = paint('--text');
                ctx.fillText(level, bbox.left + bbox.width - 4, at);
              }
              ctx.restore();
            },
          ],
        },
      },
      [
        series.map(({ minute }) => minute),
        series.map(({ outdoorPpm }) => outdoorPpm),
        series.map(({ indoorPpm }) => indoorPpm),
      ],
      element,
    ); // prettier-ignore
    const resized = new ResizeObserver(() =>
      plot.setSize({ width: Math.max(200, element.clientWidth), height }),
    );
    resized.observe(element);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
  }, [series, zones, t, format, theme]);
  return <div className="release-chart" ref={box} role="img" aria-label={label} />;
}
