import { z } from 'zod';
import { refuse, type Answer } from '../refusal.ts';
import { id, line, names, type Names } from '../schema-parts.ts';

/** The positions that every incident has, in the order of the command chart; a site adds its own. */
export const standardPositions = [
  'incidentCommander', 'operations', 'planning', 'logistics', 'finance', 'safety', 'liaison', 'information',
] as const; // prettier-ignore
export const commander = 'incidentCommander';

/** A position of this site beyond the standard ones. */
export interface SitePosition {
  readonly id: string;
  readonly key: string;
  readonly names: Names;
  readonly version: number;
}

/** Who may hold a position: somebody of the register, an operator at a seat, or a name (an outside service). */
export interface Holder {
  readonly personId: string | null;
  readonly operatorId: string | null;
  readonly holder: string;
}

/** One person in one position, from when until when. */
export interface PositionTerm extends Holder {
  readonly id: string;
  readonly incidentId: string;
  readonly position: string;
  readonly since: string;
  /** Null: holds it now. */
  readonly until: string | null;
  /** What was said when it was handed over. */
  readonly note: string | null;
  readonly version: number;
}

/** A position of an incident with who holds it and who held it before, newest first. */
export interface Position {
  readonly key: string;
  /** Null for the standard ones: their names are texts. */
  readonly names: Names | null;
  readonly term: PositionTerm | null;
  readonly before: readonly PositionTerm[];
}

const positionKey = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]*$/)
  .max(40);
/** Exactly one of the three. */
const holderInput = z
  .object({ personId: id.optional(), operatorId: id.optional(), name: line(120).optional() })
  .refine((given) => Object.values(given).filter((value) => value !== undefined).length === 1);
export type HolderInput = z.output<typeof holderInput>;

export const addPositionInput = z.object({ key: positionKey, names });
export const assignInput = z.object({ incidentId: id, position: positionKey, to: holderInput });
/** `termId` is the term that the caller saw running; `to` null: nobody takes it over. */
export const handOverInput = z.object({ termId: id, to: holderInput.nullable(), note: line(2000) });

/** The term once it is over. Refuses: positionHandedOverMeanwhile. */
export function endTerm(term: PositionTerm, note: string, at: string): Answer<PositionTerm> {
  if (term.until !== null)
    return refuse('positionHandedOverMeanwhile', { name: term.holder, at: term.until });
  return { ...term, until: at, note, version: term.version + 1 };
}

/** A term that begins. */
export function beginTerm(
  id: string,
  incidentId: string,
  position: string,
  holder: Holder,
  at: string,
): PositionTerm {
  const { personId, operatorId, holder: name } = holder;
  return {
    id,
    incidentId,
    position,
    personId,
    operatorId,
    holder: name,
    since: at,
    until: null,
    note: null,
    version: 1,
  };
}

/** The chart of an incident: every position in order, with its terms. */
export function chart(own: readonly SitePosition[], terms: readonly PositionTerm[]): Position[] {
  const all = [
    ...standardPositions.map((key) => ({ key, names: null })),
    ...own.map(({ key, names: ownNames }) => ({ key, names: ownNames })),
  ];
  return all.map((position) => {
    const held = terms.filter((term) => term.position === position.key);
    return {
      ...position,
      term: held.find((term) => term.until === null) ?? null,
      before: held.filter((term) => term.until !== null).sort((a, b) => (a.since < b.since ? 1 : -1)),
    };
  });
}
