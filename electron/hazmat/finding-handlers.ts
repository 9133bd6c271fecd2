import type { Action } from '../action/action.ts';
import { insertAction } from '../action/action-store.ts';
import { linkById } from '../attachment/attachment-link-store.ts';
import type { Part, Read } from '../door.ts';
import { fold } from '../journal/search-text.ts';
import { refuse } from '../refusal.ts';
import { assessSite, type Finding, type HazmatSite } from './assessment.ts';
import { storeVerdicts, type Assessment, type SafetySheet } from './finding.ts';
import { actionAbout, insertFindingAction, saveSheet, sheetById, sheetsOf } from './finding-store.ts';
import { hazmatSiteSoon, inSlices } from './whole-site-handlers.ts';
import { substanceById } from './hazmat-store.ts';

const assessed = new WeakMap<HazmatSite, Promise<Finding[]>>();

/** The whole site, assessed once for each state of it. */
export async function findingsOfSite(
  read: Read,
): Promise<{ readonly site: HazmatSite; readonly findings: readonly Finding[] }> {
  const site = await hazmatSiteSoon(read.db, read.now, read.today);
  const known = assessed.get(site) ?? inSlices(assessSite(site));
  assessed.set(site, known);
  return { site, findings: await known };
}

function wordsOf({ storeKey, neighbourKey, substance, neighbour }: Finding): string {
  const names = [substance, neighbour].flatMap((each) => (each ? Object.values(each) : []));
  return ` ${fold([storeKey, neighbourKey ?? '', ...names].join(' '))}`;
}

export const findingHandlers: Part<
  'hazmat.assessment' | 'hazmat.answerFinding' | 'hazmat.dateSheet' | 'hazmat.sheets'
> = {
  'hazmat.assessment': async (read, input): Promise<Assessment> => {
    const { site, findings: all } = await findingsOfSite(read);
    const words = fold(input.text).split(' ').filter(Boolean);
    const matching = all.filter(
      (finding) =>
        (input.storeId === undefined ||
          finding.storeId === input.storeId ||
          finding.neighbourId === input.storeId) &&
        words.every((word) => wordsOf(finding).includes(` ${word}`)),
    );
    const after = Number(input.after ?? 0) || 0;
    const rows = matching.slice(after, after + input.limit);
    const seen = after + rows.length;
    return {
      findings: {
        rows: rows.map((finding) => ({ ...finding, action: actionAbout(read.db, finding.key) })),
        total: matching.length,
        next: seen < matching.length ? String(seen) : null,
      },
      stores: storeVerdicts(all),
      assessed: site.grounds.length,
      forbidden: all.filter(({ verdict }) => verdict === 'forbidden').length,
      conditions: all.filter(({ verdict }) => verdict === 'conditions').length,
      edition: site.policy.edition,
      own: site.policy.own,
    };
  },
  'hazmat.answerFinding': (tx, input) => {
    const { findingKey, text, owner, dueOn } = input;
    const known = actionAbout(tx.db, findingKey);
    if (known?.state === 'open') return refuse('findingAnswered', { dueOn: known.dueOn });
    const action: Action = {
      id: tx.newId(), incidentId: null, taskId: null, drillId: null, objectiveKey: null, ownerPersonId: null, remindDays: 7, text, owner, dueOn, state: 'open', raisedAt: tx.now,
      raisedBy: tx.operator.name, doneAt: null, doneBy: null, doneNote: null, verifiedAt: null, verifiedBy: null,
      verifyNote: null, changeReason: null, putOff: 0, version: 1,
    }; // prettier-ignore
    insertAction(tx.db, action);
    tx.record('action', action);
    const row = { id: tx.newId(), findingKey, actionId: action.id };
    insertFindingAction(tx.db, row);
    tx.record('findingAction', row);
    return action;
  },
  'hazmat.dateSheet': (tx, input) => {
    const link = linkById(tx.db, input.linkId);
    if (link?.noun !== 'substance' || link.unlinkedAt !== null || !substanceById(tx.db, link.rowId))
      return refuse('unknownSheet');
    const before = sheetById(tx.db, link.id);
    if ((before?.version ?? null) !== input.version)
      return refuse('conflict', { seen: input.version ?? 0, current: before?.version ?? 0 });
    const { revision, revisedOn, reviewOn } = input;
    if (reviewOn <= revisedOn) return refuse('sheetReviewBefore', { revisedOn, reviewOn });
    const sheet: SafetySheet = {
      id: link.id, substanceId: link.rowId, revision, revisedOn, reviewOn, version: (before?.version ?? 0) + 1,
    }; // prettier-ignore
    saveSheet(tx.db, sheet);
    tx.record('safetySheet', sheet);
    return sheet;
  },
  'hazmat.sheets': (read, input) => {
    const rows = sheetsOf(read.db, input.id);
    return { rows, total: rows.length, next: null };
  },
};
