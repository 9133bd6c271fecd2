import { useState } from 'react';
import type { PointLine } from '../../electron/sensor/point.ts';
import { useCommand } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useOffer } from '../ui/commands.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** Changes a point or takes it out of use; its readings stay. A gauge of the flood screen is changed there. */
export function PointKeeping({
  point,
  onChange,
}: {
  readonly point: PointLine;
  readonly onChange: () => void;
}) {
  const { t } = useText();
  const may = useMay('sensor.changePoint') && !point.isGauge;
  const retire = useCommand('sensor.retirePoint');
  const [sure, setSure] = useState(false);
  const facts = { point: point.key };
  useOffer('sensor.changePoint', 'sensor.changePointOf', may ? onChange : null, { facts });
  useOffer('sensor.retirePoint', 'sensor.retirePointOf', may ? () => setSure(true) : null, { facts });
  if (point.isGauge) return <p className="help">{t('sensor.gaugeElsewhere')}</p>;
  if (!may) return null;
  return (
    <>
      <div className="row">
        <Button onPress={onChange}>{t('common.edit')}</Button>
        {sure ? (
          <>
            <Button
              autoFocus
              onPress={() =>
                void retire.run({ id: point.id, version: point.version }).then(() => setSure(false))
              }
            >
              {t('sensor.retirePointSure', facts)}
            </Button>
            <Button onPress={() => setSure(false)}>{t('common.cancel')}</Button>
          </>
        ) : (
          <Button onPress={() => setSure(true)}>{t('sensor.retireSource')}</Button>
        )}
      </div>
      <Problem>{retire.problem}</Problem>
    </>
  );
}
