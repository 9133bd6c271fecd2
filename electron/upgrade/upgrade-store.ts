import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { Names, Page } from '../schema-parts.ts';
import {
  daysPast, isOpen, itemStates, overBudget, type ItemState, type ItemUpgrade, type Money, type Phase, type PhaseLine, type Totals, type Upgrade,
  type UpgradeItem, type UpgradeItemLine, type UpgradeLine, type UpgradeState,
} from './upgrade.ts'; // prettier-ignore

const columns = `id, key, title, why, fromCategoryId, fromMake, fromModel, toMake, toModel, supplier, budgetMinor, currency,
  startsOn, dueOn, state, stateAt, stateBy, stateReason, writtenBy, version`;
const phaseColumns = 'id, upgradeId, name, startsOn, dueOn, finishedOn, version';
const itemColumns = 'id, upgradeId, equipmentId, replacedById, state, note, version';
const moneyColumns =
  'id, upgradeId, phaseId, kind, amountMinor, what, paidOn, overReason, struckReason, enteredBy, version';

const wordsOf = (upgrade: Upgrade): string =>
  fold(
    [upgrade.key, upgrade.title, upgrade.why, upgrade.fromMake, upgrade.fromModel, upgrade.toMake, upgrade.toModel, upgrade.supplier].join(' '),
  ); // prettier-ignore

export function insertUpgrade(db: WriteHandle, upgrade: Upgrade): void {
  db.run(
    `INSERT INTO upgrade (${columns}, words) VALUES (@id, @key, @title, @why, @fromCategoryId, @fromMake, @fromModel, @toMake,
       @toModel, @supplier, @budgetMinor, @currency, @startsOn, @dueOn, @state, @stateAt, @stateBy, @stateReason, @writtenBy,
       @version, @words)`,
    { ...upgrade, words: wordsOf(upgrade) },
  );
}

export function updateUpgrade(db: WriteHandle, upgrade: Upgrade): void {
  db.run(
    `UPDATE upgrade SET title = @title, why = @why, fromCategoryId = @fromCategoryId, fromMake = @fromMake,
       fromModel = @fromModel, toMake = @toMake, toModel = @toModel, supplier = @supplier, budgetMinor = @budgetMinor,
       startsOn = @startsOn, dueOn = @dueOn, state = @state, stateAt = @stateAt, stateBy = @stateBy,
       stateReason = @stateReason, version = @version, words = @words WHERE id = @id`,
    { ...upgrade, words: wordsOf(upgrade) },
  );
}

export function upgradeById(db: ReadHandle, id: string): Upgrade | undefined {
  return db.get<Upgrade>(`SELECT ${columns} FROM upgrade WHERE id = ?`, id);
}

export function upgradeByKey(db: ReadHandle, key: string): Upgrade | undefined {
  return db.get<Upgrade>(`SELECT ${columns} FROM upgrade WHERE key = ?`, key);
}

export function savePhase(db: WriteHandle, phase: Phase): void {
  db.run(
    `INSERT INTO upgradePhase (${phaseColumns}) VALUES (@id, @upgradeId, @name, @startsOn, @dueOn, @finishedOn, @version)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, startsOn = excluded.startsOn, dueOn = excluded.dueOn,
       finishedOn = excluded.finishedOn, version = excluded.version`,
    phase,
  );
}

export function deletePhase(db: WriteHandle, id: string): void {
  db.run('DELETE FROM upgradePhase WHERE id = ?', id);
}

export function phaseById(db: ReadHandle, id: string): Phase | undefined {
  return db.get<Phase>(`SELECT ${phaseColumns} FROM upgradePhase WHERE id = ?`, id);
}

/** The phases of a programme (at most as many as it may have), in the order of their days, with their money. */
export function phasesOf(db: ReadHandle, upgradeId: string): (Phase & Totals)[] {
  return db.all<Phase & Totals>(
    `SELECT ${phaseColumns.replace(/(\w+)/g, 'p.$1')},
       coalesce(sum(m.amountMinor) FILTER (WHERE m.kind = 'committed'), 0) AS committedMinor,
       coalesce(sum(m.amountMinor) FILTER (WHERE m.kind = 'spent'), 0) AS spentMinor
     FROM upgradePhase p LEFT JOIN upgradeMoney m ON m.phaseId = p.id AND m.struckReason IS NULL
     WHERE p.upgradeId = ? GROUP BY p.id ORDER BY p.startsOn, p.dueOn, p.id`,
    upgradeId,
  );
}

/** Whether a line of money, struck or not, names the phase. */
export function hasMoney(db: ReadHandle, phaseId: string): boolean {
  return db.get('SELECT 1 FROM upgradeMoney WHERE phaseId = ? LIMIT 1', phaseId) !== undefined;
}

export function totalsOf(db: ReadHandle, upgradeId: string): Totals {
  return (
    db.get<Totals>(
      `SELECT coalesce(sum(amountMinor) FILTER (WHERE kind = 'committed'), 0) AS committedMinor,
         coalesce(sum(amountMinor) FILTER (WHERE kind = 'spent'), 0) AS spentMinor
       FROM upgradeMoney WHERE upgradeId = ? AND struckReason IS NULL`,
      upgradeId,
    ) ?? { committedMinor: 0, spentMinor: 0 }
  );
}

export function countsOf(db: ReadHandle, upgradeId: string): Record<ItemState, number> {
  const rows = db.all<{ state: ItemState; n: number }>(
    'SELECT state, count(*) AS n FROM upgradeItem WHERE upgradeId = ? GROUP BY state',
    upgradeId,
  );
  const counts = Object.fromEntries(itemStates.map((state) => [state, 0])) as Record<ItemState, number>;
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

/** What follows from a programme's parts. */
export function lineOf(db: ReadHandle, upgrade: Upgrade, today: string): UpgradeLine {
  const counts = countsOf(db, upgrade.id);
  const totals = totalsOf(db, upgrade.id);
  const open = isOpen(upgrade);
  const phases = phasesOf(db, upgrade.id).map((phase): PhaseLine => ({
    ...phase,
    lateDays: open && phase.finishedOn === null ? daysPast(phase.dueOn, today) : 0,
  }));
  const category =
    upgrade.fromCategoryId === null
      ? undefined
      : db.get<{ names: string }>('SELECT names FROM category WHERE id = ?', upgrade.fromCategoryId);
  return {
    ...upgrade,
    ...totals,
    fromCategory: category ? (JSON.parse(category.names) as Names) : null,
    counts,
    items: itemStates.reduce((sum, state) => sum + (state === 'dropped' ? 0 : counts[state]), 0),
    done: counts.inService + counts.retired,
    overMinor: overBudget(upgrade, totals),
    lateDays: open ? daysPast(upgrade.dueOn, today) : 0,
    phases,
    phaseId: phases.find(({ finishedOn }) => finishedOn === null)?.id ?? null,
  };
}

/** Programmes in the order of their due days; the cursor is the last one's day and code. */
export function upgradePage(
  db: ReadHandle,
  filter: {
    text: string;
    states?: readonly UpgradeState[] | undefined;
    after?: string | undefined;
    limit: number;
  },
): Page<Upgrade> {
  const words = fold(filter.text).split(' ').filter(Boolean).slice(0, 8);
  const parts = words.map(() => "instr(' ' || words, ?) > 0");
  const bind: unknown[] = words.map((word) => ` ${word}`);
  if (filter.states?.length) {
    parts.push(`state IN (${filter.states.map(() => '?').join(', ')})`);
    bind.push(...filter.states);
  }
  const where = parts.join(' AND ') || '1';
  const after = filter.after ?? '';
  const rows = db.all<Upgrade>(
    `SELECT ${columns} FROM upgrade WHERE ${where} AND (dueOn, key) > (?, ?) ORDER BY dueOn, key LIMIT ?`,
    ...bind,
    after.slice(0, 10),
    after.slice(11),
    filter.limit,
  );
  const last = rows.at(-1);
  return {
    rows,
    total: db.get<{ n: number }>(`SELECT count(*) AS n FROM upgrade WHERE ${where}`, ...bind)?.n ?? 0,
    next: rows.length === filter.limit && last ? `${last.dueOn} ${last.key}` : null,
  };
}

export function insertItem(db: WriteHandle, item: UpgradeItem): void {
  db.run(
    `INSERT INTO upgradeItem (${itemColumns})
     VALUES (@id, @upgradeId, @equipmentId, @replacedById, @state, @note, @version)`,
    item,
  );
}

export function updateItem(db: WriteHandle, item: UpgradeItem): void {
  db.run(
    `UPDATE upgradeItem SET replacedById = @replacedById, state = @state, note = @note, version = @version WHERE id = @id`,
    item,
  );
}

export function itemById(db: ReadHandle, id: string): UpgradeItem | undefined {
  return db.get<UpgradeItem>(`SELECT ${itemColumns} FROM upgradeItem WHERE id = ?`, id);
}

/** Whether a programme that is not over has the item, unless it was dropped there. */
export function isTaken(db: ReadHandle, equipmentId: string): boolean {
  return (
    db.get(
      `SELECT 1 FROM upgradeItem i JOIN upgrade u ON u.id = i.upgradeId
       WHERE i.equipmentId = ? AND i.state <> 'dropped' AND u.state IN ('draft', 'approved', 'running')`,
      equipmentId,
    ) !== undefined
  );
}

/** Which item of which programme a piece of equipment replaces. */
export function itemReplacedBy(db: ReadHandle, equipmentId: string): UpgradeItem | undefined {
  return db.get<UpgradeItem>(`SELECT ${itemColumns} FROM upgradeItem WHERE replacedById = ?`, equipmentId);
}

export function itemsIn(db: ReadHandle, upgradeId: string, state: ItemState, limit: number): UpgradeItem[] {
  return db.all<UpgradeItem>(
    `SELECT ${itemColumns} FROM upgradeItem WHERE upgradeId = ? AND state = ? ORDER BY id LIMIT ?`,
    upgradeId,
    state,
    limit,
  );
}

/** The tags of the items whose new one is not yet in service; as many as can be read. */
export function tagsBetween(db: ReadHandle, upgradeId: string, limit: number): string[] {
  return db
    .all<{ tag: string }>(
      `SELECT e.tag FROM upgradeItem i JOIN equipment e ON e.id = i.equipmentId
       WHERE i.upgradeId = ? AND i.state IN ('planned', 'ordered', 'delivered') ORDER BY e.tag LIMIT ?`,
      upgradeId,
      limit,
    )
    .map(({ tag }) => tag);
}

type Joined = UpgradeItem &
  Record<'tag' | 'make' | 'model', string> & {
    condition: UpgradeItemLine['old']['condition'];
    newTag: string | null;
    newMake: string;
    newModel: string;
    newCondition: UpgradeItemLine['old']['condition'];
  };

/** The items of a programme by tag of the old one; the cursor is the last tag. */
export function itemPage(
  db: ReadHandle,
  filter: {
    upgradeId: string;
    text: string;
    states?: readonly ItemState[] | undefined;
    after?: string | undefined;
    limit: number;
  },
): Page<UpgradeItemLine> {
  const parts = ['i.upgradeId = ?', "instr(lower(e.tag || ' ' || coalesce(n.tag, '')), lower(?)) > 0"];
  const bind: unknown[] = [filter.upgradeId, filter.text.trim()];
  if (filter.states?.length) {
    parts.push(`i.state IN (${filter.states.map(() => '?').join(', ')})`);
    bind.push(...filter.states);
  }
  const from = `FROM upgradeItem i JOIN equipment e ON e.id = i.equipmentId LEFT JOIN equipment n ON n.id = i.replacedById
    WHERE ${parts.join(' AND ')}`;
  const rows = db.all<Joined>(
    `SELECT ${itemColumns.replace(/(\w+)/g, 'i.$1')}, e.tag, e.make, e.model, e.condition, n.tag AS newTag, n.make AS newMake,
       n.model AS newModel, n.condition AS newCondition
     ${from} AND e.tag > ? ORDER BY e.tag LIMIT ?`,
    ...bind,
    filter.after ?? '',
    filter.limit,
  );
  return {
    rows: rows.map(({ tag, make, model, condition, newTag, newMake, newModel, newCondition, ...item }) => ({
      ...item,
      old: { id: item.equipmentId, tag, make, model, condition },
      fresh:
        newTag === null || item.replacedById === null
          ? null
          : { id: item.replacedById, tag: newTag, make: newMake, model: newModel, condition: newCondition },
    })),
    total: db.get<{ n: number }>(`SELECT count(*) AS n ${from}`, ...bind)?.n ?? 0,
    next: rows.length === filter.limit ? (rows.at(-1)?.tag ?? null) : null,
  };
}

export function saveMoney(db: WriteHandle, money: Money): void {
  db.run(
    `INSERT INTO upgradeMoney (${moneyColumns}) VALUES (@id, @upgradeId, @phaseId, @kind, @amountMinor, @what, @paidOn,
       @overReason, @struckReason, @enteredBy, @version)
     ON CONFLICT (id) DO UPDATE SET struckReason = excluded.struckReason, version = excluded.version`,
    money,
  );
}

export function moneyById(db: ReadHandle, id: string): Money | undefined {
  return db.get<Money>(`SELECT ${moneyColumns} FROM upgradeMoney WHERE id = ?`, id);
}

/** Lines of money by day, newest first; the cursor is the last line's day and id. */
export function moneyPage(
  db: ReadHandle,
  filter: { upgradeId: string; after?: string | undefined; limit: number },
): Page<Money> {
  const [day, id] = (filter.after ?? '').split(' ');
  const rows = db.all<Money>(
    `SELECT ${moneyColumns} FROM upgradeMoney WHERE upgradeId = ? AND (paidOn, id) < (?, ?)
     ORDER BY paidOn DESC, id DESC LIMIT ?`,
    filter.upgradeId,
    day === undefined || day === '' ? '9999' : day,
    id ?? '',
    filter.limit,
  );
  const last = rows.at(-1);
  return {
    rows,
    total:
      db.get<{ n: number }>('SELECT count(*) AS n FROM upgradeMoney WHERE upgradeId = ?', filter.upgradeId)
        ?.n ?? 0,
    next: rows.length === filter.limit && last ? `${last.paidOn} ${last.id}` : null,
  };
}

/** What Now tells: programmes past their due day, and those that promise or paid more than their budget. */
export function upgradeTrouble(
  db: ReadHandle,
  today: string,
): { readonly late: number; readonly over: number } {
  const open = `state IN ('draft', 'approved', 'running')`;
  const sum = (kind: Money['kind']): string =>
    `coalesce((SELECT sum(amountMinor) FROM upgradeMoney m
       WHERE m.upgradeId = u.id AND m.kind = '${kind}' AND m.struckReason IS NULL), 0)`;
  const row = db.get<{ late: number; over: number }>(
    `SELECT coalesce(sum(dueOn < ?), 0) AS late,
       coalesce(sum(max(${sum('committed')}, ${sum('spent')}) > budgetMinor), 0) AS over
     FROM upgrade u WHERE ${open}`,
    today,
  );
  return row ?? { late: 0, over: 0 };
}

export interface Swap {
  readonly itemId: string;
  readonly categoryId: string;
  readonly placeId: string | null;
  /** The new one does not stand there yet. */
  readonly waiting: boolean;
}
/** Larger programmes are told by their first so many items. */
const mostSwaps = 2_000;

/** The old items that still count, with where their new ones will stand. */
export function swapsOf(db: ReadHandle, upgradeId: string): Swap[] {
  return db
    .all<{ itemId: string; categoryId: string; placeId: string | null; state: ItemState }>(
      `SELECT e.id AS itemId, e.categoryId, e.placeId, i.state FROM upgradeItem i JOIN equipment e ON e.id = i.equipmentId
       WHERE i.upgradeId = ? AND i.state IN ('planned', 'ordered', 'delivered', 'inService') AND e.condition <> 'retired'
       ORDER BY i.id LIMIT ?`,
      upgradeId,
      mostSwaps,
    )
    .map(({ state, ...swap }) => ({ ...swap, waiting: state !== 'inService' }));
}

/** The programmes of an item, the newest first; a site has few for each. */
export function upgradesOfItem(db: ReadHandle, equipmentId: string): ItemUpgrade[] {
  return db.all<ItemUpgrade>(
    `SELECT u.id AS upgradeId, u.key, u.title, u.state AS upgradeState, i.state AS itemState,
       iif(i.equipmentId = ?1, 'old', 'new') AS "is", o.id AS otherId, o.tag AS otherTag
     FROM upgradeItem i JOIN upgrade u ON u.id = i.upgradeId
     LEFT JOIN equipment o ON o.id = iif(i.equipmentId = ?1, i.replacedById, i.equipmentId)
     WHERE i.equipmentId = ?1 OR i.replacedById = ?1 ORDER BY i.id DESC LIMIT 20`,
    equipmentId,
  );
}
