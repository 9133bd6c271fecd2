/** What a sign is made of: paths on a 24 by 24 grid, painted by role, so that the page and the map draw the same. */

/** `body` the large area, `edge` its border, `symbol` what is drawn on it, `second` its other colour. */
export type Role = 'body' | 'edge' | 'symbol' | 'second';

export interface Shape {
  /** SVG path data. */
  readonly d: string;
  readonly fill?: Role;
  readonly stroke?: Role;
  /** Width of the stroke on the grid. */
  readonly width?: number;
}

export interface SignData {
  readonly shapes: readonly Shape[];
  /** A colour (`#…`), or the name of a token without its dashes (`p1`, `text`). */
  readonly colours: Readonly<Record<Role, string>>;
  /** The same without colour: for what is there but not concerned, and for print in grey. */
  readonly grey: Readonly<Record<Role, string>>;
}

/** Painted areas turn to ink, the symbol is cut out of them. */
export const solidGrey = { body: 'text-2', edge: 'text-2', symbol: 'ground', second: 'ground' } as const;
/** Outlines: the area takes the colour of the ground. */
export const openGrey = { body: 'ground', edge: 'text-2', symbol: 'text', second: 'text-2' } as const;
/** Drawn in the ink of the text, whatever the tone. */
export const ink = { body: 'ground', edge: 'text', symbol: 'text', second: 'text-2' } as const;

export const fill = (role: Role, d: string): Shape => ({ d, fill: role });
export const line = (role: Role, width: number, d: string): Shape => ({ d, stroke: role, width });

/** A full circle as path data. */
export function circle(x: number, y: number, radius: number): string {
  return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
}

export const square = 'M3 1h18a2 2 0 0 1 2 2v18a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2z';
export const diamond = 'M12 1L23 12L12 23L1 12z';

// Numerals as strokes on a grid of 4 by 6, so that a sign needs no font: [x, y] pairs after each command.
const numerals: Readonly<Record<string, readonly (readonly [string, ...number[]])[]>> = {
  '1': [['M', 0.9, 1.3], ['L', 2.5, 0], ['L', 2.5, 6]],
  '2': [['M', 0.1, 1.5], ['C', 0.2, -0.5, 3.9, -0.5, 3.9, 1.7], ['C', 3.9, 3.2, 0.6, 4.4, 0.1, 6], ['L', 4, 6]],
  '3': [['M', 0.2, 0.9], ['C', 1.1, -0.4, 3.8, -0.2, 3.7, 1.5], ['C', 3.7, 2.5, 2.7, 2.9, 1.5, 2.9], ['C', 2.8, 2.9, 4, 3.4, 4, 4.4], ['C', 4, 6.4, 0.9, 6.4, 0, 5.1]],
  '4': [['M', 3.1, 6], ['L', 3.1, 0], ['L', 0, 4.3], ['L', 4.1, 4.3]],
  '5': [['M', 3.7, 0], ['L', 0.7, 0], ['L', 0.4, 2.8], ['C', 1.4, 1.9, 4, 2, 4, 4], ['C', 4, 6.4, 0.9, 6.4, 0, 5.1]],
  '6': [['M', 3.5, 0.4], ['C', 1.6, -0.5, 0, 1.6, 0, 3.9], ['C', 0, 6.7, 4, 6.7, 4, 4.1], ['C', 4, 1.9, 0.8, 1.7, 0.1, 3.9]],
  '8': [['M', 2, 2.8], ['C', 0, 2.7, 0, 0, 2, 0], ['C', 4, 0, 4, 2.7, 2, 2.8], ['C', -0.6, 2.9, -0.6, 6, 2, 6], ['C', 4.6, 6, 4.6, 2.9, 2, 2.8]],
  '9': [['M', 0.5, 5.6], ['C', 2.4, 6.5, 4, 4.4, 4, 2.1], ['C', 4, -0.7, 0, -0.7, 0, 1.9], ['C', 0, 4.1, 3.2, 4.3, 3.9, 2.1]],
  '.': [['M', 0.5, 5.9], ['L', 0.5, 6]],
}; // prettier-ignore

/** A number such as `2.1` as strokes, centred on x, its top at y, `height` high. */
export function number(text: string, x: number, y: number, height: number): string {
  const scale = height / 6;
  const widths = Array.from(text).map((character) => (character === '.' ? 1 : 4));
  const gap = 1.6;
  const total = widths.reduce((sum, width) => sum + width, 0) + gap * (text.length - 1);
  let left = x - (total * scale) / 2;
  let path = '';
  Array.from(text).forEach((character, index) => {
    for (const [command, ...at] of numerals[character] ?? [])
      path +=
        command +
        at.map((value, axis) => round(axis % 2 === 0 ? left + value * scale : y + value * scale)).join(' ');
    left += ((widths[index] ?? 4) + gap) * scale;
  });
  return path;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
