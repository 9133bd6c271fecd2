import { circle, fill, ink, line, number, type SignData } from './sign-shapes.ts';

const inInk = (shapes: SignData['shapes']): SignData => ({ shapes, colours: ink, grey: ink });

function priority(level: 1 | 2 | 3, outline: string, top: number): SignData {
  const body = `p${level}`;
  return {
    shapes: [fill('body', outline), line('symbol', 2, number(String(level), 12, top, 9))],
    colours: { body, edge: body, symbol: `${body}-ink`, second: body },
    grey: { body: 'text', edge: 'text', symbol: 'ground', second: 'text' },
  };
}

/** Priorities, the states of teams, and the works of the flood defence: in ink, told apart by shape. */
export const stateSigns = {
  priority1: priority(1, 'M2 2H22V22H2z', 7.5),
  priority2: priority(2, 'M12 1L23.5 22.500H0.500z', 11),
  priority3: priority(3, circle(12, 12, 10.6), 7.5),

  teamAvailable: inInk([line('symbol', 2.4, circle(12, 12, 7.6))]),
  teamEnRoute: inInk([fill('symbol', 'M4 3.600L21.4 12L4 20.400L8.4 12z')]),
  teamOnScene: inInk([fill('symbol', 'M4 4H20V20H4z')]),
  teamResting: inInk([fill('symbol', 'M5.6 4H10V20H5.600zM14 4H18.400V20H14z')]),
  teamOut: inInk([line('symbol', 3, 'M5 5L19 19M19 5L5 19')]),

  gauge: inInk([
    line('symbol', 1.7, 'M8 3H15V15.500M8 3V15.500M8 6H11.500M8 9H13M8 12H11.5'),
    line('symbol', 1.7, 'M2.5 18.500C5 16 7 16 9.5 18.500S14.5 21 17 18.500S20.5 16.5 21.5 17.5'),
  ]),
  pump: inInk([line('symbol', 1.8, circle(12, 12, 8.8)), fill('symbol', 'M8.2 6.800L19 12L8.2 17.200z')]),
  gate: inInk([
    line('symbol', 1.9, 'M4 3V21M20 3V21M12 3V9'),
    fill('symbol', 'M6.6 9H17.400V18.500H6.600z'),
    line('symbol', 1.7, 'M8.5 3H15.5'),
  ]),
  barrier: inInk([
    fill('symbol', 'M12 3H16V20H12z'),
    line('symbol', 1.8, 'M2 20.5H22M16.5 7.5L21 20'),
    line(
      'symbol',
      1.7,
      'M2 9C3.7 7.3 5 7.3 6.2 9S8.7 10.7 10 9M2 14.5C3.7 12.8 5 12.8 6.2 14.5S8.7 16.2 10 14.5',
    ),
  ]),
  culvert: inInk([
    fill('symbol', 'M2 6H22V20H18V15.500A6 6 0 0 0 6 15.500V20H2z'),
    line('symbol', 1.6, 'M8.5 17.500C9.7 16.3 10.7 16.3 12 17.500S14.3 18.7 15.5 17.5'),
  ]),
  roadClosed: inInk([
    line('symbol', 1.7, 'M2.5 7H21.500V13H2.500zM6 13V20.500M18 13V20.500M6 7V4.500M18 7V4.5'),
    fill('symbol', 'M7 7H11L7.5 13H3.500zM14.5 7H18.500L15 13H11z'),
  ]),
} as const satisfies Record<string, SignData>;
