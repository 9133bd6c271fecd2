import { useState } from 'react';
import { lateStep, orderable, type DeviceOrder } from '../../electron/device-order/device-order.ts';
import type { DeviceLine } from '../../electron/flood/flood.ts';
import { useCommand } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { useNow } from '../ui/clock.ts';
import { useForm } from '../ui/form.ts';
import { numberOf } from '../ui/number-of.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** Minutes as typed; NaN for what is no number, which the schema refuses with a sentence by its field. */
const minutes = (text: string): number => numberOf(text) ?? Number.NaN;

/** An order: what is wanted stands there already, so that Enter gives it. */
export function GiveOrder({
  line,
  lastTo,
  done,
}: {
  readonly line: DeviceLine;
  readonly lastTo: string;
  readonly done: () => void;
}) {
  const { t } = useText();
  const states: readonly string[] = orderable[line.kind];
  const { shown } = line;
  // What it is not yet: of a pump that stands, running.
  const other = states.find((state) => shown.kind !== 'known' || shown.state !== state) ?? states[0]!;
  const form = useForm(
    'deviceOrder.give',
    {
      wanted: other,
      toWhom: lastTo || t('flood.order.crew'),
      channel: 'radio',
      reason: '',
      acknowledgeMinutes: '5',
      doneMinutes: '15',
    },
    { draft: `deviceOrder.${line.place.id}`, codes: { orderDoneBeforeHeard: 'doneMinutes' } },
  );
  const { typed, change, problemOf } = form;

  async function give(): Promise<void> {
    const result = await form.send({
      deviceId: line.place.id,
      wanted: typed.wanted,
      toWhom: typed.toWhom,
      channel: typed.channel === 'hand' ? 'hand' : 'radio',
      reason: typed.reason,
      acknowledgeMinutes: minutes(typed.acknowledgeMinutes),
      doneMinutes: minutes(typed.doneMinutes),
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
      aria-label={t('flood.order.of', { device: line.place.key })}
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        leave();
      }}
    >
      <div className="row" role="group" aria-label={t('flood.order.wanted')}>
        {states.map((state) => (
          <Button
            key={state}
            aria-pressed={typed.wanted === state}
            className={typed.wanted === state ? 'chosen' : ''}
            onPress={() => change({ wanted: state })}
          >
            {t(`flood.device.${state}`)}
          </Button>
        ))}
      </div>
      <Field
        label={t('flood.order.toWhom')}
        value={typed.toWhom}
        onChange={(toWhom) => change({ toWhom })}
        problem={problemOf('toWhom')}
        autoFocus
      />
      <div className="pair">
        <Choice
          label={t('flood.order.channel')}
          value={typed.channel}
          of={(['radio', 'hand'] as const).map((value) => ({ value, label: t(`flood.order.by.${value}`) }))}
          onChange={(channel) => change({ channel })}
        />
        <Field
          label={t('flood.order.reason')}
          value={typed.reason}
          onChange={(reason) => change({ reason })}
          problem={problemOf('reason')}
        />
      </div>
      <div className="pair">
        <Field
          label={t('flood.order.acknowledgeMinutes')}
          inputMode="numeric"
          value={typed.acknowledgeMinutes}
          onChange={(acknowledgeMinutes) => change({ acknowledgeMinutes })}
          problem={problemOf('acknowledgeMinutes')}
        />
        <Field
          label={t('flood.order.doneMinutes')}
          inputMode="numeric"
          value={typed.doneMinutes}
          onChange={(doneMinutes) => change({ doneMinutes })}
          problem={problemOf('doneMinutes')}
        />
      </div>
      <Problem>{form.problem}</Problem>
      <div className="row">
        <Button go type="submit" isDisabled={form.pending}>
          {t('flood.order.give')} <kbd className="kbd">Enter</kbd>
        </Button>
        <Button onPress={leave}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** The order that waits for its answer: heard, done, cannot, or no longer wanted. */
export function OpenOrder({ order, done }: { readonly order: DeviceOrder; readonly done: () => void }) {
  const { t, format } = useText();
  const now = new Date(useNow(5_000)).toISOString();
  const able = useMay('deviceOrder.acknowledge');
  const acknowledge = useCommand('deviceOrder.acknowledge');
  const confirm = useCommand('deviceOrder.confirm');
  const [who, setWho] = useState(order.toWhom);
  const [ends, setEnds] = useState<'refuse' | 'withdraw' | null>(null);
  const late = lateStep(order, now);
  const seen = { id: order.id, version: order.version };
  const by = who.trim() === '' ? {} : { who };
  const due = order.state === 'ordered' ? order.acknowledgeBy : order.doneBy;
  const steps = ['acknowledge', 'done'] as const;
  return (
    <section className="open-order" aria-label={t('flood.order.open')}>
      <p>
        <b>{t('flood.order.is', { wanted: t(`flood.device.${order.wanted}`), toWhom: order.toWhom })}</b>{' '}
        <span className="muted">
          {t('flood.byAt', { name: order.byName, time: format.moment(order.orderedAt, now) })}
          {order.reason !== '' && ` · ${order.reason}`}
        </span>
      </p>
      <p className={late === null ? 'muted' : 't2'}>
        {late !== null && <span aria-hidden>▲ </span>}
        {order.acknowledgedAt !== null &&
          `${t('flood.order.heardBy', { who: order.acknowledgedWho ?? '', time: format.moment(order.acknowledgedAt, now) })} · `}
        {t(`flood.order.due.${order.state === 'ordered' ? steps[0] : steps[1]}`, {
          time: format.moment(due, now),
          span: format.relative(due, now),
        })}
      </p>
      {able && ends === null && (
        <>
          <Field label={t('flood.order.who')} value={who} onChange={setWho} />
          <div className="row">
            {order.state === 'ordered' && (
              <Button go onPress={() => void acknowledge.run({ ...seen, ...by })}>
                {t('flood.order.heard')} <kbd className="kbd">A</kbd>
              </Button>
            )}
            <Button
              go={order.state !== 'ordered'}
              onPress={() => void confirm.run({ ...seen, ...by }).then(done)}
            >
              {t('flood.order.done')} <kbd className="kbd">C</kbd>
            </Button>
            <Button onPress={() => setEnds('refuse')}>{t('flood.order.cannot')}</Button>
            <Button onPress={() => setEnds('withdraw')}>{t('flood.order.withdraw')}</Button>
          </div>
        </>
      )}
      {ends !== null && <EndOrder order={order} how={ends} who={who} done={() => setEnds(null)} />}
      <Problem>{acknowledge.problem ?? confirm.problem}</Problem>
    </section>
  );
}

/** Why it cannot be done, or is no longer wanted. */
function EndOrder({
  order,
  how,
  who,
  done,
}: {
  readonly order: DeviceOrder;
  readonly how: 'refuse' | 'withdraw';
  readonly who: string;
  readonly done: () => void;
}) {
  const { t } = useText();
  const refusing = useForm('deviceOrder.refuse', { reason: '' }, { draft: `deviceOrder.refuse.${order.id}` });
  const withdrawing = useForm(
    'deviceOrder.withdraw',
    { reason: '' },
    { draft: `deviceOrder.withdraw.${order.id}` },
  );
  const form = how === 'refuse' ? refusing : withdrawing;
  const { reason } = form.typed;
  const seen = { id: order.id, version: order.version, reason };

  async function end(): Promise<void> {
    const result =
      how === 'refuse'
        ? await refusing.send({ ...seen, ...(who.trim() === '' ? {} : { who }) })
        : await withdrawing.send(seen);
    if (result.ok) done();
  }
  return (
    <form
      ref={form.box}
      className="order-form"
      aria-label={t(`flood.order.${how === 'refuse' ? 'cannot' : 'withdraw'}`)}
      onSubmit={(event) => {
        event.preventDefault();
        void end();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        done();
      }}
    >
      <Field
        label={t(how === 'refuse' ? 'flood.order.whyNot' : 'flood.order.whyWithdrawn')}
        value={reason}
        onChange={(text) => form.change({ reason: text })}
        problem={form.problemOf('reason')}
        autoFocus
      />
      <Problem>{form.problem}</Problem>
      <div className="row">
        <Button go type="submit" isDisabled={form.pending}>
          {t('common.save')}
        </Button>
        <Button onPress={done}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
