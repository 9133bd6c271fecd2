import type { Part } from '../door.ts';
import { refuse } from '../refusal.ts';
import { dayPlus, instantOf } from '../roster/local-time.ts';
import { siteRow } from '../session/site-store.ts';
import { drillsOf, programmeById, programmePage } from './drill-store.ts';

export const drillHandlers: Part<'drill.programmes' | 'drill.ofProgramme'> = {
  'drill.programmes': (read, input) => programmePage(read.db, input),
  'drill.ofProgramme': (read, input) => {
    const zone = siteRow(read.db)?.timeZone;
    if (zone === undefined || !programmeById(read.db, input.programmeId))
      return refuse('unknownDrillProgramme');
    return drillsOf(read.db, input.programmeId, {
      from: new Date(instantOf(input.fromOn, 0, zone)).toISOString(),
      until: new Date(instantOf(dayPlus(input.toOn, 1), 0, zone)).toISOString(),
    });
  },
};
