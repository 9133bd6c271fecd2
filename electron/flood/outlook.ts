import {
  median,
  pairSlopes,
  parabola,
  scatterOf,
  senInterval,
  trailingStep,
  trailingTurn,
  type Dot,
} from './robust-line.ts';

// How many minutes are left until the water reaches a level: the median slope of Theil and Sen through the last readings,
// with Sen's interval of 95 % for the slope and that of the median for the height of the line. Times are minutes from now,
// levels centimetres above the gauge's zero. Nothing here knows a database or a clock.

/** A level as it was measured, whoever or whatever told it. */
export interface LevelReading {
  readonly atMs: number;
  readonly levelCm: number;
}

/** The levels at which a gauge or a zone acts, and how often the gauge is read. */
export interface OutlookLevels {
  readonly watchCm: number;
  readonly warningCm: number;
  readonly dangerCm: number;
  readonly everyMinutes?: number;
}

export const reachedLevels = ['watch', 'warning', 'danger'] as const;
export type ReachedLevel = (typeof reachedLevels)[number];

/** Minutes from now until a level; 0 when it is reached, null where it lies beyond six hours or may never come. */
export interface TimeLeft {
  readonly level: ReachedLevel;
  readonly levelCm: number;
  readonly minutes: number | null;
  readonly soonest: number | null;
  readonly latest: number | null;
}

/** A sudden shift of the level that is no rise: a datum that was set anew, a gate that was opened. */
export interface LevelStep {
  readonly atMs: number;
  readonly byCm: number;
}

/** The line through the readings that count. */
export interface LevelLine {
  /** The middle of the readings, minutes from now (negative), and the height of the line there. */
  readonly pivotMin: number;
  readonly pivotCm: number;
  readonly errorCm: number;
  readonly cmMin: number;
  readonly lowCmMin: number;
  readonly highCmMin: number;
  /** How much the rise itself quickens, cm/min²; 0 where the readings lie on a line. It goes into the range only. */
  readonly quickens: number;
}

interface Common {
  /** The instant for which the minutes hold. */
  readonly nowMs: number;
  /** The newest reading. */
  readonly newest: LevelReading;
  /** After how many minutes without a reading nothing more is said. */
  readonly staleMinutes: number;
  /** The readings that count, all after the last step. */
  readonly readings: number;
  readonly step: LevelStep | null;
}
export interface Moving extends Common {
  readonly kind: 'rising' | 'falling' | 'steady';
  readonly cmMin: number;
  readonly lowCmMin: number;
  readonly highCmMin: number;
  /** Where the line says the water stands now. */
  readonly levelCm: number;
  readonly line: LevelLine;
  /** Only of rising water, and of what is reached. */
  readonly thresholds: readonly TimeLeft[];
}
/** What is known of the water's next hours; each kind but the first three says why nothing is. */
export type Outlook =
  | Moving
  | (Common & { readonly kind: 'stale'; readonly ageMinutes: number })
  | (Common & { readonly kind: 'fewReadings'; readonly cmMin: number | null })
  | { readonly kind: 'noReadings'; readonly nowMs: number };

export const outlookRules = {
  /** Fewer say no slope with 95 %: of five the least and the greatest slope hold the truth 98 times of 100. */
  fewest: 5,
  spanMinutes: 10,
  /** A change of pace is only looked for in so many, and believed from so many times its standard error. */
  fewestBent: 8,
  bentErrors: 3.5,
  perhapsErrors: 1.4,
  /** What lies further back than this before the newest reading says nothing about the next hour. */
  windowMinutes: 120,
  windowReadings: 12,
  mostDots: 40,
  /** hazard-models.md: shown only within six hours. */
  horizonMinutes: 360,
  steadyCmMin: 0.05,
  /** A slope that may be none is called steady when it is also slower than this. */
  unsureCmMin: 0.2,
  staleSpans: 3,
  staleMinutes: 15,
  /** A staff is read to the centimetre: no reading is surer than its rounding. */
  roundingCm: 0.3,
} as const;

const minuteMs = 60_000;
const cmOf = (levels: OutlookLevels, level: ReachedLevel): number => levels[`${level}Cm`];

/** Readings as dots in minutes from now, in the order of time, each instant once, at most forty of them. */
function dotsOf(readings: readonly LevelReading[], nowMs: number, windowMinutes: number): Dot[] {
  const byTime = [...Map.groupBy(readings, ({ atMs }) => atMs)]
    .map(([atMs, same]): Dot => ({
      t: (atMs - nowMs) / minuteMs,
      cm: median(same.map((one) => one.levelCm)),
    }))
    .sort((a, b) => a.t - b.t);
  const last = byTime.at(-1)!.t;
  const recent = byTime.filter(({ t }) => last - t <= windowMinutes);
  const { mostDots } = outlookRules;
  if (recent.length <= mostDots) return recent;
  const width = (last - recent[0]!.t) / mostDots + 1e-9;
  return [...Map.groupBy(recent, ({ t }) => Math.floor((last - t) / width)).values()].map((same) => ({
    t: median(same.map(({ t }) => t)),
    cm: median(same.map(({ cm }) => cm)),
  }));
}

/** The median line through dots; what lies far from it is left out, and it is drawn again. */
function lineOf(all: readonly Dot[]): { readonly line: LevelLine; readonly dots: readonly Dot[] } {
  const first = fit(all);
  const near = all.filter(({ t, cm }) => Math.abs(cm - first.at(t)) <= 4 * first.spread);
  const dots = near.length >= outlookRules.fewest ? near : all;
  const { slopes, cmMin, spread } = dots === all ? first : fit(dots);
  const n = dots.length;
  const pivotMin = dots.reduce((sum, { t }) => sum + t, 0) / n;
  const sxx = dots.reduce((sum, { t }) => sum + (t - pivotMin) ** 2, 0);
  const least = (2 * outlookRules.roundingCm) / Math.sqrt(sxx);
  const [low, high] = senInterval(slopes, n);
  // The spread of few readings is itself not well known.
  const errorCm = (1 + 4 / n) * 1.96 * 1.2533 * (spread / Math.sqrt(n));
  return {
    line: {
      pivotMin,
      pivotCm: median(dots.map(({ t, cm }) => cm - cmMin * (t - pivotMin))),
      errorCm,
      cmMin,
      lowCmMin: Math.min(low, cmMin - least),
      highCmMin: Math.max(high, cmMin + least),
      quickens: 0,
    },
    dots,
  };
}
function fit(dots: readonly Dot[]) {
  const slopes = pairSlopes(dots);
  const cmMin = median(slopes);
  const base = median(dots.map(({ t, cm }) => cm - cmMin * t));
  const at = (t: number): number => base + cmMin * t;
  const spread = 1.4826 * median(dots.map(({ t, cm }) => Math.abs(cm - at(t))));
  return { slopes, cmMin, at, spread: Math.max(spread, outlookRules.roundingCm) };
}

/**
 * The line that holds for now. Where the rise surely quickens or slackens, the line is the present rate of a parabola and
 * the change of pace goes into the range; where the pace changed at once, only the later half of the readings counts.
 */
function presentLine(dots: readonly Dot[]): { readonly line: LevelLine; readonly dots: readonly Dot[] } {
  const whole = lineOf(dots);
  const bent =
    whole.dots.length < outlookRules.fewestBent ? null : parabola(whole.dots, outlookRules.roundingCm);
  if (!bent) return whole;
  const sure = Math.abs(bent.quickens) / bent.quickensError;
  // Perhaps a bend, perhaps none: the line stays, and its range makes room for the bend.
  if (sure < outlookRules.bentErrors)
    return sure < outlookRules.perhapsErrors
      ? whole
      : { ...whole, line: { ...whole.line, quickens: bent.quickens } };
  const late = whole.dots.slice(Math.floor(whole.dots.length / 2));
  const lateSpan = late.length < outlookRules.fewest ? 0 : late.at(-1)!.t - late[0]!.t;
  const smooth = bent.spread <= 1.7 * Math.max(scatterOf(whole.dots), outlookRules.roundingCm);
  if (!smooth && lateSpan >= outlookRules.spanMinutes) return presentLine(late);
  const { levelCm, levelError, cmMin, cmMinError, quickens } = bent;
  const off = 2.3 * cmMinError;
  return {
    dots: whole.dots,
    line: {
      pivotMin: 0,
      pivotCm: levelCm,
      errorCm: 2 * levelError,
      cmMin,
      lowCmMin: cmMin - off,
      highCmMin: cmMin + off,
      quickens,
    },
  };
}

/** When a parabola from the pivot first climbs by `riseCm`, minutes from the pivot; null when it never does. */
function climbs(riseCm: number, cmMin: number, quickens: number): number | null {
  if (Math.abs(quickens) < 1e-12) return cmMin > 0 ? riseCm / cmMin : null;
  const under = cmMin ** 2 + 2 * quickens * riseCm;
  if (under < 0) return null;
  const root = Math.sqrt(under);
  // Written so that a small change of pace does not lose digits.
  const minutes = cmMin + root > 0 ? (2 * riseCm) / (cmMin + root) : null;
  return minutes !== null && Number.isFinite(minutes) ? minutes : null;
}

function timeLeft(line: LevelLine, level: ReachedLevel, levelCm: number, newestCm: number): TimeLeft {
  if (newestCm >= levelCm) return { level, levelCm, minutes: 0, soonest: 0, latest: 0 };
  const { pivotMin, pivotCm, errorCm, cmMin, lowCmMin, highCmMin, quickens } = line;
  const until = (cm: number, slope: number, pace: number): number | null => {
    const minutes = cm >= 0 ? climbs(cm, slope, pace) : -Infinity;
    if (minutes === null) return null;
    const left = Math.max(0, minutes + pivotMin);
    return left <= outlookRules.horizonMinutes ? left : null;
  };
  const rise = levelCm - pivotCm;
  const minutes = until(rise, cmMin, 0);
  return {
    level,
    levelCm,
    minutes,
    soonest: until(rise - errorCm, highCmMin, Math.max(0, quickens)),
    latest: until(rise + errorCm, lowCmMin, Math.min(0, quickens)),
  };
}

/** Minutes left to each of some levels, by an outlook that is known: a zone measures a gauge by levels of its own. */
export function timesLeft(outlook: Outlook, levels: OutlookLevels): TimeLeft[] {
  if (outlook.kind === 'noReadings') return [];
  return reachedLevels.flatMap((level) => {
    const levelCm = cmOf(levels, level);
    const reached = outlook.newest.levelCm >= levelCm;
    if (outlook.kind === 'rising') return [timeLeft(outlook.line, level, levelCm, outlook.newest.levelCm)];
    return reached && outlook.kind !== 'stale' ? [{ level, levelCm, minutes: 0, soonest: 0, latest: 0 }] : [];
  });
}

/**
 * What the readings say about the next hours. Readings in any order; those of a second that comes are not looked at. An
 * instrument's many are given as means of a minute.
 */
export function outlookOf(readings: readonly LevelReading[], levels: OutlookLevels, nowMs: number): Outlook {
  const known = readings.filter(({ atMs }) => atMs <= nowMs + 2 * minuteMs);
  if (known.length === 0) return { kind: 'noReadings', nowMs };
  const every = levels.everyMinutes ?? 5;
  const rules = outlookRules;
  const all = dotsOf(known, nowMs, Math.max(rules.windowMinutes, rules.windowReadings * every));
  const { dots: sound, step } = afterSteps(all, nowMs);
  const turn = trailingTurn(sound, rules.roundingCm);
  const dots = turn === null ? sound : sound.slice(turn);
  const newestMs = Math.max(...known.map(({ atMs }) => atMs));
  const common: Common = {
    nowMs,
    newest: {
      atMs: newestMs,
      levelCm: median(known.filter(({ atMs }) => atMs === newestMs).map((one) => one.levelCm)),
    },
    staleMinutes: Math.max(rules.staleMinutes, rules.staleSpans * every),
    readings: dots.length,
    step,
  };
  const ageMinutes = (nowMs - newestMs) / minuteMs;
  if (ageMinutes > common.staleMinutes) return { kind: 'stale', ...common, ageMinutes };
  if (dots.length < rules.fewest || dots.at(-1)!.t - dots[0]!.t < rules.spanMinutes)
    return { kind: 'fewReadings', ...common, cmMin: roughly(dots) };
  const { line, dots: counted } = presentLine(dots);
  const { cmMin, lowCmMin, highCmMin } = line;
  const unsure = lowCmMin < 0 && highCmMin > 0 && Math.abs(cmMin) < rules.unsureCmMin;
  const kind = unsure || Math.abs(cmMin) < rules.steadyCmMin ? 'steady' : cmMin > 0 ? 'rising' : 'falling';
  const moving: Moving = {
    kind,
    ...common,
    readings: counted.length,
    cmMin,
    lowCmMin,
    highCmMin,
    levelCm: line.pivotCm - cmMin * line.pivotMin,
    line,
    thresholds: [],
  };
  return { ...moving, thresholds: timesLeft(moving, levels) };
}

/** What comes after the last sudden shift of the level. */
function afterSteps(all: readonly Dot[], nowMs: number): { dots: readonly Dot[]; step: LevelStep | null } {
  let dots = all;
  let step: LevelStep | null = null;
  for (let found = trailingStep(dots, outlookRules.roundingCm); found;) {
    dots = dots.slice(found.index);
    step = { atMs: nowMs + dots[0]!.t * minuteMs, byCm: found.byCm };
    found = trailingStep(dots, outlookRules.roundingCm);
  }
  return { dots, step };
}

/** The slope of too few readings: it says which way, not how long. */
function roughly(dots: readonly Dot[]): number | null {
  const slopes = pairSlopes(
    dots.filter(({ t }) => dots.at(-1)!.t - t <= outlookRules.windowMinutes),
    1,
  );
  return slopes.length === 0 ? null : median(slopes);
}

/** The same outlook some time later, with no new reading: minutes run down by the clock, and it grows stale. */
export function outlookAt(outlook: Outlook, nowMs: number): Outlook {
  if (outlook.kind === 'noReadings') return outlook;
  const ageMinutes = (nowMs - outlook.newest.atMs) / minuteMs;
  if (ageMinutes > outlook.staleMinutes) {
    const { newest, staleMinutes, readings, step } = outlook;
    return { kind: 'stale', nowMs, newest, staleMinutes, readings, step, ageMinutes };
  }
  // A clock that is read in steps may lag behind the answer: time does not run back.
  const past = Math.max(0, nowMs - outlook.nowMs) / minuteMs;
  if (outlook.kind === 'stale' || outlook.kind === 'fewReadings') return { ...outlook, nowMs };
  const line = { ...outlook.line, pivotMin: outlook.line.pivotMin - past };
  return {
    ...outlook,
    nowMs,
    line,
    levelCm: outlook.levelCm + outlook.cmMin * past,
    thresholds: outlook.thresholds.map((one) => ({
      ...one,
      minutes: later(one.minutes, past),
      soonest: later(one.soonest, past),
      latest: later(one.latest, past),
    })),
  };
}
const later = (minutes: number | null, past: number): number | null =>
  minutes === null ? null : Math.max(0, minutes - past);

/** Where the water will stand so many minutes from now, with the range; null where nothing is said about the next hours. */
export function levelIn(
  outlook: Outlook,
  minutes: number,
): { readonly meanCm: number; readonly lowCm: number; readonly highCm: number } | null {
  if (outlook.kind !== 'rising' && outlook.kind !== 'falling' && outlook.kind !== 'steady') return null;
  const { pivotMin, pivotCm, errorCm, cmMin, lowCmMin, highCmMin, quickens } = outlook.line;
  const past = minutes - pivotMin;
  const bend = (quickens * past ** 2) / 2;
  return {
    meanCm: pivotCm + cmMin * past,
    lowCm: pivotCm - errorCm + lowCmMin * past + Math.min(0, bend),
    highCm: pivotCm + errorCm + highCmMin * past + Math.max(0, bend),
  };
}
