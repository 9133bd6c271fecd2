import { useState } from 'react';
import type { CheckLine } from '../../electron/double-check/double-check.ts';
import { workNumber } from '../../electron/double-check/double-check.ts';
import { useQueryOf } from '../api.ts';
import { Placard } from '../hazmat/placards.tsx';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { useIntent } from '../ui/intent.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { CheckDetailPanel } from './check-detail.tsx';
import { CheckForm } from './check-form.tsx';
import { ListsPanel } from './lists-panel.tsx';
import { WorkState } from './work-state.tsx';
import './double-check.css';
import '../hazmat/hazmat.css';

const pageSize = 100;

/** Hot work and chemicals in use: what is under way and what waits first; one of them beside the list. */
export default function DoubleChecksScreen({ id }: { readonly id?: string }) {
  const { t } = useText();
  const now = new Date(useNow(10_000)).toISOString();
  const [typed, setTyped] = useState('');
  const [all, setAll] = useState(false);
  const [shown, setShown] = useState(pageSize);
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  const [adding, setAdding] = useState(false);
  const [lists, setLists] = useState(false);
  const may = useMay('doubleCheck.add');
  const page = useQueryOf(
    'doubleCheck.page',
    {
      text: typed,
      limit: Math.min(200, shown),
      ...(all ? {} : { states: ['draft', 'waiting', 'allowed', 'underWay', 'fireWatch'] }),
    },
    { nouns: ['doubleCheck', 'checkAnswer', 'confirmation', 'place', 'substance'] },
  ).data;
  const rows = page?.rows ?? [];
  const open = rows.find((row) => row.id === chosen)?.id ?? chosen ?? rows[0]?.id ?? null;
  const keys = useRowKeys(
    rows.map((row) => row.id),
    open,
    (next) => {
      setChosen(next);
      setAdding(false);
      setLists(false);
    },
  );
  useIntent('checkList.change', () => setLists(true));
  useIntent('doubleCheck.add', () => setAdding(true));
  return (
    <div className="two-columns hazmat checks">
      <Panel
        title={t('nav.doubleChecks')}
        aside={
          <span className="row">
            {page && t('common.rows', { count: page.total })}
            <Button onPress={() => setLists(true)}>{t('doubleCheck.lists')}</Button>
            {may && <Button onPress={() => setAdding(true)}>{t('doubleCheck.plan')}</Button>}
          </span>
        }
      >
        <div className="pad checks-find">
          <Field label={t('doubleCheck.find')} value={typed} onChange={setTyped} />
          <label className="tick">
            <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
            {t('doubleCheck.withOver')}
          </label>
        </div>
        {page && rows.length === 0 ? (
          <Empty>{typed === '' ? t('doubleCheck.none') : t('common.nothingFound', { text: typed })}</Empty>
        ) : (
          <div className="scroll">
            <table className="list stores" role="grid" aria-label={t('nav.doubleChecks')}>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id} {...keys.rowProps(row.id)}>
                    <CheckCells line={row} now={now} />
                  </tr>
                ))}
              </tbody>
            </table>
            {page?.next != null && shown < 200 && (
              <Button onPress={() => setShown(200)}>{t('doubleCheck.more')}</Button>
            )}
          </div>
        )}
      </Panel>
      {adding ? (
        <Panel title={t('doubleCheck.add')}>
          <div className="scroll pad">
            <CheckForm
              was={null}
              done={(made) => {
                setAdding(false);
                if (made !== null) setChosen(made);
              }}
            />
          </div>
        </Panel>
      ) : lists ? (
        <ListsPanel done={() => setLists(false)} />
      ) : open === null ? (
        <Panel title={t('common.details')}>
          <Empty>{t('doubleCheck.noneHelp')}</Empty>
        </Panel>
      ) : (
        <CheckDetailPanel key={open} id={open} now={now} />
      )}
    </div>
  );
}

function CheckCells({ line, now }: { readonly line: CheckLine; readonly now: string }) {
  const { t, nameOf } = useText();
  return (
    <>
      <td className="placards">
        {line.kind === 'hotWork' ? (
          <span className="work-sign" aria-hidden>
            ♨
          </span>
        ) : (
          line.used
            .slice(0, 1)
            .map(({ substance }) => <Placard key={substance.id} hazardClass={substance.hazardClass} />)
        )}
      </td>
      <td>
        <b>{line.title}</b>
        <div className="muted">
          {workNumber(line)} · {t(`doubleCheck.kind.${line.kind}`)} · {line.place.key}{' '}
          {nameOf(line.place.names)}
        </div>
        <div>
          <WorkState line={line} now={now} />
        </div>
      </td>
    </>
  );
}
