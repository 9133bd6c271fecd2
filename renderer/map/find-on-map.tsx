import { useState } from 'react';
import { useQueryOf } from '../api.ts';
import { Field, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { middleOf } from './place-layer.ts';
import type { Selected } from './site-map.tsx';

/** What is on the map as a list, for the keyboard: type, arrow down, Enter. */
export function FindOnMap({ onFound }: { readonly onFound: (found: Selected) => void }) {
  const { t, nameOf } = useText();
  const [text, setText] = useState('');
  const found = useQueryOf('place.find', { text, limit: 50 }).data?.rows ?? [];
  const places = useQueryOf('place.all', {}).data ?? [];
  function open(id: string): void {
    const place = places.find((one) => one.id === id);
    if (!place) return;
    const [longitude, latitude] = middleOf(place.geometry);
    onFound({ noun: 'place', id, longitude, latitude });
  }
  return (
    <Panel title={t('map.find')}>
      <div className="pad">
        <Field label={t('map.findLabel')} value={text} onChange={setText} autoFocus />
      </div>
      <ul className="scroll found">
        {found.map((place) => (
          <li key={place.id}>
            <button type="button" className="found-row" onClick={() => open(place.id)}>
              <b>{place.key}</b> {nameOf(place.names)}
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
