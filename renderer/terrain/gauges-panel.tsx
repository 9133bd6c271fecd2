import { useState } from 'react';
import { speaking, type Inundation, type InundationGauge } from '../../electron/terrain/inundation.ts';
import { useMay } from '../team/use-may.ts';
import { useForm } from '../ui/form.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { numberOf } from '../ui/number-of.ts';
import { Button, Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';

/** Which gauges speak for the water, with the height of their zero; and what holds it or lets it through. */
export function GaugesPanel({ data }: { readonly data: Inundation }) {
  const { t, nameOf, format } = useText();
  const may = useMay('terrain.setGaugeZero');
  const [edited, edit] = useState<string | null>(null);
  const order = (gauge: InundationGauge): number => (speaking.includes(gauge.part) ? 0 : 1);
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('terrain.side.gauges')}>
      <table className="list" aria-label={t('terrain.side.gauges')}>
        <tbody>
          {data.gauges
            .toSorted((a, b) => order(a) - order(b) || (a.place.key < b.place.key ? -1 : 1))
            .map((gauge) => (
              <tr key={gauge.place.id}>
                <td>
                  <KeyedName code={gauge.place.key} name={nameOf(gauge.place.names)} />
                  <div className="dim">{t(`terrain.part.${gauge.part}`)}</div>
                  {edited === gauge.place.id && <ZeroForm gauge={gauge} done={() => edit(null)} />}
                </td>
                <td className="number nowrap">
                  {gauge.zeroM !== null && gauge.levelCm !== null && (
                    <div>
                      {t('terrain.aboveSea', { value: format.number(gauge.zeroM + gauge.levelCm / 100, 2) })}
                    </div>
                  )}
                  <div className="dim">
                    {gauge.zeroM === null
                      ? t('terrain.noZero')
                      : t('terrain.zero', { value: format.number(gauge.zeroM, 2) })}
                  </div>
                  {may && edited !== gauge.place.id && (
                    <Button className="small" onPress={() => edit(gauge.place.id)}>
                      {t('terrain.setZero')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      <h3>{t('terrain.works')}</h3>
      <table className="list" aria-label={t('terrain.works')}>
        <tbody>
          {data.works.map(({ place, effect, crestM }) => (
            <tr key={place.id}>
              <td>
                <KeyedName code={place.key} name={nameOf(place.names)} />
              </td>
              <td className="number">
                {effect === 'holds' && crestM !== null
                  ? t('terrain.effect.holdsTo', { value: format.number(crestM, 1) })
                  : t(`terrain.effect.${effect}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ZeroForm({ gauge, done }: { readonly gauge: InundationGauge; readonly done: () => void }) {
  const { t } = useText();
  const form = useForm(
    'terrain.setGaugeZero',
    { zeroM: gauge.zeroM === null ? '' : String(gauge.zeroM), note: '' },
    { draft: `gaugeZero.${gauge.place.id}`, codes: {} },
  );
  const { typed, change, problemOf } = form;
  async function send(): Promise<void> {
    const result = await form.send({
      gaugeId: gauge.place.id,
      zeroM: numberOf(typed.zeroM) ?? Number.NaN,
      note: typed.note,
      version: gauge.zeroVersion,
    });
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={t('terrain.setZeroOf', { gauge: gauge.place.key })}
      problem={form.problem}
      pending={form.pending}
      send={send}
      done={() => {
        form.forget();
        done();
      }}
    >
      <Field
        label={t('terrain.zeroM')}
        inputMode="decimal"
        value={typed.zeroM}
        onChange={(zeroM) => change({ zeroM })}
        problem={problemOf('zeroM')}
        autoFocus
      />
      <Field label={t('terrain.note')} value={typed.note} onChange={(note) => change({ note })} />
    </ShortForm>
  );
}
