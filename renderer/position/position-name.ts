import type { Position } from '../../electron/position/position.ts';
import type { Names } from '../../electron/schema-parts.ts';

/** A position in the operator's language: the standard ones are texts, the site's own carry their names. */
export function positionName(
  position: Pick<Position, 'key' | 'names'>,
  t: (key: string) => string,
  nameOf: (names: Names) => string,
): string {
  return position.names ? nameOf(position.names) : t(`position.${position.key}`);
}
