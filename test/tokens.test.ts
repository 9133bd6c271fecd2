import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../renderer/ui/tokens.css'), 'utf8').replace(
  /\/\*[\s\S]*?\*\//g,
  '',
);

function tokensOf(theme: 'night' | 'day'): Record<string, string> {
  const block = css.split('}').find((one) => one.includes(`[data-theme='${theme}']`)) ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((token) => [token[1], token[2]]),
  );
}

/** Relative luminance of a colour as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

test('the measure is right', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

describe.each(['night', 'day'] as const)('%s', (theme) => {
  const tokens = tokensOf(theme);
  const at = (text: string, ground: string): number => contrast(tokens[text] ?? '', tokens[ground] ?? '');
  const grounds = ['ground', 'panel', 'raised', 'select'];
  const pairs = (fronts: string[], backs: string[]): [string, string][] =>
    fronts.flatMap((front) => backs.map((back): [string, string] => [front, back]));

  test.each([
    ...pairs(['text', 'text-2', 'text-3', 'p1', 'p2', 'p3', 'ok', 'exercise'], grounds),
    ...pairs(['text', 'text-2'], ['land', 'built']),
    ['p1-ink', 'p1'],
    ['p2-ink', 'p2'],
    ['p3-ink', 'p3'],
    ['ground', 'text'],
  ])('text %s on %s', (front, back) => expect(at(front, back)).toBeGreaterThanOrEqual(4.5));

  test.each([
    ...pairs(['line-strong'], ['ground', 'panel', 'raised']),
    ...pairs(['focus'], [...grounds, 'land']),
    ...pairs(['p1', 'p2', 'p3', 'water-2'], ['land']),
  ])('part %s on %s', (front, back) => expect(at(front, back)).toBeGreaterThanOrEqual(3));
});

test('both themes name the same colours', () => {
  expect(Object.keys(tokensOf('day')).sort()).toEqual(Object.keys(tokensOf('night')).sort());
});
