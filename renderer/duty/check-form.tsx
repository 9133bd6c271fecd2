import { useState, type FormEvent } from 'react';
import type { LineAnswer } from '../../electron/duty/duty.ts';
import type { Names } from '../../electron/schema-parts.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { PhotoField } from './photo-field.tsx';
import './duty.css';

export interface CheckEvidence {
  readonly lines: LineAnswer[];
  readonly note: string;
  readonly photo: string | null;
  readonly doneOn: string | null;
}

/** What a check found: the lines that are not in order, a note, a photo, and the day when it was not today. */
export function CheckForm(props: {
  readonly checklist: readonly Names[];
  readonly submit: string;
  /** A round has its own day. */
  readonly withDay: boolean;
  readonly problem: string | null;
  readonly pending: boolean;
  readonly onSend: (evidence: CheckEvidence) => void;
  readonly onCancel: () => void;
}) {
  const { t, nameOf } = useText();
  const [bad, setBad] = useState<ReadonlyMap<number, string>>(new Map());
  const [note, setNote] = useState('');
  const [photo, setPhoto] = useState<string | null>(null);
  const [doneOn, setDoneOn] = useState('');
  const change = (line: number, text: string | null): void => {
    const next = new Map(bad);
    if (text === null) next.delete(line);
    else next.set(line, text);
    setBad(next);
  };
  function send(event: FormEvent): void {
    event.preventDefault();
    const lines = [...bad].map(([line, text]) => ({ line, ok: false, note: text }));
    props.onSend({ lines, note, photo, doneOn: doneOn === '' ? null : doneOn });
  }
  return (
    <form
      className="check-form"
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        props.onCancel();
      }}
    >
      {props.checklist.length > 0 && (
        <fieldset className="check-lines">
          <legend>{t('duty.checklist')}</legend>
          {props.checklist.map((line, index) => (
            <div key={line.en} className="check-line">
              <label>
                <input
                  type="checkbox"
                  autoFocus={index === 0}
                  checked={bad.has(index)}
                  onChange={(event) => change(index, event.target.checked ? '' : null)}
                />
                <span>{nameOf(line)}</span>
                {bad.has(index) && <b className="t2">▲ {t('duty.lineBad')}</b>}
              </label>
              {bad.has(index) && (
                <input
                  className="input"
                  aria-label={`${nameOf(line)}: ${t('duty.lineNote')}`}
                  placeholder={t('duty.lineNote')}
                  value={bad.get(index) ?? ''}
                  maxLength={300}
                  onChange={(event) => change(index, event.target.value)}
                />
              )}
            </div>
          ))}
        </fieldset>
      )}
      <Field
        label={t('duty.note')}
        value={note}
        onChange={setNote}
        autoFocus={props.checklist.length === 0}
      />
      {props.withDay && <Field label={t('duty.doneOn')} type="date" value={doneOn} onChange={setDoneOn} />}
      <PhotoField photo={photo} onPhoto={setPhoto} />
      <Problem>{props.problem}</Problem>
      <div className="row">
        <Button go type="submit" isDisabled={props.pending}>
          {props.submit} <kbd className="kbd">Enter</kbd>
        </Button>
        <Button onPress={props.onCancel}>
          {t('common.cancel')} <kbd className="kbd">Esc</kbd>
        </Button>
      </div>
    </form>
  );
}
