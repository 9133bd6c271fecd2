import { useState } from 'react';
import type { CheckDetail } from '../../electron/double-check/double-check.ts';
import { standingOf } from '../../electron/two-person/two-person.ts';
import { useCommand } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Answered } from './answer-row.tsx';
import { numberOf } from '../ui/number-of.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

interface Props {
  readonly check: CheckDetail;
  readonly part: 'first' | 'second' | null;
  readonly now: string;
  readonly change: () => void;
}

/** What comes next with a task; above all how to stop it. */
export function CheckSteps({ check, part, now, change }: Props) {
  const may = useMay('doubleCheck.ask');
  const over = check.state === 'closed' || check.state === 'stopped';
  return (
    <>
      {may && check.state === 'draft' && <Asking check={check} change={change} />}
      {may && check.state === 'waiting' && (part === 'second' ? <Deciding check={check} /> : <Waiting check={check} now={now} />)}
      {may && check.state === 'allowed' && <Beginning check={check} />}
      {may && check.state === 'underWay' && <Working check={check} />}
      {may && check.state === 'fireWatch' && <Watching check={check} />}
      {!over && <Stopping check={check} />}
    </>
  );
} // prettier-ignore

function Asking({ check, change }: { readonly check: CheckDetail; readonly change: () => void }) {
  const { t } = useText();
  const ask = useCommand('doubleCheck.ask');
  const { id, version } = check;
  return (
    <div className="decision">
      <Problem>{ask.problem}</Problem>
      <div className="row">
        <Button go onPress={() => void ask.run({ id, version })} isDisabled={ask.pending}>
          {t('doubleCheck.ask')}
        </Button>
        <Button onPress={change}>{t('doubleCheck.change')}</Button>
      </div>
    </div>
  );
}

/** The one who asked waits, asks again what nobody answered, or takes it back. */
function Waiting({ check, now }: { readonly check: CheckDetail; readonly now: string }) {
  const { t } = useText();
  const ask = useCommand('doubleCheck.ask');
  const withdraw = useCommand('doubleCheck.withdraw');
  const { id, version, confirmation } = check;
  const expired = confirmation !== null && standingOf(confirmation, now) === 'expired';
  return (
    <div className="decision">
      <p className="muted">{t(expired ? 'doubleCheck.expired' : 'doubleCheck.ownRequest')}</p>
      <Problem>{ask.problem ?? withdraw.problem}</Problem>
      <div className="row">
        <Button onPress={() => void ask.run({ id, version })} isDisabled={ask.pending}>
          {t('hazmat.askAgain')}
        </Button>
        <Button onPress={() => void withdraw.run({ id, version })} isDisabled={withdraw.pending}>
          {t('hazmat.withdraw')}
        </Button>
      </div>
    </div>
  );
}

function Deciding({ check }: { readonly check: CheckDetail }) {
  const { t } = useText();
  const confirm = useCommand('doubleCheck.confirm');
  const refuse = useCommand('doubleCheck.refuse');
  const [reason, setReason] = useState('');
  const { id, version, confirmation } = check;
  if (!confirmation) return null;
  const { contentHash, version: confirmationVersion } = confirmation;
  const seen = { id, version, contentHash, confirmationVersion };
  const pending = confirm.pending || refuse.pending;
  return (
    <div className="decision">
      <Problem>{confirm.problem ?? refuse.problem}</Problem>
      <Field label={t('hazmat.refuseReason')} value={reason} onChange={setReason} />
      <div className="row">
        <Button go onPress={() => void confirm.run(seen)} isDisabled={pending}>
          {t('doubleCheck.confirm')}
        </Button>
        <Button onPress={() => void refuse.run({ ...seen, reason })} isDisabled={pending}>
          {t('hazmat.refuse')}
        </Button>
      </div>
    </div>
  );
}

function Beginning({ check }: { readonly check: CheckDetail }) {
  const { t } = useText();
  const begin = useCommand('doubleCheck.begin');
  return (
    <div className="decision">
      <Problem>{begin.problem}</Problem>
      <div className="row">
        <Button
          go
          onPress={() => void begin.run({ id: check.id, version: check.version })}
          isDisabled={begin.pending}
        >
          {t('doubleCheck.begin')}
        </Button>
      </div>
    </div>
  );
}

/** The work goes on: what is tested again before it is too old, and its end. */
function Working({ check }: { readonly check: CheckDetail }) {
  const { t, nameOf } = useText();
  const measure = useCommand('doubleCheck.measure');
  const finish = useCommand('doubleCheck.finish');
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [wrong, setWrong] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const { id, version } = check;
  const again = check.list.items.filter((item) => item.measure?.validMinutes != null);
  async function send(itemKey: string, name: string): Promise<void> {
    const value = numberOf(typed[itemKey] ?? '');
    const bad = value === null || Number.isNaN(value);
    setWrong(bad ? t('stock.notANumber', { field: name }) : null);
    if (bad) return;
    if ((await measure.run({ id, itemKey, value })).ok) setTyped((before) => ({ ...before, [itemKey]: '' }));
  }
  return (
    <div className="decision">
      {again.map((item) => {
        const newest = check.again.findLast(({ itemKey }) => itemKey === item.key);
        const unit = t(`doubleCheck.unit.${item.measure?.unit ?? 'ppm'}`, { value: '' }).trim();
        return (
          <form
            key={item.key}
            className="form-line"
            onSubmit={(event) => {
              event.preventDefault();
              void send(item.key, nameOf(item.names));
            }}
          >
            <Field
              label={`${nameOf(item.names)}, ${unit}`}
              value={typed[item.key] ?? ''}
              onChange={(value) => setTyped((before) => ({ ...before, [item.key]: value }))}
            />
            <Button type="submit">{t('doubleCheck.testAgain')}</Button>
            {newest && <Answered item={item} answer={newest} />}
          </form>
        );
      })}
      <Problem>{wrong ?? measure.problem ?? finish.problem}</Problem>
      <Field label={t('doubleCheck.note')} value={note} onChange={setNote} />
      <div className="row">
        <Button go onPress={() => void finish.run({ id, version, note })} isDisabled={finish.pending}>
          {t(check.list.watchMinutes > 0 ? 'doubleCheck.finishHot' : 'doubleCheck.finish')}
        </Button>
      </div>
    </div>
  );
}

function Watching({ check }: { readonly check: CheckDetail }) {
  const { t } = useText();
  const close = useCommand('doubleCheck.close');
  const [note, setNote] = useState('');
  const { id, version } = check;
  return (
    <div className="decision">
      <Problem>{close.problem}</Problem>
      <Field label={t('doubleCheck.closeNote')} value={note} onChange={setNote} />
      <div className="row">
        <Button go onPress={() => void close.run({ id, version, note })} isDisabled={close.pending}>
          {t('doubleCheck.close')}
        </Button>
      </div>
    </div>
  );
}

/** Anyone may stop it, at once, with a word why. */
function Stopping({ check }: { readonly check: CheckDetail }) {
  const { t } = useText();
  const stop = useCommand('doubleCheck.stop');
  const [reason, setReason] = useState('');
  return (
    <form
      className="stop-work"
      onSubmit={(event) => {
        event.preventDefault();
        void stop.run({ id: check.id, reason });
      }}
    >
      <Field
        label={t(check.begunAt === null ? 'doubleCheck.discardReason' : 'doubleCheck.stopReason')}
        value={reason}
        onChange={setReason}
      />
      <Button type="submit" isDisabled={stop.pending || reason.trim() === ''}>
        ■ {t(check.begunAt === null ? 'doubleCheck.discard' : 'doubleCheck.stop')}
      </Button>
      <Problem>{stop.problem}</Problem>
    </form>
  );
}
