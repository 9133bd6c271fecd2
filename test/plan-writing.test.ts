import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareSteps, compareWords } from '../electron/plan/compare.ts';
import type { Step } from '../electron/plan/plan.ts';
import { offersOf, readNeed, type NeedRegister } from '../renderer/plan/need-words.ts';
import {
  addStep,
  changeStep,
  filled,
  moveStep,
  noNames,
  removeStep,
  stepOfField,
  toInput,
  untranslated,
  workingOf,
} from '../renderer/plan/working.ts';

const names = (en: string, srLatn = en, zhHans = en) => ({ en, srLatn, zhHans });
const step = (id: string, order: number, words = id): Step => ({
  id, order, instruction: names(words), role: null, position: null, targetMinutes: null, placeId: null, branch: null,
  repeatMinutes: null, needs: [], papers: [],
}); // prettier-ignore
const side = (pieces: ReturnType<typeof compareWords>, other: 'added' | 'removed'): string =>
  pieces
    .filter(({ kind }) => kind !== other)
    .map(({ text }) => text)
    .join('');
const squeezed = (text: string): string => text.replaceAll(/\s+/g, '');

describe('two editions side by side', () => {
  test('each side reads as it was written, whatever was changed', () => {
    const word = fc.constantFrom('gate', 'P-2', 'shut', 'open', '闸门', '关闭', 'and', 'ustava');
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = compareWords(before, after);
        expect(squeezed(side(pieces, 'added'))).toBe(squeezed(before));
        expect(squeezed(side(pieces, 'removed'))).toBe(squeezed(after));
        if (before === after) expect(pieces.every(({ kind }) => kind === 'same')).toBe(true);
      }),
    );
  });
  test('one word changed is one word marked, in Chinese one character', () => {
    expect(compareWords('Close gate P-2 now', 'Close gate P-3 now')).toEqual([
      { kind: 'same', text: 'Close gate ' },
      { kind: 'removed', text: 'P-2 ' },
      { kind: 'added', text: 'P-3 ' },
      { kind: 'same', text: 'now ' },
    ]);
    expect(compareWords('关闭闸门', '打开闸门').at(-1)).toEqual({ kind: 'same', text: '闸门' });
  });
  test('steps: every one of both editions stands in the list once, and what is the same is not marked', () => {
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 });
    const edition = ids.chain((all) =>
      fc
        .tuple(...all.map((id) => fc.constantFrom('x', 'y').map((words) => `${id}${words}`)))
        .map((words) => all.map((id, i) => step(id, i + 1, (words as string[])[i]))),
    );
    fc.assert(
      fc.property(edition, edition, (before, after) => {
        const pairs = compareSteps(before, after);
        expect(pairs.flatMap((pair) => (pair.after ? [pair.after] : []))).toEqual(after);
        expect(new Set(pairs.flatMap((pair) => (pair.before ? [pair.before] : [])))).toEqual(new Set(before));
        expect(pairs.filter((pair) => pair.before).length).toBe(before.length);
        for (const { kind, before: a, after: b } of pairs) {
          if (kind === 'same') expect({ ...a, order: 0 }).toEqual({ ...b, order: 0 });
          if (kind === 'added') expect(a).toBeNull();
          if (kind === 'removed') expect(b).toBeNull();
        }
        if (JSON.stringify(before) === JSON.stringify(after))
          expect(pairs.every((pair) => pair.kind === 'same' && !pair.moved)).toBe(true);
      }),
    );
  });
  test('one step moved up is the one that moved', () => {
    const before = ['a', 'b', 'c', 'd'].map((id, i) => step(id, i + 1));
    const after = ['a', 'd', 'b', 'c'].map((id, i) => step(id, i + 1));
    expect(
      compareSteps(before, after)
        .filter((pair) => pair.moved)
        .map((pair) => pair.after?.id),
    ).toEqual(['d']);
  });
});

describe('a plan being written', () => {
  test('steps are added after the one chosen, moved and taken out, and never lost or doubled', () => {
    const move = fc.record({
      kind: fc.constantFrom('add', 'up', 'down', 'remove', 'write'),
      at: fc.nat(8),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        let plan = workingOf(null);
        let count = plan.steps.length;
        for (const { kind, at } of moves) {
          const key = plan.steps[at % Math.max(1, plan.steps.length)]?.key ?? null;
          if (kind === 'add') {
            const [next, made] = addStep(plan, key);
            if (key !== null)
              expect(next.steps.findIndex((each) => each.key === made)).toBe(
                next.steps.findIndex((each) => each.key === key) + 1,
              );
            plan = next;
            count += 1;
          } else if (key !== null && kind === 'remove') {
            plan = removeStep(plan, key)[0];
            count -= 1;
          } else if (key !== null && kind !== 'write') plan = moveStep(plan, key, kind === 'up' ? -1 : 1);
          else if (key !== null) plan = changeStep(plan, key, { targetMinutes: at });
          expect(plan.steps).toHaveLength(count);
          expect(new Set(plan.steps.map((each) => each.key)).size).toBe(count);
        }
      }),
    );
  });
  test('a language left empty takes the words that there are, and is told as not translated', () => {
    expect(filled({ en: ' ', srLatn: 'Zatvori P-2', zhHans: '' })).toEqual(names('Zatvori P-2'));
    expect(untranslated({ en: 'Close', srLatn: '', zhHans: 'Close' })).toEqual(['srLatn', 'zhHans']);
    expect(untranslated({ en: 'Close', srLatn: 'Zatvori', zhHans: '关闭' })).toEqual([]);
    expect(untranslated(noNames)).toEqual([]);
    const [plan] = addStep(workingOf(null), null);
    expect(toInput({ ...plan, title: { ...noNames, en: 'T' } })).toMatchObject({
      title: names('T'),
      purpose: null,
    });
  });
  test('a refused field names its step', () => {
    expect(stepOfField('steps.3.instruction.en')).toBe(3);
    expect(stepOfField('title.en')).toBeNull();
  });
});

describe('needs typed as they are said', () => {
  const register: NeedRegister = {
    categories: [
      { id: 'c1', key: 'breathingSet', names: names('Breathing set', 'Izolacioni aparat', '空气呼吸器'), kind: 'item', unit: null, retiredAt: null },
      { id: 'c2', key: 'foam', names: names('Foam concentrate', 'Penilo', '泡沫液'), kind: 'consumable', unit: 'l', retiredAt: null },
      { id: 'c3', key: 'old', names: names('Breathing tube'), kind: 'item', unit: null, retiredAt: '2026-01-01T00:00:00.000Z' },
    ],
    qualifications: [{ id: 'q1', key: 'gasTest', names: names('Gas measurement', 'Merenje gasova', '气体检测') }],
    places: [{ id: 'p1', key: 'M-6', names: names('Muster point 6', 'Zborno mesto 6', '6号集合点') }],
  }; // prettier-ignore
  test('how many, of what, within how many minutes', () => {
    expect(readNeed('4 gas test 10 min')).toEqual({ count: 4, words: ['gas', 'test'], minutes: 10 });
    expect(readNeed('4× гас 10мин')).toEqual({ count: 4, words: ['gas'], minutes: 10 });
    expect(readNeed('4 气体 10分钟')).toEqual({ count: 4, words: ['气', '体'], minutes: 10 });
    expect(readNeed('M-6')).toEqual({ count: null, words: ['m-6'], minutes: null });
  });
  test('equipment, stock with its unit, people and places, in any language', () => {
    const first = (text: string) => offersOf(text, register)[0];
    expect(first('4 breathing 10 min')).toMatchObject({ kind: 'equipment', categoryId: 'c1', count: 4, condition: 'ready', maxTravelMinutes: 10 }); // prettier-ignore
    expect(first('4 апарат')).toMatchObject({ categoryId: 'c1' });
    expect(first('2呼吸器')).toMatchObject({ categoryId: 'c1', count: 2 });
    expect(first('400 l foam')).toMatchObject({ kind: 'stock', categoryId: 'c2', amount: 400 });
    expect(first('2 gas')).toMatchObject({ kind: 'people', qualificationId: 'q1', count: 2 });
    expect(first('m-6')).toEqual({ kind: 'place', placeId: 'p1' });
    expect(first('2 m-6')).toBeUndefined();
    expect(offersOf('breathing', register)).toHaveLength(1);
    expect(offersOf('', register)).toEqual([]);
  });
});
