import { useId, useState, type KeyboardEvent } from 'react';
import { useQueryOf } from '../api.ts';
import { OfferList, type Offer } from '../incident/completion.tsx';
import { properName } from '../../electron/incident/incident.ts';
import { useText } from '../ui/text.ts';
import '../incident/log.css';
import './action.css';

/** Who sees to it: somebody of the register, or a name as typed (a company, a department). */
export interface Owner {
  readonly text: string;
  readonly personId: string | null;
}
export const nobody: Owner = { text: '', personId: null };

/** Finds the owner among the people while typing; the field keeps the focus, arrows choose, Enter takes. */
export function OwnerField({
  value,
  onChange,
}: {
  readonly value: Owner;
  readonly onChange: (owner: Owner) => void;
}) {
  const { t } = useText();
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const [shut, setShut] = useState(true);
  const asks = !shut && value.personId === null && value.text.trim() !== '';
  const found = useQueryOf('person.page', { text: value.text, limit: 6 }, { enabled: asks }).data;
  const offers: Offer[] = asks
    ? (found?.rows ?? []).map((person) => ({
        id: person.id,
        key: person.name,
        names: properName([person.callSign, person.crew].filter(Boolean).join(' · ')),
      }))
    : [];
  const shown = offers.length > 0;
  function pick(offer: Offer): void {
    onChange({ text: offer.key, personId: offer.id });
    setChosen(0);
    setShut(true);
  }
  function pressed(event: KeyboardEvent): void {
    if (!shown || event.nativeEvent.isComposing) return;
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? offers.length - 1 : 0;
    if (by !== 0) setChosen((chosen + by) % offers.length);
    else if (event.key === 'Escape') setShut(true);
    else if (event.key === 'Enter') pick(offers[chosen] ?? offers[0]!);
    else return;
    event.preventDefault();
  }
  return (
    <div className="field owner-field">
      <label htmlFor={id}>{t('action.owner')}</label>
      <input
        id={id}
        value={value.text}
        autoComplete="off"
        role="combobox"
        aria-expanded={shown}
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={shown ? `${id}-list-${chosen}` : undefined}
        onChange={(event) => {
          setShut(false);
          setChosen(0);
          onChange({ text: event.target.value, personId: null });
        }}
        onBlur={() => setShut(true)}
        onKeyDown={pressed}
      />
      {shown && (
        <OfferList
          id={`${id}-list`}
          label={t('action.people')}
          offers={offers}
          chosen={chosen}
          onPick={pick}
        />
      )}
    </div>
  );
}
