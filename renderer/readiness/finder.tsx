import { useId, useState, type KeyboardEvent } from 'react';
import { useQueryOf } from '../api.ts';
import { useText } from '../ui/text.ts';

export interface Found {
  readonly id: string;
  readonly label: string;
}

const most = 7;

function useOffers(of: 'item' | 'person' | 'place', text: string): Found[] {
  const { nameOf } = useText();
  const typed = text.trim() !== '';
  const asks = (kind: typeof of) => ({ enabled: typed && of === kind });
  const items = useQueryOf('equipment.page', { text, limit: most }, asks('item')).data;
  const people = useQueryOf('person.page', { text, limit: most }, asks('person')).data;
  const places = useQueryOf('place.find', { text, limit: most }, asks('place')).data;
  if (!typed) return [];
  switch (of) {
    case 'item':
      return (items?.rows ?? []).map(({ id, tag, category }) => ({
        id,
        label: `${tag} ${nameOf(category.names)}`,
      }));
    case 'person':
      return (people?.rows ?? []).map(({ id, name, crew }) => ({
        id,
        label: crew === null ? name : `${name} (${crew})`,
      }));
    case 'place':
      return (places?.rows ?? []).map(({ id, key, names }) => ({ id, label: `${key} ${nameOf(names)}` }));
  }
}

/** Finds one thing of a register while typing; arrows and Enter choose it. */
export function Finder(props: {
  readonly of: 'item' | 'person' | 'place';
  readonly label: string;
  readonly value: Found | null;
  readonly onFound: (found: Found | null) => void;
}) {
  const { of, label, value, onFound } = props;
  const id = useId();
  const [text, setText] = useState(value?.label ?? '');
  const [at, setAt] = useState(0);
  const [shut, setShut] = useState(false);
  const offers = useOffers(of, value === null ? text : '');
  const open = !shut && value === null && offers.length > 0;

  function pick(found: Found | undefined): void {
    if (!found) return;
    setText(found.label);
    onFound(found);
  }

  function hear(event: KeyboardEvent): void {
    if (!open || event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      setAt((at + (event.key === 'ArrowDown' ? 1 : offers.length - 1)) % offers.length);
    else if (event.key === 'Enter') pick(offers[at] ?? offers[0]);
    else if (event.key === 'Tab' && !event.shiftKey) return pick(offers[at] ?? offers[0]);
    else if (event.key === 'Escape') setShut(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className="field finder">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={text}
        autoComplete="off"
        role="combobox"
        aria-expanded={open}
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={open ? `${id}-${at}` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
          setShut(false);
          if (value !== null) onFound(null);
        }}
        onKeyDown={hear}
      />
      {open && (
        <ul id={`${id}-list`} role="listbox" aria-label={label} className="finder-list">
          {offers.map((offer, index) => (
            <li
              key={offer.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerDown={(event) => {
                event.preventDefault();
                pick(offer);
              }}
            >
              {offer.label}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
