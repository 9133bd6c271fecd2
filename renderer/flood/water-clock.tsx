import { nextLeft, type GaugeLine, type ZoneInside, type ZoneLine } from '../../electron/flood/flood.ts';
import { useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { useText } from '../ui/text.ts';
import { leftWords, zoneTimes } from './time-left.tsx';

/** What stands in one zone. */
export function useInside(zoneId: string): ZoneInside | undefined {
  const all = useQueryOf('flood.inside', {}, { nouns: ['place', 'muster', 'team', 'incident'] }).data;
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
        {t('flood.clock.people', { count: inside.heads })}
        {next && ` · ${leftWords(text, next)}`}
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
