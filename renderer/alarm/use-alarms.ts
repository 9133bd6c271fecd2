import { useEffect } from 'react';
import { create } from 'zustand';
import type { AlarmList } from '../../electron/alarm/alarm-list.ts';
import { refresh, useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';

/** Rows of others that an alarm may follow from. */
const nouns = [
  'alarm', 'alarmSeen', 'alarmHold', 'alarmRule', 'alarmEscalation', 'task', 'team', 'callOut', 'incident',
  'blast',
] as const; // prettier-ignore
/** A check-in or a task becomes late by time alone, so the list is asked for again. */
const againMs = 10_000;

/** The open alarms; also on an empty and a locked seat. */
export function useOpenAlarms(areaId: string | null = null): AlarmList | undefined {
  return useQueryOf('alarm.open', areaId === null ? {} : { areaId }, { nouns }).data;
}

/** Keeps what depends on the time fresh. Once in the window. */
export function useAlarmClock(): void {
  const beat = useNow(againMs);
  useEffect(() => {
    // On an empty seat the other queries of this noun are not shown, so nothing is refused.
    refresh(new Set(['alarm']));
  }, [beat]);
}

export const usePanel = create<{ readonly open: boolean }>(() => ({ open: false }));
export function toggleAlarms(): void {
  usePanel.setState(({ open }) => ({ open: !open }));
}
export function openAlarms(): void {
  usePanel.setState({ open: true });
}
export function closeAlarms(): void {
  usePanel.setState({ open: false });
}
