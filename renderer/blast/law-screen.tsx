import { lazy, Suspense, useState } from 'react';
import { lawKinds, weakR2, type LawKind, type LawPoint, type LawView } from '../../electron/blast/law.ts';
import { fitRefusal } from '../../electron/hazard/blast-fit.ts';
import { decibels } from '../../electron/hazard/blast.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import '../ui/shift.css';
import './blast.css';

const LawChart = lazy(() => import('./law-chart.tsx'));
const nouns = ['blast', 'blastMeasurement', 'blastLaw', 'place'] as const;

/** The site's own law of vibration or airblast: what the readings say, which of them count, and what is in use. */
export default function LawScreen() {
  const { t } = useText();
  const [kind, setKind] = useState<LawKind>('vibration');
  const law = useQueryOf('blast.law', { kind }, { nouns }).data;
  const shown = law?.kind === kind ? law : undefined;
  return (
    <div className="two-columns blast-law">
      <Panel title={t(`blast.lawTitle.${kind}`)}>
        <div
          className="scroll pad column"
          tabIndex={0}
          role="region"
          aria-label={t(`blast.lawTitle.${kind}`)}
        >
          <Choice
            label={t('blast.kind.label')}
            value={kind}
            of={lawKinds.map((value) => ({ value, label: t(`blast.kind.${value}`) }))}
            onChange={setKind}
          />
          {shown && <InUse law={shown} />}
          {shown && shown.points.length > 0 && (
            <Suspense fallback={null}>
              <LawChart law={shown} label={t('blast.chart')} />
            </Suspense>
          )}
          {shown && <Said key={shown.kind} law={shown} />}
        </div>
      </Panel>
      <Panel title={t('blast.points')} aside={shown && t('common.rows', { count: shown.total })}>
        {shown && (shown.points.length === 0 ? <Empty>{t('blast.none')}</Empty> : <Points law={shown} />)}
      </Panel>
    </div>
  );
}

function InUse({ law }: { readonly law: LawView }) {
  const { t, format } = useText();
  const may = useMay('blast.dropLaw');
  const drop = useCommand('blast.dropLaw');
  const { own, inUse, kind, differs } = law;
  const digits = (value: number): number => (value < 100 ? 2 : 0);
  return (
    <div className="column">
      <p>
        {own
          ? t('blast.inUse.site', {
              date: format.date(own.takenAt),
              name: own.takenByName,
              readings: own.readings,
              shots: own.shots,
            })
          : t('blast.inUse.shipped')}{' '}
        <span className="muted">
          {t(`blast.equation.${kind}`, {
            k: format.number(inUse.k, digits(inUse.k)),
            b: format.number(inUse.b, 2),
          })}{' '}
          · {t('blast.line95', { k95: format.number(inUse.k95, digits(inUse.k95)) })}
        </span>
      </p>
      {differs && <p className="t3">● {t('blast.differs')}</p>}
      {own && may && (
        <div className="row">
          <Button isDisabled={drop.pending} onPress={() => void drop.run({ id: own.id })}>
            {t('blast.dropLaw')}
          </Button>
        </div>
      )}
      <Problem>{drop.problem}</Problem>
    </div>
  );
}

/** What the readings that count say, and taking it into use; or why no law can be had of them. */
function Said({ law }: { readonly law: LawView }) {
  const { t, format } = useText();
  const may = useMay('blast.takeLaw');
  const take = useCommand('blast.takeLaw');
  const { fit, fault, kind, own, differs } = law;
  if (fault) return <p className="t3">● {refusalText(fitRefusal(fault))}</p>;
  if (!fit) return null;
  const number = (value: number): string => format.number(value, value < 100 ? 2 : 0);
  return (
    <section className="column">
      <h3>{t('blast.fit')}</h3>
      <p className="blast-verdict">
        {t(`blast.equation.${kind}`, { k: number(fit.k), b: format.number(fit.b, 2) })} ·{' '}
        {t('blast.line95', { k95: number(fit.k95) })}
      </p>
      <p className="muted">
        {t('blast.slope', { low: format.number(fit.bLow, 2), high: format.number(fit.bHigh, 2) })} ·{' '}
        {t('blast.quality', {
          r2: format.number(fit.r2, 2),
          readings: fit.readings,
          shots: fit.shots,
          min: number(fit.scaledMin),
          max: number(fit.scaledMax),
        })}
      </p>
      {fit.r2 < weakR2 && <p className="t3">● {t('blast.weak')}</p>}
      {may && (own === null || differs) && (
        <div className="row">
          <Button
            go
            isDisabled={take.pending}
            onPress={() => void take.run({ kind, readings: fit.readings })}
          >
            {t('blast.takeLaw')}
          </Button>
        </div>
      )}
      <Problem>{take.problem}</Problem>
    </section>
  );
}

/** Every reading, and whether it counts. */
function Points({ law }: { readonly law: LawView }) {
  const { t, format } = useText();
  const may = useMay('blast.exclude');
  const include = useCommand('blast.include');
  const [out, setOut] = useState<LawPoint | null>(null);
  const { kind, fit, inUse } = law;
  const mean = (scaled: number): number => (fit ? fit.k * scaled ** fit.b : inUse.k * scaled ** inUse.b);
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('blast.points')}>
      {out && <ExcludeForm key={out.id} point={out} done={() => setOut(null)} />}
      <Problem>{include.problem}</Problem>
      <table className="list" aria-label={t('blast.points')}>
        <thead>
          <tr>
            <th>{t('blast.col.shot')}</th>
            <th>{t('blast.measuredAt')}</th>
            <th className="number">{t(kind === 'vibration' ? 'blast.col.scaled' : 'blast.col.scaled3')}</th>
            <th className="number">{t(kind === 'vibration' ? 'blast.col.value' : 'blast.col.db')}</th>
            <th className="number fold">{t('blast.col.ratio')}</th>
            <th>{t('blast.col.counts')}</th>
            {may && <td />}
          </tr>
        </thead>
        <tbody>
          {law.points.map((point) => (
            <tr key={point.id} className={point.leftOut === null ? '' : 'dim'}>
              <td className="nowrap">{point.blastKey}</td>
              <td className="nowrap">{point.place.key}</td>
              <td className="number">{format.number(point.scaled, 1)}</td>
              <td className="number">
                {kind === 'vibration'
                  ? format.number(point.value, 2)
                  : format.number(decibels(point.value), 1)}
              </td>
              <td className="number fold">× {format.number(point.value / mean(point.scaled), 2)}</td>
              <td>
                {point.leftOut === null
                  ? `✓ ${t('blast.counts.yes')}`
                  : `✕ ${t(`blast.counts.${point.leftOut}`, { reason: point.excludedReason, name: point.excludedByName ?? '' })}`}
              </td>
              {may && (
                <td className="number">
                  {point.leftOut === 'person' ? (
                    <Button
                      className="small"
                      onPress={() => void include.run({ id: point.id, version: point.version })}
                    >
                      {t('blast.include')}
                    </Button>
                  ) : (
                    point.leftOut === null && (
                      <Button className="small" onPress={() => setOut(point)}>
                        {t('blast.exclude')}
                      </Button>
                    )
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ExcludeForm({ point, done }: { readonly point: LawPoint; readonly done: () => void }) {
  const { t } = useText();
  const exclude = useCommand('blast.exclude');
  const [reason, setReason] = useState('');
  async function send(): Promise<void> {
    if ((await exclude.run({ id: point.id, version: point.version, reason })).ok) done();
  }
  return (
    <ShortForm
      title={t('blast.excludeReason', { shot: point.blastKey, place: point.place.key })}
      action={t('blast.exclude')}
      problem={exclude.problem}
      pending={exclude.pending}
      send={send}
      done={done}
    >
      <div className="all">
        <Field label={t('blast.cancelReason')} value={reason} onChange={setReason} autoFocus />
      </div>
    </ShortForm>
  );
}
