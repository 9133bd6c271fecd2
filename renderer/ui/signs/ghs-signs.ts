import { circle, diamond, fill, line, openGrey, type Shape, type SignData } from './sign-shapes.ts';
import { corrosion, cylinder, explosion, flame, flameOverCircle, skull } from './symbols.ts';

/** The nine pictograms of the Globally Harmonized System: what a substance does. Red edge, white ground. */
const colours = { body: '#ffffff', edge: '#d2232a', symbol: '#111111', second: '#ffffff' } as const;

function ghs(symbol: readonly Shape[]): SignData {
  const edge: readonly Shape[] = [fill('body', diamond), line('edge', 1.8, diamond)];
  return { shapes: [...edge, ...symbol], colours, grey: openGrey };
}

export const ghsSigns = {
  ghsExplosive: ghs(explosion('symbol')),
  ghsFlammable: ghs(flame('symbol')),
  ghsOxidizing: ghs(flameOverCircle('symbol')),
  ghsGas: ghs(cylinder('symbol', { x: 11.8, y: 12.2, scale: 0.86 })),
  ghsCorrosive: ghs(corrosion('symbol')),
  ghsToxic: ghs(skull('symbol')),
  ghsHarmful: ghs([fill('symbol', 'M10.5 5.4h3l-.6 8h-1.8z'), fill('symbol', circle(12, 16.6, 1.6))]),
  ghsHealth: ghs([
    fill('symbol', circle(12, 7, 2.3)),
    fill(
      'symbol',
      'M7 18.2C7 13.4 7.9 11 10 10C10.6 10.6 11.2 10.8 12 10.8S13.4 10.6 14 10C16.1 11 17 13.4 17 18.2z' +
        'M12 11.4L11.3 13.5L9.3 12.8L10.4 14.6L8.6 15.7L10.8 15.8L11 17.9L12 16.2L13 17.9L13.2 15.8L15.4 15.7L13.6 14.6L14.7 12.8L12.7 13.5z',
    ),
  ]),
  ghsEnvironment: ghs([
    line('symbol', 1.5, 'M9.4 16.4V6.2M9.4 10.6L6.6 8.2M9.4 8.6L12 6.6M9.4 12.6L12.2 10.4'),
    line('symbol', 1.2, 'M5.6 16.6h6.6'),
    fill(
      'symbol',
      'M12.4 15.4C13.6 13.6 16 13.5 17.4 14.8L19 13.6V17.2L17.4 16.2C16 17.4 13.6 17.2 12.4 15.4z',
    ),
  ]),
} as const satisfies Record<string, SignData>;
