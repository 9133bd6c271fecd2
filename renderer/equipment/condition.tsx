import type { Condition } from '../../electron/equipment/equipment.ts';
import { useText } from '../ui/text.ts';

const shapes: Record<Condition, { readonly shape: string; readonly tone: string }> = {
  ready: { shape: '', tone: '' },
  inUse: { shape: '', tone: 'muted' },
  fault: { shape: '▲ ', tone: 't2' },
  outOfTest: { shape: '● ', tone: 't3' },
  retired: { shape: '× ', tone: 'dim' },
};

/** A condition as a shape and a word; ready is quiet. */
export function ConditionMark({ condition }: { readonly condition: Condition }) {
  const { t } = useText();
  const { shape, tone } = shapes[condition];
  return (
    <span className={tone}>
      <span aria-hidden>{shape}</span>
      {t(`equipment.conditions.${condition}`)}
    </span>
  );
}
