import './task.css';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Incident } from '../../electron/incident/incident.ts';
import { byUrgency, lateness, type Task } from '../../electron/task/task.ts';
import { useQueryOf } from '../api.ts';
import { useDrillOf, usePace } from '../drill/use-drill.ts';
import { useHolding } from '../plan/branch-text.ts';
import { useNow } from '../ui/clock.ts';
import { useOffer } from '../ui/commands.ts';
import { Button, Empty, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { AddTask } from './add-task.tsx';
import { TaskRow } from './task-row.tsx';

interface Props {
  readonly incident: Incident;
  readonly mayWrite: boolean;
  /** Plans to start, above the steps. */
  readonly proposals: ReactNode;
  readonly onPropose: (() => void) | null;
}

/** What has to be done: late first, then by what is due next; what is answered fades below. */
export function StepsPanel({ incident, mayWrite, proposals, onPropose }: Props) {
  const { t } = useText();
  const tasks = useQueryOf('task.list', { incidentId: incident.id }).data;
  const pace = usePace(incident.id);
  const now = new Date(useNow(useDrillOf(incident.id) ? 1_000 : 10_000)).toISOString();
  const holding = useHolding(tasks ?? []);
  const sorted = byUrgency(tasks ?? [], now, holding, pace);
  const [at, setAt] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  useOffer('task.add', 'task.add', mayWrite ? () => setAdding(true) : null);
  useOffer('incident.activatePlan', 'incident.choosePlan', onPropose);
  const list = useRef<HTMLOListElement>(null);
  const answered = sorted.filter((task) => task.state !== 'open').length;
  const late = sorted.filter((task) => lateness(task, now, pace).kind === 'late').length;
  const current = sorted.find((task) => task.id === at) ?? sorted[0];

  function move(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLElement) || event.target.closest('input, textarea') !== null) return;
    const from = sorted.findIndex((task) => task.id === current?.id);
    const to: Task | undefined =
      event.key === 'ArrowDown' ? sorted[Math.min(sorted.length - 1, from + 1)]
      : event.key === 'ArrowUp' ? sorted[Math.max(0, from - 1)]
      : event.key === 'Home' ? sorted[0]
      : event.key === 'End' ? sorted.at(-1)
      : undefined; // prettier-ignore
    if (!to) return;
    event.preventDefault();
    setAt(to.id);
    list.current?.querySelector<HTMLElement>(`[data-task="${to.id}"]`)?.focus();
  }

  return (
    <Panel
      title={
        <>
          {t('incident.steps.title')}
          {late > 0 && <span className="t2 late-count">▲ {late}</span>}
        </>
      }
      className="steps-panel"
      aside={
        sorted.length > 0 ? t('incident.steps.progress', { done: answered, total: sorted.length }) : undefined
      }
    >
      {proposals}
      {tasks && sorted.length === 0 && proposals === null && <Empty>{t('task.empty')}</Empty>}
      <ol className="steps" ref={list} aria-label={t('task.label')} onKeyDown={move}>
        {sorted.map((task) => (
          <TaskRow
            key={task.id}
            task={task}
            now={now}
            pace={pace}
            mayWrite={mayWrite}
            current={task.id === current?.id}
            next={task.id === sorted[0]?.id && task.state === 'open'}
            onFocus={() => setAt(task.id)}
          />
        ))}
      </ol>
      {mayWrite && (
        <div className="steps-foot">
          {adding ? (
            <AddTask incidentId={incident.id} onDone={() => setAdding(false)} />
          ) : (
            <>
              <Button className="small" onPress={() => setAdding(true)}>
                {t('task.add')}
              </Button>
              {onPropose && sorted.length > 0 && (
                <Button className="small" onPress={onPropose}>
                  {t('incident.choosePlan')}
                </Button>
              )}
            </>
          )}
        </div>
      )}
    </Panel>
  );
}
