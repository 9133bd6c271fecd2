import { useEffect, useRef, useState, type DragEvent } from 'react';
import type { Output } from '../../electron/contract.ts';
import { ask, useCommand } from '../api.ts';
import { keepDraft, keptDraft } from '../incident/drafts.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

const shownRows = 30;
const draft = 'blast.import';

/** A list of past shots, from a file or pasted: what it says is shown first, and kept only then. */
export function ImportShots({ done }: { readonly done: () => void }) {
  const { t, format } = useText();
  const [pasted, setPasted] = useState(() => keptDraft(draft, { text: '' }).text);
  const [bytes, setBytes] = useState<Uint8Array<ArrayBuffer> | null>(null);
  const [look, setLook] = useState<Output<'blast.readShots'> | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [kept, setKept] = useState<Output<'blast.importShots'> | null>(null);
  const take = useCommand('blast.importShots');
  const file = useRef<HTMLInputElement>(null);

  function paste(text: string): void {
    setPasted(text);
    keepDraft(draft, text === '' ? null : { text });
    if (text.trim() === '') setLook(null);
    else void read(new TextEncoder().encode(text));
  }
  async function read(given: Uint8Array<ArrayBuffer>): Promise<void> {
    setKept(null);
    setBytes(given);
    const result = await ask('blast.readShots', { bytes: given });
    setLook(result.ok ? result.value : null);
    setWrong(result.ok ? null : refusalText(result.refusal));
  }
  // What was pasted before the window closed is read again.
  const [before] = useState(pasted);
  useEffect(() => {
    if (before !== '') void read(new TextEncoder().encode(before));
  }, [before]);
  async function readFile(files: FileList | null): Promise<void> {
    const [given] = files ?? [];
    if (given) await read(new Uint8Array(await given.arrayBuffer()));
  }
  async function send(): Promise<void> {
    if (!bytes) return;
    const result = await take.run({ bytes });
    if (!result.ok) return;
    setKept(result.value);
    setLook(null);
    setPasted('');
    keepDraft(draft, null);
  }
  const refused = look?.rows.filter(({ verdict }) => verdict === 'refused') ?? [];
  return (
    <Panel title={t('blast.importTitle')}>
      <div
        className="scroll pad column"
        tabIndex={0}
        role="region"
        aria-label={t('blast.importTitle')}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event: DragEvent) => {
          event.preventDefault();
          void readFile(event.dataTransfer.files);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') done();
        }}
      >
        <p className="muted">{t('blast.importHelp')}</p>
        <input
          ref={file}
          type="file"
          hidden
          accept=".csv,.txt,.xlsx"
          aria-label={t('blast.importFile')}
          onChange={(event) => {
            void readFile(event.target.files);
            event.target.value = '';
          }}
        />
        <div className="row">
          <Button autoFocus onPress={() => file.current?.click()}>
            {t('blast.importFile')}
          </Button>
        </div>
        <Field label={t('blast.importPaste')} lines={6} value={pasted} onChange={paste} />
        <Problem>{wrong ?? take.problem}</Problem>
        {look && (
          <>
            <p>
              {t('blast.importFound', {
                shots: look.shots,
                fresh: look.counts.new,
                equal: look.counts.equal,
                refused: look.counts.refused,
              })}
            </p>
            {refused.length > 0 && (
              <ul className="plain">
                {refused.slice(0, shownRows).map((row) => (
                  <li key={row.no}>
                    <span className="t3">● </span>
                    {t('blast.importRow', {
                      row: row.no,
                      shot: row.key,
                      place: row.place,
                      why: row.why ? refusalText(row.why) : '',
                    })}
                  </li>
                ))}
                {refused.length > shownRows && (
                  <li className="dim">
                    {t('blast.shownOf', { count: shownRows, total: format.number(refused.length) })}
                  </li>
                )}
              </ul>
            )}
          </>
        )}
        {kept && <output>{t('blast.importDone', { ...kept })}</output>}
        <div className="row">
          <Button
            go
            isDisabled={take.pending || look === null || look.counts.new === 0}
            onPress={() => void send()}
          >
            {t('blast.importTake')}
          </Button>
          <Button onPress={done}>{t('common.close')}</Button>
        </div>
      </div>
    </Panel>
  );
}
