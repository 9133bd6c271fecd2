import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  changesBetween,
  checkedFigures,
  figures,
  policyWith,
  type PolicyLine,
} from '../electron/hazmat/policy.ts';
import { shippedPolicy } from '../electron/hazmat/segregation.ts';
import { isRefusal } from '../electron/refusal.ts';
import type { TestSite } from './builders.ts';
import { addShipped, addStore, hazmatSite, link, moved, receive, square } from './hazmat-ground.ts';

const pair = 'pair.chlorine-ammonia.minM';

const valueFor = ({ unit, min, max }: (typeof figures)[number]) =>
  unit === 'sameStore'
    ? fc.constantFrom('condition' as const, 'forbidden' as const)
    : fc.double({ min, max, noNaN: true });
const anyFigures = fc
  .subarray([...figures])
  .chain((some) => fc.record(Object.fromEntries(some.map((figure) => [figure.name, valueFor(figure)]))));

test('figures make a policy and nothing else of it changes; without any it is the shipped one', () => {
  expect(policyWith({})).toBe(shippedPolicy);
  fc.assert(
    fc.property(anyFigures, (given) => {
      const kept = checkedFigures(given);
      expect(isRefusal(kept)).toBe(false);
      if (isRefusal(kept)) return;
      const policy = policyWith(kept);
      expect([...policy.own].sort()).toEqual(Object.keys(kept).sort());
      for (const { id, minM } of policy.pairs)
        expect(minM).toBe(kept[`pair.${id}.minM`] ?? shippedPolicy.pairs.find((one) => one.id === id)?.minM);
      for (const code of ['1', '2', '3', '4'] as const)
        expect(policy.shore[code]).toEqual({
          sameStore: kept[`shore.${code}.sameStore`] ?? shippedPolicy.shore[code].sameStore,
          minM: kept[`shore.${code}.minM`] ?? shippedPolicy.shore[code].minM,
        });
      expect(changesBetween({}, kept).map(({ name }) => name).sort()).toEqual(Object.keys(kept).sort());
      expect(changesBetween(kept, kept)).toEqual([]);
    }),
  );
}); // prettier-ignore

test.each([
  [{ 'pair.tea-biscuits.minM': 3 }, 'policyUnknownFigure'],
  [{ [pair]: 'forbidden' as const }, 'policyUnknownFigure'],
  [{ 'shore.2.sameStore': 5 }, 'policyUnknownFigure'],
  [{ [pair]: -1 }, 'policyRange'],
  [{ [pair]: 50_000 }, 'policyRange'],
  [{ 'limit.bundShare': 0.9 }, 'policyRange'],
  [{ 'limit.explosiveFactor': Number.NaN }, 'policyRange'],
])('%o is refused as %s', (given, code) => {
  expect(checkedFigures(given)).toMatchObject({ refused: code });
});

test('asking for less than shipped is said to be looser, up or down as the figure goes', () => {
  const looser = (after: Record<string, number | 'condition' | 'forbidden'>): boolean | undefined =>
    changesBetween({}, after)[0]?.looser;
  expect(looser({ [pair]: 1 })).toBe(true);
  expect(looser({ [pair]: 100 })).toBe(false);
  expect(looser({ 'limit.drumM3': 1 })).toBe(true);
  expect(looser({ 'shore.2.sameStore': 'condition' })).toBe(true);
  expect(looser({ 'shore.1.sameStore': 'forbidden' })).toBe(false);
});

const seenOf = ({ id, version, confirmation }: PolicyLine) => ({
  id,
  version,
  contentHash: confirmation!.contentHash,
  confirmationVersion: confirmation!.version,
});
const propose = (site: TestSite, own: Record<string, number>, baseId: string | null = null) =>
  site.call('hazmatKeeper', 'hazmatPolicy.propose', { baseId, figures: own, reason: 'Fire brigade, 12 May' });

test('two people change the rules; every assessment goes by them and says so; then back to the shipped ones', async () => {
  const site = await hazmatSite();
  // 40 m apart: allowed by the shipped 25 m, not by the site's own 60 m.
  const stores = [await addStore(site, 'H-01', square(0)), await addStore(site, 'H-02', square(50))];
  const chlorine = await addShipped(site, 'chlorine');
  await moved(site, receive(await addShipped(site, 'ammonia'), stores[1]!, 1));
  const request = receive(chlorine, stores[0]!, 1);
  const judge = () =>
    site.call('observer', 'movement.judge', {
      substanceId: chlorine, storeId: stores[0]!, amount: 1, unit: 't', vessel: null, fromLotId: null,
    }); // prettier-ignore
  expect(await judge()).toMatchObject({ own: [] });
  expect((await judge()).findings.map(({ rule }) => rule)).not.toContain('pairNear');

  const proposed = await propose(site, { [pair]: 60 });
  expect(proposed).toMatchObject({ state: 'waiting', changes: [{ name: pair, to: 60, looser: false }] });
  expect((await judge()).own).toEqual([]);
  expect((await site.call('observer', 'now.list', {})).rows.map(({ key }) => key)).toContain('hazmat.policyWaiting');
  const effect = await site.call('observer', 'hazmatPolicy.effect', { figures: { [pair]: 60 } });
  expect(effect.proposed.forbidden).toBe(effect.now.forbidden);
  const input = seenOf(proposed);
  expect((await site.refusal('hazmatKeeper', 'hazmatPolicy.confirm', input)).refused).toBe('confirmSelf');
  expect((await site.refusal('planner', 'hazmatPolicy.confirm', input)).refused).toBe('wrongRole');
  await link(site, 'coordinator', proposed.confirmation!.askedPersonId);
  expect((await site.refusal('coordinator', 'hazmatPolicy.confirm', input)).refused).toBe('confirmSamePerson');
  const second = { baseId: null, figures: { [pair]: 70 }, reason: 'Another' };
  expect((await site.refusal('safetyOfficer', 'hazmatPolicy.propose', second)).refused).toBe('policyWaits');
  await site.call('safetyOfficer', 'hazmatPolicy.confirm', input);

  const judged = await judge();
  expect(judged).toMatchObject({ verdict: 'forbidden', own: [pair] });
  expect(judged.findings.find(({ rule }) => rule === 'pairNear')?.facts).toMatchObject({ minM: 60, own: true });
  expect((await site.refusal('hazmatKeeper', 'movement.record', { request })).refused).toBe('placementPair');
  expect(await site.call('observer', 'hazmat.assessment', {})).toMatchObject({ own: [pair] });
  const inForce = (await site.call('observer', 'hazmatPolicy.state', {})).inForce!;
  expect(inForce).toMatchObject({ id: proposed.id, figures: { [pair]: 60 } });

  expect((await site.refusal('safetyOfficer', 'hazmatPolicy.propose', second)).refused).toBe('policyMoved');
  const same = { ...second, baseId: inForce.id, figures: { [pair]: 60 } };
  expect((await site.refusal('safetyOfficer', 'hazmatPolicy.propose', same)).refused).toBe('policyUnchanged');
  const back = await propose(site, {}, inForce.id);
  expect(back.changes).toMatchObject([{ name: pair, from: 60, to: 25 }]);
  await site.call('safetyOfficer', 'hazmatPolicy.confirm', seenOf(back));
  expect((await judge()).findings.map(({ rule }) => rule)).not.toContain('pairNear');
  expect((await site.call('observer', 'hazmatPolicy.state', {})).past).toHaveLength(2);
}); // prettier-ignore

test('a proposal is withdrawn by its own, refused with a reason, and runs out', async () => {
  const site = await hazmatSite();
  const one = await propose(site, { [pair]: 60 });
  const { id, version } = one;
  expect((await site.refusal('safetyOfficer', 'hazmatPolicy.withdraw', { id, version })).refused).toBe(
    'confirmNotYours',
  );
  await site.call('hazmatKeeper', 'hazmatPolicy.withdraw', { id, version });
  expect((await site.refusal('safetyOfficer', 'hazmatPolicy.confirm', seenOf(one))).refused).toBe(
    'confirmWithdrawn',
  );
  const two = await propose(site, { [pair]: 61 });
  const bare = { ...seenOf(two), reason: '' };
  expect((await site.refusal('safetyOfficer', 'hazmatPolicy.refuse', bare)).refused).toBe('confirmReason');
  await site.call('safetyOfficer', 'hazmatPolicy.refuse', { ...bare, reason: 'too far' });
  const three = await propose(site, { [pair]: 62 });
  site.clock.advance(8 * 24 * 3_600_000);
  expect((await site.refusal('safetyOfficer', 'hazmatPolicy.confirm', seenOf(three))).refused).toBe(
    'confirmExpired',
  );
  // What ran out stands in nobody's way.
  expect((await propose(site, { [pair]: 63 })).state).toBe('waiting');
  expect((await site.call('observer', 'hazmatPolicy.state', {})).inForce).toBeNull();
});
