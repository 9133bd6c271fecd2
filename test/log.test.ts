import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mentions } from '../electron/incident/mention.ts';
import { siteInTemp } from './builders.ts';

const fire = {
  type: 'fire' as const,
  placeId: null,
  placeText: 'North yard',
  severity: 2,
  note: 'Smoke over the north yard',
};

describe('the log', () => {
  test('is paged back from the newest, without gap or repeat, whatever is said meanwhile', async () => {
    const site = siteInTemp();
    const { id } = await site.call('coordinator', 'incident.declare', fire);
    for (let i = 1; i <= 25; i++)
      await site.call('coordinator', 'log.say', {
        incidentId: id,
        kind: i % 5 === 0 ? 'order' : 'radioIn',
        text: `call ${i}`,
      });
    const seen: string[] = [];
    let before: number | undefined;
    for (;;) {
      const page = await site.call('observer', 'log.page', {
        incidentId: id,
        limit: 10,
        ...(before === undefined ? {} : { before }),
      });
      seen.unshift(...page.rows.map(({ text }) => text));
      await site.call('coordinator', 'log.say', { incidentId: id, kind: 'note', text: 'meanwhile' });
      if (page.before === null) break;
      before = page.before;
    }
    expect(seen).toEqual([fire.note, ...Array.from({ length: 25 }, (_, i) => `call ${i + 1}`)]);
    const orders = await site.call('observer', 'log.page', { incidentId: id, kinds: ['order'] });
    expect(orders.rows.map(({ text }) => text)).toEqual([
      'call 5',
      'call 10',
      'call 15',
      'call 20',
      'call 25',
    ]);
  });
  test('an entry is struck through once, with a reason, and the correction points at it', async () => {
    const site = siteInTemp();
    const { id } = await site.call('coordinator', 'incident.declare', fire);
    const wrong = await site.call('coordinator', 'log.say', {
      incidentId: id,
      kind: 'radioIn',
      text: 'Culvert clear',
    });
    const right = await site.call('coordinator', 'log.strike', {
      entryId: wrong.id,
      reason: 'heard wrongly',
      correction: 'Culvert not clear',
    });
    expect(right).toMatchObject({ corrects: wrong.id, kind: 'radioIn', text: 'Culvert not clear' });
    const [struck] = await site.call('observer', 'log.entries', { ids: [wrong.id] });
    expect(struck).toMatchObject({ text: 'Culvert clear', strikeReason: 'heard wrongly', seq: wrong.seq });
    expect(
      (await site.refusal('coordinator', 'log.strike', { entryId: wrong.id, reason: 'again' })).refused,
    ).toBe('entryAlreadyStruck');
    expect(() => site.site.writer.run('UPDATE logEntry SET text = ? WHERE id = ?', 'x', right.id)).toThrow(
      /never edited/,
    );
    expect(() => site.site.writer.run('DELETE FROM logEntry WHERE id = ?', right.id)).toThrow(/never cut/);
  });
  test('a note of 10 MB, an empty one, a place and an entry that do not exist are refused; nothing is written', async () => {
    const site = siteInTemp();
    const { id } = await site.call('coordinator', 'incident.declare', fire);
    const say = (more: object) =>
      site.refusal('coordinator', 'log.say', { incidentId: id, kind: 'note', text: 'x', ...more });
    expect(await say({ text: 'x'.repeat(10_000_000) })).toMatchObject({ refused: 'tooLarge' });
    expect(await say({ text: 'x'.repeat(5000) })).toMatchObject({
      refused: 'badInput',
      facts: { field: 'text', limit: 4000 },
    });
    expect(await say({ text: '  \n ' })).toMatchObject({ refused: 'badInput', facts: { field: 'text' } });
    expect(await say({ placeId: '018f0000-0000-7000-8000-000000000000' })).toMatchObject({
      refused: 'unknownPlace',
    });
    expect(await say({ corrects: '018f0000-0000-7000-8000-000000000000' })).toMatchObject({
      refused: 'unknownEntry',
    });
    expect(await say({ kind: 'system' })).toMatchObject({ refused: 'badInput', facts: { field: 'kind' } });
    expect((await site.call('observer', 'log.page', { incidentId: id })).total).toBe(1);
  });
  test('a clock that jumps back does not reorder it', async () => {
    const site = siteInTemp();
    const { id } = await site.call('coordinator', 'incident.declare', fire);
    site.clock.advance(-3_600_000);
    const entry = await site.call('coordinator', 'log.say', {
      incidentId: id,
      kind: 'note',
      text: 'after the jump',
    });
    expect(entry.at).toBe('2026-06-01T06:00:00.000Z');
  });
  test('is searched over all incidents, in any script, newest first', async () => {
    const site = siteInTemp();
    const a = await site.call('coordinator', 'incident.declare', fire);
    const b = await site.call('coordinator', 'incident.declare', { ...fire, exercise: true, note: 'Vežba' });
    await site.call('coordinator', 'log.say', { incidentId: a.id, kind: 'note', text: 'Вода код пропуста' });
    await site.call('coordinator', 'log.say', { incidentId: b.id, kind: 'note', text: 'voda raste' });
    const found = await site.call('observer', 'log.search', { text: 'voda' });
    expect(found.rows.map(({ text, exercise }) => [text, exercise])).toEqual([
      ['voda raste', true],
      ['Вода код пропуста', false],
    ]);
  });
});

describe('teams and places that an entry names', () => {
  test('are held together by a space that does not break', () => {
    expect(mentions('@Team\u00a05 to culvert #C-2, now')).toEqual([
      { kind: 'team', text: '@Team\u00a05' },
      { kind: 'text', text: ' to culvert ' },
      { kind: 'place', text: '#C-2' },
      { kind: 'text', text: ', now' },
    ]);
    expect(mentions('mail a@b.c, 5 # 6')).toEqual([{ kind: 'text', text: 'mail a@b.c, 5 # 6' }]);
  });
  test('no character of what was said is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(
          mentions(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
