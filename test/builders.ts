import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { iso, movableClock } from '../electron/clock.ts';
import type { CommandName, EventName, Events, Input, Name, Output } from '../electron/contract.ts';
import type { Drill, DrillType } from '../electron/drill/drill.ts';
import { openDoor, type Door, type Seat } from '../electron/door.ts';
import { handlers } from '../electron/handlers.ts';
import { newId } from '../electron/id.ts';
import { append } from '../electron/journal/journal-store.ts';
import { verifySite } from '../electron/journal/verify-store.ts';
import { isRefusal, type Refusal } from '../electron/refusal.ts';
import { insertOperator } from '../electron/session/operator-store.ts';
import { insertSite } from '../electron/session/site-store.ts';
import { roles, type Operator, type Role } from '../electron/session/session.ts';
import { openSite, type OpenSite } from '../electron/site-file.ts';

const undo: (() => void)[] = [];
afterAll(() => {
  for (const step of undo.splice(0).reverse()) step();
});

/** An empty folder that is removed when the test file is done. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-test-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Told<E extends EventName = EventName> {
  readonly event: E;
  readonly payload: Events[E];
}

export interface TestSite {
  readonly file: string;
  readonly folder: string;
  /** Stands still at 2026-06-01T06:00:00.000Z until it is moved. */
  readonly clock: ReturnType<typeof movableClock>;
  /** The open site; another object after `reopen`. */
  site: OpenSite;
  door: Door;
  /** Every event that went out, oldest first. */
  readonly events: Told[];
  readonly operators: Readonly<Record<Role, Operator>>;
  /** A seat at which the operator with this role is signed in. */
  seatOf(role: Role): Seat;
  /** Calls through the door and gives the value; throws when it is refused. */
  call<N extends Name>(role: Role, name: N, input: Input<N>): Promise<Output<N>>;
  /** Calls through the door and gives the refusal; throws when it is not refused. */
  refusal<N extends Name>(role: Role, name: N, input: unknown): Promise<Refusal>;
  /** Closes the file and opens it again, as a restart does. */
  reopen(): void;
  close(): void;
}

/** Opens a site or throws with the refusal. */
export function opened(file: string, options: Parameters<typeof openSite>[1] = {}): OpenSite {
  const site = openSite(file, options);
  if (isRefusal(site)) throw new Error(`${site.refused} ${JSON.stringify(site.facts)}`);
  return site;
}

/**
 * A new site file in a temporary folder with one operator for each role, named after it, and a door to it.
 * Closed and removed when the test file is done. `sample: true` makes it a sample site.
 */
export function siteInTemp(options: { sample?: boolean } = {}): TestSite {
  const folder = tempFolder();
  const file = join(folder, 'site.tocsin');
  const clock = movableClock('2026-06-01T06:00:00.000Z');
  const events: Told[] = [];
  const emit = <E extends EventName>(event: E, payload: Events[E]) => void events.push({ event, payload });
  const open = () => {
    const site = opened(file, { clock });
    return { site, door: openDoor(site, handlers, emit) };
  };
  let closed = false;
  const first = open();
  const operators = people(first.site, options.sample === true);
  const test: TestSite = {
    file,
    folder,
    clock,
    ...first,
    events,
    operators,
    seatOf: (role) => ({
      id: `seat-${role}`,
      state: { kind: 'signedIn', operator: operators[role], since: iso(clock.nowMs()) },
    }),
    call: async (role, name, input) => {
      const result = await test.door.dispatch(test.seatOf(role), name, input);
      if (!result.ok)
        throw new Error(`${name}: ${result.refusal.refused} ${JSON.stringify(result.refusal.facts)}`);
      return result.value;
    },
    refusal: async (role, name, input) => {
      const result = await test.door.dispatch(test.seatOf(role), name, input);
      if (result.ok) throw new Error(`${name} was not refused`);
      return result.refusal;
    },
    reopen: () => {
      test.close();
      Object.assign(test, open());
      closed = false;
    },
    close: () => {
      if (!closed) test.site.close();
      closed = true;
    },
  };
  undo.push(() => {
    if (closed) return;
    // Whatever a test did through the door, every row must be as it was recorded.
    const { faults } = verifySite(test.site.writer, { structure: false, now: '' });
    test.close();
    if (faults.length > 0)
      throw new Error(`the record of the site is not sound: ${JSON.stringify(faults.slice(0, 5))}`);
  });
  return test;
}

/** A category of items in three languages, and its id. */
export async function addCategory(site: TestSite, key: string, en = key): Promise<string> {
  const names = { en, srLatn: en, zhHans: en };
  return (await site.call('equipmentManager', 'category.add', { key, names, speedKmh: 30 })).id;
}

/** The rows that first start and `operator.create` leave, without the key stretching that takes them half a second each. */
function people(site: OpenSite, sample: boolean): Record<Role, Operator> {
  const nowMs = site.clock.nowMs();
  const at = iso(nowMs);
  const row = {
    id: newId(nowMs),
    name: 'Test site',
    sample: sample ? 1 : 0,
    timeZone: 'Europe/Belgrade',
    longitude: 22.1,
    latitude: 44.07,
    createdAt: at,
  };
  const operators = Object.fromEntries(
    roles.map((role): [Role, Operator] => [
      role,
      { id: newId(nowMs), name: role, role, personId: null, retiredAt: null, version: 1 },
    ]),
  ) as Record<Role, Operator>;
  site.writer.transaction(() => {
    insertSite(site.writer, row);
    for (const operator of Object.values(operators)) insertOperator(site.writer, operator, null);
    append(site.writer, {
      at,
      by: operators.administrator.id,
      byName: operators.administrator.name,
      seat: 'seat-1',
      name: 'session.firstStart' satisfies CommandName,
      rows: [
        { noun: 'site', id: row.id, row },
        ...Object.values(operators).map((operator) => ({ noun: 'operator', id: operator.id, row: operator })),
      ],
    });
  });
  return operators;
}

/** A kind of drill with its rows, and one drill of it that waits to be started at a place of its own. */
export async function plannedDrill(
  site: TestSite,
  given: Partial<Pick<DrillType, 'kind' | 'planKey' | 'teamIds' | 'injects' | 'targets' | 'observers'>> & {
    readonly typeId?: string;
    readonly placeId?: string;
    readonly startsAt?: string;
  } = {},
): Promise<Drill> {
  const { typeId, startsAt, ...rest } = given;
  const nowMs = site.clock.nowMs();
  const names = { en: 'Fire in the store', srLatn: 'Požar u magacinu', zhHans: '仓库火灾' };
  const placeId =
    given.placeId ??
    (
      await site.call('planner', 'place.add', {
        key: `B-${newId(nowMs).slice(-6)}`,
        kind: 'building',
        names: { en: 'Store', srLatn: 'Magacin', zhHans: '仓库' },
        geometry: { type: 'Point', coordinates: [22.1, 44.07] },
      })
    ).id;
  const type: DrillType = {
    id: typeId ?? newId(nowMs),
    key: `fire-${newId(nowMs).slice(-6)}`,
    names,
    kind: 'fire',
    planKey: null,
    minutes: 60,
    teamIds: [],
    uses: [],
    observers: 0,
    observerQualificationId: null,
    injects: [],
    objectives: [],
    targets: { callOutAcknowledged: 2, firstTeamOnScene: 10, headcountComplete: 15, allClear: 30 },
    retiredAt: null,
    version: 1,
    ...rest,
  };
  const at = startsAt ?? iso(nowMs);
  const drill: Drill = {
    id: newId(nowMs),
    programmeId: null,
    typeId: type.id,
    placeId,
    requirementId: null,
    askedShift: 'any',
    askedCrew: null,
    startsAt: at,
    shiftOn: at.slice(0, 10),
    shift: 'day',
    crew: 'A',
    minutes: 60,
    observers: [],
    pinned: false,
    state: 'planned',
    cancelReason: null,
    incidentId: null,
    sequence: 0,
    version: 1,
  };
  site.site.writer.transaction(() => {
    const rows = [{ noun: 'drill', id: drill.id, row: drill }];
    if (typeId === undefined) {
      insertRow(site, 'drillType', type);
      rows.unshift({ noun: 'drillType', id: type.id, row: type as never });
    }
    insertRow(site, 'drill', { ...drill, reasons: [] });
    append(site.site.writer, {
      at: iso(nowMs),
      by: 'system',
      byName: 'system',
      seat: 'seat-1',
      name: 'drill.start',
      rows,
    });
  });
  return drill;
}

function insertRow(site: TestSite, table: string, row: object): void {
  const names = Object.keys(row);
  const values = Object.values(row).map((value: unknown) =>
    typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : typeof value === 'boolean'
        ? Number(value)
        : value,
  ) as string[];
  site.site.writer.run(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    ...values,
  );
}
