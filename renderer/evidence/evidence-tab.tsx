import { useEffect, useMemo, useState } from 'react';
import type { EvidenceExport, ExportForm } from '../../electron/evidence/evidence.ts';
import { ask, listen, useCommand, useQueryOf } from '../api.ts';
import { JournalLines } from '../journal/journal-lines.tsx';
import { useCommands } from '../ui/commands.ts';
import { Button, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import '../ui/shift.css';

/** The proof: what the journal holds of this incident, and its export for whoever asks. */
export default function EvidenceTab({ incidentId }: { readonly incidentId: string }) {
  const { t, language, format } = useText();
  const status = useQueryOf('journal.status', {}, { nouns: ['logEntry', 'checkpoint'] }).data;
  const count = useQueryOf('journal.page', { incidentId, limit: 1 }, { nouns: ['logEntry', 'task'] }).data
    ?.total;
  const { run, pending, problem } = useCommand('evidence.export');
  const [percent, setPercent] = useState(0);
  const [done, setDone] = useState<EvidenceExport | null>(null);
  useEffect(
    () =>
      listen('progress', ({ job, done: steps, total }) => {
        if (job === 'evidence.export') setPercent(total === 0 ? 0 : Math.floor((steps / total) * 100));
      }),
    [],
  );
  const commands = useMemo(() => {
    const make = async (form: ExportForm): Promise<void> => {
      setDone(null);
      setPercent(0);
      const result = await run({ incidentId, language, form });
      if (result.ok) setDone(result.value);
    };
    const one = (form: ExportForm) => ({
      id: `evidence.export.${form}`,
      title: `evidence.screen.${form}`,
      name: 'evidence.export' as const,
      run: () => void make(form),
    });
    return [one('zip'), one('folder')] as const;
  }, [run, incidentId, language]);
  useCommands(commands);
  const [zip, folder] = commands;
  return (
    <Panel title={t('incident.tab.evidence')}>
      <div className="scroll pad column" tabIndex={0} role="region" aria-label={t('incident.tab.evidence')}>
        <p className="muted">{t('evidence.screen.help')}</p>
        <div className="row">
          {pending ? (
            <>
              <span role="status">{t('evidence.screen.exporting', { percent })}</span>
              <Button onPress={() => void ask('job.cancel', { job: 'evidence.export' })}>
                {t('evidence.screen.stop')}
              </Button>
            </>
          ) : (
            <>
              <Button go onPress={zip.run}>
                {t('evidence.screen.zip')}
              </Button>
              <Button onPress={folder.run}>{t('evidence.screen.folder')}</Button>
            </>
          )}
        </div>
        <Problem>{problem}</Problem>
        {done && (
          <div role="status" className="made">
            <p>
              ✓{' '}
              {t('evidence.screen.made', {
                path: done.path,
                entries: done.entries,
                attachments: done.attachments,
              })}
            </p>
            {!done.pdf && <p>{t('evidence.screen.noPdf')}</p>}
            {done.zipSha256 !== null && (
              <p className="dim">{t('evidence.screen.zipHash', { hash: done.zipSha256 })}</p>
            )}
          </div>
        )}
        {status && <p className="dim">{t(`evidence.screen.key.${status.keyKeptIn}`)}</p>}
        <h3>
          {t('evidence.screen.entries')}
          {count !== undefined && <span className="dim"> · {format.number(count, 0)}</span>}
        </h3>
        <JournalLines key={incidentId} incidentId={incidentId} />
      </div>
    </Panel>
  );
}
