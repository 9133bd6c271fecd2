import { useMemo, useState } from 'react';
import {
  isOpen,
  itemsAtOnce,
  type Money,
  type PhaseLine,
  type UpgradeLine,
} from '../../electron/upgrade/upgrade.ts';
import { ask, call, useQueryOf } from '../api.ts';
import { Papers } from '../attachment/papers.tsx';
import { refusalText } from '../locales/refusal-text.ts';
import { go } from '../router.tsx';
import { useMay } from '../team/use-may.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { Button, Panel, Problem } from '../ui/parts.tsx';
import { RowHistory } from '../ui/row-history.tsx';
import { useText } from '../ui/text.ts';
import { EffectTable } from './effect.tsx';
import { SetBudget, StopUpgrade, WriteUpgrade } from './head-forms.tsx';
import { Items } from './items.tsx';
import { EnterMoney, MoneyLines, StrikeMoney } from './money.tsx';
import { Due, MoneyBar, useSwap } from './parts.tsx';
import { Phases, WritePhase } from './phases.tsx';
import { nextStep, upgradeNouns } from './words.ts';

type Task =
  | { readonly kind: 'edit'; readonly line: UpgradeLine }
  | { readonly kind: 'stop' | 'budget' | 'money' }
  | { readonly kind: 'phase'; readonly phase: PhaseLine | null }
  | { readonly kind: 'strike'; readonly money: Money };

/** One programme: why, money, phases, and its items one by one. */
export function UpgradeDetail({ id }: { readonly id: string }) {
  const { t } = useText();
  const line = useQueryOf('upgrade.byId', { id }, { nouns: upgradeNouns }).data;
  const [task, setTask] = useState<Task | null>(null);
  if (!line || line.id !== id) return <Panel title={t('upgrade.title')}>{null}</Panel>;
  const done = (): void => setTask(null);
  return (
    <div className="up-detail">
      <Panel
        title={`${line.key} ${line.title}`}
        aside={<Button onPress={() => go('upgrades')}>{t('common.back')}</Button>}
      >
        <div className="scroll up-facts" tabIndex={0} role="region" aria-label={line.title}>
          <Steps line={line} onTask={setTask} />
          <TaskForm line={line} task={task} done={done} />
          <Facts line={line} />
          <h3>{t('upgrade.effect')}</h3>
          <EffectTable line={line} />
          <h3>{t('upgrade.phases')}</h3>
          <Phases line={line} onEdit={(phase) => setTask({ kind: 'phase', phase })} />
          <h3>{t('upgrade.money')}</h3>
          <MoneyBar line={line} />
          <MoneyLines line={line} onStrike={(money) => setTask({ kind: 'strike', money })} />
          <Papers noun="upgrade" rowId={line.id} />
          <h3>{t('upgrade.history')}</h3>
          <RowHistory
            noun="upgrade"
            id={line.id}
            fields={{
              state: { label: 'upgrade.writtenState', show: (value) => t(`upgrade.state.${String(value)}`) },
              dueOn: { label: 'upgrade.field.dueOn' },
              supplier: { label: 'upgrade.supplier' },
              title: { label: 'upgrade.field.title' },
              why: { label: 'upgrade.why' },
            }}
          />
        </div>
      </Panel>
      <Items line={line} />
    </div>
  );
}

/** Retires the old items in parts when they are more than the end of a programme retires at once, and nothing else is open. */
async function retireMany({ id, counts, phases }: UpgradeLine): Promise<string | null> {
  const open =
    counts.planned + counts.ordered + counts.delivered > 0 || phases.some((one) => one.finishedOn === null);
  for (let left = open ? 0 : counts.inService; left > itemsAtOnce; left -= itemsAtOnce) {
    const { rows } = await call('upgrade.items', {
      upgradeId: id,
      states: ['inService'],
      limit: itemsAtOnce,
    });
    const items = rows.map((item) => ({ id: item.id, version: item.version }));
    const result = await ask('upgrade.moveItems', { items, to: 'retired' });
    if (!result.ok) return refusalText(result.refusal);
  }
  return null;
}

/** Approves, starts or finishes; the sentence why not, when it was refused. */
async function take(line: UpgradeLine, step: 'approve' | 'start' | 'finish'): Promise<string | null> {
  if (step === 'finish') {
    const problem = await retireMany(line);
    if (problem !== null) return problem;
  }
  const result = await ask(`upgrade.${step}`, { id: line.id, version: line.version });
  return result.ok ? null : refusalText(result.refusal);
}

function commandsOf(
  line: UpgradeLine,
  onTask: (task: Task) => void,
  told: (problem: string | null) => void,
): Command[] {
  const step = nextStep[line.state];
  return [
    ...(step === null
      ? []
      : [
          {
            id: 'upgrade.step',
            title: `upgrade.do.${step}`,
            name: `upgrade.${step}` as const,
            run: () => void take(line, step).then(told),
          },
        ]),
    {
      id: 'upgrade.money',
      title: 'upgrade.do.money',
      name: 'upgrade.enterMoney',
      run: () => onTask({ kind: 'money' }),
    },
    {
      id: 'upgrade.phase',
      title: 'upgrade.do.addPhase',
      name: 'upgrade.addPhase',
      run: () => onTask({ kind: 'phase', phase: null }),
    },
    {
      id: 'upgrade.edit',
      title: 'upgrade.form.edit',
      facts: { key: line.key },
      name: 'upgrade.edit',
      run: () => onTask({ kind: 'edit', line }),
    },
    {
      id: 'upgrade.budget',
      title: 'upgrade.do.budget',
      name: 'upgrade.setBudget',
      run: () => onTask({ kind: 'budget' }),
    },
    {
      id: 'upgrade.stop',
      title: 'upgrade.form.stop',
      facts: { key: line.key },
      name: 'upgrade.stop',
      run: () => onTask({ kind: 'stop' }),
    },
  ];
}

/** What can be done to it now. */
function Steps({ line, onTask }: { readonly line: UpgradeLine; readonly onTask: (task: Task) => void }) {
  const { t } = useText();
  const [problem, setProblem] = useState<string | null>(null);
  const may = {
    approve: useMay('upgrade.approve'),
    start: useMay('upgrade.start'),
    finish: useMay('upgrade.finish'),
    edit: useMay('upgrade.edit'),
    budget: useMay('upgrade.setBudget'),
    money: useMay('upgrade.enterMoney'),
  };
  const step = nextStep[line.state];
  const commands = useMemo<readonly Command[]>(
    () => (isOpen(line) ? commandsOf(line, onTask, setProblem) : []),
    [line, onTask],
  );
  useCommands(commands);
  if (!isOpen(line)) return null;
  return (
    <>
      <div className="row">
        {step && may[step] && (
          <Button go onPress={() => void take(line, step).then(setProblem)}>
            {t(`upgrade.do.${step}`)}
          </Button>
        )}
        {may.money && line.state !== 'draft' && (
          <Button onPress={() => onTask({ kind: 'money' })}>{t('upgrade.do.money')}</Button>
        )}
        {may.edit && (
          <>
            <Button onPress={() => onTask({ kind: 'phase', phase: null })}>{t('upgrade.do.addPhase')}</Button>
            <Button onPress={() => onTask({ kind: 'edit', line })}>{t('upgrade.edit')}</Button>
          </>
        )}
        {may.budget && <Button onPress={() => onTask({ kind: 'budget' })}>{t('upgrade.do.budget')}</Button>}
        {may.edit && <Button onPress={() => onTask({ kind: 'stop' })}>{t('upgrade.do.stop')}</Button>}
      </div>
      <Problem>{problem}</Problem>
    </>
  );
}

function TaskForm(props: {
  readonly line: UpgradeLine;
  readonly task: Task | null;
  readonly done: () => void;
}) {
  const { line, task, done } = props;
  switch (task?.kind) {
    case undefined:
      return null;
    case 'edit':
      // As it was seen when the change began: what someone else changes meanwhile is a conflict, not a surprise.
      return <WriteUpgrade line={task.line} done={done} />;
    case 'stop':
      return <StopUpgrade line={line} done={done} />;
    case 'budget':
      return <SetBudget line={line} done={done} />;
    case 'money':
      return <EnterMoney line={line} done={done} />;
    case 'phase':
      return <WritePhase key={task.phase?.id ?? ''} line={line} phase={task.phase} done={done} />;
    case 'strike':
      return <StrikeMoney key={task.money.id} money={task.money} done={done} />;
  }
}

function Facts({ line }: { readonly line: UpgradeLine }) {
  const { t, format } = useText();
  const swap = useSwap();
  return (
    <dl className="facts">
      <dt>{t('upgrade.writtenState')}</dt>
      <dd>
        <b>{t(`upgrade.state.${line.state}`)}</b>{' '}
        <span className="muted">
          {format.date(line.stateAt)} · {line.stateBy}
        </span>
        {line.stateReason !== '' && <div className="muted">{line.stateReason}</div>}
      </dd>
      <dt>{t('upgrade.from')}</dt>
      <dd>{swap(line)}</dd>
      <dt>{t('upgrade.why')}</dt>
      <dd>{line.why}</dd>
      {line.supplier !== '' && (
        <>
          <dt>{t('upgrade.supplier')}</dt>
          <dd>{line.supplier}</dd>
        </>
      )}
      <dt>{t('upgrade.days')}</dt>
      <dd>
        {format.date(line.startsOn)} – <Due line={line} />
      </dd>
    </dl>
  );
}
