import type { PlacedDrill } from '../../electron/drill/move.ts';
import { ruleKinds, type Clash } from '../../electron/drill/outcome.ts';
import { factWords } from '../locales/refusal-text.ts';
import { useText } from '../ui/text.ts';

/** What the planner's rules and reasons say, as sentences in the language now set. */
export function usePlannerWords(zone: string): {
  /** What one place in time breaks. */
  readonly broken: (clash: Clash) => string;
  /** The same as what must be kept, of those that cannot be kept together. */
  readonly needed: (clash: Clash) => string;
  readonly reason: (reason: PlacedDrill['reasons'][number]) => string;
} {
  const { t } = useText();
  const broken = ({ rule, facts }: Clash): string => t(`drillPlan.rule.${rule}`, factWords(facts, zone));
  return {
    broken,
    needed: ({ rule, facts }) => t(`drillPlan.clash.${rule}`, factWords(facts, zone)),
    reason: ({ reason, facts }) => {
      const rule = ruleKinds.find((kind) => kind === facts['rule']);
      return t(
        reason === 'byHand' || reason === 'accepted'
          ? `drill.reason.${reason}`
          : `drillPlan.reason.${reason}`,
        { ...factWords(facts, zone), because: rule ? broken({ rule, facts }) : '' },
      );
    },
  };
}
