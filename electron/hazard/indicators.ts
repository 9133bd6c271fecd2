/** A rate per so many hours; null without hours, never 0. */
export function ratePerHours(count: number, hours: number, per: number): number | null {
  return hours > 0 ? (count * per) / hours : null;
}

export interface Proportion {
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** New cases over those at risk, with Wilson's interval (95 % by default). */
export function incidenceProportion(cases: number, atRisk: number, z = 1.959963984540054): Proportion {
  if (atRisk <= 0) return { share: null, low: null, high: null };
  const share = cases / atRisk;
  const square = (z * z) / atRisk;
  const middle = (share + square / 2) / (1 + square);
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / atRisk + square / 4 / atRisk);
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
