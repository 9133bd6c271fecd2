import { nextLeft } from '../../electron/flood/told.ts';
import { useMemo } from 'react';
import {
  type DeviceLine,
  type FloodBoard,
  type GaugeLine,
  type ZoneLine,
} from '../../electron/flood/flood.ts';
import { outlookAt, type TimeLeft } from '../../electron/flood/outlook.ts';
import { useText } from '../ui/text.ts';
import { zoneTimes } from './time-left.tsx';

/** What the map writes beside the signs of the water: minutes left at an instant, and what a device was ordered. */
export function useWaterWords(nowMs: number): {
  readonly gauge: (gauge: GaugeLine) => string;
  readonly zone: (zone: ZoneLine, board: FloodBoard) => string;
  readonly device: (line: DeviceLine) => string;
} {
  const { t, format } = useText();
  return useMemo(() => {
    const words = (times: readonly TimeLeft[]): string => {
      const next = nextLeft(times);
      if (!next) return '';
      const level = t(`flood.level.${next.level}`);
      return next.minutes < 1
        ? t('flood.left.soon', { level })
        : t('flood.left.map', { level, span: format.span(next.minutes) });
    };
    return {
      gauge: (gauge) => {
        const outlook = outlookAt(gauge.outlook, nowMs);
        return outlook.kind === 'rising' ? words(outlook.thresholds) : '';
      },
      zone: (zone, board) => words(zoneTimes(zone, board.gauges, nowMs)),
      device: ({ shown, order }) => {
        if (shown.kind === 'contradictory') return t('flood.device.contradictory');
        if (!order || order.endedAt !== null) return '';
        return t(`flood.order.mark.${order.state}`, { wanted: t(`flood.device.${order.wanted}`) });
      },
    };
  }, [t, format, nowMs]);
}
