import type { GaugeLine } from '../../electron/flood/flood.ts';
import { useText } from '../ui/text.ts';

const width = 360;
const height = 150;
const left = 8;
const right = 92;

/** The last readings as a line with the levels at which the site acts. The table of readings below says the same in words. */
export function GaugeChart({ gauge }: { readonly gauge: GaugeLine }) {
  const { t, format } = useText();
  const { recent } = gauge;
  if (recent.length < 2) return null;
  const times = recent.map(({ at }) => Date.parse(at));
  const levels = recent.map(({ levelCm }) => levelCm);
  const from = Math.min(...times);
  const span = Math.max(1, Math.max(...times) - from);
  const low = Math.min(...levels, gauge.watchCm) - 20;
  const high = Math.max(...levels, gauge.dangerCm) + 20;
  const x = (ms: number): number => left + ((ms - from) / span) * (width - left - right);
  const y = (cm: number): number => height - 8 - ((cm - low) / (high - low)) * (height - 16);
  const path = recent.map(
    ({ levelCm }, index) =>
      `${index === 0 ? 'M' : 'L'}${x(times[index]!).toFixed(1)} ${y(levelCm).toFixed(1)}`,
  );
  const thresholds = [
    { level: 'danger', cm: gauge.dangerCm, paint: 'var(--p1)' },
    { level: 'warning', cm: gauge.warningCm, paint: 'var(--p2)' },
    { level: 'watch', cm: gauge.watchCm, paint: 'var(--p3)' },
  ] as const;
  const label = t('flood.chart', {
    gauge: gauge.place.key,
    from: format.number(Math.min(...levels)),
    to: format.number(Math.max(...levels)),
  });
  return (
    <div className="gauge-chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {thresholds.map(({ level, cm, paint }) => (
          <g key={level}>
            <line x1={left} x2={width - right} y1={y(cm)} y2={y(cm)} stroke={paint} strokeDasharray="4 4" />
            <text x={width - right + 6} y={y(cm) + 4}>
              {t('flood.threshold', { level: t(`flood.level.${level}`), value: format.number(cm) })}
            </text>
          </g>
        ))}
        <path d={path.join('')} fill="none" stroke="var(--text)" strokeWidth={1.6} />
        {recent.map((reading, index) => (
          <circle
            key={reading.at + String(index)}
            cx={x(times[index]!)}
            cy={y(reading.levelCm)}
            r={2}
            fill="var(--text)"
          />
        ))}
      </svg>
    </div>
  );
}
