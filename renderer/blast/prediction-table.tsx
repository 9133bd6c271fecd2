import { useState } from 'react';
import type { LimitState } from '../../electron/blast/measurement.ts';
import type { PredictedAt, Prediction } from '../../electron/blast/prediction.ts';
import { useMay } from '../team/use-may.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { Button } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { LimitForm } from './limit-form.tsx';

const marks: Readonly<Record<LimitState, readonly [shape: string, tone: string]>> = {
  over: ['■', 't1'],
  close: ['▲', 't2'],
  within: ['✓', 'muted'],
  noLimit: ['–', 'dim'],
};

/** How something stands to its limit, by shape and word. */
export function LimitMark({ state }: { readonly state: LimitState }) {
  const { t } = useText();
  const [shape, tone] = marks[state];
  return (
    <span className={`nowrap ${tone}`}>
      <span aria-hidden>{shape} </span>
      {t(`blast.limit.${state}`)}
    </span>
  );
}

const firstRows = 12;

/** Named places with distance, velocity, airblast and their limits; what is over stands first. */
export function PredictionTable({ prediction }: { readonly prediction: Prediction }) {
  const { t } = useText();
  const [all, setAll] = useState(false);
  const [edited, setEdited] = useState<string | null>(null);
  const mayLimit = useMay('blast.setLimit');
  const { rows, total } = prediction;
  const limited = rows.filter(({ state }) => state !== 'noLimit').length;
  const shown = all ? rows : rows.slice(0, Math.max(firstRows, Math.min(limited, 2 * firstRows)));
  const row = rows.find(({ place }) => place.id === edited);
  return (
    <>
      {row && <LimitForm key={row.place.id} at={row} done={() => setEdited(null)} />}
      <div className="blast-table">
        <table className="list" aria-label={t('blast.predicted')}>
          <thead>
            <tr>
              <th>{t('blast.col.state')}</th>
              <th>{t('blast.col.place')}</th>
              <th className="number">{t('blast.col.distance')}</th>
              <th className="number fold">{t('blast.col.scaled')}</th>
              <th className="number">{t('blast.col.ppv')}</th>
              <th>{t('blast.col.limit')}</th>
              <th className="number">{t('blast.col.airblast')}</th>
              <th className="number">{t('blast.col.most')}</th>
              {mayLimit && <td />}
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.place.id}>
                <Cells one={one} />
                {mayLimit && (
                  <td className="number">
                    <Button
                      className="small"
                      aria-label={t('blast.limitAt', { place: one.place.key })}
                      onPress={() => setEdited(one.place.id)}
                    >
                      {t('blast.setLimit')}
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="dim">{t('blast.hzNote')}</p>
      {shown.length < total && (
        <div className="row">
          <span className="dim">{t('blast.shownOf', { count: shown.length, total })}</span>
          {!all && <Button onPress={() => setAll(true)}>{t('common.more')}</Button>}
        </div>
      )}
    </>
  );
}

function Cells({ one }: { readonly one: PredictedAt }) {
  const { t, format, nameOf } = useText();
  const { limit } = one;
  const velocity = (mmS: number): string => format.number(mmS, mmS < 10 ? 2 : 0);
  const from = limit.mmS === null || limit.rule === 'own' ? null : t(`blast.hz.${limit.frequencyFrom}`, { hz: format.number(limit.frequencyHz ?? 0, 1) }); // prettier-ignore
  return (
    <>
      <td>
        <LimitMark state={one.state} />
      </td>
      <td>
        <KeyedName code={one.place.key} name={nameOf(one.place.names)} />
      </td>
      <td className="number">
        {format.number(Math.round(one.distanceM))}
        {one.extrapolated && '*'}
      </td>
      <td className="number fold">{format.number(one.scaled, one.scaled < 10 ? 1 : 0)}</td>
      <td className={`number ${one.vibration === 'over' ? 't1' : ''}`}>
        <b>{velocity(one.ppv95MmS)}</b> <span className="muted">({velocity(one.ppvMmS)})</span>
      </td>
      <td>
        {limit.mmS === null ? (
          <span className="dim">{t('blast.ruleShort.none')}</span>
        ) : (
          <>
            {format.number(limit.mmS, 1)} <span className="muted">{t(`blast.ruleShort.${limit.rule}`)}</span>
            {from && <div className="dim fold">{from}</div>}
          </>
        )}
      </td>
      <td className={`number ${one.airblast === 'over' ? 't1' : ''}`}>
        {format.number(Math.round(one.airblast95Db))}
        {limit.airblastDb !== null && <span className="muted"> ({format.number(limit.airblastDb, 1)})</span>}
      </td>
      <td className="number">
        {one.mostKg === null ? '–' : one.mostKg > 99_999 ? '> 99 999' : format.number(Math.floor(one.mostKg))}
      </td>
    </>
  );
}
