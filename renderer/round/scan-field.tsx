import { useState, type FormEvent } from 'react';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** A tag typed or read into a field; what is not on the round can be added where it stands. */
export function ScanField(props: {
  readonly onTag: (tag: string) => void;
  readonly missing: string | null;
  readonly problem: string | null;
  readonly onAdd: (tag: string) => void;
}) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const { missing } = props;
  function send(event: FormEvent): void {
    event.preventDefault();
    if (typed.trim() === '') return;
    props.onTag(typed);
    setTyped('');
    // The letters P, F and N are keys again.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }
  return (
    <form className="scan-field" onSubmit={send}>
      <Field label={t('round.scan')} help={t('round.scanHelp')} value={typed} onChange={setTyped} />
      {missing !== null && (
        <div className="row" role="alert">
          <span className="t3">● {t('round.notOnRound', { tag: missing })}</span>
          <Button onPress={() => props.onAdd(missing)}>{t('round.addIt')}</Button>
        </div>
      )}
      <Problem>{props.problem}</Problem>
    </form>
  );
}
