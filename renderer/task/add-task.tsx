import { useState } from 'react';
import { useCommand } from '../api.ts';
import { keepDraft, keptDraft } from '../incident/drafts.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

const nothing = { title: '', role: '', minutes: '' };

/** A task that no plan foresaw. */
export function AddTask({
  incidentId,
  onDone,
}: {
  readonly incidentId: string;
  readonly onDone: () => void;
}) {
  const { t } = useText();
  const draftName = `${incidentId}.task`;
  const [form, setForm] = useState(() => keptDraft(draftName, nothing));
  const { run, pending, problem } = useCommand('task.add');
  const minutes = Number(form.minutes.replace(',', '.'));

  function change(part: Partial<typeof nothing>): void {
    const next = { ...form, ...part };
    setForm(next);
    keepDraft(draftName, next);
  }

  async function send(): Promise<void> {
    const result = await run({
      incidentId,
      title: form.title,
      role: form.role.trim() === '' ? null : form.role,
      targetMinutes: form.minutes.trim() === '' ? null : minutes,
    });
    if (!result.ok) return;
    keepDraft(draftName, null);
    onDone();
  }

  return (
    <form
      className="add-task"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      <Field label={t('task.addWhat')} value={form.title} onChange={(title) => change({ title })} autoFocus />
      <div className="change-line">
        <Field label={t('task.addWho')} value={form.role} onChange={(role) => change({ role })} />
        <Field
          label={t('task.addMinutes')}
          value={form.minutes}
          onChange={(text) => change({ minutes: text })}
        />
        <Button type="submit" isDisabled={pending || form.title.trim() === ''}>
          {t('common.add')}
        </Button>
      </div>
      <Problem>{problem}</Problem>
    </form>
  );
}
