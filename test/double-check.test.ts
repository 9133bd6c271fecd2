import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listFault, shippedList, workKinds, type CheckItem } from '../electron/double-check/check-list.ts';
import { worksOn } from '../electron/double-check/answers.ts';
import type { CheckLine } from '../electron/double-check/double-check.ts';
import { protectionFor } from '../electron/double-check/protection.ts';
import type { Input } from '../electron/contract.ts';
import type { Role } from '../electron/session/session.ts';
import type { TestSite } from './builders.ts';
import { addShipped, addStore, hazmatSite, link, moved, named, receive, square } from './hazmat-ground.ts';

const minuteMs = 60_000;
const hot = shippedList('hotWork').content;

const inMinutes = (site: TestSite, minutes: number): string =>
  new Date(site.clock.nowMs() + minutes * minuteMs).toISOString();

/** An answer that is in order. */
function good(item: CheckItem): Omit<Input<'doubleCheck.answer'>, 'id' | 'part'> {
  const value = item.measure === null ? null : item.measure.unit === 'percentO2' ? 20.9 : 0;
  return { itemKey: item.key, outcome: 'yes', value, said: item.kind === 'name' ? 'Zoran Ilić' : '' };
}

async function place(site: TestSite, key = 'B-1', eastM = 500): Promise<string> {
  const geometry = square(eastM);
  return (await site.call('planner', 'place.add', { key, kind: 'building', names: named(key), geometry })).id;
}

async function draft(
  site: TestSite,
  more: Partial<Input<'doubleCheck.add'>> = {},
  role: Role = 'hazmatKeeper',
): Promise<CheckLine> {
  const placeId = more.placeId ?? (await place(site));
  return site.call(role, 'doubleCheck.add', {
    kind: 'hotWork', title: 'Weld the bracket', placeId, workers: 'Dragan Kos, Ivan Rak', method: 'welding', substances: [],
    plannedFrom: inMinutes(site, 0), plannedTo: inMinutes(site, 240), ...more,
  }); // prettier-ignore
}

async function answerAll(site: TestSite, id: string, part: 'first' | 'second', role: Role): Promise<void> {
  const detail = await site.call(role, 'doubleCheck.one', { id });
  for (const item of detail!.list.items) {
    site.clock.advance(1000);
    await site.call(role, 'doubleCheck.answer', { id, part, ...good(item) });
  }
}

const versionOf = async (site: TestSite, id: string): Promise<{ id: string; version: number }> => ({
  id,
  version: (await site.call('observer', 'doubleCheck.one', { id }))!.version,
});

async function askFor(site: TestSite, id: string, role: Role = 'hazmatKeeper'): Promise<CheckLine> {
  return site.call(role, 'doubleCheck.ask', await versionOf(site, id));
}

const seenOf = ({ id, version, confirmation }: CheckLine): Input<'doubleCheck.confirm'> => ({
  id,
  version,
  contentHash: confirmation!.contentHash,
  confirmationVersion: confirmation!.version,
});

async function waiting(site: TestSite, more: Partial<Input<'doubleCheck.add'>> = {}): Promise<CheckLine> {
  const { id } = await draft(site, more);
  await answerAll(site, id, 'first', 'hazmatKeeper');
  return askFor(site, id);
}

async function allowed(site: TestSite, more: Partial<Input<'doubleCheck.add'>> = {}): Promise<CheckLine> {
  const line = await waiting(site, more);
  await answerAll(site, line.id, 'second', 'safetyOfficer');
  return site.call('safetyOfficer', 'doubleCheck.confirm', seenOf(line));
}

async function underWay(site: TestSite, more: Partial<Input<'doubleCheck.add'>> = {}): Promise<CheckLine> {
  const { id, version } = await allowed(site, more);
  return site.call('coordinator', 'doubleCheck.begin', { id, version });
}

const alarmsOf = async (site: TestSite): Promise<string[]> =>
  (await site.call('observer', 'alarm.open', {})).rows.flatMap(({ cause }) =>
    typeof cause === 'object' && cause.key.startsWith('doubleCheck') ? [cause.key.split('.')[2]!] : [],
  );

describe('from a draft to its end', () => {
  test('two lists, work, fire watch, closed', async () => {
    const site = await hazmatSite();
    const line = await waiting(site);
    expect(line).toMatchObject({ state: 'waiting', number: 1, answered: hot.items.length });
    // The second sees nothing of the first list until their own is whole.
    expect((await site.call('safetyOfficer', 'doubleCheck.one', { id: line.id }))!.first).toBeNull();
    expect((await site.refusal('safetyOfficer', 'doubleCheck.confirm', seenOf(line))).refused).toBe('checkOpenItems');
    await answerAll(site, line.id, 'second', 'safetyOfficer');
    expect((await site.call('safetyOfficer', 'doubleCheck.one', { id: line.id }))!.first).toHaveLength(hot.items.length);
    const go = await site.call('safetyOfficer', 'doubleCheck.confirm', seenOf(line));
    expect(go).toMatchObject({ state: 'allowed', endsByTest: true });
    const work = await site.call('coordinator', 'doubleCheck.begin', { id: go.id, version: go.version });
    const watch = await site.call('coordinator', 'doubleCheck.finish', { id: go.id, version: work.version });
    expect(watch.state).toBe('fireWatch');
    const early = await site.refusal('coordinator', 'doubleCheck.close', { id: go.id, version: watch.version });
    expect(early).toEqual({ refused: 'checkWatchRuns', facts: { at: watch.monitorUntil } });
    site.clock.advance((hot.watchMinutes + hot.monitorMinutes) * minuteMs);
    expect(await alarmsOf(site)).toEqual([]);
    site.clock.advance(11 * minuteMs);
    expect(await alarmsOf(site)).toEqual(['watchOver']);
    const end = await site.call('coordinator', 'doubleCheck.close', { id: go.id, version: watch.version, note: 'cold' });
    expect(end).toMatchObject({ state: 'closed', closeNote: 'cold', closedByName: 'coordinator' });
    const late = await site.refusal('observer', 'doubleCheck.stop', { id: go.id, reason: 'smoke' });
    expect(late).toMatchObject({ refused: 'checkState', facts: { workState: 'closed' } });
  }); // prettier-ignore

  test('chemicals: what must not meet, what to wear, closed without a watch', async () => {
    const site = await hazmatSite();
    const [acid, hypo] = [await addShipped(site, 'h2so4'), await addShipped(site, 'nacn')];
    const store = await addStore(site, 'H-01', square(0));
    await moved(site, receive(hypo, store, 1, { vessel: 0.1 }));
    const used = [{ substanceId: acid, amount: 20, unit: 'kg' as const }];
    const base = { kind: 'chemicalUse', method: 'dosing', substances: used, title: 'Dose acid' } as const;
    expect(await site.refusal('hazmatKeeper', 'doubleCheck.add', { ...base, substances: [], workers: 'A', placeId: store, plannedFrom: inMinutes(site, 0), plannedTo: inMinutes(site, 60) })).toMatchObject({ refused: 'checkNoSubstance' });
    const inside = await draft(site, { ...base, placeId: store });
    await answerAll(site, inside.id, 'first', 'hazmatKeeper');
    const version = (await site.call('observer', 'doubleCheck.one', { id: inside.id }))!.version;
    expect(await site.refusal('hazmatKeeper', 'doubleCheck.ask', { id: inside.id, version })).toMatchObject({
      refused: 'checkForbiddenBeside',
      facts: { store: 'H-01' },
    });
    // Near it: somebody has to say how the two are kept apart.
    const near = await draft(site, { ...base, placeId: await place(site, 'B-2', 14) });
    await answerAll(site, near.id, 'first', 'hazmatKeeper');
    const detail = (await site.call('hazmatKeeper', 'doubleCheck.one', { id: near.id }))!;
    expect(detail.surroundings.beside).toMatchObject([{ storeKey: 'H-01', forbidden: false }]);
    expect(detail.surroundings.protection).toContain('faceShield');
    expect((await site.refusal('hazmatKeeper', 'doubleCheck.ask', await versionOf(site, near.id))).refused).toBe('checkSayHowAway');
    await site.call('hazmatKeeper', 'doubleCheck.answer', { id: near.id, part: 'first', itemKey: 'apart', outcome: 'yes', note: 'door shut, bunded tray' });
    const line = await askFor(site, near.id);
    await answerAll(site, line.id, 'second', 'safetyOfficer');
    const go = await site.call('safetyOfficer', 'doubleCheck.confirm', seenOf(line));
    const work = await site.call('hazmatKeeper', 'doubleCheck.begin', { id: go.id, version: go.version });
    const end = await site.call('hazmatKeeper', 'doubleCheck.finish', { id: go.id, version: work.version, note: 'rinsed' });
    expect(end).toMatchObject({ state: 'closed', watchUntil: null });
  }); // prettier-ignore

  test('what lies beside it changes under the request, or under the permission: it is asked again', async () => {
    const site = await hazmatSite();
    const diesel = await addShipped(site, 'diesel');
    const store = await addStore(site, 'H-02', square(515));
    const line = await waiting(site);
    await answerAll(site, line.id, 'second', 'safetyOfficer');
    await moved(site, receive(diesel, store, 1, { vessel: 0.2 }));
    expect((await site.call('safetyOfficer', 'doubleCheck.one', { id: line.id }))!).toMatchObject({ unchanged: false, surroundings: { beside: [{ storeKey: 'H-02', metres: 5 }] } });
    expect((await site.refusal('safetyOfficer', 'doubleCheck.confirm', seenOf(line))).refused).toBe('confirmChanged');
    expect((await site.refusal('hazmatKeeper', 'doubleCheck.ask', await versionOf(site, line.id))).refused).toBe('checkSayHowAway');
  }); // prettier-ignore
});

describe('a list', () => {
  test('a bad value is refused in a sentence, and so is what does not fit its line', async () => {
    const site = await hazmatSite();
    const { id } = await draft(site);
    const give = (itemKey: string, more: object) =>
      site.refusal('hazmatKeeper', 'doubleCheck.answer', { id, part: 'first', itemKey, outcome: 'yes', ...more });
    expect(await give('gas', { value: 14 })).toMatchObject({
      refused: 'checkAboveLimit',
      facts: { value: 14, limit: 10, unit: 'percentLel' },
    });
    expect((await give('gas', { value: -1 })).refused).toBe('checkBelowLimit');
    expect((await give('oxygen', { value: 24 })).refused).toBe('checkAboveLimit');
    expect((await give('gas', {})).refused).toBe('checkNoValue');
    expect((await give('fireWatch', { said: '' })).refused).toBe('checkNoName');
    // Whoever watches does nothing else.
    expect(await give('fireWatch', { said: 'ivan  rak' })).toMatchObject({ refused: 'checkNameWorks' });
    expect((await give('extinguisher', { outcome: 'notApplicable', note: 'x' })).refused).toBe('checkNotSkippable');
    expect((await give('vessels', { outcome: 'notApplicable' })).refused).toBe('checkSkipReason');
    expect((await give('nothing', {})).refused).toBe('checkNoItem');
    await site.call('hazmatKeeper', 'doubleCheck.answer', { id, part: 'first', itemKey: 'gas', outcome: 'no', value: 30 });
    const open = await site.refusal('hazmatKeeper', 'doubleCheck.ask', { id, version: 1 });
    expect(open).toMatchObject({ refused: 'checkOpenItems', facts: { count: hot.items.length - 1 } });
  }); // prettier-ignore

  test('what is not in order, or was ticked by another hand, cannot be asked', async () => {
    const site = await hazmatSite();
    const { id } = await draft(site);
    await answerAll(site, id, 'first', 'hazmatKeeper');
    const no = { id, part: 'first', itemKey: 'openings', outcome: 'no' } as const;
    await site.call('hazmatKeeper', 'doubleCheck.answer', no);
    expect((await site.refusal('hazmatKeeper', 'doubleCheck.ask', { id, version: 1 })).refused).toBe('checkNotInOrder');
    await site.call('safetyOfficer', 'doubleCheck.answer', { ...no, outcome: 'yes' });
    expect((await site.refusal('hazmatKeeper', 'doubleCheck.ask', { id, version: 1 })).refused).toBe('checkOtherHand');
    expect((await site.refusal('equipmentManager', 'doubleCheck.ask', { id, version: 1 })).refused).toBe('checkOtherHand');
  }); // prettier-ignore

  test('a difference is settled: another value by a word, a yes against a no never', async () => {
    const site = await hazmatSite();
    const line = await waiting(site);
    const { id } = line;
    await answerAll(site, id, 'second', 'safetyOfficer');
    const say = (itemKey: string, more: Partial<Input<'doubleCheck.answer'>>) =>
      site.call('safetyOfficer', 'doubleCheck.answer', {
        id,
        part: 'second',
        itemKey,
        outcome: 'yes',
        ...more,
      });
    await say('gas', { value: 6 });
    const differs = await site.refusal('safetyOfficer', 'doubleCheck.confirm', seenOf(line));
    expect(differs).toMatchObject({ refused: 'checkDiffers', facts: { count: 1 } });
    await say('gas', { value: 6, note: 'under the flange' });
    await say('fireWatch', { said: 'Petar Lux' });
    expect((await site.refusal('safetyOfficer', 'doubleCheck.confirm', seenOf(line))).refused).toBe(
      'checkDiffers',
    );
    await say('fireWatch', { said: 'zoran ilić' });
    await say('vessels', { outcome: 'notApplicable', note: 'no vessel here' });
    expect((await site.refusal('safetyOfficer', 'doubleCheck.confirm', seenOf(line))).refused).toBe(
      'checkDiffers',
    );
    await say('vessels', {});
    expect((await site.call('safetyOfficer', 'doubleCheck.confirm', seenOf(line))).state).toBe('allowed');
  });

  test('a new edition holds for what is written after it; two writers do not undo each other', async () => {
    const site = await hazmatSite();
    const old = await draft(site);
    const content = { ...hot, watchMinutes: 90 };
    const made = await site.call('safetyOfficer', 'checkList.change', { kind: 'hotWork', edition: 0, content });
    expect(made.edition).toBe(1);
    expect((await site.refusal('safetyOfficer', 'checkList.change', { kind: 'hotWork', edition: 0, content })).refused).toBe('conflict');
    const fresh = await draft(site, { placeId: old.placeId });
    const list = async (id: string) => (await site.call('observer', 'doubleCheck.one', { id }))!.list.watchMinutes;
    expect([await list(old.id), await list(fresh.id)]).toEqual([60, 90]);
    const refused = (part: Partial<typeof content>) =>
      site.refusal('safetyOfficer', 'checkList.change', { kind: 'hotWork', edition: 1, content: { ...content, ...part } });
    expect((await refused({ watchMinutes: 0 })).refused).toBe('checkListNoWatch');
    expect((await refused({ items: hot.items.filter(({ key }) => key !== 'gas') })).refused).toBe('checkListNoGas');
    expect((await refused({ items: [...hot.items, hot.items[0]!] })).refused).toBe('checkListTwice');
    expect((await refused({ items: hot.items.map((one) => ({ ...one, measure: null })) })).refused).toBe('checkListMeasure');
  }); // prettier-ignore

  test('the shipped lists are sound', () => {
    for (const kind of workKinds) expect(listFault(kind, shippedList(kind).content)).toBeNull();
  });
});

describe('time', () => {
  test('planned wrongly', async () => {
    const site = await hazmatSite();
    const placeId = await place(site);
    const plan = async (from: number, to: number) =>
      (
        await site.refusal('hazmatKeeper', 'doubleCheck.add', {
          kind: 'hotWork', title: 'T', placeId, workers: 'W', method: 'welding', plannedFrom: inMinutes(site, from), plannedTo: inMinutes(site, to),
        })
      ).refused; // prettier-ignore
    expect(await plan(60, 60)).toBe('checkEndsBefore');
    expect(await plan(-60, -5)).toBe('checkOver');
    expect(await plan(0, 13 * 60)).toBe('checkTooLong');
  });

  test('nobody answers; it is late, then expires, and can be asked again', async () => {
    const site = await hazmatSite();
    const line = await waiting(site);
    site.clock.advance(16 * minuteMs);
    expect(await alarmsOf(site)).toEqual(['late']);
    site.clock.advance(50 * minuteMs);
    expect(await alarmsOf(site)).toEqual(['unanswered']);
    const detail = (await site.call('hazmatKeeper', 'doubleCheck.one', { id: line.id }))!;
    expect((await site.refusal('safetyOfficer', 'doubleCheck.answer', { id: line.id, part: 'second', ...good(detail.list.items[0]!) })).refused).toBe('checkNotAsked');
    // The test of the gas is too old by then.
    expect((await site.refusal('hazmatKeeper', 'doubleCheck.ask', { id: line.id, version: detail.version })).refused).toBe('checkTestOld');
    await answerAll(site, line.id, 'first', 'hazmatKeeper');
    expect((await askFor(site, line.id)).state).toBe('waiting');
  }); // prettier-ignore

  test('an old test: work does not begin; under way it is an alarm, and a new test heals it or stops the work', async () => {
    const site = await hazmatSite();
    const go = await allowed(site);
    site.clock.advance(61 * minuteMs);
    expect((await site.refusal('coordinator', 'doubleCheck.begin', { id: go.id, version: go.version })).refused).toBe('checkTestOld');
    await site.call('coordinator', 'doubleCheck.stop', { id: go.id, reason: 'not today' });
    const work = await underWay(site, { placeId: go.placeId });
    site.clock.advance(61 * minuteMs);
    expect(await alarmsOf(site)).toEqual(['testOld']);
    await site.call('coordinator', 'doubleCheck.measure', { id: work.id, itemKey: 'gas', value: 1 });
    await site.call('coordinator', 'doubleCheck.measure', { id: work.id, itemKey: 'oxygen', value: 20.8 });
    expect(await alarmsOf(site)).toEqual([]);
    const bad = await site.call('coordinator', 'doubleCheck.measure', { id: work.id, itemKey: 'gas', value: 12 });
    expect(bad).toMatchObject({ state: 'stopped', stopCause: 'test' });
    expect(bad.watchUntil).not.toBeNull();
  }); // prettier-ignore

  test('work goes on past its end', async () => {
    const site = await hazmatSite();
    await underWay(site, { plannedTo: inMinutes(site, 30) });
    site.clock.advance(30 * minuteMs);
    expect(await alarmsOf(site)).toEqual(['overEnd']);
  });
});

test('an incident near by: the work is named, an alarm calls for its stop, and nothing begins', async () => {
  const site = await hazmatSite();
  const work = await underWay(site);
  const other = await allowed(site, { placeId: await place(site, 'B-7', 530) });
  const far = await underWay(site, { placeId: await place(site, 'B-9', 2000) });
  const placeId = await place(site, 'B-8', 560);
  const incident = await site.call('coordinator', 'incident.declare', { type: 'fire', placeId, severity: 2, note: 'Smoke' });
  expect((await alarmsOf(site)).toSorted()).toEqual(['near', 'near']);
  const near = await site.call('observer', 'doubleCheck.near', { incidentId: incident.id });
  expect(near.map(({ id, metres }) => [id, metres])).toEqual([[other.id, 20], [work.id, 50]]);
  expect(near.some(({ id }) => id === far.id)).toBe(false);
  expect((await site.refusal('coordinator', 'doubleCheck.begin', { id: other.id, version: other.version })).refused).toBe('checkIncidentNear');
  // Whoever sits here may stop it.
  const end = await site.call('observer', 'doubleCheck.stop', { id: work.id, reason: 'smoke next door' });
  expect(end).toMatchObject({ state: 'stopped', stoppedByName: 'observer', stopReason: 'smoke next door' });
}); // prettier-ignore

test('the second person is another person, and none of those who work', async () => {
  const site = await hazmatSite();
  const line = await waiting(site, { workers: 'Dragan Kos, safetyOfficer' });
  const item = hot.items[0]!;
  const answer = { id: line.id, part: 'second' as const, ...good(item) };
  expect((await site.refusal('hazmatKeeper', 'doubleCheck.answer', answer)).refused).toBe('confirmSelf');
  expect((await site.refusal('coordinator', 'doubleCheck.answer', answer)).refused).toBe('confirmNotLinked');
  await link(site, 'coordinator', line.confirmation!.askedPersonId);
  expect((await site.refusal('coordinator', 'doubleCheck.answer', answer)).refused).toBe('confirmSamePerson');
  await answerAll(site, line.id, 'second', 'safetyOfficer');
  expect((await site.refusal('safetyOfficer', 'doubleCheck.confirm', seenOf(line))).refused).toBe(
    'checkSecondWorks',
  );
  const no = { ...seenOf(line), reason: 'I weld there myself' };
  expect((await site.call('safetyOfficer', 'doubleCheck.refuse', no)).state).toBe('draft');
  expect(worksOn('Dragan Kos i Ivan Rak', 'IVAN RAK')).toBe(true);
});

test('what is worn follows from the statements of all substances', () => {
  const one = { hazardClass: '8', subsidiary: [], form: 'liquid' as const, hStatements: ['H314'] };
  expect(protectionFor([one])).toEqual(['faceShield', 'goggles', 'chemicalGloves', 'apron']);
  expect(protectionFor([{ ...one, hStatements: [], hazardClass: '2.3' }])).toEqual([
    'breathing',
    'chemicalGloves',
  ]);
});

/** Roles by account: the keeper and the planner are one person, the safety officer another, the coordinator nobody. */
const who = fc.constantFrom<Role>('hazmatKeeper', 'planner', 'safetyOfficer', 'coordinator');
const move = fc.oneof(
  fc.record({ do: fc.constant('answer' as const), who, part: fc.constantFrom('first' as const, 'second' as const), all: fc.constantFrom(true, true, false), item: fc.nat({ max: 12 }) }),
  fc.record({ do: fc.constantFrom('ask' as const, 'confirm' as const, 'begin' as const, 'withdraw' as const, 'refuse' as const), who, old: fc.constantFrom(false, false, false, true) }),
  fc.record({ do: fc.constant('change' as const), who }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 20, 45, 70) }),
); // prettier-ignore

test('no interleaving lets work begin without two different persons, in time, over the same list', async () => {
  let began = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 6, maxLength: 26 }), fc.boolean(), async (moves, prepared) => {
      const site = await hazmatSite();
      const keeper = (await site.call('administrator', 'operator.page', {})).rows.find(({ name }) => name === 'hazmatKeeper');
      await link(site, 'planner', keeper!.personId!);
      const { id } = prepared ? await waiting(site) : await draft(site);
      let seen: CheckLine = (await site.call('observer', 'doubleCheck.one', { id }))!;
      /** The list as another person confirmed it. */
      let agreed: string | null = null;
      const content = async (): Promise<string> => {
        const { title, first } = (await site.call('hazmatKeeper', 'doubleCheck.one', { id }))!;
        return JSON.stringify([title, first]);
      };
      for (const one of moves) {
        if (one.do === 'wait') {
          site.clock.advance(one.minutes * minuteMs);
          continue;
        }
        const seat = site.seatOf(one.who);
        const now = (await site.call('observer', 'doubleCheck.one', { id }))!;
        if (one.do === 'answer') {
          for (const item of one.all ? hot.items : [hot.items[one.item]!])
            await site.door.dispatch(seat, 'doubleCheck.answer', { id, part: one.part, ...good(item) });
          continue;
        }
        if (one.do === 'change') {
          const { version, placeId, workers, method, plannedFrom, plannedTo } = now;
          await site.door.dispatch(seat, 'doubleCheck.change', {
            id, version, title: `Weld ${site.clock.nowMs()}`, placeId, workers, method, substances: [], plannedFrom, plannedTo,
          });
          continue;
        }
        const line = one.old ? seen : now;
        if (!one.old) seen = now;
        const input = line.confirmation && (one.do === 'confirm' || one.do === 'refuse')
          ? { ...seenOf(line), ...(one.do === 'refuse' ? { reason: 'no' } : {}) }
          : { id, version: line.version };
        const result = await site.door.dispatch(seat, `doubleCheck.${one.do}`, input);
        if (!result.ok) continue;
        const after = (await site.call('observer', 'doubleCheck.one', { id }))!;
        if (one.do === 'confirm') agreed = await content();
        if (one.do !== 'begin') continue;
        began += 1;
        const { askedPersonId, askedBy, decidedBy, decidedPersonId, state, expiresAt, decidedAt } = after.confirmation!;
        expect(state).toBe('confirmed');
        expect(decidedPersonId).not.toBe(askedPersonId);
        expect(decidedBy).not.toBe(askedBy);
        expect(decidedPersonId).not.toBeNull();
        expect(decidedAt! < expiresAt).toBe(true);
        expect(after.validUntil > after.begunAt!).toBe(true);
        expect(await content()).toBe(agreed);
        break;
      }
      site.close();
    }),
    { numRuns: 25, examples: [[[
      { do: 'answer', who: 'safetyOfficer', part: 'second', all: true, item: 0 },
      { do: 'confirm', who: 'safetyOfficer', old: false },
      { do: 'begin', who: 'hazmatKeeper', old: false },
    ], true]] },
  );
  // It must have happened at all, or nothing was shown.
  expect(began).toBeGreaterThan(0);
}, 120_000); // prettier-ignore
