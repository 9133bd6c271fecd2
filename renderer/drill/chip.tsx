import { Pin } from 'lucide-react';
import type { DrillLine } from '../../electron/drill/month.ts';
import { useText } from '../ui/text.ts';
import { KindSign, stateShapes } from './kind-sign.tsx';
import { timeOf } from './month-days.ts';

/** What a reader aloud says of a drill: all that the chip shows by signs. */
export function useDrillWords(zone: string): (drill: DrillLine) => string {
  const { t, nameOf } = useText();
  return (drill) =>
    [
      drill.startsAt === null ? null : timeOf(drill.startsAt, zone),
      nameOf(drill.typeNames),
      nameOf(drill.placeNames),
      drill.crew === null ? null : t('drill.crew', { crew: drill.crew }),
      t(`drill.state.${drill.state}`),
      drill.pinned ? t('drill.pinned') : null,
    ]
      .filter((part) => part !== null)
      .join(', ');
}

/** The inside of a chip: what, where, when; in a row of its own area the day instead of the area. */
export function ChipBody({
  drill,
  zone,
  day = false,
}: {
  readonly drill: DrillLine;
  readonly zone: string;
  readonly day?: boolean;
}) {
  const { format } = useText();
  const shape = stateShapes[drill.state];
  const [hour, minute] = drill.startsAt === null ? [] : timeOf(drill.startsAt, zone).split(':');
  return (
    <>
      <KindSign kind={drill.kind} />
      {shape !== '' && <b aria-hidden>{shape}</b>}
      <span className="dm-what">
        {day && drill.shiftOn !== null
          ? `${format.weekday(drill.shiftOn)} ${Number(drill.shiftOn.slice(8))}`
          : drill.placeKey}
      </span>
      {drill.pinned && <Pin size={11} strokeWidth={2.2} aria-hidden />}
      {hour !== undefined && (
        <time>
          {hour}
          <span>:{minute}</span>
        </time>
      )}
    </>
  );
}
