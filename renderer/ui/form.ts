import { useEffect, useRef, useState, type RefObject } from 'react';
import type { CommandName, Input, Output } from '../../electron/contract.ts';
import type { Refusal, Result } from '../../electron/refusal.ts';
import { ask } from '../api.ts';
import { keepDraft, keptDraft } from '../incident/drafts.ts';
import { refusalText } from '../locales/refusal-text.ts';

export interface Form<N extends CommandName, D> {
  readonly typed: D;
  readonly change: (part: Partial<D>) => void;
  /** The sentence of the last refusal when it is about this field, else null. */
  readonly problemOf: (field: keyof D & string) => string | null;
  /** The sentence of a refusal that is about no field of the form. */
  readonly problem: string | null;
  /** The refusal itself: a conflict is shown with both sides. */
  readonly refusal: Refusal | null;
  readonly pending: boolean;
  /** Sends it. What was typed is forgotten when it is kept, and stays when it is refused. */
  readonly send: (input: Input<N>) => Promise<Result<Output<N>>>;
  /** What was typed is not wanted any more. */
  readonly forget: () => void;
  /** The form's element: a refused field there gets the focus. */
  readonly box: RefObject<HTMLFormElement | null>;
}

/**
 * A form of one command. What is typed is kept with every key until it is saved or given up, so that a closed window
 * or a crash loses nothing. A refusal stands by the field that it is about: by the path that the schema names, or by `codes`.
 */
export function useForm<N extends CommandName, D extends object>(
  name: N,
  empty: D,
  options: { readonly draft: string; readonly codes?: Readonly<Record<string, keyof D & string>> },
): Form<N, D> {
  const { draft } = options;
  const [typed, setTyped] = useState<D>(() => keptDraft(draft, empty));
  const [state, setState] = useState<{ pending: boolean; refusal: Refusal | null }>({
    pending: false,
    refusal: null,
  });
  const box = useRef<HTMLFormElement>(null);
  const field = state.refusal && fieldOf(state.refusal, typed, options.codes ?? {});
  const sentence = state.refusal && refusalText(state.refusal);

  useEffect(() => {
    if (state.refusal === null) return;
    box.current
      ?.querySelector<HTMLElement>('[data-invalid] input, [data-invalid] textarea, [aria-invalid="true"]')
      ?.focus();
  }, [state.refusal]);

  function change(part: Partial<D>): void {
    setTyped((before) => {
      const next = { ...before, ...part };
      keepDraft(draft, next);
      return next;
    });
  }

  async function send(input: Input<N>): Promise<Result<Output<N>>> {
    setState({ pending: true, refusal: null });
    const result = await ask(name, input);
    if (result.ok) keepDraft(draft, null);
    setState({ pending: false, refusal: result.ok ? null : result.refusal });
    return result;
  }

  return {
    typed,
    change,
    problemOf: (one) => (field === one ? sentence : null),
    problem: field === null ? sentence : null,
    refusal: state.refusal,
    pending: state.pending,
    send,
    forget: () => keepDraft(draft, null),
    box,
  };
}

/** The field that a refusal is about: for bad input the nearest name of the path that the form has. */
function fieldOf<D extends object>(
  refusal: Refusal,
  typed: D,
  codes: Readonly<Record<string, keyof D & string>>,
): (keyof D & string) | null {
  const known = codes[refusal.refused];
  if (known !== undefined) return known;
  if (refusal.refused !== 'badInput') return null;
  const path = String(refusal.facts['field'] ?? '');
  const names = [path, ...path.split('.').toReversed()];
  return (names.find((one) => Object.hasOwn(typed, one)) as (keyof D & string) | undefined) ?? null;
}
