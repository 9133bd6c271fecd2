import { useEffect, useMemo } from 'react';
import { Button } from 'react-aria-components';
import type { SeatState } from '../../electron/session/session.ts';
import { ask, useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { startAlarmSound, stopAlarmSound } from '../ui/alarm-sound.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { Mark } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { AlarmPanel } from './alarm-panel.tsx';
import { toggleAlarms, useAlarmClock, useOpenAlarms, usePanel } from './use-alarms.ts';
import './alarm.css';

const priorities = [1, 2, 3] as const;

/**
 * How many alarms are open, by priority, in the bar of every screen, also an empty or locked one; with the sound that
 * goes on until someone acknowledges, and the list one key away.
 */
export function AlarmBar({ seat }: { readonly seat: SeatState }) {
  const { t } = useText();
  useAlarmClock();
  const list = useOpenAlarms();
  const ready = useQueryOf('site.info', {}).data?.ready ?? false;
  const open = usePanel((panel) => panel.open);
  const counts = list?.counts ?? { 1: 0, 2: 0, 3: 0 };
  const played = list?.exercise ?? 0;
  const sounds = ready ? (list?.sounds ?? null) : null;
  const climbedAt = list?.climbedAt ?? null;
  const unseen = list?.rows.find(({ state }) => state !== 'acknowledged')?.id ?? null;
  const free = seat.kind === 'signedIn';

  useEffect(() => {
    if (sounds === null) return;
    startAlarmSound(sounds);
    // One that has climbed is news once more: its round begins from the start.
    return stopAlarmSound;
  }, [sounds, climbedAt]);

  const commands = useMemo<readonly Command[]>(
    () => [
      { id: 'alarms', title: 'alarm.openPanel', keys: 'F8', run: toggleAlarms },
      {
        id: 'flood.read',
        title: 'flood.enterReading',
        name: 'flood.read',
        also: 'gauge vodomer 水位',
        run: () => go('flood'),
      },
      ...(unseen === null
        ? []
        : [
            {
              id: 'alarms.acknowledge',
              title: 'alarm.acknowledgeTop',
              keys: 'Shift+F8',
              name: 'alarm.acknowledge' as const,
              run: () => void ask('alarm.acknowledge', { ids: [unseen] }),
            },
          ]),
    ],
    [unseen],
  );
  useCommands(commands);
  useEffect(() => {
    if (free) return;
    // Commands belong to whoever is signed in; looking at alarms belongs to everyone.
    const hear = (event: KeyboardEvent): void => {
      if (event.key !== 'F8' || event.shiftKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      toggleAlarms();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, [free]);

  const label = t('alarm.barLabel', { one: counts[1], two: counts[2], three: counts[3] });
  return (
    <>
      <Button
        className="alarm-bar"
        onPress={toggleAlarms}
        aria-label={played > 0 ? `${label}, ${t('common.exercise')} ${played}` : label}
        aria-expanded={open}
        data-sounds={sounds ?? undefined}
      >
        {priorities.map((priority) =>
          counts[priority] === 0 ? (
            <span key={priority} className="mark quiet">
              <i aria-hidden>{priority}</i>0
            </span>
          ) : (
            <Mark key={priority} priority={priority}>
              {counts[priority]}
            </Mark>
          ),
        )}
        {played > 0 && (
          <span className="badge exercise">
            {t('common.exercise')} {played}
          </span>
        )}
      </Button>
      {open && <AlarmPanel free={free} />}
    </>
  );
}
