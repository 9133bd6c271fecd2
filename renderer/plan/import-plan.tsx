import { useId, useRef, useState, type DragEvent } from 'react';
import type { Output } from '../../electron/contract.ts';
import { ask, useCommand } from '../api.ts';
import { i18n } from '../locales/index.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Button, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

type Checked = Output<'plan.checkFile'>;

/** A plan from a file: checked first, each fault with its line; added as a draft only when there is none. */
export function ImportPlan({ onDone }: { readonly onDone: (id: string | null) => void }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [checked, setChecked] = useState<Checked | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const add = useCommand('plan.import');
  const file = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();

  async function check(given: string): Promise<void> {
    setText(given);
    const result = await ask('plan.checkFile', { text: given });
    setChecked(result.ok ? result.value : null);
    setProblem(result.ok ? null : refusalText(result.refusal));
  }
  async function read(files: FileList | null): Promise<void> {
    const [given] = files ?? [];
    if (given) await check(await given.text());
  }
  async function save(): Promise<void> {
    const result = await add.run({ text });
    if (result.ok) onDone(result.value.id);
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    void read(event.dataTransfer.files);
  };

  return (
    <Panel title={t('plan.file.import')} className="import-plan">
      <div
        className="scroll pad edit-step"
        tabIndex={-1}
        onDrop={drop}
        onDragOver={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone(null);
        }}
      >
        <p>{t('plan.file.help')}</p>
        <div className="row">
          <input
            ref={file}
            type="file"
            hidden
            accept=".json,application/json"
            aria-label={t('plan.file.choose')}
            onChange={(event) => {
              void read(event.target.files);
              event.target.value = '';
            }}
          />
          <Button autoFocus onPress={() => file.current?.click()}>
            {t('plan.file.choose')}
          </Button>
          <Button isDisabled={text.trim() === ''} onPress={() => void check(text)}>
            {t('plan.file.check')}
          </Button>
          <Button onPress={() => onDone(null)}>{t('common.cancel')}</Button>
        </div>
        <Problem>{problem ?? add.problem}</Problem>
        {checked?.kind === 'plan' && (
          <Good checked={checked} pending={add.pending} onAdd={() => void save()} />
        )}
        {checked?.kind === 'faults' && <Faults checked={checked} onGo={(line) => show(area.current, line)} />}
        <div className="field">
          <label htmlFor={id}>{t('plan.file.text')}</label>
          <textarea
            id={id}
            ref={area}
            rows={14}
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setChecked(null);
            }}
          />
        </div>
      </div>
    </Panel>
  );
}

function Good({
  checked,
  pending,
  onAdd,
}: {
  readonly checked: Extract<Checked, { kind: 'plan' }>;
  readonly pending: boolean;
  readonly onAdd: () => void;
}) {
  const { t, nameOf, format } = useText();
  const { steps, needs, branches, repeats, papersLeftOut, inWork } = checked;
  return (
    <div className="file-good" role="status">
      <p>
        ✓{' '}
        {t('plan.file.good', {
          plan: `${checked.key} ${t('plan.edition', { edition: checked.edition })}, ${nameOf(checked.title)}`,
        })}
      </p>
      <p className="muted">{t('plan.file.counts', { steps, needs, branches, repeats })}</p>
      {papersLeftOut.length > 0 && (
        <p>◇ {t('plan.file.papersLeftOut', { names: format.list(papersLeftOut) })}</p>
      )}
      {inWork === null ? (
        <Button go isDisabled={pending} onPress={onAdd}>
          {t('plan.file.add')}
        </Button>
      ) : (
        <p>◇ {t('plan.file.inWork', { plan: inWork })}</p>
      )}
    </div>
  );
}

/** A code that has words of its own, else the general ones. */
function known(code: string): string {
  return i18n.exists(`plan.file.problem.${code}`) ? code : 'other';
}

/** Brings a line of the text into sight, chosen, so that it can be mended here. */
function show(area: HTMLTextAreaElement | null, line: number): void {
  if (!area) return;
  const lines = area.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  const height = area.scrollHeight / Math.max(1, lines.length);
  area.scrollTop = Math.max(0, (line - 4) * height);
}

function Faults({
  checked,
  onGo,
}: {
  readonly checked: Extract<Checked, { kind: 'faults' }>;
  readonly onGo: (line: number) => void;
}) {
  const { t } = useText();
  return (
    <div role="status">
      <p>■ {t('plan.file.faults', { count: checked.total })}</p>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{t('plan.file.line')}</th>
            <th scope="col">{t('plan.file.where')}</th>
            <th scope="col">{t('plan.file.what')}</th>
          </tr>
        </thead>
        <tbody>
          {checked.faults.map(({ line, path, code, what }) => (
            <tr key={`${line} ${path} ${code} ${what}`}>
              <td>
                <Button className="small" onPress={() => onGo(line)}>
                  {line}
                </Button>
              </td>
              <td>
                <code>{path === '' ? t('plan.file.whole') : path}</code>
              </td>
              <td>{t(`plan.file.problem.${known(code)}`, { what })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
