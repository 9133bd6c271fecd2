import { useState, type FormEvent } from 'react';
import { isOpen, type Objective, type PeriodWithObjectives } from '../../electron/period/period.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import '../ui/shift.css';

/** The operational periods of an incident with their objectives; the running one first. */
export function PeriodPanel({ incidentId }: { readonly incidentId: string }) {
  const { t, format } = useText();
  const periods = useQueryOf('period.list', { incidentId }, { nouns: ['objective'] }).data ?? [];
  const running = periods.find((period) => period.endedAt === null);
  const earlier = periods.filter((period) => period !== running);
  return (
    <Panel title={t('period.title')} aside={running && <TimeLeft period={running} />}>
      <div className="scroll pad column" tabIndex={0} role="region" aria-label={t('period.title')}>
        {running ? <Running period={running} /> : <p className="muted">{t('period.none')}</p>}
        <OpenPeriod incidentId={incidentId} next={running !== undefined} />
        {earlier.length > 0 && <h3>{t('period.earlier')}</h3>}
        {earlier.map((period) => (
          <section key={period.id} className="dim">
            <p>
              {t('period.number', { number: period.number })} · {format.dateTime(period.startedAt)} –{' '}
              {format.dateTime(period.endedAt ?? period.plannedEndAt)}
            </p>
            <Objectives objectives={period.objectives} />
          </section>
        ))}
      </div>
    </Panel>
  );
}

function TimeLeft({ period }: { readonly period: PeriodWithObjectives }) {
  const { t, format } = useText();
  const over = (useNow(60_000) - Date.parse(period.plannedEndAt)) / 60_000;
  if (over > 0) return <span className="t2">{t('period.over', { span: format.span(over) })}</span>;
  return <>{t('period.until', { time: format.time(period.plannedEndAt) })}</>;
}

function Running({ period }: { readonly period: PeriodWithObjectives }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const add = useCommand('period.addObjective');
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if ((await add.run({ periodId: period.id, text })).ok) setText('');
  }
  return (
    <section className="column">
      <h3>{t('period.number', { number: period.number })}</h3>
      <Objectives objectives={period.objectives} />
      <form className="form-line" onSubmit={(event) => void send(event)}>
        <Field label={t('period.add')} value={text} onChange={setText} problem={add.problem} />
        <Button type="submit" isDisabled={text.trim() === '' || add.pending}>
          {t('common.add')}
        </Button>
      </form>
    </section>
  );
}

function Objectives({ objectives }: { readonly objectives: readonly Objective[] }) {
  return (
    <ul className="plain">
      {objectives.map((objective) => (
        <ObjectiveLine key={objective.id} objective={objective} />
      ))}
    </ul>
  );
}

function ObjectiveLine({ objective }: { readonly objective: Objective }) {
  const { t, format } = useText();
  const [reason, setReason] = useState<string | null>(null);
  const meet = useCommand('period.meetObjective');
  const drop = useCommand('period.dropObjective');
  const { id: objectiveId, version, text } = objective;
  if (!isOpen(objective))
    return (
      <li className="dim">
        {objective.metAt === null ? '✕' : '✓'} {text} ·{' '}
        {objective.metAt === null
          ? t('period.dropped', { reason: objective.dropReason ?? '' })
          : t('period.metAt', { time: format.time(objective.metAt), name: objective.metBy ?? '' })}
      </li>
    );
  return (
    <li>
      <div className="form-line">
        <span className="grow">{text}</span>
        <Button
          aria-label={t('period.meetOne', { objective: text })}
          onPress={() => void meet.run({ objectiveId, version })}
        >
          {t('period.met')}
        </Button>
        <Button
          aria-label={t('period.dropOne', { objective: text })}
          onPress={() => setReason(reason === null ? '' : null)}
        >
          {t('period.drop')}
        </Button>
      </div>
      {reason !== null && (
        <form
          className="form-line"
          onSubmit={(event) => {
            event.preventDefault();
            void drop.run({ objectiveId, version, reason });
          }}
        >
          <Field
            label={t('period.dropReason')}
            value={reason}
            onChange={setReason}
            autoFocus
            problem={drop.problem}
          />
          <Button type="submit" isDisabled={reason.trim() === ''}>
            {t('period.drop')}
          </Button>
        </form>
      )}
      <Problem>{meet.problem}</Problem>
    </li>
  );
}

function OpenPeriod({ incidentId, next }: { readonly incidentId: string; readonly next: boolean }) {
  const { t } = useText();
  const [hours, setHours] = useState('12');
  const [objectives, setObjectives] = useState('');
  const open = useCommand('period.open');
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const lines = objectives.split('\n').map((line) => line.trim()).filter(Boolean); // prettier-ignore
    const result = await open.run({ incidentId, hours: Number(hours.replace(',', '.')), objectives: lines });
    if (result.ok) setObjectives('');
  }
  return (
    <form className="column" onSubmit={(event) => void send(event)}>
      <Field label={t('period.objectives')} lines={3} value={objectives} onChange={setObjectives} />
      <div className="form-line">
        <Field label={t('period.hours')} value={hours} onChange={setHours} />
        <Button type="submit" isDisabled={open.pending}>
          {next ? t('period.openNext') : t('period.open')}
        </Button>
        {next && <span className="dim">{t('period.carry')}</span>}
      </div>
      <Problem>{open.problem}</Problem>
    </form>
  );
}
