import { useState } from 'react';
import type { EscalationStep } from '../../electron/alarm/escalation.ts';
import { roles } from '../../electron/session/session.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { numberOf } from '../ui/number-of.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { usePositions, useStepName } from './owner.ts';
import '../ui/form.css';

const priorities = [1, 2, 3] as const;
const textOf = (step: EscalationStep): string => `${step.kind} ${step.key}`;

/** How long an alarm waits for an answer, by priority, and to whom it climbs then. */
export function EscalationPanel({ done }: { readonly done: () => void }) {
  const { t } = useText();
  const escalation = useQueryOf('alarm.escalation', {}, { nouns: ['alarmEscalation'] }).data;
  return (
    <Panel title={t('alarmRule.escalation.title')}>
      {escalation && (
        <Chain
          key={escalation.version}
          minutes={[escalation.minutes1, escalation.minutes2, escalation.minutes3]}
          chain={escalation.chain}
          version={escalation.version}
          done={done}
        />
      )}
    </Panel>
  );
}

function Chain(props: {
  readonly minutes: readonly (number | null)[];
  readonly chain: readonly EscalationStep[];
  readonly version: number;
  readonly done: () => void;
}) {
  const { t } = useText();
  const set = useCommand('alarm.setEscalation');
  const may = useMay('alarm.setEscalation');
  const name = useStepName();
  const positions = usePositions();
  const [minutes, setMinutes] = useState(props.minutes.map((one) => (one === null ? '' : String(one))));
  const [chain, setChain] = useState(props.chain.map(textOf));
  const steps: readonly EscalationStep[] = [
    ...roles.filter((role) => role !== 'observer').map((key) => ({ kind: 'role' as const, key })),
    ...positions.map(({ key }) => ({ kind: 'position' as const, key })),
  ];
  async function save(): Promise<void> {
    const [minutes1, minutes2, minutes3] = minutes.map(numberOf);
    const result = await set.run({
      minutes1: minutes1 ?? null,
      minutes2: minutes2 ?? null,
      minutes3: minutes3 ?? null,
      chain: chain.flatMap((text) => steps.find((step) => textOf(step) === text) ?? []),
      version: props.version,
    });
    if (result.ok) props.done();
  }
  return (
    <form
      className="scroll edit-form"
      aria-label={t('alarmRule.escalation.title')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.done();
      }}
    >
      <p className="muted">{t('alarmRule.escalation.about')}</p>
      {priorities.map((priority, i) => (
        <Field
          key={priority}
          label={t('alarmRule.escalation.minutes', { priority: t(`common.priority.${priority}`) })}
          help={t('alarmRule.escalation.never')}
          value={minutes[i] ?? ''}
          onChange={(text) => setMinutes(minutes.with(i, text))}
          isDisabled={!may}
          autoFocus={i === 0}
        />
      ))}
      <fieldset className="chain" disabled={!may}>
        <legend>{t('alarmRule.escalation.chain')}</legend>
        {chain.map((step, i) => (
          <div key={i} className="chain-step">
            <span className="muted">{i + 1}</span>
            <Choice
              label={t('alarmRule.escalation.step', { no: i + 1 })}
              value={step}
              of={steps.map((one) => ({ value: textOf(one), label: name(one) }))}
              onChange={(text) => setChain(chain.with(i, text))}
            />
            <Button onPress={() => setChain(chain.toSpliced(i, 1))}>{t('common.remove')}</Button>
          </div>
        ))}
        {chain.length < 6 && (
          <div>
            <Button onPress={() => setChain([...chain, 'role coordinator'])}>
              {t('alarmRule.escalation.add')}
            </Button>
          </div>
        )}
      </fieldset>
      <p className="dim">{t('alarmRule.escalation.outside')}</p>
      <Problem>{set.problem}</Problem>
      <div className="row">
        {may && (
          <Button go type="submit" isDisabled={set.pending}>
            {t('common.save')}
          </Button>
        )}
        <Button onPress={props.done}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
