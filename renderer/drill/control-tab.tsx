import { useState } from 'react';
import { rateOf } from '../../electron/drill/drill-clock.ts';
import type { Conducted } from '../../electron/drill/drill-run.ts';
import { useCommand } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { useOffer } from '../ui/commands.ts';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { InjectList } from './inject-list.tsx';
import { MarksView } from './marks-view.tsx';
import { MeasuresView } from './measures-view.tsx';
import { clockText, useDrillMinute, useDrillOf } from './use-drill.ts';
import './run.css';

/** The drill's controller and observers: its clock, its injects, marks by one key, and how it goes. */
export default function ControlTab({ incidentId }: { readonly incidentId: string }) {
  const { t } = useText();
  const drill = useDrillOf(incidentId);
  if (drill === undefined) return null;
  if (drill === null) return <Empty>{t('drillRun.none')}</Empty>;
  return (
    <Panel title={t('drillRun.title')} className="drill-tab">
      <DrillHead drill={drill} />
      <div className="drill-body">
        <InjectList drill={drill} />
        <MarksView drill={drill} />
        <MeasuresView drillId={drill.drill.id} />
      </div>
    </Panel>
  );
}

export const rates = [1, 2, 5, 10, 20, 60] as const;
type RateText = `${(typeof rates)[number]}`;

/** A rate to choose; one that is not in the list stands in it too. */
export function RateChoice(props: { readonly rate: number; readonly onChange: (rate: number) => void }) {
  const { t } = useText();
  const known = [...new Set([...rates, props.rate])].sort((a, b) => a - b);
  return (
    <Choice
      label={t('drillRun.rate')}
      value={String(props.rate) as RateText}
      of={known.map((rate) => ({ value: String(rate) as RateText, label: `${rate}×` }))}
      onChange={(to) => props.onChange(Number(to))}
    />
  );
}

/** The clock with its rate, pause and end. */
function DrillHead({ drill: { drill, run } }: { readonly drill: Conducted }) {
  const { t, format } = useText();
  const minute = useDrillMinute(run.legs);
  const now = rateOf(run.legs);
  const last = run.legs.findLast((leg) => leg.rate > 0)?.rate ?? 1;
  const [asking, ask] = useState<'end' | 'resume' | null>(null);
  const turn = useCommand('drill.turnClock');
  const may = useMay('drill.turnClock');
  const runs = drill.state === 'running' && may;
  const over = run.endedAt !== null;
  const set = (rate: number, running: boolean) =>
    void turn.run({ id: run.id, version: run.version, rate, running });
  useOffer(
    'drill.turnClock',
    now === 0 ? 'drillRun.goOn' : 'drillRun.pause',
    runs ? () => set(last, now === 0) : null,
    { keys: 'P' },
  );
  useOffer('drill.end', 'drillRun.end', may && !over ? () => ask('end') : null);
  useOffer(
    'drill.resume',
    'drillRun.resume',
    may && !over && drill.state === 'interrupted' ? () => ask('resume') : null,
  );
  return (
    <div>
      <div className="drill-head">
        <time className="clock" aria-label={t('drillRun.clock')}>
          {clockText(minute)}
        </time>
        <span>
          {over
            ? `✓ ${t('drillRun.overAt', { time: format.time(run.endedAt ?? '') })}`
            : drill.state === 'interrupted'
              ? `■ ${t('drillRun.interrupted')}`
              : now === 0
                ? `□ ${t('drillRun.stands')}`
                : `${now}×`}
        </span>
        <span className="grow" />
        {runs && (
          <>
            <RateChoice rate={last} onChange={(rate) => set(rate, true)} />
            <Button onPress={() => set(last, now === 0)}>
              {t(now === 0 ? 'drillRun.goOn' : 'drillRun.pause')} <kbd className="kbd">P</kbd>
            </Button>
          </>
        )}
        {may && drill.state === 'interrupted' && !over && (
          <Button onPress={() => ask('resume')}>{t('drillRun.resume')}</Button>
        )}
        {may && !over && <Button onPress={() => ask('end')}>{t('drillRun.end')}</Button>}
      </div>
      <Problem>{turn.problem}</Problem>
      {asking === 'end' && <EndForm run={run} onDone={() => ask(null)} />}
      {asking === 'resume' && <ResumeForm run={run} rate={last} onDone={() => ask(null)} />}
    </div>
  );
}

interface FormProps {
  readonly run: Conducted['run'];
  readonly onDone: () => void;
}

function EndForm({ run, onDone }: FormProps) {
  const { t } = useText();
  const end = useCommand('drill.end');
  const [note, setNote] = useState(t('drillRun.measure.allClear'));
  return (
    <ShortForm
      title={t('drillRun.endTitle')}
      action={t('drillRun.end')}
      problem={end.problem}
      pending={end.pending}
      send={async () => {
        if ((await end.run({ id: run.id, version: run.version, note })).ok) onDone();
      }}
      done={onDone}
    >
      <Field label={t('drillRun.endNote')} value={note} onChange={setNote} autoFocus />
    </ShortForm>
  );
}

function ResumeForm({ run, rate, onDone }: FormProps & { readonly rate: number }) {
  const { t } = useText();
  const resume = useCommand('drill.resume');
  const [reason, setReason] = useState('');
  return (
    <ShortForm
      title={t('drillRun.resume')}
      action={t('drillRun.resume')}
      problem={resume.problem}
      pending={resume.pending}
      send={async () => {
        if ((await resume.run({ id: run.id, version: run.version, rate, reason })).ok) onDone();
      }}
      done={onDone}
    >
      <Field label={t('drillRun.why')} value={reason} onChange={setReason} autoFocus />
    </ShortForm>
  );
}
