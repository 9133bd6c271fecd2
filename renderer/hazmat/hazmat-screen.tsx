import { useState } from 'react';
import type { StoreLine } from '../../electron/hazmat/hazmat.ts';
import { useQueryOf } from '../api.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { useIntent } from '../ui/intent.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { amountText } from './amount-text.ts';
import { classesOf, Placard } from './placards.tsx';
import { useMay } from '../team/use-may.ts';
import { Pager, usePages } from './pager.tsx';
import { StoreDetail, type StoreTask } from './store-detail.tsx';
import { StoreForm } from './store-form.tsx';
import './hazmat.css';

/** Where dangerous things are kept: what, how much, against what fits. Filters as you type. */
export default function HazmatScreen({ id }: { readonly id?: string }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  const [task, setTask] = useState<StoreTask | null>(null);
  const [adding, setAdding] = useState(false);
  const mayAdd = useMay('hazmat.addStore');
  const mayMove = useMay('movement.record');
  useIntent('hazmat.addStore', () => setAdding(true));
  const pages = usePages(text);
  const page = useQueryOf(
    'hazmat.stores',
    { text, limit: 100, ...(pages.after === undefined ? {} : { after: pages.after }) },
    { nouns: ['store', 'lot', 'substance', 'place'] },
  ).data;
  const rows = page?.rows ?? [];
  const open =
    rows.find((row) => row.id === chosen)?.id ?? (text === '' ? chosen : null) ?? rows[0]?.id ?? null;
  const keys = useRowKeys(
    rows.map((row) => row.id),
    open,
    choose,
    (event) => {
      const kinds = { r: 'receive', e: 'change' } as const;
      const kind = kinds[event.key.toLowerCase() as keyof typeof kinds];
      if (kind === undefined || !(kind === 'change' ? mayAdd : mayMove)) return;
      event.preventDefault();
      setTask({ kind, lotId: null });
    },
  );
  /** What was begun in one store is not done in another. */
  function choose(next: string): void {
    if (next !== open) setTask(null);
    setAdding(false);
    setChosen(next);
  }

  return (
    <div className="two-columns hazmat">
      <Panel title={t('hazmat.stores')} aside={page && t('common.rows', { count: page.total })}>
        <div className="pad">
          <Field label={t('hazmat.find')} value={text} onChange={setText} />
          {mayAdd && !adding && <Button onPress={() => setAdding(true)}>{t('hazmat.addStore')}</Button>}
        </div>
        {page && rows.length === 0 ? (
          <Empty>{text === '' ? t('hazmat.noStores') : t('common.nothingFound', { text })}</Empty>
        ) : (
          <div className="scroll">
            <table className="list stores" role="grid" aria-label={t('hazmat.stores')}>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id} {...keys.rowProps(row.id)}>
                    <StoreCells store={row} />
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <Pager page={page} pages={pages} />
      </Panel>
      {adding ? (
        <Panel title={t('hazmat.addStore')}>
          <div className="scroll" tabIndex={0} role="region" aria-label={t('hazmat.addStore')}>
            <StoreForm
              store={null}
              done={(added) => {
                setAdding(false);
                if (added !== null) setChosen(added);
              }}
            />
          </div>
        </Panel>
      ) : open === null ? (
        <Panel title={t('hazmat.holds')}>
          <Empty>{t('hazmat.choose')}</Empty>
        </Panel>
      ) : (
        <StoreDetail
          key={open}
          id={open}
          task={task}
          onTask={(next) => {
            setTask(next);
            if (next === null) keys.focus(open);
          }}
        />
      )}
    </div>
  );
}

function StoreCells({ store }: { readonly store: StoreLine }) {
  const text = useText();
  const { t, format, nameOf } = text;
  const share = Math.min(1, store.fill.share);
  return (
    <>
      <td className="placards">
        {classesOf(store.holds)
          .slice(0, 3)
          .map((one) => (
            <Placard key={one} hazardClass={one} />
          ))}
      </td>
      <td>
        <KeyedName code={store.place.key} name={nameOf(store.place.names)} />
        <div className="muted">
          {store.holds.length === 0
            ? t('hazmat.empty')
            : store.holds
                .map(
                  ({ substance, amount, unit }) =>
                    `${nameOf(substance.names)} ${amountText(text, amount, unit)}`,
                )
                .join(' · ')}
        </div>
      </td>
      <td className="fill-cell">
        <span className={share >= 0.95 ? 't3' : 'muted'}>
          {share >= 0.95 && '● '}
          {t('common.unit.percent', { value: format.number(share * 100) })}
        </span>
        <div className="fill" aria-hidden>
          <i style={{ width: `${share * 100}%` }} />
        </div>
      </td>
    </>
  );
}
