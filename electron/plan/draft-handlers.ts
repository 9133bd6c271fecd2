import { attachmentByHash } from '../attachment/attachment-store.ts';
import { categoryById } from '../category/category-store.ts';
import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { qualifications } from '../person/person-store.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import type { Parsed } from '../contract.ts';
import { numbered, placesOfPlan, planName, type Plan } from './plan.ts';
import { deleteDraft, editionInWork, insertPlan, lastEdition, planById, updateDraft } from './plan-store.ts';

/** The first thing that a plan names and the site does not have. */
function unknownIn(db: ReadHandle, plan: Pick<Plan, 'criteria' | 'steps'>): Refusal | null {
  const place = placesOfPlan(plan).find((id) => !placeById(db, id));
  if (place !== undefined) return refuse('unknownPlace', { place });
  const held = new Set(qualifications(db).map(({ id }) => id));
  for (const step of plan.steps) {
    if (step.papers.some(({ hash }) => !attachmentByHash(db, hash))) return refuse('unknownAttachment');
    for (const need of step.needs) {
      if (need.kind === 'people' && !held.has(need.qualificationId))
        return refuse('planUnknownQualification', { step: step.order });
      const kind = need.kind === 'equipment' ? 'item' : need.kind === 'stock' ? 'consumable' : null;
      if (kind !== null && 'categoryId' in need && categoryById(db, need.categoryId)?.kind !== kind)
        return refuse('planUnknownCategory', { step: step.order });
    }
  }
  return null;
}

/**
 * A new plan, or the next edition of one. Refuses: planInWork, planStepTwice, unknownPlace, unknownAttachment,
 * planUnknownQualification, planUnknownCategory.
 */
export function addDraft(tx: Tx, input: Parsed<'plan.add'>): Answer<Plan> {
  const open = editionInWork(tx.db, input.key);
  if (open) return refuse('planInWork', { plan: planName(open) });
  const steps = numbered(input.steps, () => tx.newId());
  if (isRefusal(steps)) return steps;
  const plan: Plan = {
    id: tx.newId(),
    key: input.key,
    edition: lastEdition(tx.db, input.key) + 1,
    title: input.title,
    purpose: input.purpose,
    state: 'draft',
    criteria: input.criteria,
    steps,
    reviewDueOn: input.reviewDueOn,
    reviewedAt: null,
    reviewedByName: null,
    reviewNote: null,
    authors: [tx.operator.id],
    contentHash: null,
    submission: 0,
    givenBack: null,
    createdAt: tx.now,
    createdBy: tx.operator.id,
    approvedAt: null,
    approvedBy: null,
    version: 1,
  };
  const unknown = unknownIn(tx.db, plan);
  if (unknown) return unknown;
  insertPlan(tx.db, plan);
  tx.record('plan', plan);
  return plan;
}

/** The draft with this id, seen in this version. Refuses: unknownPlan, planNotDraft, conflict. */
function draftOf(db: ReadHandle, given: { readonly id: string; readonly version: number }): Answer<Plan> {
  const plan = planById(db, given.id);
  if (!plan) return refuse('unknownPlan');
  if (plan.state !== 'draft') return refuse('planNotDraft', { plan: planName(plan) });
  if (plan.version !== given.version)
    return refuse('conflict', { seen: given.version, current: plan.version });
  return plan;
}

export const draftHandlers: Part<'plan.add' | 'plan.edit' | 'plan.discard'> = {
  'plan.add': addDraft,
  'plan.edit': (tx, input) => {
    const plan = draftOf(tx.db, input);
    if (isRefusal(plan)) return plan;
    const steps = numbered(input.steps, () => tx.newId());
    if (isRefusal(steps)) return steps;
    const { title, purpose, criteria, reviewDueOn } = input;
    const authors = [...new Set([...plan.authors, tx.operator.id])];
    const after = {
      ...plan,
      title,
      purpose,
      criteria,
      reviewDueOn,
      steps,
      authors,
      version: plan.version + 1,
    };
    const unknown = unknownIn(tx.db, after);
    if (unknown) return unknown;
    updateDraft(tx.db, after);
    tx.record('plan', after);
    return after;
  },
  'plan.discard': (tx, input) => {
    const plan = draftOf(tx.db, input);
    if (isRefusal(plan)) return plan;
    if (plan.submission > 0) return refuse('planWasReviewed', { plan: planName(plan) });
    deleteDraft(tx.db, plan.id);
    tx.erase('plan', plan.id);
    return { id: plan.id };
  },
};
