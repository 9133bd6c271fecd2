import { useMemo, useState } from 'react';
import type { Plan } from '../../electron/plan/plan.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { PrintPlan } from './print-plan.tsx';

interface Props {
  readonly plan: Plan;
  readonly onWrite: (from: Plan) => void;
  readonly onCompare: (plan: Plan) => void;
  readonly onOpen: (id: string) => void;
}

/** What can be done with a plan besides approving it: write, begin the next edition, compare, print, export. */
export function PlanActions({ plan, onWrite, onCompare, onOpen }: Props) {
  const { t } = useText();
  const mayWrite = useMay('plan.edit');
  const editions = useQueryOf('plan.editions', { key: plan.key }).data?.rows ?? [];
  const inWork = editions.some(({ state }) => state === 'draft' || state === 'review');
  const discard = useCommand('plan.discard');
  const [printing, setPrinting] = useState(false);
  const canWrite = mayWrite && (plan.state === 'draft' || (plan.state === 'approved' && !inWork));
  const canCompare = editions.length > 1;

  const commands = useMemo<readonly Command[]>(
    () => [
      ...(canWrite
        ? [
            {
              id: 'plan.edit',
              title: plan.state === 'draft' ? 'plan.write' : 'plan.newEdition',
              name: 'plan.edit' as const,
              keys: 'E',
              run: () => onWrite(plan),
            },
          ]
        : []),
      ...(canCompare
        ? [{ id: 'plan.compare', title: 'plan.compare.open', keys: 'C', run: () => onCompare(plan) }]
        : []),
      { id: 'plan.print', title: 'plan.print.open', keys: 'P', run: () => setPrinting(true) },
    ],
    [canWrite, canCompare, plan, onWrite, onCompare],
  );
  useCommands(commands);

  return (
    <>
      {canWrite && (
        <Button onPress={() => onWrite(plan)}>
          {t(plan.state === 'draft' ? 'plan.write' : 'plan.newEdition')} <kbd className="kbd">E</kbd>
        </Button>
      )}
      {canCompare && (
        <Button onPress={() => onCompare(plan)}>
          {t('plan.compare.open')} <kbd className="kbd">C</kbd>
        </Button>
      )}
      <Button aria-expanded={printing} onPress={() => setPrinting(!printing)}>
        {t('plan.print.open')} <kbd className="kbd">P</kbd>
      </Button>
      {mayWrite && plan.state === 'draft' && plan.submission === 0 && (
        <Button
          isDisabled={discard.pending}
          onPress={() => void discard.run({ id: plan.id, version: plan.version })}
        >
          {t('plan.discard')}
        </Button>
      )}
      <Problem>{discard.problem}</Problem>
      {editions.length > 1 && (
        <div className="row editions" role="group" aria-label={t('plan.editions')}>
          <span className="dim">{t('plan.editions')}</span>
          {editions.map(({ id, edition, state }) => (
            <Button key={id} className="small" aria-pressed={id === plan.id} onPress={() => onOpen(id)}>
              {t('plan.edition', { edition })} {t(`plan.state.${state}`)}
            </Button>
          ))}
        </div>
      )}
      {printing && <PrintPlan plan={plan} onDone={() => setPrinting(false)} />}
    </>
  );
}
