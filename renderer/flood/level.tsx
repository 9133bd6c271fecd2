import type { Level, Trend } from '../../electron/flood/flood.ts';
import { useText } from '../ui/text.ts';

const shapes: Record<Level | 'unknown', { readonly shape: string; readonly tone: string }> = {
  normal: { shape: '', tone: 'muted' },
  watch: { shape: '●', tone: 't3' },
  warning: { shape: '▲', tone: 't2' },
  danger: { shape: '■', tone: 't1' },
  unknown: { shape: '', tone: 'dim' },
};

/** A level as a shape and a word; normal is quiet. */
export function LevelMark({ level }: { readonly level: Level | 'unknown' }) {
  const { t } = useText();
  const { shape, tone } = shapes[level];
  return (
    <span className={tone}>
      {shape !== '' && <span aria-hidden>{shape} </span>}
      {t(`flood.level.${level}`)}
    </span>
  );
}

const arrows = { rising: '↑', falling: '↓', steady: '→' } as const;

/** How the water moves: an arrow, a word and a rate. */
export function TrendMark({ trend, abnormal }: { readonly trend: Trend; readonly abnormal: boolean }) {
  const { t, format } = useText();
  if (trend.kind === 'unknown') return <span className="dim">{t('flood.trend.unknown')}</span>;
  const tone = trend.kind === 'rising' && abnormal ? 'strong' : 'muted';
  return (
    <span className={tone}>
      <span aria-hidden>{arrows[trend.kind]} </span>
      {t(`flood.trend.${trend.kind}`, { rate: format.number(Math.abs(trend.cmMin), 1) })}
    </span>
  );
}
