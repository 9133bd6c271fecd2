import { useEffect, useId, useRef, useState } from 'react';
import { ergMaterial, ergTable } from '../../electron/hazard/erg.ts';
import { sourceKinds, type Release, type Setting, type Source } from '../../electron/release/release.ts';
import type { Input } from '../../electron/contract.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { keepDraft, keptDraft } from '../incident/drafts.ts';
import { positionIn } from '../incident/composer-words.ts';
import { PlaceField, type Where } from '../incident/place-field.tsx';
import { Choice } from '../ui/choice.tsx';
import { numberOf } from '../ui/number-of.ts';
import { Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';

/** The numbers of each kind of source, in the order in which they are asked on the radio. */
const numbers: Readonly<Record<Source['kind'], readonly string[]>> = {
  unknown: [],
  direct: ['rateKgS', 'minutes'],
  instant: ['massKg'],
  vessel: ['holeMm', 'pressureBar', 'temperatureC', 'massKg', 'headM'],
  pool: ['massKg', 'diameterM'],
  duct: ['ppm', 'flowNm3H', 'heightM', 'minutes'],
};
/** Any number of the printed book may be typed. */
const other = 'other';
const mayBeEmpty: ReadonlySet<string> = new Set(['diameterM', 'headM', 'heightM']);

interface Typed {
  readonly un: string;
  /** Typed, when the material is none of the list. */
  readonly otherUn: string;
  readonly where: Where;
  readonly kind: Source['kind'];
  readonly content: 'gas' | 'liquid' | 'liquefied';
  readonly numbers: Readonly<Record<string, string>>;
  readonly setting: Setting;
  readonly cloud: string;
}

const usual: Setting = {
  spill: 'large',
  container: null,
  fire: false,
  indoors: false,
  inWater: false,
  terrain: 'open',
  cloudOktas: null,
  levels: 'AEGL',
  exposureMinutes: 60,
};

function begin(release: Release | null): Typed {
  const source = release?.source ?? { kind: 'unknown' as const };
  const given = Object.entries(source).flatMap(([name, value]) =>
    typeof value === 'number' ? [[name, String(value)]] : [],
  );
  return {
    un: release?.un ?? '1079',
    otherUn: '',
    where: { text: '', place: null },
    kind: source.kind,
    content: source.kind === 'vessel' ? source.content : 'liquefied',
    numbers: Object.fromEntries(given) as Record<string, string>,
    setting: release?.setting ?? usual,
    cloud: release?.setting.cloudOktas?.toString() ?? '',
  };
}

/** Declares a release, or changes what is known of one: material first, the rest only as far as it is known. */
export function ReleaseForm(props: {
  readonly incidentId: string;
  readonly placeId: string | null;
  readonly release: Release | null;
  readonly done: () => void;
}) {
  const { t, nameOf } = useText();
  const { release } = props;
  // What was typed is there again after a look at the log, or a crash; not over what another has changed meanwhile.
  const draft = `release.${props.incidentId}.${release ? `${release.id}.${release.version}` : 'new'}`;
  const [typed, setTyped] = useState(() => keptDraft(draft, begin(release)));
  const [problem, setProblem] = useState<string | null>(null);
  const declare = useCommand('release.declare');
  const change = useCommand('release.change');
  const substances =
    useQueryOf('hazmat.substances', { limit: 200 }, { nouns: ['substance'] }).data?.rows ?? [];
  const box = useRef<HTMLDivElement>(null);
  const placeLabel = useId();
  useEffect(() => box.current?.querySelector<HTMLElement>('select, input')?.focus(), []);

  // What the site has stands first, under its own names.
  const own = substances.flatMap((one) =>
    one.unNumber === null ? [] : [{ un: one.unNumber, name: nameOf(one.names) }],
  );
  const seen = own.filter(({ un }, at) => own.findIndex((one) => one.un === un) === at);
  const all = [...seen, ...ergTable.materials.filter(({ un }) => !seen.some((one) => one.un === un))];
  const materials = [
    ...all.map(({ un, name }) => ({ value: un, label: `${un} ${name}` })),
    { value: other, label: t('release.other') },
  ];
  const containers = ergMaterial(typed.un)?.containers ?? [];
  const set = (more: Partial<Typed>): void => {
    const next = { ...typed, ...more };
    keepDraft(draft, next);
    setTyped(next);
  };
  const setSetting = (more: Partial<Setting>): void => set({ setting: { ...typed.setting, ...more } });

  function read(): { source: Source; setting: Setting } | null {
    const values: Record<string, number | null> = {};
    for (const name of numbers[typed.kind]) {
      const value = numberOf(typed.numbers[name] ?? '');
      if (Number.isNaN(value) || (value === null && !mayBeEmpty.has(name))) {
        setProblem(t('release.notANumber', { field: t(`release.field.${name}`) }));
        return null;
      }
      if (value !== null || name === 'diameterM') values[name] = value ?? null;
    }
    const cloudOktas = numberOf(typed.cloud);
    if (Number.isNaN(cloudOktas)) {
      setProblem(t('release.notANumber', { field: t('release.cloud') }));
      return null;
    }
    const source = {
      kind: typed.kind,
      ...(typed.kind === 'vessel' ? { content: typed.content, headM: 0 } : {}),
      ...(typed.kind === 'duct' ? { heightM: 0 } : {}),
      ...values,
    } as Source;
    return { source, setting: { ...typed.setting, cloudOktas: cloudOktas ?? null } };
  }

  /** The place or position that was typed, else the incident's; null when what was typed is neither. */
  function whereabouts(): { placeId: string | null; longitude?: number; latitude?: number } | null {
    const { text, place } = typed.where;
    if (place) return { placeId: place.id };
    if (text.trim() === '') return { placeId: props.placeId };
    const position = positionIn(text);
    if (position !== null && position !== 'bad') return { placeId: null, ...position };
    setProblem(t('release.badPlace', { text: text.trim() }));
    return null;
  }

  async function send(): Promise<void> {
    setProblem(null);
    const un = typed.un === other ? typed.otherUn.trim() : typed.un;
    if (!/^\d{4}$/.test(un)) return setProblem(t('release.badUn'));
    const at = whereabouts();
    const known = at && read();
    if (!known) return;
    const input: Input<'release.declare'> = {
      incidentId: props.incidentId,
      un,
      ...at,
      ...known,
    };
    const result = release
      ? await change.run({ id: release.id, version: release.version, ...known })
      : await declare.run(input);
    if (result.ok) leave();
  }

  function leave(): void {
    keepDraft(draft, null);
    props.done();
  }

  const options = <T extends string>(values: readonly T[], key: string) =>
    values.map((value) => ({ value, label: t(`release.${key}.${value}`) }));
  return (
    <div ref={box}>
      <ShortForm
        title={t(release ? 'release.change' : 'release.declare')}
        action={t(release ? 'common.save' : 'release.declare')}
        problem={problem ?? declare.problem ?? change.problem}
        pending={declare.pending || change.pending}
        send={send}
        done={leave}
      >
        {!release && (
          <>
            <Choice
              label={t('release.material')}
              value={typed.un}
              of={materials}
              onChange={(un) => set({ un, setting: { ...typed.setting, container: null } })}
            />
            {typed.un === other && (
              <Field
                label={t('release.unNumber')}
                value={typed.otherUn}
                onChange={(otherUn) => set({ otherUn })}
              />
            )}
            <div>
              <PlaceField
                id={placeLabel}
                value={typed.where}
                onChange={(where) => set({ where })}
                onNext={() => {}}
              />
              {props.placeId !== null && typed.where.text.trim() === '' && (
                <span className="help">{t('release.noPlace')}</span>
              )}
            </div>
          </>
        )}
        <Choice<Setting['spill']>
          label={t('release.spillLabel')}
          value={typed.setting.spill}
          of={options(['small', 'large'], 'spill')}
          onChange={(spill) => setSetting({ spill })}
        />
        {containers.length > 0 && (
          <Choice
            label={t('release.containerLabel')}
            value={typed.setting.container ?? ''}
            of={[
              { value: '', label: t('release.containerUnknown') },
              ...containers.map(({ container }) => ({
                value: container,
                label: t(`release.container.${container}`),
              })),
            ]}
            onChange={(container) => setSetting({ container: container === '' ? null : container })}
          />
        )}
        <Choice
          label={t('release.sourceLabel')}
          value={typed.kind}
          of={options(sourceKinds, 'source')}
          onChange={(kind) => set({ kind })}
        />
        {typed.kind === 'vessel' && (
          <Choice<Typed['content']>
            label={t('release.field.content')}
            value={typed.content}
            of={options(['gas', 'liquid', 'liquefied'], 'content')}
            onChange={(content) => set({ content })}
          />
        )}
        {numbers[typed.kind].map((name) => (
          <Field
            key={name}
            label={t(`release.field.${name}`)}
            value={typed.numbers[name] ?? ''}
            onChange={(value) => set({ numbers: { ...typed.numbers, [name]: value } })}
          />
        ))}
        <Choice<Setting['terrain']>
          label={t('release.terrainLabel')}
          value={typed.setting.terrain}
          of={options(['open', 'builtUp', 'valley'], 'terrain')}
          onChange={(terrain) => setSetting({ terrain })}
        />
        <Field label={t('release.cloud')} value={typed.cloud} onChange={(cloud) => set({ cloud })} />
        <Choice<Setting['levels']>
          label={t('release.levelsLabel')}
          value={typed.setting.levels}
          of={options(['AEGL', 'ERPG', 'IDLH', 'LEL'], 'levels')}
          onChange={(levels) => setSetting({ levels })}
        />
        <div className="row all release-flags">
          {(['indoors', 'fire', 'inWater'] as const).map((flag) => (
            <label key={flag}>
              <input
                type="checkbox"
                checked={typed.setting[flag]}
                onChange={(event) => setSetting({ [flag]: event.target.checked })}
              />
              {t(`release.flag.${flag}`)}
            </label>
          ))}
        </div>
      </ShortForm>
    </div>
  );
}
