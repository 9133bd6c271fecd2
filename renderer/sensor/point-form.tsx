import { useState } from 'react';
import { unitsOf, type Limit, type Point, type PointKind } from '../../electron/sensor/point.ts';
import { useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { Conflict } from '../ui/conflict.tsx';
import { useForm } from '../ui/form.ts';
import { NameFields, namesOf } from '../ui/name-fields.tsx';
import { numberOf } from '../ui/number-of.ts';
import '../ui/form.css';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

const kinds = Object.keys(unitsOf) as PointKind[];
const levels = ['watch', 'warning', 'danger'] as const;
const sides = ['above', 'below'] as const;
/** What instruments of a kind usually show. */
const usual: Record<PointKind, readonly [number, number]> = {
  waterLevel: [0, 1000], rain: [0, 200], flow: [0, 5000], pumpState: [0, 2], gatePosition: [0, 100], gas: [0, 500],
  windSpeed: [0, 60], windDirection: [0, 360], temperature: [-40, 80], piezometer: [0, 1000],
}; // prettier-ignore

type LimitName = `${(typeof levels)[number]}-${(typeof sides)[number]}`;
type Typed = {
  kind: PointKind;
  /** The version that was on the screen when the change was begun. */
  version: number;
} & Record<
  | 'key'
  | 'en'
  | 'srLatn'
  | 'zhHans'
  | 'unit'
  | 'placeId'
  | 'minValue'
  | 'maxValue'
  | 'everySeconds'
  | 'frozenMinutes',
  string
> &
  Record<LimitName, string>;

const noLimits: Record<LimitName, string> = {
  'watch-above': '', 'watch-below': '', 'warning-above': '', 'warning-below': '', 'danger-above': '', 'danger-below': '',
}; // prettier-ignore
const empty: Typed = {
  kind: 'rain', version: 0, key: '', en: '', srLatn: '', zhHans: '', unit: 'mm', placeId: '', minValue: '0', maxValue: '200',
  everySeconds: '60', frozenMinutes: '', ...noLimits,
}; // prettier-ignore

const typedOf = (point: Point): Typed => ({
  kind: point.kind,
  version: point.version,
  key: point.key,
  en: point.names.en,
  srLatn: point.names.srLatn,
  zhHans: point.names.zhHans,
  unit: point.unit,
  placeId: point.placeId ?? '',
  minValue: String(point.minValue),
  maxValue: String(point.maxValue),
  everySeconds: String(point.everySeconds),
  frozenMinutes: point.frozenMinutes === null ? '' : String(point.frozenMinutes),
  ...noLimits,
  ...Object.fromEntries(point.limits.map(({ level, side, value }) => [`${level}-${side}`, String(value)])),
});

const number = (text: string): number => numberOf(text) ?? Number.NaN;

const fieldsOf = (typed: Typed) => ({
  key: typed.key,
  names: namesOf(typed),
  unit: typed.unit,
  placeId: typed.placeId === '' ? null : typed.placeId,
  minValue: number(typed.minValue),
  maxValue: number(typed.maxValue),
  everySeconds: number(typed.everySeconds),
  frozenMinutes: typed.frozenMinutes.trim() === '' ? null : number(typed.frozenMinutes),
  limits: levels.flatMap((level) =>
    sides.flatMap((side): Limit[] => {
      const text = typed[`${level}-${side}`];
      return text.trim() === '' ? [] : [{ level, side, value: number(text) }];
    }),
  ),
});

/** A new point, or one that is changed. A gauge of the flood screen is a point already and is added and changed there. */
export function PointForm({
  point,
  done,
}: {
  readonly point: Point | null;
  readonly done: (id: string | null) => void;
}) {
  const { t, nameOf } = useText();
  const form = useForm<'sensor.addPoint' | 'sensor.changePoint', Typed>(
    point ? 'sensor.changePoint' : 'sensor.addPoint',
    point ? typedOf(point) : empty,
    {
      draft: point ? `point.${point.id}` : 'point.new',
      codes: { pointKeyTaken: 'key', pointRange: 'minValue', pointUnit: 'unit' },
    },
  );
  const { typed, change, problemOf } = form;
  const [wrong, setWrong] = useState<string | null>(null);
  const places =
    useQueryOf('place.all', {
      kinds: ['area', 'pit', 'building', 'tank', 'river', 'water', 'tailingsDam', 'pump', 'floodGate', 'store'],
    }).data ?? []; // prettier-ignore

  async function save(version = typed.version): Promise<void> {
    const fields = fieldsOf(typed);
    const numbers = [fields.minValue, fields.maxValue, fields.everySeconds, fields.frozenMinutes ?? 0];
    const all = [...numbers, ...fields.limits.map(({ value }) => value)];
    setWrong(all.some(Number.isNaN) ? t('sensor.notNumbers') : null);
    if (all.some(Number.isNaN)) return;
    const result = await form.send(
      point ? { id: point.id, version, ...fields } : { kind: typed.kind, ...fields },
    );
    if (result.ok) done(result.value.id);
  }
  const field = (
    name: 'key' | 'minValue' | 'maxValue' | 'everySeconds' | 'frozenMinutes' | LimitName,
    label: string,
    first = false,
  ) => (
    <Field
      key={name}
      label={label}
      value={typed[name]}
      onChange={(text) => change({ [name]: text })}
      problem={problemOf(name)}
      autoFocus={first}
    />
  );
  const placeName = (id: string): string => {
    const place = places.find((one) => one.id === id);
    return place ? `${place.key} ${nameOf(place.names)}` : t('sensor.noPlace');
  };
  const title = point ? t('sensor.changePointOf', { point: point.key }) : t('sensor.addPoint');
  return (
    <Panel title={title}>
      <form
        ref={form.box}
        className="scroll edit-form"
        aria-label={title}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') done(null);
        }}
      >
        {field('key', t('sensor.key'), true)}
        <div className="pair">
          {point ? (
            <div className="field">
              <span>{t('sensor.kind.label')}</span>
              <b>{t(`sensor.kind.${point.kind}`)}</b>
            </div>
          ) : (
            <Choice
              label={t('sensor.kind.label')}
              value={typed.kind}
              of={kinds.map((value) => ({ value, label: t(`sensor.kind.${value}`) }))}
              onChange={(kind) =>
                change({
                  kind,
                  unit: unitsOf[kind][0],
                  minValue: String(usual[kind][0]),
                  maxValue: String(usual[kind][1]),
                })
              }
            />
          )}
          <Choice
            label={t('sensor.unit')}
            value={typed.unit}
            of={unitsOf[typed.kind].map((unit) => ({ value: unit as string, label: unit }))}
            onChange={(unit) => change({ unit })}
          />
        </div>
        <NameFields typed={typed} change={change} problemOf={problemOf} />
        <Choice
          label={t('sensor.place')}
          value={typed.placeId}
          of={[
            { value: '', label: t('sensor.noPlace') },
            ...places.map(({ id }) => ({ value: id, label: placeName(id) })),
          ]}
          onChange={(placeId) => change({ placeId })}
        />
        <div className="pair">
          {field('minValue', t('sensor.minValue'))}
          {field('maxValue', t('sensor.maxValue'))}
        </div>
        <div className="pair">
          {field('everySeconds', t('sensor.everySeconds'))}
          {field('frozenMinutes', t('sensor.frozenMinutes'))}
        </div>
        {levels.map((level) => (
          <div className="pair" key={level}>
            {field(`${level}-above`, t('sensor.limit', { level: t(`flood.level.${level}`) }))}
            {field(`${level}-below`, t('sensor.limitBelow', { level: t(`flood.level.${level}`) }))}
          </div>
        ))}
        {point && form.refusal?.refused === 'conflict' ? (
          <Conflict
            rows={conflictRows(typed, typedOf(point), placeName, t)}
            onMine={() => void save(point.version)}
            onTheirs={() => {
              form.forget();
              done(point.id);
            }}
          />
        ) : (
          <Problem>{wrong ?? form.problem}</Problem>
        )}
        <div className="row">
          <Button go type="submit" isDisabled={form.pending}>
            {t('common.save')}
          </Button>
          <Button
            onPress={() => {
              form.forget();
              done(null);
            }}
          >
            {t('common.cancel')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

/** What was typed here beside what somebody else kept meanwhile. */
function conflictRows(
  mine: Typed,
  theirs: Typed,
  placeName: (id: string) => string,
  t: ReturnType<typeof useText>['t'],
): { label: string; mine: string; theirs: string }[] {
  const row = (name: Exclude<keyof Typed, 'version' | 'kind'>, label: string) => ({
    label,
    mine: mine[name],
    theirs: theirs[name],
  });
  return [
    row('key', t('sensor.key')),
    row('unit', t('sensor.unit')),
    { label: t('sensor.place'), mine: placeName(mine.placeId), theirs: placeName(theirs.placeId) },
    row('minValue', t('sensor.minValue')),
    row('maxValue', t('sensor.maxValue')),
    row('everySeconds', t('sensor.everySeconds')),
    row('frozenMinutes', t('sensor.frozenMinutes')),
    ...levels.flatMap((level) => [
      row(`${level}-above`, t('sensor.limit', { level: t(`flood.level.${level}`) })),
      row(`${level}-below`, t('sensor.limitBelow', { level: t(`flood.level.${level}`) })),
    ]),
  ];
}
