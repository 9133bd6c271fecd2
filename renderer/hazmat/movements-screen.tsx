import { useRef, useState } from 'react';
import { useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { amountText } from './amount-text.ts';
import { MovementDetail } from './movement-detail.tsx';
import { StateMark } from './movement-state.tsx';
import { Pager, usePages } from './pager.tsx';
import { Placard } from './placards.tsx';
import './hazmat.css';

const nouns = ['movement', 'confirmation', 'lot', 'store', 'place', 'substance'];

/** What waits for a second person, then what was moved: one of them beside the list, to be confirmed or refused. */
export default function MovementsScreen({ id }: { readonly id?: string }) {
  const text = useText();
  const { t, format, nameOf } = text;
  const now = new Date(useNow(30_000)).toISOString();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  const [outstanding, setOutstanding] = useState(false);
  const screen = useRef<HTMLDivElement>(null);
  const pages = usePages(`${outstanding} ${typed}`);
  const page = useQueryOf(
    'movement.page',
    {
      text: typed,
      outstanding,
      limit: 100,
      ...(pages.after === undefined ? {} : { after: pages.after }),
    },
    { nouns },
  ).data;
  const rows = page?.rows ?? [];
  const open = rows.find((row) => row.id === chosen)?.id ?? rows[0]?.id ?? null;
  const keys = useRowKeys(
    rows.map((row) => row.id),
    open,
    setChosen,
    (event) => {
      // A key leads to what it names, and never does it: a confirmation is pressed by somebody who has looked.
      const wanted = screen.current?.querySelector<HTMLElement>(`[data-letter="${event.key.toLowerCase()}"]`);
      const field = wanted?.matches('button') ? wanted : wanted?.querySelector<HTMLElement>('input');
      if (!field) return;
      event.preventDefault();
      field.focus();
    },
  );
  return (
    <div className="two-columns hazmat" ref={screen}>
      <Panel title={t('nav.movements')} aside={page && t('common.rows', { count: page.total })}>
        <div className="pad">
          <Field label={t('hazmat.findMovement')} value={typed} onChange={setTyped} />
          <Button
            className={outstanding ? 'chosen' : ''}
            aria-pressed={outstanding}
            onPress={() => setOutstanding(!outstanding)}
          >
            {t('hazmat.outstandingOnly')}
          </Button>
        </div>
        {page && rows.length === 0 ? (
          <Empty>{typed === '' ? t('hazmat.noMovements') : t('common.nothingFound', { text: typed })}</Empty>
        ) : (
          <div className="scroll">
            <table className="list stores" role="grid" aria-label={t('nav.movements')}>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id} {...keys.rowProps(row.id)}>
                    <td className="placards">
                      <Placard hazardClass={row.substance.hazardClass} />
                    </td>
                    <td>
                      <b>{t(`hazmat.kind.${row.kind}`)}</b> {nameOf(row.substance.names)}
                      <div className="muted">
                        {[row.from?.key, row.to?.key].filter(Boolean).join(' → ')} · {row.recordedBy} ·{' '}
                        {format.moment(row.recordedAt, now)}
                        {row.outstanding > 0 && (
                          <>
                            {' · '}
                            {t('hazmat.stillOut', { amount: amountText(text, row.outstanding, row.unit) })}
                          </>
                        )}
                      </div>
                    </td>
                    <td className="movement-side">
                      <b className="nowrap">{amountText(text, row.amount, row.unit)}</b>
                      <div>
                        <StateMark movement={row} now={now} />
                      </div>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <Pager page={page} pages={pages} />
      </Panel>
      {open === null ? (
        <Panel title={t('common.details')}>
          <Empty>{t('hazmat.noMovements')}</Empty>
        </Panel>
      ) : (
        <MovementDetail key={open} id={open} now={now} />
      )}
    </div>
  );
}
