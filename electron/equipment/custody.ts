import { z } from 'zod';
import { refuse, type Answer } from '../refusal.ts';
import { id, version } from '../schema-parts.ts';
import { conditionOn, conditions, type Equipment } from './equipment.ts';

/** To one person or to one team. */
export const issueInput = z
  .object({
    id,
    version,
    toPersonId: id.nullable().default(null),
    toTeamId: id.nullable().default(null),
    /** The day on which it is to be back; null: until it is returned. */
    backOn: z.iso.date().nullable().default(null),
  })
  .refine(({ toPersonId, toTeamId }) => (toPersonId === null) !== (toTeamId === null), {
    path: ['issuedTo'],
  });
export const returnInput = z.object({
  id,
  version,
  /** How it came back; left out: ready. */
  condition: z.enum(conditions).exclude(['inUse', 'retired']).default('ready'),
});

/** The item in somebody's hands, in use from now on. Refuses: alreadyIssued, notToBeIssued, backInThePast. */
export function issue(
  item: Equipment,
  to: {
    readonly toPersonId: string | null;
    readonly toTeamId: string | null;
    readonly backOn: string | null;
  },
  now: string,
  today: string,
): Answer<Equipment> {
  const { tag } = item;
  if (item.heldSince !== null) return refuse('alreadyIssued', { tag, since: item.heldSince });
  // What is broken or past its inspection goes to nobody, however much it is missed.
  const counts = conditionOn(item, today);
  if (counts !== 'ready' && counts !== 'inUse') return refuse('notToBeIssued', { tag, condition: counts });
  if (to.backOn !== null && to.backOn < today) return refuse('backInThePast', { tag, backOn: to.backOn });
  return {
    ...item,
    condition: 'inUse',
    heldByPersonId: to.toPersonId,
    heldByTeamId: to.toTeamId,
    heldSince: now,
    backOn: to.backOn,
    version: item.version + 1,
  };
}

/** The item back, in the condition in which it came. Refuses: notIssued. */
export function takeBack(item: Equipment, condition: 'ready' | 'fault' | 'outOfTest'): Answer<Equipment> {
  if (item.heldSince === null) return refuse('notIssued', { tag: item.tag });
  return {
    ...item,
    condition,
    heldByPersonId: null,
    heldByTeamId: null,
    heldSince: null,
    backOn: null,
    version: item.version + 1,
  };
}
