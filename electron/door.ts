import { basename } from 'node:path';
import { z } from 'zod';
import { iso, type Clock } from './clock.ts';
import {
  contract,
  type CommandName,
  type Events,
  type EventName,
  type Name,
  type Output,
  type Parsed,
  type QueryName,
} from './contract.ts';
import type { Connection, ReadHandle, WriteHandle } from './database.ts';
import type { House } from './house.ts';
import { newId } from './id.ts';
import { append, chainHead } from './journal/journal-store.ts';
import type { JournalEntry, JournalRow } from './journal/journal.ts';
import type { SiteHealth } from './journal/verification.ts';
import { log } from './log.ts';
import { isRefusal, refuse, type Answer, type Refusal, type Result } from './refusal.ts';
import { siteDay } from './roster/local-time.ts';
import type { Operator, SeatState } from './session/session.ts';
import { siteRow } from './session/site-store.ts';

/** One open site file with what its handlers need. */
export interface Site {
  readonly file: string;
  readonly writer: Connection;
  readonly reader: Connection;
  readonly clock: Clock;
  readonly house: House;
  /** What is known of the file's soundness; nothing is written to a damaged one. */
  health: SiteHealth;
}

/** Where someone sits: one window, or one run of the command line. */
export interface Seat {
  readonly id: string;
  state: SeatState;
}

interface Context {
  readonly site: Site;
  readonly seat: Seat;
  /** UTC, never earlier than the newest journal entry: a clock that jumps back must not reorder the log. */
  readonly now: string;
  /** The day that it is on the site, YYYY-MM-DD: what is due, late or expired is so by this one. */
  readonly today: string;
  /** Who is signed in; throws when nobody is (only names with access 'anyone' can meet that). */
  readonly operator: Operator;
  /** Tells the windows how far long work is; `job` is the contract's name for it, `total` 0 not yet known. */
  progress(job: string, done: number, total: number): void;
}

/** What a query gets. */
export interface Read extends Context {
  readonly db: ReadHandle;
}

/** What a command gets, inside its transaction. */
export interface Tx extends Context {
  readonly db: WriteHandle;
  /** The seq that this command's journal entry will have. */
  readonly seq: number;
  newId(): string;
  /** Every row that the command inserts or changes, whole, as it stands afterwards. */
  record<R extends { readonly id: string }>(noun: string, row: R): void;
  /** A row that is gone. */
  erase(noun: string, id: string): void;
  /** Rows of this noun were written by a worker for this command: windows that show them ask again. */
  alsoChanged(noun: string): void;
  /** The incident to which this command belongs. */
  concerns(incidentId: string): void;
  /** Runs after the commit; nothing in it may fail the command. */
  afterCommit(effect: () => void): void;
  /** Tells the windows of something after the commit, before they hear of the rows: what they need not ask for then. */
  tell<E extends EventName>(event: E, payload: Events[E]): void;
  /** This command's refusal is itself a fact to keep (a failed sign-in): commit what it wrote. */
  keepRefusal(): void;
  /** In whose name the entry stands, when it is not the operator signed in (sign-in itself). */
  actAs(operator: Operator): void;
}

/** What writing rows needs of a command: a worker that writes for one brings the same. */
export type Writing = Pick<Tx, 'db' | 'now' | 'today' | 'newId' | 'record' | 'erase'>;

type CommandHandler<N extends CommandName> = ((tx: Tx, input: Parsed<N>) => Answer<Output<N>>) | Prepared<N>;
/** A command with slow work (hashing, key stretching, files) before its transaction. */
interface Prepared<N extends CommandName> {
  prepare(context: Read, input: Parsed<N>, step: Step): Promise<Answer<(tx: Tx) => Answer<Output<N>>>>;
}
/** Commits a part of a command's work with a journal entry of its own, before its last. */
export type Step = <T>(work: (tx: Tx) => Answer<T>) => Promise<Answer<T>>;
type QueryHandler<N extends QueryName> = (
  read: Read,
  input: Parsed<N>,
) => Output<N> | Refusal | Promise<Output<N> | Refusal>;

export type Handlers = { [N in CommandName]: CommandHandler<N> } & { [N in QueryName]: QueryHandler<N> };
/** The handlers of one noun: a part of all. */
export type Part<N extends Name> = Pick<Handlers, N>;

export interface Door {
  dispatch<N extends Name>(seat: Seat, name: N, input: unknown): Promise<Result<Output<N>>>;
}

export function openDoor(
  site: Site,
  handlers: Handlers,
  emit: <E extends EventName>(event: E, payload: Events[E], seat?: Seat) => void = () => {},
): Door {
  async function dispatch(seat: Seat, name: Name, raw: unknown): Promise<Result<unknown>> {
    try {
      const answer = await answerOf(seat, name, raw);
      return isRefusal(answer) ? { ok: false, refusal: answer } : { ok: true, value: answer };
    } catch (error) {
      const refusal = storageRefusal(error);
      log.error(`${String(name)} failed`, error);
      return { ok: false, refusal: refusal ?? refuse('bug', { name: String(name) }) };
    }
  }

  async function answerOf(seat: Seat, name: Name, raw: unknown): Promise<unknown> {
    if (typeof name !== 'string' || !Object.hasOwn(contract, name))
      return refuse('unknownName', { name: String(name).slice(0, 80) });
    const line = contract[name];
    if (sizeOf(raw, line.maxBytes) > line.maxBytes)
      return refuse('tooLarge', { maxKb: Math.floor(line.maxBytes / 1024) });
    const denied = denial(seat, line.access);
    if (denied) return denied;
    const parsed = line.input.safeParse(raw);
    if (!parsed.success) return badInput(parsed.error);
    return line.kind === 'command'
      ? runCommand(seat, name as CommandName, parsed.data)
      : runQuery(seat, name as QueryName, parsed.data);
  }

  function context(seat: Seat): Omit<Context, 'operator'> & { readonly operator: Operator } {
    const now = monotonic(site);
    return {
      site,
      seat,
      now,
      get today(): string {
        return siteDay(now, siteRow(site.reader)?.timeZone);
      },
      progress: (job, done, total) => emit('progress', { job, done, total }),
      get operator(): Operator {
        if (seat.state.kind === 'empty') throw new Error('nobody is signed in');
        return seat.state.operator;
      },
    };
  }

  function readContext(seat: Seat): Read {
    return Object.assign(Object.create(context(seat)) as Context, { db: site.reader as ReadHandle });
  }

  async function runQuery(seat: Seat, name: QueryName, input: unknown): Promise<unknown> {
    const handler = handlers[name] as (read: Read, input: unknown) => unknown;
    return handler(readContext(seat), input);
  }

  async function runCommand(seat: Seat, name: CommandName, input: unknown): Promise<unknown> {
    if (site.health.kind === 'damaged') return refuse('siteDamaged', { file: basename(site.file) });
    const handler = handlers[name] as CommandHandler<CommandName>;
    const step: Step = (work) => inTurn(() => commit(seat, name, work));
    let apply: (tx: Tx) => unknown;
    if (typeof handler === 'function') {
      apply = (tx) => (handler as (tx: Tx, input: unknown) => unknown)(tx, input);
    } else {
      const prepared = await handler.prepare(readContext(seat), input as never, step);
      if (isRefusal(prepared)) return prepared;
      apply = prepared as (tx: Tx) => unknown;
    }
    return inTurn(() => commit(seat, name, apply));
  }

  /** Writes when a worker that is writing much has come to the end of its row. */
  async function inTurn<T>(write: () => T): Promise<T> {
    const { turns } = site.writer;
    const done = turns.want();
    try {
      while (turns.taken) await new Promise((resolve) => void setTimeout(resolve, 1));
      return write();
    } finally {
      done();
    }
  }

  function commit<T>(seat: Seat, name: CommandName, apply: (tx: Tx) => T): T {
    const rows: JournalRow[] = [];
    const effects: (() => void)[] = [];
    let incidentId: string | undefined;
    let actor: Operator | null = seat.state.kind === 'empty' ? null : seat.state.operator;
    let entry: JournalEntry | undefined;
    let keep = false;
    const elsewhere: { readonly noun: string; readonly id: string }[] = [];
    const answer = site.writer.transaction(
      () => {
        const base = context(seat);
        const tx: Tx = Object.assign(Object.create(base) as Context, {
          db: site.writer as WriteHandle,
          seq: chainHead(site.writer).seq + 1,
          newId: () => newId(site.clock.nowMs()),
          record: (noun: string, row: { readonly id: string }) => void rows.push({ noun, id: row.id, row }),
          erase: (noun: string, id: string) => void rows.push({ noun, id, row: null }),
          alsoChanged: (noun: string) => void elsewhere.push({ noun, id: '' }),
          concerns: (id: string) => void (incidentId = id),
          afterCommit: (effect: () => void) => void effects.push(effect),
          tell: <E extends EventName>(event: E, payload: Events[E]) =>
            void effects.push(() => emit(event, payload)),
          keepRefusal: () => void (keep = true),
          actAs: (operator: Operator) => void (actor = operator),
        });
        const result = apply(tx);
        if (isRefusal(result) && !keep) return result;
        entry = append(site.writer, {
          at: base.now,
          by: actor?.id ?? 'system',
          byName: actor?.name ?? 'system',
          seat: seat.id,
          name,
          ...(incidentId === undefined ? {} : { incidentId }),
          rows,
        });
        return result;
      },
      (result) => keep || !isRefusal(result),
    );
    if (entry) {
      for (const effect of effects) {
        try {
          effect();
        } catch (error) {
          // The command is done and durable; what follows it cannot undo that.
          log.error(`after ${name}`, error);
        }
      }
      emit('changed', {
        seq: entry.seq,
        name,
        ...(incidentId === undefined ? {} : { incidentId }),
        rows: [...rows, ...elsewhere].map(({ noun, id }) => ({ noun, id })),
      });
    }
    return answer;
  }

  return { dispatch: dispatch as Door['dispatch'] };
}

/** Now, or the newest entry's time when the machine's clock has jumped back behind it. */
function monotonic(site: Site): string {
  const wall = iso(site.clock.nowMs());
  const last = chainHead(site.writer).at;
  return wall >= last ? wall : last;
}

function denial(seat: Seat, access: (typeof contract)[Name]['access']): Refusal | null {
  if (access === 'anyone') return null;
  if (seat.state.kind === 'empty') return refuse('notSignedIn');
  if (seat.state.kind === 'locked') return refuse('locked');
  if (access === 'signedIn' || access.includes(seat.state.operator.role)) return null;
  return refuse('wrongRole', { role: seat.state.operator.role, allowed: access });
}

/** Bytes of the input, counted only as far as the limit needs. */
function sizeOf(value: unknown, limit: number): number {
  let bytes = 0;
  const visit = (item: unknown, depth: number): void => {
    if (bytes > limit) return;
    if (depth > 40) bytes = Infinity;
    else if (typeof item === 'string') bytes += item.length + 2;
    else if (ArrayBuffer.isView(item)) bytes += item.byteLength;
    else if (Array.isArray(item)) for (const part of item) visit(part, depth + 1);
    else if (typeof item === 'object' && item !== null)
      for (const [key, part] of Object.entries(item)) {
        bytes += key.length + 3;
        visit(part, depth + 1);
      }
    else bytes += 8;
    bytes += 1;
  };
  visit(value, 0);
  return bytes;
}

function badInput(error: z.ZodError): Refusal {
  const issue = error.issues[0];
  const facts: Record<string, string | number> = {
    field: issue?.path.map(String).join('.') ?? '',
    problem: issue?.code ?? 'invalid',
  };
  if (issue?.code === 'too_big') facts['limit'] = Number(issue.maximum);
  if (issue?.code === 'too_small') facts['limit'] = Number(issue.minimum);
  return refuse('badInput', facts);
}

/** 'Not saved' is something an operator must be told, with the reason, rather than a bug. */
function storageRefusal(error: unknown): Refusal | null {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return null;
  if (code === 'SQLITE_FULL') return refuse('notSavedDiskFull');
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN') return refuse('notSavedReadOnly');
  if (code.startsWith('SQLITE_IOERR')) return refuse('notSavedDiskError', { code });
  if (code.startsWith('SQLITE_BUSY')) return refuse('notSavedBusy');
  if (code === 'SQLITE_CORRUPT' || code.startsWith('SQLITE_CORRUPT_')) return refuse('siteDamaged');
  return null;
}
