import { useCallback, useRef, useState } from 'react';
import type { BoardTeam, RadioStatus, Team } from '../../electron/team/team.ts';
import { ask, useQueryOf } from '../api.ts';
import type { Input } from '../../electron/contract.ts';
import type { Refusal, Result } from '../../electron/refusal.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { useText } from '../ui/text.ts';

/** One key each: status, then check-in, breathing apparatus, acknowledgement, place, stand-down, call-out. */
export const teamKeys = ['e', 's', 'r', 'a', 'o', 'c', 'b', 'k', 'p', 'h', 'x', 'n'] as const;
export type TeamKey = (typeof teamKeys)[number];

const statusOf: Partial<Record<TeamKey, RadioStatus>> = {
  e: 'enRoute',
  s: 'onScene',
  r: 'resting',
  a: 'available',
  o: 'out',
};

/** What is still to be typed before a report is sent. */
export interface Prompt {
  readonly ask: 'place' | 'heads' | 'override' | 'standDown';
  readonly status?: RadioStatus;
}

export interface TeamActions {
  readonly prompt: Prompt | null;
  /** Why the last report was refused, as a sentence. */
  readonly problem: string | null;
  /** The last report that was kept, for those who do not see the board. */
  readonly said: string;
  readonly keyOf: (key: string) => TeamKey | null;
  readonly press: (key: TeamKey, team: BoardTeam) => void;
  readonly report: (team: BoardTeam, more: Partial<Input<'team.setStatus'>>) => Promise<boolean>;
  readonly checkIn: (team: BoardTeam, heads?: number) => Promise<boolean>;
  readonly standDown: (team: BoardTeam, reason: string) => Promise<boolean>;
  readonly close: () => void;
}

/** What the keys of the board do. A report is sent at once; only what is missing is asked for. */
export function useTeamActions(): TeamActions {
  const { t } = useText();
  const [prompt, setPrompt] = useState<Prompt | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const running = useQueryOf('incident.page', { states: ['running'], limit: 2 }).data?.rows;
  // With two incidents running nobody can tell which one is meant: then the call-out says it.
  const only = running?.length === 1 ? running[0]?.id : undefined;
  // Keys come faster than answers: each report waits for the one before it and speaks of the team as that one left it.
  const before = useRef<Promise<unknown>>(Promise.resolve());
  const answered = useRef(new Map<string, Team>());

  function inOrder<T>(team: BoardTeam, send: (now: BoardTeam) => Promise<T>): Promise<T> {
    const sent = before.current.then(() => {
      const known = answered.current.get(team.id);
      return send(known && known.version > team.version ? { ...team, ...known } : team);
    });
    before.current = sent.catch(() => {});
    return sent;
  }

  function know(result: Result<Team>): void {
    if (result.ok) answered.current.set(result.value.id, result.value);
  }

  const settle = useCallback((refusal: Refusal | null, words: string): boolean => {
    setProblem(refusal ? refusalText(refusal) : null);
    if (!refusal) setSaid(words);
    return refusal === null;
  }, []);

  function report(
    shown: BoardTeam,
    more: Partial<Input<'team.setStatus'>> | ((team: BoardTeam) => Partial<Input<'team.setStatus'>>),
  ): Promise<boolean> {
    return inOrder(shown, (team) => send(team, typeof more === 'function' ? more(team) : more));
  }

  async function send(team: BoardTeam, more: Partial<Input<'team.setStatus'>>): Promise<boolean> {
    const status = more.status ?? (team.status === 'calledOut' ? 'enRoute' : team.status);
    const goes = status === 'enRoute' || status === 'onScene';
    const result = await ask('team.setStatus', {
      teamId: team.id,
      version: team.version,
      ...(goes && team.incidentId === null && only !== undefined ? { incidentId: only } : {}),
      ...more,
      status,
    });
    know(result);
    if (!result.ok && result.refusal.refused === 'teamResting') setPrompt({ ask: 'override', status });
    return settle(
      result.ok ? null : result.refusal,
      t('team.done', { team: team.key, status: t(`team.status.${status}`) }),
    );
  }

  async function checkIn(team: BoardTeam, heads?: number): Promise<boolean> {
    const result = await inOrder(team, () =>
      ask('team.checkIn', { teamId: team.id, ...(heads === undefined ? {} : { heads }) }),
    );
    know(result);
    return settle(
      result.ok ? null : result.refusal,
      t('team.done', { team: team.key, status: t('team.key.c') }),
    );
  }

  async function standDown(team: BoardTeam, reason: string): Promise<boolean> {
    const result = await inOrder(team, ({ id, version }) =>
      ask('team.standDown', { teamId: id, version, reason }),
    );
    know(result);
    return settle(
      result.ok ? null : result.refusal,
      t('team.done', { team: team.key, status: t('team.standDown') }),
    );
  }

  async function acknowledge(team: BoardTeam): Promise<void> {
    if (!team.callOut) return;
    const result = await ask('team.acknowledge', { callOutId: team.callOut.id });
    settle(result.ok ? null : result.refusal, t('team.done', { team: team.key, status: t('team.key.k') }));
  }

  function press(key: TeamKey, team: BoardTeam): void {
    const status = statusOf[key];
    setProblem(null);
    if (status !== undefined) void report(team, { status });
    else if (key === 'c') void checkIn(team);
    else if (key === 'b') void report(team, (now) => ({ status: 'onScene', onAir: !now.onAir }));
    else if (key === 'k') void acknowledge(team);
    else if (key === 'p') setPrompt({ ask: 'place' });
    else if (key === 'h') setPrompt({ ask: 'heads' });
    else if (key === 'x') setPrompt({ ask: 'standDown' });
  }

  return {
    prompt,
    problem,
    said,
    keyOf: (key) => teamKeys.find((one) => one === key.toLowerCase()) ?? null,
    press,
    report,
    checkIn,
    standDown,
    close: () => {
      setPrompt(null);
      setProblem(null);
    },
  };
}

/** Which keys make sense for a team now; the others stay on the board but are refused in words. */
export function offered(team: BoardTeam): readonly TeamKey[] {
  switch (team.status) {
    case 'available':
      return ['n', 'e', 's', 'r', 'o', 'p'];
    case 'calledOut':
      return team.callOut?.acknowledgedAt === null ? ['k', 'e', 's', 'x'] : ['e', 's', 'x'];
    case 'enRoute':
      return ['s', 'p', 'x', 'a'];
    case 'onScene':
      return ['c', 'h', 'p', 'b', 'x', 'r', 'e'];
    case 'resting':
      return ['a', 'n', 'o', 'p'];
    case 'out':
      return ['a', 'p'];
  }
}
