import { nextLeft } from '../../electron/flood/told.ts';
import { type GaugeLine, type ZoneInside, type ZoneLine } from '../../electron/flood/flood.ts';
import { useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { useText } from '../ui/text.ts';
import { LevelMark } from './level.tsx';
import { leftWords, ZoneTimeLeft, zoneTimes } from './time-left.tsx';

/** Rows on which the board rests. */
export const floodNouns = [
  'gauge', 'gaugeReading', 'reading', 'pointReading', 'floodDevice', 'deviceSetup', 'deviceOrder', 'zoneGauge', 'place',
] as const; // prettier-ignore
const insideNouns = ['place', 'muster', 'team', 'incident'] as const;

/** What stands in one zone. */
export function useInside(zoneId: string): ZoneInside | undefined {
  const all = useQueryOf('flood.inside', {}, { nouns: insideNouns }).data;
  return all?.find((one) => one.zoneId === zoneId);
}

/** Who and what stands in a zone, the people first, with the minutes that they have. */
export function WaterClock({
  zone,
  gauges,
}: {
  readonly zone: ZoneLine;
  readonly gauges: readonly GaugeLine[];
}) {
  const text = useText();
  const { t, nameOf } = text;
  const inside = useInside(zone.place.id);
  const times = zoneTimes(zone, gauges, useNow(5_000));
  if (!inside || inside.places.length + inside.teams.length === 0) return null;
  const next = nextLeft(times);
  return (
    <>
      <h3>{t('flood.clock.title')}</h3>
      <p className="muted">
        {[
          ...(inside.heads > 0 ? [t('flood.clock.people', { count: inside.heads })] : []),
          ...(next ? [leftWords(text, next)] : []),
        ].join(' · ')}
      </p>
      <table className="list" aria-label={t('flood.clock.title')}>
        <tbody>
          {inside.teams.map((team) => (
            <tr key={team.id}>
              <td>
                <KeyedName code={team.key} name={nameOf(team.names)} />
              </td>
              <td className="number">{t('flood.clock.heads', { count: team.heads })}</td>
            </tr>
          ))}
          {inside.places.map(({ place, heads }) => (
            <tr key={place.id}>
              <td>
                <KeyedName code={place.key} name={nameOf(place.names)} />
                <span className="dim"> {t(`map.placeKind.${place.kind}`)}</span>
              </td>
              <td className="number">{heads !== null && t('flood.clock.heads', { count: heads })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Minutes left of a place by the flood zone in which it stands: a muster point, a building, whoever is there. */
export function PlaceTimeLeft({ placeId }: { readonly placeId: string }) {
  const { t } = useText();
  const board = useQueryOf('flood.board', {}, { nouns: floodNouns }).data;
  const inside = useQueryOf('flood.inside', {}, { nouns: insideNouns }).data;
  const here = (inside ?? []).filter(({ places }) => places.some(({ place }) => place.id === placeId));
  const nowMs = useNow(15_000);
  // Where the water stands as usual and does not come there is nothing to say.
  const zones = (board?.zones ?? []).filter(
    (zone) =>
      here.some(({ zoneId }) => zoneId === zone.place.id) &&
      ((zone.level !== 'normal' && zone.level !== 'unknown') ||
        nextLeft(zoneTimes(zone, board?.gauges ?? [], nowMs)) !== null),
  );
  return (
    <>
      {zones.map((zone) => (
        <div key={zone.place.id} className="place-left">
          {t('flood.clock.inZone', { zone: zone.place.key })} <LevelMark level={zone.level} />
          <ZoneTimeLeft zone={zone} gauges={board?.gauges ?? []} />
        </div>
      ))}
    </>
  );
}
