import { paintsOf, signs, type SignName, type Tone } from './sign-data.ts';
import type { SignData } from './sign-shapes.ts';

/** What drawing needs of a canvas; the page's and a worker's both have it. */
export type SignContext = Pick<
  CanvasRenderingContext2D,
  | 'save'
  | 'restore'
  | 'scale'
  | 'translate'
  | 'fill'
  | 'stroke'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineCap'
  | 'lineJoin'
>;

/**
 * Draws a sign with its top left corner at x, y, `size` pixels wide. `colourOf` gives the colour of a token
 * (`text`, `p1`), so that the same sign follows the theme.
 */
export function drawSign(
  context: SignContext,
  name: SignName,
  {
    x = 0,
    y = 0,
    size,
    tone,
  }: { readonly x?: number; readonly y?: number; readonly size: number; readonly tone: Tone },
  colourOf: (token: string) => string,
): void {
  const paints = paintsOf(name, tone);
  const sign: SignData = signs[name];
  const colour = (paint: string): string => (paint.startsWith('#') ? paint : colourOf(paint));
  context.save();
  context.translate(x, y);
  context.scale(size / 24, size / 24);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const shape of sign.shapes) {
    const path = new Path2D(shape.d);
    if (shape.fill) {
      context.fillStyle = colour(paints[shape.fill]);
      context.fill(path, 'evenodd');
    }
    if (shape.stroke) {
      context.strokeStyle = colour(paints[shape.stroke]);
      context.lineWidth = shape.width ?? 1.6;
      context.stroke(path);
    }
  }
  context.restore();
}

/** A sign as an image for `map.addImage(…, { pixelRatio })`: `size` in CSS pixels, drawn with the theme now shown. */
export function signImage(name: SignName, size: number, tone: Tone, pixelRatio: number): ImageData {
  const pixels = Math.round(size * pixelRatio);
  const canvas = new OffscreenCanvas(pixels, pixels);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas to draw signs on');
  const tokens = getComputedStyle(document.documentElement);
  drawSign(context as unknown as SignContext, name, { size: pixels, tone }, (token) =>
    tokens.getPropertyValue(`--${token}`).trim(),
  );
  return context.getImageData(0, 0, pixels, pixels);
}
