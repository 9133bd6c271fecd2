import type { FloodBoard } from '../../electron/flood/flood.ts';
import { useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { useForm } from '../ui/form.ts';
import { intend } from '../ui/intent.ts';
import { numberOf } from '../ui/number-of.ts';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

const levels = ['watchCm', 'warningCm', 'dangerCm'] as const;

/** Centimetres as typed; NaN for what is no number, which the schema refuses with a sentence by its field. */
const cm = (text: string): number => numberOf(text) ?? Number.NaN;

/** Thresholds for a gauge of the map that has none yet. */
export function AddGauge({
  board,
  done,
}: {
  readonly board: FloodBoard;
  readonly done: (id: string | null) => void;
}) {
  const { t, nameOf } = useText();
  const places = useQueryOf('place.all', { kinds: ['gauge'] }).data;
  const free = places?.filter(({ id }) => !board.gauges.some((gauge) => gauge.id === id)) ?? [];
  const form = useForm(
    'flood.addGauge',
    { placeId: '', watchCm: '', warningCm: '', dangerCm: '', minCm: '', maxCm: '', everyMinutes: '5' },
    {
      draft: 'gauge.new',
      codes: { gaugeKnown: 'placeId', notAGauge: 'placeId', thresholdsDoNotClimb: 'warningCm' },
    },
  );
  const { typed, change, problemOf } = form;
  const placeId = free.some(({ id }) => id === typed.placeId) ? typed.placeId : (free[0]?.id ?? '');

  async function save(): Promise<void> {
    const result = await form.send({
      placeId,
      watchCm: cm(typed.watchCm),
      warningCm: cm(typed.warningCm),
      dangerCm: cm(typed.dangerCm),
      ...(typed.minCm.trim() === '' ? {} : { minCm: cm(typed.minCm) }),
      ...(typed.maxCm.trim() === '' ? {} : { maxCm: cm(typed.maxCm) }),
      everyMinutes: cm(typed.everyMinutes),
    });
    if (result.ok) done(result.value.id);
  }
  function leave(): void {
    form.forget();
    done(null);
  }

  if (places && free.length === 0)
    return (
      <Panel title={t('flood.addGauge')}>
        <Empty>
          {t('flood.noFreeGauge')}
          <div className="row">
            <Button autoFocus onPress={() => intend('map', { what: 'place.add' })}>
              {t('place.add')}
            </Button>
            <Button onPress={() => done(null)}>{t('common.cancel')}</Button>
          </div>
        </Empty>
      </Panel>
    );
  return (
    <Panel title={t('flood.addGauge')}>
      <form
        ref={form.box}
        className="scroll edit-form"
        aria-label={t('flood.addGauge')}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') leave();
        }}
      >
        <Choice
          label={t('map.placeKind.gauge')}
          value={placeId}
          of={free.map(({ id, key, names }) => ({ value: id, label: `${key} ${nameOf(names)}` }))}
          onChange={(next) => change({ placeId: next })}
        />
        <Problem>{problemOf('placeId')}</Problem>
        {levels.map((level, index) => (
          <Field
            key={level}
            label={t(`flood.${level}`)}
            inputMode="decimal"
            value={typed[level]}
            onChange={(text) => change({ [level]: text })}
            problem={problemOf(level)}
            autoFocus={index === 0}
          />
        ))}
        <div className="pair">
          <Field
            label={t('flood.minCm')}
            inputMode="decimal"
            value={typed.minCm}
            onChange={(minCm) => change({ minCm })}
            problem={problemOf('minCm')}
          />
          <Field
            label={t('flood.maxCm')}
            inputMode="decimal"
            value={typed.maxCm}
            onChange={(maxCm) => change({ maxCm })}
            problem={problemOf('maxCm')}
          />
        </div>
        <p className="help">{t('flood.spanHelp')}</p>
        <Field
          label={t('flood.everyMinutes')}
          inputMode="numeric"
          value={typed.everyMinutes}
          onChange={(everyMinutes) => change({ everyMinutes })}
          problem={problemOf('everyMinutes')}
        />
        <Problem>{form.problem}</Problem>
        <div className="row">
          <Button go type="submit" isDisabled={form.pending}>
            {t('common.save')}
          </Button>
          <Button onPress={leave}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Panel>
  );
}

/** Which gauge speaks for a flood zone, and at which levels if not at its own. */
export function AddZoneGauge({
  board,
  zoneId = null,
  done,
}: {
  readonly board: FloodBoard;
  /** The zone that is meant, when one is. */
  readonly zoneId?: string | null;
  readonly done: () => void;
}) {
  const { t, nameOf } = useText();
  const form = useForm(
    'flood.addZoneGauge',
    {
      zoneId: zoneId ?? board.zones[0]?.place.id ?? '',
      gaugeId: board.gauges[0]?.id ?? '',
      watchCm: '',
      warningCm: '',
      dangerCm: '',
    },
    {
      draft: `zoneGauge.new.${zoneId ?? ''}`,
      codes: { zoneGaugeKnown: 'gaugeId', thresholdsDoNotClimb: 'warningCm' },
    },
  );
  const { typed, change, problemOf } = form;
  const level = (text: string): number | null => (text.trim() === '' ? null : cm(text));

  async function save(): Promise<void> {
    const result = await form.send({
      zoneId: typed.zoneId,
      gaugeId: typed.gaugeId,
      watchCm: level(typed.watchCm),
      warningCm: level(typed.warningCm),
      dangerCm: level(typed.dangerCm),
    });
    if (result.ok) done();
  }
  function leave(): void {
    form.forget();
    done();
  }

  return (
    <Panel title={t('flood.addZoneGauge')}>
      <form
        ref={form.box}
        className="scroll edit-form"
        aria-label={t('flood.addZoneGauge')}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') leave();
        }}
      >
        <Choice
          label={t('map.placeKind.floodZone')}
          value={typed.zoneId}
          of={board.zones.map(({ place }) => ({
            value: place.id,
            label: `${place.key} ${nameOf(place.names)}`,
          }))}
          onChange={(zoneId) => change({ zoneId })}
        />
        <Choice
          label={t('map.placeKind.gauge')}
          value={typed.gaugeId}
          of={board.gauges.map(({ id, place }) => ({
            value: id,
            label: `${place.key} ${nameOf(place.names)}`,
          }))}
          onChange={(gaugeId) => change({ gaugeId })}
        />
        <Problem>{problemOf('gaugeId')}</Problem>
        <p className="help">{t('flood.zoneLevelsHelp')}</p>
        {levels.map((one, index) => (
          <Field
            key={one}
            label={t(`flood.${one}`)}
            inputMode="decimal"
            value={typed[one]}
            onChange={(text) => change({ [one]: text })}
            problem={problemOf(one)}
            autoFocus={index === 0}
          />
        ))}
        <Problem>{form.problem}</Problem>
        <div className="row">
          <Button go type="submit" isDisabled={form.pending}>
            {t('common.save')}
          </Button>
          <Button onPress={leave}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Panel>
  );
}
