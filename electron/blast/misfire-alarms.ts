import type { DerivedAlarm } from '../alarm/alarm-list.ts';
import { properName } from '../incident/incident.ts';
import type { NowItem } from '../now/now.ts';
import { waitOver, type Blast } from './blast.ts';

/** A misfire whose wait is over and that nobody has settled: somebody must look at it now. */
export function misfireAlarms(misfires: readonly Blast[], now: string): DerivedAlarm[] {
  return misfires.flatMap((blast): DerivedAlarm[] => {
    const over = waitOver(blast);
    if (over === null || over > now) return [];
    return [
      {
        key: 'blast.waitOver',
        priority: 2,
        noun: 'blast',
        id: blast.id,
        incidentId: null,
        placeId: blast.placeId,
        since: over,
        template: { key: 'blast.cause.waitOver', facts: { shot: properName(blast.key) } },
      },
    ];
  });
}

/** Misfires that wait, and shots whose time has passed without a word. */
export function blastItems(misfires: readonly Blast[], silent: readonly Blast[], now: string): NowItem[] {
  const item = (
    blast: Blast,
    what: 'misfireWait' | 'blastSilent',
    priority: 2 | 3,
    since: string,
  ): NowItem => ({
    key: `blast.${what}.${blast.id}`,
    priority,
    kind: 'blast',
    text: {
      key: `now.text.${what}`,
      facts: { shot: properName(blast.key), until: waitOver(blast) ?? blast.plannedAt },
    },
    action: { key: `now.action.${what}`, facts: {} },
    since,
    seen: false,
    screen: 'blasting',
    id: blast.id,
  });
  return [
    ...misfires
      .filter((blast) => (waitOver(blast) ?? now) > now)
      .map((blast) => item(blast, 'misfireWait', 2, blast.misfireAt!)),
    ...silent.map((blast) => item(blast, 'blastSilent', 3, blast.plannedAt)),
  ];
}
