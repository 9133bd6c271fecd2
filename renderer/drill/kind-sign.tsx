import {
  BriefcaseMedical,
  Circle,
  Cylinder,
  DoorOpen,
  FlaskConical,
  Flame,
  Waves,
  ZapOff,
} from 'lucide-react';
import type { DrillKind, DrillState } from '../../electron/drill/drill.ts';

const signs = {
  fire: Flame,
  evacuation: DoorOpen,
  chemicalRelease: FlaskConical,
  flood: Waves,
  confinedSpace: Cylinder,
  blackout: ZapOff,
  firstAid: BriefcaseMedical,
  other: Circle,
} satisfies Record<DrillKind, unknown>;

/** What is drilled, as a sign; the word stands beside it or in the name of what it is on. */
export function KindSign({ kind, size = 13 }: { readonly kind: DrillKind; readonly size?: number }) {
  const Sign = signs[kind];
  return <Sign size={size} strokeWidth={1.8} aria-hidden className="dr-sign" />;
}

/** A state's shape; a planned drill has none. */
export const stateShapes: Readonly<Record<DrillState, string>> = {
  planned: '',
  running: '▶',
  interrupted: '❚❚',
  done: '✓',
  cancelled: '✕',
};
