import { useRef, useState, type KeyboardEvent } from 'react';
import { planName, type Plan } from '../../electron/plan/plan.ts';
import { call, useCommand } from '../api.ts';
import { keepDraft, keptDraft } from '../incident/drafts.ts';
import { Button, Panel, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { Comparison } from './compare-plans.tsx';
import { EditHead } from './edit-head.tsx';
import { EditStep } from './edit-step.tsx';
import {
  addStep,
  changeStep,
  moveStep,
  removeStep,
  stepOfField,
  toInput,
  untranslated,
  workingOf,
  type Working,
  type WorkingStep,
} from './working.ts';

interface Props {
  /** A draft to go on with, the edition from which the next is begun, or null for a new plan. */
  readonly from: Plan | null;
  /** Hears the id of what was saved, or null when the writing was left. */
  readonly onDone: (id: string | null) => void;
}

const head = 'head';

/** A plan being written: its outline walked and ordered by keys, and the part that has the keys beside it. */
export function EditPlan({ from, onDone }: Props) {
  const { t } = useText();
  const draftName = `plan.${from?.id ?? 'new'}`;
  // What was typed is kept with the version on which it was typed: somebody else may have saved since.
  const [kept] = useState(() =>
    keptDraft<{ plan: Working; seen: number }>(draftName, {
      plan: workingOf(from),
      seen: from?.version ?? 0,
    }),
  );
  const [plan, setPlan] = useState<Working>(kept.plan);
  const [theirs, setTheirs] = useState<Plan | null>(null);
  const [undo, setUndo] = useState<Working | null>(null);
  const [at, setAt] = useState<string>(head);
  const [wrong, setWrong] = useState<string | null>(null);
  const add = useCommand('plan.add');
  const edit = useCommand('plan.edit');
  const field = useRef<HTMLTextAreaElement | null>(null);
  const draft = from?.state === 'draft' ? from : null;
  const step = plan.steps.find(({ key }) => key === at);
  const ids = [head, ...plan.steps.map(({ key }) => key)];
  const { rowProps, focus } = useRowKeys(ids, step ? at : head, setAt, onRowKey);

  function change(next: Working, before: Working | null = null): void {
    setPlan(next);
    setUndo(before);
    keepDraft(draftName, { plan: next, seen: kept.seen });
  }
  function insert(): void {
    const [next, key] = addStep(plan, at === head ? (plan.steps.at(-1)?.key ?? null) : at);
    change(next);
    setAt(key);
    // The new step's field is there after the next drawing.
    requestAnimationFrame(() => field.current?.focus());
  }
  function remove(key: string): void {
    const [next, after] = removeStep(plan, key);
    change(next, plan);
    setAt(after ?? head);
    requestAnimationFrame(() => focus(after ?? head));
  }
  function onRowKey(event: KeyboardEvent, id: string): void {
    if (event.key === 'Enter') field.current?.focus();
    else if (event.key === 'Insert' || event.key.toLowerCase() === 'n') insert();
    else if (event.key === 'Delete' && id !== head) remove(id);
    else return;
    event.preventDefault();
  }
  function pressed(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key.toLowerCase() === 's') void save();
    else if (control && event.key === 'Enter') insert();
    else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown') && step)
      change(moveStep(plan, step.key, event.key === 'ArrowUp' ? -1 : 1));
    else if (event.key === 'Escape' && isField(event.target)) focus(step ? at : head);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async function save(): Promise<void> {
    setWrong(null);
    const input = toInput(plan);
    const result = draft
      ? await edit.run({ ...input, id: draft.id, version: theirs?.version ?? kept.seen })
      : await add.run({ ...input, key: plan.key });
    if (result.ok) {
      keepDraft(draftName, null);
      onDone(result.value.id);
      return;
    }
    const { refused, facts } = result.refusal;
    if (refused === 'conflict' && draft) setTheirs(await call('plan.byId', { id: draft.id }));
    const order = refused === 'badInput' ? stepOfField(facts['field']) : Number(facts['step'] ?? 0) - 1;
    const bad = order === null ? undefined : plan.steps[order];
    if (bad) {
      setAt(bad.key);
      setWrong(t('plan.edit.inStep', { step: (order ?? 0) + 1 }));
    }
  }
  /** Throws away what was typed since; what was saved stays. */
  function leave(): void {
    keepDraft(draftName, null);
    onDone(null);
  }

  const problem = draft ? edit.problem : add.problem;
  const title = from ? (draft ? planName(from) : `${from.key} v${from.edition + 1}`) : t('plan.new');
  return (
    <div className="edit-plan" onKeyDown={pressed}>
      <Panel title={t('plan.edit.outline')} aside={t('plan.steps', { count: plan.steps.length })}>
        <ol className="scroll outline" role="listbox" aria-label={t('plan.edit.outline')}>
          <li {...rowProps(head)} role="option" className="item">
            <b>{t('plan.edit.head')}</b>
          </li>
          {plan.steps.map((each, i) => (
            <li key={each.key} {...rowProps(each.key)} role="option" className="item">
              <OutlineLine step={each} order={i + 1} />
            </li>
          ))}
        </ol>
        <div className="row pad outline-foot">
          <Button className="small" onPress={insert}>
            {t('plan.edit.addStep')} <kbd className="kbd">N</kbd>
          </Button>
          {step && (
            <>
              <Button
                className="small"
                aria-label={t('plan.edit.up')}
                onPress={() => change(moveStep(plan, step.key, -1))}
              >
                ↑ <kbd className="kbd">Alt ↑</kbd>
              </Button>
              <Button
                className="small"
                aria-label={t('plan.edit.down')}
                onPress={() => change(moveStep(plan, step.key, 1))}
              >
                ↓ <kbd className="kbd">Alt ↓</kbd>
              </Button>
              <Button className="small" onPress={() => remove(step.key)}>
                {t('common.remove')} <kbd className="kbd">Del</kbd>
              </Button>
            </>
          )}
          {undo && (
            <Button className="small" onPress={() => change(undo)}>
              {t('common.undo')}
            </Button>
          )}
        </div>
      </Panel>
      <Panel
        title={`${title} · ◇ ${t('plan.state.draft')}`}
        aside={step ? t('plan.edit.stepOf', { step: ids.indexOf(at), total: plan.steps.length }) : undefined}
      >
        {theirs && <Comparison before={theirs} after={asPlan(theirs, plan)} all={false} />}
        <div className="scroll pad" tabIndex={-1} hidden={theirs !== null}>
          {step ? (
            <EditStep
              key={step.key}
              step={step}
              fieldRef={(element) => (field.current = element)}
              onChange={(part) => change(changeStep(plan, step.key, part))}
            />
          ) : (
            <EditHead
              plan={plan}
              isNew={from === null}
              fieldRef={(element) => (field.current = element)}
              onChange={(next) => change(next)}
            />
          )}
        </div>
        <div className="pad edit-foot">
          {theirs && <p role="alert">{t('plan.edit.conflict')}</p>}
          <Problem>{problem === null ? null : [wrong, problem].filter(Boolean).join(' ')}</Problem>
          <div className="row">
            <Button go isDisabled={add.pending || edit.pending} onPress={() => void save()}>
              {t(theirs ? 'plan.edit.saveMine' : 'plan.edit.save')} <kbd className="kbd">Ctrl S</kbd>
            </Button>
            <Button onPress={leave}>{t(theirs ? 'plan.edit.takeTheirs' : 'common.cancel')}</Button>
            <span className="dim">{t('plan.edit.kept')}</span>
          </div>
        </div>
      </Panel>
    </div>
  );
}

/** What is being written as if it were saved, to be laid beside what somebody else saved. */
function asPlan(theirs: Plan, mine: Working): Plan {
  const { purpose, ...rest } = mine;
  return {
    ...theirs,
    ...rest,
    purpose,
    steps: mine.steps.map(({ key, ...step }, i) => ({
      ...step,
      id: step.id ?? key,
      order: i + 1,
      needs: step.needs.map((need, n) => ({ ...need, id: need.id ?? `${key} ${n}` })),
    })),
  };
}

function isField(target: EventTarget): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** A step in a line: its number, its words, and signs for what it has. */
function OutlineLine({ step, order }: { readonly step: WorkingStep; readonly order: number }) {
  const { t, nameOf, format } = useText();
  const words = nameOf(step.instruction).trim();
  const signs = [
    step.targetMinutes === null || Number.isNaN(step.targetMinutes) ? null : format.span(step.targetMinutes),
    step.branch === null ? null : t('plan.edit.sign.branch'),
    step.repeatMinutes === null ? null : `↻ ${t('plan.edit.sign.repeat')}`,
    step.needs.length === 0 ? null : t('plan.edit.sign.needs', { count: step.needs.length }),
    untranslated(step.instruction).length === 0 ? null : `◇ ${t('plan.edit.sign.oneLanguage')}`,
  ].filter(Boolean);
  return (
    <>
      <span className="no dim">{order}</span>
      <span>
        <span className="outline-words">{words === '' ? t('plan.edit.emptyStep') : words}</span>
        <small className="dim">{signs.join(' · ')}</small>
      </span>
    </>
  );
}
