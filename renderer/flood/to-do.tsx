import { useState } from 'react';
import type { ToDo, ZoneToDo } from '../../electron/level-action/level-action.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useRunning } from './use-running.ts';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { intend } from '../ui/intent.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { LevelMark } from './level.tsx';

export const toDoNouns = ['levelAction', 'levelActionDone', 'zoneAlert', 'task', 'zoneGauge'] as const;

/** What is still to be done at the levels that zones have reached: ticked by a key, or made tasks of the incident. */
export function ToDoList() {
  const { t, nameOf } = useText();
  const all = useQueryOf('levelAction.toDo', {}, { nouns: toDoNouns }).data ?? [];
  const able = useMay('levelAction.tick');
  const tick = useCommand('levelAction.tick');
  const makeTasks = useCommand('levelAction.makeTasks');
  const incident = useRunning();
  const [chosen, setChosen] = useState<string | null>(null);
  const open = all
    .map((one) => ({ ...one, toDo: one.toDo.filter(({ done }) => done === null) }))
    .filter(({ toDo }) => toDo.length > 0);
  const lines = open.flatMap(({ toDo }) => toDo);
  const idOf = ({ id, alertId }: ToDo): string => `${alertId} ${id}`;

  function doIt(line: ToDo | undefined): void {
    if (able && line) void tick.run({ actionId: line.id, alertId: line.alertId });
  }
  function tasks(one: ZoneToDo | undefined): void {
    if (able && one && incident) void makeTasks.run({ alertId: one.alert.id, incidentId: incident.id });
  }
  const keys = useRowKeys(lines.map(idOf), chosen, setChosen, (event, id) => {
    const line = lines.find((one) => idOf(one) === id);
    const key = event.key.toLowerCase();
    if (key === ' ' || key === 'enter') doIt(line);
    else if (key === 't') tasks(open.find(({ alert }) => alert.id === line?.alertId));
    else if (key === 'o' && line?.deviceId) intend(null, { what: 'deviceOrder.give', id: line.deviceId });
    else return;
    event.preventDefault();
  });
  if (open.length === 0) return null;
  return (
    <div className="to-do">
      <table className="list" role="grid" aria-label={t('flood.toDo.title')}>
        {open.map((one) => (
          <tbody key={one.alert.id}>
            <tr>
              <th scope="rowgroup">
                {nameOf(one.zone.names)} · <LevelMark level={one.alert.level} />{' '}
                {able && incident && (
                  <button type="button" className="btn" tabIndex={-1} onClick={() => tasks(one)}>
                    {t('flood.toDo.makeTasks')} <kbd className="kbd">T</kbd>
                  </button>
                )}
              </th>
            </tr>
            {one.toDo.map((line) => (
              <tr key={line.id} {...keys.rowProps(idOf(line))}>
                <Line line={line} done={able ? () => doIt(line) : null} />
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      <Problem>{tick.problem ?? makeTasks.problem}</Problem>
    </div>
  );
}

function Line({ line, done }: { readonly line: ToDo; readonly done: (() => void) | null }) {
  const { t, format, nameOf } = useText();
  const now = new Date(useNow(5_000)).toISOString();
  const late = line.dueAt !== null && line.dueAt < now;
  return (
    <td>
      <div>{nameOf(line.texts)}</div>
      <div className="to-do-facts dim">
        {line.position !== null && <span>{t(`position.${line.position}`)}</span>}
        {line.dueAt !== null && (
          <span className={late ? 't2' : 'muted'}>
            {late && <span aria-hidden>▲ </span>}
            {late ? t('flood.toDo.late') : format.relative(line.dueAt, now)}
          </span>
        )}
        {line.device && line.wanted && (
          <Button
            className="link"
            onPress={() => intend(null, { what: 'deviceOrder.give', id: line.device!.id })}
          >
            {t('flood.toDo.order', { device: line.device.key, wanted: t(`flood.device.${line.wanted}`) })}
          </Button>
        )}
        {line.planKey !== null && <span>{t('flood.toDo.startPlan', { plan: line.planKey })}</span>}
        {done && (
          <button type="button" className="btn" tabIndex={-1} onClick={done}>
            {t('flood.toDo.done')}
          </button>
        )}
      </div>
    </td>
  );
}
