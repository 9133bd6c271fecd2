import { useRef, useState, type DragEvent } from 'react';
import type { Output } from '../../electron/contract.ts';
import type { PlaceName } from '../../electron/place/place.ts';
import { ask, useCommand } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { useToday } from '../ui/today.ts';

/** A study from a file: read and shown first what it says, kept only then. */
export function ImportStudy({ dam, done }: { readonly dam: PlaceName; readonly done: () => void }) {
  const { t, format } = useText();
  const today = useToday();
  const [text, setText] = useState('');
  const [found, setFound] = useState<Output<'breach.readStudy'> | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const [author, setAuthor] = useState('');
  const [madeOn, setMadeOn] = useState(today);
  const keep = useCommand('breach.importStudy');
  const file = useRef<HTMLInputElement>(null);

  async function read(files: FileList | null): Promise<void> {
    const [given] = files ?? [];
    if (!given) return;
    const content = await given.text();
    const result = await ask('breach.readStudy', { text: content });
    setText(content);
    setFound(result.ok ? result.value : null);
    setWrong(result.ok ? null : refusalText(result.refusal));
    if (title === '') setTitle(given.name.replace(/\.(geo)?json$/i, ''));
  }
  async function send(): Promise<void> {
    const result = await keep.run({ damId: dam.id, title, author, madeOn, text });
    if (result.ok) done();
  }
  const none = '—';

  return (
    <div
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        void read(event.dataTransfer.files);
      }}
    >
      <ShortForm
        title={t('breach.importing', { dam: dam.key })}
        problem={wrong ?? keep.problem}
        pending={keep.pending || found === null}
        action={t('breach.import')}
        send={send}
        done={done}
      >
        <div className="all">
          <input
            ref={file}
            type="file"
            hidden
            accept=".geojson,.json,application/geo+json"
            aria-label={t('breach.choose')}
            onChange={(event) => {
              void read(event.target.files);
              event.target.value = '';
            }}
          />
          <Button autoFocus onPress={() => file.current?.click()}>
            {t('breach.choose')}
          </Button>
        </div>
        {found && (
          <p className="all">
            {t('breach.found', {
              areas: found.areas,
              first: format.number(found.firstMin, 1),
              last: format.number(found.lastMin, 1),
              reached: found.reached,
              musters: found.musters,
            })}{' '}
            {found.deepestM !== null && t('breach.deepest', { depth: format.number(found.deepestM, 1) })}{' '}
            {t('breach.columns', {
              arrival: found.columns.arrivalMin ?? none,
              depth: found.columns.depthM ?? none,
              velocity: found.columns.velocityMs ?? none,
            })}{' '}
            {found.leftOut > 0 && t('breach.leftOut', { count: found.leftOut })}
          </p>
        )}
        <Field label={t('breach.titleField')} value={title} onChange={setTitle} />
        <Field label={t('breach.author')} value={author} onChange={setAuthor} />
        <Field label={t('breach.madeOn')} type="date" value={madeOn} onChange={setMadeOn} />
        <Problem>{null}</Problem>
      </ShortForm>
    </div>
  );
}
