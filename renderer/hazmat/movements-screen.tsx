import { useState } from 'react';
import { standingOf } from '../../electron/two-person/two-person.ts';
import type { MovementLine, MovementRequest } from '../../electron/hazmat/movement.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { amountText } from './amount-text.ts';
import { Findings } from './findings.tsx';
import { GhsSigns, Placard } from './placards.tsx';
import './hazmat.css';

const nouns = ['movement', 'confirmation', 'lot', 'store', 'place', 'substance'] as const;

/** What waits for a second person, then what was moved: one of them beside the list, to be confirmed or refused. */
export default function MovementsScreen({ id }: { readonly id?: string }) {
  const text = useText();
  const { t, format, nameOf } = text;
  const now = new Date(useNow(30_000)).toISOString();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  const page = useQueryOf('movement.page', { text: typed, limit: 200 }, { nouns }).data;
  const rows = page?.rows ?? [];
  const open = rows.find((row) => row.id === chosen)?.id ?? rows[0]?.id ?? null;
  const keys = useRowKeys(
    rows.map((row) => row.id),
    open,
    setChosen,
  );
  return (
    <div className="two-columns hazmat">
      <Panel title={t('nav.movements')} aside={page && t('common.rows', { count: page.total })}>
        <div className="pad">
          <Field label={t('hazmat.findMovement')} value={typed} onChange={setTyped} />
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

function stateOf(movement: MovementLine, now: string): string {
  if (movement.state !== 'waiting' || !movement.confirmation) return movement.state;
  return standingOf(movement.confirmation, now);
}

const stateMarks: Readonly<Record<string, readonly [string, string]>> = {
  waiting: ['●', 't3'],
  expired: ['▲', 't2'],
  refused: ['✕', 'muted'],
  withdrawn: ['–', 'muted'],
  done: ['✓', 'muted'],
};

function StateMark({ movement, now }: { readonly movement: MovementLine; readonly now: string }) {
  const { t } = useText();
  const state = stateOf(movement, now);
  const [shape, tone] = stateMarks[state] ?? ['', ''];
  return (
    <span className={`nowrap ${tone}`}>
      <span aria-hidden>{shape} </span>
      {t(`hazmat.state.${state}`)}
    </span>
  );
}

function MovementDetail({ id, now }: { readonly id: string; readonly now: string }) {
  const text = useText();
  const { t, format, nameOf } = text;
  const movement = useQueryOf('movement.one', { id }, { nouns }).data;
  if (!movement) return <Panel title={t('common.details')}>{null}</Panel>;
  const { confirmation } = movement;
  const fact = (label: string, value: string | null) =>
    value !== null &&
    value !== '' && (
      <>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </>
    );
  const place = (one: MovementLine['from']) => one && `${one.key} · ${nameOf(one.names)}`;
  const entered =
    movement.enteredUnit !== movement.unit && movement.kind !== 'count'
      ? ` (${amountText(text, movement.enteredAmount, movement.enteredUnit)})`
      : '';
  return (
    <Panel title={t(`hazmat.kind.${movement.kind}`)} aside={<StateMark movement={movement} now={now} />}>
      <div className="scroll store-detail" tabIndex={0} role="region" aria-label={t('common.details')}>
        <div className="movement-what">
          <Placard hazardClass={movement.substance.hazardClass} size={44} />
          <div>
            <div className="big">{nameOf(movement.substance.names)}</div>
            <div className="big">
              {amountText(text, movement.amount, movement.unit)}
              {entered}
            </div>
            {movement.substance.unNumber && (
              <span className="muted">{t('hazmat.un', { number: movement.substance.unNumber })}</span>
            )}
          </div>
          <GhsSigns ghs={movement.substance.ghs} />
        </div>
        <dl className="facts">
          {fact(t('hazmat.from'), place(movement.from))}
          {fact(t('hazmat.to'), place(movement.to))}
          {fact(
            t('hazmat.counted'),
            movement.counted === null
              ? null
              : `${amountText(text, movement.counted, movement.unit)} (${t('hazmat.booked', { amount: amountText(text, movement.booked ?? 0, movement.unit) })})`,
          )}
          {fact(
            t('hazmat.vessel'),
            movement.vessel === null ? null : amountText(text, movement.vessel, movement.unit),
          )}
          {fact(t('hazmat.lot'), movement.lotNumber)}
          {fact(t('hazmat.expires'), movement.expiresOn && format.date(movement.expiresOn))}
          {fact(t('hazmat.reason'), movement.reason)}
          {fact(
            t('hazmat.recordedBy'),
            `${movement.recordedBy} · ${format.moment(movement.recordedAt, now)}`,
          )}
          {confirmation?.state === 'waiting' &&
            fact(t('hazmat.decideBy'), format.moment(confirmation.expiresAt, now))}
          {confirmation?.decidedByName &&
            confirmation.decidedAt &&
            fact(
              t(`hazmat.decided.${confirmation.state}`),
              [confirmation.decidedByName, format.moment(confirmation.decidedAt, now), confirmation.reason]
                .filter(Boolean)
                .join(' · '),
            )}
        </dl>
        <h3>{t('hazmat.found')}</h3>
        {movement.findings.length === 0 ? (
          <p className="muted">✓ {t('hazmat.nothingFound')}</p>
        ) : (
          <Findings findings={movement.findings} />
        )}
        {!movement.unchanged && <p className="t2">▲ {t('refusal.confirmChanged')}</p>}
        {movement.state === 'waiting' && <Decision key={movement.version} movement={movement} />}
      </div>
    </Panel>
  );
}

/** Confirm, or refuse with a reason; the one who recorded it may only withdraw. */
function Decision({ movement }: { readonly movement: MovementLine }) {
  const { t } = useText();
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  const own = seat?.kind === 'signedIn' && seat.operator.id === movement.confirmation?.askedBy;
  const may = useMay('movement.confirm');
  const confirm = useCommand('movement.confirm');
  const refuse = useCommand('movement.refuse');
  const withdraw = useCommand('movement.withdraw');
  const again = useCommand('movement.change');
  const [reason, setReason] = useState('');
  const { id, version, confirmation } = movement;
  if (!confirmation) return null;
  const seen = {
    id,
    version,
    contentHash: confirmation.contentHash,
    confirmationVersion: confirmation.version,
  };
  if (own)
    return (
      <div className="decision">
        <p className="muted">{t('hazmat.ownRequest')}</p>
        <Problem>{again.problem ?? withdraw.problem}</Problem>
        <div className="row">
          <Button
            onPress={() => void again.run({ id, version, request: requestAgain(movement) })}
            isDisabled={again.pending}
          >
            {t('hazmat.askAgain')}
          </Button>
          <Button
            onPress={() => void withdraw.run({ id, version, reason: '' })}
            isDisabled={withdraw.pending}
          >
            {t('hazmat.withdraw')}
          </Button>
        </div>
      </div>
    );
  if (!may) return null;
  return (
    <div className="decision">
      <Field label={t('hazmat.refuseReason')} value={reason} onChange={setReason} />
      <Problem>{confirm.problem ?? refuse.problem}</Problem>
      <div className="row">
        <Button go onPress={() => void confirm.run(seen)} isDisabled={confirm.pending || refuse.pending}>
          {t('hazmat.confirm')}
        </Button>
        <Button
          onPress={() => void refuse.run({ ...seen, reason })}
          isDisabled={confirm.pending || refuse.pending}
        >
          {t('hazmat.refuse')}
        </Button>
      </div>
    </div>
  );
}

/** The same request once more: what has expired, or what the stores have changed under, starts again. */
function requestAgain(movement: MovementLine): MovementRequest {
  const { kind, substanceId, toStoreId, fromLotId, issueId, enteredAmount, enteredUnit, reason } = movement;
  const quantity = { amount: enteredAmount, unit: enteredUnit, reason };
  const [lotId, storeId] = [fromLotId ?? '', toStoreId ?? ''];
  switch (kind) {
    case 'receive': {
      const { vessel, lotNumber, receivedOn, expiresOn } = movement;
      return { kind, substanceId, toStoreId: storeId, ...quantity, vessel, lotNumber, receivedOn, expiresOn };
    }
    case 'move':
      return { kind, lotId, toStoreId: storeId, ...quantity };
    case 'return':
      return { kind, issueId: issueId ?? '', toStoreId: storeId, ...quantity };
    case 'count':
      return { kind, lotId, counted: enteredAmount, unit: enteredUnit, reason };
    case 'issue':
    case 'dispose':
      return { kind, lotId, ...quantity };
  }
}
