import type { DeviceLine } from '../../electron/flood/flood.ts';
import { useQueryOf } from '../api.ts';
import { useForm } from '../ui/form.ts';
import { numberOf } from '../ui/number-of.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** What a device can move, and the instruments that show its state. */
export function DeviceSetupForm({ line, done }: { readonly line: DeviceLine; readonly done: () => void }) {
  const { t, nameOf } = useText();
  const { setup, kind, place } = line;
  const kinds = kind === 'pump' ? (['pumpState'] as const) : (['gatePosition'] as const);
  const points =
    useQueryOf('sensor.points', { kinds: [...kinds], limit: 200 }, { nouns: ['point'] }).data?.rows ?? [];
  const form = useForm(
    'flood.setUpDevice',
    {
      capacity: setup?.capacityM3h ? String(setup.capacityM3h) : '',
      pointIds: setup?.pointIds ?? [],
    },
    {
      draft: `deviceSetup.${place.id}.${setup?.version ?? 0}`,
      codes: { pointShowsAnother: 'pointIds', pointShowsOther: 'pointIds' },
    },
  );
  const { typed, change } = form;

  async function save(): Promise<void> {
    const text = typed.capacity.trim();
    const result = await form.send({
      placeId: place.id,
      capacityM3h: text === '' ? null : (numberOf(text) ?? Number.NaN),
      pointIds: [...typed.pointIds],
      ...(setup ? { version: setup.version } : {}),
    });
    if (result.ok) done();
  }
  function leave(): void {
    form.forget();
    done();
  }
  return (
    <form
      ref={form.box}
      className="order-form"
      aria-label={t('flood.setUp')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        leave();
      }}
    >
      <Field
        label={t('flood.capacityM3h')}
        inputMode="decimal"
        value={typed.capacity}
        onChange={(capacity) => change({ capacity })}
        problem={form.problemOf('capacity')}
        autoFocus
      />
      <fieldset className="ties">
        <legend>{t('flood.ties')}</legend>
        {points.length === 0 && <p className="help">{t('flood.noTies')}</p>}
        {points.map((point) => (
          <label key={point.id} className="check">
            <input
              type="checkbox"
              checked={typed.pointIds.includes(point.id)}
              onChange={({ target }) =>
                change({
                  pointIds: target.checked
                    ? [...typed.pointIds, point.id]
                    : typed.pointIds.filter((one) => one !== point.id),
                })
              }
            />{' '}
            {point.key} {nameOf(point.names)}
          </label>
        ))}
        <Problem>{form.problemOf('pointIds')}</Problem>
      </fieldset>
      <Problem>{form.problem}</Problem>
      <div className="row">
        <Button go type="submit" isDisabled={form.pending}>
          {t('common.save')}
        </Button>
        <Button onPress={leave}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
