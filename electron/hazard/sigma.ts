import type { Stability } from './given.ts';

/** Spread of a cloud in metres; σx only where the model has one of its own. */
export interface Spread {
  readonly y: number;
  readonly z: number;
  readonly x?: number;
}
export type Terrain = 'rural' | 'urban';
export interface SigmaModel {
  readonly name: string;
  /** Metres between which the fit holds; outside it is an extrapolation and said to be. */
  readonly fromM: number;
  readonly toM: number;
  readonly at: (stability: Stability, xM: number) => Spread;
}
type By<T> = Readonly<Record<Stability, T>>;

const briggsRuralY: By<number> = { A: 0.22, B: 0.16, C: 0.11, D: 0.08, E: 0.06, F: 0.04 };
const briggsUrbanY: By<number> = { A: 0.32, B: 0.32, C: 0.22, D: 0.16, E: 0.11, F: 0.11 };
/** σz = a x (1 + b x)^c */
const briggsRuralZ: By<readonly [number, number, number]> = {
  A: [0.2, 0, 0],
  B: [0.12, 0, 0],
  C: [0.08, 2e-4, -0.5],
  D: [0.06, 1.5e-3, -0.5],
  E: [0.03, 3e-4, -1],
  F: [0.016, 3e-4, -1],
};
const briggsUrbanZ: By<readonly [number, number, number]> = {
  A: [0.24, 1e-3, 0.5],
  B: [0.24, 1e-3, 0.5],
  C: [0.2, 0, 0],
  D: [0.14, 3e-4, -0.5],
  E: [0.08, 1.5e-3, -0.5],
  F: [0.08, 1.5e-3, -0.5],
};
/** Along the wind, Beals 1971: a x^b; only the edges of a cloud that passes need it. */
const bealsX: By<readonly [number, number]> = {
  A: [0.02, 1.22],
  B: [0.02, 1.22],
  C: [0.02, 1.22],
  D: [0.04, 1.14],
  E: [0.17, 0.97],
  F: [0.17, 0.97],
};

const briggsZ = (table: typeof briggsRuralZ, stability: Stability, xM: number): number => {
  const [a, b, c] = table[stability];
  return a * xM * (1 + b * xM) ** c;
};

/** Briggs 1973, open country: continuous plumes, 100 m to 10 km. */
export const briggsRural: SigmaModel = {
  name: 'Briggs 1973, rural',
  fromM: 100,
  toM: 10_000,
  at: (stability, xM) => ({
    y: (briggsRuralY[stability] * xM) / Math.sqrt(1 + 1e-4 * xM),
    z: briggsZ(briggsRuralZ, stability, xM),
  }),
};

/** Briggs 1973, built-up ground: continuous plumes, 100 m to 10 km. */
export const briggsUrban: SigmaModel = {
  name: 'Briggs 1973, urban',
  fromM: 100,
  toM: 10_000,
  at: (stability, xM) => ({
    y: (briggsUrbanY[stability] * xM) / Math.sqrt(1 + 4e-4 * xM),
    z: briggsZ(briggsUrbanZ, stability, xM),
  }),
};

/** Lateral spread of open country everywhere, vertical by roughness (0.2 m and more is urban), Beals along the wind. */
export function alohaSigma(roughnessM: number): SigmaModel {
  const vertical = roughnessM >= 0.2 ? briggsUrbanZ : briggsRuralZ;
  return {
    name: roughnessM >= 0.2 ? 'Briggs rural σy with urban σz' : 'Briggs 1973, rural',
    fromM: 10,
    toM: 10_000,
    at: (stability, xM) => {
      const [a, b] = bealsX[stability];
      return { ...briggsRural.at(stability, xM), z: briggsZ(vertical, stability, xM), x: a * xM ** b };
    },
  };
}

const sladeY: By<readonly [number, number]> = {
  A: [0.18, 0.92],
  B: [0.14, 0.92],
  C: [0.1, 0.92],
  D: [0.06, 0.92],
  E: [0.04, 0.92],
  F: [0.02, 0.89],
};
const sladeZ: By<readonly [number, number]> = {
  A: [0.6, 0.75],
  B: [0.53, 0.73],
  C: [0.34, 0.71],
  D: [0.15, 0.7],
  E: [0.1, 0.65],
  F: [0.05, 0.61],
};

/** Slade 1968 as printed by CCPS 1999: clouds released at once, 100 m to 4 km. */
export const sladePuff: SigmaModel = {
  name: 'Slade 1968 puff (CCPS 1999)',
  fromM: 100,
  toM: 4000,
  at: (stability, xM) => {
    const [a, b] = sladeY[stability];
    const [c, d] = sladeZ[stability];
    const y = a * xM ** b;
    return { x: y, y, z: c * xM ** d };
  },
};

const turnerY: By<readonly [number, number]> = {
  A: [0.493, 0.88],
  B: [0.337, 0.88],
  C: [0.195, 0.9],
  D: [0.128, 0.9],
  E: [0.091, 0.91],
  F: [0.067, 0.9],
};
/** σz = a x^b up to `upTo` metres, then log10 σz = c + d log10 x + e (log10 x)². */
const turnerZ: By<{
  near: readonly [number, number];
  upTo: number;
  far: readonly [number, number, number];
  toM: number;
}> = {
  A: { near: [0.087, 1.1], upTo: 300, far: [-1.67, 0.902, 0.181], toM: 3000 },
  B: { near: [0.135, 0.95], upTo: 500, far: [-1.25, 1.09, 0.0018], toM: 20_000 },
  C: { near: [0.112, 0.91], upTo: Infinity, far: [0, 0, 0], toM: 100_000 },
  D: { near: [0.093, 0.85], upTo: 500, far: [-1.22, 1.08, -0.061], toM: 100_000 },
  E: { near: [0.082, 0.82], upTo: 500, far: [-1.18, 1.04, -0.07], toM: 100_000 },
  F: { near: [0.057, 0.8], upTo: 500, far: [-1.91, 1.37, -0.119], toM: 100_000 },
};

/** Fit of Turner's 1970 curves as given by Lees 1996: ten-minute plumes, from 100 m to a length that depends on the class. */
export function turnerFit(stability: Stability): SigmaModel {
  const fit = turnerZ[stability];
  return {
    name: 'Turner 1970, fit of Lees 1996',
    fromM: 100,
    toM: fit.toM,
    at: (_, xM) => {
      const [a, b] = turnerY[stability];
      const [c, d, e] = fit.far;
      const log = Math.log10(xM);
      const z = xM <= fit.upTo ? fit.near[0] * xM ** fit.near[1] : 10 ** (c + d * log + e * log * log);
      return { y: a * xM ** b, z };
    },
  };
}

/** σy = a x^0.9 of ten minutes, with the seconds below which averaging no longer narrows it. */
const spicerHavensY: By<readonly [number, number]> = {
  A: [0.423, 18.4],
  B: [0.313, 18.4],
  C: [0.21, 18.4],
  D: [0.136, 18.3],
  E: [0.102, 11.4],
  F: [0.0674, 4.6],
};
/** σz = a x^b exp(c ln²x) */
const seinfeldZ: By<readonly [number, number, number]> = {
  A: [107.7, -1.7172, 0.277],
  B: [0.1355, 0.8752, 0.0136],
  C: [0.09623, 0.9477, -0.002],
  D: [0.04134, 1.1737, -0.0316],
  E: [0.02275, 1.301, -0.045],
  F: [0.01122, 1.4024, -0.054],
};

/** Pasquill-Gifford curves as fitted by Spicer and Havens 1989 (σy) and Seinfeld 1986 (σz), averaged over `averagingS`. */
export function pasquillGifford(averagingS = 600): SigmaModel {
  return {
    name: 'Pasquill-Gifford (Spicer-Havens 1989, Seinfeld 1986)',
    fromM: 100,
    toM: 10_000,
    at: (stability, xM) => {
      const [a, least] = spicerHavensY[stability];
      const [b, c, d] = seinfeldZ[stability];
      const log = Math.log(xM);
      return {
        y: a * (Math.max(averagingS, least) / 600) ** 0.2 * xM ** 0.9,
        z: b * xM ** c * Math.exp(d * log * log),
      };
    },
  };
}
