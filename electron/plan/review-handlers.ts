import { hash } from 'node:crypto';
import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { canonical } from '../journal/journal.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { frozen, type Plan } from './plan.ts';
import { approvalsOf, approvedPlan, insertApproval, planById, updatePlanState } from './plan-store.ts';
import { approve, confirm, giveBack, submit, type PlanWithProof } from './review.ts';

/** SHA-256 (hex) over the canonical JSON (RFC 8785) of what a plan says. */
export function contentHash(plan: Plan): string {
  return hash('sha256', canonical(frozen(plan)));
}

/** Changes the state of a plan by a rule. */
function change(tx: Tx, id: string, rule: (plan: Plan) => Answer<Plan>): Answer<Plan> {
  const plan = planById(tx.db, id);
  if (!plan) return refuse('unknownPlan');
  const after = rule(plan);
  if (isRefusal(after)) return after;
  updatePlanState(tx.db, after);
  tx.record('plan', after);
  return after;
}

/** Puts an edition in force; the one before it is superseded in the same moment. */
function putInForce(tx: Tx, plan: Plan): void {
  const before = approvedPlan(tx.db, plan.key);
  if (before) {
    const superseded: Plan = { ...before, state: 'superseded', version: before.version + 1 };
    updatePlanState(tx.db, superseded);
    tx.record('plan', superseded);
  }
  updatePlanState(tx.db, plan);
  tx.record('plan', plan);
}

/** A plan with its approvals and the hash of what it says now. */
export function withProof(db: ReadHandle, plan: Plan): PlanWithProof {
  return { ...plan, approvals: approvalsOf(db, plan.id), hashNow: contentHash(plan) };
}

export const reviewHandlers: Part<'plan.submit' | 'plan.giveBack' | 'plan.approve' | 'plan.confirm'> = {
  'plan.submit': (tx, input) =>
    change(tx, input.id, (plan) => submit(plan, input.version, contentHash(plan))),
  'plan.giveBack': (tx, input) => change(tx, input.id, (plan) => giveBack(plan, input.version, input.reason)),
  'plan.approve': (tx, input) => {
    const plan = planById(tx.db, input.id);
    if (!plan) return refuse('unknownPlan');
    // What is approved is what the file says, not what it says it was.
    if (plan.contentHash !== null && contentHash(plan) !== plan.contentHash)
      throw new Error(`plan ${plan.id} is not what was given to review`);
    const answer = approve(plan, approvalsOf(tx.db, plan.id), tx.operator, input, tx.newId(), tx);
    if (isRefusal(answer)) return answer;
    insertApproval(tx.db, answer.approval);
    tx.record('planApproval', answer.approval);
    if (answer.plan) putInForce(tx, answer.plan);
    return withProof(tx.db, answer.plan ?? plan);
  },
  'plan.confirm': (tx, input) =>
    change(tx, input.id, (plan) => confirm(plan, input.version, input, tx.operator, tx)),
};
