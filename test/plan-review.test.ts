import fc from 'fast-check';
import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonical } from '../electron/journal/journal.ts';
import { branchNow, inSector } from '../electron/plan/branch.ts';
import { frozen, type Plan } from '../electron/plan/plan.ts';
import { approve, aYearAfter, counting, giveBack, submit, type Approval } from '../electron/plan/review.ts';
import { isRefusal } from '../electron/refusal.ts';
import { roles } from '../electron/session/session.ts';
import { siteInTemp } from './builders.ts';

const names = (en: string) => ({ en, srLatn: en, zhHans: en });
const at = '2026-06-01T06:00:00.000Z';
const moment = { now: at, today: '2026-06-01' };
const hashOf = (plan: Plan): string => hash('sha256', canonical(frozen(plan)));
const draft: Plan = {
  id: 'p', key: 'P', edition: 1, title: names('P'), purpose: null, state: 'draft',
  criteria: { types: [], minSeverity: 1, placeIds: [], placeKinds: [], gauge: null, alarm: null }, steps: [],
  reviewDueOn: null, reviewedAt: null, reviewedByName: null, reviewNote: null, authors: ['o0'], contentHash: null,
  submission: 0, givenBack: null, createdAt: at, createdBy: 'o0', approvedAt: null, approvedBy: null, version: 1,
}; // prettier-ignore

/** Six operators of three roles; o0 wrote the plan. */
const who = fc.integer({ min: 0, max: 5 }).map((n) => ({
  id: `o${n}`,
  name: `O${n}`,
  role: roles[n % 3]!,
}));
const move = fc.oneof(
  fc.record({ kind: fc.constant('submit' as const) }),
  fc.record({ kind: fc.constant('giveBack' as const) }),
  fc.record({ kind: fc.constant('write' as const), by: who, title: fc.constantFrom('A', 'B', 'C') }),
  // What an approver read: what stands now, or any wording that stood before, sent again.
  fc.record({ kind: fc.constant('approve' as const), by: who, read: fc.nat(6), replay: fc.boolean() }),
);

describe('approval by two', () => {
  test('whatever is tried, only two people of two roles who did not write it put in force what they read', () => {
    let reached = 0;
    fc.assert(
      fc.property(fc.array(move, { minLength: 6, maxLength: 40 }), (moves) => {
        let plan = draft;
        const approvals: Approval[] = [];
        const readings: { version: number; contentHash: string }[] = [];
        for (const [i, each] of moves.entries()) {
          switch (each.kind) {
            case 'submit': {
              const after = submit(plan, plan.version, hashOf(plan));
              if (!isRefusal(after)) plan = after;
              break;
            }
            case 'giveBack': {
              const after = giveBack(plan, plan.version, 'again');
              if (!isRefusal(after)) plan = after;
              break;
            }
            case 'write':
              if (plan.state === 'draft')
                plan = {
                  ...plan,
                  title: names(each.title),
                  authors: [...plan.authors, each.by.id],
                  version: plan.version + 1,
                };
              break;
            case 'approve': {
              if (plan.contentHash !== null)
                readings.push({ version: plan.version, contentHash: plan.contentHash });
              const read = each.replay ? readings.at(-1 - each.read) : readings.at(-1);
              if (!read) break;
              const before = plan;
              const answer = approve(plan, approvals, each.by, read, `a${i}`, moment);
              if (isRefusal(answer)) break;
              expect(before.state).toBe('review');
              expect(read.contentHash).toBe(hashOf(before));
              expect(before.authors).not.toContain(each.by.id);
              approvals.push(answer.approval);
              if (answer.plan) plan = answer.plan;
            }
          }
          const valid = counting(plan, approvals);
          expect(new Set(valid.map(({ by }) => by)).size).toBe(valid.length);
          expect(new Set(valid.map(({ role }) => role)).size).toBe(valid.length);
          expect(plan.state === 'approved').toBe(valid.length >= 2);
          if (plan.state === 'approved') {
            reached += 1;
            expect(plan.contentHash).toBe(hashOf(plan));
          }
        }
      }),
      { numRuns: 2000 },
    );
    expect(reached).toBeGreaterThan(0);
  });

  test('the hash is the same whatever the order of keys, and another for any change of what is said', () => {
    const turned = Object.fromEntries(Object.entries(draft).toReversed()) as unknown as Plan;
    expect(hashOf(turned)).toBe(hashOf(draft));
    expect(hashOf({ ...draft, state: 'approved', version: 9, reviewDueOn: '2027-01-01' })).toBe(
      hashOf(draft),
    );
    expect(hashOf({ ...draft, title: names('Q') })).not.toBe(hashOf(draft));
    expect(hashOf({ ...draft, criteria: { ...draft.criteria, minSeverity: 2 } })).not.toBe(hashOf(draft));
  });

  test('a year after the last day of February is a day that exists', () => {
    expect(aYearAfter('2028-02-29')).toBe('2029-03-01');
    expect(aYearAfter('2026-11-25')).toBe('2027-11-25');
  });

  test('each refusal through the door: own, twice, same role, changed since, given back', async () => {
    const site = siteInTemp();
    const steps = [{ instruction: names('Do it') }];
    const own = await site.call('coordinator', 'plan.add', { key: 'A', title: names('A'), steps });
    expect(
      (await site.refusal('safetyOfficer', 'plan.approve', { ...own, contentHash: '0'.repeat(64) })).refused,
    ).toBe('planNotInReview');
    const first = await site.call('coordinator', 'plan.submit', own);
    const read = { id: first.id, version: first.version, contentHash: first.contentHash! };
    expect((await site.refusal('coordinator', 'plan.approve', read)).refused).toBe('planSelfApproval');
    expect((await site.refusal('coordinator', 'plan.edit', { ...own, ...read })).refused).toBe(
      'planNotDraft',
    );
    await site.call('safetyOfficer', 'plan.approve', read);
    expect((await site.refusal('safetyOfficer', 'plan.approve', read)).refused).toBe('planApprovedByYou');

    const back = await site.call('safetyOfficer', 'plan.giveBack', {
      id: own.id,
      version: first.version,
      reason: 'Who closes P-2?',
    });
    expect(back).toMatchObject({ state: 'draft', givenBack: 'Who closes P-2?', contentHash: null });
    const edited = await site.call('coordinator', 'plan.edit', {
      id: own.id,
      version: back.version,
      title: names('A'),
      steps: [{ id: own.steps[0]!.id, instruction: names('Do it, team 3') }],
    });
    expect(edited.steps[0]!.id).toBe(own.steps[0]!.id);
    const second = await site.call('coordinator', 'plan.submit', edited);
    // The administrator approves what they read before it was changed.
    expect((await site.refusal('administrator', 'plan.approve', read)).refused).toBe('planChangedSince');
    const now = { id: own.id, version: second.version, contentHash: second.contentHash! };
    const one = await site.call('administrator', 'plan.approve', now);
    expect(one.state).toBe('review');
    expect(one.approvals).toHaveLength(2);
    const two = await site.call('safetyOfficer', 'plan.approve', now);
    expect(two).toMatchObject({ state: 'approved', hashNow: two.contentHash });
    expect((await site.refusal('safetyOfficer', 'plan.approve', now)).refused).toBe('planNotInReview');
  });

  test('two coordinators are one role', () => {
    const inReview = submit(draft, 1, hashOf(draft));
    if (isRefusal(inReview)) throw new Error('refused');
    const read = { version: inReview.version, contentHash: hashOf(draft) };
    const a = approve(inReview, [], { id: 'o1', name: 'A', role: 'coordinator' }, read, 'a', moment);
    if (isRefusal(a)) throw new Error('refused');
    const b = approve(
      inReview,
      [a.approval],
      { id: 'o2', name: 'B', role: 'coordinator' },
      read,
      'b',
      moment,
    );
    expect(b).toMatchObject({ refused: 'planApprovedByRole', facts: { by: 'A', role: 'coordinator' } });
  });

  test('approvals are never changed or deleted, not even in the file', async () => {
    const site = siteInTemp();
    const made = await site.call('planner', 'plan.add', { key: 'A', title: names('A'), steps: [{ instruction: names('x') }] }); // prettier-ignore
    const { id, version, contentHash } = await site.call('planner', 'plan.submit', made);
    await site.call('coordinator', 'plan.approve', { id, version, contentHash: contentHash! });
    expect(() => site.site.writer.run("UPDATE planApproval SET role = 'x'")).toThrow(/never changed/);
    expect(() => site.site.writer.run('DELETE FROM planApproval')).toThrow(/never deleted/);
    expect(() => site.site.writer.run("UPDATE plan SET title = '{}' WHERE id = ?", id)).toThrow(
      /never changed/,
    );
  });

  test('a draft that nobody was given is discarded; one that was in review stays in the record', async () => {
    const site = siteInTemp();
    const add = () =>
      site.call('planner', 'plan.add', { key: 'A', title: names('A'), steps: [{ instruction: names('x') }] });
    const one = await add();
    await site.call('planner', 'plan.discard', { id: one.id, version: 1 });
    expect(await site.call('observer', 'plan.byId', { id: one.id })).toBeNull();
    const two = await add();
    expect(two.edition).toBe(1);
    const given = await site.call('planner', 'plan.submit', two);
    const back = await site.call('planner', 'plan.giveBack', {
      id: two.id,
      version: given.version,
      reason: 'no',
    });
    expect(
      (await site.refusal('planner', 'plan.discard', { id: two.id, version: back.version })).refused,
    ).toBe('planWasReviewed');
  });

  test('an overdue review stands in Now until the plan is looked at again', async () => {
    const site = siteInTemp();
    await site.call('coordinator', 'weather.observe', { fromDegrees: 90, speedMs: 3 });
    const made = await site.call('planner', 'plan.add', {
      key: 'A', title: names('A'), steps: [{ instruction: names('x') }], reviewDueOn: '2026-06-02',
    }); // prettier-ignore
    const { id, version, contentHash } = await site.call('planner', 'plan.submit', made);
    await site.call('coordinator', 'plan.approve', { id, version, contentHash: contentHash! });
    const inForce = await site.call('safetyOfficer', 'plan.approve', {
      id,
      version,
      contentHash: contentHash!,
    });
    expect((await site.call('observer', 'now.list', {})).rows).toEqual([]);
    site.clock.set('2026-06-03T06:00:00.000Z');
    await site.call('coordinator', 'weather.observe', { fromDegrees: 90, speedMs: 3 });
    expect((await site.call('observer', 'now.list', {})).rows).toMatchObject([
      { kind: 'plan', screen: 'plans', id, since: '2026-06-02T00:00:00.000Z' },
    ]);
    const seen = { id, version: inForce.version, note: 'Walked through with shift B' };
    expect(
      (await site.refusal('planner', 'plan.confirm', { ...seen, reviewDueOn: '2026-06-03' })).refused,
    ).toBe('planReviewInPast');
    const after = await site.call('planner', 'plan.confirm', { ...seen, reviewDueOn: '2027-06-03' });
    expect(after).toMatchObject({ state: 'approved', reviewedByName: 'planner', contentHash });
    expect((await site.call('observer', 'now.list', {})).rows).toEqual([]);
  });
});

describe('branches', () => {
  test('a sector holds its edges, what is between them clockwise, and turns with the compass', () => {
    expect([0, 315, 45, 350].map((wind) => inSector(wind, 315, 45))).toEqual([true, true, true, true]);
    expect([46, 180, 314].map((wind) => inSector(wind, 315, 45))).toEqual([false, false, false]);
    const degrees = fc.integer({ min: 0, max: 359 });
    fc.assert(
      fc.property(degrees, degrees, degrees, degrees, (wind, from, to, turn) => {
        const turned = (value: number): number => (value + turn) % 360;
        expect(inSector(turned(wind), turned(from), turned(to))).toBe(inSector(wind, from, to));
        // What one sector leaves out, the rest of the circle holds.
        if (from !== to && !inSector(wind, from, to)) expect(inSector(wind, to, from)).toBe(true);
      }),
    );
  });
  test('the instruments decide what they can; old wind and words are for the coordinator', () => {
    const nowMs = Date.parse(at);
    const wind = { at, fromDegrees: 350, speedMs: 4 };
    const north = { kind: 'wind', fromDegrees: 315, toDegrees: 45 } as const;
    const gauge = { kind: 'gauge', placeId: 'g', minLevelCm: 360 } as const;
    expect(branchNow(north, { wind, levels: [], nowMs })).toMatchObject({ holds: true, fromDegrees: 350 });
    expect(branchNow(north, { wind: { ...wind, fromDegrees: 180 }, levels: [], nowMs }).holds).toBe(false);
    expect(branchNow(north, { wind, levels: [], nowMs: nowMs + 16 * 60_000 }).kind).toBe('windStale');
    expect(branchNow(north, { wind: { ...wind, fromDegrees: null }, levels: [], nowMs }).holds).toBeNull();
    const levels = [{ placeId: 'g', levelCm: 360, at }];
    expect(branchNow(gauge, { wind, levels, nowMs })).toMatchObject({ holds: true, levelCm: 360 });
    expect(branchNow(gauge, { wind, levels: [], nowMs }).kind).toBe('noReading');
    expect(branchNow({ kind: 'words', words: names('x') }, { wind, levels, nowMs }).kind).toBe('judge');
  });
});

describe('drawings of a step', () => {
  test('are frozen with it, come to the task, and are refused when the site does not have them', async () => {
    const site = siteInTemp();
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
    const { hash: content, mediaType } = await site.call('planner', 'attachment.add', {
      name: 'gate P-2.pdf', bytes: new Uint8Array(pdf),
    }); // prettier-ignore
    const paper = { hash: content, mediaType, name: 'gate P-2.pdf' };
    const withPaper = (papers: (typeof paper)[]) => ({
      key: 'A', title: names('A'), steps: [{ instruction: names('Close P-2'), papers }],
    }); // prettier-ignore
    expect(
      (await site.refusal('planner', 'plan.add', withPaper([{ ...paper, hash: '0'.repeat(64) }]))).refused,
    ).toBe('unknownAttachment');
    const made = await site.call('planner', 'plan.add', withPaper([paper]));
    expect(hashOf({ ...made, steps: made.steps.map((step) => ({ ...step, papers: [] })) })).not.toBe(
      hashOf(made),
    );
    const { id, version, contentHash } = await site.call('planner', 'plan.submit', made);
    for (const role of ['coordinator', 'safetyOfficer'] as const)
      await site.call(role, 'plan.approve', { id, version, contentHash: contentHash! });
    const incident = await site.call('coordinator', 'incident.declare', {
      type: 'flood', severity: 2, placeId: null, placeText: 'wall', note: 'x',
    }); // prettier-ignore
    await site.call('coordinator', 'incident.activatePlan', { incidentId: incident.id, planId: id });
    expect((await site.call('observer', 'task.list', { incidentId: incident.id }))[0]?.papers).toEqual([
      paper,
    ]);
    // Another site does not have the drawing: it is left out, and that is said.
    const { text } = await site.call('observer', 'plan.export', { id });
    expect(await siteInTemp().call('planner', 'plan.checkFile', { text })).toMatchObject({
      kind: 'plan',
      papersLeftOut: ['gate P-2.pdf'],
    });
  });
});

describe('steps that repeat', () => {
  test('each answer makes the next round once; leaving one out keeps it going, skipping ends it', async () => {
    const site = siteInTemp();
    const made = await site.call('planner', 'plan.add', {
      key: 'A', title: names('A'),
      steps: [{ instruction: names('Report headcount'), targetMinutes: 10, repeatMinutes: 30 }],
    }); // prettier-ignore
    const { id, version, contentHash } = await site.call('planner', 'plan.submit', made);
    for (const role of ['coordinator', 'safetyOfficer'] as const)
      await site.call(role, 'plan.approve', { id, version, contentHash: contentHash! });
    const incident = await site.call('coordinator', 'incident.declare', {
      type: 'fire', severity: 2, placeId: null, placeText: 'yard', note: 'x',
    }); // prettier-ignore
    await site.call('coordinator', 'incident.activatePlan', { incidentId: incident.id, planId: id });
    const tasks = () => site.call('observer', 'task.list', { incidentId: incident.id });
    const rounds = async () =>
      (await tasks()).map(({ round, state, dueAt }) => `${round} ${state} ${dueAt?.slice(11, 16)}`).sort();
    const open = async () => (await tasks()).find(({ state }) => state === 'open')!;
    expect(await rounds()).toEqual(['1 open 06:10']);
    site.clock.advance(8 * 60_000);
    const first = await open();
    await site.call('coordinator', 'task.done', { taskId: first.id, version: first.version });
    expect(await rounds()).toEqual(['1 done 06:10', '2 open 06:38']);
    // Opened again and done again: the second round is there already.
    const again = await site.call('coordinator', 'task.reopen', { taskId: first.id, version: 2, reason: 'one too few' }); // prettier-ignore
    await site.call('coordinator', 'task.done', { taskId: first.id, version: again.version });
    expect(await rounds()).toEqual(['1 done 06:10', '2 open 06:38']);
    site.clock.advance(40 * 60_000);
    const second = await open();
    await site.call('coordinator', 'task.skip', {
      taskId: second.id,
      version: 1,
      reason: 'gate busy',
      again: true,
    });
    expect(await rounds()).toEqual(['1 done 06:10', '2 skipped 06:38', '3 open 07:18']);
    const third = await open();
    await site.call('coordinator', 'task.skip', { taskId: third.id, version: 1, reason: 'all home' });
    expect(await rounds()).toEqual(['1 done 06:10', '2 skipped 06:38', '3 skipped 07:18']);
    const log = await site.call('observer', 'log.page', { incidentId: incident.id });
    expect(log.rows.at(-1)?.text).toBe('No longer repeated: Report headcount. all home');
  });
});
