import {
  diamond,
  fill,
  line,
  number,
  openGrey,
  type Role,
  type Shape,
  type SignData,
} from './sign-shapes.ts';
import { corrosion, cylinder, explosion, flame, flameOverCircle, skull, type Spot } from './symbols.ts';

/** Placards of the transport classes (ADR, UN Model Regulations): class number below, symbol above. */
interface Look {
  readonly body: string;
  readonly symbol: string;
  readonly second?: string;
  /** What the number is painted with, when not as the symbol. */
  readonly number?: Role;
  /** The number stands on stripes: keep them off it. */
  readonly halo?: boolean;
  /** Areas in the second colour. */
  readonly areas?: string;
}

const black = '#111111';
const white = '#ffffff';
const red = '#d2232a';
const lowerHalf = 'M1 12H23L12 23z';
const above: Spot = { x: 12, y: 7.5, scale: 0.54 };

function placard(text: string, symbol: readonly Shape[], look: Look): SignData {
  const numberRole = look.number ?? 'symbol';
  const figures = text.length === 1 ? number(text, 12, 13, 6) : number(text, 12, 12.4, 4.8);
  return {
    shapes: [
      fill('body', diamond),
      ...(look.areas === undefined ? [] : [fill('second', look.areas)]),
      line('edge', 1, diamond),
      ...symbol,
      ...(look.halo === true ? [line('body', 3.6, figures)] : []),
      line(numberRole, 1.4, figures),
    ],
    colours: { body: look.body, edge: black, symbol: look.symbol, second: look.second ?? look.body },
    // without colour the areas turn faint, except where the number is cut out of them
    grey:
      look.areas === undefined
        ? openGrey
        : { ...openGrey, second: look.number === 'body' ? 'text-2' : 'line' },
  };
}

// stripes that reach the edges of the diamond, across the upper half (9) or all of it (4.1)
const stripes = (lower: boolean): string =>
  [4.2, 7.4, 10.6, 13.8, 17]
    .map((x) => [x, x + 1.6] as const)
    .map(([from, to]) => {
      const top = (x: number): number => Math.round((1 + Math.abs(12 - x)) * 100) / 100;
      const bottom = (x: number): number => (lower ? 24 - top(x) : 12);
      const peak = from < 12 && to > 12 ? 'L12 1' : '';
      const foot = lower && from < 12 && to > 12 ? 'L12 23' : '';
      return `M${from} ${bottom(from)}L${from} ${top(from)}${peak}L${to} ${top(to)}L${to} ${bottom(to)}${foot}z`;
    })
    .join('');

export const classSigns = {
  class1: placard('1', explosion('symbol', above), { body: '#f58220', symbol: black }),
  'class2.1': placard('2.1', flame('symbol', above), { body: red, symbol: white }),
  'class2.2': placard('2.2', cylinder('symbol', above), { body: '#0f7a3d', symbol: white }),
  'class2.3': placard('2.3', skull('symbol', above), { body: white, symbol: black }),
  class3: placard('3', flame('symbol', above), { body: red, symbol: white }),
  'class4.1': placard('4.1', flame('symbol', above), {
    body: white,
    symbol: black,
    second: red,
    areas: stripes(true),
    halo: true,
  }),
  'class4.2': placard('4.2', flame('symbol', above), {
    body: white,
    symbol: black,
    second: red,
    areas: lowerHalf,
  }),
  'class4.3': placard('4.3', flame('symbol', above), { body: '#1d5fa8', symbol: white }),
  'class5.1': placard('5.1', flameOverCircle('symbol', above), { body: '#ffd500', symbol: black }),
  'class5.2': placard('5.2', flame('symbol', above), {
    body: red,
    symbol: black,
    second: '#ffd500',
    areas: lowerHalf,
  }),
  'class6.1': placard('6.1', skull('symbol', above), { body: white, symbol: black }),
  class8: placard('8', corrosion('symbol', above), {
    body: white,
    symbol: black,
    second: black,
    areas: lowerHalf,
    number: 'body',
  }),
  class9: placard('9', [], { body: white, symbol: black, second: black, areas: stripes(false) }),
} as const satisfies Record<string, SignData>;
