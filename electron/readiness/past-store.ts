import type { ReadHandle } from '../database.ts';
import type { Crew } from '../person/person.ts';
import type { Need } from '../plan/need.ts';
import { dayPlus } from '../roster/local-time.ts';
import type { Moment } from './ask.ts';
import { candidate, teamsById, qualificationIds } from './pool-store.ts';
import type { ItemGroup, ItemState, Pool, StockGroup } from './pool.ts';
import { thousandths } from './readiness.ts';

/** One step back: what stands after it is known, and the rows that it changed. `seq` null: only a day had passed. */
export interface PastEvent {
  readonly at: string;
  readonly seq: number | null;
  readonly ids: readonly string[];
  /** Tags or names of these rows. */
  readonly labels: readonly string[];
  /** For a day that passed: the last on which it was still good. */
  readonly day: string;
}

/** A row of the past in the little that counts; null: was not there. */
interface PastRow {
  readonly label: string;
  /** The last days on which it, or something that it has, counts by itself. */
  readonly ends: readonly string[];
}

/** The things that a need draws on, going back in time. */
export interface Past {
  readonly noun: string;
  /** The event before the one given last; undefined at the beginning of the record. */
  next(): PastEvent | undefined;
  /** Sets a row to what it was; null takes it away. */
  put(id: string, row: unknown): void;
  /** The parts of the pool as they stood. */
  pool(): Partial<Pool>;
}

abstract class Walk<R extends PastRow> implements Past {
  abstract readonly noun: string;
  protected readonly rows = new Map<string, R>();
  protected readonly db: ReadHandle;
  protected moment: Moment;
  private readonly seqs: { readonly seq: number; readonly ids: string[] }[] = [];

  constructor(db: ReadHandle, moment: Moment) {
    this.db = db;
    this.moment = moment;
  }

  protected abstract read(row: unknown): R | null;
  abstract pool(): Partial<Pool>;

  /** Call once the rows of today are put in. */
  protected begin(): void {
    const touched = this.db.all<{ seq: number; rowId: string }>(
      `SELECT seq, rowId FROM journalRow WHERE noun = ? AND rowId IN (SELECT value FROM json_each(?))
       ORDER BY seq DESC LIMIT 20000`,
      this.noun,
      JSON.stringify([...this.rows.keys()]),
    );
    for (const { seq, rowId } of touched) {
      const last = this.seqs.at(-1);
      if (last?.seq === seq) last.ids.push(rowId);
      else this.seqs.push({ seq, ids: [rowId] });
    }
    this.seqs.reverse();
  }

  put(id: string, row: unknown): void {
    const known = row === null ? null : this.read(row);
    if (known) this.rows.set(id, known);
    else this.rows.delete(id);
  }

  next(): PastEvent | undefined {
    const entry = this.seqs.at(-1);
    const at = entry && this.db.get<{ at: string }>('SELECT at FROM journal WHERE seq = ?', entry.seq)?.at;
    let ended = '';
    for (const { ends } of this.rows.values())
      for (const end of ends) if (end < this.moment.day && end > ended) ended = end;
    const endedAt = ended === '' ? '' : `${dayPlus(ended, 1)}T00:00:00.000Z`;
    if (endedAt !== '' && (at === undefined || endedAt > at)) {
      const own = [...this.rows].filter(([, { ends }]) => ends.includes(ended));
      this.moment = { ...this.moment, day: ended };
      return {
        at: endedAt,
        seq: null,
        ids: own.map(([id]) => id),
        labels: own.map(([, { label }]) => label),
        day: ended,
      };
    }
    if (!entry || at === undefined) return undefined;
    this.seqs.pop();
    const labels = entry.ids.flatMap((id) => this.rows.get(id)?.label ?? []);
    return { at, seq: entry.seq, ids: entry.ids, labels, day: at.slice(0, 10) };
  }
}

interface ItemRow extends PastRow {
  readonly categoryId: string;
  readonly placeId: string | null;
  readonly condition: string;
}

class Items extends Walk<ItemRow> {
  readonly noun = 'equipment';
  private readonly categoryId: string;

  constructor(db: ReadHandle, moment: Moment, categoryId: string) {
    super(db, moment);
    this.categoryId = categoryId;
    const columns = 'id, tag, categoryId, placeId, condition, nextDueOn';
    for (const row of db.all<{ id: string }>(
      `SELECT ${columns} FROM equipment WHERE categoryId = ?`,
      categoryId,
    ))
      this.put(row.id, row);
    this.begin();
  }

  protected read(row: unknown): ItemRow {
    const { tag, categoryId, placeId, condition, nextDueOn } = row as Omit<ItemRow, 'label' | 'ends'> & {
      readonly tag: string;
      readonly nextDueOn: string | null;
    };
    const works = condition === 'ready' || condition === 'inUse';
    return {
      label: tag,
      categoryId,
      placeId,
      condition,
      ends: works && nextDueOn !== null ? [nextDueOn] : [],
    };
  }

  pool(): Partial<Pool> {
    const groups = new Map<string, ItemGroup>();
    for (const { categoryId, placeId, condition, ends } of this.rows.values()) {
      if (categoryId !== this.categoryId || condition === 'retired') continue;
      const state: ItemState =
        condition === 'fault' || condition === 'outOfTest'
          ? condition
          : condition === 'inUse' && this.moment.held
            ? 'held'
            : ends.some((end) => end < this.moment.day)
              ? 'overdue'
              : 'ready';
      const key = `${placeId ?? ''} ${state}`;
      groups.set(key, { categoryId, placeId, state, count: (groups.get(key)?.count ?? 0) + 1 });
    }
    return { items: [...groups.values()] };
  }
}

interface LotRow extends PastRow {
  readonly categoryId: string;
  readonly placeId: string;
  readonly amount: number;
}

class Lots extends Walk<LotRow> {
  readonly noun = 'stockLot';

  constructor(db: ReadHandle, moment: Moment, categoryId: string) {
    super(db, moment);
    const columns = 'id, label, categoryId, placeId, amount, expiresOn';
    for (const row of db.all<{ id: string }>(
      `SELECT ${columns} FROM stockLot WHERE categoryId = ?`,
      categoryId,
    ))
      this.put(row.id, row);
    this.begin();
  }

  protected read(row: unknown): LotRow {
    const { expiresOn, ...lot } = row as LotRow & { readonly expiresOn: string | null };
    return { ...lot, ends: lot.amount > 0 && expiresOn !== null ? [expiresOn] : [] };
  }

  pool(): Partial<Pool> {
    const groups = new Map<string, StockGroup>();
    for (const { categoryId, placeId, amount, ends } of this.rows.values()) {
      const expired = ends.some((end) => end < this.moment.day);
      const key = `${placeId} ${expired}`;
      const sum = (groups.get(key)?.amount ?? 0) + thousandths(amount);
      groups.set(key, { categoryId, placeId, expired, amount: sum });
    }
    return { stock: [...groups.values()] };
  }
}

interface PersonRow extends PastRow {
  readonly id: string;
  readonly name: string;
  readonly crew: Crew | null;
  readonly teamId: string | null;
  readonly qualifications: readonly { readonly key: string; readonly expiresOn: string | null }[];
}

class People extends Walk<PersonRow> {
  readonly noun = 'person';
  private readonly teams;
  private readonly ids;
  private readonly asked: ReadonlySet<string>;

  /** `qualifications`: the ids of those that matter. */
  constructor(db: ReadHandle, moment: Moment, qualifications: ReadonlySet<string>) {
    super(db, moment);
    this.teams = teamsById(db);
    this.ids = qualificationIds(db);
    this.asked = qualifications;
    const columns = 'id, name, crew, teamId, qualifications';
    for (const row of db.all<{ id: string; qualifications: string }>(
      `SELECT ${columns} FROM person WHERE retiredAt IS NULL`,
    ))
      this.put(row.id, { ...row, qualifications: JSON.parse(row.qualifications) as unknown });
    this.begin();
  }

  protected read(row: unknown): PersonRow | null {
    const { id, name, crew, teamId, qualifications } = row as PersonRow;
    const ends = qualifications.flatMap(({ key, expiresOn }) =>
      expiresOn !== null && this.asked.has(this.ids.get(key) ?? '') ? [expiresOn] : [],
    );
    return { id, name, label: name, crew, teamId, qualifications, ends };
  }

  pool(): Partial<Pool> {
    return {
      people: [...this.rows.values()].map((row) =>
        candidate(row, row.teamId === null ? undefined : this.teams.get(row.teamId), this.ids, this.moment),
      ),
    };
  }
}

/** What a need draws on, at the moment, ready to be walked back. */
export function pastOf(
  db: ReadHandle,
  need: Exclude<Need, { kind: 'place' }>,
  moment: Moment,
  qualifications: ReadonlySet<string>,
): Past {
  switch (need.kind) {
    case 'equipment':
      return new Items(db, moment, need.categoryId);
    case 'stock':
      return new Lots(db, moment, need.categoryId);
    case 'people':
      return new People(db, moment, qualifications);
  }
}

/** The entry that closed a place (or one that it lies within), newest first. */
export function entryThatClosed(db: ReadHandle, placeId: string): number | undefined {
  return db.get<{ seq: number }>(
    `WITH RECURSIVE around (id, parentId) AS (
       SELECT id, parentId FROM place WHERE id = ?
       UNION SELECT p.id, p.parentId FROM place p JOIN around a ON p.id = a.parentId)
     SELECT min(r.seq) AS seq FROM closure c JOIN around a ON a.id = c.placeId
     JOIN journalRow r ON r.noun = 'closure' AND r.rowId = c.id
     WHERE c.reopenedAt IS NULL GROUP BY c.id ORDER BY 1 DESC LIMIT 1`,
    placeId,
  )?.seq;
}

/** The running incidents that may hold things: those with a team on the way or a plan started. */
export function incidentsThatHold(
  db: ReadHandle,
): { readonly id: string; readonly year: number; readonly number: number; readonly exercise: boolean }[] {
  return db
    .all<{ id: string; year: number; number: number; exercise: number }>(
      `SELECT id, year, number, exercise FROM incident WHERE state = 'running'
         AND (id IN (SELECT incidentId FROM team WHERE incidentId IS NOT NULL)
           OR (exercise = 0 AND id IN (SELECT incidentId FROM activation)))
       ORDER BY declaredAt LIMIT 20`,
    )
    .map((row) => ({ ...row, exercise: row.exercise === 1 }));
}
