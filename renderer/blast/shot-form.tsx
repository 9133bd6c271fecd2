import { useState } from 'react';
import { confinementKinds, initiations, type Blast, type BlastLine } from '../../electron/blast/blast.ts';
import type { Input } from '../../electron/contract.ts';
import { instantOf, wallAt } from '../../electron/roster/local-time.ts';
import { ask, useQueryOf } from '../api.ts';
import { defaultZone } from '../locales/format.ts';
import { PlaceInput } from '../team/search-input.tsx';
import { Choice } from '../ui/choice.tsx';
import { Conflict } from '../ui/conflict.tsx';
import { useForm } from '../ui/form.ts';
import { numberOf } from '../ui/number-of.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useToday } from '../ui/today.ts';

const numbers = [
  'chargePerDelayKg',
  'totalKg',
  'holes',
  'holeMm',
  'burdenM',
  'stemmingM',
  'chargeKgM',
] as const;
type NumberName = (typeof numbers)[number] | 'rockFactor' | 'makersMinutes' | 'longitude' | 'latitude';

type Typed = Readonly<Record<NumberName, string>> &
  Pick<Blast, 'confinement' | 'initiation'> & {
    readonly key: string;
    readonly placeId: string | null;
    readonly placeText: string;
    readonly date: string;
    readonly time: string;
    readonly note: string;
    readonly version: number;
  };

const text = (value: number | null): string => (value === null ? '' : String(value));
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** A new shot, or what has changed about a planned one. `done` hears the id of what was saved, null when nothing was. */
export function ShotForm({
  blast,
  done,
}: {
  readonly blast: BlastLine | null;
  readonly done: (id: string | null) => void;
}) {
  const { t, nameOf } = useText();
  const today = useToday();
  const zone = useQueryOf('site.info', {}).data?.timeZone ?? defaultZone;
  const when = blast && wallAt(Date.parse(blast.plannedAt), zone);
  const onBench = blast?.placeId != null;
  const begin: Typed = {
    key: blast?.key ?? '',
    placeId: blast?.placeId ?? null,
    placeText: blast?.place ? nameOf(blast.place.names) : '',
    longitude: onBench ? '' : text(blast?.longitude ?? null),
    latitude: onBench ? '' : text(blast?.latitude ?? null),
    date: when?.day ?? today,
    time: when ? clock(when.minute) : '15:30',
    chargePerDelayKg: text(blast?.chargePerDelayKg ?? null),
    totalKg: text(blast?.totalKg ?? null),
    holes: text(blast?.holes ?? null),
    holeMm: text(blast?.holeMm ?? null),
    burdenM: text(blast?.burdenM ?? null),
    stemmingM: text(blast?.stemmingM ?? null),
    chargeKgM: text(blast?.chargeKgM ?? null),
    rockFactor: text(blast?.rockFactor ?? 20),
    makersMinutes: text(blast?.makersMinutes ?? null),
    confinement: blast?.confinement ?? 'average',
    initiation: blast?.initiation ?? 'nonel',
    note: blast?.note ?? '',
    version: blast?.version ?? 0,
  };
  const form = useForm<'blast.plan' | 'blast.change', Typed>(blast ? 'blast.change' : 'blast.plan', begin, {
    draft: `blast.${blast?.id ?? 'new'}`,
    codes: {
      blastKeyTaken: 'key',
      unknownPlace: 'placeText',
      blastNowhere: 'placeText',
      blastPlannedPast: 'date',
      blastChargeOverTotal: 'chargePerDelayKg',
      blastMakersWait: 'makersMinutes',
    },
  });
  const { typed, change, problemOf } = form;
  const [theirs, setTheirs] = useState<Blast | null>(null);
  const [badTime, setBadTime] = useState(false);

  function read(): Input<'blast.plan'> | null {
    const minute = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(typed.time.trim());
    setBadTime(minute === null);
    if (!minute || typed.date === '') return null;
    // What is no number is told by its field: the schema refuses it.
    const of = (name: NumberName): number | null => numberOf(typed[name]);
    const at = instantOf(typed.date, Number(minute[1]) * 60 + Number(minute[2]), zone);
    return {
      key: typed.key,
      plannedAt: new Date(at).toISOString(),
      placeId: typed.placeId,
      longitude: of('longitude'),
      latitude: of('latitude'),
      chargePerDelayKg: of('chargePerDelayKg') ?? Number.NaN,
      totalKg: of('totalKg') ?? Number.NaN,
      holes: of('holes'),
      holeMm: of('holeMm'),
      burdenM: of('burdenM'),
      stemmingM: of('stemmingM'),
      chargeKgM: of('chargeKgM'),
      rockFactor: of('rockFactor') ?? 20,
      makersMinutes: of('makersMinutes'),
      confinement: typed.confinement,
      initiation: typed.initiation,
      note: typed.note,
    };
  }

  async function save(version: number): Promise<void> {
    const input = read();
    if (!input) return;
    const result = await form.send(blast ? { id: blast.id, version, ...input } : input);
    if (result.ok) return done(result.value.id);
    if (!blast || result.refusal.refused !== 'conflict') return;
    const now = await ask('blast.one', { id: blast.id });
    if (now.ok && now.value) setTheirs(now.value);
  }
  function leave(): void {
    form.forget();
    done(null);
  }
  const number = (name: NumberName, autoFocus = false) => (
    <Field
      key={name}
      label={t(`blast.field.${name}`)}
      inputMode="decimal"
      value={typed[name]}
      onChange={(value) => change({ [name]: value })}
      problem={problemOf(name)}
      autoFocus={autoFocus}
    />
  );
  const title = blast ? t('blast.change') : t('blast.plan');
  return (
    <Panel title={title}>
      <form
        ref={form.box}
        className="scroll edit-form blast-form"
        aria-label={title}
        onSubmit={(event) => {
          event.preventDefault();
          void save(typed.version);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.defaultPrevented) leave();
        }}
      >
        <div className="pair">
          <Field
            label={t('blast.field.key')}
            value={typed.key}
            onChange={(key) => change({ key })}
            problem={problemOf('key')}
            autoFocus
          />
          <div className="pair">
            <Field
              label={t('blast.field.date')}
              type="date"
              value={typed.date}
              onChange={(date) => change({ date })}
              problem={problemOf('date')}
            />
            <Field
              label={t('blast.field.time')}
              value={typed.time}
              onChange={(time) => change({ time })}
              problem={badTime ? t('field.problem.invalid_format') : null}
            />
          </div>
        </div>
        <PlaceInput
          label={t('blast.field.where')}
          text={typed.placeText}
          onText={(placeText) =>
            change(placeText === typed.placeText ? { placeText } : { placeText, placeId: null })
          }
          onChoose={(choice) => choice && change({ placeId: choice.id, placeText: choice.label })}
        />
        <Problem>{problemOf('placeText')}</Problem>
        <div className="pair">{(['longitude', 'latitude'] as const).map((name) => number(name))}</div>
        <div className="pair">{numbers.slice(0, 2).map((name) => number(name))}</div>
        <div className="pair">
          <Choice
            label={t('blast.field.initiation')}
            value={typed.initiation}
            of={initiations.map((value) => ({ value, label: t(`blast.initiation.${value}`) }))}
            onChange={(initiation) => change({ initiation })}
          />
          {typed.initiation === 'electronic' || typed.makersMinutes !== '' ? (
            number('makersMinutes')
          ) : (
            <Choice
              label={t('blast.field.confinement')}
              value={typed.confinement}
              of={confinementKinds.map((value) => ({ value, label: t(`blast.confinement.${value}`) }))}
              onChange={(confinement) => change({ confinement })}
            />
          )}
        </div>
        {(typed.initiation === 'electronic' || typed.makersMinutes !== '') && (
          <Choice
            label={t('blast.field.confinement')}
            value={typed.confinement}
            of={confinementKinds.map((value) => ({ value, label: t(`blast.confinement.${value}`) }))}
            onChange={(confinement) => change({ confinement })}
          />
        )}
        <div className="pair">{(['burdenM', 'stemmingM'] as const).map((name) => number(name))}</div>
        <div className="pair">{(['chargeKgM', 'holeMm'] as const).map((name) => number(name))}</div>
        <div className="pair">{(['holes', 'rockFactor'] as const).map((name) => number(name))}</div>
        <Field
          label={t('blast.field.note')}
          value={typed.note}
          onChange={(note) => change({ note })}
          problem={problemOf('note')}
        />
        {theirs ? (
          <Conflict
            rows={differences(typed, theirs, t)}
            onMine={() => {
              setTheirs(null);
              change({ version: theirs.version });
              void save(theirs.version);
            }}
            onTheirs={leave}
          />
        ) : (
          <Problem>{form.problem}</Problem>
        )}
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

function differences(typed: Typed, theirs: Blast, t: (key: string) => string) {
  const names = [...numbers, 'rockFactor', 'makersMinutes'] as const;
  return [
    { label: t('blast.field.key'), mine: typed.key, theirs: theirs.key },
    ...names.map((name) => ({
      label: t(`blast.field.${name}`),
      mine: typed[name],
      theirs: text(theirs[name]),
    })),
    { label: t('blast.field.note'), mine: typed.note, theirs: theirs.note },
  ];
}
