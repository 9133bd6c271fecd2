import { useRef, useState, type KeyboardEvent } from 'react';
import type { CoverageCounts } from '../../electron/drill/coverage.ts';
import type { DrillKind } from '../../electron/drill/drill.ts';
import { useText } from '../ui/text.ts';
import type { CellOf } from './coverage-screen.tsx';
import { KindSign } from './kind-sign.tsx';

export interface CoverageRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly of: Omit<CellOf, 'title' | 'kind'>;
  readonly counts: ReadonlyMap<DrillKind, CoverageCounts>;
}

/** Rows by kinds of drills; each cell says how many were held, are to come and are missing, and the year before. Arrows walk it. */
export function CoverageGrid({
  label,
  corner,
  kinds,
  rows,
  onCell,
}: {
  readonly label: string;
  readonly corner: string;
  readonly kinds: readonly DrillKind[];
  readonly rows: readonly CoverageRow[];
  readonly onCell: (cell: CellOf) => void;
}) {
  const { t } = useText();
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState({ row: 0, column: 0 });

  function choose(row: number, column: number): void {
    setAt({ row, column });
    const kind = kinds[column];
    const one = rows[row];
    if (kind && one) onCell({ title: `${one.title}: ${t(`drill.kind.${kind}`)}`, kind, ...one.of });
  }
  function hear(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const moves: Record<string, readonly [number, number]> = {
      ArrowDown: [at.row + 1, at.column],
      ArrowUp: [at.row - 1, at.column],
      ArrowRight: [at.row, at.column + 1],
      ArrowLeft: [at.row, at.column - 1],
      Home: [at.row, 0],
      End: [at.row, kinds.length - 1],
      PageDown: [Math.min(rows.length - 1, at.row + 10), at.column],
      PageUp: [Math.max(0, at.row - 10), at.column],
    };
    const to = moves[event.key];
    if (!to || !rows[to[0]] || !kinds[to[1]]) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`[data-at="${to[0]} ${to[1]}"]`)?.focus();
  }

  return (
    <div className="scroll" tabIndex={-1}>
      <table className="cv-grid" role="grid" aria-label={label} ref={table} onKeyDown={hear}>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col">
                <span className="cv-kind">
                  <KindSign kind={kind} size={15} /> {t(`drill.kind.${kind}`)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((one, row) => (
            <tr key={one.id}>
              <th scope="row" role="rowheader">
                {one.code !== '' && <span className="dim">{one.code} </span>}
                {one.title}
              </th>
              {kinds.map((kind, column) => (
                <td
                  key={kind}
                  role="gridcell"
                  data-at={`${row} ${column}`}
                  tabIndex={at.row === row && at.column === column ? 0 : -1}
                  aria-selected={at.row === row && at.column === column}
                  onFocus={() => choose(row, column)}
                  onClick={(event) => event.currentTarget.focus()}
                >
                  <Counts counts={one.counts.get(kind)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** So many are drawn one by one, more as a number. */
const drawn = 4;
const marks = (shape: string, count: number): string =>
  count > drawn ? `${shape}${count}` : shape.repeat(count);

function Counts({ counts }: { readonly counts: CoverageCounts | undefined }) {
  const { t } = useText();
  if (!counts) return <span className="sr-only">{t('drill.noDrill')}</span>;
  const { done, planned, missing, last } = counts;
  const words = [
    ...(done > 0 ? [t('drill.coverage.done', { count: done })] : []),
    ...(planned > 0 ? [t('drill.coverage.planned', { count: planned })] : []),
    ...(missing > 0 ? [t('drill.coverage.missing', { count: missing })] : []),
    t('drill.coverage.before', { count: last }),
  ].join(', ');
  return (
    <span className="cv-cell" title={words}>
      <span className="sr-only">{words}</span>
      <span aria-hidden>
        {marks('■', done)}
        {marks('□', planned)}
        {missing > 0 && <span className="t3">{marks('▲', missing)}</span>}
      </span>
      <span className="dim" aria-hidden>
        {last > 0 ? last : '–'}
      </span>
    </span>
  );
}
