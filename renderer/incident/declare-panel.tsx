import './incident.css';
import './declare.css';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { incidentTypes, type IncidentType } from '../../electron/incident/incident.ts';
import type { Input } from '../../electron/contract.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { ProposalList } from '../plan/proposals.tsx';
import { useDrillNow } from '../drill/use-drill.ts';
import { go } from '../router.tsx';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { positionIn } from './composer-words.ts';
import { closeDeclare, useDeclare, type Beginning } from './declare-open.ts';
import { keepDraft, keptDraft } from './drafts.ts';
import { PlaceField, type Where } from './place-field.tsx';
import { SeverityChoice } from './change-panel.tsx';

interface Declaring {
  readonly type: IncidentType | null;
  readonly where: Where;
  readonly severity: number;
  readonly note: string;
  readonly exercise: boolean;
}

const nothing: Declaring = {
  type: null,
  where: { text: '', place: null },
  severity: 2,
  note: '',
  exercise: false,
};
const draftName = 'declare';

/** Opened by F2 on every screen: type, place, severity, first note, each answered with a key or two. Never modal. */
export function DeclarePanel() {
  const { open, beginning } = useDeclare();
  return open ? <Panel beginning={beginning} /> : null;
}

function begun(beginning: Beginning): Declaring {
  const kept = keptDraft(draftName, nothing);
  const { longitude, latitude } = beginning;
  const where: Where =
    beginning.placeId !== undefined ? { text: beginning.placeName ?? '', place: { id: beginning.placeId, name: beginning.placeName ?? '' } }
    : longitude !== undefined && latitude !== undefined ? { text: `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`, place: null }
    : kept.where; // prettier-ignore
  return {
    ...kept,
    type: beginning.type ?? kept.type,
    where,
    note: beginning.note ?? kept.note,
    exercise: beginning.exercise ?? kept.exercise,
  };
}

function Panel({ beginning }: { readonly beginning: Beginning }) {
  const { t } = useText();
  const drills = useDrillNow()?.running.length ?? 0;
  const [form, setForm] = useState<Declaring>(() => begun(beginning));
  const [lack, setLack] = useState<string | null>(null);
  const { run, pending, problem, clear } = useCommand('incident.declare');
  const box = useRef<HTMLFormElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);

  function change(part: Partial<Declaring>): void {
    const next = { ...form, ...part };
    setForm(next);
    setLack(null);
    clear();
    keepDraft(draftName, next);
  }
  const focus = (selector: string) => box.current?.querySelector<HTMLElement>(selector)?.focus();
  useEffect(() => {
    const opener = document.activeElement;
    focus('input[name="type"]:checked, input[name="type"]');
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  const position = positionIn(form.where.text);
  const at = form.where.place === null && position !== null && position !== 'bad' ? position : null;
  const asked: Input<'incident.proposals'> | null =
    form.type === null
      ? null
      : { type: form.type, severity: form.severity, placeId: form.where.place?.id ?? null, ...at };
  const proposals = useQueryOf('incident.proposals', asked ?? { type: 'other', severity: 1 }, {
    nouns: ['plan'],
    enabled: asked !== null,
  }).data;

  async function declare(): Promise<void> {
    const missing =
      form.type === null ? (['needType', 'input[name="type"]'] as const)
      : form.where.text.trim() === '' && form.where.place === null ? (['needPlace', '#declare-where'] as const)
      : form.where.place === null && position === 'bad' ? (['badPosition', '#declare-where'] as const)
      : form.note.trim() === '' ? (['needNote', '#declare-note'] as const)
      : null; // prettier-ignore
    if (missing) {
      setLack(t(`incident.declare.${missing[0]}`));
      focus(missing[1]);
      return;
    }
    const result = await run({
      type: form.type ?? 'other',
      placeId: form.where.place?.id ?? null,
      placeText: form.where.place !== null || at ? '' : form.where.text,
      ...at,
      severity: form.severity,
      note: form.note,
      exercise: form.exercise,
    });
    if (!result.ok) return;
    keepDraft(draftName, null);
    closeDeclare();
    go('incidents', result.value.id);
  }

  return (
    <form
      ref={box}
      className={`panel declare ${form.exercise ? 'exercise' : ''}`}
      aria-label={t('incident.declare.title')}
      onSubmit={(event) => {
        event.preventDefault();
        void declare();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) closeDeclare();
      }}
    >
      <h2>
        {t('incident.declare.title')}
        <span className="grow" />
        <label className="exercise-switch">
          <input
            type="checkbox"
            checked={form.exercise}
            onChange={(event) => change({ exercise: event.target.checked })}
          />
          {form.exercise ? (
            <span className="badge exercise">{t('common.exercise')}</span>
          ) : (
            t('incident.declare.exercise')
          )}
        </label>
      </h2>
      {!form.exercise && drills > 0 && (
        <p className="t2 pad">▲ {t('drillRun.willStop', { count: drills })}</p>
      )}
      <div className="declare-body">
        <TypeChoice
          value={form.type}
          onChange={(type) => change({ type })}
          onNext={() => focus('#declare-where')}
        />
        <PlaceField
          id="declare-where"
          value={form.where}
          onChange={(where) => change({ where })}
          onNext={() => focus('input[name="severity"]:checked')}
        />
        <div
          onKeyDown={(event) => {
            if (/^[1-4]$/.test(event.key)) change({ severity: Number(event.key) });
            else if (event.key !== 'Enter') return;
            event.preventDefault();
            note.current?.focus();
          }}
        >
          <SeverityChoice
            label={t('incident.declare.severity')}
            value={form.severity}
            onChange={(severity) => change({ severity })}
          />
        </div>
        <div className="field">
          <label htmlFor="declare-note">{t('incident.declare.note')}</label>
          <textarea
            id="declare-note"
            ref={note}
            rows={2}
            value={form.note}
            placeholder={t('incident.declare.noteHelp')}
            onChange={(event) => change({ note: event.target.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
              event.preventDefault();
              void declare();
            }}
          />
        </div>
        <Problem>{lack ?? problem}</Problem>
        <div className="row">
          <Button go type="submit" isDisabled={pending}>
            {t('incident.declare.go')} <kbd className="kbd">Enter</kbd>
          </Button>
          <Button onPress={closeDeclare}>
            {t('common.cancel')} <kbd className="kbd">Esc</kbd>
          </Button>
        </div>
        {asked !== null && proposals !== undefined && (
          <section className="declare-proposals">
            <h3>{t('incident.declare.proposals')}</h3>
            {proposals.length === 0 ? (
              <p className="dim">{t('incident.declare.noProposals')}</p>
            ) : (
              <ProposalList proposals={proposals} />
            )}
          </section>
        )}
      </div>
    </form>
  );
}

interface TypeProps {
  readonly value: IncidentType | null;
  readonly onChange: (type: IncidentType) => void;
  readonly onNext: () => void;
}

/** The ten types; a letter chooses the next one that begins with it, Enter goes on. */
function TypeChoice({ value, onChange, onNext }: TypeProps) {
  const { t } = useText();
  const words = incidentTypes.map((type) => ({ type, word: t(`incident.type.${type}`) }));

  function pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (value !== null) onNext();
      return;
    }
    const digit = /^[0-9]$/.test(event.key) ? incidentTypes[(Number(event.key) + 9) % 10] : undefined;
    const letter = event.key.toLocaleLowerCase();
    const fits = words.filter(
      ({ word }) => letter.length === 1 && word.toLocaleLowerCase().startsWith(letter),
    );
    const next = fits[(fits.findIndex(({ type }) => type === value) + 1) % Math.max(1, fits.length)];
    const chosen = digit ?? next?.type;
    if (!chosen) return;
    event.preventDefault();
    onChange(chosen);
    event.currentTarget.querySelector<HTMLElement>(`input[value="${chosen}"]`)?.focus();
  }

  return (
    <fieldset className="types" onKeyDown={pressed}>
      <legend>
        {t('incident.declare.type')} <span className="dim">{t('incident.declare.typeHelp')}</span>
      </legend>
      {words.map(({ type, word }, i) => (
        <label key={type} className={type === value ? 'chosen' : ''}>
          <input
            type="radio"
            name="type"
            value={type}
            checked={type === value}
            onChange={() => onChange(type)}
          />
          <span className="dim">{(i + 1) % 10}</span> {word}
        </label>
      ))}
    </fieldset>
  );
}
