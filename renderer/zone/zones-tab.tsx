import { useState } from 'react';
import type { Zone } from '../../electron/zone/zone.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import '../ui/shift.css';
import '../map/map.css';

/** Zones and closures of an incident as a list; they are drawn on the map. */
export default function ZonesTab({ incidentId }: { readonly incidentId: string }) {
  const { t, format } = useText();
  const zones = useQueryOf('zone.list', { incidentId }).data ?? [];
  const closures = useQueryOf('closure.list', { incidentId }).data ?? [];
  return (
    <Panel title={t('zone.list')} aside={<Button onPress={() => go('map')}>{t('map.whole')}</Button>}>
      <div className="scroll pad column" tabIndex={0} role="region" aria-label={t('zone.list')}>
        {zones.length === 0 && <p className="muted">{t('zone.none')}</p>}
        <ul className="plain">
          {zones.map((zone) => (
            <ZoneLine key={zone.id} zone={zone} />
          ))}
        </ul>
        <h3>{t('map.group.closures')}</h3>
        {closures.length === 0 && <p className="dim">{t('zone.noClosures')}</p>}
        <ul className="plain">
          {closures.map((closure) => (
            <li key={closure.id}>
              {closure.reason} <span className="dim">{format.time(closure.closedAt)}</span>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function ZoneLine({ zone }: { readonly zone: Zone }) {
  const { t, format } = useText();
  const [reason, setReason] = useState<string | null>(null);
  const lift = useCommand('zone.lift');
  const name = `${t(`zone.kind.${zone.kind}`)} ${zone.label}`.trim();
  return (
    <li>
      <div className="row">
        <span className={`swatch ${zone.kind}`} aria-hidden />
        <span className="grow">
          {name}{' '}
          <span className="dim">
            {t('common.unit.ha', { value: format.number(zone.areaM2 / 10_000, 1) })} ·{' '}
            {format.time(zone.drawnAt)}
          </span>
        </span>
        <Button
          className="small"
          aria-label={`${t('zone.lift')}: ${name}`}
          aria-expanded={reason !== null}
          onPress={() => setReason(reason === null ? '' : null)}
        >
          {t('zone.lift')}
        </Button>
      </div>
      {reason !== null && (
        <form
          className="form-line"
          onSubmit={(event) => {
            event.preventDefault();
            void lift.run({ id: zone.id, version: zone.version, reason });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setReason(null);
          }}
        >
          <Field label={t('zone.liftReason')} value={reason} onChange={setReason} autoFocus />
          <Button type="submit" isDisabled={reason.trim() === '' || lift.pending}>
            {t('zone.lift')}
          </Button>
          <Button onPress={() => setReason(null)}>{t('common.cancel')}</Button>
        </form>
      )}
      <Problem>{lift.problem}</Problem>
    </li>
  );
}
