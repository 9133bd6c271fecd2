import type { Standing } from '../../electron/upgrade/effect.ts';
import type { UpgradeLine } from '../../electron/upgrade/upgrade.ts';
import { useQueryOf } from '../api.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { useText } from '../ui/text.ts';

const marks = {
  met: { tone: 'muted', shape: '✓' },
  tight: { tone: 't3', shape: '●' },
  broken: { tone: 't2', shape: '▲' },
} as const;

/** The plans that need what is replaced: now, while the old are out, and when the new are in. */
export function EffectTable({ line }: { readonly line: UpgradeLine }) {
  const { t, nameOf } = useText();
  const effect = useQueryOf(
    'upgrade.effect',
    { id: line.id },
    { nouns: ['upgradeItem', 'equipment', 'plan', 'readiness', 'duty'] },
  ).data;
  if (!effect) return null;
  if (effect.left === 0) return <p className="muted">{t('upgrade.effectDone')}</p>;
  if (effect.plans.length === 0) return <p className="muted">{t('upgrade.effectNone')}</p>;
  return (
    <table className="list up-effect">
      <thead>
        <tr>
          <th scope="col">{t('upgrade.effectPlan')}</th>
          <th scope="col">{t('upgrade.effectNow')}</th>
          <th scope="col">{t('upgrade.effectBetween')}</th>
          <th scope="col">{t('upgrade.effectAfter')}</th>
        </tr>
      </thead>
      <tbody>
        {effect.plans.slice(0, 20).map((plan) => (
          <tr key={plan.planId}>
            <td>
              <KeyedName code={plan.key} name={nameOf(plan.title)} />
            </td>
            <Cell standing={plan.now} />
            <Cell standing={plan.between} />
            <Cell standing={plan.after} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ standing }: { readonly standing: Standing }) {
  const { t } = useText();
  const { tone, shape } = marks[standing.state];
  return (
    <td className={tone}>
      <span aria-hidden>{shape} </span>
      {standing.lack > 0 ? t('upgrade.lacks', { count: standing.lack }) : t(`upgrade.plan.${standing.state}`)}
      {standing.plan === 'broken' && standing.state !== 'broken' && (
        <div className="dim">{t('upgrade.lacksOther')}</div>
      )}
    </td>
  );
}
