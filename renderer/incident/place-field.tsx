import { useState, type KeyboardEvent } from 'react';
import { useQueryOf } from '../api.ts';
import { useText } from '../ui/text.ts';
import { OfferList, type Offer } from './completion.tsx';
import { positionIn } from './composer-words.ts';

/** Where something is: a place of the register, or the words (or numbers) as typed. */
export interface Where {
  readonly text: string;
  readonly place: { readonly id: string; readonly name: string } | null;
}

interface Props {
  readonly id: string;
  readonly value: Where;
  readonly onChange: (where: Where) => void;
  /** Enter on an answered field. */
  readonly onNext: () => void;
}

/** Finds a place by name or code while typing; takes a position or free words when the register has none. */
export function PlaceField({ id, value, onChange, onNext }: Props) {
  const { t, nameOf } = useText();
  const [chosen, setChosen] = useState(0);
  const [shut, setShut] = useState(false);
  const typing = value.place === null && value.text.trim() !== '';
  const position = positionIn(value.text);
  const places = useQueryOf(
    'place.find',
    { text: value.text, limit: 7 },
    { enabled: typing && position === null },
  );
  const offers = typing && position === null && !shut ? (places.data?.rows ?? []) : [];
  const shown = offers.length > 0;
  const listId = `${id}-list`;

  function pick(offer: Offer): void {
    onChange({
      text: `${offer.key} ${nameOf(offer.names)}`,
      place: { id: offer.id, name: nameOf(offer.names) },
    });
    setChosen(0);
  }

  function pressed(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (shown && (event.key === 'ArrowDown' || event.key === 'ArrowUp'))
      setChosen((chosen + (event.key === 'ArrowDown' ? 1 : offers.length - 1)) % offers.length);
    else if (shown && event.key === 'Escape') setShut(true);
    else if (event.key === 'Enter') {
      if (shown) pick(offers[chosen] ?? offers[0]!);
      onNext();
    } else if (shown && event.key === 'Tab' && !event.shiftKey) {
      pick(offers[chosen] ?? offers[0]!);
      return;
    } else return;
    event.preventDefault();
  }

  const help =
    position === 'bad' ? t('incident.declare.badPosition')
    : position !== null ? t('incident.declare.asPosition', { latitude: position.latitude, longitude: position.longitude })
    : value.place !== null ? `✓ ${value.place.name}`
    : typing && places.data?.rows.length === 0 ? t('incident.declare.asWords', { text: value.text.trim() })
    : t('incident.declare.whereHelp'); // prettier-ignore
  return (
    <div className="field place-field">
      <label htmlFor={id}>{t('incident.declare.where')}</label>
      <input
        id={id}
        value={value.text}
        autoComplete="off"
        role="combobox"
        aria-expanded={shown}
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={shown ? `${listId}-${chosen}` : undefined}
        aria-describedby={`${id}-help`}
        onChange={(event) => {
          setShut(false);
          setChosen(0);
          onChange({ text: event.target.value, place: null });
        }}
        onKeyDown={pressed}
      />
      {shown && (
        <OfferList id={listId} label={t('incident.places')} offers={offers} chosen={chosen} onPick={pick} />
      )}
      <p id={`${id}-help`} className={position === 'bad' ? 'problem' : 'help'} aria-live="polite">
        {help}
      </p>
    </div>
  );
}
