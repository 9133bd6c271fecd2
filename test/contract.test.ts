import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contract, type Name } from '../electron/contract.ts';
import type { Seat } from '../electron/door.ts';
import { chainHead } from '../electron/journal/journal-store.ts';
import { roles, type Role } from '../electron/session/session.ts';
import { languages, translator } from '../renderer/locales/index.ts';
import { siteInTemp, type TestSite } from './builders.ts';
import { inputOf } from './input-arbitrary.ts';

const names = Object.keys(contract) as Name[];
const lineOf = (name: Name) => contract[name] as (typeof contract)[Name];

/** One that may call it. */
function roleFor(name: Name): Role {
  const { access } = lineOf(name);
  return access === 'anyone' || access === 'signedIn' ? 'administrator' : (access[0] as Role);
}
const head = (site: TestSite) => chainHead(site.site.writer).link;

async function codeOf(site: TestSite, seat: Seat, name: string, input: unknown): Promise<string> {
  const result = await site.door.dispatch(seat, name as Name, input);
  return result.ok ? 'ok' : result.refusal.refused;
}

/** Refused with this code, and not one byte of the record different. */
async function refused(
  site: TestSite,
  seat: Seat,
  name: string,
  input: unknown,
  code: string,
): Promise<void> {
  const before = head(site);
  expect({ name, code: await codeOf(site, seat, name, input) }).toEqual({ name, code });
  expect(head(site)).toBe(before);
}

describe('every name of the contract', () => {
  const site = siteInTemp();
  const empty: Seat = { id: 'seat-e', state: { kind: 'empty' } };
  const locked: Seat = {
    id: 'seat-l',
    state: { kind: 'locked', operator: site.operators.administrator, since: '2026-06-01T06:00:00.000Z' },
  };

  test('is refused to a seat at which nobody is signed in, and to a locked one', async () => {
    for (const name of names) {
      if (lineOf(name).access === 'anyone') continue;
      await refused(site, empty, name, {}, 'notSignedIn');
      await refused(site, locked, name, {}, 'locked');
    }
  });

  test('is open to anyone only where this list says so, and why', () => {
    expect(names.filter((name) => lineOf(name).access === 'anyone').sort()).toEqual([
      // Alarms, a dam's clock, drills and wind are shown on a locked seat.
      'alarm.open',
      'breach.running',
      'drill.now',
      // Sign-in and first start come before there is an operator.
      'session.firstStart',
      'session.operators',
      // A screen that fails tells the log.
      'session.reportBug',
      'session.signIn',
      'session.signInDemo',
      'session.state',
      // A damaged site says so before anyone signs in.
      'site.health',
      'site.info',
      // First start, before there is an operator; refused once there is one.
      'site.openSample',
      'weather.now',
    ]);
  });

  test('is refused to every role that it does not name', async () => {
    for (const name of names) {
      const { access } = lineOf(name);
      if (access === 'anyone' || access === 'signedIn') continue;
      for (const role of roles)
        if (!access.includes(role)) await refused(site, site.seatOf(role), name, {}, 'wrongRole');
    }
  });

  test('is refused input that its schema does not know', async () => {
    for (const name of names) {
      const { input } = lineOf(name);
      const seat = site.seatOf(roleFor(name));
      const strange = fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
        withSparseArray: true,
      });
      await fc.assert(
        fc.asyncProperty(strange, async (junk) => {
          fc.pre(!input.safeParse(junk).success);
          await refused(site, seat, name, junk, 'badInput');
        }),
        { numRuns: 25, examples: [[undefined], [null], [''], [0], [[]], [Number.NaN], ['{}']] },
      );
    }
  });

  test('is refused input larger or deeper than it may be, before it is read', async () => {
    const deep = Array.from({ length: 60 }).reduce<unknown>((inside) => ({ inside }), 'x');
    const around: Record<string, unknown> = {};
    around['self'] = around;
    for (const name of names) {
      const seat = site.seatOf(roleFor(name));
      await refused(site, seat, name, { text: 'a'.repeat(lineOf(name).maxBytes + 1) }, 'tooLarge');
      await refused(site, seat, name, { bytes: new Uint8Array(lineOf(name).maxBytes + 1) }, 'tooLarge');
      await refused(site, seat, name, deep, 'tooLarge');
      await refused(site, seat, name, around, 'tooLarge');
    }
  });
});

test('a name that is not in the contract is refused, whatever it looks like', async () => {
  const site = siteInTemp();
  const seat = site.seatOf('administrator');
  for (const name of [
    '',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'incident',
    'incident.Declare',
    'incident.declare ',
    'x'.repeat(100_000),
  ])
    await refused(site, seat, name, {}, 'unknownName');
  for (const name of [
    undefined,
    null,
    7,
    {},
    [],
    ['incident.page'],
    { toString: () => 'incident.page' },
    Symbol('incident.page'),
  ])
    await refused(site, seat, name as string, {}, 'unknownName');
});

test('every command of the journal has words in every language', () => {
  for (const language of languages) {
    const words = translator(language);
    for (const name of names) {
      if (lineOf(name).kind !== 'command') continue;
      expect(words(`journal.command.${name}`), `${name} in ${language}`).not.toMatch(/journal|^$/);
    }
  }
});

/** Names whose work is outside the site file and needs a window; each has its own end-to-end test. */
const needsWindow = new Set<Name>(['basemap.choose', 'evidence.export', 'backup.restore']);

describe('input that the schema takes and that means nothing', () => {
  const site = siteInTemp({ sample: true });
  for (const name of names) {
    if (needsWindow.has(name)) continue;
    test(`${name} answers it with a value or a reason, never by failing`, async () => {
      const line = lineOf(name);
      // Key stretching and threads of their own.
      const slow = /^(operator|backup|basemap)\.|^session\.(firstStart|signIn)$|^journal\.verify$/.test(name);
      await fc.assert(
        fc.asyncProperty(inputOf(line.input), async (input) => {
          fc.pre(line.input.safeParse(input).success);
          const before = head(site);
          const code = await codeOf(site, site.seatOf(roleFor(name)), name, input);
          expect(code).not.toBe('bug');
          if (code !== 'ok') expect(head(site)).toBe(before);
        }),
        { numRuns: slow ? 2 : 25, maxSkipsPerRun: 500 },
      );
    });
  }
});
