import type { Unit } from '../../electron/hazmat/hazmat.ts';
import { useQueryOf } from '../api.ts';
import { Button } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { amountText } from './amount-text.ts';
import { Findings, VerdictMark } from './findings.tsx';

export interface Asked {
  readonly substanceId: string;
  readonly storeId: string | null;
  readonly amount: number;
  readonly unit: Unit;
  readonly vessel: number | null;
  readonly fromLotId: string | null;
}

const nothing: Asked = {
  substanceId: '00000000-0000-7000-8000-000000000000', storeId: null, amount: 1, unit: 'kg', vessel: null, fromLotId: null,
}; // prettier-ignore

/** What would become of a placement while it is typed, and the places that are better. */
export function Judged({
  asked,
  onStore,
}: {
  readonly asked: Asked | null;
  readonly onStore: (storeId: string) => void;
}) {
  const text = useText();
  const { t, nameOf } = text;
  const judged = useQueryOf('movement.judge', asked ?? nothing, {
    enabled: asked !== null,
    nouns: ['lot', 'store', 'movement', 'confirmation', 'place', 'hazmatPolicy'],
  }).data;
  if (asked === null || !judged) return null;
  const others = judged.offers.filter(({ storeId }) => storeId !== asked.storeId);
  return (
    <div className="judged all" role="status" aria-label={t('hazmat.assessment')}>
      {judged.verdict === 'allowed' && <VerdictMark verdict="allowed" />}
      <Findings findings={judged.findings} />
      {judged.own.length > 0 && (
        <p className="muted">◆ {t('hazmat.ownUsed', { count: judged.own.length })}</p>
      )}
      {judged.verdict !== 'allowed' && (
        <>
          <h4>{t('hazmat.offers')}</h4>
          {others.length === 0 && <p className="muted">{t('hazmat.noOffer')}</p>}
          <ul className="better-places">
            {others.map((offer) => (
              <li key={offer.storeId}>
                <Button onPress={() => onStore(offer.storeId)}>
                  {t('hazmat.takeOffer', { store: offer.storeKey })}
                </Button>
                <span>
                  {nameOf(offer.names)}
                  <div className="muted">
                    <VerdictMark verdict={offer.verdict} /> ·{' '}
                    {t('hazmat.leftThere', { amount: amountText(text, offer.left, offer.unit) })}
                  </div>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
