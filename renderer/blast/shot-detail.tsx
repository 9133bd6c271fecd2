import { useState } from 'react';
import { waitOver, type Blast, type BlastDetail } from '../../electron/blast/blast.ts';
import type { Prediction } from '../../electron/blast/prediction.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { showOnMap } from '../map/show-on-map.ts';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { useOffer } from '../ui/commands.ts';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { RowHistory } from '../ui/row-history.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { BlastStateMark } from './blasting-screen.tsx';
import { InsideBlast } from './inside-blast.tsx';
import { Measured } from './measured.tsx';
import { PredictionTable } from './prediction-table.tsx';
import { ShotForm } from './shot-form.tsx';

const nouns = ['blast', 'blastMeasurement', 'blastLimit', 'blastLaw', 'place', 'wind'] as const;
type Form = 'change' | 'cancel' | 'settle' | null;

/** One shot: what it would do where, who must be out of the way, and what was measured once it was fired. */
export function ShotDetail({ id }: { readonly id: string }) {
  const { t } = useText();
  const blast = useQueryOf('blast.one', { id }, { nouns }).data;
  const prediction = useQueryOf('blast.prediction', { id }, { nouns }).data;
  const [form, setForm] = useState<Form>(null);
  const mayPlan = useMay('blast.change');
  const planned = blast?.state === 'planned';
  useOffer('blast.change', 'blast.change', planned && mayPlan ? () => setForm('change') : null);
  if (!blast) return <Panel title={t('common.details')}>{blast === null && <Empty>{t('blast.choose')}</Empty>}</Panel>; // prettier-ignore
  if (form === 'change') return <ShotForm blast={blast} done={() => setForm(null)} />;
  return (
    <Panel title={`${blast.key}`} aside={<BlastStateMark state={blast.state} />}>
      <div className="scroll blast-detail" tabIndex={0} role="region" aria-label={t('common.details')}>
        {blast.state === 'misfire' && <Wait blast={blast} />}
        <Facts blast={blast} prediction={prediction ?? null} />
        <Doing blast={blast} form={form} setForm={setForm} />
        {blast.state !== 'cancelled' && prediction && (
          <>
            <Verdict blast={blast} prediction={prediction} />
            <PredictionTable prediction={prediction} />
            {blast.state !== 'fired' && <InsideBlast id={blast.id} />}
          </>
        )}
        {blast.firedAt !== null && <Measured blast={blast} />}
        <History id={blast.id} />
      </div>
    </Panel>
  );
}

/** Who said what of the shot, and what it changed. */
function History({ id }: { readonly id: string }) {
  const { t } = useText();
  const kg = (name: 'chargePerDelayKg' | 'totalKg') => ({ label: `blast.field.${name}` });
  return (
    <section className="column">
      <h3>{t('blast.history')}</h3>
      <RowHistory
        noun="blast"
        id={id}
        fields={{
          state: { label: 'blast.col.state', show: (state) => t(`blast.state.${String(state)}`) },
          chargePerDelayKg: kg('chargePerDelayKg'),
          totalKg: kg('totalKg'),
        }}
      />
    </section>
  );
}

/** How long nobody goes near, counting. */
function Wait({ blast }: { readonly blast: Blast }) {
  const { t, format } = useText();
  const now = useNow(1000);
  const over = waitOver(blast);
  if (over === null) return null;
  const left = Date.parse(over) - now;
  const until = format.time(over);
  if (left <= 0) return <p className="blast-wait t2">▲ {t('blast.waitDone', { until })}</p>;
  const seconds = Math.floor(left / 1000);
  const clock = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return <p className="blast-wait t2">▲ {t('blast.waiting', { until, left: clock })}</p>;
}

function Facts({
  blast,
  prediction,
}: {
  readonly blast: BlastDetail;
  readonly prediction: Prediction | null;
}) {
  const { t, format, nameOf } = useText();
  const metres = (value: number): string => format.number(Math.round(value));
  const clear = prediction?.clearance;
  const far = clear && clear.ways.find((one) => one.metres === clear.throwM);
  return (
    <dl className="facts">
      <dt>{t(blast.firedAt === null ? 'blast.facts.when' : 'blast.facts.fired')}</dt>
      <dd>{format.dateTime(blast.firedAt ?? blast.plannedAt)}</dd>
      <dt>{t('blast.facts.where')}</dt>
      <dd>
        {blast.place
          ? `${blast.place.key} ${nameOf(blast.place.names)}`
          : `${blast.latitude.toFixed(5)}, ${blast.longitude.toFixed(5)}`}{' '}
        <Button className="small" onPress={() => showOnMap(blast.longitude, blast.latitude, 14)}>
          {t('blast.onMap')}
        </Button>
      </dd>
      <dt>{t('blast.facts.charge')}</dt>
      <dd>
        {[
          t('blast.charge', {
            delay: format.number(blast.chargePerDelayKg, 1),
            total: format.number(blast.totalKg),
          }),
          blast.holes !== null && t('blast.holesOf', { holes: blast.holes }),
          t(`blast.initiation.${blast.initiation}`),
        ]
          .filter(Boolean)
          .join(' · ')}
      </dd>
      {clear && (
        <>
          <dt>{t('blast.facts.clear')}</dt>
          <dd>
            <b>{t('blast.clear', { people: metres(clear.peopleM), machines: metres(clear.equipmentM) })}</b>
          </dd>
          <dt>{t('blast.facts.throw')}</dt>
          <dd>
            {far
              ? t('blast.throw', { metres: metres(far.metres), way: t(`blast.way.${far.way}`) })
              : t('blast.throwUnknown')}
          </dd>
        </>
      )}
      {blast.settledAt !== null && (
        <>
          <dt>{t('blast.facts.settled')}</dt>
          <dd>
            {format.dateTime(blast.settledAt)} · {blast.settledByName} · {blast.settleNote}
          </dd>
        </>
      )}
      {(blast.note !== '' || blast.cancelReason !== '') && (
        <>
          <dt>{t('blast.field.note')}</dt>
          <dd>{[blast.note, blast.cancelReason].filter(Boolean).join(' · ')}</dd>
        </>
      )}
    </dl>
  );
}

/** Fired, called off, changed; a misfire is settled. */
function Doing({
  blast,
  form,
  setForm,
}: {
  readonly blast: Blast;
  readonly form: Form;
  readonly setForm: (form: Form) => void;
}) {
  const { t } = useText();
  const mayPlan = useMay('blast.change');
  const mayFire = useMay('blast.fire');
  const fire = useCommand('blast.fire');
  const misfire = useCommand('blast.misfire');
  const seen = { id: blast.id, version: blast.version };
  const pending = fire.pending || misfire.pending;
  if (form === 'cancel') return <CancelForm blast={blast} done={() => setForm(null)} />;
  if (form === 'settle') return <SettleForm blast={blast} done={() => setForm(null)} />;
  return (
    <>
      <div className="row">
        {blast.state === 'planned' && mayFire && (
          <>
            <Button isDisabled={pending} onPress={() => void fire.run(seen)}>
              {t('blast.fire')}
            </Button>
            <Button isDisabled={pending} onPress={() => void fire.run({ ...seen, misfire: true })}>
              {t('blast.fireMisfire')}
            </Button>
          </>
        )}
        {blast.state === 'planned' && mayPlan && (
          <>
            <Button onPress={() => setForm('change')}>{t('blast.change')}</Button>
            <Button onPress={() => setForm('cancel')}>{t('blast.cancel')}</Button>
          </>
        )}
        {blast.state === 'fired' && mayFire && (
          <Button isDisabled={pending} onPress={() => void misfire.run(seen)}>
            {t('blast.misfire')}
          </Button>
        )}
        {blast.state === 'misfire' && mayFire && (
          <Button go onPress={() => setForm('settle')}>
            {t('blast.settle')}
          </Button>
        )}
      </div>
      <Problem>{fire.problem ?? misfire.problem}</Problem>
    </>
  );
}

interface Edited {
  readonly blast: Blast;
  readonly done: () => void;
}

function CancelForm({ blast, done }: Edited) {
  const { t } = useText();
  const cancel = useCommand('blast.cancel');
  const [reason, setReason] = useState('');
  async function send(): Promise<void> {
    if ((await cancel.run({ id: blast.id, version: blast.version, reason })).ok) done();
  }
  return (
    <ShortForm
      title={t('blast.cancel')}
      action={t('blast.cancel')}
      problem={cancel.problem}
      pending={cancel.pending}
      send={send}
      done={done}
    >
      <Field label={t('blast.cancelReason')} value={reason} onChange={setReason} autoFocus />
    </ShortForm>
  );
}

function SettleForm({ blast, done }: Edited) {
  const { t } = useText();
  const settle = useCommand('blast.settle');
  const [note, setNote] = useState('');
  const [earlyReason, setEarly] = useState('');
  const early = Date.parse(waitOver(blast) ?? '') > useNow(1000);
  async function send(): Promise<void> {
    const given = early ? { earlyReason } : {};
    if ((await settle.run({ id: blast.id, version: blast.version, note, ...given })).ok) done();
  }
  return (
    <ShortForm
      title={t('blast.settle')}
      problem={settle.problem}
      pending={settle.pending}
      send={send}
      done={done}
    >
      <div className="all">
        <Field label={t('blast.settleNote')} value={note} onChange={setNote} autoFocus />
      </div>
      {early && (
        <div className="all">
          <Field label={t('blast.earlyReason')} value={earlyReason} onChange={setEarly} />
        </div>
      )}
    </ShortForm>
  );
}

/** Whether all stay within their limits, what charge would, and what the numbers do not know. */
function Verdict({ blast, prediction }: { readonly blast: Blast; readonly prediction: Prediction }) {
  const { t, format, nameOf } = useText();
  const change = useCommand('blast.change');
  const mayPlan = useMay('blast.change');
  const { over, suggestion, warnings, laws } = prediction;
  const less = suggestion !== null && suggestion.kg > 0 && suggestion.kg < blast.chargePerDelayKg;
  function takeIt(): void {
    if (!suggestion) return;
    const {
      id,
      version,
      key,
      plannedAt,
      placeId,
      longitude,
      latitude,
      totalKg,
      holes,
      holeMm,
      burdenM,
      stemmingM,
    } = blast;
    const { chargeKgM, rockFactor, confinement, initiation, makersMinutes, note } = blast;
    void change.run({
      id, version, key, plannedAt, placeId, longitude, latitude, totalKg, holes, holeMm, burdenM, stemmingM, chargeKgM, rockFactor,
      confinement, initiation, makersMinutes, note, chargePerDelayKg: suggestion.kg,
    }); // prettier-ignore
  }
  const law = (kind: 'vibration' | 'airblast'): string => {
    const { k, k95, b, source } = laws[kind];
    const number = (value: number): string => format.number(value, value < 100 ? 1 : 0);
    return t(`blast.lawLine.${kind}`, {
      source: t(`blast.law.${source}`),
      k: number(k),
      k95: number(k95),
      b: format.number(b, 2),
    });
  };
  return (
    <section className="column">
      <h3>{t('blast.predicted')}</h3>
      <p className={over > 0 ? 'blast-verdict t1' : 'blast-verdict'}>
        {over > 0 ? `■ ${t('blast.over', { count: over })}` : `✓ ${t('blast.noneOver')}`}{' '}
        {suggestion &&
          t('blast.suggest', {
            kg: format.number(suggestion.kg, 1),
            place: `${suggestion.place.key} ${nameOf(suggestion.place.names)}`,
          })}
      </p>
      {less && over > 0 && blast.state === 'planned' && mayPlan && (
        <div className="row">
          <Button go isDisabled={change.pending} onPress={takeIt}>
            {t('blast.takeKg', { kg: format.number(suggestion.kg, 1) })}
          </Button>
        </div>
      )}
      <Problem>{change.problem}</Problem>
      {warnings.length > 0 && (
        <ul className="plain">
          {warnings.map(({ code, facts }) => (
            <li key={code}>
              <span className="t3">● </span>
              {t(
                `blast.warn.${code}`,
                Object.fromEntries(
                  Object.entries(facts).map(([name, fact]) => [
                    name,
                    typeof fact === 'object' && fact !== null && 'en' in fact ? nameOf(fact) : String(fact),
                  ]),
                ),
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="dim">
        {law('vibration')} · {law('airblast')}
      </p>
    </section>
  );
}
