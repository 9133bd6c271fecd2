import { categoryById } from '../category/category-store.ts';
import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { Register } from '../equipment/register-handlers.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import { retireOld } from './upgrade-item-handlers.ts';
import {
  approve, checkMoney, checkPhase, checkUpgrade, edit, finish, isOpen, itemsAtOnce, start, stop, type Money, type Phase,
  type Upgrade,
} from './upgrade.ts'; // prettier-ignore
import {
  countsOf, deletePhase, hasMoney, insertUpgrade, itemsIn, lineOf, moneyById, moneyPage, phaseById, phasesOf, saveMoney,
  savePhase, tagsBetween, totalsOf, updateUpgrade, upgradeById, upgradeByKey, upgradePage,
} from './upgrade-store.ts'; // prettier-ignore

/** More tags would not be read. */
const tagsTold = 12;
const mostPhases = 20;

function change(
  tx: Tx,
  input: { readonly id: string; readonly version: number },
  rule: (upgrade: Upgrade) => Answer<Upgrade>,
): Answer<Upgrade> {
  const before = upgradeById(tx.db, input.id);
  if (!before) return refuse('unknownUpgrade');
  const after = checkVersion(before, input.version) ?? rule(before);
  if (isRefusal(after)) return after;
  updateUpgrade(tx.db, after);
  tx.record('upgrade', after);
  return after;
}

/** A programme whose parts may still change. */
export function openUpgrade(db: ReadHandle, id: string): Answer<Upgrade> {
  const upgrade = upgradeById(db, id);
  if (!upgrade) return refuse('unknownUpgrade');
  return isOpen(upgrade) ? upgrade : refuse('upgradeEnded', { upgrade: upgrade.key });
}

function unknownCategory(db: ReadHandle, id: string | null): Refusal | null {
  return id === null || categoryById(db, id) ? null : refuse('unknownCategory');
}

function keepPhase(tx: Tx, phase: Phase): Phase {
  savePhase(tx.db, phase);
  tx.record('upgradePhase', phase);
  return phase;
}

function changePhase(
  tx: Tx,
  input: { readonly id: string; readonly version: number },
  rule: (phase: Phase, upgrade: Upgrade) => Answer<Phase>,
): Answer<Phase> {
  const before = phaseById(tx.db, input.id);
  if (!before) return refuse('unknownPhase');
  const upgrade = openUpgrade(tx.db, before.upgradeId);
  if (isRefusal(upgrade)) return upgrade;
  return checkVersion(before, input.version) ?? rule(before, upgrade);
}

/** The days of a programme hold all its phases. */
function phasesOutside(tx: Tx, upgrade: Upgrade): Refusal | null {
  for (const phase of phasesOf(tx.db, upgrade.id)) {
    const wrong = checkPhase(upgrade, phase);
    if (wrong) return wrong;
  }
  return null;
}

export const upgradeHandlers: Part<
  | 'upgrade.add'
  | 'upgrade.edit'
  | 'upgrade.setBudget'
  | 'upgrade.approve'
  | 'upgrade.start'
  | 'upgrade.finish'
  | 'upgrade.stop'
  | 'upgrade.addPhase'
  | 'upgrade.editPhase'
  | 'upgrade.finishPhase'
  | 'upgrade.removePhase'
  | 'upgrade.enterMoney'
  | 'upgrade.strikeMoney'
  | 'upgrade.page'
  | 'upgrade.byId'
  | 'upgrade.money'
> = {
  'upgrade.add': (tx, input) => {
    if (upgradeByKey(tx.db, input.key)) return refuse('upgradeKeyTaken', { key: input.key });
    const { phases, ...given } = input;
    const wrong =
      unknownCategory(tx.db, given.fromCategoryId) ??
      checkUpgrade(given) ??
      phases.map((phase) => checkPhase(given, phase)).find((one) => one !== null);
    if (wrong) return wrong;
    const upgrade: Upgrade = {
      id: tx.newId(), ...given, state: 'draft', stateAt: tx.now, stateBy: tx.operator.name, stateReason: '',
      writtenBy: tx.operator.id, version: 1,
    }; // prettier-ignore
    insertUpgrade(tx.db, upgrade);
    tx.record('upgrade', upgrade);
    for (const phase of phases)
      keepPhase(tx, { id: tx.newId(), upgradeId: upgrade.id, ...phase, finishedOn: null, version: 1 });
    return upgrade;
  },
  'upgrade.edit': (tx, input) =>
    change(tx, input, (before) => {
      const { id: _id, version: _version, ...given } = input;
      const after = unknownCategory(tx.db, given.fromCategoryId) ?? edit(before, given);
      return isRefusal(after) ? after : (phasesOutside(tx, after) ?? after);
    }),
  'upgrade.setBudget': (tx, input) =>
    change(tx, input, (before) => {
      if (!isOpen(before)) return refuse('upgradeEnded', { upgrade: before.key });
      const after = { ...before, budgetMinor: input.budgetMinor, version: before.version + 1 };
      return checkUpgrade(after) ?? { ...after, stateReason: input.reason };
    }),
  'upgrade.approve': (tx, input) =>
    change(tx, input, (before) => approve(before, tx.operator.id, { at: tx.now, by: tx.operator.name })),
  'upgrade.start': (tx, input) =>
    change(tx, input, (before) => start(before, { at: tx.now, by: tx.operator.name })),
  'upgrade.stop': (tx, input) =>
    change(tx, input, (before) => stop(before, input.reason, { at: tx.now, by: tx.operator.name })),
  'upgrade.finish': (tx, input) =>
    change(tx, input, (before) => {
      const counts = countsOf(tx.db, before.id);
      const open = phasesOf(tx.db, before.id).filter(({ finishedOn }) => finishedOn === null);
      const after = finish(
        before,
        counts,
        tagsBetween(tx.db, before.id, tagsTold),
        open.map(({ name }) => name),
        { at: tx.now, by: tx.operator.name },
      );
      if (isRefusal(after)) return after;
      if (counts.inService > itemsAtOnce)
        return refuse('upgradeRetireFirst', { count: counts.inService, most: itemsAtOnce });
      const register = new Register(tx.db);
      for (const item of itemsIn(tx.db, before.id, 'inService', itemsAtOnce)) {
        const wrong = retireOld(tx, register, item, '');
        if (isRefusal(wrong)) return wrong;
      }
      return after;
    }),

  'upgrade.addPhase': (tx, input) => {
    const upgrade = openUpgrade(tx.db, input.upgradeId);
    if (isRefusal(upgrade)) return upgrade;
    if (phasesOf(tx.db, upgrade.id).length >= mostPhases)
      return refuse('tooManyPhases', { most: mostPhases });
    return (
      checkPhase(upgrade, input) ?? keepPhase(tx, { id: tx.newId(), ...input, finishedOn: null, version: 1 })
    );
  },
  'upgrade.editPhase': (tx, input) =>
    changePhase(tx, input, (before, upgrade) => {
      const { name, startsOn, dueOn } = input;
      const after: Phase = { ...before, name, startsOn, dueOn, version: before.version + 1 };
      return checkPhase(upgrade, after) ?? keepPhase(tx, after);
    }),
  'upgrade.finishPhase': (tx, input) =>
    changePhase(tx, input, (before, upgrade) => {
      if (input.finished && upgrade.state !== 'running')
        return refuse('upgradeNotRunning', { upgrade: upgrade.key });
      const finishedOn = input.finished ? (before.finishedOn ?? tx.today) : null;
      return keepPhase(tx, { ...before, finishedOn, version: before.version + 1 });
    }),
  'upgrade.removePhase': (tx, input) =>
    changePhase(tx, input, (before) => {
      if (hasMoney(tx.db, before.id)) return refuse('phaseHasMoney', { phase: before.name });
      deletePhase(tx.db, before.id);
      tx.erase('upgradePhase', before.id);
      return before;
    }),

  'upgrade.enterMoney': (tx, input) => {
    const upgrade = upgradeById(tx.db, input.upgradeId);
    if (!upgrade) return refuse('unknownUpgrade');
    if (input.phaseId !== null && phaseById(tx.db, input.phaseId)?.upgradeId !== upgrade.id)
      return refuse('unknownPhase');
    const wrong = checkMoney(upgrade, totalsOf(tx.db, upgrade.id), input, tx.today);
    if (wrong) return wrong;
    const money: Money = {
      id: tx.newId(),
      ...input,
      struckReason: null,
      enteredBy: tx.operator.name,
      version: 1,
    };
    saveMoney(tx.db, money);
    tx.record('upgradeMoney', money);
    return money;
  },
  'upgrade.strikeMoney': (tx, input) => {
    const before = moneyById(tx.db, input.id);
    if (!before) return refuse('unknownMoney');
    const upgrade = openUpgrade(tx.db, before.upgradeId);
    if (isRefusal(upgrade)) return upgrade;
    const conflict = checkVersion(before, input.version);
    if (conflict) return conflict;
    if (before.struckReason !== null) return refuse('moneyStruck', { what: before.what });
    const after: Money = { ...before, struckReason: input.reason, version: before.version + 1 };
    saveMoney(tx.db, after);
    tx.record('upgradeMoney', after);
    return after;
  },

  'upgrade.page': (read, input) => {
    const page = upgradePage(read.db, input);
    return { ...page, rows: page.rows.map((upgrade) => lineOf(read.db, upgrade, read.today)) };
  },
  'upgrade.byId': (read, input) => {
    const upgrade = upgradeById(read.db, input.id);
    return upgrade ? lineOf(read.db, upgrade, read.today) : null;
  },
  'upgrade.money': (read, input) => moneyPage(read.db, input),
};
