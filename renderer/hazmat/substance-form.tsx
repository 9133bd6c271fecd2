import { useState } from 'react';
import type { Input } from '../../electron/contract.ts';
import { ghsPictograms, type Ghs, type Substance } from '../../electron/hazmat/hazmat.ts';
import { segregationGroups } from '../../electron/hazmat/segregation.ts';
import { ask } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { Conflict } from '../ui/conflict.tsx';
import { useForm } from '../ui/form.ts';
import { NameFields, namesOf } from '../ui/name-fields.tsx';
import { numberOf } from '../ui/number-of.ts';
import '../ui/form.css';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText, type Text } from '../ui/text.ts';
import { GhsSign, Placard } from './placards.tsx';
import { physicalNames, toxicNames } from './substance-names.ts';

const forms = ['gas', 'liquid', 'solid'] as const;
const packingGroups = ['', 'I', 'II', 'III'] as const;
type Figure = (typeof physicalNames)[number] | (typeof toxicNames)[number];

type Typed = Readonly<Record<Figure, string>> & {
  readonly key: string;
  readonly en: string;
  readonly srLatn: string;
  readonly zhHans: string;
  readonly unNumber: string;
  readonly hazardClass: string;
  readonly subsidiary: string;
  readonly packingGroup: (typeof packingGroups)[number];
  readonly ghs: readonly Ghs[];
  readonly hStatements: string;
  readonly ergGuide: string;
  readonly form: (typeof forms)[number];
  readonly cas: string;
  readonly groups: readonly string[];
  readonly physicalSource: string;
  readonly unit: 'ppm' | 'mg/m3';
  readonly toxicSource: string;
  /** The version that was read before anything was typed. */
  readonly version: number;
};

const shown = (value: number | null): string => (value === null ? '' : String(value));

function typedOf(substance: Substance | null): Typed {
  const figures = Object.fromEntries([
    ...physicalNames.map((name) => [name, shown(substance?.physical[name] ?? null)] as const),
    ...toxicNames.map((name) => [name, shown(substance?.toxic[name] ?? null)] as const),
  ]) as Record<Figure, string>;
  return {
    ...figures,
    key: substance?.key ?? '',
    ...(substance?.names ?? { en: '', srLatn: '', zhHans: '' }),
    unNumber: substance?.unNumber ?? '',
    hazardClass: substance?.hazardClass ?? '',
    subsidiary: substance?.subsidiary.join(', ') ?? '',
    packingGroup: substance?.packingGroup ?? '',
    ghs: substance?.ghs ?? [],
    hStatements: substance?.hStatements.join(', ') ?? '',
    ergGuide: substance?.ergGuide ?? '',
    form: substance?.form ?? 'liquid',
    cas: substance?.cas ?? '',
    groups: substance?.groups ?? [],
    physicalSource: substance?.physical.source ?? '',
    unit: substance?.toxic.unit ?? 'ppm',
    toxicSource: substance?.toxic.source ?? '',
    version: substance?.version ?? 0,
  };
}

const listOf = (text: string): string[] => text.split(/[\s,;+/]+/u).filter((one) => one !== '');
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What is sent; a figure that is no number goes as none, and its field is named in the refusal. */
function detailsOf(typed: Typed): Omit<Input<'hazmat.addSubstance'>, 'key'> {
  const figures = <N extends Figure>(names: readonly N[]): Record<N, number | null> =>
    Object.fromEntries(names.map((name) => [name, numberOf(typed[name])])) as Record<N, number | null>;
  return {
    names: namesOf(typed),
    unNumber: orNull(typed.unNumber.replace(/^un\s*/iu, '')),
    hazardClass: typed.hazardClass.trim(),
    subsidiary: listOf(typed.subsidiary),
    packingGroup: typed.packingGroup === '' ? null : typed.packingGroup,
    ghs: [...typed.ghs],
    hStatements: listOf(typed.hStatements),
    ergGuide: orNull(typed.ergGuide),
    form: typed.form,
    cas: orNull(typed.cas),
    groups: segregationGroups.filter((one) => typed.groups.includes(one)),
    physical: { ...figures(physicalNames), source: typed.physicalSource },
    toxic: { ...figures(toxicNames), unit: typed.unit, source: typed.toxicSource },
  };
}

/** A substance of the site's own, or all that is known of one. What is typed survives a power cut. */
export function SubstanceForm({
  substance,
  done,
}: {
  readonly substance: Substance | null;
  readonly done: (id: string | null) => void;
}) {
  const text = useText();
  const { t } = text;
  const form = useForm<'hazmat.addSubstance' | 'hazmat.changeSubstance', Typed>(
    substance ? 'hazmat.changeSubstance' : 'hazmat.addSubstance',
    typedOf(substance),
    {
      draft: `substance.${substance?.id ?? 'new'}`,
      codes: {
        substanceKeyTaken: 'key', substanceCas: 'cas', substanceKeepOrder: 'keepMinC', substanceLelOrder: 'lelPercent',
        substanceSubsidiary: 'subsidiary',
      },
    },
  ); // prettier-ignore
  const { typed, change, problemOf } = form;
  const [theirs, setTheirs] = useState<Substance | null>(null);
  const title = substance ? t('hazmat.changeSubstance') : t('hazmat.ownSubstance');

  async function save(version: number): Promise<void> {
    const details = detailsOf(typed);
    const result = await form.send(
      substance ? { id: substance.id, version, ...details } : { key: typed.key, ...details },
    );
    if (result.ok) return done(result.value.id);
    if (!substance || result.refusal.refused !== 'conflict') return;
    const now = await ask('hazmat.substance', { id: substance.id });
    if (now.ok && now.value) setTheirs(now.value);
  }
  function leave(): void {
    form.forget();
    done(null);
  }
  const field = (name: Exclude<keyof Typed, 'ghs' | 'groups' | 'version'>, label: string, help?: string) => (
    <Field
      key={name}
      label={label}
      value={typed[name]}
      onChange={(value) => change({ [name]: value })}
      problem={problemOf(name)}
      {...(help === undefined ? {} : { help })}
    />
  );

  return (
    <Panel title={title} aside={substance?.key}>
      <form
        ref={form.box}
        className="scroll edit-form"
        aria-label={title}
        onSubmit={(event) => {
          event.preventDefault();
          void save(typed.version);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.defaultPrevented) leave();
        }}
      >
        {!substance && (
          <Field
            label={t('field.name.key')}
            help={t('hazmat.keyHelp')}
            value={typed.key}
            onChange={(key) => change({ key })}
            problem={problemOf('key')}
            autoFocus
          />
        )}
        <NameFields typed={typed} change={change} problemOf={problemOf} autoFocus={substance !== null} />
        <div className="pair">
          {field('unNumber', t('hazmat.unNumber'))}
          {field('cas', 'CAS')}
          {field('hazardClass', t('hazmat.hazardClass'), t('hazmat.classHelp'))}
          {field('subsidiary', t('hazmat.subsidiary'))}
          <Choice
            label={t('hazmat.packing')}
            value={typed.packingGroup}
            of={packingGroups.map((value) => ({ value, label: value }))}
            onChange={(packingGroup) => change({ packingGroup })}
          />
          <Choice
            label={t('hazmat.form.label')}
            value={typed.form}
            of={forms.map((value) => ({ value, label: t(`hazmat.form.${value}`) }))}
            onChange={(one) => change({ form: one })}
          />
          {field('hStatements', t('hazmat.hStatements'))}
          {field('ergGuide', t('hazmat.ergGuide'))}
        </div>
        <Placards hazardClass={typed.hazardClass} subsidiary={listOf(typed.subsidiary)} />
        <fieldset>
          <legend>{t('hazmat.pictograms')}</legend>
          <div className="toggles">
            {ghsPictograms.map((one) => (
              <Button
                key={one}
                className={typed.ghs.includes(one) ? 'chosen' : ''}
                aria-pressed={typed.ghs.includes(one)}
                onPress={() => change({ ghs: toggled(ghsPictograms, typed.ghs, one) })}
              >
                <GhsSign ghs={one} size={32} /> {one}
              </Button>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend>{t('hazmat.groups')}</legend>
          <div className="toggles">
            {segregationGroups.map((one) => (
              <Button
                key={one}
                className={typed.groups.includes(one) ? 'chosen' : ''}
                aria-pressed={typed.groups.includes(one)}
                onPress={() => change({ groups: toggled(segregationGroups, typed.groups, one) })}
              >
                {t(`hazmat.group.${one}`)}
              </Button>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend>{t('hazmat.physical.title')}</legend>
          <div className="pair">
            {physicalNames.map((name) => field(name, t(`hazmat.physical.${name}`)))}
            {field('physicalSource', t('hazmat.source'))}
          </div>
        </fieldset>
        <fieldset>
          <legend>{t('hazmat.toxicLegend')}</legend>
          <div className="pair">
            <Choice
              label={t('field.name.unit')}
              value={typed.unit}
              of={(['ppm', 'mg/m3'] as const).map((value) => ({ value, label: value }))}
              onChange={(unit) => change({ unit })}
            />
            {toxicNames.map((name) => field(name, toxicLabel(name)))}
            {field('toxicSource', t('hazmat.source'))}
          </div>
        </fieldset>
        {substance && theirs ? (
          <Conflict
            rows={differences(text, typed, typedOf(theirs))}
            onMine={() => void save(theirs.version)}
            onTheirs={leave}
          />
        ) : (
          <>
            <Problem>{form.problem}</Problem>
            <div className="row">
              <Button go type="submit" isDisabled={form.pending}>
                {t('common.save')}
              </Button>
              <Button onPress={leave}>{t('common.cancel')}</Button>
            </div>
          </>
        )}
      </form>
    </Panel>
  );
}

/** One more or one fewer, in the order of the list. */
function toggled<T extends string>(order: readonly T[], chosen: readonly string[], one: T): readonly T[] {
  return order.filter((each) => (each === one ? !chosen.includes(one) : chosen.includes(each)));
}

/** AEGL-2 and the like, as the trade writes them. */
export function toxicLabel(name: (typeof toxicNames)[number]): string {
  return name.toUpperCase().replace(/(\d)$/u, '-$1');
}

function Placards({
  hazardClass,
  subsidiary,
}: {
  readonly hazardClass: string;
  readonly subsidiary: readonly string[];
}) {
  const classes = [hazardClass.trim(), ...subsidiary].filter((one) => one !== '');
  return (
    <div className="row">
      {classes.map((one, at) => (
        <Placard key={`${one} ${at}`} hazardClass={one} size={44} />
      ))}
    </div>
  );
}

function differences(
  { t }: Text,
  mine: Typed,
  theirs: Typed,
): readonly { readonly label: string; readonly mine: string; readonly theirs: string }[] {
  const labels: Readonly<Partial<Record<keyof Typed, string>>> = {
    en: t('common.nameIn.en'),
    srLatn: t('common.nameIn.srLatn'),
    zhHans: t('common.nameIn.zhHans'),
    unNumber: t('hazmat.unNumber'),
    cas: 'CAS',
    hazardClass: t('hazmat.hazardClass'),
    subsidiary: t('hazmat.subsidiary'),
    packingGroup: t('hazmat.packing'),
    form: t('hazmat.form.label'),
    hStatements: t('hazmat.hStatements'),
    ergGuide: t('hazmat.ergGuide'),
    ghs: t('hazmat.pictograms'),
    groups: t('hazmat.groups'),
    ...Object.fromEntries(physicalNames.map((name) => [name, t(`hazmat.physical.${name}`)])),
    ...Object.fromEntries(toxicNames.map((name) => [name, toxicLabel(name)])),
    unit: t('field.name.unit'),
  };
  return Object.entries(labels).map(([name, label]) => ({
    label,
    mine: String(mine[name as keyof Typed]),
    theirs: String(theirs[name as keyof Typed]),
  }));
}
