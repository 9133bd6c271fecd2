import { useState } from 'react';
import type { StoreDetail } from '../../electron/hazmat/hazmat.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useNumber } from '../stock/stock-form.tsx';
import { Choice } from '../ui/choice.tsx';
import { Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';

/** The level as the glass or the radar shows it; the books are another thing, and a difference is found. */
export function TankLevel({
  tank,
  done,
}: {
  readonly tank: StoreDetail['tanks'][number];
  readonly done: () => void;
}) {
  const { t } = useText();
  const read = useCommand('hazmat.readTank');
  const number = useNumber();
  const [typed, setTyped] = useState(tank.levelPercent?.toString() ?? '');
  async function send(): Promise<void> {
    const levelPercent = number.read(typed, t('hazmat.level'));
    if (levelPercent !== null && (await read.run({ id: tank.id, version: tank.version, levelPercent })).ok)
      done();
  }
  return (
    <ShortForm
      title={t('hazmat.readTank', { tank: tank.place.key })}
      problem={number.problem ?? read.problem}
      pending={read.pending}
      send={send}
      done={done}
    >
      <Field label={t('hazmat.level')} value={typed} onChange={setTyped} autoFocus />
    </ShortForm>
  );
}

/** A tank of a store: a place of that kind inside it, with what it takes and how far it may be filled. */
export function AddTank({ storeId, done }: { readonly storeId: string; readonly done: () => void }) {
  const { t, nameOf } = useText();
  const add = useCommand('hazmat.addTank');
  const number = useNumber();
  const places = useQueryOf('hazmat.freePlaces', { storeId }, { nouns: ['place', 'tank'] }).data?.rows;
  const [placeId, setPlaceId] = useState('');
  const [volume, setVolume] = useState('');
  const [most, setMost] = useState('95');
  async function send(): Promise<void> {
    const volumeM3 = number.read(volume, t('hazmat.tankVolume'));
    const maxPercent = volumeM3 === null ? null : number.read(most, t('hazmat.tankMost'));
    if (volumeM3 === null || maxPercent === null) return;
    if ((await add.run({ placeId, storeId, volumeM3, maxPercent })).ok) done();
  }
  return (
    <ShortForm
      title={t('hazmat.addTank')}
      problem={number.problem ?? add.problem}
      pending={add.pending || placeId === ''}
      send={send}
      done={done}
    >
      {places?.length === 0 && <p className="muted all">{t('hazmat.noFreeTank')}</p>}
      <Choice
        label={t('hazmat.place')}
        value={placeId}
        of={[
          { value: '', label: '' },
          ...(places ?? []).map(({ id, key, names }) => ({ value: id, label: `${key} · ${nameOf(names)}` })),
        ]}
        onChange={setPlaceId}
      />
      <Field label={t('hazmat.tankVolume')} value={volume} onChange={setVolume} />
      <Field label={t('hazmat.tankMost')} value={most} onChange={setMost} />
    </ShortForm>
  );
}
