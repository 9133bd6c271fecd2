import type { Equipment } from '../equipment/equipment.ts';
import type { Work } from '../work/work.ts';
import type { Duty, DutyDone } from './duty.ts';

/** What one completion left behind. */
export interface Completed {
  readonly duty: Duty;
  readonly done: DutyDone;
  readonly item: Equipment;
  /** The order that a failure opened, or that was open for it. */
  readonly work: Work | null;
}
