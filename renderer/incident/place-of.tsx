import type { Incident } from '../../electron/incident/incident.ts';
import type { Place } from '../../electron/place/place.ts';
import { useQueryOf } from '../api.ts';
import { useText } from '../ui/text.ts';

/** A place of the register by its id; all places are known after the first ask. */
export function usePlace(id: string | null): Place | null {
  const places = useQueryOf('place.all', {}, { enabled: id !== null }).data;
  return places?.find((place) => place.id === id) ?? null;
}

/** Where an incident is: the name of the place, the words that were typed, or the position. */
export function PlaceOf({
  incident,
}: {
  readonly incident: Pick<Incident, 'placeId' | 'placeText' | 'latitude' | 'longitude'>;
}) {
  const { t, nameOf } = useText();
  const place = usePlace(incident.placeId);
  if (place) return nameOf(place.names);
  if (incident.placeText !== '') return incident.placeText;
  if (incident.latitude !== null && incident.longitude !== null)
    return `${incident.latitude.toFixed(5)}, ${incident.longitude.toFixed(5)}`;
  return <span className="dim">{incident.placeId === null ? t('incident.placeUnknown') : ''}</span>;
}
