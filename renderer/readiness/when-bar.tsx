import { useId } from 'react';
import type { Shift } from '../../electron/roster/roster.ts';
import { useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { useText } from '../ui/text.ts';

/** Now, or a shift of a day. */
export interface When {
  readonly shift: 'now' | 'day' | 'night';
  /** The day on which the shift begins; '' is today. */
  readonly on: string;
}

interface Props {
  readonly when: When;
  readonly onWhen: (when: When) => void;
  readonly today: string;
}

/** Chooses the moment that is looked at: now, or the beginning of a shift. */
export function WhenBar({ when, onWhen, today }: Props) {
  const { t, format } = useText();
  const id = useId();
  const on = when.on === '' ? today : when.on;
  const shifts = useQueryOf('roster.shifts', { from: on, days: 1 }).data ?? [];
  const of = (kind: Shift['kind']): Shift | undefined =>
    shifts.find((shift) => shift.kind === kind && shift.on === on);
  const label = (kind: Shift['kind']): string =>
    t(`readiness.when.${kind}`, { crews: format.list(of(kind)?.crews ?? []) });
  const choose = (shift: When['shift']): void => onWhen({ ...when, shift });
  return (
    <>
      <Choice
        label={t('readiness.when.label')}
        value={when.shift}
        of={[
          { value: 'now', label: t('readiness.when.now') },
          ...(shifts.length === 0
            ? []
            : [
                { value: 'day' as const, label: label('day') },
                { value: 'night' as const, label: label('night') },
              ]),
        ]}
        onChange={choose}
      />
      {shifts.length > 0 && (
        <div className="field">
          <label htmlFor={id}>{t('readiness.when.on')}</label>
          <input
            id={id}
            className="input"
            type="date"
            value={on}
            onChange={(event) => onWhen({ shift: when.shift, on: event.target.value })}
          />
        </div>
      )}
    </>
  );
}
