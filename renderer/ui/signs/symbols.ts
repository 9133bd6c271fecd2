import { circle, fill, line, type Role, type Shape } from './sign-shapes.ts';

/** Symbols that several signs share, drawn about a centre. `scale` 1 fits the middle of a GHS diamond. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}
const middle: Spot = { x: 12, y: 12, scale: 1 };

type Symbol = (role: Role, spot?: Spot) => readonly Shape[];

/** Moves path data drawn about 12,12 with absolute commands (M L C Q Z, spaced) to a spot. */
function at(d: string, { x, y, scale }: Spot): string {
  let axis = 0;
  return d.replace(/[A-Za-z]|-?\d*\.?\d+/g, (part) => {
    if (/[A-Za-z]/.test(part)) {
      axis = 0;
      return part;
    }
    const value = (Number(part) - 12) * scale + (axis++ % 2 === 0 ? x : y);
    return `${Math.round(value * 100) / 100} `;
  });
}
const round = (cx: number, cy: number, radius: number, { x, y, scale }: Spot): string =>
  circle((cx - 12) * scale + x, (cy - 12) * scale + y, radius * scale);

export const flame: Symbol = (role, spot = middle) => [
  fill(
    role,
    at(
      'M12.6 5 C13 8 16.4 9.4 16.4 13.4 C16.4 16.4 14.6 18.2 12 18.2 C9.4 18.2 7.6 16.4 7.6 13.6 C7.6 11.4 8.8 10.4 9.4 8.8 C9.9 9.8 10.2 10.4 10.9 10.9 C10.9 8.6 11.4 6.6 12.6 5 Z M12.1 12.6 C11.8 14 10.3 14.4 10.3 16 C10.3 17 11 17.6 12 17.6 C13 17.6 13.8 17 13.8 15.9 C13.8 14.4 12.6 13.9 12.1 12.6 Z',
      spot,
    ),
  ),
];

export const flameOverCircle: Symbol = (role, spot = middle) => [
  fill(
    role,
    at(
      'M12.4 4.6 C12.8 6.8 15.4 7.8 15.4 10.4 C15.4 11.2 15.1 11.8 14.7 12.3 C14 11.6 13.1 11.2 12 11.2 C10.9 11.2 10 11.6 9.3 12.3 C8.9 11.8 8.6 11.2 8.6 10.4 C8.6 9 9.4 8.3 9.8 7.2 C10.2 7.9 10.4 8.3 10.9 8.7 C10.9 7 11.4 5.8 12.4 4.6 Z',
      spot,
    ),
  ),
  line(role, 1.7 * spot.scale, round(12, 15.4, 2.7, spot)),
];

export const cylinder: Symbol = (role, spot = middle) => [
  fill(
    role,
    at(
      'M5.9 17.9 C4.7 16.7 4.7 15.6 5.6 14.7 L11.3 9 C12.1 8.2 13.2 8 14.2 8.3 L15.4 7.1 L16.9 8.6 L15.7 9.8 C16 10.8 15.8 11.9 15 12.7 L9.3 18.4 C8.4 19.3 7.1 19.1 5.9 17.9 Z',
      spot,
    ),
  ),
  line(role, 1.8 * spot.scale, at('M15.2 5.3 L18.7 8.8', spot)),
];

export const skull: Symbol = (role, spot = middle) => [
  fill(
    role,
    at(
      'M12 5 C9.2 5 7.5 6.8 7.5 9 C7.5 10.3 8.1 11.2 9.2 11.8 L9.4 13.6 L14.6 13.6 L14.8 11.8 C15.9 11.2 16.5 10.3 16.5 9 C16.5 6.8 14.8 5 12 5 Z',
      spot,
    ) +
      round(10.2, 9.1, 1.15, spot) +
      round(13.8, 9.1, 1.15, spot),
  ),
  line(role, 1.6 * spot.scale, at('M7 15 L17 18.8 M17 15 L7 18.8', spot)),
];

export const explosion: Symbol = (role, spot = middle) => [
  fill(role, round(10.4, 14.2, 3.1, spot)),
  line(
    role,
    1.5 * spot.scale,
    at('M12.5 5.2 L12.5 8.4 M17.6 6.4 L14.9 9.5 M19 12 L15.6 12 M17.3 17.2 L15 15 M7.2 6.8 L9.4 9.4', spot),
  ),
];

export const corrosion: Symbol = (role, spot = middle) => [
  fill(role, at('M5.2 8 L10.4 5.6 L11.2 7.2 L6 9.6 Z M18.8 8 L13.6 5.6 L12.8 7.2 L18 9.6 Z', spot)),
  line(
    role,
    1.3 * spot.scale,
    at('M9.2 9.6 L9.2 11 M9.2 12.4 L9.2 13.4 M14.8 9.6 L14.8 11 M14.8 12.4 L14.8 13.4', spot),
  ),
  fill(
    role,
    at(
      'M6 15 L7.8 15 L9.2 16.6 L10.6 15 L11.4 15 L11.4 18 L6 18 Z M12.6 18 L12.6 15.6 L13.6 15 L14.8 16.2 L16 15 L18.4 15 L18.4 16.2 L17 18 Z',
      spot,
    ),
  ),
];
