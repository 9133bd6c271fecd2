import { useState } from 'react';
import { methodsOf, type CheckDetail, type Method } from '../../electron/double-check/double-check.ts';
import { workKinds, type WorkKind } from '../../electron/double-check/check-list.ts';
import { units, type Unit } from '../../electron/hazmat/hazmat.ts';
import { dayPlus, instantOf, minuteOfDay, wallAt } from '../../electron/roster/local-time.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { PlaceChoice } from '../stock/stock-form.tsx';
import { useNow } from '../ui/clock.ts';
import { Choice } from '../ui/choice.tsx';
import { useForm } from '../ui/form.ts';
import { numberOf } from '../ui/number-of.ts';
import { Button, Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';

interface TypedSubstance {
  readonly substanceId: string;
  readonly amount: string;
  readonly unit: Unit;
}
interface Typed {
  readonly kind: WorkKind;
  readonly title: string;
  readonly placeId: string | null;
  readonly placeText: string;
  readonly workers: string;
  readonly method: Method;
  readonly substances: readonly TypedSubstance[];
  readonly day: string;
  readonly fromTime: string;
  readonly toTime: string;
}

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const noSubstance: TypedSubstance = { substanceId: '', amount: '', unit: 'kg' };

/** A new task, or another wording of one: what, where, who, when; of chemicals which and how much. */
export function CheckForm({
  was,
  done,
}: {
  readonly was: CheckDetail | null;
  readonly done: (id: string | null) => void;
}) {
  const { t, nameOf } = useText();
  const zone = useQueryOf('site.info', {}).data?.timeZone ?? 'Europe/Belgrade';
  const nowMs = useNow(60_000);
  const [empty] = useState(() => emptyOf(was, zone, nowMs, nameOf));
  const add = useForm('doubleCheck.add', empty, {
    draft: was ? `doubleCheck.change.${was.id}` : 'doubleCheck.add',
    codes: {
      checkEndsBefore: 'toTime',
      checkTooLong: 'toTime',
      checkOver: 'toTime',
      unknownPlace: 'placeText',
    },
  });
  const change = useCommand('doubleCheck.change');
  const [wrong, setWrong] = useState<string | null>(null);
  const substances = useQueryOf('hazmat.substances', { limit: 200 }, { nouns: ['substance'] }).data?.rows;
  const { typed } = add;
  const { kind } = typed;

  /** What was typed as the contract wants it, or the sentence that it is not. */
  function read() {
    if (typed.placeId === null) return t('doubleCheck.choosePlace');
    if (![typed.fromTime, typed.toTime].every((time) => /^\d\d:\d\d$/.test(time)))
      return t('doubleCheck.typeTimes');
    const at = (time: string, plus: number): string =>
      new Date(instantOf(dayPlus(typed.day, plus), minuteOfDay(time), zone)).toISOString();
    const used = [];
    for (const { substanceId, amount, unit } of kind === 'chemicalUse' ? typed.substances : []) {
      if (substanceId === '') continue;
      const value = numberOf(amount);
      if (value === null || !(value > 0)) return t('stock.notANumber', { field: t('hazmat.amount') });
      used.push({ substanceId, amount: value, unit });
    }
    const overMidnight = typed.toTime <= typed.fromTime;
    return {
      title: typed.title, placeId: typed.placeId, workers: typed.workers, method: typed.method, substances: used,
      plannedFrom: at(typed.fromTime, 0), plannedTo: at(typed.toTime, overMidnight ? 1 : 0),
    }; // prettier-ignore
  }

  async function send(): Promise<void> {
    const plan = read();
    setWrong(typeof plan === 'string' ? plan : null);
    if (typeof plan === 'string') return;
    if (was) {
      const result = await change.run({ id: was.id, version: was.version, ...plan });
      if (result.ok) add.forget();
      if (result.ok) done(was.id);
    } else {
      const result = await add.send({ kind, ...plan });
      if (result.ok) done(result.value.id);
    }
  }

  const setSubstance = (at: number, part: Partial<TypedSubstance>): void =>
    add.change({ substances: typed.substances.map((one, i) => (i === at ? { ...one, ...part } : one)) });
  const field = (name: 'title' | 'workers' | 'day' | 'fromTime' | 'toTime') => ({
    value: typed[name],
    onChange: (value: string) => add.change({ [name]: value }),
    problem: add.problemOf(name),
  });
  return (
    <ShortForm
      title={t(was ? 'doubleCheck.change' : 'doubleCheck.add')}
      problem={wrong ?? add.problem ?? change.problem}
      pending={add.pending || change.pending}
      send={send}
      done={() => {
        add.forget();
        done(null);
      }}
    >
      {!was && (
        <Choice
          label={t('doubleCheck.kindOf')}
          value={kind}
          of={workKinds.map((value) => ({ value, label: t(`doubleCheck.kind.${value}`) }))}
          onChange={(value) => add.change({ kind: value, method: methodsOf[value][0] })}
        />
      )}
      <Choice
        label={t('doubleCheck.methodOf')}
        value={typed.method}
        of={methodsOf[kind].map((value) => ({ value, label: t(`doubleCheck.method.${value}`) }))}
        onChange={(method) => add.change({ method })}
      />
      <div className="all">
        <Field label={t('doubleCheck.what')} autoFocus {...field('title')} />
      </div>
      <PlaceChoice
        label={t('field.name.placeId')}
        place={{ id: typed.placeId, text: typed.placeText }}
        onPlace={(place) => add.change({ placeId: place.id, placeText: place.text })}
      />
      <Field
        label={t('doubleCheck.workers')}
        placeholder={t('doubleCheck.workersHelp')}
        {...field('workers')}
      />
      {kind === 'chemicalUse' &&
        typed.substances.map((one, i) => (
          <div key={i} className="all used-substance">
            <Choice
              label={t('hazmat.substance')}
              value={one.substanceId}
              of={[
                { value: '', label: '' },
                ...(substances ?? []).map(({ id, names, unNumber }) => ({
                  value: id,
                  label: [nameOf(names), unNumber && t('hazmat.un', { number: unNumber })]
                    .filter(Boolean)
                    .join(' · '),
                })),
              ]}
              onChange={(substanceId) => setSubstance(i, { substanceId })}
            />
            <Field
              label={t('hazmat.amount')}
              value={one.amount}
              onChange={(amount) => setSubstance(i, { amount })}
            />
            <Choice
              label={t('field.name.unit')}
              value={one.unit}
              of={units.map((unit) => ({
                value: unit,
                label: t(`common.unit.${unit}`, { value: '' }).trim(),
              }))}
              onChange={(unit) => setSubstance(i, { unit })}
            />
          </div>
        ))}
      {kind === 'chemicalUse' && typed.substances.length < 10 && (
        <div className="all">
          <Button onPress={() => add.change({ substances: [...typed.substances, noSubstance] })}>
            {t('doubleCheck.anotherSubstance')}
          </Button>
        </div>
      )}
      <Field label={t('doubleCheck.day')} type="date" {...field('day')} />
      <div className="times">
        <Field label={t('roster.fromTime')} type="time" {...field('fromTime')} />
        <Field label={t('roster.toTime')} type="time" {...field('toTime')} />
      </div>
      {was && was.state !== 'draft' && <p className="all muted">{t('doubleCheck.startsAgain')}</p>}
    </ShortForm>
  );
}

/** The form of what there is, or of a new task that begins now. */
function emptyOf(
  was: CheckDetail | null,
  zone: string,
  nowMs: number,
  nameOf: (names: CheckDetail['place']['names']) => string,
): Typed {
  const ms = was ? Date.parse(was.plannedFrom) : nowMs;
  const from = wallAt(ms, zone);
  const quarter = was ? from.minute : Math.floor(from.minute / 15) * 15;
  const to = was ? wallAt(Date.parse(was.plannedTo), zone).minute : Math.min(quarter + 240, 1439);
  return {
    kind: was?.kind ?? 'hotWork',
    title: was?.title ?? '',
    placeId: was?.placeId ?? null,
    placeText: was ? `${was.place.key} ${nameOf(was.place.names)}` : '',
    workers: was?.workers ?? '',
    method: was?.method ?? 'welding',
    substances: was?.substances.length
      ? was.substances.map((one) => ({ ...one, amount: String(one.amount) }))
      : [noSubstance],
    day: from.day,
    fromTime: clockOf(quarter),
    toTime: clockOf(to),
  };
}
