import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { createPortal } from 'react-dom';
import { heldOrder, type OpenAlarm } from '../../electron/alarm/alarm-list.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useIntent } from '../ui/intent.ts';
import { Button, Empty, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { AlarmActions } from './alarm-actions.tsx';
import { AlarmHistory } from './alarm-history.tsx';
import { HeldAlarms } from './held-alarms.tsx';
import { AlarmRow } from './alarm-row.tsx';
import { AreaChoice } from './area-choice.tsx';
import { RaiseAlarm } from './raise-alarm.tsx';
import { closeAlarms, useOpenAlarms } from './use-alarms.ts';

type View = 'open' | 'held' | 'history' | 'raise';

/** The alarms beside whatever screen is open: never over all of it, nothing in it is modal. */
export function AlarmPanel({ free }: { readonly free: boolean }) {
  const { t } = useText();
  const [view, setView] = useState<View>('open');
  const list = useOpenAlarms();
  useIntent('alarm.raise', () => setView('raise'));
  const panel = useRef<HTMLElement>(null);
  const cameFrom = useRef<Element | null>(null);
  useEffect(() => {
    cameFrom.current = document.activeElement;
    const into = panel.current?.querySelector<HTMLElement>('tr[tabindex="0"]') ?? panel.current;
    into?.focus();
    return () => {
      if (cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
    };
  }, []);

  function hear(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (view === 'open') closeAlarms();
    else setView('open');
  }

  return createPortal(
    <section
      ref={panel}
      className="panel alarm-panel"
      aria-label={t('alarm.title')}
      tabIndex={-1}
      onKeyDown={hear}
    >
      <h2>
        {t('alarm.title')}
        <span className="grow" />
        <Button aria-pressed={view === 'open'} onPress={() => setView('open')}>
          {t('alarm.open')}
        </Button>
        {free && (
          <>
            <Button aria-pressed={view === 'held'} onPress={() => setView('held')}>
              {t('alarm.held')}
              {list !== undefined && list.held > 0 && ` ${list.held}`}
            </Button>
            <Button aria-pressed={view === 'history'} onPress={() => setView('history')}>
              {t('alarm.history')}
            </Button>
            <Button aria-pressed={view === 'raise'} onPress={() => setView('raise')}>
              {t('alarm.raise')}
            </Button>
          </>
        )}
        <Button onPress={closeAlarms}>
          {t('common.close')} <kbd className="kbd">F8</kbd>
        </Button>
      </h2>
      {view === 'open' && <OpenAlarms free={free} />}
      {view === 'held' && <HeldAlarms />}
      {view === 'history' && <AlarmHistory />}
      {view === 'raise' && <RaiseAlarm done={() => setView('open')} />}
    </section>,
    document.body,
  );
}

function OpenAlarms({ free }: { readonly free: boolean }) {
  const { t } = useText();
  const [areaId, setAreaId] = useState<string | null>(null);
  const whole = useOpenAlarms();
  const inArea = useOpenAlarms(areaId);
  const list = areaId === null ? whole : inArea;
  const acknowledge = useCommand('alarm.acknowledge');
  const accept = useCommand('alarm.accept');
  const mayAct = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  const [chosen, setChosen] = useState<string | null>(null);
  // The order as it was when the hand or the pointer came to the list: no line moves away from under it.
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const rows = held === null ? (list?.rows ?? []) : heldOrder(held, list?.rows ?? []);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const inList = new Set(rows.map(({ id }) => id));
  // What stands under another is seen when that one is opened; what has lost its head stands for itself.
  const lines = rows.filter(({ headId }) => headId === null || !inList.has(headId) || opened.has(headId));
  const row = lines.find(({ id }) => id === chosen) ?? lines[0];
  const able = free && mayAct?.kind === 'signedIn' && mayAct.operator.role !== 'observer';

  function hold(): void {
    if (held === null) setHeld(rows.map(({ id }) => id));
  }
  function acknowledgeRow(alarm: OpenAlarm | undefined): void {
    if (able && alarm && alarm.state !== 'acknowledged') void acknowledge.run({ ids: [alarm.id] });
  }
  function acceptRow(alarm: OpenAlarm | undefined): void {
    if (able && alarm?.proposes?.planKey != null) void accept.run({ alarmId: alarm.id });
  }
  function open(id: string, show: boolean): void {
    setOpened((before) => {
      const after = new Set(before);
      if (show) after.add(id);
      else after.delete(id);
      return after;
    });
    if (!show) setChosen(id);
  }
  const keys = useRowKeys(
    lines.map(({ id }) => id),
    row?.id ?? null,
    setChosen,
    (event, id) => {
      const alarm = rows.find((one) => one.id === id);
      if (event.key === 'ArrowRight' && alarm && alarm.below > 0) open(alarm.id, true);
      else if (event.key === 'ArrowLeft' && alarm) open(alarm.headId ?? alarm.id, false);
      else if (event.key === 'Enter' || event.key === ' ') acknowledgeRow(alarm);
      else if (event.key.toLowerCase() === 'd' && !event.ctrlKey && !event.metaKey) acceptRow(alarm);
      else return;
      event.preventDefault();
    },
  );

  if (!list) return null;
  if (rows.length === 0)
    return (
      <>
        <AreaChoice areas={list.areas} areaId={areaId} onChange={setAreaId} />
        <Empty>
          {t(areaId === null ? 'alarm.none' : 'alarm.noneHere')}{' '}
          {list.held > 0 && `▽ ${t('alarm.heldCount', { count: list.held })}`}
        </Empty>
      </>
    );
  const total = list.counts[1] + list.counts[2] + list.counts[3] + list.exercise;
  return (
    <>
      <AreaChoice areas={list.areas} areaId={areaId} onChange={setAreaId} />
      <div
        className="scroll"
        onPointerEnter={hold}
        onPointerLeave={() => setHeld(null)}
        onFocus={hold}
        onBlur={() => setHeld(null)}
      >
        <table className="list alarms" role="grid" aria-label={t('alarm.open')}>
          <tbody>
            {lines.map((alarm) => (
              <AlarmRow
                key={alarm.id}
                alarm={alarm}
                row={keys.rowProps(alarm.id)}
                opened={opened.has(alarm.id)}
                onOpen={(show) => open(alarm.id, show)}
                chain={list.chain}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="alarm-foot dim">
        {list.flood && <b className="t2">▲ {t('alarm.flood')} </b>}
        {rows.length < total && t('alarm.shownOf', { count: rows.length, total })}{' '}
        {held !== null && t('alarm.holds')}
        {list.held > 0 && ` ▽ ${t('alarm.heldCount', { count: list.held })}`}
      </p>
      <Problem>{acknowledge.problem ?? accept.problem}</Problem>
      {able && row ? (
        <AlarmActions
          key={row.id}
          alarm={row}
          acknowledge={() => acknowledgeRow(row)}
          accept={() => acceptRow(row)}
          acknowledgeBelow={() => void acknowledge.run({ ids: [row.id], below: true })}
          acknowledgeAll={() =>
            void acknowledge.run({
              ids: rows.filter(({ state }) => state !== 'acknowledged').map(({ id }) => id),
            })
          }
          unseen={rows.filter(({ state }) => state !== 'acknowledged').length}
        />
      ) : (
        !free && <p className="alarm-foot">{t('alarm.signInToAct')}</p>
      )}
    </>
  );
}
