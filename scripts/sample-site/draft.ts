import type { Names } from '../../electron/schema-parts.ts';
import type { PlaceKind } from '../../electron/place/place.ts';
import { middle, type Xy } from './shapes.ts';

/** A shape in local metres. */
export type Shape =
  | { readonly point: Xy }
  | { readonly line: readonly Xy[] }
  | { readonly polygon: readonly Xy[]; readonly hole?: readonly Xy[] };

export type Facts = Record<string, string | number | boolean>;

/** A place before it gets its coordinates. */
export interface Draft {
  readonly key: string;
  readonly kind: PlaceKind;
  readonly names: Names;
  readonly shape: Shape;
  readonly parentKey: string | null;
  readonly attributes: Facts;
}

/** English, Serbian Latin and Chinese of one name. */
export const say = (en: string, srLatn: string, zhHans: string): Names => ({ en, srLatn, zhHans });

/** One place; `parentKey` in the facts names what it belongs to. */
export function draft(
  key: string,
  kind: PlaceKind,
  names: Names,
  shape: Shape,
  facts: Facts & { parentKey?: string } = {},
): Draft {
  const { parentKey, ...attributes } = facts;
  return { key, kind, names, shape, parentKey: parentKey ?? null, attributes };
}

/** A point that stands for a shape: itself, the middle of a line, the average of a polygon's corners. */
export function spot(shape: Shape): Xy {
  if ('point' in shape) return shape.point;
  if ('line' in shape) return shape.line[Math.floor(shape.line.length / 2)] ?? [0, 0];
  return middle(shape.polygon);
}
