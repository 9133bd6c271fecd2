import type { ReadHandle } from '../database.ts';
import type { Part, Read, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { anyPersonById } from '../person/person-store.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { dayPlus, instantOf } from '../roster/local-time.ts';
import { rosterOf } from '../roster/roster-store.ts';
import { shiftAt } from '../roster/roster.ts';
import { siteRow } from '../session/site-store.ts';
import type { Drill, DrillProgramme, DrillType } from './drill.ts';
import { programmeById } from './drill-store.ts';
import { typeById } from './drill-type-store.ts';
import { expand, type Wanted } from './expansion.ts';
import { checkProgramme, inOrder, juneOf, programmeFrom, type Expanded } from './programme.ts';
import {
  areasWithoutFire,
  deleteDrill,
  drillsOfYear,
  drillsOpen,
  drillsOutside,
  insertDrill,
  programmeBeside,
  saveProgramme,
} from './programme-store.ts';
import { keepRequirement } from './requirement-handlers.ts';
import { drillPlaces, findingsWithoutRepeat, requirementsInForce } from './requirement-store.ts';

/** The instants between which some days of the site lie. */
export function instantsOf(
  db: ReadHandle,
  fromOn: string,
  toOn: string,
): { readonly from: string; readonly until: string } {
  const zone = siteRow(db)?.timeZone ?? 'UTC';
  const at = (day: string): string => new Date(instantOf(day, 0, zone)).toISOString();
  return { from: at(fromOn), until: at(dayPlus(toOn, 1)) };
}

/** What a programme lacks of its requirements, by what its year holds and plans. */
export function expansionOf(read: Pick<Read, 'db'>, programme: DrillProgramme): ReturnType<typeof expand> {
  const year = programme.fromOn.slice(0, 4);
  const drills = drillsOfYear(read.db, programme.id, instantsOf(read.db, `${year}-01-01`, `${year}-12-31`));
  return expand(programme, requirementsInForce(read.db), drills);
}

function keepProgramme(tx: Tx, programme: DrillProgramme): Answer<DrillProgramme> {
  const wrong = checkProgramme(programme);
  if (wrong) return wrong;
  const beside = programme.state === 'closed' ? undefined : programmeBeside(tx.db, programme);
  if (beside) return refuse('programmeBeside', { programme: beside.names });
  saveProgramme(tx.db, programme);
  tx.record('drillProgramme', programme);
  return programme;
}

function newDrill(
  tx: Tx,
  type: DrillType,
  wanted: Wanted,
  more: Partial<Drill> & { programmeId: string | null },
): Drill {
  const drill: Drill = {
    id: tx.newId(), ...wanted, startsAt: null, shiftOn: null, shift: null, crew: null, minutes: type.minutes, observers: [],
    pinned: false, state: 'planned', cancelReason: null, incidentId: null, sequence: 0, version: 1, ...more,
  }; // prettier-ignore
  insertDrill(tx.db, drill);
  tx.record('drill', drill);
  return drill;
}

/** Brings in what the requirements ask and the programme does not hold; what nothing asks for and has no time yet goes. */
function bringIn(tx: Tx, programme: DrillProgramme, repeats: boolean): Expanded {
  const findings = repeats ? findingsWithoutRepeat(tx.db) : [];
  for (const { actionId, text, typeId, placeId } of findings)
    keepRequirement(tx, {
      id: tx.newId(), typeId, placeId, shift: 'any', crews: [], times: 1, every: 'year', actionId,
      note: text.slice(0, 500), retiredAt: null, version: 1,
    }); // prettier-ignore
  const { missing, surplus } = expansionOf(tx, programme);
  const types = new Map<string, DrillType>();
  for (const wanted of missing) {
    const type = types.get(wanted.typeId) ?? typeById(tx.db, wanted.typeId)!;
    types.set(type.id, type);
    newDrill(tx, type, wanted, { programmeId: programme.id });
  }
  // A published programme has told people of its drills: there they are cancelled, with a reason.
  const gone = programme.state === 'draft' ? surplus : [];
  for (const id of gone) {
    deleteDrill(tx.db, id);
    tx.erase('drill', id);
  }
  return { programme, added: missing.length, removed: gone.length, repeats: findings.length };
}

/** The programme as the caller saw it, unless it is closed. */
function openProgramme(tx: Tx, id: string, version?: number): Answer<DrillProgramme> {
  const programme = programmeById(tx.db, id);
  if (!programme) return refuse('unknownDrillProgramme');
  if (programme.state === 'closed') return refuse('programmeClosed', { programme: programme.names });
  return (version === undefined ? null : checkVersion(programme, version)) ?? programme;
}

/** The type and the programme that a drill by hand belongs to. */
function partsOf(
  tx: Tx,
  input: { readonly programmeId: string | null; readonly typeId: string; readonly placeId: string },
): Answer<DrillType> {
  const type = typeById(tx.db, input.typeId);
  if (!type) return refuse('unknownDrillType');
  if (!placeById(tx.db, input.placeId)) return refuse('unknownPlace', { place: input.placeId });
  const programme = input.programmeId === null ? null : openProgramme(tx, input.programmeId);
  return isRefusal(programme) ? programme : type;
}

export const programmeHandlers: Part<
  | 'drill.addProgramme'
  | 'drill.changeProgramme'
  | 'drill.closeProgramme'
  | 'drill.expand'
  | 'drill.add'
  | 'drill.enterHeld'
  | 'drill.findings'
> = {
  'drill.addProgramme': (tx, input) => {
    const programme = keepProgramme(tx, programmeFrom(input, tx.newId()));
    return isRefusal(programme) ? programme : bringIn(tx, programme, input.repeats);
  },
  'drill.changeProgramme': (tx, { id, version, ...given }) => {
    const before = openProgramme(tx, id, version);
    if (isRefusal(before)) return before;
    const startTimes = inOrder(given.startTimes ?? before.startTimes);
    const after = { ...before, ...given, startTimes, version: version + 1 };
    const days = checkProgramme(after) ?? instantsOf(tx.db, after.fromOn, after.toOn);
    if (isRefusal(days)) return days;
    const outside = drillsOutside(tx.db, id, days.from, days.until);
    if (outside > 0) return refuse('programmeDrillsOutside', { count: outside });
    return keepProgramme(tx, after);
  },
  'drill.closeProgramme': (tx, { id, version }) => {
    const before = openProgramme(tx, id, version);
    if (isRefusal(before)) return before;
    const open = drillsOpen(tx.db, id);
    if (open > 0) return refuse('programmeOpenDrills', { count: open });
    return keepProgramme(tx, { ...before, state: 'closed', version: version + 1 });
  },
  'drill.expand': (tx, { programmeId, repeats }) => {
    const programme = openProgramme(tx, programmeId);
    return isRefusal(programme) ? programme : bringIn(tx, programme, repeats);
  },
  'drill.add': (tx, input) => {
    const type = partsOf(tx, input);
    if (isRefusal(type)) return type;
    if (type.retiredAt !== null) return refuse('drillTypeRetired', { type: type.names });
    return newDrill(tx, type, { ...input, requirementId: null }, { programmeId: input.programmeId });
  },
  'drill.enterHeld': (tx, { startsAt, minutes, observers, ...input }) => {
    const type = partsOf(tx, input);
    if (isRefusal(type)) return type;
    if (startsAt > tx.now) return refuse('heldInFuture', { at: startsAt });
    if (observers.some((one) => !anyPersonById(tx.db, one))) return refuse('unknownPerson');
    const roster = rosterOf(tx.db);
    const zone = siteRow(tx.db)?.timeZone;
    if (!roster || zone === undefined) return refuse('noRoster');
    const { on, kind, crews } = shiftAt(roster, startsAt, zone);
    const asked = { ...input, askedShift: 'any' as const, askedCrew: null };
    return newDrill(tx, type, asked, {
      programmeId: input.programmeId, startsAt, shiftOn: on, shift: kind, crew: crews[0] ?? null,
      minutes: minutes ?? type.minutes, observers, state: 'done',
    }); // prettier-ignore
  },
  'drill.findings': (read, { programmeId }) => {
    const programme = programmeById(read.db, programmeId);
    if (!programme) return refuse('unknownDrillProgramme');
    const june = juneOf(programme);
    const areas = drillPlaces(read.db).flatMap(({ id, area }) => (area ? [id] : []));
    return {
      areasWithoutFire: june
        ? areasWithoutFire(read.db, programmeId, instantsOf(read.db, june.from, june.to), areas)
        : [],
      missing: programme.state === 'closed' ? 0 : expansionOf(read, programme).missing.length,
      findingsWithoutRepeat: findingsWithoutRepeat(read.db).length,
    };
  },
};
