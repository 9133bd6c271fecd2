import type { Map as MapboxMap } from 'mapbox-gl';
import { signImage } from '../ui/signs/sign-canvas.ts';
import { signNames, type SignName, type Tone } from '../ui/signs/sign-data.ts';
import type { Colours } from './colours.ts';
import { addHatchings } from './inundation-layer.ts';

const size = 26;
const pixelRatio = 2;

const extra: readonly (readonly [string, SignName, Tone])[] = [
  ['musterPoint-grey', 'musterPoint', 'grey'],
  ['level1', 'priority1', 'colour'],
  ['level2', 'priority2', 'colour'],
  ['level3', 'priority3', 'colour'],
];

/** Puts the signs into the map, drawn in the theme now shown; called again when it changes. */
export function addSigns(map: MapboxMap, colours: Colours): void {
  const put = (id: string, image: ImageData): void => {
    if (map.hasImage(id)) map.removeImage(id);
    map.addImage(id, image, { pixelRatio });
  };
  addHatchings(map, colours);
  for (const name of signNames)
    put(name, signImage(name, size, name === 'hydrant' ? 'grey' : 'colour', pixelRatio));
  for (const [id, name, tone] of extra) put(id, signImage(name, size, tone, pixelRatio));
  for (const verdict of ['forbidden', 'conditions'] as const)
    put(`store-${verdict}`, verdictImage(verdict, colours));
  for (const name of ['pump', 'gate', 'barrier', 'culvert'] as const)
    put(`${name}-bad`, tinted(signImage(name, size, 'colour', pixelRatio), colours.p2));
}

/** How a store stands: a barred circle where something is forbidden, a triangle where something must be seen to. */
function verdictImage(verdict: 'forbidden' | 'conditions', colours: Colours): ImageData {
  const side = 18 * pixelRatio;
  const context = new OffscreenCanvas(side, side).getContext('2d')!;
  const [middle, r] = [side / 2, side * 0.4];
  context.beginPath();
  if (verdict === 'forbidden') context.arc(middle, middle, r, 0, 2 * Math.PI);
  else {
    context.moveTo(middle, side * 0.08);
    context.lineTo(side * 0.94, side * 0.88);
    context.lineTo(side * 0.06, side * 0.88);
    context.closePath();
  }
  context.fillStyle = colours.land;
  context.fill();
  context.lineWidth = side * 0.13;
  context.lineJoin = 'round';
  context.strokeStyle = verdict === 'forbidden' ? colours.p1 : colours.p2;
  context.stroke();
  context.beginPath();
  if (verdict === 'forbidden') {
    context.moveTo(middle - r * 0.7, middle - r * 0.7);
    context.lineTo(middle + r * 0.7, middle + r * 0.7);
  } else {
    context.moveTo(middle, side * 0.36);
    context.lineTo(middle, side * 0.58);
    context.moveTo(middle, side * 0.7);
    context.lineTo(middle, side * 0.74);
  }
  context.stroke();
  return context.getImageData(0, 0, side, side);
}

/** The same drawing in one colour. */
function tinted(image: ImageData, colour: string): ImageData {
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d')!;
  context.putImageData(image, 0, 0);
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = colour;
  context.fillRect(0, 0, image.width, image.height);
  return context.getImageData(0, 0, image.width, image.height);
}
