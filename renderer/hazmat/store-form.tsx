import { useState } from 'react';
import {
  storeKinds, units, ventilations, type Store, type StoreKind, type Unit, type Ventilation,
} from '../../electron/hazmat/hazmat.ts'; // prettier-ignore
import { ask, useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { Conflict } from '../ui/conflict.tsx';
import { useForm } from '../ui/form.ts';
import { intend } from '../ui/intent.ts';
import { namesOf, type TypedNames } from '../ui/name-fields.tsx';
import { numberOf } from '../ui/number-of.ts';
import '../ui/form.css';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText, type Text } from '../ui/text.ts';
import { useMay } from '../team/use-may.ts';

interface Typed extends TypedNames {
  readonly placeId: string;
  readonly kind: StoreKind;
  readonly capacity: string;
  readonly unit: Unit;
  readonly allowedClasses: string;
  readonly containmentM3: string;
  readonly ventilation: Ventilation;
  readonly minC: string;
  readonly maxC: string;
  /** The version that was read before anything was typed. */
  readonly version: number;
}

const shown = (value: number | null): string => (value === null ? '' : String(value));

function typedOf(store: Store | null): Typed {
  return {
    ...(store?.containment ?? { en: '', srLatn: '', zhHans: '' }),
    placeId: '',
    kind: store?.kind ?? 'building',
    capacity: shown(store?.capacity ?? null),
    unit: store?.unit ?? 't',
    allowedClasses: store?.allowedClasses.join(', ') ?? '',
    containmentM3: shown(store?.containmentM3 ?? null),
    ventilation: store?.ventilation ?? 'unknown',
    minC: shown(store?.minC ?? null),
    maxC: shown(store?.maxC ?? null),
    version: store?.version ?? 0,
  };
}

/** What a store is and what it may hold; an assessment decides by these. Without a store: a place becomes one. */
export function StoreForm({
  store,
  done,
}: {
  readonly store: Store | null;
  readonly done: (id: string | null) => void;
}) {
  const text = useText();
  const { t } = text;
  const form = useForm<'hazmat.addStore' | 'hazmat.changeStore', Typed>(
    store ? 'hazmat.changeStore' : 'hazmat.addStore',
    typedOf(store),
    {
      draft: `store.${store?.id ?? 'new'}`,
      codes: { storeHoldsMore: 'capacity', storeTemperatureOrder: 'minC', notAStore: 'placeId', storeKnown: 'placeId' },
    },
  ); // prettier-ignore
  const { typed, change, problemOf } = form;
  const [theirs, setTheirs] = useState<Store | null>(null);
  const title = store ? t('hazmat.changeStore') : t('hazmat.addStore');

  async function save(version: number): Promise<void> {
    const said = namesOf(typed);
    const details = {
      kind: typed.kind,
      capacity: numberOf(typed.capacity) ?? Number.NaN,
      unit: typed.unit,
      allowedClasses: typed.allowedClasses.split(/[\s,;]+/u).filter(Boolean),
      containment: said.en === '' ? null : said,
      containmentM3: numberOf(typed.containmentM3),
      ventilation: typed.ventilation,
      minC: numberOf(typed.minC),
      maxC: numberOf(typed.maxC),
    };
    const result = await form.send(
      store ? { id: store.id, version, ...details } : { placeId: typed.placeId, ...details },
    );
    if (result.ok) return done(result.value.id);
    if (!store || result.refusal.refused !== 'conflict') return;
    const now = await ask('hazmat.store', { id: store.id });
    if (now.ok && now.value) setTheirs(now.value);
  }
  function leave(): void {
    form.forget();
    done(null);
  }
  const field = (
    name: 'capacity' | 'allowedClasses' | 'containmentM3' | 'minC' | 'maxC',
    label: string,
    help?: string,
  ) => (
    <Field
      label={label}
      value={typed[name]}
      onChange={(value) => change({ [name]: value })}
      problem={problemOf(name)}
      {...(help === undefined ? {} : { help })}
    />
  );
  return (
    <form
      ref={form.box}
      className="edit-form"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void save(typed.version);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        leave();
      }}
    >
      {!store && <PlaceOfKind value={typed.placeId} onChange={(placeId) => change({ placeId })} />}
      <Problem>{problemOf('placeId')}</Problem>
      <div className="pair">
        <Choice
          label={t('hazmat.storeKind.label')}
          value={typed.kind}
          of={storeKinds.map((one) => ({ value: one, label: t(`hazmat.storeKind.${one}`) }))}
          onChange={(kind) => change({ kind })}
        />
        <Choice
          label={t('hazmat.ventilation.label')}
          value={typed.ventilation}
          of={ventilations.map((one) => ({ value: one, label: t(`hazmat.ventilation.${one}`) }))}
          onChange={(ventilation) => change({ ventilation })}
        />
        {field('capacity', t('hazmat.capacity'))}
        <Choice
          label={t('field.name.unit')}
          value={typed.unit}
          of={units.map((one) => ({ value: one, label: t(`common.unit.${one}`, { value: '' }).trim() }))}
          onChange={(unit) => change({ unit })}
        />
        {field('minC', t('hazmat.minC'))}
        {field('maxC', t('hazmat.maxCLong'))}
        {field('containmentM3', t('hazmat.containmentM3'))}
        {field('allowedClasses', t('hazmat.allowed'), t('hazmat.allowedHelp'))}
      </div>
      <fieldset>
        <legend>{t('hazmat.containmentWords')}</legend>
        {(['en', 'srLatn', 'zhHans'] as const).map((one) => (
          <Field
            key={one}
            label={t(`hazmat.wordsIn.${one}`)}
            value={typed[one]}
            onChange={(value) => change({ [one]: value })}
          />
        ))}
      </fieldset>
      {store && theirs ? (
        <Conflict
          rows={differences(text, typed, typedOf(theirs))}
          onMine={() => void save(theirs.version)}
          onTheirs={leave}
        />
      ) : (
        <>
          <Problem>{form.problem}</Problem>
          <div className="row">
            <Button go type="submit" isDisabled={form.pending || (!store && typed.placeId === '')}>
              {t('common.save')}
            </Button>
            <Button onPress={leave}>{t('common.cancel')}</Button>
          </div>
        </>
      )}
    </form>
  );
}

/** A store is a place with an outline: one that is drawn and not in the register yet, or one to be drawn. */
function PlaceOfKind({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (placeId: string) => void;
}) {
  const { t, nameOf } = useText();
  const page = useQueryOf('hazmat.freePlaces', {}, { nouns: ['place', 'store'] }).data;
  const mayDraw = useMay('place.add');
  return (
    <>
      {page && page.rows.length === 0 ? (
        <p className="muted">{t('hazmat.noFreePlace')}</p>
      ) : (
        <Choice
          label={t('hazmat.place')}
          value={value}
          of={[
            { value: '', label: '' },
            ...(page?.rows ?? []).map(({ id, key, names }) => ({
              value: id,
              label: `${key} · ${nameOf(names)}`,
            })),
          ]}
          onChange={onChange}
        />
      )}
      {mayDraw && (
        <div className="row">
          <Button onPress={() => intend('map', { what: 'place.add' })}>{t('hazmat.drawPlace')}</Button>
        </div>
      )}
    </>
  );
}

function differences(
  { t }: Text,
  mine: Typed,
  theirs: Typed,
): readonly { readonly label: string; readonly mine: string; readonly theirs: string }[] {
  const said = (of: Typed) => [
    t(`hazmat.storeKind.${of.kind}`),
    t(`hazmat.ventilation.${of.ventilation}`),
    of.capacity,
    of.unit,
    of.allowedClasses,
    of.containmentM3,
    of.minC,
    of.maxC,
    of.en,
    of.srLatn,
    of.zhHans,
  ];
  const labels = [
    t('hazmat.storeKind.label'), t('hazmat.ventilation.label'), t('hazmat.capacity'), t('field.name.unit'), t('hazmat.allowed'),
    t('hazmat.containmentM3'), t('hazmat.minC'), t('hazmat.maxCLong'), t('hazmat.wordsIn.en'), t('hazmat.wordsIn.srLatn'),
    t('hazmat.wordsIn.zhHans'),
  ]; // prettier-ignore
  const [ours, other] = [said(mine), said(theirs)];
  return labels.map((label, at) => ({ label, mine: ours[at] ?? '', theirs: other[at] ?? '' }));
}
