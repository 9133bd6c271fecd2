import type { Names } from '../../electron/schema-parts.ts';
import { useQueryOf } from '../api.ts';
import { useText } from '../ui/text.ts';
import type { Token } from './composer-words.ts';

/** A team or place that fits what is being typed. */
export interface Offer {
  readonly id: string;
  readonly key: string;
  readonly names: Names;
}

/** At most eight teams or places for the token at the caret. */
export function useOffers(token: Token | null): readonly Offer[] {
  const text = token?.text ?? '';
  const teams = useQueryOf('team.page', { text, limit: 8 }, { enabled: token?.sign === '@' });
  const places = useQueryOf('place.find', { text, limit: 8 }, { enabled: token?.sign === '#' });
  if (token === null) return [];
  return (token.sign === '@' ? teams.data?.rows : places.data?.rows) ?? [];
}

interface Props {
  readonly id: string;
  readonly label: string;
  readonly offers: readonly Offer[];
  readonly chosen: number;
  readonly onPick: (offer: Offer) => void;
}

/** The list under (or over) a field; the field keeps the focus and moves the choice. */
export function OfferList({ id, label, offers, chosen, onPick }: Props) {
  const { nameOf } = useText();
  return (
    <ul className="offers" role="listbox" id={id} aria-label={label}>
      {offers.map((offer, i) => (
        <li
          key={offer.id}
          id={`${id}-${i}`}
          role="option"
          aria-selected={i === chosen}
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(offer);
          }}
        >
          <b>{offer.key}</b> {nameOf(offer.names)}
        </li>
      ))}
    </ul>
  );
}
