import { useState } from 'react';
import { instantOfDrill } from '../../electron/drill/drill-clock.ts';
import { channels, type DrillInject } from '../../electron/drill/drill-inject.ts';
import type { Conducted } from '../../electron/drill/drill-run.ts';
import type { Inject, InjectEffect } from '../../electron/drill/drill.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { usePlace } from '../incident/place-of.tsx';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { useOffer } from '../ui/commands.ts';
import { numberOf } from '../ui/number-of.ts';
import { Button, Empty, Field, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { EffectFields, effectOf, noEffect } from './effect-fields.tsx';
import { clockText, useDrillMinute } from './use-drill.ts';

/** What the controller lets happen: F fires, H holds or lets go, S skips, I adds one. */
export function InjectList({ drill: { drill, run } }: { readonly drill: Conducted }) {
  const { t } = useText();
  const rows = useQueryOf('drillInject.list', { id: run.id }, { nouns: ['drillInject'] }).data ?? [];
  const over = run.endedAt !== null;
  const next = over ? undefined : rows.find(({ state }) => state === 'waiting');
  const [picked, pick] = useState<string | null>(null);
  const chosen = rows.find(({ id }) => id === picked) ?? next ?? rows[0];
  const [adding, setAdding] = useState(false);
  const fire = useCommand('drillInject.fire');
  const hold = useCommand('drillInject.hold');
  const letGo = useCommand('drillInject.letGo');
  const skip = useCommand('drillInject.skip');
  const may = useMay('drillInject.fire') && drill.state === 'running';
  const open = may && chosen && (chosen.state === 'waiting' || chosen.state === 'held') ? chosen : null;
  const seen = open && { id: open.id, version: open.version };
  const held = open?.state === 'held';
  const [last, setLast] = useState<'fire' | 'hold' | 'letGo' | 'skip'>('fire');
  const does = {
    fire: () => seen && (setLast('fire'), void fire.run(seen)),
    hold: () => seen && (setLast(held ? 'letGo' : 'hold'), void (held ? letGo.run(seen) : hold.run(seen))),
    skip: () => seen && (setLast('skip'), void skip.run(seen)),
  };
  const facts = { facts: { order: open?.orderNo ?? 0 } };
  useOffer('drillInject.fire', 'drillRun.fireInject', open ? does.fire : null, facts);
  useOffer('drillInject.hold', 'drillRun.holdInject', open && !held ? does.hold : null, facts);
  useOffer('drillInject.letGo', 'drillRun.letGoInject', open && held ? does.hold : null, facts);
  useOffer('drillInject.skip', 'drillRun.skipInject', open ? does.skip : null, facts);
  useOffer('drillInject.add', 'drillRun.addInject', may ? () => setAdding(true) : null, { keys: 'I' });
  const keys = useRowKeys(
    rows.map(({ id }) => id),
    chosen?.id ?? null,
    pick,
    (event) => {
      const act = { f: does.fire, h: does.hold, s: does.skip }[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    },
  );
  const problem = { fire, hold, letGo, skip }[last].problem;
  const overdue = rows.filter(({ heldBecause }) => heldBecause === 'overdue').length;
  return (
    <section aria-label={t('drillRun.injects')}>
      <h3>
        {t('drillRun.injects')}
        {next && <NextDue inject={next} drill={run} />}
        {overdue > 0 && <span className="t2">▲ {t('drillRun.overdue', { count: overdue })}</span>}
      </h3>
      {rows.length === 0 ? (
        <Empty>{t('drillRun.noInjects')}</Empty>
      ) : (
        <table className="list injects" role="grid" aria-label={t('drillRun.injects')}>
          <tbody>
            {rows.map((inject) => (
              <Row key={inject.id} inject={inject} over={over} rowProps={keys.rowProps(inject.id)} />
            ))}
          </tbody>
        </table>
      )}
      <Problem>{problem}</Problem>
      {may && !adding && (
        <div className="row">
          {open && (
            <>
              <Button className="small" onPress={does.fire}>
                {t('drillRun.fire')} <kbd className="kbd">F</kbd>
              </Button>
              <Button className="small" onPress={does.hold}>
                {t(held ? 'drillRun.letGo' : 'drillRun.hold')} <kbd className="kbd">H</kbd>
              </Button>
              <Button className="small" onPress={does.skip}>
                {t('drillRun.skip')} <kbd className="kbd">S</kbd>
              </Button>
            </>
          )}
          <Button className="small" onPress={() => setAdding(true)}>
            {t('drillRun.addInject')} <kbd className="kbd">I</kbd>
          </Button>
        </div>
      )}
      {adding && <AddInject run={run} onDone={() => setAdding(false)} />}
    </section>
  );
}

function NextDue({ inject, drill }: { readonly inject: DrillInject; readonly drill: Conducted['run'] }) {
  const { t, format } = useText();
  const minute = useDrillMinute(drill.legs);
  const at = instantOfDrill(drill.legs, inject.dueMinute * 60_000);
  const left = inject.dueMinute - minute;
  return (
    <span>
      {t('drillRun.nextDue', { order: inject.orderNo, left: clockText(Math.max(0, left)) })}
      {at !== null && ` (${format.timeWithSeconds(new Date(at).toISOString())})`}
    </span>
  );
}

const shapes = { waiting: '○', held: '□', fired: '✓', skipped: '–' } as const;

function Row(props: {
  readonly inject: DrillInject;
  /** The drill is: what still waits will not happen. */
  readonly over: boolean;
  readonly rowProps: ReturnType<ReturnType<typeof useRowKeys>['rowProps']>;
}) {
  const { t, nameOf } = useText();
  const { inject, over, rowProps } = props;
  const done = over || inject.state === 'fired' || inject.state === 'skipped';
  const unused = over && (inject.state === 'waiting' || inject.state === 'held');
  const missed = inject.heldBecause === 'overdue' && !unused;
  return (
    <tr {...rowProps} className={done ? 'dim' : ''}>
      <td className="num nowrap">{clockText(inject.dueMinute)}</td>
      <td>
        {nameOf(inject.text)}
        <div className="dim">
          {inject.orderNo} · {t(`drillRun.channel.${inject.channel}`)}
          {inject.effect && (
            <>
              {' · '}
              <EffectText effect={inject.effect} />
            </>
          )}
        </div>
      </td>
      <td className={`nowrap ${missed ? 't2' : ''}`}>
        <span aria-hidden>{missed ? '▲' : shapes[unused ? 'skipped' : inject.state]} </span>
        {inject.state === 'fired'
          ? t('drillRun.firedAt', { minute: clockText(inject.firedMinute ?? 0) })
          : t(`drillRun.injectState.${missed ? 'overdue' : unused ? 'unused' : inject.state}`)}
      </td>
    </tr>
  );
}

/** What an inject does to the exercise's picture, in a few words. */
export function EffectText({ effect }: { readonly effect: InjectEffect }) {
  const { t, nameOf, format } = useText();
  const place = usePlace(
    effect.kind === 'place' ? effect.placeId : effect.kind === 'gauge' ? effect.gaugeId : null,
  );
  const name = place ? `${place.key} ${nameOf(place.names)}` : '';
  switch (effect.kind) {
    case 'place':
      return t(effect.open ? 'drillRun.effect.open' : 'drillRun.effect.closed', { place: name });
    case 'gauge':
      return t('drillRun.effect.gauge', {
        gauge: name,
        level: t('common.unit.cm', { value: format.number(effect.levelCm) }),
      });
    case 'wind':
      return t('drillRun.effect.wind', { degrees: effect.fromDegrees, speedMs: effect.speedMs });
  }
}

function AddInject({ run, onDone }: { readonly run: Conducted['run']; readonly onDone: () => void }) {
  const { t } = useText();
  const add = useCommand('drillInject.add');
  const now = useDrillMinute(run.legs);
  const [minute, setMinute] = useState(String(Math.ceil(now) + 1));
  const [channel, setChannel] = useState<Inject['channel']>('radio');
  const [text, setText] = useState('');
  const [effect, setEffect] = useState(noEffect);
  const dueMinute = numberOf(minute) ?? Number.NaN;
  const wrong = Number.isNaN(dueMinute) ? t('drillRun.needMinute') : null;
  const does = effectOf(effect);
  const [tried, setTried] = useState(false);

  async function send(): Promise<void> {
    setTried(true);
    if (wrong !== null || does === 'wrong') return;
    if ((await add.run({ drillId: run.id, dueMinute, channel, text, effect: does })).ok) onDone();
  }

  return (
    <ShortForm
      title={t('drillRun.addInject')}
      problem={tried && does === 'wrong' ? t('drillRun.needEffect') : add.problem}
      pending={add.pending}
      send={send}
      done={onDone}
    >
      <Field label={t('drillRun.what')} value={text} onChange={setText} autoFocus isRequired />
      <Field label={t('drillRun.atMinute')} value={minute} onChange={setMinute} problem={wrong} />
      <Choice
        label={t('drillRun.channelLabel')}
        value={channel}
        of={channels.map((value) => ({ value, label: t(`drillRun.channel.${value}`) }))}
        onChange={setChannel}
      />
      <EffectFields value={effect} onChange={setEffect} />
    </ShortForm>
  );
}
