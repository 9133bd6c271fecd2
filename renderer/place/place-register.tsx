import { useState } from 'react';
import type { Place } from '../../electron/place/place.ts';
import { ask } from '../api.ts';
import { Papers } from '../attachment/papers.tsx';
import { refusalText } from '../locales/refusal-text.ts';
import { useMay } from '../team/use-may.ts';
import { useOffer } from '../ui/commands.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** A place as a row of the register: changed, retired and brought back, with its photos and drawings. */
export function PlaceRegister({
  place,
  onChange,
}: {
  /** Undefined once it is retired: what was just taken away can still be brought back from here. */
  readonly place: Place | undefined;
  readonly onChange: (place: Place) => void;
}) {
  const { t, nameOf } = useText();
  const may = useMay('place.change');
  const [gone, setGone] = useState<Place | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const facts = { place: place ? `${place.key} ${nameOf(place.names)}` : '' };
  useOffer('place.change', 'place.changeOf', place && may ? () => onChange(place) : null, { facts });
  useOffer('place.retire', 'place.retireOf', place && may ? () => void retire(place) : null, { facts });

  async function retire({ id, version }: Place): Promise<void> {
    const result = await ask('place.retire', { id, version });
    setProblem(result.ok ? null : refusalText(result.refusal));
    setGone(result.ok ? result.value : null);
  }
  async function reinstate({ id, version }: Place): Promise<void> {
    const result = await ask('place.reinstate', { id, version });
    setProblem(result.ok ? null : refusalText(result.refusal));
    if (result.ok) setGone(null);
  }

  return (
    <>
      <Problem>{problem}</Problem>
      {gone && !place && (
        <div className="row" role="status">
          {t('place.gone', { place: `${gone.key} ${nameOf(gone.names)}` })}
          <Button autoFocus onPress={() => void reinstate(gone)}>
            {t('common.undo')}
          </Button>
        </div>
      )}
      {place && may && (
        <div className="row">
          <Button onPress={() => onChange(place)}>{t('common.edit')}</Button>
          <Button onPress={() => void retire(place)}>{t('place.retire')}</Button>
        </div>
      )}
      {place && <Papers noun="place" rowId={place.id} />}
    </>
  );
}
