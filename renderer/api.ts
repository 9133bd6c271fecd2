import { keepPreviousData, QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { CommandName, EventName, Events, Input, Name, Output, QueryName } from '../electron/contract.ts';
import type { Refusal, Result } from '../electron/refusal.ts';
import { refusalText } from './locales/refusal-text.ts';

interface Bridge {
  invoke(name: string, input: unknown): Promise<Result<unknown>>;
  on(listener: (event: string, payload: unknown) => void): () => void;
}
declare global {
  interface Window {
    readonly tocsin: Bridge;
  }
}

/** Thrown by a query that was refused; its message is the sentence for the operator. */
export class RefusedError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusalText(refusal));
    this.refusal = refusal;
  }
}

/** Calls through the door; the answer may be a refusal. */
export async function ask<N extends Name>(name: N, input: Input<N>): Promise<Result<Output<N>>> {
  return (await window.tocsin.invoke(name, input)) as Result<Output<N>>;
}

/** Calls through the door; a refusal is thrown. */
export async function call<N extends Name>(name: N, input: Input<N>): Promise<Output<N>> {
  const result = await ask(name, input);
  if (!result.ok) throw new RefusedError(result.refusal);
  return result.value;
}

/** Hears one kind of event until the returned function is called. */
export function listen<E extends EventName>(event: E, hear: (payload: Events[E]) => void): () => void {
  return window.tocsin.on((name, payload) => {
    if (name === event) hear(payload as Events[E]);
  });
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // There is no network to wait for: what the main process answers is the truth until an event says otherwise.
      networkMode: 'always',
      staleTime: Infinity,
      retry: false,
      refetchOnWindowFocus: false,
      structuralSharing: true,
    },
  },
});

/**
 * The answer of a query, asked again when a command changes one of its nouns (the query's own noun unless `nouns` says
 * more). What is already known stays on the screen meanwhile.
 */
export function useQueryOf<N extends QueryName>(
  name: N,
  input: Input<N>,
  options: {
    readonly nouns?: readonly string[];
    readonly enabled?: boolean;
    /** How long an answer that nothing shows any more is kept; minutes when not given. */
    readonly keepMs?: number;
  } = {},
): UseQueryResult<Output<N>, Error> {
  return useQuery({
    queryKey: [name, input],
    queryFn: (): Promise<Output<N>> => call(name, input),
    enabled: options.enabled ?? true,
    ...(options.keepMs === undefined ? {} : { gcTime: options.keepMs }),
    placeholderData: keepPreviousData as never,
    meta: { nouns: [...(options.nouns ?? []), name.slice(0, name.indexOf('.'))] },
  }) as UseQueryResult<Output<N>, Error>;
}

/** Asks again every query that shows one of these nouns. */
export function refresh(nouns: ReadonlySet<string>): void {
  void queryClient.invalidateQueries({
    predicate: ({ meta }) =>
      Array.isArray(meta?.['nouns']) && meta['nouns'].some((noun) => nouns.has(String(noun))),
  });
}

/** Keeps every shown query in step with what is committed. Call once. */
export function followChanges(): () => void {
  const leave = [
    listen('changed', ({ rows }) => refresh(new Set(rows.map((row) => row.noun)))),
    // They come with the wind that turned them.
    listen('releases', ({ incidentId, zones }) => {
      const key = ['release.zones', { incidentId }];
      // An answer that is on its way was worked out in the wind before.
      void queryClient.cancelQueries({ queryKey: key });
      queryClient.setQueryData<typeof zones>(key, (before) => before && zones);
    }),
    listen('readiness', () => refresh(new Set(['readiness']))),
    // At most twice a second: what shows the newest of an instrument asks again.
    listen('readings', () => refresh(new Set(['reading']))),
    listen('sources', () => refresh(new Set(['source']))),
  ];
  return () => leave.forEach((each) => each());
}

export interface CommandState<N extends CommandName> {
  /** Sends it; the result is a value in both cases, so that the form can keep what was typed. */
  readonly run: (input: Input<N>) => Promise<Result<Output<N>>>;
  readonly pending: boolean;
  /** Why the last try was refused, as a sentence; null once one succeeds. */
  readonly problem: string | null;
  readonly clear: () => void;
}

export function useCommand<N extends CommandName>(name: N): CommandState<N> {
  const [state, setState] = useState<{ pending: boolean; problem: string | null }>({
    pending: false,
    problem: null,
  });
  const latest = useRef(0);
  const run = useCallback(
    async (input: Input<N>) => {
      const mine = ++latest.current;
      setState({ pending: true, problem: null });
      const result = await ask(name, input);
      if (mine === latest.current)
        setState({ pending: false, problem: result.ok ? null : refusalText(result.refusal) });
      return result;
    },
    [name],
  );
  const clear = useCallback(() => setState({ pending: false, problem: null }), []);
  return { run, ...state, clear };
}
