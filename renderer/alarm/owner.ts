import { useCallback } from 'react';
import type { EscalationStep } from '../../electron/alarm/escalation.ts';
import type { RuleOwner } from '../../electron/alarm/rule.ts';
import { standardPositions } from '../../electron/position/position.ts';
import { useQueryOf } from '../api.ts';
import { useText } from '../ui/text.ts';

/** The positions that an alarm can belong to or climb to: those of every incident, and the site's own. */
export function usePositions(): readonly { readonly key: string; readonly name: string }[] {
  const { t, nameOf } = useText();
  const own = useQueryOf('position.own', {}, { nouns: ['sitePosition'] }).data ?? [];
  return [
    ...standardPositions.map((key) => ({ key, name: t(`position.${key}`) })),
    ...own.map(({ key, names }) => ({ key, name: nameOf(names) })),
  ];
}

/** Who answers for an alarm, in words. */
export function useOwner(): (owner: RuleOwner) => string {
  const positions = usePositions();
  return useCallback(
    (owner) =>
      owner.kind === 'person'
        ? owner.name
        : (positions.find(({ key }) => key === owner.key)?.name ?? owner.key),
    [positions],
  );
}

/** Names a step of the chain in words. */
export function useStepName(): (step: EscalationStep) => string {
  const { t } = useText();
  const positions = usePositions();
  return (step) =>
    step.kind === 'role'
      ? t(`role.${step.key}`)
      : (positions.find(({ key }) => key === step.key)?.name ?? step.key);
}
