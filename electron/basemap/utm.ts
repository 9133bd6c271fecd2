/**
 * Universal Transverse Mercator on WGS 84 by Krüger's series to the sixth order in n: exact to a millimetre within the
 * zone and some degrees beyond it. Zone 34 north (EPSG:32634) is the zone of eastern Serbia.
 */

const a = 6_378_137;
const f = 1 / 298.257223563;
const k0 = 0.9996;
const falseEasting = 500_000;
const rad = Math.PI / 180;

const e = Math.sqrt(f * (2 - f));
const n = f / (2 - f);
const [n2, n3, n4, n5, n6] = [n ** 2, n ** 3, n ** 4, n ** 5, n ** 6] as const;
/** Radius of the sphere whose meridian is as long as the ellipsoid's. */
const rectifying = (a / (1 + n)) * (1 + n2 / 4 + n4 / 64 + n6 / 256);

const forward = [
  n / 2 - (2 * n2) / 3 + (5 * n3) / 16 + (41 * n4) / 180 - (127 * n5) / 288 + (7891 * n6) / 37_800,
  (13 * n2) / 48 - (3 * n3) / 5 + (557 * n4) / 1440 + (281 * n5) / 630 - (1_983_433 * n6) / 1_935_360,
  (61 * n3) / 240 - (103 * n4) / 140 + (15_061 * n5) / 26_880 + (167_603 * n6) / 181_440,
  (49_561 * n4) / 161_280 - (179 * n5) / 168 + (6_601_661 * n6) / 7_257_600,
  (34_729 * n5) / 80_640 - (3_418_889 * n6) / 1_995_840,
  (212_378_941 * n6) / 319_334_400,
];
const backward = [
  n / 2 - (2 * n2) / 3 + (37 * n3) / 96 - n4 / 360 - (81 * n5) / 512 + (96_199 * n6) / 604_800,
  n2 / 48 + n3 / 15 - (437 * n4) / 1440 + (46 * n5) / 105 - (1_118_711 * n6) / 3_870_720,
  (17 * n3) / 480 - (37 * n4) / 840 - (209 * n5) / 4480 + (5569 * n6) / 90_720,
  (4397 * n4) / 161_280 - (11 * n5) / 504 - (830_251 * n6) / 7_257_600,
  (4583 * n5) / 161_280 - (108_847 * n6) / 3_991_680,
  (20_648_693 * n6) / 638_668_800,
];

const middleOf = (zone: number): number => zone * 6 - 183;

/** Easting and northing in metres (northern hemisphere) of longitude and latitude in degrees. */
export function toUtm(longitude: number, latitude: number, zone = 34): [number, number] {
  const lambda = (longitude - middleOf(zone)) * rad;
  const sin = Math.sin(latitude * rad);
  const t = Math.sinh(Math.atanh(sin) - e * Math.atanh(e * sin));
  const xi = Math.atan2(t, Math.cos(lambda));
  const eta = Math.atanh(Math.sin(lambda) / Math.hypot(1, t));
  let x = eta;
  let y = xi;
  forward.forEach((alpha, i) => {
    const j = 2 * (i + 1);
    x += alpha * Math.cos(j * xi) * Math.sinh(j * eta);
    y += alpha * Math.sin(j * xi) * Math.cosh(j * eta);
  });
  return [falseEasting + k0 * rectifying * x, k0 * rectifying * y];
}

/** Longitude and latitude in degrees of easting and northing in metres (northern hemisphere). */
export function fromUtm(easting: number, northing: number, zone = 34): [number, number] {
  const xi = northing / (k0 * rectifying);
  const eta = (easting - falseEasting) / (k0 * rectifying);
  let u = xi;
  let v = eta;
  backward.forEach((beta, i) => {
    const j = 2 * (i + 1);
    u -= beta * Math.sin(j * xi) * Math.cosh(j * eta);
    v -= beta * Math.cos(j * xi) * Math.sinh(j * eta);
  });
  const lambda = Math.atan2(Math.sinh(v), Math.cos(u));
  // From the conformal latitude back to the geographic one by Newton's rule; two rounds are exact to 1e-15.
  const tau = Math.sin(u) / Math.hypot(Math.sinh(v), Math.cos(u));
  let t = tau;
  for (let round = 0; round < 4; round++) {
    const sigma = Math.sinh(e * Math.atanh((e * t) / Math.hypot(1, t)));
    const guess = t * Math.hypot(1, sigma) - sigma * Math.hypot(1, t);
    t +=
      (((tau - guess) / Math.hypot(1, guess)) * (1 + (1 - e * e) * t * t)) / ((1 - e * e) * Math.hypot(1, t));
  }
  return [middleOf(zone) + lambda / rad, Math.atan(t) / rad];
}
