import fc from 'fast-check';
import { expect, test } from 'vitest';
import { iso } from '../electron/clock.ts';
import { holdsBefore } from '../electron/hazmat/hazmat.ts';
import type { Incident } from '../electron/incident/incident.ts';
import type { Team } from '../electron/team/team.ts';
import { full, times } from './faults/counts.ts';
import { type TestSite } from './builders.ts';
import { hazmatSite, moved, receive, square } from './hazmat-ground.ts';

const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });
const point = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };
const road = {
  type: 'LineString' as const,
  coordinates: [
    [22.1, 44.07],
    [22.11, 44.07],
  ] as [number, number][],
};
const so2 = {
  key: 'so2', names: names('Sulphur dioxide'), unNumber: '1079', hazardClass: '2.3',
  subsidiary: ['8'], ghs: ['GHS04' as const, 'GHS06' as const], form: 'gas' as const,
}; // prettier-ignore
const outline = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [22.1, 44.07],
      [22.102, 44.07],
      [22.102, 44.072],
      [22.1, 44.072],
      [22.1, 44.07],
    ],
  ] as [[number, number][]],
};

interface Ground {
  readonly site: TestSite;
  readonly incident: Incident;
  readonly team: Team;
  readonly gauge: string;
  readonly pump: string;
  readonly road: string;
  readonly store: string;
  readonly substance: string;
}

/** A river with a gauge, its zone and a pump, a road, a team, and an incident. */
async function ground(): Promise<Ground> {
  const site = await hazmatSite();
  const place = async (key: string, kind: 'gauge' | 'floodZone' | 'pump' | 'road' | 'store') =>
    (
      await site.call('planner', 'place.add', {
        key,
        kind,
        names: names(key),
        geometry:
          kind === 'road'
            ? road
            : kind === 'floodZone'
              ? outline
              : kind === 'store'
                ? square(0, 0, 8)
                : point,
      })
    ).id;
  const gauge = await place('G-07', 'gauge');
  const zone = await place('FZ-1', 'floodZone');
  await site.call('planner', 'flood.addGauge', {
    placeId: gauge,
    watchCm: 300,
    warningCm: 330,
    dangerCm: 360,
  });
  await site.call('planner', 'flood.addZoneGauge', { zoneId: zone, gaugeId: gauge });
  const team = await site.call('planner', 'team.add', {
    key: 'T-3',
    names: names('Team 3'),
    kind: 'flood',
    callSign: 'Voda 3',
  });
  const incident = await site.call('coordinator', 'incident.declare', {
    type: 'flood',
    placeId: null,
    severity: 2,
    note: 'Water over the wall',
  });
  const store = await place('H-01', 'store');
  await site.call('hazmatKeeper', 'hazmat.addStore', {
    placeId: store,
    capacity: 1_000,
    unit: 't',
    allowedClasses: ['2.3'],
  });
  const substance = await site.call('hazmatKeeper', 'hazmat.addSubstance', so2);
  return {
    site,
    incident,
    team,
    store,
    substance: substance.id,
    gauge,
    pump: await place('PS-1', 'pump'),
    road: await place('R-1', 'road'),
  };
}

/** Everything that a replay shows, asked of the lists as they stand. */
async function standing({ site, incident }: Ground) {
  const ask = site.call.bind(site);
  const board = await ask('observer', 'flood.board', {});
  const known = board.gauges.map(({ place, level, trend, recent }) => ({
    key: place.key,
    level,
    trend,
    newest: recent.at(-1) ?? null,
  }));
  return {
    at: iso(site.clock.nowMs()),
    tasks: await ask('observer', 'task.list', { incidentId: incident.id }),
    closures: await ask('observer', 'closure.list', {}),
    zones: await ask('observer', 'zone.list', { incidentId: incident.id }),
    teams: (await ask('observer', 'team.board', {})).teams.map(({ id, status, version }) => ({
      id,
      status,
      version,
    })),
    gauges: known,
    floodZones: board.zones,
    devices: board.devices,
    holds: (await ask('observer', 'hazmat.stores', {})).rows.flatMap(({ holds }) => holds),
  };
}

type Standing = Awaited<ReturnType<typeof standing>>;

async function replayed({ site, incident }: Ground, at: string): Promise<Standing> {
  const snapshot = await site.call('observer', 'incident.replay', { incidentId: incident.id, at });
  return {
    at,
    tasks: [...snapshot.tasks],
    closures: snapshot.closures as Standing['closures'],
    zones: snapshot.zones.filter((zone) => zone.liftedAt === null),
    teams: snapshot.teams.map(({ id, status, version }) => ({ id, status, version })),
    gauges: snapshot.flood.gauges.map(({ place, level, trend, recent }) => ({
      key: place.key,
      level,
      trend,
      newest: recent.at(-1) ?? null,
    })),
    floodZones: [...snapshot.flood.zones],
    devices: [...snapshot.flood.devices],
    holds: (await site.call('observer', 'hazmat.stores', {})).rows.flatMap((line) =>
      holdsBefore(line, snapshot.storesSince),
    ),
  };
}

const sorted = (all: Standing) => ({
  ...all,
  tasks: all.tasks.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  closures: all.closures.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  zones: all.zones.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  teams: all.teams.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  holds: all.holds.toSorted((a, b) => (a.unit < b.unit ? -1 : 1)),
});

const steps = {
  rises: async ({ site, gauge }: Ground, n: number) =>
    site.call('coordinator', 'flood.read', { gaugeId: gauge, levelCm: 280 + n * 9 }),
  // Said late by radio: it was read twenty minutes ago.
  saidLate: async ({ site, gauge }: Ground, n: number) =>
    site.call('coordinator', 'flood.read', {
      gaugeId: gauge,
      levelCm: 270 + n,
      at: iso(site.clock.nowMs() - 20 * 60_000),
    }),
  pump: async ({ site, pump }: Ground) => {
    const device = (await site.call('observer', 'flood.board', {})).devices.find(
      ({ place }) => place.id === pump,
    )?.device;
    const state = device?.state === 'running' ? 'fault' : 'running';
    const version = device ? { version: device.version } : {};
    return site.call('coordinator', 'flood.setDevice', { placeId: pump, state, ...version });
  },
  road: async ({ site, road: placeId }: Ground) => {
    const open = (await site.call('observer', 'closure.list', {}))[0];
    return open
      ? site.call('coordinator', 'closure.reopen', { id: open.id, version: open.version, reason: 'Dry' })
      : site.call('coordinator', 'closure.close', { placeId, reason: 'Under water' });
  },
  zone: async ({ site, incident }: Ground) => {
    const [zone] = await site.call('observer', 'zone.list', { incidentId: incident.id });
    return zone
      ? site.call('coordinator', 'zone.lift', { id: zone.id, version: zone.version, reason: 'Safe' })
      : site.call('coordinator', 'zone.draw', {
          incidentId: incident.id,
          kind: 'evacuation',
          label: '1',
          geometry: outline,
        });
  },
  team: async ({ site, team, incident }: Ground) => {
    const now = (await site.call('observer', 'team.board', {})).teams.find(({ id }) => id === team.id)!;
    const status = now.status === 'enRoute' ? 'onScene' : 'enRoute';
    return site.call('coordinator', 'team.setStatus', {
      teamId: team.id,
      version: now.version,
      status,
      incidentId: incident.id,
    });
  },
  lot: async ({ site, store, substance }: Ground, n: number) =>
    moved(site, receive(substance, store, n + 1, { unit: n % 2 === 0 ? 't' : 'kg' })),
  task: async ({ site, incident }: Ground) =>
    site.call('coordinator', 'task.add', {
      incidentId: incident.id,
      title: 'Close gate P-2',
      targetMinutes: 10,
    }),
} as const;

test('at every minute the replay equals what the lists showed at that minute', async () => {
  const course = fc.array(fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])), {
    minLength: 3,
    maxLength: 14,
  });
  await fc.assert(
    fc.asyncProperty(course, async (taken) => {
      const land = await ground();
      const seen: Standing[] = [await standing(land)];
      for (const [n, step] of taken.entries()) {
        land.site.clock.advance(3 * 60_000);
        await steps[step](land, n);
        seen.push(await standing(land));
      }
      for (const then of seen) expect(sorted(await replayed(land, then.at))).toEqual(sorted(then));
      land.site.close();
    }),
    { numRuns: times(6, 60) },
  );
}, 600_000);

/** Puts entries of other days and of this incident behind each other: each team's history grows very long. */
function grow(land: Ground, entries: number, own: number): void {
  const { writer } = land.site.site;
  const head = writer.get<{ seq: number }>('SELECT max(seq) AS seq FROM journal')!.seq;
  const startMs = land.site.clock.nowMs();
  writer.transaction(() => {
    for (let n = 1; n <= entries; n += 1) {
      const seq = head + n;
      const ofThis = n % Math.floor(entries / own) === 0;
      const row = { ...land.team, note: 'as it was', version: n };
      const body = JSON.stringify({
        at: iso(startMs + n * 400),
        by: 'x',
        byName: 'x',
        ...(ofThis ? { incidentId: land.incident.id } : {}),
        name: 'team.setStatus',
        rows: [{ id: land.team.id, noun: 'team', row }],
        seat: 'seat-1',
        seq,
      });
      writer.run('INSERT INTO journal (seq, body, link) VALUES (?, ?, ?)', seq, body, '0'.repeat(64));
      writer.run('INSERT INTO journalRow (noun, rowId, seq) VALUES (?, ?, ?)', 'team', land.team.id, seq);
    }
  });
}

test('a step of the slider stays far under 50 ms however long the journal is', async () => {
  const land = await ground();
  for (let n = 0; n < 60; n += 1) await steps.task(land);
  for (let n = 0; n < 12; n += 1) await steps.rises(land, n);
  await land.site.call('coordinator', 'team.callOut', {
    teamIds: [land.team.id],
    incidentId: land.incident.id,
    message: 'To the wall',
  });
  const entries = times(20_000, 100_000);
  grow(land, entries, entries / 50);
  const { site, incident } = land;
  const from = Date.parse(incident.declaredAt);
  const took: number[] = [];
  for (let n = 0; n < 60; n += 1) {
    const at = iso(from + ((n * 37) % 60) * ((entries * 400) / 60));
    const before = performance.now();
    const snapshot = await site.call('observer', 'incident.replay', { incidentId: incident.id, at });
    took.push(performance.now() - before);
    expect(snapshot.teams).toHaveLength(1);
  }
  const before = performance.now();
  await site.call('observer', 'incident.timeline', { incidentId: incident.id });
  const timeline = performance.now() - before;
  took.sort((a, b) => a - b);
  const [median = 0, p95 = 0] = [took[30], took[57]];
  if (full)
    console.log(
      `replay: median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, timeline ${timeline.toFixed(1)} ms`,
    );
  expect(median).toBeLessThan(25);
  expect(timeline).toBeLessThan(50);
  // The entries above are no chain: nothing of this site is verified.
  site.close();
}, 120_000);
