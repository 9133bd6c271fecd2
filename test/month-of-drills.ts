import type { MonthDrill, MonthPerson, MonthProblem } from '../electron/drill/month-problem.ts';
import type { Need } from '../electron/plan/need.ts';
import type { ItemGroup } from '../electron/readiness/pool.ts';
import { usualPattern } from '../electron/roster/roster.ts';

export const named = (text: string) => ({ en: text, srLatn: text, zhHans: text });

/** A drill of kind `typeId` at a place of its own, of nobody, that takes nothing. */
export function drillOf(id: string, more: Partial<MonthDrill> = {}): MonthDrill {
  const typeId = more.typeId ?? 'fire';
  const placeId = more.placeId ?? `place of ${id}`;
  return {
    id,
    typeId,
    typeNames: named(typeId),
    placeId,
    placeNames: named(placeId),
    teamIds: [],
    uses: [],
    minutes: 60,
    observers: 0,
    observerQualificationId: null,
    askedShift: 'any',
    askedCrew: null,
    startsAt: null,
    observerIds: [],
    fixed: false,
    findingOn: null,
    ...more,
  };
}

export function personOf(id: string, more: Partial<MonthPerson> = {}): MonthPerson {
  return { id, name: id, crew: null, teamId: null, qualifications: new Map(), away: [], ...more };
}

/** An approved plan with its needs, each without a way. */
export function planOf(key: string, needs: readonly Need[]): MonthProblem['plans'][number] {
  return {
    planId: key,
    key,
    edition: 1,
    title: named(key),
    approvedAt: null,
    needs: needs.map((need) => ({
      planId: key,
      stepId: `step of ${key}`,
      stepOrder: 1,
      placeId: null,
      need,
    })),
  };
}

export const peopleNeed = (id: string, qualificationId: string, count: number): Need => ({
  id,
  kind: 'people',
  qualificationId,
  count,
  maxTravelMinutes: null,
  travelMinutes: [],
});

export const itemNeed = (id: string, categoryId: string, count: number): Need => ({
  id,
  kind: 'equipment',
  categoryId,
  count,
  condition: 'ready',
  maxTravelMinutes: null,
  travelMinutes: [],
});

/** June 2027 under the usual roster, with nobody and nothing in it. */
export function monthOf(
  more: Partial<Omit<MonthProblem, 'pool'>> & { readonly items?: readonly ItemGroup[] } = {},
): MonthProblem {
  const { items = [], ...rest } = more;
  const people = rest.people ?? [];
  const placeIds = (rest.drills ?? []).map(({ placeId }) => placeId);
  return {
    now: '2027-05-01T00:00:00.000Z',
    zone: 'Europe/Belgrade',
    roster: usualPattern,
    fromOn: '2027-06-01',
    toOn: '2027-06-30',
    startTimes: ['09:00', '21:00'],
    maxPerDay: 3,
    restHours: 11,
    drills: [],
    people,
    closed: [],
    holidays: new Set(),
    teams: new Map([...new Set(people.flatMap(({ teamId }) => teamId ?? []))].map((id) => [id, named(id)])),
    plans: [],
    ...rest,
    pool: {
      items,
      stock: [],
      people: people.map(({ id, name, qualifications }) => ({
        id,
        name,
        placeId: null,
        valid: new Set(qualifications.keys()),
        expired: new Set<string>(),
        onShift: true,
        held: false,
        away: false,
      })),
      places: new Map(
        placeIds.map((id) => [id, { names: named(id), longitude: 22, latitude: 44, closed: false }]),
      ),
      categories: new Map(
        items.map(({ categoryId }) => [categoryId, { names: named(categoryId), unit: null, speedKmh: 20 }]),
      ),
      qualifications: new Map(
        people.flatMap(({ qualifications }) => [...qualifications.keys()].map((id) => [id, named(id)])),
      ),
    },
  };
}
