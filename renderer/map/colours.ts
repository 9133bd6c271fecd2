/** The tokens that the map paints with, read from the theme now shown. */
export interface Colours {
  readonly land: string;
  readonly built: string;
  readonly edge: string;
  readonly road: string;
  readonly rail: string;
  readonly water: string;
  readonly water2: string;
  readonly text: string;
  readonly text2: string;
  readonly text3: string;
  readonly ground: string;
  readonly raised: string;
  readonly line: string;
  readonly p1: string;
  readonly p2: string;
  readonly p3: string;
  readonly focus: string;
  readonly night: boolean;
}

export function coloursNow(): Colours {
  const tokens = getComputedStyle(document.documentElement);
  const of = (name: string): string => tokens.getPropertyValue(`--${name}`).trim();
  return {
    land: of('land'),
    built: of('built'),
    edge: of('line-strong'),
    road: of('road'),
    rail: of('text-3'),
    water: of('water'),
    water2: of('water-2'),
    text: of('text'),
    text2: of('text-2'),
    text3: of('text-3'),
    ground: of('ground'),
    raised: of('raised'),
    line: of('line'),
    p1: of('p1'),
    p2: of('p2'),
    p3: of('p3'),
    focus: of('focus'),
    night: document.documentElement.dataset['theme'] !== 'day',
  };
}
