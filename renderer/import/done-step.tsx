import { go } from '../router.tsx';
import { Button } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { importScreens } from './import-fields.ts';
import { putAway, undoImport, useWork } from './import-work.ts';

/** What has been done, and the way back. */
export function DoneStep({ choose }: { readonly choose: () => void }) {
  const { t, format } = useText();
  const { batch, kept, busy } = useWork();
  if (!batch) return null;
  const count = (n: number): string => format.number(n, 0);
  return (
    <>
      <div className="scroll pad import-done" tabIndex={0} role="region" aria-label={t('import.step.done')}>
        {batch.state === 'undone' ? (
          <>
            <p role="status">✓ {t('import.undone', { file: batch.fileName })}</p>
            {kept !== null && kept.length > 0 && (
              <>
                <p className="t3">
                  <span aria-hidden>● </span>
                  {t('import.kept', { count: batch.keptCount, shown: count(batch.keptCount) })}
                </p>
                <p>{kept.join(', ')}</p>
              </>
            )}
          </>
        ) : (
          <>
            <p role="status">
              ✓{' '}
              {t('import.done', {
                file: batch.fileName,
                news: count(batch.newCount),
                changed: count(batch.changedCount),
              })}
            </p>
            {batch.leftCount > 0 && (
              <p className="muted">
                {t('import.left', { count: batch.leftCount, shown: count(batch.leftCount) })}
              </p>
            )}
            <p className="muted">{t('import.undoHelp')}</p>
          </>
        )}
      </div>
      <div className="import-foot">
        {batch.state === 'done' && (
          <Button isDisabled={busy !== null} onPress={() => void undoImport(batch)}>
            {t('import.undo')}
          </Button>
        )}
        <span className="grow" />
        <Button
          isDisabled={busy !== null}
          onPress={() => {
            putAway();
            choose();
          }}
        >
          {t('import.another')}
        </Button>
        <Button go autoFocus onPress={() => go(importScreens[batch.noun])}>
          {t(`import.toList.${batch.noun}`)}
        </Button>
      </div>
    </>
  );
}
