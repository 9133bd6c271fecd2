import { useState, type FormEvent } from 'react';
import { crews, type Crew } from '../../electron/person/person.ts';
import { usualPattern, type Pattern, type Roster } from '../../electron/roster/roster.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** Who is on shift when: the cycle of the crews, and what it comes to in the next days. */
export function RosterPanel() {
  const { t } = useText();
  const roster = useQueryOf('roster.current', {}).data;
  return (
    <Panel title={t('roster.title')} aside={roster === null ? t('roster.none') : undefined}>
      {roster !== undefined && <RosterForm key={roster?.version ?? 0} roster={roster} />}
      <NextShifts />
    </Panel>
  );
}

function RosterForm({ roster }: { readonly roster: Roster | null }) {
  const { t } = useText();
  const [given, setGiven] = useState<Pattern>(() => patternOf(roster ?? usualPattern));
  const { run, pending, problem } = useCommand('roster.set');
  const set = (change: Partial<Pattern>): void => setGiven({ ...given, ...change });
  const cycleWrong = !/^[DNO]{1,56}$/.test(given.cycle);

  function send(event: FormEvent): void {
    event.preventDefault();
    void run({ ...given, officeDays: [...given.officeDays], version: roster?.version ?? null });
  }

  return (
    <form className="pad settings-form" onSubmit={send}>
      <Field
        label={t('roster.cycle')}
        help={t('roster.cycleHelp')}
        value={given.cycle}
        onChange={(cycle) => set({ cycle: cycle.toUpperCase() })}
        problem={cycleWrong ? t('roster.cycleWrong') : null}
      />
      <Field
        label={t('roster.anchorOn')}
        type="date"
        value={given.anchorOn}
        onChange={(anchorOn) => set({ anchorOn })}
      />
      <div className="row">
        {crews.map((crew) => (
          <Phase key={crew} crew={crew} given={given} onSet={set} />
        ))}
      </div>
      <div className="row">
        {(['dayStartsAt', 'nightStartsAt', 'officeFrom', 'officeTo'] as const).map((key) => (
          <Field
            key={key}
            label={t(`roster.${key}`)}
            type="time"
            value={given[key]}
            onChange={(value) => set({ [key]: value })}
          />
        ))}
      </div>
      <Problem>{problem}</Problem>
      <Button type="submit" isDisabled={pending || cycleWrong}>
        {t('common.save')}
      </Button>
    </form>
  );
}

function patternOf({ id: _id, version: _version, ...pattern }: Pattern & Partial<Roster>): Pattern {
  return pattern;
}

/** On which day of the cycle, from 1, a crew stands on the first day. */
function Phase(props: {
  readonly crew: Crew;
  readonly given: Pattern;
  readonly onSet: (change: Partial<Pattern>) => void;
}) {
  const { t } = useText();
  const { crew, given, onSet } = props;
  return (
    <Field
      label={t('roster.phase', { crew })}
      type="number"
      value={String(given.phases[crew] + 1)}
      onChange={(text) => {
        const day = Math.max(1, Math.min(given.cycle.length, Math.round(Number(text)) || 1));
        onSet({ phases: { ...given.phases, [crew]: day - 1 } });
      }}
    />
  );
}

function NextShifts() {
  const { t, format } = useText();
  const shifts = useQueryOf('roster.shifts', { days: 7 }).data ?? [];
  if (shifts.length === 0) return null;
  return (
    <ol className="pad roster-days" aria-label={t('roster.next')}>
      {[...Map.groupBy(shifts, ({ on }) => on)].map(([on, of]) => (
        <li key={on}>
          <span className="muted">{format.date(`${on}T12:00:00.000Z`)}</span>
          {of.map(({ kind, crews: own }) => (
            <span key={kind}>
              {t(`readiness.shift.${kind}`)} <b>{format.list(own)}</b>
            </span>
          ))}
        </li>
      ))}
    </ol>
  );
}
