import type { Branch } from '../../electron/plan/branch.ts';
import { compassPoints } from '../../electron/weather/weather.ts';
import { useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { useText } from '../ui/text.ts';
import { sectorText } from './branch-text.ts';
import { InLanguages } from './in-languages.tsx';
import { NumberField } from './number-field.tsx';
import { noNames } from './working.ts';

const kinds = ['always', 'wind', 'gauge', 'words'] as const;
const turn = (degrees: number): number => ((degrees % 360) + 360) % 360;

/** Whether a step is always done, or only with the wind from a sector, a gauge over a level, or what words say. */
export function EditBranch({
  branch,
  onChange,
}: {
  readonly branch: Branch | null;
  readonly onChange: (branch: Branch | null) => void;
}) {
  const text = useText();
  const { t, nameOf } = text;
  const gauges = useQueryOf('place.all', { kinds: ['gauge'] }).data ?? [];

  function choose(kind: (typeof kinds)[number]): void {
    if (kind === 'always') onChange(null);
    else if (kind === 'wind') onChange({ kind, fromDegrees: 315, toDegrees: 45 });
    else if (kind === 'words') onChange({ kind, words: noNames });
    else onChange({ kind, placeId: gauges[0]?.id ?? '', minLevelCm: 0 });
  }

  return (
    <div className="edit-branch">
      <Choice
        label={t('plan.edit.when')}
        value={branch?.kind ?? 'always'}
        of={kinds.map((value) => ({ value, label: t(`plan.edit.branch.${value}`) }))}
        onChange={choose}
      />
      {branch?.kind === 'wind' && (
        <>
          <Choice
            label={t('plan.edit.windFrom')}
            value={String(turn(branch.fromDegrees + turn(branch.toDegrees - branch.fromDegrees) / 2))}
            of={sectors(branch).map((middle) => ({
              value: String(middle),
              label: compassPoints[middle / 45] ? t(`nav.compass.${compassPoints[middle / 45]}`) : '–',
            }))}
            onChange={(middle) =>
              onChange({
                kind: 'wind',
                fromDegrees: turn(Number(middle) - 45),
                toDegrees: turn(Number(middle) + 45),
              })
            }
          />
          <NumberField
            label={t('plan.edit.fromDegrees')}
            value={branch.fromDegrees}
            onChange={(value) => onChange({ ...branch, fromDegrees: value ?? Number.NaN })}
          />
          <NumberField
            label={t('plan.edit.toDegrees')}
            value={branch.toDegrees}
            help={sectorText(branch.fromDegrees || 0, branch.toDegrees || 0, text)}
            onChange={(value) => onChange({ ...branch, toDegrees: value ?? Number.NaN })}
          />
        </>
      )}
      {branch?.kind === 'gauge' && (
        <>
          <Choice
            label={t('plan.criteria.gauge')}
            value={branch.placeId}
            of={gauges.map(({ id, key, names }) => ({ value: id, label: `${key} ${nameOf(names)}` }))}
            onChange={(placeId) => onChange({ ...branch, placeId })}
          />
          <NumberField
            label={t('plan.edit.levelCm')}
            value={branch.minLevelCm}
            onChange={(level) => onChange({ ...branch, minLevelCm: level ?? Number.NaN })}
          />
        </>
      )}
      {branch?.kind === 'words' && (
        <InLanguages
          label={t('plan.edit.condition')}
          value={branch.words}
          onChange={(words) => onChange({ kind: 'words', words })}
        />
      )}
    </div>
  );
}

/** The eight winds, and the sector's own middle where it is none of them. */
function sectors(branch: Extract<Branch, { kind: 'wind' }>): number[] {
  const middle = turn(branch.fromDegrees + turn(branch.toDegrees - branch.fromDegrees) / 2);
  const eight = compassPoints.map((_, i) => i * 45);
  return eight.includes(middle) ? eight : [...eight, middle];
}
