import type { Part, Read, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { askSecond, contentHashOf, decideSecond, takeBackSecond } from '../two-person/two-person-handlers.ts';
import { confirmationOf } from '../two-person/two-person-store.ts';
import { assessSite, type Finding } from './assessment.ts';
import {
  changesBetween, checkedFigures, figures, policyContentOf, policyLifeMs, policyWith, proposalRefusal, type PolicyChange,
  type PolicyEffect, type PolicyLine, type PolicyState,
} from './policy.ts'; // prettier-ignore
import {
  insertPolicy,
  pastPolicies,
  policyById,
  policyInForce,
  policyWaiting,
  updatePolicy,
} from './policy-store.ts';
import { shippedPolicy } from './segregation.ts';
import { hazmatSiteSoon, inSlices } from './whole-site-handlers.ts';

type At = Pick<Read, 'db' | 'now'>;

const hashOf = (at: At, change: PolicyChange): string =>
  contentHashOf(policyContentOf(change, policyInForce(at.db)?.id ?? null));

function lineOf({ db }: At, change: PolicyChange): PolicyLine {
  const base = change.baseId === null ? undefined : policyById(db, change.baseId);
  return {
    ...change,
    confirmation: confirmationOf(db, 'hazmatPolicy', change.id) ?? null,
    changes: changesBetween(base?.figures ?? {}, change.figures),
  };
}

/** A waiting change whose version is the one seen; one that is decided tells by whom. */
function waiting(tx: Tx, input: { readonly id: string; readonly version: number }): Answer<PolicyChange> {
  const change = policyById(tx.db, input.id);
  if (!change) return refuse('notFound');
  return change.state === 'waiting' ? (checkVersion(change, input.version) ?? change) : change;
}

function saved(tx: Tx, change: PolicyChange): PolicyLine {
  updatePolicy(tx.db, change);
  tx.record('hazmatPolicy', change);
  return lineOf(tx, change);
}

const countsOf = (found: readonly Finding[]): PolicyEffect['now'] => ({
  forbidden: found.filter(({ verdict }) => verdict === 'forbidden').length,
  conditions: found.filter(({ verdict }) => verdict === 'conditions').length,
});

export const policyHandlers: Part<
  | 'hazmatPolicy.propose'
  | 'hazmatPolicy.confirm'
  | 'hazmatPolicy.refuse'
  | 'hazmatPolicy.withdraw'
  | 'hazmatPolicy.state'
  | 'hazmatPolicy.effect'
> = {
  'hazmatPolicy.propose': (tx, input) => {
    const kept = checkedFigures(input.figures);
    if (isRefusal(kept)) return kept;
    const inForce = policyInForce(tx.db);
    const wrong = proposalRefusal(input, kept, inForce, policyWaiting(tx.db, tx.now));
    if (wrong) return wrong;
    const change: PolicyChange = {
      id: tx.newId(), state: 'waiting', figures: kept, reason: input.reason, baseId: input.baseId, recordedAt: tx.now,
      recordedBy: tx.operator.name, doneAt: null, version: 1,
    }; // prettier-ignore
    insertPolicy(tx.db, change);
    tx.record('hazmatPolicy', change);
    const asked = askSecond(tx, 'hazmatPolicy', change.id, hashOf(tx, change), policyLifeMs);
    return isRefusal(asked) ? asked : lineOf(tx, change);
  },
  'hazmatPolicy.confirm': (tx, input) => {
    const change = waiting(tx, input);
    if (isRefusal(change)) return change;
    const seen = { contentHash: input.contentHash, version: input.confirmationVersion };
    const decided = decideSecond(tx, 'hazmatPolicy', change.id, seen, hashOf(tx, change), 'confirmed', '');
    if (isRefusal(decided)) return decided;
    return saved(tx, { ...change, state: 'done', doneAt: tx.now, version: change.version + 1 });
  },
  'hazmatPolicy.refuse': (tx, input) => {
    const change = waiting(tx, input);
    if (isRefusal(change)) return change;
    const seen = { contentHash: input.contentHash, version: input.confirmationVersion };
    const decided = decideSecond(tx, 'hazmatPolicy', change.id, seen, '', 'refused', input.reason);
    if (isRefusal(decided)) return decided;
    return saved(tx, { ...change, state: 'refused', version: change.version + 1 });
  },
  'hazmatPolicy.withdraw': (tx, input) => {
    const change = waiting(tx, input);
    if (isRefusal(change)) return change;
    const back = takeBackSecond(tx, 'hazmatPolicy', change.id, 'withdrawn', input.reason);
    if (isRefusal(back)) return back;
    return saved(tx, { ...change, state: 'withdrawn', version: change.version + 1 });
  },
  'hazmatPolicy.state': (read): PolicyState => {
    const inForce = policyInForce(read.db);
    const proposed = policyWaiting(read.db, read.now);
    const line = proposed && lineOf(read, proposed);
    return {
      edition: shippedPolicy.edition,
      figures: figures.map((figure) => ({
        ...figure,
        value: inForce?.figures[figure.name] ?? figure.shipped,
      })),
      inForce: inForce ? lineOf(read, inForce) : null,
      proposal:
        line === undefined
          ? null
          : { ...line, unchanged: hashOf(read, line) === line.confirmation?.contentHash },
      past: pastPolicies(read.db, 20).map((change) => lineOf(read, change)),
    };
  },
  'hazmatPolicy.effect': async (read, input): Promise<PolicyEffect | ReturnType<typeof refuse>> => {
    const kept = checkedFigures(input.figures);
    if (isRefusal(kept)) return kept;
    const site = await hazmatSiteSoon(read.db, read.now, read.today);
    const now = await inSlices(assessSite(site));
    const proposed = await inSlices(assessSite({ ...site, policy: policyWith(kept) }));
    return { now: countsOf(now), proposed: countsOf(proposed) };
  },
};
