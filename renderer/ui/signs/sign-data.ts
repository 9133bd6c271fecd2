import { classSigns } from './class-signs.ts';
import { ghsSigns } from './ghs-signs.ts';
import { placeSigns } from './place-signs.ts';
import type { Role, SignData } from './sign-shapes.ts';
import { stateSigns } from './state-signs.ts';

/** Every sign by its name: the page (`Sign`) and the map (`drawSign`) draw from here. */
export const signs = { ...placeSigns, ...ghsSigns, ...classSigns, ...stateSigns };
export type SignName = keyof typeof signs;
export const signNames = Object.keys(signs) as readonly SignName[];

/** `colour` as the standard has it; `grey` for what is there but not concerned. */
export type Tone = 'colour' | 'grey';

/** The placard of a transport class such as `2.3` or `1.1D`, null for a class that has none here. */
export function classSign(transportClass: string): SignName | null {
  const [division = ''] = /^\d(?:\.\d)?/.exec(transportClass) ?? [];
  const name = [`class${division}`, `class${division.charAt(0)}`].find((one) =>
    Object.hasOwn(classSigns, one),
  );
  return (name as SignName | undefined) ?? null;
}

/** The locale key of a sign's name. A point would part the key, so `class2.1` is `sign.class2-1`. */
export function signKey(name: SignName): string {
  return `sign.${name.replace('.', '-')}`;
}

/** The paint of each role of a sign: a colour, or the name of a token. */
export function paintsOf(name: SignName, tone: Tone): Readonly<Record<Role, string>> {
  const sign: SignData = signs[name];
  return tone === 'grey' ? sign.grey : sign.colours;
}
