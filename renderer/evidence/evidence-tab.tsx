import { useState } from 'react';
import type { EvidenceExport } from '../../electron/evidence/evidence.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { Button, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import '../ui/shift.css';

/** The proof: what the journal holds of this incident, and its export for whoever asks. */
export default function EvidenceTab({ incidentId }: { readonly incidentId: string }) {
  const { t, language, format } = useText();
  const status = useQueryOf('journal.status', {}, { nouns: ['logEntry', 'checkpoint'] }).data;
  const entries =
    useQueryOf('journal.page', { incidentId, limit: 50 }, { nouns: ['logEntry', 'task'] }).data?.rows ?? [];
  const send = useCommand('evidence.export');
  const [done, setDone] = useState<EvidenceExport | null>(null);
  async function make(): Promise<void> {
    setDone(null);
    const result = await send.run({ incidentId, language });
    if (result.ok) setDone(result.value);
  }
  return (
    <Panel title={t('incident.tab.evidence')}>
      <div className="scroll pad column" tabIndex={0} role="region" aria-label={t('incident.tab.evidence')}>
        <p className="muted">{t('evidence.screen.help')}</p>
        <div className="line">
          <Button go onPress={() => void make()} isDisabled={send.pending}>
            {send.pending ? t('evidence.screen.exporting') : t('evidence.screen.export')}
          </Button>
          {status && <span className="dim">{t(`evidence.screen.key.${status.keyKeptIn}`)}</span>}
        </div>
        <Problem>{send.problem}</Problem>
        {done && (
          <p role="status">
            ✓{' '}
            {t('evidence.screen.made', {
              folder: done.folder,
              entries: done.entries,
              attachments: done.attachments,
            })}{' '}
            {!done.pdf && t('evidence.screen.noPdf')}
          </p>
        )}
        <table className="list">
          <tbody>
            {entries.map((line) => (
              <tr key={line.seq}>
                <td className="dim">{line.seq}</td>
                <td>{format.time(line.at)}</td>
                <td>{line.byName}</td>
                <td>{line.name}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
