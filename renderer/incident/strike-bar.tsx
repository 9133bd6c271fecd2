import { useState, type FormEvent } from 'react';
import type { LogEntry } from '../../electron/incident/incident.ts';
import { useCommand } from '../api.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** Strikes an entry through: why, and what it should have said. Nothing is taken away. */
export function StrikeBar({ entry, onDone }: { readonly entry: LogEntry; readonly onDone: () => void }) {
  const { t, format } = useText();
  const [reason, setReason] = useState('');
  const [correction, setCorrection] = useState('');
  const { run, pending, problem } = useCommand('log.strike');

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const result = await run({ entryId: entry.id, reason, correction });
    if (result.ok) onDone();
  }

  return (
    <form
      className="strike-bar"
      aria-label={t('incident.log.strikeTitle', { time: format.time(entry.at) })}
      onSubmit={(event) => void send(event)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      <p className="muted">
        {t('incident.log.strikeTitle', { time: format.time(entry.at) })}: <s>{entry.text}</s>
      </p>
      <div className="change-line">
        <Field label={t('incident.log.reason')} value={reason} onChange={setReason} autoFocus />
        <Field label={t('incident.log.correction')} value={correction} onChange={setCorrection} />
        <Button type="submit" isDisabled={pending || reason.trim() === ''}>
          {t('incident.log.strike')}
        </Button>
        <Button onPress={onDone}>{t('common.cancel')}</Button>
      </div>
      <Problem>{problem}</Problem>
    </form>
  );
}
