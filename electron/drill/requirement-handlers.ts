import { actionById } from '../action/action-store.ts';
import type { Part, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { placeById, placeRetiredAt } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import type { DrillRequirement } from './drill.ts';
import { typeById } from './drill-type-store.ts';
import type { Asked } from './requirement.ts';
import { drillPlaces, requirementById, requirementPage, saveRequirement } from './requirement-store.ts';

function seenRequirement(tx: Tx, id: string, version: number): Answer<DrillRequirement> {
  const requirement = requirementById(tx.db, id);
  if (!requirement || requirement.retiredAt !== null) return refuse('unknownDrillRequirement');
  return checkVersion(requirement, version) ?? requirement;
}

/** Refuses a type or a place that is not there any more. */
function unknownPart(tx: Tx, typeId: string, placeId: string): Refusal | null {
  const type = typeById(tx.db, typeId);
  if (!type) return refuse('unknownDrillType');
  if (type.retiredAt !== null) return refuse('drillTypeRetired', { type: type.names });
  if (!placeById(tx.db, placeId) || placeRetiredAt(tx.db, placeId) !== null)
    return refuse('unknownPlace', { place: placeId });
  return null;
}

/** Saves and records it as it is. */
export function keepRequirement(tx: Tx, requirement: DrillRequirement): DrillRequirement {
  saveRequirement(tx.db, requirement);
  tx.record('drillRequirement', requirement);
  return requirement;
}

const same = (a: Asked, b: Asked): boolean =>
  a.shift === b.shift && a.times === b.times && a.every === b.every && a.crews.join('') === b.crews.join('');

export const requirementHandlers: Part<
  | 'drill.addRequirement'
  | 'drill.changeRequirement'
  | 'drill.retireRequirement'
  | 'drill.setRequirements'
  | 'drill.requirements'
  | 'drill.places'
> = {
  'drill.addRequirement': (tx, input) => {
    const wrong = unknownPart(tx, input.typeId, input.placeId);
    if (wrong) return wrong;
    if (input.actionId !== null && !actionById(tx.db, input.actionId)) return refuse('unknownAction');
    return keepRequirement(tx, { id: tx.newId(), ...input, retiredAt: null, version: 1 });
  },
  'drill.changeRequirement': (tx, { id, version, ...given }) => {
    const before = seenRequirement(tx, id, version);
    if (isRefusal(before)) return before;
    return keepRequirement(tx, { ...before, ...given, version: version + 1 });
  },
  'drill.retireRequirement': (tx, { id, version }) => {
    const before = seenRequirement(tx, id, version);
    if (isRefusal(before)) return before;
    return keepRequirement(tx, { ...before, retiredAt: tx.now, version: version + 1 });
  },
  'drill.setRequirements': (tx, { typeId, cells, rows }) => {
    const kept: DrillRequirement[] = [];
    for (const { placeId, seen } of cells) {
      const wrong = unknownPart(tx, typeId, placeId);
      if (wrong) return wrong;
      const before: DrillRequirement[] = [];
      for (const { id, version } of seen) {
        const found = seenRequirement(tx, id, version);
        if (isRefusal(found)) return found;
        if (found.typeId !== typeId || found.placeId !== placeId) return refuse('unknownDrillRequirement');
        before.push(found);
      }
      for (const [i, row] of rows.entries()) {
        const old = before[i];
        if (!old)
          kept.push({
            id: tx.newId(),
            typeId,
            placeId,
            ...row,
            actionId: null,
            note: '',
            retiredAt: null,
            version: 1,
          });
        else if (!same(old, row)) kept.push({ ...old, ...row, version: old.version + 1 });
      }
      for (const old of before.slice(rows.length))
        kept.push({ ...old, retiredAt: tx.now, version: old.version + 1 });
    }
    return kept.map((requirement) => keepRequirement(tx, requirement));
  },
  'drill.requirements': (read, input) => requirementPage(read.db, input),
  'drill.places': (read) => drillPlaces(read.db),
};
