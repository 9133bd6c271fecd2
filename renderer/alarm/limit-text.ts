import type { RuleLine } from '../../electron/alarm/rule.ts';
import { stateWords } from '../../electron/sensor/point.ts';
import { useValue } from '../sensor/marks.tsx';
import { useText } from '../ui/text.ts';

/** Says a limit in words: from a value up or down, or when a state is reached. */
export function useLimitText(): (
  line: Pick<RuleLine, 'pointKind' | 'unit' | 'side'>,
  value: number,
) => string {
  const { t } = useText();
  const say = useValue();
  return ({ pointKind, unit, side }, value) =>
    t(stateWords[pointKind]?.[value] === undefined ? `alarmRule.side.${side}` : 'alarmRule.side.state', {
      value: say({ kind: pointKind, unit }, value),
    });
}
