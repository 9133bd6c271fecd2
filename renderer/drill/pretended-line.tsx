import type { InjectEffect } from '../../electron/drill/drill.ts';
import { useText } from '../ui/text.ts';
import { EffectText } from './inject-list.tsx';
import { usePretended } from './use-drill.ts';
import './run.css';

/** In words what an exercise pretends of the site; nothing where it pretends nothing. */
export function PretendedLine({ incidentId }: { readonly incidentId: string }) {
  const { t } = useText();
  const told = usePretended(incidentId);
  const effects: InjectEffect[] = [
    ...(told?.places ?? []).map((one) => ({ kind: 'place' as const, ...one })),
    ...(told?.gauges ?? []).map(({ gaugeId, levelCm }) => ({ kind: 'gauge' as const, gaugeId, levelCm })),
    ...(told?.wind ? [{ kind: 'wind' as const, ...told.wind }] : []),
  ];
  if (effects.length === 0) return null;
  return (
    <p className="pretended">
      <strong className="badge exercise">{t('drillRun.picture')}</strong>{' '}
      {effects.map((effect, index) => (
        <span key={index}>
          {index > 0 && ' · '}
          <EffectText effect={effect} />
        </span>
      ))}
    </p>
  );
}
