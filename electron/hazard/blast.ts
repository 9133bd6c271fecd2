/** Minutes nobody goes near after a misfire (30 CFR 56.6310); null for an initiation that is not known. */
export function misfireWaitMinutes(initiation: string, makersMinutes?: number): number | null {
  const word = initiation.toLowerCase();
  const electronic = /(^|[^a-z])electronic/.test(word);
  if (electronic) return Math.max(30, makersMinutes ?? 0);
  if (/(safety|igniter|blasting|cap and).*fuse|^fuse|fuse$/.test(word)) return 30;
  if (/electric|nonel|shock|other|detonator|cord/.test(word)) return 15;
  return null;
}

export const confinements = { free: 500, average: 1140, confined: 5000 } as const;
export type Confinement = keyof typeof confinements;

/** Peak particle velocity in mm/s at a distance in metres from a charge per delay in kg: K (R / sqrt Q)^B. */
export function peakParticleVelocity(k: number, b: number, distanceM: number, chargeKg: number): number {
  return k * (distanceM / Math.sqrt(chargeKg)) ** b;
}

/** The greatest charge per delay in kg that stays under a velocity in mm/s. */
export function chargeForVelocity(k: number, b: number, distanceM: number, limitMmS: number): number {
  return (distanceM / (limitMmS / k) ** (1 / b)) ** 2;
}

/** How far flyrock goes in metres, before any factor: Richards and Moore 2004, or Lundborg from the hole's diameter. */
export type FlyrockWay = 'face' | 'crater' | 'ejection' | 'lundborg';
export function flyrockM(
  way: FlyrockWay,
  f: {
    readonly k: number;
    readonly g: number;
    /** Charge per metre of hole. */
    readonly kgM: number;
    /** Burden, or stemming for crater and ejection, in metres. */
    readonly coverM: number;
    readonly angleDegrees: number;
    readonly holeIn: number;
  },
): number {
  if (way === 'lundborg') return 260 * f.holeIn ** (2 / 3);
  const length = ((f.k * f.k) / f.g) * (Math.sqrt(f.kgM) / f.coverM) ** 2.6;
  return way === 'ejection' ? length * Math.sin((2 * f.angleDegrees * Math.PI) / 180) : length;
}

/** Metres to clear: twice the throw and at least 300 for machines, four times and at least 500 for people. */
export function blastClearance(throwM: number): { equipmentM: number; peopleM: number } {
  return { equipmentM: Math.max(300, 2 * throwM), peopleM: Math.max(500, 4 * throwM) };
}

/** Airblast in kPa: K (R / Q^(1/3))^b. */
export function airblastKPa(k: number, b: number, distanceM: number, chargeKg: number): number {
  return k * (distanceM / Math.cbrt(chargeKg)) ** b;
}

/** Linear decibels of an overpressure in kPa, over 2e-8 kPa. */
export function decibels(kPa: number): number {
  return 20 * Math.log10(kPa / 2e-8);
}

/** Airblast in linear decibels by a rule of thumb, a - b log10 of the scaled distance. */
export function airblastQuick(distanceM: number, chargeKg: number, a = 165, b = 24): number {
  return a - b * Math.log10(distanceM / Math.cbrt(chargeKg));
}

/** Overpressure in kPa of linear decibels over 2e-8 kPa. */
export function kPaOfDecibels(dBL: number): number {
  return 2e-8 * 10 ** (dBL / 20);
}

/** The greatest charge per delay in kg that stays under an overpressure in kPa. */
export function chargeForAirblast(k: number, b: number, distanceM: number, limitKPa: number): number {
  return (distanceM / (limitKPa / k) ** (1 / b)) ** 3;
}

/** Lines of DIN 4150-3 for short-term vibration at the foundation. */
export const din4150Lines = ['industrial', 'dwelling', 'sensitive'] as const;
export type Din4150Line = (typeof din4150Lines)[number];
/** Guideline values in mm/s at 1 to 10 Hz, at 50 Hz and at 100 Hz; straight between them. */
const din4150: Readonly<Record<Din4150Line, readonly [number, number, number]>> = {
  industrial: [20, 40, 50],
  dwelling: [5, 15, 20],
  sensitive: [3, 8, 10],
};

/** Guideline value of DIN 4150-3 in mm/s for a building at a frequency in Hz; the lowest of its line when that is not known. */
export function din4150LimitMmS(line: Din4150Line, hz: number | null): number {
  const [low, middle, high] = din4150[line];
  if (hz === null || hz <= 10) return low;
  if (hz <= 50) return low + ((middle - low) * (hz - 10)) / 40;
  return hz >= 100 ? high : middle + ((high - middle) * (hz - 50)) / 50;
}
