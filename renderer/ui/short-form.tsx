import { type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { Button, Problem } from './parts.tsx';
import { useText } from './text.ts';
import './short-form.css';

/** A short form over the detail: Enter saves, Escape steps back, a refusal stays beside what was typed. */
export function ShortForm(props: {
  readonly title: string;
  readonly problem: string | null;
  readonly pending: boolean;
  /** What the button says when it is not 'save'. */
  readonly action?: string;
  readonly send: () => Promise<void>;
  readonly done: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useText();
  function submit(event: FormEvent): void {
    event.preventDefault();
    void props.send();
  }
  function hear(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    props.done();
  }
  return (
    <form className="short-form" aria-label={props.title} onSubmit={submit} onKeyDown={hear}>
      <h3 className="all">{props.title}</h3>
      {props.children}
      <Problem>{props.problem}</Problem>
      <div className="row all">
        <Button go type="submit" isDisabled={props.pending}>
          {props.action ?? t('common.save')}
        </Button>
        <Button onPress={props.done}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
