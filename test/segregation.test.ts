import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compatible, groupsOf, isBlastingExplosive, pairsBetween, segregationCode, shippedPolicy, strictest, type Segregable,
} from '../electron/hazmat/segregation.ts'; // prettier-ignore

const classes = [
  '1.1D', '1.2', '1.3G', '1.4B', '1.5D', '1.6N', '2.1', '2.2', '2.3', '3', '4.1', '4.2', '4.3', '5.1', '5.2', '6.1', '6.2',
  '7', '8', '9', 'none',
]; // prettier-ignore

const substance = (unNumber: string, hazardClass: string, more: Partial<Segregable> = {}): Segregable => ({
  unNumber,
  hazardClass,
  subsidiary: [],
  form: 'liquid',
  groups: [],
  ...more,
});
const chlorine = substance('1017', '2.3', { subsidiary: ['5.1', '8'], form: 'gas' });
const ammonia = substance('1005', '2.3', { subsidiary: ['8'], form: 'gas' });
const cyanide = substance('1689', '6.1', { form: 'solid' });
const acid = substance('1830', '8');
const propane = substance('1978', '2.1', { form: 'gas' });
const oxygen = substance('1073', '2.2', { subsidiary: ['5.1'], form: 'gas' });

describe('the class table of IMDG 7.2.4', () => {
  test.each([
    ['1.5', '8', 4],
    ['2.3', '2.1', 0],
    ['3', '5.1', 2],
    ['1.4', '2.3', 1],
    ['1.1D', '1.4B', 5],
    ['6.2', '9', 0],
    ['none', '1.1D', 0],
  ])('%s beside %s is %i', (a, b, code) => {
    expect(segregationCode(a, b)).toBe(code);
  });
  test('is the same read from either side', () => {
    fc.assert(
      fc.property(fc.constantFrom(...classes), fc.constantFrom(...classes), (a, b) => {
        expect(segregationCode(a, b)).toBe(segregationCode(b, a));
      }),
    );
  });
  test('subsidiary risks count, and the strictest stands with its classes', () => {
    expect(strictest(chlorine, propane)).toEqual({ code: 2, classes: ['5.1', '2.1'] });
    expect(strictest(cyanide, acid)).toEqual({ code: 0, classes: ['6.1', '8'] });
  });
});

describe('pairs that must never meet', () => {
  test.each([
    [chlorine, ammonia, 'chlorine-ammonia'],
    [cyanide, acid, 'cyanides-acids'],
    [oxygen, propane, 'oxygen-fuels'],
    [substance('3342', '4.2', { form: 'solid' }), acid, 'xanthates-acids'],
    [substance('3342', '4.2', { form: 'solid' }), acid, 'selfHeating-corrosiveLiquids'],
    [substance('1942', '5.1', { form: 'solid' }), substance('0512', '1.4B', { form: 'solid' }), 'ammoniumNitrate-detonators'],
    [substance('1791', '8'), acid, 'hypochlorite-acids'],
  ])('%o and %o', (a, b, id) => {
    expect(pairsBetween(shippedPolicy, a, b).map((pair) => pair.id)).toContain(id);
    expect(pairsBetween(shippedPolicy, b, a)).toEqual(pairsBetween(shippedPolicy, a, b));
  }); // prettier-ignore
  test('the class table alone would pass cyanide beside acid', () => {
    expect(strictest(cyanide, acid).code).toBe(0);
    expect(pairsBetween(shippedPolicy, cyanide, acid)).not.toEqual([]);
  });
  test('a keeper may name groups that no UN number tells', () => {
    const own = { ...substance('', 'none'), unNumber: null, groups: ['metalPowders'] };
    expect([...groupsOf(own)]).toEqual(['metalPowders']);
    expect(pairsBetween(shippedPolicy, own, substance('1942', '5.1')).map(({ why }) => why)).toEqual([
      'explosion',
    ]);
  });
});

test('detonators stay out of the magazine of blasting explosives', () => {
  expect(compatible('1.1D', '1.4B')).toBe(false);
  expect(compatible('1.1D', '1.5D')).toBe(true);
  expect(compatible('1.4S', '1.4B')).toBe(true);
  expect(isBlastingExplosive('0241')).toBe(true);
  expect(isBlastingExplosive(null)).toBe(false);
});
