import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { movableClock } from '../electron/clock.ts';
import type { Name, Input, Output } from '../electron/contract.ts';
import { openDoor, type Seat } from '../electron/door.ts';
import { handlers } from '../electron/handlers.ts';
import { verifySite } from '../electron/journal/verify-store.ts';
import type { Page } from '../electron/schema-parts.ts';
import { roles } from '../electron/session/session.ts';
import type { OpenSite } from '../electron/site-file.ts';
import { makeLargeSite, makeSampleSite } from '../scripts/seed.ts';
import { opened, tempFolder } from './builders.ts';

const now = '2026-06-01T06:00:00.000Z';
const folder = tempFolder();
const file = join(folder, 'sample.tocsin');

interface Room {
  readonly site: OpenSite;
  readonly seat: Seat;
  ask<N extends Name>(name: N, input: Input<N>): Promise<Output<N>>;
}

let open: OpenSite[] = [];
afterEach(() => {
  for (const site of open) site.close();
  open = [];
});

/** The site with one seat at which nobody sits; closed after the test. */
function roomOn(path: string): Room {
  const site = opened(path, { clock: movableClock(now) });
  open.push(site);
  const door = openDoor(site, handlers);
  const seat: Seat = { id: 'seat-1', state: { kind: 'empty' } };
  return {
    site,
    seat,
    ask: async (name, input) => {
      const result = await door.dispatch(seat, name, input);
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.refusal)}`);
      return result.value;
    },
  };
}

async function signedIn(path: string, role: string): Promise<Room> {
  const room = roomOn(path);
  const operators = await room.ask('session.operators', {});
  const operator = operators.find((each) => each.role === role);
  await room.ask('session.signInDemo', { operatorId: operator?.id ?? '' });
  return room;
}

beforeAll(() => makeSampleSite(file, Date.parse(now)));

describe('the sample site, made through the commands', () => {
  test('has what was promised', async () => {
    const room = await signedIn(file, 'coordinator');
    const places = await room.ask('place.all', {});
    const count = (...kinds: string[]): number => places.filter(({ kind }) => kinds.includes(kind)).length;
    const total = async <T>(page: Promise<Page<T>>): Promise<number> => (await page).total;
    expect(count('area', 'building')).toBeGreaterThanOrEqual(30);
    expect(count('floodZone')).toBe(8);
    expect(count('muster')).toBe(12);
    const flood = await room.ask('flood.board', {});
    expect(flood.zones.map(({ level }) => level)).toEqual(Array.from({ length: 8 }, () => 'normal'));
    expect(flood.gauges).toHaveLength(12);
    expect(flood.devices.length).toBeGreaterThanOrEqual(15);
    expect(flood.devices.filter(({ device }) => device === null)).toEqual([]);
    expect(await total(room.ask('hazmat.stores', {}))).toBe(15);
    // the inventory, and what upgrade programmes have already put in place of the old
    expect(await total(room.ask('equipment.page', {}))).toBe(1_500 + 6);
    expect(await total(room.ask('team.page', {}))).toBe(10);
    const board = await room.ask('team.board', {});
    expect(board.teams.reduce((sum, team) => sum + team.members, 0)).toBe(80);
    const plans = await room.ask('plan.page', { states: ['approved'] });
    expect(plans.total).toBe(6);
    for (const plan of plans.rows) {
      expect(plan.stepCount, plan.key).toBeGreaterThanOrEqual(10);
      expect(plan.stepCount, plan.key).toBeLessThanOrEqual(20);
      expect(plan.approvedBy, plan.key).not.toBe(plan.createdBy);
    }
    const musters = await room.ask('muster.list', {});
    expect(musters.every(({ registered }) => (registered ?? 0) > 0)).toBe(true);
  });

  test('was read a few minutes before it was made, and nothing is wrong there', async () => {
    const room = await signedIn(file, 'observer');
    const flood = await room.ask('flood.board', {});
    for (const gauge of flood.gauges) {
      expect(gauge.level, gauge.place.key).toBe('normal');
      expect(gauge.recent.at(-1)?.at, gauge.place.key).toBe('2026-06-01T05:58:00.000Z');
    }
    const wind = await room.ask('weather.now', {});
    expect(wind?.at).toBe('2026-06-01T05:56:00.000Z');
    // A journal that runs ahead of the clock would hold every time of the room back until it is caught up with.
    const newest = room.site.reader.get<{ at: string }>('SELECT max(at) AS at FROM journal')?.at ?? '';
    expect(newest <= now, newest).toBe(true);
    expect((await room.ask('alarm.open', {})).rows).toEqual([]);
    expect((await room.ask('incident.page', {})).total).toBe(0);
  });

  test('holds no row that its journal does not tell, each at its own time', () => {
    const { site } = roomOn(file);
    const verified = verifySite(site.writer, { structure: true, now });
    expect(verified.faults).toEqual([]);
    const times = site.reader
      .all<{ at: string }>('SELECT at FROM journal WHERE at < ? ORDER BY seq', now)
      .map(({ at }) => at);
    expect(times).toEqual(times.toSorted());
    expect(new Set(times).size).toBe(times.length);
    expect(times[0]?.slice(0, 4)).toBe('2025');
    expect(times.length).toBeGreaterThan(1_000);
  });

  test.each(roles)('signs in its %s with one click', async (role) => {
    const copy = join(folder, `${role}.tocsin`);
    copyFileSync(file, copy);
    const room = await signedIn(copy, role);
    expect(room.seat.state).toMatchObject({ kind: 'signedIn', operator: { role } });
    expect((await room.ask('site.info', {})).sample).toBe(true);
  });

  test('takes up where it stands: a gauge over its threshold proposes the plan', async () => {
    const copy = join(folder, 'flood.tocsin');
    copyFileSync(file, copy);
    const room = await signedIn(copy, 'coordinator');
    const wall = (await room.ask('flood.board', {})).gauges.find(({ place }) => place.key === 'G-07');
    await room.ask('flood.read', { gaugeId: wall?.id ?? '', levelCm: (wall?.watchCm ?? 0) + 5 });
    const proposals = await room.ask('incident.proposals', { type: 'flood', severity: 3 });
    expect(proposals[0]?.title.en).toBe('Flood at the river wall');
  });
});

test('the large site is the same site after years of work, to the numbers asked', async () => {
  const path = join(folder, 'large.tocsin');
  await makeLargeSite(path, Date.parse(now), { equipment: 2_000, entries: 3_000 });
  const room = await signedIn(path, 'coordinator');
  // and the new ones of the upgrade programmes
  expect((await room.ask('equipment.page', {})).total).toBe(2_000 + 4);
  expect(verifySite(room.site.writer, { structure: true, now }).faults).toEqual([]);
  const incidents = await room.ask('incident.page', {});
  expect(incidents.total).toBeGreaterThan(0);
  expect(incidents.rows.every(({ state }) => state === 'closed')).toBe(true);
  expect((await room.ask('journal.page', {})).total).toBeGreaterThan(3_000);
  expect((await room.ask('flood.board', {})).zones).toHaveLength(8);
});
