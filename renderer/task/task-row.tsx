import { useState, type KeyboardEvent } from 'react';
import { Button as Press } from 'react-aria-components';
import type { Pace } from '../../electron/drill/drill-clock.ts';
import { lateness, type Task } from '../../electron/task/task.ts';
import { ask, useCommand } from '../api.ts';
import { AttachmentChip } from '../incident/attachment-chip.tsx';
import { usePlace } from '../incident/place-of.tsx';
import { useBranchNow, useBranchText } from '../plan/branch-text.ts';
import { usePositionName } from '../plan/position-name.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText, type Text } from '../ui/text.ts';

export function titleOf(task: Pick<Task, 'title'>, { nameOf }: Pick<Text, 'nameOf'>): string {
  return typeof task.title === 'string' ? task.title : nameOf(task.title);
}

type Asked = 'skip' | 'skipRound' | 'leave' | 'stop' | 'reopen' | 'done';

interface Props {
  readonly task: Task;
  readonly now: string;
  /** The clock of its incident. */
  readonly pace: Pace;
  readonly mayWrite: boolean;
  /** Has the keys. */
  readonly current: boolean;
  /** Stands first: what to do next. */
  readonly next: boolean;
  readonly onFocus: () => void;
}

/** One step or task with its clock; Enter marks it done, S skips it. */
export function TaskRow({ task, now, pace, mayWrite, current, next, onFocus }: Props) {
  const text = useText();
  const { t, nameOf, format } = text;
  const [asking, setAsking] = useState<Asked | null>(null);
  const done = useCommand('task.done');
  const begin = useCommand('task.begin');
  const place = usePlace(task.placeId);
  const who = usePositionName(task);
  const title = titleOf(task, text);
  const condition = useBranchText(task.branch);
  const open = task.state === 'open';
  const repeats = open && task.repeatMinutes !== null;
  const waits = open && task.startedAt === null;
  const facts = [
    who,
    task.targetMinutes === null ? null : t('task.target', { span: format.span(task.targetMinutes) }),
    place ? nameOf(place.names) : null,
    condition === null ? null : t('task.if', { condition }),
    task.repeatMinutes === null ? null : t('plan.repeat', { span: format.span(task.repeatMinutes) }),
    task.repeatMinutes === null ? null : t('task.round', { round: task.round }),
    !open && task.endedAt !== null
      ? t('task.byAt', { name: task.endedByName ?? '', time: format.time(task.endedAt) })
      : null,
    task.note,
  ].filter(Boolean);

  function answer(): void {
    if (!mayWrite) return;
    if (!open) setAsking('reopen');
    else if (waits) void begin.run({ taskId: task.id, version: task.version });
    else void done.run({ taskId: task.id, version: task.version });
  }
  function pressed(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey || !mayWrite)
      return;
    if (event.key === 'Enter' || event.key === ' ') answer();
    else if (event.key.toLowerCase() === 's' && open) setAsking(giveUp);
    else if (event.key.toLowerCase() === 'x' && repeats && !waits) setAsking('stop');
    else if (event.key.toLowerCase() === 'n' && open && !waits) setAsking('done');
    else return;
    event.preventDefault();
  }

  // What the instruments say about the branch of a step that waits.
  const told = useBranchNow(waits ? task.branch : null, task.incidentId);
  const giveUp = waits ? 'leave' : repeats ? 'skipRound' : 'skip';
  const action = !open ? 'reopen' : waits ? 'begin' : 'done';
  return (
    <li
      data-task={task.id}
      className={`task ${task.state} ${next ? 'next' : ''}`}
      tabIndex={current ? 0 : -1}
      onFocus={(event) => {
        onFocus();
        // What can be done appears with the focus, below the words: it must be in sight too.
        const row = event.currentTarget;
        requestAnimationFrame(() => row.scrollIntoView({ block: 'nearest' }));
      }}
      onKeyDown={pressed}
      aria-label={title}
    >
      <Press
        className="box"
        isDisabled={!mayWrite}
        excludeFromTabOrder
        aria-label={t('task.action.label', { action: t(`task.action.${action}`), task: title })}
        onPress={answer}
      >
        {task.state === 'done' ? '✓' : task.state === 'skipped' ? '–' : waits ? '…' : ''}
      </Press>
      <div>
        <span className="task-title" title={title}>
          {title}
        </span>
        <small>{facts.join(' · ')}</small>
        {told !== null && (
          <small className={told.holds === true ? 'verdict holds' : 'verdict'}>
            <b>{told.verdict}</b> · {told.because}
          </small>
        )}
        {task.papers.map(({ hash, name }) => (
          <AttachmentChip key={hash} hash={hash} name={name} />
        ))}
        {current && mayWrite && asking === null && (
          <span className="task-actions">
            <Button className="small" excludeFromTabOrder onPress={answer}>
              {t(`task.action.${action}`)} <kbd className="kbd">Enter</kbd>
            </Button>
            {open && (
              <Button className="small" excludeFromTabOrder onPress={() => setAsking(giveUp)}>
                {t(`task.action.${giveUp}`)} <kbd className="kbd">S</kbd>
              </Button>
            )}
            {repeats && !waits && (
              <Button className="small" excludeFromTabOrder onPress={() => setAsking('stop')}>
                {t('task.action.stop')} <kbd className="kbd">X</kbd>
              </Button>
            )}
            {open && !waits && (
              <Button className="small" excludeFromTabOrder onPress={() => setAsking('done')}>
                {t('task.action.doneWith')} <kbd className="kbd">N</kbd>
              </Button>
            )}
          </span>
        )}
        {asking !== null && <AskReason task={task} ask={asking} onDone={() => setAsking(null)} />}
        <Problem>{done.problem ?? begin.problem}</Problem>
      </div>
      <Clock task={task} now={now} pace={pace} holds={told?.holds === true} />
    </li>
  );
}

/** How it stands against its time, as a word. */
function Clock({
  task,
  now,
  pace,
  holds,
}: {
  readonly task: Task;
  readonly now: string;
  readonly pace: Pace;
  /** Its branch holds now. */
  readonly holds: boolean;
}) {
  const { t, format } = useText();
  const state = lateness(task, now, pace);
  switch (state.kind) {
    case 'late':
      return <span className="clock t2">▲ {t('common.late', { span: format.span(state.minutes) })}</span>;
    case 'left':
      return <span className="clock">{t('common.left', { span: format.span(state.minutes) })}</span>;
    case 'waits':
      return holds ? (
        <span className="clock">{t('task.decide')}</span>
      ) : (
        <span className="clock dim">{t('task.waits')}</span>
      );
    case 'untimed':
      return <span className="clock" />;
    case 'skipped':
      return <span className="clock dim">{t('task.skipped')}</span>;
    case 'done':
      return (
        <span className="clock dim">
          {state.lateBy > 0
            ? t('task.doneLate', { span: format.span(state.lateBy) })
            : state.minutes === null
              ? t('task.done')
              : format.span(state.minutes)}
        </span>
      );
  }
}

/** Why it is skipped or opened again. When somebody else was first, the words stay and can go into the log. */
function AskReason({
  task,
  ask: what,
  onDone,
}: {
  readonly task: Task;
  readonly ask: Asked;
  readonly onDone: () => void;
}) {
  const { t } = useText();
  const told = useBranchNow(what === 'leave' ? task.branch : null, task.incidentId);
  // Why it is left is what the instruments say, where they say it.
  const [reason, setReason] = useState(told?.holds === false ? told.because : '');
  const done = useCommand('task.done');
  const reopen = useCommand('task.reopen');
  const skip = useCommand('task.skip');
  const { pending, problem } = what === 'done' ? done : what === 'reopen' ? reopen : skip;

  async function send(): Promise<void> {
    const seen = { taskId: task.id, version: task.version };
    const result =
      what === 'done' ? await done.run({ ...seen, note: reason })
      : what === 'reopen' ? await reopen.run({ ...seen, reason })
      : await skip.run({ ...seen, reason, again: what === 'skipRound' }); // prettier-ignore
    if (result.ok) onDone();
  }
  async function sayIt(): Promise<void> {
    const said = await ask('log.say', {
      incidentId: task.incidentId,
      kind: 'note',
      text: reason,
      placeId: task.placeId,
    });
    if (said.ok) onDone();
  }

  return (
    <form
      className="task-reason"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
        event.stopPropagation();
      }}
    >
      <Field
        label={t(what === 'done' ? 'task.note' : 'task.reason')}
        value={reason}
        onChange={setReason}
        autoFocus
      />
      <span className="task-actions">
        <Button
          className="small"
          type="submit"
          isDisabled={pending || (what !== 'done' && reason.trim() === '')}
        >
          {t(`task.action.${what}`)}
        </Button>
        {problem !== null && reason.trim() !== '' && (
          <Button className="small" onPress={() => void sayIt()}>
            {t('task.sayInstead')}
          </Button>
        )}
        <Button className="small" onPress={onDone}>
          {t('common.cancel')}
        </Button>
      </span>
      <Problem>{problem}</Problem>
    </form>
  );
}
