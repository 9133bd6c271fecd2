import { useEffect } from 'react';
import { create } from 'zustand';
import type { FloodBoard } from '../../electron/flood/flood.ts';
import type { Horizon, Inundation, InundationBands } from '../../electron/terrain/inundation.ts';
import { refresh, useQueryOf } from '../api.ts';

/** What makes the water be worked out anew. */
const nouns = [
  'terrainModel',
  'gaugeZero',
  'gauge',
  'gaugeReading',
  'reading',
  'floodDevice',
  'place',
  'team',
  'muster',
];
/** Time itself moves the water on. */
const againMs = 20_000;

interface Looking {
  /** Minutes ahead for which every map shows the water. */
  readonly minutes: Horizon;
  /** How many screens show it whatever the gauges say. */
  readonly watched: number;
}
export const useLooking = create<Looking>(() => ({ minutes: 0, watched: 0 }));

/** Shows the water on the map while the caller stands on the screen. */
export function useWatched(): void {
  useEffect(() => {
    const change = (by: number): void => useLooking.setState(({ watched }) => ({ watched: watched + by }));
    change(1);
    return () => {
      change(-1);
      useLooking.setState({ minutes: 0 });
    };
  }, []);
}

export function useInundation(): {
  readonly data: Inundation | null | undefined;
  readonly problem: string | null;
} {
  const incident = useQueryOf('incident.page', { states: ['running', 'stoodDown'], limit: 1 }).data?.rows[0];
  const found = useQueryOf('terrain.inundation', { incidentId: incident?.id ?? null }, { nouns });
  useEffect(() => {
    const again = setInterval(() => refresh(new Set(['terrain'])), againMs);
    return () => clearInterval(again);
  }, []);
  return { data: found.data, problem: found.error?.message ?? null };
}

/** The bands that the map shows: while somebody looks at the water, and whenever a zone is over one of its levels. */
export function useBands(board: FloodBoard | undefined, live: boolean): InundationBands | null {
  const { minutes, watched } = useLooking();
  const abnormal = board?.zones.some(({ level }) => level !== 'normal' && level !== 'unknown') ?? false;
  const enabled = live && (watched > 0 || abnormal);
  const found = useQueryOf('terrain.bands', { minutes }, { nouns, enabled }).data;
  return enabled ? (found ?? null) : null;
}
