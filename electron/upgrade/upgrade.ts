import { z } from 'zod';
import { refuse, type Answer, type Refusal } from '../refusal.ts';
import { id, line, pageInput, version, type Names } from '../schema-parts.ts';
import type { Equipment } from '../equipment/equipment.ts';

export const upgradeStates = ['draft', 'approved', 'running', 'finished', 'stopped'] as const;
export type UpgradeState = (typeof upgradeStates)[number];

/** What is replaced by what, why, until when and for how much. */
export interface Upgrade {
  readonly id: string;
  /** Short code, e.g. U-2026-03. */
  readonly key: string;
  readonly title: string;
  readonly why: string;
  /** What is replaced: a category, a model, or both; '' and null say nothing. */
  readonly fromCategoryId: string | null;
  readonly fromMake: string;
  readonly fromModel: string;
  readonly toMake: string;
  readonly toModel: string;
  readonly supplier: string;
  /** In minor units (para, cent) of `currency`, ISO 4217. */
  readonly budgetMinor: number;
  readonly currency: string;
  /** Days, YYYY-MM-DD. */
  readonly startsOn: string;
  readonly dueOn: string;
  readonly state: UpgradeState;
  readonly stateAt: string;
  readonly stateBy: string;
  /** Why it was stopped. */
  readonly stateReason: string;
  /** Who wrote it, and so may not approve it. */
  readonly writtenBy: string;
  readonly version: number;
}

export interface Phase {
  readonly id: string;
  readonly upgradeId: string;
  readonly name: string;
  readonly startsOn: string;
  readonly dueOn: string;
  readonly finishedOn: string | null;
  readonly version: number;
}

/** How far the replacement of one item is; `retired` says that the old one is gone. */
export const itemStates = ['planned', 'ordered', 'delivered', 'inService', 'retired', 'dropped'] as const;
export type ItemState = (typeof itemStates)[number];

export interface UpgradeItem {
  readonly id: string;
  readonly upgradeId: string;
  /** The old one. */
  readonly equipmentId: string;
  /** The new one, from when it is in service. */
  readonly replacedById: string | null;
  readonly state: ItemState;
  readonly note: string;
  readonly version: number;
}

export const moneyKinds = ['committed', 'spent'] as const;
export type MoneyKind = (typeof moneyKinds)[number];

/** An order placed, or an invoice paid; a wrong line is struck through, never changed. */
export interface Money {
  readonly id: string;
  readonly upgradeId: string;
  readonly phaseId: string | null;
  readonly kind: MoneyKind;
  readonly amountMinor: number;
  readonly what: string;
  readonly paidOn: string;
  /** Why it goes over the budget. */
  readonly overReason: string | null;
  readonly struckReason: string | null;
  readonly enteredBy: string;
  readonly version: number;
}

// Signs are told by the rules, in a sentence.
const minor = z.int().min(-1e15).max(1e15);
const currency = z.string().regex(/^[A-Z]{3}$/);
const day = z.iso.date();
const phase = { name: line(80), startsOn: day, dueOn: day };
const head = {
  title: line(160),
  why: line(1000),
  fromCategoryId: id.nullable(),
  fromMake: z.string().trim().max(80),
  fromModel: z.string().trim().max(80),
  toMake: z.string().trim().max(80),
  toModel: line(80),
  supplier: z.string().trim().max(160),
  startsOn: day,
  dueOn: day,
};
export const addUpgradeInput = z.object({
  ...head,
  key: line(40),
  fromCategoryId: id.nullable().default(null),
  fromMake: head.fromMake.default(''),
  fromModel: head.fromModel.default(''),
  toMake: head.toMake.default(''),
  supplier: head.supplier.default(''),
  budgetMinor: minor,
  currency,
  phases: z.array(z.object(phase)).max(20).default([]),
});
export const editUpgradeInput = z.object({ id, version, ...head });
/** The budget has a command of its own: after the approval only those who approve may change it, with a reason. */
export const budgetInput = z.object({ id, version, budgetMinor: minor, reason: line(300) });
export const upgradeStepInput = z.object({ id, version });
export const stopUpgradeInput = z.object({ id, version, reason: line(500) });
export const addPhaseInput = z.object({ upgradeId: id, ...phase });
export const editPhaseInput = z.object({ id, version, ...phase });
export const finishPhaseInput = z.object({ id, version, finished: z.boolean() });
export const removePhaseInput = z.object({ id, version });
/** Retiring so many in one command takes some 25 ms; more would hold the room up, so the rest follows. */
export const itemsAtOnce = 50;
/** What the equipment's own filter gave (equipment.ids), in parts. */
export const addItemsInput = z.object({ upgradeId: id, equipmentIds: z.array(id).min(1).max(itemsAtOnce) });
export interface ItemsAdded {
  readonly added: number;
  /** Retired, or already in a programme that is not over. */
  readonly skipped: number;
}
export const upgradeItemsInput = pageInput.extend({
  upgradeId: id,
  states: z.array(z.enum(itemStates)).max(6).optional(),
});
export const moveItemsInput = z.object({
  items: z
    .array(
      z.object({
        id,
        version,
        /** The tag of the new one when it goes into service: known already, or registered now. */
        replacementTag: z.string().trim().max(60).nullable().default(null),
      }),
    )
    .min(1)
    .max(itemsAtOnce),
  to: z.enum(itemStates),
  note: z.string().trim().max(300).default(''),
});
export const moneyInput = z.object({
  upgradeId: id,
  phaseId: id.nullable().default(null),
  kind: z.enum(moneyKinds),
  amountMinor: minor,
  what: line(200),
  paidOn: day,
  overReason: line(300).nullable().default(null),
});
export const strikeMoneyInput = z.object({ id, version, reason: line(300) });
export const upgradePageInput = pageInput.extend({
  states: z.array(z.enum(upgradeStates)).max(5).optional(),
});
export const moneyPageInput = z.object({
  upgradeId: id,
  after: z.string().max(60).optional(),
  limit: z.int().min(1).max(200).default(100),
});

export interface PhaseLine extends Phase {
  readonly committedMinor: number;
  readonly spentMinor: number;
  /** Days past its due day; 0 when finished or not yet due. */
  readonly lateDays: number;
}

export interface Totals {
  readonly committedMinor: number;
  readonly spentMinor: number;
}

/** A programme in which an item is the old or the new one. */
export interface ItemUpgrade extends Pick<Upgrade, 'key' | 'title'> {
  readonly upgradeId: string;
  readonly upgradeState: UpgradeState;
  readonly itemState: ItemState;
  readonly is: 'old' | 'new';
  /** The tag and id of the other one, when there is one. */
  readonly otherId: string | null;
  readonly otherTag: string | null;
}

/** A programme with what follows from its parts. */
export interface UpgradeLine extends Upgrade, Totals {
  readonly fromCategory: Names | null;
  readonly counts: Readonly<Record<ItemState, number>>;
  /** Without the dropped ones. */
  readonly items: number;
  /** Those whose new one is in service. */
  readonly done: number;
  /** What is promised or paid beyond the budget; 0 within it. */
  readonly overMinor: number;
  readonly lateDays: number;
  readonly phases: readonly PhaseLine[];
  /** The first that is not finished. */
  readonly phaseId: string | null;
}

type EquipmentName = Pick<Equipment, 'id' | 'tag' | 'make' | 'model' | 'condition'>;
export interface UpgradeItemLine extends UpgradeItem {
  readonly old: EquipmentName;
  readonly fresh: EquipmentName | null;
}

const openStates: readonly UpgradeState[] = ['draft', 'approved', 'running'];
export function isOpen(upgrade: Pick<Upgrade, 'state'>): boolean {
  return openStates.includes(upgrade.state);
}

/** Whole days from one day to another; 0 when it is not after. */
export function daysPast(due: string, today: string): number {
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(due)) / 86_400_000));
}

/** What is promised or paid, whichever is more: an order that was invoiced counts once. */
export function exposure(totals: Totals): number {
  return Math.max(totals.committedMinor, totals.spentMinor);
}

export function overBudget(upgrade: Pick<Upgrade, 'budgetMinor'>, totals: Totals): number {
  return Math.max(0, exposure(totals) - upgrade.budgetMinor);
}

/** Refuses: upgradeFromNothing, moneyNegative, unknownCurrency, daysBackwards. */
export function checkUpgrade(
  given: Pick<Upgrade, 'fromCategoryId' | 'fromModel' | 'budgetMinor' | 'currency' | 'startsOn' | 'dueOn'>,
): Refusal | null {
  if (given.fromCategoryId === null && given.fromModel === '') return refuse('upgradeFromNothing');
  if (given.budgetMinor < 0)
    return refuse('moneyNegative', { amountMinor: given.budgetMinor, currency: given.currency });
  if (!Intl.supportedValuesOf('currency').includes(given.currency))
    return refuse('unknownCurrency', { currency: given.currency });
  return checkDays(given);
}

export function checkDays(given: { readonly startsOn: string; readonly dueOn: string }): Refusal | null {
  return given.dueOn < given.startsOn
    ? refuse('daysBackwards', { from: given.startsOn, to: given.dueOn })
    : null;
}

/** A phase lies within its programme: who moves it out moves the programme first. */
export function checkPhase(
  upgrade: Pick<Upgrade, 'startsOn' | 'dueOn'>,
  given: { readonly name: string; readonly startsOn: string; readonly dueOn: string },
): Refusal | null {
  const backwards = checkDays(given);
  if (backwards) return backwards;
  if (given.startsOn < upgrade.startsOn || given.dueOn > upgrade.dueOn)
    return refuse('phaseOutside', { phase: given.name, from: upgrade.startsOn, to: upgrade.dueOn });
  return null;
}

type Change = { readonly at: string; readonly by: string };
function stand(upgrade: Upgrade, state: UpgradeState, { at, by }: Change, stateReason = ''): Upgrade {
  return { ...upgrade, state, stateAt: at, stateBy: by, stateReason, version: upgrade.version + 1 };
}

/** By somebody who did not write it. */
export function approve(upgrade: Upgrade, byId: string, change: Change): Answer<Upgrade> {
  if (upgrade.state !== 'draft') return refuse('upgradeNotDraft', { upgrade: upgrade.key });
  if (upgrade.writtenBy === byId) return refuse('upgradeOwn', { upgrade: upgrade.key });
  return stand(upgrade, 'approved', change);
}

export function start(upgrade: Upgrade, change: Change): Answer<Upgrade> {
  if (upgrade.state !== 'approved') return refuse('upgradeNotApproved', { upgrade: upgrade.key });
  return stand(upgrade, 'running', change);
}

export function stop(upgrade: Upgrade, reason: string, change: Change): Answer<Upgrade> {
  if (!isOpen(upgrade)) return refuse('upgradeEnded', { upgrade: upgrade.key });
  return stand(upgrade, 'stopped', change, reason);
}

/**
 * Finished when every item has its new one in service and every phase is done. `between` are the tags of those that have
 * not, at most as many as can be read.
 */
export function finish(
  upgrade: Upgrade,
  counts: Readonly<Record<ItemState, number>>,
  between: readonly string[],
  openPhases: readonly string[],
  change: Change,
): Answer<Upgrade> {
  if (upgrade.state !== 'running') return refuse('upgradeNotRunning', { upgrade: upgrade.key });
  const left = counts.planned + counts.ordered + counts.delivered;
  if (left > 0) return refuse('upgradeItemsBetween', { count: left, tags: between });
  if (counts.inService + counts.retired === 0) return refuse('upgradeNoItems', { upgrade: upgrade.key });
  if (openPhases.length > 0) return refuse('upgradePhasesOpen', { phases: openPhases });
  return stand(upgrade, 'finished', change);
}

/** Header fields after the approval: only what does not change what was approved. */
export function edit(
  upgrade: Upgrade,
  given: Omit<z.output<typeof editUpgradeInput>, 'id' | 'version'>,
): Answer<Upgrade> {
  if (!isOpen(upgrade)) return refuse('upgradeEnded', { upgrade: upgrade.key });
  const after = { ...upgrade, ...given, version: upgrade.version + 1 };
  const bound = ['fromCategoryId', 'fromMake', 'fromModel', 'toMake', 'toModel'] as const;
  if (upgrade.state !== 'draft' && bound.some((name) => after[name] !== upgrade[name]))
    return refuse('upgradeApprovedAsIs', { upgrade: upgrade.key });
  return checkUpgrade(after) ?? after;
}

/**
 * A line of money: only in an approved or running programme, above zero, and with a reason when what is promised or paid
 * goes over the budget by it.
 */
export function checkMoney(
  upgrade: Upgrade,
  totals: Totals,
  given: Pick<Money, 'kind' | 'amountMinor' | 'overReason' | 'paidOn'>,
  today: string,
): Refusal | null {
  if (upgrade.state !== 'approved' && upgrade.state !== 'running')
    return refuse('upgradeNoMoneyNow', { upgrade: upgrade.key });
  if (given.amountMinor < 0)
    return refuse('moneyNegative', { amountMinor: given.amountMinor, currency: upgrade.currency });
  if (given.amountMinor === 0) return refuse('moneyZero');
  if (given.paidOn > today) return refuse('moneyInFuture', { on: given.paidOn });
  const name = given.kind === 'committed' ? 'committedMinor' : 'spentMinor';
  const over = overBudget(upgrade, { ...totals, [name]: totals[name] + given.amountMinor });
  if (over > 0 && given.overReason === null)
    return refuse('upgradeOverBudget', {
      overMinor: over,
      budgetMinor: upgrade.budgetMinor,
      currency: upgrade.currency,
    });
  return null;
}

/**
 * An item may go on, and back by mistake, until its old one is retired. In service needs the new one; only what is in
 * service retires the old one.
 */
export function moveItem(
  item: UpgradeItem,
  tag: string,
  to: ItemState,
  replacedById: string | null,
  note: string,
): Answer<UpgradeItem> {
  if (item.state === 'retired') return refuse('upgradeItemRetired', { tag });
  if (item.state === to) return refuse('upgradeItemAlready', { tag });
  if (to === 'retired' && item.state !== 'inService') return refuse('upgradeItemNotInService', { tag });
  if (to === 'inService' && replacedById === null) return refuse('replacementNeeded', { tag });
  if (to === 'dropped' && note === '') return refuse('upgradeDropWhy', { tag });
  const keeps = to === 'inService' || to === 'retired';
  return {
    ...item,
    state: to,
    replacedById: keeps ? (replacedById ?? item.replacedById) : null,
    note: note === '' ? item.note : note,
    version: item.version + 1,
  };
}
