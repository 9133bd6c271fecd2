import { useMemo, useState } from 'react';
import type { LotLine, StockLine } from '../../electron/stock/stock.ts';
import { useQueryOf } from '../api.ts';
import { Papers } from '../attachment/papers.tsx';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { amountText, stateMarks } from './amount.ts';
import { Issue } from './issue.tsx';
import { CorrectLot, MoveLot, WriteOff } from './lot-forms.tsx';
import { Receive, SetMinimum } from './receive.tsx';
import { StockBar } from './stock-bar.tsx';
import { StockTake } from './stock-take.tsx';
import type { Task } from './task.ts';

interface Props {
  readonly line: StockLine;
  readonly task: Task | null;
  readonly onTask: (task: Task | null) => void;
  /** The same for what is done to one lot; the same function at every call. */
  readonly onLotTask: (task: Task) => void;
}

/** One consumable: where it lies, its lots in order of expiry, what came and went. */
export function StockDetail({ line, task, onTask, onLotTask }: Props) {
  const { t, nameOf } = useText();
  const page = useQueryOf(
    'stock.lots',
    { categoryId: line.categoryId, limit: 200 },
    { nouns: ['stockLot', 'place'] },
  ).data;
  const lots = page?.rows.filter(({ categoryId }) => categoryId === line.categoryId);
  const may = {
    receive: useMay('stock.receive'),
    issue: useMay('stock.issue'),
    count: useMay('stock.count'),
  };
  const mayMinimum = useMay('stock.setMinimum');
  return (
    <Panel title={nameOf(line.names)} aside={line.key}>
      <div className="scroll stock-detail" tabIndex={0} role="region" aria-label={nameOf(line.names)}>
        {task === null ? (
          <div className="row">
            {(['receive', 'issue', 'count'] as const)
              .filter((kind) => may[kind])
              .map((kind) => (
                <Button key={kind} onPress={() => onTask({ kind })}>
                  {t(`stock.do.${kind}`)}{' '}
                  <kbd className="kbd">{kind === 'receive' ? 'R' : kind === 'issue' ? 'I' : 'C'}</kbd>
                </Button>
              ))}
            {mayMinimum && (
              <Button onPress={() => onTask({ kind: 'minimum' })}>
                {t('stock.do.minimum')} <kbd className="kbd">N</kbd>
              </Button>
            )}
          </div>
        ) : (
          lots && <TaskForm line={line} lots={lots} task={task} done={() => onTask(null)} />
        )}
        <Places line={line} />
        <h3>{t('stock.lots')}</h3>
        {lots?.length === 0 && <p className="muted">{t('stock.empty')}</p>}
        {lots && lots.length > 0 && <Lots lots={lots} onTask={onLotTask} />}
        {page && page.next !== null && (
          <p className="muted">{t('common.ofTotal', { count: page.rows.length, total: page.total })}</p>
        )}
        <h3>{t('stock.moves')}</h3>
        <Moves categoryId={line.categoryId} />
      </div>
    </Panel>
  );
}

function TaskForm(props: {
  readonly line: StockLine;
  readonly lots: readonly LotLine[];
  readonly task: Task;
  readonly done: () => void;
}) {
  const { line, lots, task, done } = props;
  switch (task.kind) {
    case 'receive':
      return <Receive line={line} done={done} />;
    case 'issue':
      return <Issue line={line} lot={null} done={done} />;
    case 'issueLot':
      return <Issue key={task.lot.id} line={line} lot={task.lot} done={done} />;
    case 'count':
      return <StockTake line={line} lots={lots} done={done} />;
    case 'minimum':
      return <SetMinimum line={line} at={task.at} done={done} />;
    case 'move':
      return <MoveLot key={task.lot.id} lot={task.lot} done={done} />;
    case 'writeOff':
      return <WriteOff key={task.lot.id} lot={task.lot} done={done} />;
    case 'correct':
      return <CorrectLot key={task.lot.id} lot={task.lot} done={done} />;
  }
}

function Places({ line }: { readonly line: StockLine }) {
  const { t, nameOf } = useText();
  if (line.places.length === 0) return null;
  return (
    <>
      <h3>{t('stock.places')}</h3>
      <ul className="stock-places">
        {line.places.map((place) => (
          <li key={place.place.id}>
            <span>
              <b>{place.place.key}</b> <span className="muted">{nameOf(place.place.names)}</span>
            </span>
            <StockBar usable={place.usable} minimum={place.minimum} unit={line.unit} />
          </li>
        ))}
      </ul>
    </>
  );
}

const lotNames = {
  issueLot: 'stock.issue',
  move: 'stock.move',
  writeOff: 'stock.writeOff',
  correct: 'stock.correct',
} as const;
const lotKeys = { i: 'issueLot', m: 'move', w: 'writeOff', k: 'correct' } as const;

function Lots({
  lots,
  onTask,
}: {
  readonly lots: readonly LotLine[];
  readonly onTask: (task: Task) => void;
}) {
  const text = useText();
  const { t, format } = text;
  const [chosen, setChosen] = useState<string | null>(null);
  const may = {
    issueLot: useMay('stock.issue'),
    move: useMay('stock.move'),
    writeOff: useMay('stock.writeOff'),
    correct: useMay('stock.correct'),
  };
  const keys = useRowKeys(
    lots.map(({ id }) => id),
    chosen,
    setChosen,
    (event, id) => {
      const kind = lotKeys[event.key.toLowerCase() as keyof typeof lotKeys];
      const lot = lots.find((one) => one.id === id);
      if (kind === undefined || !lot || event.ctrlKey || event.altKey || event.metaKey || !may[kind]) return;
      event.preventDefault();
      onTask({ kind, lot });
    },
  );
  const lot = lots.find(({ id }) => id === chosen);
  const commands = useMemo<readonly Command[]>(
    () =>
      lot === undefined
        ? []
        : Object.values(lotKeys).map((kind) => ({
            id: `stock.lot.${kind}`,
            title: `stock.form.${kind === 'issueLot' ? 'issue' : kind}`,
            facts: { what: lot.label },
            name: lotNames[kind],
            run: () => onTask({ kind, lot }),
          })),
    [lot, onTask],
  );
  useCommands(commands);
  return (
    <>
      <table className="list stock-lots" role="grid" aria-label={t('stock.lots')}>
        <tbody>
          {lots.map((one) => {
            const { tone, shape } = stateMarks[one.state];
            return (
              <tr key={one.id} {...keys.rowProps(one.id)}>
                <td>
                  <b>{one.label === '' ? t('stock.lot') : one.label}</b>{' '}
                  <span className="muted">{one.place.key}</span>
                  {one.note !== '' && <div className="dim">{one.note}</div>}
                </td>
                <td className={tone}>
                  {one.expiresOn === null ? (
                    t('stock.never')
                  ) : (
                    <>
                      <span aria-hidden>{shape}</span>
                      {one.state !== 'good' && `${t(`stock.state.${one.state}`)} `}
                      {format.date(one.expiresOn)}
                    </>
                  )}
                </td>
                <td className="number">{amountText(text, one.amount, one.unit)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {lot && (
        <div className="row">
          {Object.entries(lotKeys)
            .filter(([, kind]) => may[kind])
            .map(([key, kind]) => (
              <Button key={kind} onPress={() => onTask({ kind, lot })}>
                {t(`stock.do.${kind === 'issueLot' ? 'issue' : kind}`)}{' '}
                <kbd className="kbd">{key.toUpperCase()}</kbd>
              </Button>
            ))}
        </div>
      )}
      {lot && <Papers noun="stockLot" rowId={lot.id} />}
    </>
  );
}

function Moves({ categoryId }: { readonly categoryId: string }) {
  const text = useText();
  const { t, format } = text;
  const now = new Date(useNow(60_000)).toISOString();
  const [limit, setLimit] = useState(12);
  const page = useQueryOf('stock.moves', { categoryId, limit }, { nouns: ['stockMove'] }).data;
  if (!page) return null;
  if (page.rows.length === 0) return <p className="muted">{t('stock.noMoves')}</p>;
  return (
    <>
      <ul className="stock-moves">
        {page.rows.map((move) => (
          <li key={move.id}>
            <span className="dim">{format.moment(move.at, now)}</span>
            <span>
              {t(`stock.kind.${move.kind}`, { place: move.otherPlace?.key ?? '' })} <b>{move.label}</b>{' '}
              <span className="muted">
                {move.place.key} · {[move.by, move.reason].filter(Boolean).join(' · ')}
              </span>
            </span>
            <span className="number">
              {move.change > 0 ? '+' : move.change < 0 ? '−' : '±'}
              {amountText(text, Math.abs(move.change), move.unit)}
            </span>
          </li>
        ))}
      </ul>
      {page.next !== null && limit < 200 && (
        <Button className="start" onPress={() => setLimit(200)}>
          {t('common.more')}
        </Button>
      )}
    </>
  );
}
