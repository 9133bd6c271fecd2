import { circle, fill, line, solidGrey, square, type Shape, type SignData } from './sign-shapes.ts';

/** Signs for places, after ISO 7010: red for fire fighting, green for safe condition, a red disc for no. */
const fire = { body: '#c8102e', edge: '#c8102e', symbol: '#ffffff', second: '#ffffff' } as const;
const safe = { body: '#00804b', edge: '#00804b', symbol: '#ffffff', second: '#ffffff' } as const;

const plate = (colours: SignData['colours'], symbol: readonly Shape[]): SignData => ({
  shapes: [fill('body', square), ...symbol],
  colours,
  grey: solidGrey,
});

export const placeSigns = {
  extinguisher: plate(fire, [
    fill('symbol', 'M11 9.4C11 8 12 7.4 13.6 7.4S16.2 8 16.2 9.4V20H11z'),
    line('symbol', 1.6, 'M13.6 7.2V4.6M10.8 4.4H16.4'),
    line('symbol', 1.5, 'M12.4 6.2C8.6 6.2 7.6 8.4 7.4 13.6'),
    fill('symbol', 'M5.8 13.6H9L9.6 17.4H5.2z'),
  ]),
  hoseReel: plate(fire, [
    line('symbol', 1.7, circle(10.6, 10.6, 6.2)),
    line('symbol', 1.5, circle(10.6, 10.6, 2.6)),
    line('symbol', 1.7, 'M16.8 10.6V18.4'),
    fill('symbol', 'M15.2 17H18.4L19 21H14.6z'),
  ]),
  hydrant: plate(fire, [
    fill('symbol', 'M8.6 8.6C8.6 6 10 4.6 12 4.6S15.4 6 15.4 8.6z'),
    fill('symbol', 'M9 9.8H15V18H9z'),
    fill('symbol', 'M5.8 11.4H8.2V15.2H5.8zM15.8 11.4H18.2V15.2H15.8z'),
    fill('symbol', 'M7 18.6H17V20.4H7zM11.2 3.2H12.8V5H11.2z'),
  ]),
  musterPoint: plate(safe, [
    fill('symbol', circle(12, 8.4, 1.9)),
    fill('symbol', 'M9.4 16.8V12.6C9.4 11.4 10.2 10.8 12 10.8S14.6 11.4 14.6 12.6V16.8z'),
    line('symbol', 1.7, 'M3.6 3.6L7 7M20.4 3.6L17 7M3.6 20.4L7 17M20.4 20.4L17 17'),
    fill(
      'symbol',
      'M8.4 8.4H4.6L8.4 4.6zM15.6 8.4V4.6L19.4 8.4zM8.4 15.6V19.4L4.6 15.6zM15.6 15.6H19.4L15.6 19.4z',
    ),
  ]),
  firstAid: plate(safe, [fill('symbol', 'M9.4 4.4H14.6V9.4H19.6V14.6H14.6V19.6H9.4V14.6H4.4V9.4H9.4z')]),
  eyewash: plate(safe, [
    line(
      'symbol',
      1.7,
      'M4 15.6C6.4 12.2 9 10.8 12 10.8S17.6 12.2 20 15.6C17.6 19 15 20.2 12 20.2S6.4 19 4 15.6z',
    ),
    fill('symbol', circle(12, 15.5, 2.3)),
    line('symbol', 1.6, 'M12 3.8V8.400M7.8 4.600L8.8 8.800M16.2 4.600L15.2 8.8'),
  ]),
  emergencyExit: plate(safe, [
    fill('symbol', 'M13.6 3.6H20.4V20.4H13.6z'),
    fill('second', circle(9.2, 5.4, 1.8)),
    line(
      'second',
      1.9,
      'M8.8 8.600L7.8 13L10.2 16L9.2 20.200M7.8 13L6.4 16.600H3.400M8.6 9L5.4 10.400L4.4 12.800M8.8 8.800L11 11.400H12.8',
    ),
  ]),
  noEntry: {
    shapes: [fill('body', circle(12, 12, 11)), fill('symbol', 'M5 9.6H19V14.4H5z')],
    colours: fire,
    grey: solidGrey,
  },
} as const satisfies Record<string, SignData>;
