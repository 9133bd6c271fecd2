import type { Names } from '../../electron/schema-parts.ts';
import { standardPositions } from '../../electron/position/position.ts';
import { useQueryOf } from '../api.ts';
import { useText } from '../ui/text.ts';

interface Who {
  readonly role: Names | string | null;
  readonly position: string | null;
}

/** Who does a step or task, in words: the role as the site calls it, else its position's name. */
export function usePositionName({ role, position }: Who): string | null {
  const { t, nameOf } = useText();
  const standard = standardPositions.some((each) => each === position);
  const own = useQueryOf(
    'position.own',
    {},
    { nouns: ['sitePosition'], enabled: role === null && position !== null && !standard },
  ).data;
  if (role !== null) return typeof role === 'string' ? role : nameOf(role);
  if (position === null) return null;
  if (standard) return t(`position.${position}`);
  const found = own?.find((each) => each.key === position);
  return found ? nameOf(found.names) : position;
}
