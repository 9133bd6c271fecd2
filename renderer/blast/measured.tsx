import { useState } from 'react';
import type { BlastDetail } from '../../electron/blast/blast.ts';
import type { MeasurementLine } from '../../electron/blast/measurement.ts';
import { PlaceChoice, type Chosen } from '../stock/stock-form.tsx';
import { useMay } from '../team/use-may.ts';
import { useForm } from '../ui/form.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { numberOf } from '../ui/number-of.ts';
import { Button, Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { LimitMark } from './prediction-table.tsx';

/** What instruments showed of a fired shot, against the limits for the frequency that was measured. */
export function Measured({ blast }: { readonly blast: BlastDetail }) {
  const { t, format, nameOf } = useText();
  const may = useMay('blast.measure');
  const [edited, setEdited] = useState<MeasurementLine | 'new' | null>(null);
  const dash = '–';
  return (
    <section className="column">
      <h3>{t('blast.measured')}</h3>
      {blast.measured.length === 0 ? (
        <p className="dim">{t('blast.noMeasured')}</p>
      ) : (
        <table className="list" aria-label={t('blast.measured')}>
          <thead>
            <tr>
              <th>{t('blast.col.state')}</th>
              <th>{t('blast.measuredAt')}</th>
              <th className="number">{t('blast.col.distance')}</th>
              <th className="number">{t('blast.col.value')}</th>
              <th className="number">Hz</th>
              <th className="number">{t('blast.col.limit')}</th>
              <th className="number">{t('blast.col.airblast')}</th>
              {may && <td />}
            </tr>
          </thead>
          <tbody>
            {blast.measured.map((one) => (
              <tr key={one.id}>
                <td>
                  <LimitMark state={one.state} />
                </td>
                <td>
                  <KeyedName code={one.place.key} name={nameOf(one.place.names)} />
                </td>
                <td className="number">{format.number(Math.round(one.distanceM))}</td>
                <td className="number">{one.ppvMmS === null ? dash : format.number(one.ppvMmS, 2)}</td>
                <td className="number">
                  {one.frequencyHz === null ? dash : format.number(one.frequencyHz, 1)}
                </td>
                <td className="number">{one.limitMmS === null ? dash : format.number(one.limitMmS, 1)}</td>
                <td className="number">
                  {one.airblastDb === null ? dash : format.number(one.airblastDb, 1)}
                  {one.airblastLimitDb !== null && (
                    <span className="muted"> ({format.number(one.airblastLimitDb, 1)})</span>
                  )}
                </td>
                {may && (
                  <td className="number">
                    <Button className="small" onPress={() => setEdited(one)}>
                      {t('blast.correct')}
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {edited !== null ? (
        <ReadingForm
          key={edited === 'new' ? 'new' : edited.id}
          blast={blast}
          one={edited === 'new' ? null : edited}
          done={() => setEdited(null)}
        />
      ) : (
        may && (
          <div className="row">
            <Button onPress={() => setEdited('new')}>{t('blast.measure')}</Button>
          </div>
        )
      )}
    </section>
  );
}

interface Typed {
  readonly place: Chosen;
  readonly ppvMmS: string;
  readonly frequencyHz: string;
  readonly airblastDb: string;
}
const problemFields = {
  blastNothingMeasured: 'ppvMmS',
  blastPpvUnit: 'ppvMmS',
  blastDbUnit: 'airblastDb',
} as const;

function ReadingForm({
  blast,
  one,
  done,
}: {
  readonly blast: BlastDetail;
  readonly one: MeasurementLine | null;
  readonly done: () => void;
}) {
  const { t } = useText();
  const form = useForm<'blast.measure' | 'blast.correct', Typed>(
    one ? 'blast.correct' : 'blast.measure',
    {
      place: { id: null, text: '' },
      ppvMmS: one?.ppvMmS?.toString() ?? '',
      frequencyHz: one?.frequencyHz?.toString() ?? '',
      airblastDb: one?.airblastDb?.toString() ?? '',
    },
    { draft: `blastMeasurement.${one?.id ?? blast.id}`, codes: problemFields },
  );
  const { typed, change, problemOf } = form;
  async function send(): Promise<void> {
    const values = {
      ppvMmS: numberOf(typed.ppvMmS),
      frequencyHz: numberOf(typed.frequencyHz),
      airblastDb: numberOf(typed.airblastDb),
    };
    const result = await form.send(
      one
        ? { id: one.id, version: one.version, ...values }
        : { blastId: blast.id, placeId: typed.place.id ?? '', ...values },
    );
    if (result.ok) done();
  }
  const field = (name: 'ppvMmS' | 'frequencyHz' | 'airblastDb', label: string) => (
    <Field
      label={label}
      inputMode="decimal"
      value={typed[name]}
      onChange={(value) => change({ [name]: value })}
      problem={problemOf(name)}
    />
  );
  return (
    <ShortForm
      title={one ? `${t('blast.correct')}: ${one.place.key}` : t('blast.measure')}
      problem={form.problem}
      pending={form.pending}
      send={send}
      done={() => {
        form.forget();
        done();
      }}
    >
      {!one && (
        <PlaceChoice
          label={t('blast.measuredAt')}
          place={typed.place}
          onPlace={(place) => change({ place })}
        />
      )}
      {field('ppvMmS', t('blast.ppvMmS'))}
      {field('frequencyHz', t('blast.measuredHz'))}
      {field('airblastDb', t('blast.airblastDb'))}
    </ShortForm>
  );
}
