import { useState } from 'react';
import type { FixLine, NeedDetail } from '../../electron/readiness/detail.ts';
import type { NeedState } from '../../electron/readiness/readiness.ts';
import { useQueryOf } from '../api.ts';
import { amountText } from '../stock/amount.ts';
import { mayCall } from '../ui/commands.ts';
import { useNow } from '../ui/clock.ts';
import { useText, type Text } from '../ui/text.ts';
import { PriceForm } from './price-form.tsx';
import { causeText, moneyText, StateMark, whereText } from './readiness-words.tsx';
import { inputOf, type Question } from './use-matrix.ts';

/** One need: what serves it, why it is broken, what competes for the same, and how to mend it, cheapest first. */
export function NeedSide({ need, question }: { readonly need: NeedState; readonly question: Question }) {
  const words = useText();
  const { t, nameOf, format } = words;
  const now = new Date(useNow(60_000)).toISOString();
  const { planId, needId } = need;
  const { data: detail } = useQueryOf(
    'readiness.need',
    { planId, needId, ...inputOf(question) },
    { nouns: ['fixPrice'] },
  );
  if (!detail || detail.state.needId !== needId) return null;
  const { state, place, maxTravelMinutes, cause } = detail;
  const where = [
    t('readiness.step', { order: state.stepOrder }),
    place ? nameOf(place) : '',
    maxTravelMinutes === null ? '' : t('readiness.within', { span: format.span(maxTravelMinutes) }),
  ];
  return (
    <section className="need-side" aria-label={nameOf(detail.names)}>
      <h3>
        <StateMark state={state.state} />
        <span className="grow" />
        {state.kind !== 'place' &&
          t('readiness.servedOf', {
            served: format.number(state.served, 3),
            wanted: quantity(words, detail, state.wanted),
          })}
      </h3>
      <p className="muted">{where.filter(Boolean).join(' · ')}</p>
      {state.state === 'met' && state.kind !== 'place' && (
        <p className="muted">{t('readiness.spare', { amount: quantity(words, detail, state.spare) })}</p>
      )}
      {cause && <p className="cause">{t('readiness.because', { cause: causeText(words, cause, now) })}</p>}
      <Assigned detail={detail} />
      <Rivals detail={detail} />
      {detail.fixes.length > 0 && <Fixes detail={detail} />}
    </section>
  );
}

function quantity(words: Pick<Text, 't' | 'format'>, { unit }: NeedDetail, amount: number): string {
  return unit === null ? words.format.number(amount) : amountText(words, amount, unit);
}

function Assigned({ detail }: { readonly detail: NeedDetail }) {
  const words = useText();
  const { t, format } = words;
  if (detail.assigned.length === 0) return null;
  return (
    <>
      <h4>{t('readiness.assigned')}</h4>
      <ul className="served">
        {detail.assigned.map((from, i) => (
          <li key={i}>
            <b>{quantity(words, detail, from.amount)}</b>
            <span>
              {whereText(words, from, 12) || t('readiness.placeUnknown')}
              {from.held && <span className="muted"> · {t('readiness.heldAlready')}</span>}
            </span>
            <span className="muted nowrap">
              {from.minutes === null ? t('readiness.wayUnknown') : format.span(from.minutes)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Rivals({ detail }: { readonly detail: NeedDetail }) {
  const words = useText();
  const { t, nameOf } = words;
  if (detail.rivals.length === 0) return null;
  return (
    <>
      <h4>{t('readiness.rivals')}</h4>
      <ul className="served">
        {detail.rivals.map((rival, i) => (
          <li key={i}>
            <b>{quantity(words, detail, rival.wanted)}</b>
            <span>
              {nameOf(rival.planTitle)} · {t('readiness.step', { order: rival.stepOrder })}
              {rival.running && <span className="muted"> · {t('plan.running')}</span>}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** More are rarely read; the cheapest come first. */
const shown = 8;

function Fixes({ detail }: { readonly detail: NeedDetail }) {
  const { t } = useText();
  const [all, setAll] = useState(false);
  const fixes = all ? detail.fixes : detail.fixes.slice(0, shown);
  return (
    <>
      <h4>{t('readiness.fixes')}</h4>
      <ol className="fixes">
        {fixes.map((fix, i) => (
          <Fix key={i} fix={fix} detail={detail} />
        ))}
      </ol>
      {detail.fixes.length > fixes.length && (
        <button type="button" className="btn small" onClick={() => setAll(true)}>
          {t('readiness.fixesMore', { count: detail.fixes.length - fixes.length })}
        </button>
      )}
    </>
  );
}

const priced = ['test', 'repair', 'buy', 'requalify'] as const;

function Fix({ fix, detail }: { readonly fix: FixLine; readonly detail: NeedDetail }) {
  const words = useText();
  const { t, format } = words;
  const [pricing, setPricing] = useState(false);
  const seat = useQueryOf('session.state', {}).data;
  const able = mayCall('readiness.setPrice', seat?.kind === 'signedIn' ? seat.operator.role : null);
  const kind = priced.find((each) => each === fix.kind);
  const where = whereText(words, fix);
  return (
    <li className={fix.takes > 0 ? 'taken' : ''}>
      <div>
        <b>
          {fix.takes > 0 && <span aria-hidden>▶ </span>}
          {t(`readiness.fix.${fix.kind}`)}
          {fix.takes > 0 ? ` × ${quantity(words, detail, fix.takes)}` : ''}
        </b>
        {where !== '' && <small>{where}</small>}
        {fix.brought && fix.kind !== 'move' && fix.kind !== 'issue' && (
          <small className="muted">{t('readiness.andBring')}</small>
        )}
      </div>
      <span className="nowrap">{format.span(fix.minutes)}</span>
      <span className="nowrap money">
        {moneyText(words, fix) || '—'}
        {kind !== undefined && able && (
          <button
            type="button"
            className="link"
            aria-label={t('readiness.price.change')}
            onClick={() => setPricing(!pricing)}
          >
            ✎
          </button>
        )}
      </span>
      {pricing && kind !== undefined && (
        <PriceForm kind={kind} of={detail.state.of} fix={fix} done={() => setPricing(false)} />
      )}
    </li>
  );
}
