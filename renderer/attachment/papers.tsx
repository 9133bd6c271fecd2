import { FileText, ImageIcon, Paperclip, X } from 'lucide-react';
import { useMemo, useRef, useState, type ClipboardEvent, type DragEvent, type KeyboardEvent } from 'react';
import { usualRole, type Carrier, type Paper } from '../../electron/attachment/attachment.ts';
import { ask, useQueryOf } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { useMay } from '../team/use-may.ts';
import { useCommands } from '../ui/commands.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import './papers.css';

/**
 * The photos and documents of one row: added by choosing, dropping or pasting, opened in their place, taken off by a
 * button or Delete and put back by Undo. What the operator may not change is only shown.
 */
export function Papers({ noun, rowId }: { readonly noun: Carrier; readonly rowId: string }) {
  const { t, format } = useText();
  const may = useMay('attachment.link');
  const [limit, setLimit] = useState(24);
  const page = useQueryOf('attachment.of', { noun, rowId, limit }, { nouns: ['attachmentLink'] }).data;
  const [adding, setAdding] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [removed, setRemoved] = useState<Paper | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);

  const commands = useMemo(
    () => [
      {
        id: `attachment.link.${noun}`,
        title: 'attachment.add',
        name: 'attachment.link' as const,
        run: () => file.current?.click(),
      },
    ],
    [noun],
  );
  useCommands(commands);

  async function add(files: readonly File[]): Promise<void> {
    setProblem(null);
    setRemoved(null);
    for (const given of files) {
      setAdding(given.name);
      const refusal = await addOne(given);
      // The rest is still added: one wrong file of ten is no reason to choose nine again.
      if (refusal !== null) setProblem(refusal);
    }
    setAdding(null);
  }

  async function addOne(given: File): Promise<string | null> {
    const name = given.name.slice(0, 200);
    const kept = await ask('attachment.add', { name, bytes: new Uint8Array(await given.arrayBuffer()) });
    if (!kept.ok) return refusalText(kept.refusal);
    const { hash, mediaType } = kept.value;
    const linked = await ask('attachment.link', { noun, rowId, hash, name, role: usualRole(mediaType) });
    return linked.ok ? null : refusalText(linked.refusal);
  }

  async function remove(paper: Paper): Promise<void> {
    const result = await ask('attachment.unlink', { id: paper.id, version: paper.version });
    setProblem(result.ok ? null : refusalText(result.refusal));
    setRemoved(result.ok ? paper : null);
  }

  async function putBack({ hash, name, role }: Paper): Promise<void> {
    setRemoved(null);
    const result = await ask('attachment.link', { noun, rowId, hash, name, role });
    if (!result.ok) setProblem(refusalText(result.refusal));
  }

  const taken = (event: ClipboardEvent | DragEvent, from: DataTransfer): void => {
    if (!may || from.files.length === 0) return;
    event.preventDefault();
    void add([...from.files]);
  };

  return (
    <section
      className="papers"
      aria-label={t('attachment.title')}
      onPaste={(event) => taken(event, event.clipboardData)}
      onDrop={(event) => taken(event, event.dataTransfer)}
      onDragOver={(event) => event.preventDefault()}
    >
      <h3>{t('attachment.title')}</h3>
      {page && page.rows.length === 0 && (
        <p className="dim">{may ? t('attachment.drop') : t('attachment.empty')}</p>
      )}
      <ul>
        {page?.rows.map((paper) => (
          <Line
            key={paper.id}
            paper={paper}
            open={shown === paper.id}
            onOpen={() => setShown(shown === paper.id ? null : paper.id)}
            onRemove={may ? () => void remove(paper) : null}
            told={`${t('attachment.by', { name: paper.linkedByName, date: format.date(paper.linkedAt) })} · ${sizeText(paper.bytes, t)}`}
          />
        ))}
      </ul>
      <Problem>{problem}</Problem>
      <div className="row">
        {may && (
          <>
            <input
              ref={file}
              type="file"
              hidden
              multiple
              accept="image/*,.pdf"
              aria-label={t('attachment.add')}
              onChange={(event) => {
                void add([...(event.target.files ?? [])]);
                event.target.value = '';
              }}
            />
            <Button onPress={() => file.current?.click()} isDisabled={adding !== null}>
              <Paperclip size={14} strokeWidth={1.6} aria-hidden /> {t('attachment.add')}
            </Button>
          </>
        )}
        {page && page.next !== null && (
          <Button onPress={() => setLimit(Math.min(200, limit + 50))}>
            {t('attachment.more', { count: page.total - page.rows.length })}
          </Button>
        )}
        <span role="status" className="dim">
          {adding !== null && t('attachment.adding', { name: adding })}
          {removed && t('attachment.removed', { name: removed.name })}
        </span>
        {removed && (
          <Button autoFocus onPress={() => void putBack(removed)}>
            {t('common.undo')}
          </Button>
        )}
      </div>
    </section>
  );
}

/** A browser draws these itself; the picture of a phone that it does not know is saved instead. */
function isDrawn(paper: Paper): boolean {
  return paper.mediaType.startsWith('image/') && paper.mediaType !== 'image/heic';
}

function Line(props: {
  readonly paper: Paper;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onRemove: (() => void) | null;
  readonly told: string;
}) {
  const { paper, open, onOpen, onRemove, told } = props;
  const { t } = useText();
  const address = `attachment/${paper.hash}`;
  const label = t('attachment.open', { name: paper.name });
  const hear = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && open) onOpen();
    else if (event.key === 'Delete' && onRemove) onRemove();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const Icon = paper.role === 'photo' ? ImageIcon : FileText;
  return (
    <li className={open ? 'paper-line open' : 'paper-line'} onKeyDown={hear}>
      {isDrawn(paper) ? (
        <button
          type="button"
          className="paper-open"
          aria-expanded={open}
          aria-label={open ? t('attachment.close', { name: paper.name }) : label}
          onClick={onOpen}
        >
          <img src={address} alt="" loading="lazy" decoding="async" />
        </button>
      ) : (
        <a className="paper-open" href={address} download={paper.name} aria-label={label}>
          <Icon size={20} strokeWidth={1.6} aria-hidden />
        </a>
      )}
      <span className="paper-words">
        <span className="cut" title={paper.name}>
          {paper.name}
        </span>
        <small className="dim">{told}</small>
      </span>
      {onRemove && (
        <Button className="icon" aria-label={t('attachment.remove', { name: paper.name })} onPress={onRemove}>
          <X size={14} aria-hidden />
        </Button>
      )}
    </li>
  );
}

function sizeText(bytes: number, t: (key: string, facts: { size: string }) => string): string {
  const kB = bytes / 1024;
  return kB < 1024
    ? t('attachment.kB', { size: String(Math.max(1, Math.round(kB))) })
    : t('attachment.MB', { size: (kB / 1024).toFixed(1) });
}
