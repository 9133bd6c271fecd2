import { stateWords, type PointLine, type Quality } from '../../electron/sensor/point.ts';
import { useText } from '../ui/text.ts';

const shapes: Record<Quality, { readonly shape: string; readonly tone: string }> = {
  good: { shape: '✓', tone: 'muted' },
  silent: { shape: '◌', tone: 't3' },
  frozen: { shape: '❄', tone: 't3' },
  bad: { shape: '✕', tone: 't3' },
  old: { shape: '…', tone: 'dim' },
  none: { shape: '–', tone: 'dim' },
};

/** How much a value is worth, as a shape and a word. */
export function QualityMark({ quality }: { readonly quality: Quality }) {
  const { t } = useText();
  const { shape, tone } = shapes[quality];
  return (
    <span className={`nowrap ${tone}`}>
      <span aria-hidden>{shape} </span>
      {t(`sensor.quality.${quality}`)}
    </span>
  );
}

/** That an instrument's clock is wrong, and by how much; nothing when it is right. */
export function ClockNote({ clockMs }: Pick<PointLine, 'clockMs'>) {
  const { t, format } = useText();
  if (clockMs === null || clockMs === 0) return null;
  const seconds = Math.round(Math.abs(clockMs) / 1000);
  const span = seconds < 120 ? `${seconds} s` : format.span(seconds / 60);
  return <div className="t3">{t(clockMs > 0 ? 'sensor.clockAhead' : 'sensor.clockBehind', { span })}</div>;
}

/** A value with its unit, or the word that it stands for. */
export function useValue(): (point: Pick<PointLine, 'kind' | 'unit'>, value: number) => string {
  const { t, format } = useText();
  return ({ kind, unit }, value) => {
    const word = stateWords[kind]?.[value];
    return word === undefined ? `${format.number(value, 2)} ${unit}` : t(`sensor.stateWord.${word}`);
  };
}

const width = 96;
const height = 20;

/** The last two hours in the space of a word; broken where nothing came. */
export function Spark({ spark }: { readonly spark: PointLine['spark'] }) {
  const known = spark.filter((one) => one !== null);
  if (known.length < 2) return null;
  const low = Math.min(...known);
  const span = Math.max(1e-9, Math.max(...known) - low);
  const path = spark.map((one, index) => {
    if (one === null) return '';
    const x = (index / (spark.length - 1)) * width;
    const pen = (spark[index - 1] ?? null) === null ? 'M' : 'L';
    return `${pen}${x.toFixed(1)} ${(height - 2 - ((one - low) / span) * (height - 4)).toFixed(1)}`;
  });
  return (
    <svg className="spark" viewBox={`0 0 ${width} ${height}`} aria-hidden>
      <path d={path.join('')} fill="none" stroke="var(--text-2)" strokeWidth={1.3} />
    </svg>
  );
}
