import { refuse, type Answer } from '../refusal.ts';
import type { Operator, Role } from '../session/session.ts';
import { planName, type Plan } from './plan.ts';

/** One person's yes to one wording of a plan. */
export interface Approval {
  readonly id: string;
  readonly planId: string;
  /** The giving to review that it answers. */
  readonly submission: number;
  readonly contentHash: string;
  readonly by: string;
  readonly byName: string;
  readonly role: Role;
  readonly at: string;
}

/** A plan with who approved it, and the hash of what it says as it stands now: it must be the one approved. */
export interface PlanWithProof extends Plan {
  readonly approvals: readonly Approval[];
  readonly hashNow: string;
}

/** So many different people of as many different roles put a plan in force. */
export const approvalsNeeded = 2;

/** The approvals that count: of the wording that is in review now, since it was last given to review. */
export function counting(plan: Plan, approvals: readonly Approval[]): Approval[] {
  return approvals.filter(
    (each) =>
      each.planId === plan.id &&
      each.submission === plan.submission &&
      plan.contentHash !== null &&
      each.contentHash === plan.contentHash,
  );
}

/** Gives a draft to review; from now on it is not written in. Refuses: planNotDraft, conflict. */
export function submit(plan: Plan, seen: number, contentHash: string): Answer<Plan> {
  if (plan.state !== 'draft') return refuse('planNotDraft', { plan: planName(plan) });
  if (plan.version !== seen) return refuse('conflict', { seen, current: plan.version });
  return {
    ...plan,
    state: 'review',
    contentHash,
    submission: plan.submission + 1,
    givenBack: null,
    version: plan.version + 1,
  };
}

/** Back to its author with a reason; what was approved meanwhile no longer counts. Refuses: planNotInReview, conflict. */
export function giveBack(plan: Plan, seen: number, reason: string): Answer<Plan> {
  if (plan.state !== 'review') return refuse('planNotInReview', { plan: planName(plan) });
  if (plan.version !== seen) return refuse('conflict', { seen, current: plan.version });
  return { ...plan, state: 'draft', contentHash: null, givenBack: reason, version: plan.version + 1 };
}

/** The wording that an approver read. */
/** When: the instant (ISO 8601) and the site's day. */
interface Moment {
  readonly now: string;
  readonly today: string;
}

export interface Read {
  readonly version: number;
  readonly contentHash: string;
}

/**
 * One approval; the second one, by another person of another role, puts the plan in force. Nobody approves what they
 * wrote in. Refuses: planNotInReview, planChangedSince, conflict, planSelfApproval, planApprovedByYou,
 * planApprovedByRole.
 */
export function approve(
  plan: Plan,
  given: readonly Approval[],
  by: Pick<Operator, 'id' | 'name' | 'role'>,
  read: Read,
  id: string,
  { now: at, today }: Moment,
): Answer<{ readonly approval: Approval; readonly plan: Plan | null }> {
  if (plan.state !== 'review') return refuse('planNotInReview', { plan: planName(plan) });
  if (plan.contentHash === null || read.contentHash !== plan.contentHash)
    return refuse('planChangedSince', { plan: planName(plan) });
  if (plan.version !== read.version) return refuse('conflict', { seen: read.version, current: plan.version });
  if (plan.authors.includes(by.id)) return refuse('planSelfApproval', { plan: planName(plan) });
  const before = counting(plan, given);
  if (before.some((each) => each.by === by.id)) return refuse('planApprovedByYou', { plan: planName(plan) });
  const same = before.find((each) => each.role === by.role);
  if (same) return refuse('planApprovedByRole', { by: same.byName, role: same.role });
  const approval: Approval = {
    id,
    planId: plan.id,
    submission: plan.submission,
    contentHash: plan.contentHash,
    by: by.id,
    byName: by.name,
    role: by.role,
    at,
  };
  if (before.length + 1 < approvalsNeeded) return { approval, plan: null };
  return {
    approval,
    plan: {
      ...plan,
      state: 'approved',
      reviewDueOn: plan.reviewDueOn ?? aYearAfter(today),
      approvedAt: at,
      approvedBy: by.id,
      version: plan.version + 1,
    },
  };
}

/** The same day a year later; 29 February becomes 1 March. */
export function aYearAfter(day: string): string {
  const date = new Date(`${day}T00:00:00.000Z`);
  date.setUTCFullYear(date.getUTCFullYear() + 1);
  return date.toISOString().slice(0, 10);
}

/**
 * A plan in force was looked at and stays as it is; it is due again on a day. Refuses: planNotInForce, conflict,
 * planReviewInPast.
 */
export function confirm(
  plan: Plan,
  seen: number,
  { reviewDueOn, note }: { readonly reviewDueOn: string; readonly note: string },
  by: Pick<Operator, 'name'>,
  { now: at, today }: Moment,
): Answer<Plan> {
  if (plan.state !== 'approved') return refuse('planNotInForce', { plan: planName(plan) });
  if (plan.version !== seen) return refuse('conflict', { seen, current: plan.version });
  if (reviewDueOn <= today) return refuse('planReviewInPast', { day: reviewDueOn });
  return {
    ...plan,
    reviewDueOn,
    reviewedAt: at,
    reviewedByName: by.name,
    reviewNote: note,
    version: plan.version + 1,
  };
}
