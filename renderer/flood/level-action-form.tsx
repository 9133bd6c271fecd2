import { orderable } from '../../electron/device-order/device-order.ts';
import type { FloodBoard, ZoneLine } from '../../electron/flood/flood.ts';
import { reachedLevels, type ReachedLevel } from '../../electron/flood/outlook.ts';
import type { LevelAction } from '../../electron/level-action/level-action.ts';
import { standardPositions } from '../../electron/position/position.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { useForm } from '../ui/form.ts';
import { NameFields, namesOf } from '../ui/name-fields.tsx';
import { numberOf } from '../ui/number-of.ts';
import '../ui/form.css';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** What is done in a zone at a level: its words, who does it, within how many minutes, and which device it orders. */
export function LevelActionForm({
  zone,
  board,
  action,
  done,
}: {
  readonly zone: ZoneLine;
  readonly board: FloodBoard;
  readonly action: LevelAction | null;
  readonly done: () => void;
}) {
  const { t, nameOf } = useText();
  const begins = {
    level: (action?.level ?? 'watch') as ReachedLevel,
    en: action?.texts.en ?? '',
    srLatn: action?.texts.srLatn ?? '',
    zhHans: action?.texts.zhHans ?? '',
    position: action?.position ?? '',
    minutes: action?.targetMinutes ? String(action.targetMinutes) : '',
    deviceId: action?.deviceId ?? '',
    wanted: action?.wanted ?? '',
    planKey: action?.planKey ?? '',
  };
  const draft = action ? `levelAction.${action.id}.${action.version}` : `levelAction.new.${zone.place.id}`;
  const codes = { deviceStateUnknown: 'wanted', levelActionNoDevice: 'wanted' } as const;
  const adding = useForm('levelAction.add', begins, { draft, codes });
  const changing = useForm('levelAction.change', begins, { draft, codes });
  const retire = useCommand('levelAction.retire');
  const form = action ? changing : adding;
  const { typed, change, problemOf } = form;
  const plans = useQueryOf('plan.page', { states: ['approved'], limit: 100 }).data?.rows ?? [];
  const device = board.devices.find(({ place }) => place.id === typed.deviceId);
  const states: readonly string[] = device ? orderable[device.kind] : [];
  const wanted = states.includes(typed.wanted) ? typed.wanted : (states[0] ?? '');

  async function save(): Promise<void> {
    const given = {
      level: typed.level,
      texts: namesOf(typed),
      position: typed.position === '' ? null : typed.position,
      targetMinutes: typed.minutes.trim() === '' ? null : (numberOf(typed.minutes) ?? Number.NaN),
      deviceId: device?.place.id ?? null,
      wanted: device ? wanted : null,
      planKey: typed.planKey === '' ? null : typed.planKey,
    };
    const result = action
      ? await changing.send({ id: action.id, version: action.version, ...given })
      : await adding.send({ zoneId: zone.place.id, ...given });
    if (result.ok) done();
  }
  function leave(): void {
    form.forget();
    done();
  }
  const title = t(action ? 'flood.toDo.change' : 'flood.toDo.add');
  return (
    <Panel title={title} aside={zone.place.key}>
      <form
        ref={form.box}
        className="scroll edit-form"
        aria-label={title}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') leave();
        }}
      >
        <Choice
          label={t('flood.toDo.level')}
          value={typed.level}
          of={reachedLevels.map((level) => ({ value: level, label: t(`flood.level.${level}`) }))}
          onChange={(level) => change({ level })}
        />
        <NameFields typed={typed} change={change} problemOf={problemOf} autoFocus />
        <Problem>{problemOf('en')}</Problem>
        <div className="pair">
          <Choice
            label={t('flood.toDo.who')}
            value={typed.position}
            of={[
              { value: '', label: t('flood.toDo.anyone') },
              ...standardPositions.map((value) => ({ value, label: t(`position.${value}`) })),
            ]}
            onChange={(position) => change({ position })}
          />
          <Field
            label={t('flood.toDo.minutes')}
            inputMode="numeric"
            value={typed.minutes}
            onChange={(minutes) => change({ minutes })}
            problem={problemOf('minutes')}
          />
        </div>
        <div className="pair">
          <Choice
            label={t('flood.toDo.device')}
            value={typed.deviceId}
            of={[
              { value: '', label: t('flood.toDo.noDevice') },
              ...board.devices.map(({ place }) => ({
                value: place.id,
                label: `${place.key} ${nameOf(place.names)}`,
              })),
            ]}
            onChange={(deviceId) => change({ deviceId })}
          />
          {device && (
            <Choice
              label={t('flood.order.wanted')}
              value={wanted}
              of={states.map((value) => ({ value, label: t(`flood.device.${value}`) }))}
              onChange={(state) => change({ wanted: state })}
            />
          )}
        </div>
        <Choice
          label={t('flood.toDo.plan')}
          value={typed.planKey}
          of={[
            { value: '', label: t('flood.toDo.noPlan') },
            ...plans.map(({ key, title }) => ({ value: key, label: `${key} ${nameOf(title)}` })),
          ]}
          onChange={(planKey) => change({ planKey })}
        />
        <Problem>{form.problem ?? retire.problem}</Problem>
        <div className="row">
          <Button go type="submit" isDisabled={form.pending}>
            {t('common.save')}
          </Button>
          <Button onPress={leave}>{t('common.cancel')}</Button>
          {action && (
            <Button
              onPress={() =>
                void retire.run({ id: action.id, version: action.version }).then(({ ok }) => ok && leave())
              }
            >
              {t('flood.toDo.retire')}
            </Button>
          )}
        </div>
      </form>
    </Panel>
  );
}
