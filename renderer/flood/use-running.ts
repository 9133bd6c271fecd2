import type { Incident } from '../../electron/incident/incident.ts';
import { useQueryOf } from '../api.ts';

/** The flood that is running for real, else the newest incident that is; null when none is. */
export function useRunning(): Incident | null {
  const rows = useQueryOf('incident.page', { states: ['running'], limit: 50 }).data?.rows ?? [];
  const real = rows.filter(({ exercise }) => !exercise);
  return real.find(({ type }) => type === 'flood') ?? real[0] ?? null;
}
