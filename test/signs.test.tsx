import { createCanvas, Path2D } from '@napi-rs/canvas';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, test } from 'vitest';
import { languages, translator } from '../renderer/locales/index.ts';
import { drawSign, type SignContext } from '../renderer/ui/signs/sign-canvas.ts';
import {
  classSign,
  paintsOf,
  signKey,
  signNames,
  signs,
  type SignName,
  type Tone,
} from '../renderer/ui/signs/sign-data.ts';
import { Sign } from '../renderer/ui/signs/sign.tsx';

const tokens: Record<string, string> = {
  ground: '#101315', text: '#dfe4e8', 'text-2': '#a3adb5', line: '#2c3338', 'line-strong': '#6d777e',
  p1: '#ff6a60', 'p1-ink': '#220402', p2: '#ffa726', 'p2-ink': '#241400', p3: '#f2d64b', 'p3-ink': '#221d00',
}; // prettier-ignore
const tones: readonly Tone[] = ['colour', 'grey'];

beforeAll(() => {
  // the page's own drawing paths, from the canvas that the tests draw on
  Object.assign(globalThis, { Path2D });
});

function pixelsOf(name: SignName, tone: Tone, size: number): Uint8ClampedArray {
  const context = createCanvas(size, size).getContext('2d');
  drawSign(context as unknown as SignContext, name, { size, tone }, (token) => tokens[token] ?? '');
  return context.getImageData(0, 0, size, size).data;
}

/** How much of the picture differs from another, 0 to 1. */
function difference(one: Uint8ClampedArray, other: Uint8ClampedArray): number {
  let changed = 0;
  for (let at = 0; at < one.length; at += 4) {
    const apart = [0, 1, 2, 3].some(
      (channel) => Math.abs((one[at + channel] ?? 0) - (other[at + channel] ?? 0)) > 60,
    );
    if (apart) changed += 1;
  }
  return changed / (one.length / 4);
}

describe('every sign', () => {
  test.each(signNames)('%s stays on its grid, in both tones, and draws the same on page and map', (name) => {
    for (const tone of tones) {
      for (const paint of Object.values(paintsOf(name, tone)))
        expect(paint.startsWith('#') || paint in tokens).toBe(true);
      const pixels = pixelsOf(name, tone, 24);
      const inked = pixels.filter((value, at) => at % 4 === 3 && value > 128).length;
      expect(inked).toBeGreaterThan(24);
      const markup = renderToStaticMarkup(<Sign name={name} tone={tone} />);
      for (const shape of signs[name].shapes) expect(markup).toContain(shape.d);
    }
    const numbers = signs[name].shapes.flatMap(
      (shape) => shape.d.match(/(?<=[ML])-?[\d.]+[ ,]-?[\d.]+/g) ?? [],
    );
    for (const pair of numbers)
      for (const value of pair.split(/[ ,]/)) expect(Number(value)).toBeLessThanOrEqual(24);
  });

  test('has a name in each language', () => {
    for (const language of languages)
      for (const name of signNames) expect(translator(language)(signKey(name))).not.toContain('sign.');
  });
});

test('signs of one family differ by shape, not by colour alone', () => {
  const families: SignName[][] = [
    signNames.filter((name) => name.startsWith('team')),
    signNames.filter((name) => name.startsWith('priority')),
    signNames.filter((name) => name.startsWith('ghs')),
    signNames.filter((name) => name.startsWith('class')),
  ];
  for (const family of families)
    for (const [index, name] of family.entries())
      for (const other of family.slice(index + 1))
        expect(
          difference(pixelsOf(name, 'grey', 48), pixelsOf(other, 'grey', 48)),
          `${name} and ${other}`,
        ).toBeGreaterThan(0.01);
});

test('a labelled sign is an image with that name, an unlabelled one is decoration', () => {
  expect(renderToStaticMarkup(<Sign name="firstAid" label="First aid" />)).toContain(
    'role="img" aria-label="First aid"',
  );
  expect(renderToStaticMarkup(<Sign name="firstAid" />)).toContain('aria-hidden="true"');
});

test('a class finds its placard', () => {
  expect(['2.3', '8', '1.1D', '5.1', '7', ''].map(classSign)).toEqual([
    'class2.3',
    'class8',
    'class1',
    'class5.1',
    null,
    null,
  ]);
});
