import type { LogKind } from '../../electron/incident/incident.ts';

/** A sentence begun in an incident's composer, kept so that a closed window loses nothing. */
export interface Draft {
  readonly kind: LogKind;
  readonly text: string;
  /** The place chosen with #, when it is still in the text. */
  readonly place: { readonly id: string; readonly written: string } | null;
  readonly attachment: { readonly hash: string; readonly name: string } | null;
}

export const noDraft: Draft = { kind: 'note', text: '', place: null, attachment: null };

const keyOf = (name: string): string => `tocsin.draft.${name}`;

export function keepDraft<T>(name: string, draft: T | null): void {
  try {
    if (draft === null) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), JSON.stringify(draft));
  } catch {
    // A full store loses the safety copy; what is on the screen stays.
  }
}

/** What was kept, over the given defaults; a damaged copy counts as none. */
export function keptDraft<T extends object>(name: string, otherwise: T): T {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null');
    return typeof kept === 'object' && kept !== null ? { ...otherwise, ...kept } : otherwise;
  } catch {
    return otherwise;
  }
}
