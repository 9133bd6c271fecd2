import { useState, type FormEvent } from 'react';
import type { Verified, WorkLine } from '../../electron/work/work.ts';
import { useCommand } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { minorOf } from '../ui/money.ts';
import { useText } from '../ui/text.ts';

export type WorkStep = 'wait' | 'done' | 'verify' | 'withdraw';

/** What can be done with an order in its state; each step has its own short form. */
export function WorkSteps(props: {
  readonly work: WorkLine;
  readonly step: WorkStep | null;
  readonly onStep: (step: WorkStep | null) => void;
}) {
  const { t } = useText();
  const { work, step, onStep } = props;
  const may = useMay('work.done');
  const mayWithdraw = useMay('work.withdraw');
  const resume = useCommand('work.resume');
  const [told, setTold] = useState('');
  const running = work.state === 'open' || work.state === 'waiting';
  const can: Record<WorkStep, boolean> = {
    wait: may && running,
    done: may && running,
    verify: may && work.state === 'done',
    withdraw: mayWithdraw && running,
  };
  function over({ back, still }: Verified): void {
    onStep(null);
    if (back) setTold(t('work.back', { tag: work.tag }));
    else if (still === 'duties') setTold(t('work.stillDuties', { tag: work.tag }));
    else setTold(t('work.stillOther', { tag: work.tag }));
  }
  const done = () => onStep(null);
  const shown = step !== null && can[step] ? step : null;
  return (
    <div className="work-steps">
      {shown === null && (
        <div className="row">
          {can.done && (
            <Button go onPress={() => onStep('done')}>
              {t('work.done')} <kbd className="kbd">D</kbd>
            </Button>
          )}
          {can.wait && (
            <Button onPress={() => onStep('wait')}>
              {t('work.wait')} <kbd className="kbd">W</kbd>
            </Button>
          )}
          {work.state === 'waiting' && may && (
            <Button onPress={() => void resume.run({ id: work.id, version: work.version })}>
              {t('work.resume')}
            </Button>
          )}
          {can.verify && (
            <Button go onPress={() => onStep('verify')}>
              {t('work.verify')} <kbd className="kbd">V</kbd>
            </Button>
          )}
          {can.withdraw && <Button onPress={() => onStep('withdraw')}>{t('work.withdraw')}</Button>}
        </div>
      )}
      {shown === 'wait' && <Wait work={work} done={done} />}
      {shown === 'done' && <Done work={work} done={done} />}
      {shown === 'verify' && <Verify work={work} over={over} done={done} />}
      {shown === 'withdraw' && <Withdraw work={work} over={over} done={done} />}
      <Problem>{resume.problem}</Problem>
      <p role="status" className="muted">
        {told}
      </p>
    </div>
  );
}

interface Step {
  readonly work: WorkLine;
  readonly done: () => void;
}

function Wait({ work, done }: Step) {
  const { t } = useText();
  const wait = useCommand('work.wait');
  const [part, setPart] = useState(work.part);
  const [expectedOn, setExpectedOn] = useState(work.partExpectedOn ?? '');
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const { id, version } = work;
    const sent = await wait.run({ id, version, part, expectedOn: expectedOn === '' ? null : expectedOn });
    if (sent.ok) done();
  }
  return (
    <form className="check-form" onSubmit={(event) => void send(event)}>
      <Field label={t('work.part')} value={part} onChange={setPart} autoFocus />
      <Field label={t('work.expectedOn')} type="date" value={expectedOn} onChange={setExpectedOn} />
      <Problem>{wait.problem}</Problem>
      <Buttons label={t('work.wait')} pending={wait.pending} done={done} />
    </form>
  );
}

const currencies = ['RSD', 'EUR', 'USD', 'CNY'];

function Done({ work, done }: Step) {
  const { t, language } = useText();
  const finish = useCommand('work.done');
  const [note, setNote] = useState('');
  const [cost, setCost] = useState('');
  const [currency, setCurrency] = useState(work.currency);
  const [problem, setProblem] = useState<string | null>(null);
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const read = cost.trim() === '' ? 0 : minorOf(cost, currency, language);
    const costMinor = read !== null && read < 0 ? null : read;
    setProblem(costMinor === null ? t('work.noMoney', { typed: cost }) : null);
    if (costMinor === null) return;
    const sent = await finish.run({ id: work.id, version: work.version, note, costMinor, currency });
    if (sent.ok) done();
  }
  return (
    <form className="check-form" onSubmit={(event) => void send(event)}>
      <Field label={t('work.doneNote')} value={note} onChange={setNote} lines={2} autoFocus />
      <div className="work-cost">
        <Field label={t('work.cost')} value={cost} onChange={setCost} />
        <label className="field">
          <span>{t('work.currency')}</span>
          <select className="input" value={currency} onChange={(event) => setCurrency(event.target.value)}>
            {[...new Set([work.currency, ...currencies])].map((code) => (
              <option key={code}>{code}</option>
            ))}
          </select>
        </label>
      </div>
      <Problem>{problem ?? finish.problem}</Problem>
      <Buttons label={t('work.done')} pending={finish.pending} done={done} />
    </form>
  );
}

function Verify({ work, over, done }: Step & { readonly over: (verified: Verified) => void }) {
  const { t } = useText();
  const verify = useCommand('work.verify');
  const [note, setNote] = useState('');
  async function say(good: boolean): Promise<void> {
    const sent = await verify.run({ id: work.id, version: work.version, good, note });
    if (sent.ok && good) over(sent.value);
    else if (sent.ok) done();
  }
  return (
    <form
      className="check-form"
      onSubmit={(event) => {
        event.preventDefault();
        void say(true);
      }}
    >
      <Field label={t('work.verifyNote')} value={note} onChange={setNote} autoFocus />
      <Problem>{verify.problem}</Problem>
      <div className="row">
        <Button go type="submit" isDisabled={verify.pending}>
          {t('work.good')} <kbd className="kbd">Enter</kbd>
        </Button>
        <Button isDisabled={verify.pending} onPress={() => void say(false)}>
          {t('work.bad')}
        </Button>
        <Button onPress={done}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

function Withdraw({ work, over, done }: Step & { readonly over: (verified: Verified) => void }) {
  const { t } = useText();
  const withdraw = useCommand('work.withdraw');
  const [reason, setReason] = useState('');
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const sent = await withdraw.run({ id: work.id, version: work.version, reason });
    if (sent.ok) over(sent.value);
  }
  return (
    <form className="check-form" onSubmit={(event) => void send(event)}>
      <Field label={t('work.reason')} value={reason} onChange={setReason} autoFocus />
      <Problem>{withdraw.problem}</Problem>
      <Buttons label={t('work.withdraw')} pending={withdraw.pending} done={done} />
    </form>
  );
}

function Buttons(props: { readonly label: string; readonly pending: boolean; readonly done: () => void }) {
  const { t } = useText();
  return (
    <div className="row">
      <Button go type="submit" isDisabled={props.pending}>
        {props.label}
      </Button>
      <Button onPress={props.done}>{t('common.cancel')}</Button>
    </div>
  );
}
