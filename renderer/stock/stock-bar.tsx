import { shortOf, type PlaceStock } from '../../electron/stock/stock.ts';
import { useText } from '../ui/text.ts';
import { amountText } from './amount.ts';

interface Held {
  readonly usable: number;
  readonly minimum: number;
  readonly unit: string;
  /** How much is missing where it is missing; of one place it follows from the two. */
  readonly short?: number;
  /** Where it lies, when the amount is the sum of several places. */
  readonly places?: readonly PlaceStock[];
}

/** An amount against its minimum: words first, and a bar with the minimum as a line on it. */
export function StockBar({ usable, minimum, unit, places, short = shortOf({ usable, minimum }) }: Held) {
  const text = useText();
  const { t } = text;
  // The minimum stands at the same spot of every bar, so that a column of them is read at a glance.
  const lacking = places?.filter((place) => shortOf(place) > 0) ?? [];
  const full = minimum > 0 ? minimum * 1.6 : Math.max(usable, 1);
  return (
    <div className="stock-bar" data-short={usable < minimum || undefined}>
      <span>
        <b>{amountText(text, usable, unit)}</b>{' '}
        {minimum > 0 && (
          <span className="muted">{t('stock.against', { minimum: amountText(text, minimum, unit) })} </span>
        )}
        {short > 0 ? (
          <span className="t3">
            <span aria-hidden>● </span>
            {lacking.length > 0 && `${lacking.map(({ place }) => place.key).join(', ')} `}
            {t('stock.short', { amount: amountText(text, short, unit) })}
          </span>
        ) : (
          <span className="dim">
            {minimum > 0 && '· '}
            {t(minimum > 0 ? 'stock.enough' : 'stock.noMinimum')}
          </span>
        )}
      </span>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
        <rect className="ground" width="100" height="8" />
        <rect className="held" width={Math.min(100, (usable / full) * 100)} height="8" />
        {minimum > 0 && <rect className="line" x={62} width="1" height="8" />}
      </svg>
    </div>
  );
}
