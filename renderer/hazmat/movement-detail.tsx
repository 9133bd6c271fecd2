import { useState } from 'react';
import type { MovementLine, MovementRequest } from '../../electron/hazmat/movement.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { amountText } from './amount-text.ts';
import { Findings } from './findings.tsx';
import { StateMark } from './movement-state.tsx';
import { GhsSigns, Placard } from './placards.tsx';
import { ReturnForm } from './return-form.tsx';

const nouns = ['movement', 'confirmation', 'lot', 'store', 'place', 'substance', 'hazmatPolicy'];

/** One movement: what, where, what was found; and what this person may do about it. */
export function MovementDetail({ id, now }: { readonly id: string; readonly now: string }) {
  const text = useText();
  const { t, format, nameOf } = text;
  const movement = useQueryOf('movement.one', { id }, { nouns }).data;
  const mayReturn = useMay('movement.record');
  const [returning, setReturning] = useState(false);
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
          {fact(
            t('hazmat.out'),
            movement.outstanding > 0 ? amountText(text, movement.outstanding, movement.unit) : null,
          )}
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
        {mayReturn && movement.outstanding > 0 && !returning && (
          <Button className="add" data-letter="b" onPress={() => setReturning(true)}>
            {t('hazmat.task.return')} <Letter>B</Letter>
          </Button>
        )}
        {returning && <ReturnForm issue={movement} done={() => setReturning(false)} />}
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

/** The key that leads here from the list. */
function Letter({ children }: { readonly children: string }) {
  return (
    <kbd className="kbd" aria-hidden>
      {children}
    </kbd>
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
            data-letter="a"
            onPress={() => void again.run({ id, version, request: requestAgain(movement) })}
            isDisabled={again.pending}
          >
            {t('hazmat.askAgain')} <Letter>A</Letter>
          </Button>
          <Button
            data-letter="w"
            onPress={() => void withdraw.run({ id, version, reason: '' })}
            isDisabled={withdraw.pending}
          >
            {t('hazmat.withdraw')} <Letter>W</Letter>
          </Button>
        </div>
      </div>
    );
  if (!may) return null;
  return (
    <div className="decision">
      <div data-letter="x">
        <Field label={t('hazmat.refuseReason')} value={reason} onChange={setReason} />
      </div>
      <Problem>{confirm.problem ?? refuse.problem}</Problem>
      <div className="row">
        <Button
          go
          data-letter="c"
          onPress={() => void confirm.run(seen)}
          isDisabled={confirm.pending || refuse.pending}
        >
          {t('hazmat.confirm')} <Letter>C</Letter>
        </Button>
        <Button
          onPress={() => void refuse.run({ ...seen, reason })}
          isDisabled={confirm.pending || refuse.pending}
        >
          {t('hazmat.refuse')} <Letter>X</Letter>
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
