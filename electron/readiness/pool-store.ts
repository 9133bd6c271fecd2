import type { ReadHandle } from '../database.ts';
import type { Step } from '../plan/plan.ts';
import type { Crew } from '../person/person.ts';
import type { Geometry, Names } from '../schema-parts.ts';
import type { Moment } from './ask.ts';
import type { Candidate, ItemGroup, ItemState, Pool, PoolCategory, PoolPlace, StockGroup } from './pool.ts';
import { thousandths, type PlanNeeds, type PlannedNeed } from './readiness.ts';

interface PlanRow {
  readonly id: string;
  readonly key: string;
  readonly edition: number;
  readonly title: string;
  readonly steps: string;
  readonly approvedAt: string | null;
}
function needsOf(planId: string, steps: string): PlannedNeed[] {
  return (JSON.parse(steps) as Step[]).flatMap(({ id: stepId, order: stepOrder, placeId, needs }) =>
    needs.map((need) => ({ planId, stepId, stepOrder, placeId, need })),
  );
}

/** Every approved plan with what it needs, by its code. */
export function plansWithNeeds(db: ReadHandle): PlanNeeds[] {
  return db
    .all<PlanRow>(
      `SELECT id, key, edition, title, steps, approvedAt FROM plan WHERE state = 'approved' ORDER BY key LIMIT 500`,
    )
    .map(({ id: planId, key, edition, title, steps, approvedAt }) => ({
      planId,
      key,
      edition,
      title: JSON.parse(title) as Names,
      approvedAt,
      needs: needsOf(planId, steps),
    }));
}

/** What the plans that running incidents (no exercises) carry out need: they hold it until the incident is stood down. */
export function runningNeeds(db: ReadHandle): PlannedNeed[] {
  return db
    .all<{ planId: string; steps: string }>(
      `SELECT p.id AS planId, p.steps FROM activation a JOIN incident i ON i.id = a.incidentId JOIN plan p ON p.id = a.planId
       WHERE i.state = 'running' AND i.exercise = 0 ORDER BY a.at, a.rowid LIMIT 500`,
    )
    .flatMap(({ planId, steps }) => needsOf(planId, steps));
}

/** How an item counts. `day` and `held` are bound as ?1 and ?2. */
const stateSql = `CASE
    WHEN condition IN ('fault', 'outOfTest') THEN condition
    WHEN ?2 = 1 AND condition = 'inUse' THEN 'held'
    WHEN dueKey < ?1 THEN 'overdue'
    ELSE 'ready' END`;

/** How many items of these categories count how, at each place. */
export function itemGroups(db: ReadHandle, categoryIds: readonly string[], moment: Moment): ItemGroup[] {
  return db.all<ItemGroup>(
    `SELECT categoryId, placeId, ${stateSql} AS state, count(*) AS count FROM equipment
     WHERE categoryId IN (SELECT value FROM json_each(?3)) AND condition IN ('ready', 'inUse', 'fault', 'outOfTest')
     GROUP BY categoryId, placeId, state ORDER BY categoryId, placeId, state`,
    moment.day,
    moment.held ? 1 : 0,
    JSON.stringify(categoryIds),
  );
}

export interface Item {
  readonly id: string;
  readonly tag: string;
  readonly categoryId: string;
  readonly placeId: string | null;
  readonly state: ItemState;
  readonly condition: string;
  readonly nextDueOn: string | null;
}

/** The items of a category one by one, in test for longest first; at most `limit` of a state and place when given. */
export function itemsOf(db: ReadHandle, categoryId: string, moment: Moment): Item[] {
  return db.all<Item>(
    `SELECT id, tag, categoryId, placeId, condition, nextDueOn, ${stateSql} AS state FROM equipment
     WHERE categoryId = ?3 AND condition <> 'retired' ORDER BY dueKey DESC, tag`,
    moment.day,
    moment.held ? 1 : 0,
    categoryId,
  );
}

/** The group in which one item is counted; undefined when it does not count at all. */
export function itemById(db: ReadHandle, id: string, moment: Moment): Item | undefined {
  return db.get<Item>(
    `SELECT id, tag, categoryId, placeId, condition, nextDueOn, ${stateSql} AS state FROM equipment
     WHERE id = ?3 AND condition <> 'retired'`,
    moment.day,
    moment.held ? 1 : 0,
    id,
  );
}

export function stockGroups(db: ReadHandle, categoryIds: readonly string[], day: string): StockGroup[] {
  const rows = db.all<{ categoryId: string; placeId: string; expired: number; amount: number }>(
    `SELECT categoryId, placeId, expiresOn IS NOT NULL AND expiresOn < ?1 AS expired, sum(amount) AS amount FROM stockLot
     WHERE categoryId IN (SELECT value FROM json_each(?2)) AND amount > 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    day,
    JSON.stringify(categoryIds),
  );
  return rows.map((row) => ({ ...row, expired: row.expired === 1, amount: thousandths(row.amount) }));
}

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly crew: Crew | null;
  readonly teamId: string | null;
  readonly qualifications: readonly { readonly key: string; readonly expiresOn: string | null }[];
}
interface TeamRow {
  readonly id: string;
  readonly homePlaceId: string | null;
  readonly status: string;
  readonly restUntil: string | null;
}

const sent = new Set(['calledOut', 'enRoute', 'onScene']);

/** Ids of the qualifications by their codes, which is how people hold them. */
export function qualificationIds(db: ReadHandle): Map<string, string> {
  return new Map(
    db.all<{ key: string; id: string }>('SELECT key, id FROM qualification').map(({ key, id }) => [key, id]),
  );
}

export function teamsById(db: ReadHandle): Map<string, TeamRow> {
  return new Map(
    db
      .all<TeamRow>('SELECT id, homePlaceId, status, restUntil FROM team WHERE retiredAt IS NULL')
      .map((team) => [team.id, team]),
  );
}

/** Everyone, as they count at the moment. */
export function candidates(db: ReadHandle, moment: Moment): Candidate[] {
  const ids = qualificationIds(db);
  const teams = teamsById(db);
  return db
    .all<Omit<PersonRow, 'qualifications'> & { readonly qualifications: string }>(
      'SELECT id, name, crew, teamId, qualifications FROM person WHERE retiredAt IS NULL ORDER BY words, id',
    )
    .map((row) => {
      const person: PersonRow = {
        ...row,
        qualifications: JSON.parse(row.qualifications) as PersonRow['qualifications'],
      };
      return candidate(person, person.teamId === null ? undefined : teams.get(person.teamId), ids, moment);
    });
}

/** One person as they count at the moment; also for rows as the journal recorded them. */
export function candidate(
  person: PersonRow,
  team: TeamRow | undefined,
  qualificationIds: ReadonlyMap<string, string>,
  { at, day, onShift, onLeave, held }: Moment,
): Candidate {
  const valid = new Set<string>();
  const expired = new Set<string>();
  for (const { key, expiresOn } of person.qualifications) {
    const id = qualificationIds.get(key);
    if (id !== undefined) (expiresOn === null || expiresOn >= day ? valid : expired).add(id);
  }
  return {
    id: person.id,
    name: person.name,
    placeId: team?.homePlaceId ?? null,
    valid,
    expired,
    onShift:
      !onLeave.has(person.id) &&
      (onShift === null || (person.crew === null ? onShift.office : onShift.crews.has(person.crew))),
    held: held && team !== undefined && sent.has(team.status),
    away:
      team !== undefined &&
      ((held && team.status === 'out') || (team.restUntil !== null && team.restUntil > at)),
  };
}

interface PlaceRow {
  readonly id: string;
  readonly names: string;
  readonly geometry: string;
  readonly parentId: string | null;
}

/** The register with the middle of each place, and which of them nobody may enter. `alsoClosed` is tried, not kept. */
export function poolPlaces(db: ReadHandle, alsoClosed: ReadonlySet<string>): Map<string, PoolPlace> {
  const closed = new Set(alsoClosed);
  for (const { placeId } of db.all<{ placeId: string }>(
    'SELECT placeId FROM closure WHERE reopenedAt IS NULL AND placeId IS NOT NULL',
  ))
    closed.add(placeId);
  const rows = db.all<PlaceRow>('SELECT id, names, geometry, parentId FROM place WHERE retiredAt IS NULL');
  const parents = new Map(rows.map(({ id, parentId }) => [id, parentId]));
  const shut = (id: string): boolean => {
    const seen = new Set<string>();
    for (let at: string | null = id; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
      if (closed.has(at)) return true;
      seen.add(at);
    }
    return false;
  };
  return new Map(
    rows.map(({ id, names, geometry }) => {
      const [longitude, latitude] = middle(JSON.parse(geometry) as Geometry);
      return [id, { names: JSON.parse(names) as Names, longitude, latitude, closed: shut(id) }];
    }),
  );
}

/** The middle of the box around a shape; from a store's middle to a hall's is what a way is measured by. */
function middle(geometry: Geometry): [number, number] {
  let [west, south, east, north] = [180, 90, -180, -90];
  const visit = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] !== 'number') return value.forEach(visit);
    const [x, y] = value as [number, number];
    [west, south, east, north] = [
      Math.min(west, x),
      Math.min(south, y),
      Math.max(east, x),
      Math.max(north, y),
    ];
  };
  visit(geometry.coordinates);
  return [(west + east) / 2, (south + north) / 2];
}

export function poolCategories(db: ReadHandle): Map<string, PoolCategory> {
  return new Map(
    db
      .all<{ id: string; names: string; unit: string | null; speedKmh: number | null }>(
        'SELECT id, names, unit, speedKmh FROM category',
      )
      .map(({ id, names, unit, speedKmh }) => [id, { names: JSON.parse(names) as Names, unit, speedKmh }]),
  );
}

export function poolQualifications(db: ReadHandle): Map<string, Names> {
  return new Map(
    db
      .all<{ id: string; names: string }>('SELECT id, names FROM qualification')
      .map(({ id, names }) => [id, JSON.parse(names) as Names]),
  );
}

/** Everything that some needs could draw on. */
export function poolFor(
  db: ReadHandle,
  needs: readonly PlannedNeed[],
  moment: Moment,
  alsoClosed: ReadonlySet<string> = new Set(),
): Pool {
  const categoryIds = (kind: 'equipment' | 'stock'): string[] => [
    ...new Set(needs.flatMap(({ need }) => (need.kind === kind ? [need.categoryId] : []))),
  ];
  return {
    items: itemGroups(db, categoryIds('equipment'), moment),
    stock: stockGroups(db, categoryIds('stock'), moment.day),
    people: needs.some(({ need }) => need.kind === 'people') ? candidates(db, moment) : [],
    places: poolPlaces(db, alsoClosed),
    categories: poolCategories(db),
    qualifications: poolQualifications(db),
  };
}
