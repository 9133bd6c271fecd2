import { useState } from 'react';
import { useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { Button, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { middleOf } from './place-layer.ts';
import { askAbout } from '../release/point.ts';
import { PretendedLine } from '../drill/pretended-line.tsx';
import { SiteMap, type Selected } from './site-map.tsx';

/** The map beside an incident's log: where it is, without tools. */
export default function MapStrip({ incidentId }: { readonly incidentId: string }) {
  const { t, nameOf } = useText();
  const incident = useQueryOf('incident.byId', { id: incidentId }).data;
  const places = useQueryOf('place.all', {}).data ?? [];
  const [selected, select] = useState<Selected | null>(null);
  const place = places.find((one) => one.id === incident?.placeId);
  const chosen = places.find((one) => one.id === selected?.id);
  const at = place ? middleOf(place.geometry) : null;
  const own =
    incident && incident.longitude !== null && incident.latitude !== null
      ? ([incident.longitude, incident.latitude] as const)
      : null;
  return (
    <Panel
      title={t('map.title')}
      className="map-panel"
      aside={
        chosen ? (
          `${chosen.key} ${nameOf(chosen.names)}`
        ) : (
          <Button onPress={() => go('map')}>{t('map.whole')}</Button>
        )
      }
    >
      <PretendedLine incidentId={incidentId} />
      <div className="map-body">
        <SiteMap
          label={t('map.title')}
          incidentId={incidentId}
          centre={own ?? at}
          selected={selected}
          onSelect={(next) => {
            select(next);
            askAbout(next);
          }}
        />
      </div>
    </Panel>
  );
}
