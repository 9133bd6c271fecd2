import { useState, type FormEvent } from 'react';
import type { AfterDrill } from '../../electron/drill/evaluation.ts';
import { useCommand } from '../api.ts';
import { useOffer } from '../ui/commands.ts';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** What the drill taught, in sentences that the next one should know. */
export function Lessons({ after, may }: { readonly after: AfterDrill; readonly may: boolean }) {
  const { t } = useText();
  const { lessons, drill } = after;
  const add = useCommand('drill.addLesson');
  const remove = useCommand('drill.removeLesson');
  const [text, setText] = useState('');
  useOffer(
    'drill.addLesson',
    'evaluation.addLesson',
    may ? () => document.querySelector<HTMLElement>('.lessons input')?.focus() : null,
  );
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const result = await add.run({ drillId: drill.id, text });
    if (result.ok) setText('');
  }
  return (
    <Panel title={t('evaluation.lessons')} aside={lessons.length} className="lessons">
      <div className="scroll">
        {lessons.length === 0 ? (
          <Empty>{t('evaluation.noLessons')}</Empty>
        ) : (
          <ul className="plain pad">
            {lessons.map((lesson) => (
              <li key={lesson.id} className="row nowrap">
                <span className="grow">
                  {lesson.text} <span className="dim">{lesson.byName}</span>
                </span>
                {may && (
                  <button
                    type="button"
                    className="btn"
                    aria-label={t('evaluation.removeLesson', { text: lesson.text })}
                    onClick={() => void remove.run({ lessonId: lesson.id })}
                  >
                    ✕
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      {may && (
        <form className="pad form-line foot" onSubmit={(event) => void send(event)}>
          <Field label={t('evaluation.lesson')} value={text} onChange={setText} />
          <Button type="submit" isDisabled={text.trim() === '' || add.pending}>
            {t('evaluation.addLesson')}
          </Button>
        </form>
      )}
      <Problem>{add.problem ?? remove.problem}</Problem>
    </Panel>
  );
}
