import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Seat } from '../electron/door.ts';
import { backOffMs, isTimeZone, retirement, type Operator } from '../electron/session/session.ts';
import { siteInTemp, type TestSite } from './builders.ts';

const operator: Operator = {
  id: '01990000-0000-7000-8000-000000000001',
  name: 'Ana',
  role: 'administrator',
  personId: null,
  retiredAt: null,
  version: 3,
};
const other: Operator = { ...operator, id: '01990000-0000-7000-8000-000000000002', name: 'Bojan' };

describe('rules', () => {
  test('wrong tries cost nothing at first, then more each time, never more than an hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000 }), (tries) => {
        expect(backOffMs(tries + 1)).toBeGreaterThanOrEqual(backOffMs(tries));
        expect(backOffMs(tries)).toBeLessThanOrEqual(3_600_000);
        expect(backOffMs(tries) === 0).toBe(tries < 5);
      }),
    );
  });
  test('the last administrator stays, nobody retires themselves, an old version is a conflict', () => {
    expect(retirement(operator, 3, other, 1)).toMatchObject({ refused: 'lastAdministrator' });
    expect(retirement(operator, 3, operator, 2)).toMatchObject({ refused: 'operatorIsYou' });
    expect(retirement(operator, 2, other, 2)).toMatchObject({ refused: 'conflict' });
    expect(retirement(operator, 3, other, 2)).toBeNull();
  });
  test('time zones by their IANA names', () => {
    expect(['Europe/Belgrade', 'Asia/Shanghai', 'UTC'].every(isTimeZone)).toBe(true);
    expect(['', 'Belgrade', 'Europe/Bor', '../etc'].some(isTimeZone)).toBe(false);
  });
});

const created = (site: TestSite, name: string, secret: string, role: Operator['role'] = 'coordinator') =>
  site.call('administrator', 'operator.create', { name, role, secret });

function seatIn(site: TestSite): {
  seat: Seat;
  signIn: (operatorId: string, secret: string) => Promise<string>;
} {
  const seat: Seat = { id: 'seat-1', state: { kind: 'empty' } };
  return {
    seat,
    signIn: async (operatorId, secret) => {
      const result = await site.door.dispatch(seat, 'session.signIn', { operatorId, secret });
      return result.ok ? result.value.kind : result.refusal.refused;
    },
  };
}

test('sign in, lock, unlock, another takes over; and the record says so', async () => {
  const site = siteInTemp();
  const vesna = await created(site, 'Vesna', '482913');
  const marko = await created(site, 'Marko', 'a long passphrase');
  const { seat, signIn } = seatIn(site);
  expect(await signIn(vesna.id, '000000')).toBe('wrongSecret');
  expect(await signIn(vesna.id, '482913')).toBe('signedIn');
  await site.door.dispatch(seat, 'session.lock', {});
  expect(seat.state).toMatchObject({ kind: 'locked', operator: { id: vesna.id } });
  expect((await site.door.dispatch(seat, 'alarm.open', {})).ok).toBe(true);
  expect((await site.door.dispatch(seat, 'weather.now', {})).ok).toBe(true);
  expect(await signIn(vesna.id, 'no such thing')).toBe('wrongSecret');
  expect(seat.state.kind).toBe('locked');
  expect(await signIn(marko.id, 'a long passphrase')).toBe('signedIn');
  expect(seat.state).toMatchObject({ kind: 'signedIn', operator: { id: marko.id } });
  const lines = await site.call('observer', 'journal.page', {});
  expect(lines.rows.map(({ name, byName }) => `${name} ${byName}`).slice(0, 5)).toEqual([
    'session.signIn Marko', 'session.signIn Vesna', 'session.lock Vesna', 'session.signIn Vesna', 'session.signIn Vesna',
  ]); // prettier-ignore
}, 180_000);

test('guessing is slowed down, and a restart does not start it afresh', async () => {
  const site = siteInTemp();
  const vesna = await created(site, 'Vesna', '482913');
  for (let attempt = 1; attempt < 5; attempt += 1)
    expect(await seatIn(site).signIn(vesna.id, '000000')).toBe('wrongSecret');
  expect(await seatIn(site).signIn(vesna.id, '000000')).toBe('signInBlocked');
  site.reopen();
  expect(await seatIn(site).signIn(vesna.id, '482913')).toBe('signInBlocked');
  site.clock.advance(31_000);
  expect(await seatIn(site).signIn(vesna.id, '482913')).toBe('signedIn');
}, 180_000);

test('one’s own secret needs the old one; the administrator gives a new one to who forgot', async () => {
  const site = siteInTemp();
  const vesna = await created(site, 'Vesna', '482913');
  const { seat, signIn } = seatIn(site);
  await signIn(vesna.id, '482913');
  const change = async (old: string, secret: string) => {
    const result = await site.door.dispatch(seat, 'operator.changeSecret', { old, secret });
    return result.ok ? result.value.version : result.refusal.refused;
  };
  expect(await change('111111', '777777')).toBe('wrongSecret');
  expect(await change('482913', '12')).toBe('badInput');
  expect(await change('482913', '777777')).toBe(2);
  expect(await seatIn(site).signIn(vesna.id, '482913')).toBe('wrongSecret');
  const reset = { operatorId: vesna.id, version: 1, secret: 'given at the gate' };
  expect((await site.refusal('administrator', 'operator.resetSecret', reset)).refused).toBe('conflict');
  await site.call('administrator', 'operator.resetSecret', { ...reset, version: 2 });
  expect(await seatIn(site).signIn(vesna.id, 'given at the gate')).toBe('signedIn');
}, 180_000);

test('who is retired cannot sign in, and keeps the name', async () => {
  const site = siteInTemp();
  const vesna = await created(site, 'Vesna', '482913', 'administrator');
  const own = { operatorId: site.operators.administrator.id, version: 1 };
  expect((await site.refusal('administrator', 'operator.retire', own)).refused).toBe('operatorIsYou');
  await site.call('administrator', 'operator.retire', { operatorId: vesna.id, version: 1 });
  expect(await seatIn(site).signIn(vesna.id, '482913')).toBe('wrongSecret');
  expect((await site.refusal('administrator', 'operator.retire', own)).refused).toBe('lastAdministrator');
  const again = { name: 'Vesna', role: 'observer', secret: '123456' };
  expect((await site.refusal('administrator', 'operator.create', again)).refused).toBe('operatorNameTaken');
  const page = await site.call('administrator', 'operator.page', {});
  expect(page.rows.at(-1)).toMatchObject({ name: 'Vesna', retiredAt: '2026-06-01T06:00:00.000Z' });
  expect((await site.call('observer', 'session.operators', {})).some(({ name }) => name === 'Vesna')).toBe(
    false,
  );
}, 180_000);

test('no secret and no hash ever leaves through the door or into the record', async () => {
  const site = siteInTemp();
  const vesna = await created(site, 'Vesna', 'a rather secret phrase');
  await seatIn(site).signIn(vesna.id, 'another secret phrase');
  const told = JSON.stringify([
    await site.call('administrator', 'operator.page', {}),
    await site.call('observer', 'session.operators', {}),
    await site.call('administrator', 'journal.page', { limit: 200 }),
  ]);
  expect(told).not.toMatch(/secret phrase|secretHash|secretSalt|salt/);
}, 180_000);

test('the site is changed by one administrator at a time', async () => {
  const site = siteInTemp();
  const given = { version: 1, name: 'Bor North', timeZone: 'Europe/Belgrade', idleMinutes: 3 };
  await site.call('administrator', 'site.change', given);
  expect(await site.call('observer', 'site.info', {})).toMatchObject({
    name: 'Bor North',
    idleMinutes: 3,
    version: 2,
  });
  expect((await site.refusal('administrator', 'site.change', given)).refused).toBe('conflict');
  const lost = { ...given, version: 2, timeZone: 'Europe/Bor' };
  expect((await site.refusal('administrator', 'site.change', lost)).refused).toBe('unknownTimeZone');
  expect(
    (await site.refusal('administrator', 'site.change', { ...given, version: 2, idleMinutes: 0 })).refused,
  ).toBe('badInput');
});
