import { useState } from 'react';
import type { Plan } from '../../electron/plan/plan.ts';
import { ask } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { usePositionName } from './position-name.ts';

/** The plan or its action cards as PDF, and the plan as a file: each to where the operator says. */
export function PrintPlan({ plan, onDone }: { readonly plan: Plan; readonly onDone: () => void }) {
  const { t, language } = useText();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [path, setPath] = useState<string | null>(null);
  const roles = new Map(plan.steps.map((step) => [step.position ?? step.role?.en ?? '', step]));

  async function print(what: 'plan' | 'cards', role: string | null = null): Promise<void> {
    await run(() => ask('plan.print', { id: plan.id, what, role, language }));
  }
  async function run(work: () => ReturnType<typeof ask<'plan.print'>>): Promise<void> {
    setPending(true);
    const result = await work();
    setPending(false);
    setProblem(result.ok ? null : refusalText(result.refusal));
    setPath(result.ok ? result.value.path : null);
  }

  return (
    <section
      className="print-plan"
      aria-label={t('plan.print.open')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      <div className="row">
        <Button autoFocus isDisabled={pending} onPress={() => void print('plan')}>
          {t('plan.print.plan')}
        </Button>
        <Button isDisabled={pending} onPress={() => void print('cards')}>
          {t('plan.print.cardsAll')}
        </Button>
        <Button isDisabled={pending} onPress={() => void run(() => ask('plan.saveFile', { id: plan.id }))}>
          {t('plan.file.export')}
        </Button>
        <Button onPress={onDone}>{t('common.close')}</Button>
      </div>
      <div className="row" role="group" aria-label={t('plan.print.cards')}>
        <span className="dim">{t('plan.print.cards')}</span>
        {[...roles].map(([role, step]) => (
          <Button key={role} className="small" isDisabled={pending} onPress={() => void print('cards', role)}>
            <RoleName role={step.role} position={step.position} />
          </Button>
        ))}
      </div>
      <Problem>{problem}</Problem>
      {path !== null && <p role="status">✓ {t('plan.print.saved', { path })}</p>}
    </section>
  );
}

function RoleName(who: Pick<Plan['steps'][number], 'role' | 'position'>) {
  const { t } = useText();
  return usePositionName(who) ?? t('plan.edit.nobody');
}
