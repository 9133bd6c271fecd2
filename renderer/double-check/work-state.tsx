import type { CheckLine } from '../../electron/double-check/double-check.ts';
import { standingOf } from '../../electron/two-person/two-person.ts';
import { useText, type Text } from '../ui/text.ts';

interface Shown {
  readonly shape: string;
  readonly tone: '' | 'muted' | 't1' | 't2' | 't3';
  readonly word: string;
  /** What runs out, and when. */
  readonly until: string | null;
}

/** How a task stands at an instant: a shape, a word, and the clock that runs. */
export function shownState(line: CheckLine, now: string): Shown {
  const { state, confirmation, validUntil, watchUntil, monitorUntil } = line;
  switch (state) {
    case 'draft':
      return confirmation?.state === 'refused'
        ? { shape: '✕', tone: 't3', word: 'refused', until: null }
        : { shape: '○', tone: 'muted', word: 'draft', until: null };
    case 'waiting':
      return confirmation && standingOf(confirmation, now) === 'expired'
        ? { shape: '▲', tone: 't2', word: 'unanswered', until: null }
        : { shape: '●', tone: 't3', word: 'waiting', until: confirmation?.expiresAt ?? null };
    case 'allowed':
      return validUntil <= now
        ? { shape: '▲', tone: 't2', word: 'lapsed', until: null }
        : { shape: '✓', tone: '', word: 'allowed', until: validUntil };
    case 'underWay':
      if (validUntil > now) return { shape: '▶', tone: '', word: 'underWay', until: validUntil };
      return line.endsByTest
        ? { shape: '■', tone: 't1', word: 'testOld', until: null }
        : { shape: '▲', tone: 't2', word: 'overEnd', until: null };
    case 'fireWatch':
      if (watchUntil !== null && now < watchUntil)
        return { shape: '◉', tone: '', word: 'fireWatch', until: watchUntil };
      return monitorUntil !== null && now < monitorUntil
        ? { shape: '◎', tone: '', word: 'monitoring', until: monitorUntil }
        : { shape: '▲', tone: 't2', word: 'toClose', until: null };
    case 'closed':
      return { shape: '✓', tone: 'muted', word: 'closed', until: null };
    case 'stopped':
      return { shape: '✕', tone: 'muted', word: 'stopped', until: null };
  }
}

/** The minutes that are left, in words. */
export function leftText({ format, t }: Text, until: string, now: string): string {
  const minutes = (Date.parse(until) - Date.parse(now)) / 60_000;
  return t('doubleCheck.left', { span: format.span(Math.max(0, Math.ceil(minutes))) });
}

export function WorkState({ line, now }: { readonly line: CheckLine; readonly now: string }) {
  const text = useText();
  const { shape, tone, word, until } = shownState(line, now);
  return (
    <span className={`work-state nowrap ${tone}`}>
      <span aria-hidden>{shape} </span>
      {text.t(`doubleCheck.state.${word}`)}
      {until !== null && <span className="muted"> · {leftText(text, until, now)}</span>}
    </span>
  );
}
