import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { categoryById } from '../category/category-store.ts';
import { gaugeById } from '../flood/flood-store.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { qualifications } from '../person/person-store.ts';
import { placeById } from '../place/place-store.ts';
import { lastEdition } from '../plan/plan-store.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import { teamById } from '../team/team-store.ts';
import type { DrillType } from './drill.ts';
import { checkType, typeFrom } from './drill-type.ts';
import { saveType, typeById, typeByKey, typePage } from './drill-type-store.ts';

function seenType(tx: Tx, id: string, version: number): Answer<DrillType> {
  const type = typeById(tx.db, id);
  if (!type) return refuse('unknownDrillType');
  return checkVersion(type, version) ?? type;
}

/** What the type points at and the site does not have. */
function unknownPart(db: ReadHandle, type: DrillType): Refusal | null {
  if (type.planKey !== null && lastEdition(db, type.planKey) === 0)
    return refuse('unknownPlanKey', { plan: type.planKey });
  if (type.teamIds.some((id) => !teamById(db, id))) return refuse('unknownTeam');
  if (type.uses.some(({ categoryId }) => !categoryById(db, categoryId))) return refuse('unknownCategory');
  const asked = type.observerQualificationId;
  if (asked !== null && !qualifications(db).some(({ id }) => id === asked))
    return refuse('unknownQualification', { key: asked });
  for (const { effect } of type.injects) {
    if (effect?.kind === 'place' && !placeById(db, effect.placeId))
      return refuse('unknownPlace', { place: effect.placeId });
    if (effect?.kind === 'gauge' && !gaugeById(db, effect.gaugeId)) return refuse('unknownGauge');
  }
  return null;
}

function keep(tx: Tx, type: DrillType): Answer<DrillType> {
  const other = typeByKey(tx.db, type.key);
  if (other && other.id !== type.id) return refuse('drillTypeKeyTaken', { key: type.key });
  const wrong = checkType(type) ?? unknownPart(tx.db, type);
  if (wrong) return wrong;
  return save(tx, type);
}

function save(tx: Tx, type: DrillType): DrillType {
  saveType(tx.db, type);
  tx.record('drillType', type);
  return type;
}

function retire(tx: Tx, id: string, version: number, retiredAt: string | null): Answer<DrillType> {
  const before = seenType(tx, id, version);
  if (isRefusal(before)) return before;
  return save(tx, { ...before, retiredAt, version: version + 1 });
}

export const drillTypeHandlers: Part<
  | 'drill.addType'
  | 'drill.changeType'
  | 'drill.retireType'
  | 'drill.reinstateType'
  | 'drill.types'
  | 'drill.typeById'
> = {
  'drill.addType': (tx, input) =>
    keep(tx, typeFrom(input, { id: tx.newId(), retiredAt: null, version: 1 }, tx.newId)),
  'drill.changeType': (tx, { id, version, ...given }) => {
    const before = seenType(tx, id, version);
    if (isRefusal(before)) return before;
    const kept = { id, retiredAt: before.retiredAt, version: version + 1 };
    return keep(tx, typeFrom({ ...before, ...given }, kept, tx.newId));
  },
  'drill.retireType': (tx, { id, version }) => retire(tx, id, version, tx.now),
  'drill.reinstateType': (tx, { id, version }) => retire(tx, id, version, null),
  'drill.types': (read, input) => typePage(read.db, input),
  'drill.typeById': (read, { id }) => typeById(read.db, id) ?? null,
};
