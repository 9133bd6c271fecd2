import { useEffect, useState } from 'react';
import type { Verification } from '../../electron/journal/verification.ts';
import { ask, listen, useQueryOf } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** Whether the record can be trusted: how far it is signed, and a check of all of it on request. */
export function RecordPanel() {
  const { t } = useText();
  const status = useQueryOf('journal.status', {}, { nouns: ['checkpoint', 'seat'] }).data;
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [verified, setVerified] = useState<Verification | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(
    () =>
      listen('progress', ({ job, done, total }) => {
        if (job === 'journal.verify') setProgress((now) => (now === null ? null : { done, total }));
      }),
    [],
  );
  async function verify(): Promise<void> {
    setProgress({ done: 0, total: 0 });
    setProblem(null);
    const result = await ask('journal.verify', {});
    setProgress(null);
    setVerified(result.ok ? result.value : null);
    setProblem(result.ok ? null : refusalText(result.refusal));
  }
  return (
    <section className="record" aria-label={t('journal.verify')}>
      <div className="row">
        {progress === null ? (
          <Button onPress={() => void verify()}>{t('journal.verify')}</Button>
        ) : (
          <>
            <span role="status">
              {t('journal.verifying', { done: progress.done, total: progress.total })}
            </span>
            <Button onPress={() => void ask('job.cancel', { job: 'journal.verify' })}>
              {t('journal.stop')}
            </Button>
          </>
        )}
        {verified && (
          <span role="status">
            {verified.sound
              ? `✓ ${t('journal.sound', { entries: verified.entries, checkpoints: verified.checkpoints })}`
              : `■ ${t('journal.unsound', { count: verified.faultCount })}`}
          </span>
        )}
      </div>
      <Problem>{problem}</Problem>
      {status && (
        <p className="dim">
          {t('journal.head', { seq: status.head.seq })} ·{' '}
          {status.newestCheckpoint
            ? t('journal.checkpoint', {
                seq: status.newestCheckpoint.seq,
                keyId: status.newestCheckpoint.keyId,
              })
            : t('journal.unsigned')}{' '}
          · {t(`evidence.screen.key.${status.keyKeptIn}`)}
        </p>
      )}
    </section>
  );
}
