import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLocated } from '../electron/plan/located-json.ts';
import { readPlanFile, type CodeBook, type FileFault } from '../electron/plan/plan-file.ts';
import { siteInTemp, type TestSite } from './builders.ts';

const names = (en: string) => ({ en, srLatn: `${en} sr`, zhHans: `${en} zh` });

describe('JSON with its lines', () => {
  test('reads what JSON.parse reads, and refuses what it refuses', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(readLocated(text)).toMatchObject({ value: JSON.parse(text) as unknown });
      }),
    );
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.nat(),
        fc.constantFrom('', ',', '}', '"', 'x', '[', '\n', '0'),
        (value, at, put) => {
          const text = JSON.stringify(value, null, 1);
          const cut = at % (text.length + 1);
          const broken = text.slice(0, cut) + put + text.slice(cut + 1);
          let parsed: unknown;
          let fits = true;
          try {
            parsed = JSON.parse(broken);
          } catch {
            fits = false;
          }
          const read = readLocated(broken);
          // A name twice is let pass by JSON.parse, and is what people did not mean.
          if ('problem' in read) expect(fits === false || read.problem === 'twice').toBe(true);
          else {
            expect(fits).toBe(true);
            expect(read.value).toEqual(parsed);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
  test('says the line of every part', () => {
    const read = readLocated('{\n  "a": [\n    1,\n    {"b": 2}\n  ],\n  "c/d": 3\n}');
    if ('problem' in read) throw new Error(read.problem);
    expect(Object.fromEntries(read.lines)).toEqual({
      '': 1,
      '/a': 2,
      '/a/0': 3,
      '/a/1': 4,
      '/a/1/b': 4,
      '/c~1d': 6,
    });
  });
  test('names twice, endless nesting and a broken end are told with their line', () => {
    expect(readLocated('{\n"a": 1,\n"a": 2}')).toEqual({ line: 3, column: 1, problem: 'twice' });
    expect(readLocated('['.repeat(100))).toMatchObject({ problem: 'deep' });
    expect(readLocated('{"a":\n')).toMatchObject({ line: 2, problem: 'ends' });
    expect(readLocated('{"__proto__": {"x": 1}}')).toMatchObject({ value: {} });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

const book: CodeBook = {
  places: new Map([['P-2', '018f0000-0000-7000-8000-000000000001']]),
  items: new Map([['pump', '018f0000-0000-7000-8000-000000000002']]),
  consumables: new Map([['foam', '018f0000-0000-7000-8000-000000000003']]),
  qualifications: new Map([['ba', '018f0000-0000-7000-8000-000000000004']]),
  positions: new Set(['operations']),
  hasPaper: () => false,
};
const good = {
  format: 'tocsin-plan',
  formatVersion: 1,
  key: 'A',
  title: names('A'),
  steps: [{ instruction: names('Do') }] as object[],
};
const faultsOf = (value: unknown): string[] => {
  const read = readPlanFile(JSON.stringify(value, null, 1), book);
  return Array.isArray(read)
    ? (read as FileFault[]).map(({ path, code, what }) => `${path} ${code} ${what}`)
    : [];
};

describe('a plan file', () => {
  test('the least that is one', () => {
    expect(readPlanFile(JSON.stringify(good), book)).toMatchObject({
      key: 'A',
      steps: [{ needs: [], branch: null }],
    });
  });
  test('every fault is told, with its place in the file', () => {
    const steps = [
      {
        instruction: names('Do'),
        place: 'X-9',
        position: 'chef',
        branch: { kind: 'gauge', place: 'G-1', minLevelCm: 3 },
        needs: [
          { kind: 'equipment', category: 'foam', count: 1 },
          { kind: 'stock', category: 'pump', amount: 1 },
          { kind: 'people', qualification: 'flying', count: 2 },
        ],
      },
    ];
    expect(faultsOf({ ...good, steps })).toEqual([
      'steps[0].place unknownPlace X-9',
      'steps[0].position unknownPosition chef',
      'steps[0].branch.place unknownPlace G-1',
      'steps[0].needs[0].category unknownCategory foam',
      'steps[0].needs[1].category unknownConsumable pump',
      'steps[0].needs[2].qualification unknownQualification flying',
    ]);
    expect(faultsOf({ ...good, colour: 'red', key: '' })).toEqual([
      'key too_small 1',
      'colour unknownKey colour',
    ]);
    expect(faultsOf({ ...good, steps: [{ instruction: names('x'), targetMinutes: 'ten' }, {}] })).toEqual([
      'steps[0].targetMinutes invalid_type number',
      'steps[1].instruction invalid_type object',
    ]);
    expect(faultsOf({ ...good, steps: [{ instruction: names('x'), needs: [{ kind: 'magic' }] }] })).toEqual([
      'steps[0].needs[0].kind invalid_value equipment, people, stock, place',
    ]);
    expect(faultsOf([])).toHaveLength(1);
    expect(readPlanFile(`{"format": "tocsin-plan",\n"formatVersion": 2}`, book)).toMatchObject([
      { line: 1, path: 'key' },
      { line: 1, path: 'steps' },
      { line: 1, path: 'title' },
      { line: 2, path: 'formatVersion', code: 'invalid_value', what: '1' },
    ]);
  });
  test('whatever is in the file, it is a plan or a list of faults with lines of the file', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('title', 'steps', 'criteria', 'key', 'purpose'),
        (junk, field) => {
          const text = JSON.stringify({ ...good, [field]: junk }, null, 2);
          const read = readPlanFile(text, book);
          if (!Array.isArray(read)) return;
          expect(read.length).toBeGreaterThan(0);
          for (const { line } of read as FileFault[]) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(text.split('\n').length);
          }
        },
      ),
    );
  });
});

async function stocked(site: TestSite) {
  const place = await site.call('planner', 'place.add', {
    key: 'G-07', kind: 'gauge', names: names('G-07'), geometry: { type: 'Point', coordinates: [22.1, 44.07] },
  }); // prettier-ignore
  const pump = await site.call('equipmentManager', 'category.add', {
    key: 'pump',
    names: names('Pump'),
    speedKmh: 20,
  });
  const foam = await site.call('equipmentManager', 'category.add', { key: 'foam', names: names('Foam'), kind: 'consumable', unit: 'l' }); // prettier-ignore
  const ba = await site.call('planner', 'qualification.add', { key: 'ba', names: names('BA') });
  return { place, pump, foam, ba };
}

describe('through the door', () => {
  test('what goes out comes in again as the same plan, here and at another site', async () => {
    const site = siteInTemp();
    const { place, pump, foam, ba } = await stocked(site);
    const made = await site.call('planner', 'plan.add', {
      key: 'A',
      title: names('A'),
      purpose: names('Why'),
      reviewDueOn: '2027-01-01',
      criteria: { types: ['flood'], placeIds: [place.id], gauge: { placeId: place.id, minLevelCm: 300 }, alarm: { placeId: place.id, priority: 2 } },
      steps: [
        {
          instruction: names('Do'),
          position: 'operations',
          targetMinutes: 5,
          repeatMinutes: 30,
          placeId: place.id,
          branch: { kind: 'gauge', placeId: place.id, minLevelCm: 360 },
          needs: [
            { kind: 'equipment', categoryId: pump.id, count: 2, maxTravelMinutes: 10, travelMinutes: [{ placeId: place.id, minutes: 3 }] },
            { kind: 'people', qualificationId: ba.id, count: 4 },
            { kind: 'stock', categoryId: foam.id, amount: 400 },
            { kind: 'place', placeId: place.id },
          ],
        },
        { instruction: names('Or'), branch: { kind: 'wind', fromDegrees: 315, toDegrees: 45 } },
        { instruction: names('Else'), branch: { kind: 'words', words: names('it rains') } },
      ],
    }); // prettier-ignore
    const { name, text } = await site.call('observer', 'plan.export', { id: made.id });
    expect(name).toBe('A-v1.json');
    expect(await site.call('planner', 'plan.checkFile', { text })).toMatchObject({
      kind: 'plan',
      inWork: 'A v1',
    });
    await site.call('planner', 'plan.discard', { id: made.id, version: 1 });
    const again = await site.call('planner', 'plan.import', { text });
    const says = ({ key, title, purpose, criteria, steps, reviewDueOn }: typeof made) => ({ key, title, purpose, criteria, steps, reviewDueOn }); // prettier-ignore
    expect(says(again)).toEqual(says(made));

    const other = siteInTemp();
    const far = await stocked(other);
    const there = await other.call('planner', 'plan.import', { text });
    expect(there.criteria.placeIds).toEqual([far.place.id]);
    expect(there.steps[0]?.needs).toMatchObject([
      { categoryId: far.pump.id, travelMinutes: [{ placeId: far.place.id, minutes: 3 }] },
      { qualificationId: far.ba.id },
      { categoryId: far.foam.id, amount: 400 },
      { placeId: far.place.id },
    ]);
  });
  test('a bad file adds nothing and says its first fault', async () => {
    const site = siteInTemp();
    const text = '{\n "format": "tocsin-plan",\n "formatVersion": 1,\n "key": "A"\n}';
    expect(await site.call('planner', 'plan.checkFile', { text })).toMatchObject({
      kind: 'faults',
      total: 2,
    });
    expect(await site.refusal('planner', 'plan.import', { text })).toMatchObject({
      refused: 'planFileWrong',
      facts: { count: 2, line: 1 },
    });
    expect((await site.call('observer', 'plan.page', {})).total).toBe(0);
    expect((await site.refusal('observer', 'plan.import', { text })).refused).toBe('wrongRole');
    expect((await site.refusal('planner', 'plan.saveFile', { id: '018f0000-0000-7000-8000-000000000000' })).refused).toBe('unknownPlan'); // prettier-ignore
  });
});
