import type { ReadHandle } from '../database.ts';
import type { Part } from '../door.ts';
import { refuse } from '../refusal.ts';
import { withMissing, yearBefore, type Coverage, type ShiftCell } from './coverage.ts';
import {
  countsByPlace, countsByShift, kindsOf, peoplePage, placesNamed, waiting, type Spans,
} from './coverage-store.ts'; // prettier-ignore
import { drillKinds } from './drill-type.ts';
import { linesWhere, programmeById } from './drill-store.ts';
import type { DrillProgramme } from './drill.ts';
import { expansionOf, instantsOf } from './programme-handlers.ts';
import { drillPlaces } from './requirement-store.ts';

function spansOf(db: ReadHandle, { fromOn, toOn }: DrillProgramme): Spans {
  const now = instantsOf(db, fromOn, toOn);
  const last = instantsOf(db, yearBefore(fromOn), yearBefore(toOn));
  return { ...now, lastFrom: last.from, lastUntil: last.until };
}

/** A number of rows seen, from a cursor that somebody may have made up. */
const seen = (after: string | undefined): number => {
  const rows = Number(after ?? 0);
  return Number.isSafeInteger(rows) && rows > 0 ? rows : 0;
};

export const coverageHandlers: Part<'drill.coverage' | 'drill.coverageDrills' | 'drill.peopleCoverage'> = {
  'drill.coverage': (read, input): Coverage | ReturnType<typeof refuse> => {
    const programme = programmeById(read.db, input.programmeId);
    if (!programme) return refuse('unknownDrillProgramme');
    const spans = spansOf(read.db, programme);
    const kinds = kindsOf(read.db);
    const asked = expansionOf(read, programme).missing.map((one) => ({
      placeId: one.placeId,
      kind: kinds.get(one.typeId) ?? 'other',
      askedShift: one.askedShift,
      askedCrew: one.askedCrew,
    }));
    const lacking = [...waiting(read.db, programme.id), ...asked];
    const counted = countsByPlace(read.db, spans);
    const places = drillPlaces(read.db);
    // A safety month drills fire in each area, asked for or not.
    const fireless = places.filter(
      ({ id, area }) =>
        area &&
        ![...counted.filter(({ done, planned }) => done + planned > 0), ...lacking].some(
          ({ placeId, kind }) => placeId === id && kind === 'fire',
        ),
    );
    const byPlace = withMissing(
      counted,
      [...lacking, ...fireless.map(({ id }) => ({ placeId: id, kind: 'fire' as const }))].map(
        ({ placeId, kind }) => ({ placeId, kind }),
      ),
    );
    const byShift = countsByShift(read.db, spans).map((cell): ShiftCell => ({ ...cell, missing: 0 }));
    for (const { kind, askedShift, askedCrew } of lacking) {
      if (askedShift === 'any' || askedCrew === null) continue;
      const at = byShift.findIndex(
        (cell) => cell.kind === kind && cell.shift === askedShift && cell.crew === askedCrew,
      );
      const cell = byShift[at];
      if (cell) byShift[at] = { ...cell, missing: cell.missing + 1 };
      else
        byShift.push({
          kind,
          shift: askedShift === 'night' ? 'night' : 'day',
          crew: askedCrew,
          done: 0,
          planned: 0,
          last: 0,
          missing: 1,
        });
    }
    const present = new Set(byPlace.map(({ kind }) => kind));
    return {
      fromOn: programme.fromOn,
      toOn: programme.toOn,
      lastFromOn: yearBefore(programme.fromOn),
      lastToOn: yearBefore(programme.toOn),
      kinds: drillKinds.filter((kind) => present.has(kind)),
      places: placesNamed(read.db, [
        ...new Set([
          ...places.filter(({ area }) => area).map(({ id }) => id),
          ...byPlace.map(({ placeId }) => placeId),
        ]),
      ]),
      byPlace,
      byShift,
    };
  },
  'drill.coverageDrills': (read, input) => {
    const programme = programmeById(read.db, input.programmeId);
    if (!programme) return refuse('unknownDrillProgramme');
    const spans = spansOf(read.db, programme);
    return linesWhere(
      read.db,
      {
        from: input.of === 'this' ? spans.from : spans.lastFrom,
        until: input.of === 'this' ? spans.until : spans.lastUntil,
        placeId: input.placeId ?? null,
        kind: input.kind ?? null,
        shift: input.shift ?? null,
        crew: input.crew ?? null,
      },
      seen(input.after),
      input.limit,
    );
  },
  'drill.peopleCoverage': (read, input) => {
    const programme = programmeById(read.db, input.programmeId);
    if (!programme) return refuse('unknownDrillProgramme');
    return peoplePage(read.db, spansOf(read.db, programme), { ...input, after: seen(input.after) });
  },
};
