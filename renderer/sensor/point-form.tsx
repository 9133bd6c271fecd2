import { unitsOf, type PointKind } from '../../electron/sensor/point.ts';
import { useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { useForm } from '../ui/form.ts';
import { NameFields, namesOf } from '../ui/name-fields.tsx';
import { numberOf } from '../ui/number-of.ts';
import '../ui/form.css';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

const kinds = Object.keys(unitsOf) as PointKind[];
const levels = ['watch', 'warning', 'danger'] as const;
/** What instruments of a kind usually show. */
const usual: Record<PointKind, readonly [number, number]> = {
  waterLevel: [0, 1000], rain: [0, 200], flow: [0, 5000], pumpState: [0, 2], gatePosition: [0, 100], gas: [0, 500],
  windSpeed: [0, 60], windDirection: [0, 360], temperature: [-40, 80], piezometer: [0, 1000],
}; // prettier-ignore

/** A new point. A gauge of the flood screen is one already and is added there. */
export function AddPoint({ done }: { readonly done: (id: string | null) => void }) {
  const { t, nameOf } = useText();
  const form = useForm(
    'sensor.addPoint',
    {
      kind: 'rain' as PointKind, key: '', en: '', srLatn: '', zhHans: '', unit: 'mm', placeId: '', minValue: '0', maxValue: '200',
      everySeconds: '60', frozenMinutes: '', watch: '', warning: '', danger: '',
    },
    { draft: 'point.new', codes: { pointKeyTaken: 'key', pointRange: 'minValue', pointUnit: 'unit' } },
  ); // prettier-ignore
  const { typed, change, problemOf } = form;
  const places =
    useQueryOf('place.all', {
      kinds: [
        'area',
        'pit',
        'building',
        'tank',
        'river',
        'water',
        'tailingsDam',
        'pump',
        'floodGate',
        'store',
      ],
    }).data ?? [];
  const number = (text: string): number => numberOf(text) ?? Number.NaN;

  async function save(): Promise<void> {
    const result = await form.send({
      kind: typed.kind,
      key: typed.key,
      names: namesOf(typed),
      unit: typed.unit,
      placeId: typed.placeId === '' ? null : typed.placeId,
      minValue: number(typed.minValue),
      maxValue: number(typed.maxValue),
      everySeconds: number(typed.everySeconds),
      frozenMinutes: typed.frozenMinutes.trim() === '' ? null : number(typed.frozenMinutes),
      limits: levels.flatMap((level) =>
        typed[level].trim() === '' ? [] : [{ level, side: 'above' as const, value: number(typed[level]) }],
      ),
    });
    if (result.ok) done(result.value.id);
  }
  const field = (
    name: 'key' | 'minValue' | 'maxValue' | 'everySeconds' | 'frozenMinutes',
    label: string,
    first = false,
  ) => (
    <Field
      label={label}
      value={typed[name]}
      onChange={(text) => change({ [name]: text })}
      problem={problemOf(name)}
      autoFocus={first}
    />
  );
  return (
    <Panel title={t('sensor.addPoint')}>
      <form
        ref={form.box}
        className="scroll edit-form"
        aria-label={t('sensor.addPoint')}
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
            ...places.map(({ id, key, names }) => ({ value: id, label: `${key} ${nameOf(names)}` })),
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
          <Field
            key={level}
            label={t('sensor.limit', { level: t(`flood.level.${level}`) })}
            value={typed[level]}
            onChange={(text) => change({ [level]: text })}
          />
        ))}
        <Problem>{form.problem}</Problem>
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
