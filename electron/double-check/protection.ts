import type { Substance } from '../hazmat/hazmat.ts';

export const protections = [
  'breathing', 'faceShield', 'goggles', 'chemicalGloves', 'apron', 'coldGloves', 'antistatic', 'noIgnition', 'noGrease',
  'keepDry', 'dust',
] as const; // prettier-ignore
export type Protection = (typeof protections)[number];

/** What to wear or to keep in mind for each hazard statement (CLP annex I, table of H-codes). From memory; the data sheet decides. */
const byStatement: readonly (readonly [pattern: RegExp, wear: readonly Protection[]])[] = [
  [/^H22[0-6]|^H242/, ['antistatic', 'noIgnition']],
  [/^H26[01]/, ['keepDry']],
  [/^H27[0-2]/, ['noGrease', 'noIgnition']],
  [/^H281/, ['coldGloves', 'faceShield']],
  [/^H290/, ['chemicalGloves']],
  [/^H314/, ['faceShield', 'goggles', 'chemicalGloves', 'apron']],
  [/^H31[89]/, ['goggles']],
  [/^H31[0-27]/, ['chemicalGloves']],
  [/^H315/, ['chemicalGloves']],
  [/^H33[0-7]/, ['breathing']],
  [/^H3(4[01]|5[01]|6[01])/, ['breathing', 'chemicalGloves']],
  [/^H37[0-3]/, ['breathing']],
];

/** The same from the class where a substance has no statements yet. */
const byClass: readonly (readonly [pattern: RegExp, wear: readonly Protection[]])[] = [
  [/^2\.1|^3/, ['antistatic', 'noIgnition']],
  [/^2\.3|^6\.1/, ['breathing', 'chemicalGloves']],
  [/^4\.3/, ['keepDry']],
  [/^5/, ['noGrease', 'noIgnition']],
  [/^8/, ['faceShield', 'goggles', 'chemicalGloves', 'apron']],
];

/** What to wear with these substances together, in the order of `protections`. */
export function protectionFor(
  substances: readonly Pick<Substance, 'hStatements' | 'hazardClass' | 'subsidiary' | 'form'>[],
): readonly Protection[] {
  const found = new Set<Protection>();
  const take = (rules: typeof byStatement, code: string): void => {
    for (const [pattern, wear] of rules) if (pattern.test(code)) for (const one of wear) found.add(one);
  };
  for (const { hStatements, hazardClass, subsidiary, form } of substances) {
    for (const code of hStatements) take(byStatement, code);
    for (const one of [hazardClass, ...subsidiary]) take(byClass, one);
    if (form === 'solid') found.add('dust');
  }
  return protections.filter((one) => found.has(one));
}
