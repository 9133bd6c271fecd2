import { useState } from 'react';
import type { PhaseLine, UpgradeLine } from '../../electron/upgrade/upgrade.ts';
import { useCommand } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useToday } from '../ui/today.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { phaseStatus, statusShapes } from './words.ts';

/** The phases in their order: days, money, whether done or late. */
export function Phases({
  line,
  onEdit,
}: {
  readonly line: UpgradeLine;
  readonly onEdit: (phase: PhaseLine) => void;
}) {
  const { t, format } = useText();
  const today = useToday();
  const may =
    useMay('upgrade.finishPhase') &&
    (line.state === 'running' || line.state === 'approved' || line.state === 'draft');
  const finish = useCommand('upgrade.finishPhase');
  const remove = useCommand('upgrade.removePhase');
  if (line.phases.length === 0) return <p className="muted">{t('upgrade.phaseless')}</p>;
  return (
    <>
      <ul className="up-phases">
        {line.phases.map((phase) => {
          const status = phaseStatus(phase, today);
          const { id, version } = phase;
          return (
            <li key={id}>
              <span className={status === 'lateWord' ? 't2' : status === 'doneWord' ? 'muted' : ''}>
                <span aria-hidden>{statusShapes[status]} </span>
                <b>{phase.name}</b>
              </span>
              <span className="muted">
                {format.date(phase.startsOn)} – {format.date(phase.dueOn)}
                {phase.finishedOn !== null &&
                  ` · ${t('upgrade.phaseDone', { on: format.date(phase.finishedOn) })}`}
                {status === 'lateWord' && (
                  <span className="t2"> {t('upgrade.phaseLateBy', { count: phase.lateDays })}</span>
                )}
                {phase.committedMinor + phase.spentMinor > 0 && (
                  <span className="dim">
                    {' '}
                    · {t('upgrade.committed')} {format.money(phase.committedMinor, line.currency)} ·{' '}
                    {t('upgrade.spent')} {format.money(phase.spentMinor, line.currency)}
                  </span>
                )}
              </span>
              {may && (
                <span className="row">
                  {line.state === 'running' && (
                    <Button
                      aria-label={`${t(phase.finishedOn === null ? 'upgrade.do.phaseDone' : 'upgrade.do.phaseReopen')}: ${phase.name}`}
                      onPress={() => void finish.run({ id, version, finished: phase.finishedOn === null })}
                    >
                      {t(phase.finishedOn === null ? 'upgrade.do.phaseDone' : 'upgrade.do.phaseReopen')}
                    </Button>
                  )}
                  <Button aria-label={`${t('upgrade.edit')}: ${phase.name}`} onPress={() => onEdit(phase)}>
                    {t('upgrade.edit')}
                  </Button>
                  {phase.finishedOn === null && phase.committedMinor + phase.spentMinor === 0 && (
                    <Button
                      aria-label={`${t('upgrade.do.removePhase')}: ${phase.name}`}
                      onPress={() => void remove.run({ id, version })}
                    >
                      ×
                    </Button>
                  )}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <Problem>{finish.problem ?? remove.problem}</Problem>
    </>
  );
}

/** A phase that is added, or one whose name or days change. */
export function WritePhase({
  line,
  phase,
  done,
}: {
  readonly line: UpgradeLine;
  readonly phase: PhaseLine | null;
  readonly done: () => void;
}) {
  const { t } = useText();
  const add = useCommand('upgrade.addPhase');
  const edit = useCommand('upgrade.editPhase');
  const [typed, setTyped] = useState({
    name: phase?.name ?? '',
    startsOn: phase?.startsOn ?? line.phases.at(-1)?.dueOn ?? line.startsOn,
    dueOn: phase?.dueOn ?? line.dueOn,
  });
  const change = (name: keyof typeof typed) => (value: string) =>
    setTyped((before) => ({ ...before, [name]: value }));
  async function send(): Promise<void> {
    const result = phase
      ? await edit.run({ id: phase.id, version: phase.version, ...typed })
      : await add.run({ upgradeId: line.id, ...typed });
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={t('upgrade.form.phase', { key: line.key })}
      problem={add.problem ?? edit.problem}
      pending={add.pending || edit.pending}
      send={send}
      done={done}
    >
      <Field label={t('upgrade.field.name')} value={typed.name} onChange={change('name')} autoFocus />
      <Field
        label={t('upgrade.field.startsOn')}
        type="date"
        value={typed.startsOn}
        onChange={change('startsOn')}
      />
      <Field label={t('upgrade.field.dueOn')} type="date" value={typed.dueOn} onChange={change('dueOn')} />
    </ShortForm>
  );
}
