import { useMemo } from 'react';
import type { DutyKind } from '../../electron/duty/duty.ts';
import type { Recurrence } from '../../electron/duty/recurrence.ts';
import type { Names } from '../../electron/schema-parts.ts';
import { useText } from '../ui/text.ts';

interface DutyWords {
  /** A rule's own name, else the name of its kind. */
  readonly ruleName: (rule: { readonly kind: DutyKind; readonly names: Names | null }) => string;
  /** When it recurs: every month, after each use. */
  readonly recurs: (rule: Recurrence) => string;
}

/** How rules and duties are said in the language shown. */
export function useDutyWords(): DutyWords {
  const { t, nameOf } = useText();
  return useMemo(
    () => ({
      ruleName: ({ kind, names }) => (names === null ? t(`duty.kind.${kind}`) : nameOf(names)),
      recurs: ({ every, uses, beforeUse }) =>
        [
          every === null ? '' : t(`duty.every.${every.unit}`, { count: every.count }),
          uses === null ? '' : t('duty.afterUses', { count: uses }),
          beforeUse ? t('duty.beforeUse') : '',
        ]
          .filter(Boolean)
          .join(' · '),
    }),
    [t, nameOf],
  );
}
