import type { ImportNoun } from '../../electron/import/import.ts';
import { useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Button, Empty, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { undoImport, useWork } from './import-work.ts';

/** Earlier imports, the newest first; each can be taken back. */
export function ImportHistory({ noun }: { readonly noun: ImportNoun }) {
  const { t, format } = useText();
  const may = useMay(noun === 'equipment' ? 'equipment.add' : 'hazmat.addSubstance');
  const busy = useWork((work) => work.busy);
  const page = useQueryOf('import.page', { noun }, { nouns: ['importBatch'] }).data;
  return (
    <Panel title={t('import.history')} aside={page && page.total > 0 && format.number(page.total, 0)}>
      {page?.rows.length === 0 ? (
        <Empty>{t('import.noHistory')}</Empty>
      ) : (
        <ul className="scroll import-history" tabIndex={0} aria-label={t('import.history')}>
          {page?.rows.map((batch) => (
            <li key={batch.id}>
              <b>{batch.fileName}</b>
              <span className="muted">
                {format.dateTime(batch.at)} · {batch.byName}
              </span>
              <span>
                + {format.number(batch.newCount, 0)} &nbsp; ≠ {format.number(batch.changedCount, 0)}
              </span>
              {batch.state === 'undone' ? (
                <span className="dim">
                  × {t('import.wasUndone')}
                  {batch.keptCount > 0 && ` · ${t('import.keptShort', { count: batch.keptCount })}`}
                </span>
              ) : (
                may &&
                busy === null && (
                  <Button
                    aria-label={t('import.undoOf', { file: batch.fileName })}
                    onPress={() => void undoImport(batch)}
                  >
                    {t('import.undo')}
                  </Button>
                )
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
