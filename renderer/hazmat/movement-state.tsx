import type { MovementLine } from '../../electron/hazmat/movement.ts';
import { standingOf } from '../../electron/two-person/two-person.ts';
import { useText } from '../ui/text.ts';

function stateOf(movement: MovementLine, now: string): string {
  if (movement.state !== 'waiting' || !movement.confirmation) return movement.state;
  return standingOf(movement.confirmation, now);
}

const stateMarks: Readonly<Record<string, readonly [string, string]>> = {
  waiting: ['●', 't3'],
  expired: ['▲', 't2'],
  refused: ['✕', 'muted'],
  withdrawn: ['–', 'muted'],
  done: ['✓', 'muted'],
};

/** How a movement stands, by shape, word and tone. */
export function StateMark({ movement, now }: { readonly movement: MovementLine; readonly now: string }) {
  const { t } = useText();
  const state = stateOf(movement, now);
  const [shape, tone] = stateMarks[state] ?? ['', ''];
  return (
    <span className={`nowrap ${tone}`}>
      <span aria-hidden>{shape} </span>
      {t(`hazmat.state.${state}`)}
    </span>
  );
}
