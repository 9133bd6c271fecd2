import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { Column, Matrix } from '../../electron/readiness/detail.ts';
import type { PlanState } from '../../electron/readiness/readiness.ts';
import { amountText } from '../stock/amount.ts';
import { useText } from '../ui/text.ts';
import { marks } from './readiness-words.tsx';
import { cellOf, type At, type Cell } from './use-matrix.ts';

interface Props {
  readonly matrix: Matrix;
  readonly before: Matrix | undefined;
  readonly columns: readonly Column[];
  readonly at: At;
  readonly onAt: (at: At) => void;
  readonly marked: ReadonlySet<string>;
  readonly onMark: (planId: string) => void;
}

/** Plans as rows, what they need as columns. Arrows walk it, Space marks a plan to be looked at with others. */
export function MatrixTable({ matrix, before, columns, at, onAt, marked, onMark }: Props) {
  const { t, nameOf } = useText();
  const cells = useRef(new Map<string, HTMLElement>());
  const wanted = useRef(false);
  useEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    cells.current.get(`${at.row} ${at.column}`)?.focus();
  }, [at.row, at.column]);

  function hear(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const moves: Record<string, At> = {
      ArrowDown: { ...at, row: at.row + 1 },
      ArrowUp: { ...at, row: at.row - 1 },
      ArrowRight: next(matrix.rows[at.row], columns, at, 1),
      ArrowLeft: next(matrix.rows[at.row], columns, at, -1),
      Home: { ...at, column: -1 },
      End: { ...at, column: columns.length - 1 },
      PageDown: { ...at, row: at.row + 10 },
      PageUp: { ...at, row: at.row - 10 },
    };
    const to = moves[event.key];
    if (to) {
      event.preventDefault();
      wanted.current = true;
      onAt({ row: Math.max(0, Math.min(matrix.rows.length - 1, to.row)), column: to.column });
    } else if (event.key === ' ') {
      event.preventDefault();
      const plan = matrix.rows[at.row];
      if (plan) onMark(plan.planId);
    }
  }

  const cellProps = (row: number, column: number) => ({
    ref: (element: HTMLElement | null) => {
      if (element) cells.current.set(`${row} ${column}`, element);
      else cells.current.delete(`${row} ${column}`);
    },
    tabIndex: row === at.row && column === at.column ? 0 : -1,
    'aria-selected': row === at.row && column === at.column,
    onFocus: () => onAt({ row, column }),
    onClick: () => onAt({ row, column }),
  });

  return (
    <div className="scroll matrix-box">
      <table className="matrix" role="grid" aria-label={t('readiness.matrix')} onKeyDown={hear}>
        <thead>
          <tr>
            <th className="corner" rowSpan={2}>
              {t('incident.plan')}
            </th>
            {kindSpans(columns).map(({ kind, span }) => (
              <th key={kind} colSpan={span} scope="colgroup" className="kind">
                {t(`readiness.kind.${kind}`)}
              </th>
            ))}
          </tr>
          <tr>
            {columns.map(({ kind, of, names }) => (
              <th key={`${kind} ${of}`} scope="col" className="thing">
                <span>{nameOf(names)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((plan, row) => (
            <tr key={plan.planId} className={at.row === row ? 'here' : ''}>
              <th scope="row" role="rowheader" {...cellProps(row, -1)}>
                <PlanName plan={plan} marked={marked.has(plan.planId)} before={planBefore(before, plan)} />
              </th>
              {columns.map((column, index) => (
                <td key={`${column.kind} ${column.of}`} role="gridcell" {...cellProps(row, index)}>
                  <CellMark
                    cell={cellOf(plan, column)}
                    before={cellOf(planBefore(before, plan), column)}
                    column={column}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const planBefore = (before: Matrix | undefined, { planId }: PlanState): PlanState | undefined =>
  before?.rows.find((plan) => plan.planId === planId);

/** The next cell that holds something, in this direction; the plan itself is the first. */
function next(plan: PlanState | undefined, columns: readonly Column[], at: At, by: 1 | -1): At {
  for (let column = at.column + by; column >= 0 && column < columns.length; column += by)
    if (cellOf(plan, columns[column]!)) return { ...at, column };
  return by < 0 ? { ...at, column: -1 } : at;
}

function kindSpans(columns: readonly Column[]): { kind: Column['kind']; span: number }[] {
  return [...Map.groupBy(columns, ({ kind }) => kind)].map(([kind, all]) => ({ kind, span: all.length }));
}

function PlanName({
  plan,
  marked,
  before,
}: {
  readonly plan: PlanState;
  readonly marked: boolean;
  readonly before: PlanState | undefined;
}) {
  const { t, nameOf } = useText();
  const { tone, shape } = marks[plan.state];
  return (
    <>
      <b>{nameOf(plan.title)}</b>
      <small>
        {marked && <span className="chip">{t('readiness.marked')}</span>}
        <span className="dim">{plan.key} </span>
        {before && before.state !== plan.state && (
          <span className="muted">{t(`readiness.state.${before.state}`)} → </span>
        )}
        <span className={tone}>
          <span aria-hidden>{shape} </span>
          {t(`readiness.plan.${plan.state}`)}
        </span>
      </small>
    </>
  );
}

function CellMark({
  cell,
  before,
  column,
}: {
  readonly cell: Cell | null;
  readonly before: Cell | null;
  readonly column: Column;
}) {
  const words = useText();
  const { t, format } = words;
  if (!cell) return <span className="sr-only">{t('readiness.notNeeded')}</span>;
  const { tone, shape } = marks[cell.state];
  const amount = (value: number): string => format.number(value, 1);
  const count = column.kind === 'place' ? '' : `${amount(cell.served)}/${amount(cell.wanted)}`;
  const changed = before !== null && (before.served !== cell.served || before.state !== cell.state);
  const whole =
    column.unit === null ? format.number(cell.wanted) : amountText(words, cell.wanted, column.unit);
  return (
    <span
      className={`${tone} mark-cell`}
      title={`${t(`readiness.state.${cell.state}`)}: ${count === '' ? '' : t('readiness.servedOf', { served: amount(cell.served), wanted: whole })}`}
    >
      <i aria-hidden>{shape}</i>
      <span className="sr-only">{t(`readiness.state.${cell.state}`)} </span>
      {changed && <s>{amount(before.served)}</s>}
      {count}
    </span>
  );
}
