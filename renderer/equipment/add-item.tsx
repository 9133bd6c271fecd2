import { useRef, useState, type FormEvent } from 'react';
import { useCommand } from '../api.ts';
import { Button, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { changesOf, draftFields, emptyDraft, type Draft } from './draft.ts';
import { ItemField } from './item-fields.tsx';

/** A new item, or several of a kind one after the other; `done` hears the last one's id, or null when none was added. */
export function AddItem({ done }: { readonly done: (id: string | null) => void }) {
  const { t, language } = useText();
  const add = useCommand('equipment.add');
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [wrong, setWrong] = useState<string | null>(null);
  const [added, setAdded] = useState<{ readonly id: string; readonly tag: string } | null>(null);
  const more = useRef(false);
  const form = useRef<HTMLFormElement>(null);

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const given = changesOf(draft, draftFields, language);
    setWrong(given === 'cost' ? t('equipment.costWrong') : null);
    if (given === 'cost') return;
    const result = await add.run({ ...given, tag: draft.tag, categoryId: draft.categoryId });
    if (!result.ok) return;
    if (!more.current) return done(result.value.id);
    // The next of the same kind differs in its tag and its serial number.
    setAdded(result.value);
    setDraft((before) => ({ ...before, tag: nextTag(before.tag), serial: '' }));
    form.current?.querySelector('input')?.focus();
  }

  return (
    <Panel title={t('equipment.add')}>
      <form ref={form} className="scroll edit-item pad" onSubmit={(event) => void send(event)}>
        {added && <p role="status">{t('equipment.added', { tag: added.tag })}</p>}
        {draftFields.map((field) => (
          <ItemField
            key={field}
            field={field}
            draft={draft}
            onDraft={(change) => setDraft((before) => ({ ...before, ...change }))}
            autoFocus={field === 'tag'}
            problem={field === 'cost' ? wrong : null}
          />
        ))}
        <Problem>{add.problem}</Problem>
        <div className="row">
          <Button go type="submit" isDisabled={add.pending} onPress={() => (more.current = false)}>
            {t('common.save')}
          </Button>
          <Button type="submit" isDisabled={add.pending} onPress={() => (more.current = true)}>
            {t('equipment.addAnother')}
          </Button>
          <Button onPress={() => done(added?.id ?? null)}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Panel>
  );
}

/** BA-09 is followed by BA-10; a tag without a number by itself, to be changed. */
function nextTag(tag: string): string {
  return tag.replace(/\d+$/, (digits) => String(Number(digits) + 1).padStart(digits.length, '0'));
}
