import { Paperclip, X } from 'lucide-react';
import {
  useLayoutEffect,
  useRef,
  useState,
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
} from 'react';
import { flushSync } from 'react-dom';
import { Button as Press } from 'react-aria-components';
import type { Incident, LogKind } from '../../electron/incident/incident.ts';
import { logTextMax } from '../../electron/incident/incident.ts';
import { mentionOf } from '../../electron/incident/mention.ts';
import { ask } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { OfferList, useOffers, type Offer } from './completion.tsx';
import { complete, leadingKind, spokenKinds, tokenAt, type Token } from './composer-words.ts';
import { keepDraft, keptDraft, noDraft, type Draft } from './drafts.ts';
import { say } from './log-book.ts';
import { typedAhead } from './type-ahead.ts';

/** A little over what an entry holds can still be shortened here; far more belongs into a file. */
const takenMax = 10 * logTextMax;

/** Words that were sent stay in the line for at most so long: the answer of a quick machine comes sooner. */
const leaveMs = 25;

/** Where everything that is said is typed: Enter says it. What is typed is kept with every key until it is said. */
export function Composer({ incident }: { readonly incident: Incident }) {
  const { t, format } = useText();
  const [draft, setDraft] = useState<Draft>(() => keptDraft(incident.id, noDraft));
  const [problem, setProblem] = useState<string | null>(null);
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const nextCaret = useRef<number | null>(null);
  // What was sent and not yet answered belongs to the draft too: a kill in between must not lose it.
  const unanswered = useRef<Draft[]>([]);
  // Sent a moment ago and still in the line: it leaves the line together with its coming into the log, in one picture.
  const leaving = useRef<Draft | null>(null);

  const token = tokenAt(draft.text, caret);
  const tokenKey = token && `${token.from} ${token.sign}${token.text}`;
  const open: Token | null = tokenKey !== null && tokenKey !== dismissed ? token : null;
  const offers = useOffers(open);
  const shown = open !== null && offers.length > 0;

  function change(next: Draft): void {
    setDraft(next);
    keep(next);
  }

  function keep(now: Draft): void {
    const all = [...unanswered.current, now].filter(
      (each) => each.text.trim() !== '' || each.attachment !== null,
    );
    const text = all.map((each) => each.text).join('\n');
    keepDraft<Draft>(incident.id, all.length === 0 ? { ...noDraft, kind: now.kind } : { ...now, text });
  }

  useLayoutEffect(() => {
    if (nextCaret.current !== null) field.current?.setSelectionRange(nextCaret.current, nextCaret.current);
    nextCaret.current = null;
  }, [draft.text]);

  // Also when a screen that was hidden while another loaded comes back: an effect after the paint would not run again.
  useLayoutEffect(() => field.current?.focus(), []);

  /** The line has the keys: what was typed on the way here comes in at the caret. */
  function focused(box: HTMLTextAreaElement): void {
    const ahead = typedAhead();
    if (ahead === '') return;
    const at = box.selectionStart;
    nextCaret.current = at + ahead.length;
    typed(draft.text.slice(0, at) + ahead + draft.text.slice(box.selectionEnd), at + ahead.length);
  }

  /** A book pasted by mistake would hold the whole window: it is told, and what was typed stays as it was. */
  function tooMuch(length: number): boolean {
    if (length <= takenMax) return false;
    setProblem(
      t('incident.log.pasteTooLong', { count: format.number(length), limit: format.number(logTextMax) }),
    );
    return true;
  }

  /** The line is empty for what comes next; what it then holds. */
  function leave(sent: Draft | null = leaving.current): Draft {
    if (sent === null || leaving.current !== sent) return draft;
    leaving.current = null;
    const empty = { ...noDraft, kind: sent.kind };
    // On the screen before anything else is heard: a letter must never fall behind words that are already said.
    flushSync(() => change(empty));
    return empty;
  }

  function typed(given: string, atGiven: number): void {
    if (tooMuch(given.length)) return;
    // Pasted or composed behind words that have been sent: those are not said again.
    const sent = leaving.current;
    leaving.current = null;
    const before = sent === null ? draft : { ...noDraft, kind: sent.kind };
    const again = sent !== null && given.startsWith(sent.text) ? sent.text.length : 0;
    const text = given.slice(again);
    const at = Math.max(0, atGiven - again);
    const leading = leadingKind(text);
    const place = before.place !== null && text.includes(before.place.written) ? before.place : null;
    setProblem(null);
    setChosen(0);
    setCaret(leading ? 0 : at);
    if (leading && /^\/\p{L}+\s/u.test(text))
      change({ ...before, place, kind: leading.kind, text: leading.rest });
    else change({ ...before, place, text });
  }

  function pick(offer: Offer): void {
    if (!open) return;
    const written = mentionOf(open.sign, offer.key);
    const { text, caret: to } = complete(draft.text, open, written);
    const place = open.sign === '#' && draft.place === null ? { id: offer.id, written } : draft.place;
    nextCaret.current = to;
    setCaret(to);
    setChosen(0);
    change({ ...draft, text, place });
  }

  async function send(now: Draft): Promise<void> {
    if (now.text.trim() === '') return;
    unanswered.current.push(now);
    leaving.current = now;
    setProblem(null);
    setCaret(0);
    keep({ ...noDraft, kind: now.kind });
    const patience = setTimeout(() => leave(now), leaveMs);
    const result = await say({
      incidentId: incident.id,
      kind: now.kind === 'system' ? 'note' : now.kind,
      text: now.text,
      placeId: now.place?.id ?? null,
      attachmentHash: now.attachment?.hash ?? null,
      ...(now.attachment ? { attachmentName: now.attachment.name } : {}),
    });
    clearTimeout(patience);
    unanswered.current = unanswered.current.filter((each) => each !== now);
    leave(now);
    setDraft((typing) => {
      // Not said: the words go back into the form, before whatever was begun meanwhile.
      const back = result.ok
        ? typing
        : { ...now, text: typing.text === '' ? now.text : `${now.text}\n${typing.text}` };
      keep(back);
      return back;
    });
    if (!result.ok) setProblem(refusalText(result.refusal));
  }

  function setKind(kind: LogKind): void {
    change({ ...draft, kind });
  }

  function pressed(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return;
    // The next key finds an empty line, however soon it comes.
    const now = leave();
    const kind =
      event.ctrlKey && !event.shiftKey && !event.altKey ? spokenKinds[Number(event.key) - 1] : undefined;
    const leading = event.key === 'Tab' && !event.shiftKey ? leadingKind(now.text) : null;
    if (kind) change({ ...now, kind });
    else if (leading) {
      nextCaret.current = 0;
      change({ ...now, kind: leading.kind, text: leading.rest });
    } else if (shown && (event.key === 'ArrowDown' || event.key === 'ArrowUp'))
      setChosen((chosen + (event.key === 'ArrowDown' ? 1 : offers.length - 1)) % offers.length);
    else if (shown && (event.key === 'Enter' || event.key === 'Tab')) pick(offers[chosen] ?? offers[0]!);
    else if (shown && event.key === 'Escape') setDismissed(tokenKey);
    else if (event.key === 'Enter' && !event.shiftKey) void send(now);
    else return;
    event.preventDefault();
  }

  async function attach(files: FileList | null): Promise<void> {
    const given = files?.[0];
    if (!given) return;
    const bytes = new Uint8Array(await given.arrayBuffer());
    const result = await ask('attachment.add', { name: given.name, bytes });
    if (!result.ok) setProblem(refusalText(result.refusal));
    else
      setDraft((typing) => {
        const next = { ...typing, attachment: { hash: result.value.hash, name: given.name } };
        keep(next);
        return next;
      });
    field.current?.focus();
  }

  function pasted(event: ClipboardEvent): void {
    if (event.clipboardData.files.length === 0) {
      const { length } = event.clipboardData.getData('text/plain');
      if (tooMuch(draft.text.length + length)) event.preventDefault();
      return;
    }
    event.preventDefault();
    void attach(event.clipboardData.files);
  }
  function dropped(event: DragEvent): void {
    event.preventDefault();
    void attach(event.dataTransfer.files);
  }

  const listId = 'composer-offers';
  const long = draft.text.length > logTextMax * 0.9;
  return (
    <div className="composer" onDrop={dropped} onDragOver={(event) => event.preventDefault()}>
      {shown && (
        <OfferList
          id={listId}
          label={t(open.sign === '@' ? 'incident.log.teams' : 'incident.places')}
          offers={offers}
          chosen={chosen}
          onPick={pick}
        />
      )}
      <Problem>{problem}</Problem>
      <div className="entry">
        <Press
          className="kbd kind"
          aria-label={t('incident.log.kindLabel', { kind: t(`incident.log.kind.${draft.kind}`) })}
          onPress={() => {
            setKind(
              spokenKinds[(spokenKinds.findIndex((kind) => kind === draft.kind) + 1) % spokenKinds.length]!,
            );
            field.current?.focus();
          }}
        >
          {t(`incident.log.kind.${draft.kind}`)}
        </Press>
        <textarea
          ref={field}
          id="composer"
          rows={1}
          value={draft.text}
          placeholder={t('incident.log.placeholder')}
          aria-label={t('incident.log.say')}
          aria-autocomplete="list"
          aria-controls={shown ? listId : undefined}
          aria-activedescendant={shown ? `${listId}-${chosen}` : undefined}
          onChange={(event) => typed(event.target.value, event.target.selectionStart)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onFocus={(event) => focused(event.currentTarget)}
          onKeyDown={pressed}
          onPaste={pasted}
        />
        {draft.attachment !== null && (
          <Press
            className="kbd paper"
            aria-label={t('incident.log.removeAttachment', { name: draft.attachment.name })}
            onPress={() => change({ ...draft, attachment: null })}
          >
            {draft.attachment.name} <X size={12} aria-hidden />
          </Press>
        )}
        {long && (
          <span className="dim">
            {t('incident.log.tooLong', { count: draft.text.length, limit: logTextMax })}
          </span>
        )}
        <input
          ref={file}
          type="file"
          hidden
          accept="image/*,.pdf"
          aria-label={t('incident.log.attach')}
          onChange={(event) => {
            void attach(event.target.files);
            event.target.value = '';
          }}
        />
        <Press className="icon" aria-label={t('incident.log.attach')} onPress={() => file.current?.click()}>
          <Paperclip size={18} strokeWidth={1.6} aria-hidden />
        </Press>
        <kbd className="kbd">Enter</kbd>
      </div>
    </div>
  );
}
