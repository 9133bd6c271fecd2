import { useEffect, useState } from 'react';
import type { Inside } from '../../electron/release/inside.ts';
import { airChangesPerHour } from '../../electron/release/picture.ts';
import type { ReleaseZones } from '../../electron/release/zones.ts';
import { useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { useText } from '../ui/text.ts';
import { DoseChart } from './dose-chart.tsx';
import { usePoint, type Point } from './point.ts';
import { useReleases } from './use-releases.ts';

const clicked = 'point';

/** What stands at a muster point or at the place clicked on the map against time, outdoors and indoors. */
export function Dose({ zones, inside }: { readonly zones: ReleaseZones; readonly inside: Inside }) {
  const { t, nameOf } = useText();
  // The one that the cloud comes to first stands first.
  const musters = inside.musters.toSorted(
    (a, b) => (a.arrivesMinute ?? Infinity) - (b.arrivesMinute ?? Infinity) || a.distanceM - b.distanceM,
  );
  const { at: point } = usePoint();
  const [chosen, choose] = useState<string | null>(null);
  useEffect(() => {
    if (point) choose(clicked);
  }, [point]);
  const places = useQueryOf('place.all', {}).data ?? [];
  if (zones.picture.model === null) return null;
  const muster = musters.find(({ place }) => place.id === chosen) ?? musters[0];
  const shape = places.find((one) => one.id === muster?.place.id)?.geometry;
  const [longitude, latitude] = shape?.type === 'Point' ? shape.coordinates : [];
  const ofMuster =
    longitude === undefined || latitude === undefined ? null : ({ longitude, latitude } satisfies Point);
  const byClick = point !== null && (chosen === clicked || !ofMuster);
  const at = byClick ? point : ofMuster;
  return (
    <div className="column">
      <h5>{t('release.doseLabel')}</h5>
      <Choice
        label={t('release.place')}
        value={byClick ? clicked : (muster?.place.id ?? clicked)}
        of={[
          ...(point ? [{ value: clicked, label: t('release.point') }] : []),
          ...musters.map(({ place }) => ({ value: place.id, label: `${place.key} ${nameOf(place.names)}` })),
        ]}
        onChange={choose}
      />
      {at && (
        <DoseAt zones={zones} at={at} name={byClick ? t('release.thatPoint') : (muster?.place.key ?? '')} />
      )}
      <p className="dim">{t('release.clickMap')}</p>
    </div>
  );
}

/** The same for the place clicked, for each release that goes on: beside the map. */
export function DoseHere({ incidentId, at }: { readonly incidentId: string; readonly at: Point }) {
  const { t } = useText();
  const releases = useReleases(incidentId).filter(({ picture }) => picture.model !== null);
  return releases.map((zones) => (
    <section key={zones.release.id} className="column">
      <h3>
        UN {zones.release.un} {t('release.title')}
      </h3>
      <DoseAt zones={zones} at={at} name={t('release.thatPoint')} />
    </section>
  ));
}

function DoseAt(props: { readonly zones: ReleaseZones; readonly at: Point; readonly name: string }) {
  const { zones, at, name } = props;
  const { t, format } = useText();
  const { release, picture } = zones;
  const data = useQueryOf(
    'release.at',
    { id: release.id, longitude: at.longitude, latitude: at.latitude },
    { nouns: ['materialRelease', 'wind'] },
  ).data;
  if (!data) return null;
  const peak = data.series.reduce((most, one) => (one.outdoorPpm > most.outdoorPpm ? one : most));
  const last = data.series.at(-1)!;
  const number = (value: number): string => format.number(value, value < 10 ? 2 : 0);
  // Less than this is read by no instrument.
  if (peak.outdoorPpm < 0.005)
    return <p className="dim">{t('release.doseNone', { place: name, minutes: last.minute })}</p>;
  return (
    <>
      <DoseChart series={data.series} zones={picture.zones} label={t('release.chart', { place: name })} />
      <p className="dim release-keys">
        <span>
          <i className="line" aria-hidden /> {t('release.outdoors')}
        </span>
        <span>
          <i className="line dashed" aria-hidden /> {t('release.indoors')}
        </span>
      </p>
      <p className="dim">
        {t('release.dose', {
          place: name,
          peak: number(peak.outdoorPpm),
          minute: peak.minute,
          indoor: number(Math.max(...data.series.map((one) => one.indoorPpm))),
          changes: airChangesPerHour,
          dose: number(last.outdoorDose),
          indoorDose: number(last.indoorDose),
        })}
      </p>
    </>
  );
}
