import { useState } from 'react';
import type { Input } from '../../electron/contract.ts';
import {
  storeKinds, units, ventilations, type Store, type StoreDetail, type StoreKind, type Unit, type Ventilation,
} from '../../electron/hazmat/hazmat.ts'; // prettier-ignore
import { useCommand } from '../api.ts';
import { useNumber } from '../stock/stock-form.tsx';
import { Choice } from '../ui/choice.tsx';
import { numberOf } from '../ui/number-of.ts';
import { Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';

/** What a store is and what it may hold; an assessment decides by these. */
export function StoreForm({ store, done }: { readonly store: Store; readonly done: () => void }) {
  const { t } = useText();
  const change = useCommand('hazmat.changeStore');
  const number = useNumber();
  const [kind, setKind] = useState<StoreKind>(store.kind);
  const [unit, setUnit] = useState<Unit>(store.unit);
  const [ventilation, setVentilation] = useState<Ventilation>(store.ventilation);
  const [typed, setTyped] = useState({
    capacity: String(store.capacity),
    classes: store.allowedClasses.join(', '),
    containmentM3: store.containmentM3?.toString() ?? '',
    minC: store.minC?.toString() ?? '',
    maxC: store.maxC?.toString() ?? '',
  });
  const set = (name: keyof typeof typed) => (value: string) =>
    setTyped((before) => ({ ...before, [name]: value }));
  async function send(): Promise<void> {
    const capacity = number.read(typed.capacity, t('hazmat.capacity'));
    if (capacity === null) return;
    const input: Input<'hazmat.changeStore'> = {
      id: store.id,
      version: store.version,
      kind,
      capacity,
      unit,
      ventilation,
      allowedClasses: typed.classes.split(/[\s,;]+/).filter(Boolean),
      containment: store.containment,
      containmentM3: numberOf(typed.containmentM3),
      minC: numberOf(typed.minC),
      maxC: numberOf(typed.maxC),
    };
    if ((await change.run(input)).ok) done();
  }
  return (
    <ShortForm
      title={t('hazmat.changeStore')}
      problem={number.problem ?? change.problem}
      pending={change.pending}
      send={send}
      done={done}
    >
      <Choice
        label={t('hazmat.storeKind.label')}
        value={kind}
        of={storeKinds.map((one) => ({ value: one, label: t(`hazmat.storeKind.${one}`) }))}
        onChange={setKind}
      />
      <Field label={t('hazmat.capacity')} value={typed.capacity} onChange={set('capacity')} autoFocus />
      <Choice
        label={t('field.name.unit')}
        value={unit}
        of={units.map((one) => ({ value: one, label: t(`common.unit.${one}`, { value: '' }).trim() }))}
        onChange={setUnit}
      />
      <Field label={t('hazmat.allowed')} value={typed.classes} onChange={set('classes')} />
      <Field label={t('hazmat.containmentM3')} value={typed.containmentM3} onChange={set('containmentM3')} />
      <Choice
        label={t('hazmat.ventilation.label')}
        value={ventilation}
        of={ventilations.map((one) => ({ value: one, label: t(`hazmat.ventilation.${one}`) }))}
        onChange={setVentilation}
      />
      <Field label={t('hazmat.minC')} value={typed.minC} onChange={set('minC')} />
      <Field label={t('hazmat.maxC')} value={typed.maxC} onChange={set('maxC')} />
    </ShortForm>
  );
}

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
