import type { UpgradeLine } from '../../electron/upgrade/upgrade.ts';
import { useText } from '../ui/text.ts';

/** How many items are how far: one bar, its words beside it. */
export function Progress({ line }: { readonly line: UpgradeLine }) {
  const { t } = useText();
  const { counts, items } = line;
  const share = (count: number): number => (items === 0 ? 0 : (count / items) * 100);
  const done = share(line.done);
  const delivered = share(counts.delivered);
  return (
    <div className="up-progress">
      <span className="muted">
        {items === 0 ? t('upgrade.noItems') : t('upgrade.progress', { done: line.done, items })}
      </span>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden>
        <rect className="ground" width="100" height="6" />
        <rect className="done" width={done} height="6" />
        <rect className="delivered" x={done} width={delivered} height="6" />
        <rect className="ordered" x={done + delivered} width={share(counts.ordered)} height="6" />
      </svg>
    </div>
  );
}

/** What is promised and paid against the budget. */
export function MoneyBar({ line }: { readonly line: UpgradeLine }) {
  const { t, format } = useText();
  const { committedMinor, spentMinor, budgetMinor, overMinor, currency } = line;
  const full = Math.max(budgetMinor, committedMinor, spentMinor, 1);
  const share = (minor: number): number => (minor / full) * 100;
  return (
    <div className="up-progress">
      <span className="muted">
        {t('upgrade.ofBudget', {
          amount: format.money(Math.max(committedMinor, spentMinor), currency),
          budget: format.money(budgetMinor, currency),
        })}
      </span>
      {overMinor > 0 && (
        <span className="t2">
          <span aria-hidden>▲ </span>
          {t('upgrade.over', { amount: format.money(overMinor, currency) })}
        </span>
      )}
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden data-over={overMinor > 0 || undefined}>
        <rect className="ground" width="100" height="6" />
        <rect className="ordered" width={share(committedMinor)} height="6" />
        <rect className="done" width={share(spentMinor)} height="6" />
        <rect className="line" x={Math.min(99, share(budgetMinor))} width="1" height="6" />
      </svg>
    </div>
  );
}

/** The due day, and how long past it. */
export function Due({ line }: { readonly line: UpgradeLine }) {
  const { t, format } = useText();
  const latePhases = line.phases.filter(({ lateDays }) => lateDays > 0).length;
  return (
    <div>
      <span className={line.lateDays > 0 ? 't2' : 'muted'}>
        {t('upgrade.due', { on: format.date(line.dueOn) })}
        {line.lateDays > 0 && (
          <>
            {' '}
            <span aria-hidden>▲ </span>
            {t('upgrade.late', { count: line.lateDays })}
          </>
        )}
      </span>
      {line.lateDays === 0 && latePhases > 0 && (
        <div className="t3">
          <span aria-hidden>● </span>
          {t('upgrade.phaseLate', { count: latePhases })}
        </div>
      )}
    </div>
  );
}

/** What is replaced by what, in one line. */
export function useSwap(): (line: UpgradeLine) => string {
  const { nameOf } = useText();
  return (line) => {
    const model = `${line.fromMake} ${line.fromModel}`.trim();
    const from = model === '' ? (line.fromCategory ? nameOf(line.fromCategory) : '') : model;
    return `${from} → ${`${line.toMake} ${line.toModel}`.trim()}`;
  };
}
