import type { DrillKind } from '../electron/drill/drill.ts';
import { append } from '../electron/journal/journal-store.ts';
import { newId } from '../electron/id.ts';
import type { Names } from '../electron/schema-parts.ts';
import type { TestSite } from './builders.ts';

export const namesOf = (en: string, srLatn = en, zhHans = en): Names => ({ en, srLatn, zhHans });

export interface DrillMonth {
  readonly programmeId: string;
  readonly typeIds: Readonly<Record<string, string>>;
  readonly placeIds: readonly string[];
  /** Ids of drills in the order in which they were asked for. */
  readonly drillIds: readonly string[];
}

interface Asked {
  readonly type?: string;
  /** Index of the place. */
  readonly place?: number;
  readonly startsAt?: string | null;
  readonly minutes?: number;
  readonly state?: string;
}

/**
 * A programme over June 2026 with drills that lie where they are said to lie, written as rows and recorded: what makes them
 * has tests of its own.
 */
export async function drillMonth(
  site: TestSite,
  asked: readonly Asked[],
  options: {
    readonly fromOn?: string;
    readonly toOn?: string;
    readonly types?: Readonly<Record<string, { readonly kind: DrillKind; readonly names: Names }>>;
    readonly places?: readonly Names[];
  } = {},
): Promise<DrillMonth> {
  const types = options.types ?? { F1: { kind: 'fire', names: namesOf('Hall fire') } };
  const placeIds: string[] = [];
  for (const [index, names] of (options.places ?? [namesOf('Smelter'), namesOf('Refinery')]).entries())
    placeIds.push(
      (
        await site.call('planner', 'place.add', {
          key: `AR-${index + 1}`,
          kind: 'area',
          names,
          geometry: { type: 'Point', coordinates: [22.1 + index / 100, 44.07] },
        })
      ).id,
    );
  const make = (): string => newId(site.clock.nowMs());
  const rows: { noun: string; id: string; row: Record<string, string | number | null> }[] = [];
  const put = (noun: string, row: Record<string, string | number | null>): string => {
    const id = make();
    rows.push({ noun, id, row: { id, ...row, version: 1 } });
    return id;
  };
  const typeIds = Object.fromEntries(
    Object.entries(types).map(([key, { kind, names }]) => [
      key,
      put('drillType', {
        key, names: JSON.stringify(names), kind, planKey: null, minutes: 60, teamIds: '[]', uses: '[]', observers: 0,
        observerQualificationId: null, injects: '[]', objectives: '[]', targets: '{}', retiredAt: null,
      }), // prettier-ignore
    ]),
  );
  const programmeId = put('drillProgramme', {
    names: JSON.stringify(namesOf('Safety month', 'Mesec bezbednosti', '安全月')), every: 'month',
    fromOn: options.fromOn ?? '2026-06-01', toOn: options.toOn ?? '2026-06-30', state: 'draft',
    startTimes: '["09:00","21:00"]', maxPerDay: 4, restHours: 11, outcome: null, edition: 0,
  }); // prettier-ignore
  const drillIds = asked.map(
    ({ type, place = 0, startsAt = null, minutes = 60, state = 'planned' }) =>
    put('drill', {
      programmeId, typeId: typeIds[type ?? Object.keys(types)[0]!]!, placeId: placeIds[place]!, requirementId: null,
      askedShift: 'any', askedCrew: null, startsAt, shiftOn: startsAt?.slice(0, 10) ?? null,
      shift: startsAt === null ? null : 'day', crew: null, minutes, observers: '[]', pinned: 0, reasons: '[]', state,
      cancelReason: null, incidentId: null, sequence: 0,
    }), // prettier-ignore
  );
  site.site.writer.transaction(() => {
    for (const { noun, row } of rows) {
      const keys = Object.keys(row);
      site.site.writer.run(
        `INSERT INTO ${noun} (${keys.map((key) => `"${key}"`).join(', ')}) VALUES (${keys.map((key) => `@${key}`).join(', ')})`,
        row,
      );
    }
    append(site.site.writer, {
      at: new Date(site.clock.nowMs()).toISOString(),
      by: site.operators.planner.id,
      byName: 'planner',
      seat: 'seat-planner',
      name: 'drillProgramme.add',
      rows,
    });
  });
  return { programmeId, typeIds, placeIds, drillIds };
}
