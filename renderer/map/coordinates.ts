import { fromUtm, toUtm } from '../../electron/basemap/utm.ts';

/** Zone of the site: UTM 34 north. */
const utmZone = 34;

/** `44.07123, 22.09631`. */
export function latLonText(latitude: number, longitude: number): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

/** `34N 587 772 E 4 880 459 N`, whole metres. */
export function utmText(latitude: number, longitude: number): string {
  const [easting, northing] = toUtm(longitude, latitude, utmZone);
  const metres = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return `${utmZone}N ${metres(easting)} E ${metres(northing)} N`;
}

/**
 * A position as people type it: latitude and longitude in degrees (decimal point or comma), or UTM 34N easting and
 * northing in metres. Null when it is neither.
 */
export function parsePosition(
  text: string,
): { readonly latitude: number; readonly longitude: number } | null {
  const plain = text
    .trim()
    .replace(/^34\s*[NT]\b/i, '')
    .replace(/[°ENen]/g, ' ')
    .trim();
  const parts = split(plain);
  if (!parts) return null;
  const [a, b] = parts;
  if (Math.abs(a) <= 90 && Math.abs(b) <= 180) return { latitude: a, longitude: b };
  if (a < 100_000 || a > 900_000 || b < 1_000_000 || b > 9_400_000) return null;
  const [longitude, latitude] = fromUtm(a, b, utmZone);
  return { latitude, longitude };
}

/** Two numbers; `44,07; 22,09` and `587 772 4 880 459` are read as people mean them. */
function split(text: string): [number, number] | null {
  const semicolon = text.split(';');
  if (semicolon.length === 2) return pair(semicolon.map((part) => part.replace(/\s/g, '').replace(',', '.')));
  const grouped = /^(\d{3})[\s\u202f](\d{3})[\s\u202f,]+(\d)[\s\u202f](\d{3})[\s\u202f](\d{3})$/.exec(text);
  if (grouped) return pair([`${grouped[1]}${grouped[2]}`, `${grouped[3]}${grouped[4]}${grouped[5]}`]);
  return pair(text.split(/[\s,]+/));
}

function pair(parts: readonly string[]): [number, number] | null {
  if (parts.length !== 2 || parts.some((part) => !/^-?\d+(\.\d+)?$/.test(part))) return null;
  return [Number(parts[0]), Number(parts[1])];
}
