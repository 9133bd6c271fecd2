import { useMemo, useState } from 'react';
import type { StockLine } from '../../electron/stock/stock.ts';
import { useQueryOf } from '../api.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { Empty, Field, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { useMay } from '../team/use-may.ts';
import { amountText } from './amount.ts';
import { StockBar } from './stock-bar.tsx';
import { StockDetail } from './stock-detail.tsx';
import type { Task } from './task.ts';
import './stock.css';

/** What is used up: how much of it is good against what must be there, and one of them with its lots. */
export default function StockScreen({ id }: { readonly id?: string }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  const [task, setTask] = useState<Task | null>(null);
  const page = useQueryOf(
    'stock.board',
    { text, limit: 200 },
    { nouns: ['stockLot', 'stockMinimum', 'category', 'place'] },
  ).data;
  const may = {
    receive: useMay('stock.receive'),
    issue: useMay('stock.issue'),
    minimum: useMay('stock.setMinimum'),
    count: useMay('stock.count'),
  };
  const rows = page?.rows ?? [];
  const open = rows.find((row) => row.categoryId === chosen) ?? rows[0] ?? null;
  const keys = useRowKeys(
    rows.map((row) => row.categoryId),
    open?.categoryId ?? null,
    setChosen,
    (event) => {
      const kinds = { r: 'receive', i: 'issue', n: 'minimum', c: 'count' } as const;
      const kind = kinds[event.key.toLowerCase() as keyof typeof kinds];
      if (kind === undefined || event.ctrlKey || event.altKey || event.metaKey || !may[kind]) return;
      event.preventDefault();
      setTask({ kind });
    },
  );
  const commands = useMemo<readonly Command[]>(
    () => [
      { id: 'stock.receive', title: 'stock.do.receive', name: 'stock.receive', run: () => setTask({ kind: 'receive' }) },
      { id: 'stock.issue', title: 'stock.do.issue', name: 'stock.issue', run: () => setTask({ kind: 'issue' }) },
      { id: 'stock.count', title: 'stock.do.count', name: 'stock.count', run: () => setTask({ kind: 'count' }) },
      { id: 'stock.minimum', title: 'stock.do.minimum', name: 'stock.setMinimum', run: () => setTask({ kind: 'minimum' }) },
    ],
    [],
  ); // prettier-ignore
  useCommands(commands);

  return (
    <div className="stock-screen">
      <Panel title={t('stock.title')} aside={page && t('common.rows', { count: page.total })}>
        <div className="pad">
          <Field label={t('stock.find')} value={text} onChange={setText} />
        </div>
        {page && rows.length === 0 ? (
          <Empty>{text === '' ? t('stock.none') : t('common.nothingFound', { text })}</Empty>
        ) : (
          <div className="scroll">
            <table className="list stock-list" role="grid" aria-label={t('stock.list')}>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.categoryId} {...keys.rowProps(row.categoryId)}>
                    <Cells line={row} />
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      {open === null ? (
        <Panel title={t('common.details')}>
          <Empty>{t('stock.choose')}</Empty>
        </Panel>
      ) : (
        <StockDetail
          key={open.categoryId}
          line={open}
          task={task}
          onLotTask={setTask}
          onTask={(next) => {
            setTask(next);
            if (next === null) keys.focus(open.categoryId);
          }}
        />
      )}
    </div>
  );
}

function Cells({ line }: { readonly line: StockLine }) {
  const text = useText();
  const { t, nameOf, format } = text;
  const dates = [
    line.expired > 0 && (
      <span key="expired" className="t2">
        <span aria-hidden>▲ </span>
        {t('stock.expiredAmount', { amount: amountText(text, line.expired, line.unit) })}
      </span>
    ),
    line.soon > 0 && line.nextExpiry !== null && (
      <span key="soon" className="t3">
        <span aria-hidden>● </span>
        {t('stock.soon', { amount: amountText(text, line.soon, line.unit) })} {format.date(line.nextExpiry)}
      </span>
    ),
  ].filter(Boolean);
  return (
    <>
      <td>
        <b>{nameOf(line.names)}</b>
        <div className="stock-dates">
          {dates.length > 0 ? (
            dates
          ) : (
            <span className="dim">
              {line.nextExpiry === null
                ? t('stock.never')
                : `${t('stock.expires')} ${format.date(line.nextExpiry)}`}
            </span>
          )}
        </div>
      </td>
      <td className="stock-bar-cell">
        <StockBar
          usable={line.usable}
          minimum={line.minimum}
          places={line.places}
          short={line.short}
          unit={line.unit}
        />
      </td>
    </>
  );
}
