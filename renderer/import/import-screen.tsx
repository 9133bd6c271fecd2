import { useMemo, useRef, type RefObject } from 'react';
import { refusalText } from '../locales/refusal-text.ts';
import type { ImportNoun } from '../../electron/import/import.ts';
import { useMay } from '../team/use-may.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { Button, Empty, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { ColumnsStep } from './columns-step.tsx';
import { DoneStep } from './done-step.tsx';
import { useFileDrop } from './file-drop.ts';
import { FileStep } from './file-step.tsx';
import { ImportHistory } from './import-history.tsx';
import { goTo, openFile, stop, useWork, type Step } from './import-work.ts';
import { RowsStep } from './rows-step.tsx';
import './import.css';

const steps: readonly Step[] = ['file', 'columns', 'rows', 'done'];

/** A list on its way into the register: the file as it was understood, its columns, its rows judged, one batch. */
export default function ImportScreen() {
  return <ImportOf noun="equipment" />;
}

/** The same for any register that takes lists. */
export function ImportOf({ noun }: { readonly noun: ImportNoun }) {
  const { t } = useText();
  const may = useMay(noun === 'equipment' ? 'equipment.add' : 'hazmat.addSubstance');
  const picker = useRef<HTMLInputElement>(null);
  const drop = useFileDrop(noun);
  const commands = useMemo<readonly Command[]>(
    () => [
      { id: 'import.choose', title: 'import.choose', name: 'import.run', run: () => picker.current?.click() },
    ],
    [],
  );
  useCommands(commands);
  return (
    <div className="import-screen" data-over={drop.over || undefined} {...drop.handlers}>
      {may ? (
        <ImportPanel noun={noun} picker={picker} />
      ) : (
        <Panel title={t(`import.title.${noun}`)}>
          <Empty>{t(`import.notYours.${noun}`)}</Empty>
        </Panel>
      )}
      <ImportHistory noun={noun} />
    </div>
  );
}

function ImportPanel({
  noun,
  picker,
}: {
  readonly noun: ImportNoun;
  readonly picker: RefObject<HTMLInputElement | null>;
}) {
  const { t } = useText();
  const work = useWork();
  // A list that waits for the other register is left as it is, and not shown here.
  const { step, look, dryRun, refusal, busy } =
    work.noun === noun
      ? work
      : { step: 'file' as const, look: null, dryRun: null, refusal: null, busy: work.busy };
  const reached = (one: Step): boolean => {
    if (busy !== null || step === 'done') return false;
    return one === 'file' || (one === 'columns' && look !== null) || (one === 'rows' && dryRun !== null);
  };
  return (
    <Panel title={t(`import.title.${noun}`)} aside={look?.name}>
      <ol className="import-steps" aria-label={t('import.steps')}>
        {steps.map((one, at) => (
          <li key={one} aria-current={one === step ? 'step' : undefined}>
            <button type="button" disabled={!reached(one)} onClick={() => goTo(one)}>
              <b>{at + 1}</b> {t(`import.step.${one}`)}
            </button>
          </li>
        ))}
      </ol>
      <input
        ref={picker}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-label={t('import.choose')}
        accept=".csv,.txt,.tsv,.xlsx,.xls"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void openFile(file, noun);
        }}
      />
      {refusal !== null && (
        <div className="import-problem">
          <Problem>{refusalText(refusal)}</Problem>
        </div>
      )}
      {step === 'file' && <FileStep look={look} choose={() => picker.current?.click()} />}
      {step === 'columns' && look && <ColumnsStep look={look} />}
      {step === 'rows' && look && dryRun && <RowsStep key={dryRun.id} look={look} dryRun={dryRun} />}
      {step === 'done' && <DoneStep choose={() => picker.current?.click()} />}
      <Working />
    </Panel>
  );
}

/** How far what runs has come; what can be called off is. */
function Working() {
  const { t, format } = useText();
  const { busy, progress } = useWork();
  if (busy === null) return null;
  return (
    <div className="import-foot" role="status">
      <span>
        {t(`import.busy.${busy}`)}
        {progress !== null && progress.total > 0 && (
          <span className="muted">
            {' '}
            {format.number(progress.done, 0)} / {format.number(progress.total, 0)}
          </span>
        )}
      </span>
      {progress !== null && progress.total > 0 && (
        <progress aria-label={t(`import.busy.${busy}`)} value={progress.done} max={progress.total} />
      )}
      <span className="grow" />
      {(busy === 'writing' || busy === 'judging') && <Button onPress={stop}>{t('import.stop')}</Button>}
    </div>
  );
}
