import { nextLeft, wholeMinutes, isReached } from '../../electron/flood/told.ts';
import { soonestOf, type GaugeLine, type ZoneLine } from '../../electron/flood/flood.ts';
import { outlookAt, timesLeft, type Outlook, type TimeLeft } from '../../electron/flood/outlook.ts';
import { useNow } from '../ui/clock.ts';
import { TrendMark } from './level.tsx';
import { useText, type Text } from '../ui/text.ts';

const tones = { watch: 't3', warning: 't2', danger: 't1' } as const;
/** From so many minutes on hours are told as well. */
const longSpan = 100;

/** A time left as it is said: `danger in 42 min (35–55)`. */
export function leftWords({ t, format }: Pick<Text, 't' | 'format'>, time: TimeLeft): string {
  const level = t(`flood.level.${time.level}`);
  if (time.minutes === null)
    return time.soonest === null
      ? t('flood.left.far', { level })
      : t('flood.left.notBefore', { level, span: format.span(Math.floor(time.soonest)) });
  const { minutes, soonest, latest } = wholeMinutes({ ...time, minutes: time.minutes });
  if (minutes < 1) return t('flood.left.soon', { level });
  const long = (latest ?? minutes) >= longSpan;
  const word = (value: number): string => (long ? format.span(value) : format.number(value));
  const facts = { level, span: format.span(minutes), soonest: word(soonest) };
  return latest === null
    ? t('flood.left.inOpen', facts)
    : t('flood.left.in', { ...facts, latest: word(latest) });
}

/** How a gauge's water moves and the minutes until its next level, running down by the clock; or why nothing is known. */
export function GaugeOutlook({ gauge, all = false }: { readonly gauge: GaugeLine; readonly all?: boolean }) {
  const { t } = useText();
  const outlook = outlookAt(gauge.outlook, useNow(5_000));
  if (outlook.kind === 'noReadings') return null;
  if (outlook.kind === 'stale') return <div className="dim">{t('flood.left.stale')}</div>;
  return (
    <>
      <div>
        <TrendMark trend={gauge.trend} abnormal={gauge.level !== 'normal'} />
      </div>
      {outlook.kind === 'rising' && <Times times={outlook.thresholds} all={all} />}
      {outlook.kind === 'fewReadings' && gauge.trend.kind !== 'unknown' && (
        <div className="dim">{t('flood.left.few')}</div>
      )}
    </>
  );
}

/** Minutes until a zone's next level, by the gauge that gets there first. */
export function ZoneTimeLeft({
  zone,
  gauges,
}: {
  readonly zone: ZoneLine;
  readonly gauges: readonly GaugeLine[];
}) {
  return <Times times={zoneTimes(zone, gauges, useNow(5_000))} all={false} />;
}

/** Times left of a zone at an instant, from its gauges' outlooks. */
export function zoneTimes(zone: ZoneLine, gauges: readonly GaugeLine[], nowMs: number): TimeLeft[] {
  return soonestOf(
    zone.gauges.flatMap(({ gaugeId, ...levels }) => {
      const gauge = gauges.find(({ id }) => id === gaugeId);
      if (!gauge) return [];
      return timesLeft(outlookAt(gauge.outlook, nowMs), levels).map((one) => ({ ...one, gaugeId }));
    }),
  );
}

function Times({ times, all }: { readonly times: readonly TimeLeft[]; readonly all: boolean }) {
  const text = useText();
  const open = times.filter((one) => !isReached(one));
  const next = nextLeft(times);
  // In a list what lies beyond six hours is no news.
  const near = open.filter(({ minutes, soonest }) => minutes !== null || soonest !== null);
  const shown = all ? open : near.slice(0, 1);
  if (shown.length === 0) return null;
  return (
    <>
      {shown.map((one) => (
        <div
          key={one.level}
          className={`time-left ${one.level === next?.level && next.minutes <= 60 ? tones[one.level] : 'muted'}`}
        >
          {leftWords(text, one)}
        </div>
      ))}
    </>
  );
}

/** Minutes until the next level, beside an alarm or a line of Now; nothing where the water does not rise. */
export function OutlookLeft({ outlook }: { readonly outlook: Outlook }) {
  const now = outlookAt(outlook, useNow(5_000));
  return now.kind === 'rising' ? <Times times={now.thresholds} all={false} /> : null;
}
