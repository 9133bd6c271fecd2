import type { Part, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { JobCancelled, runJob, shared } from '../jobs.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { outcomeOf, saveOutcome } from './drill-problem-store.ts';
import { drillById, programmeById, updateDrill } from './drill-store.ts';
import type { LaidOutProgramme, LayOutDone } from './lay-out.ts';
import type { PlacedDrill } from './move.ts';
import type { LaidOut, Placement } from './outcome.ts';

/** Writes a plan. Refuses: drillsChanged, when a drill is no longer as it was looked at. */
function write(
  tx: Tx,
  input: { readonly programmeId: string; readonly version: number },
  { outcome, versions }: LayOutDone,
): Answer<LaidOutProgramme> {
  const before = programmeById(tx.db, input.programmeId);
  if (!before) return refuse('unknownDrillProgramme');
  const changed = checkVersion(before, input.version);
  if (changed) return changed;
  for (const [id, version] of Object.entries(versions))
    if (drillById(tx.db, id)?.version !== version) return refuse('drillsChanged');
  const { placements, ...rest } = outcome;
  let moved = 0;
  for (const placement of placements) {
    const drill = drillById(tx.db, placement.drillId)!;
    if (drill.startsAt !== null && drill.startsAt !== placement.startsAt) moved += 1;
    const after = placed(drill, placement);
    if (JSON.stringify(after) === JSON.stringify(drill)) continue;
    const kept: PlacedDrill = { ...after, version: drill.version + 1 };
    updateDrill(tx.db, kept);
    tx.record('drill', kept);
  }
  const laidOut: LaidOut = { ...rest, at: tx.now, placed: placements.length, moved };
  const programme = { ...before, version: before.version + 1 };
  saveOutcome(tx.db, programme, laidOut);
  tx.record('drillProgramme', { ...programme, outcome: laidOut });
  return { programme, outcome: laidOut };
}

function placed(drill: PlacedDrill, placement: Placement): PlacedDrill {
  const { startsAt, shiftOn, shift, crew, observers, reasons } = placement;
  return { ...drill, startsAt, shiftOn, shift, crew, observers, reasons };
}

export const layOutHandlers: Part<'drill.layOut' | 'drill.breaks' | 'drill.outcome'> = {
  'drill.layOut': {
    prepare: async (read, input) => {
      const programme = programmeById(read.db, input.programmeId);
      if (!programme) return refuse('unknownDrillProgramme');
      if (programme.state === 'closed') return refuse('drillProgrammeClosed');
      const changed = checkVersion(programme, input.version);
      if (changed) return changed;
      const { programmeId, seconds } = input;
      let done: Answer<LayOutDone>;
      try {
        done = await shared(`drill.layOut ${programmeId}`, (signal) =>
          runJob(
            'layOutDrills',
            { site: read.site.file, programmeId, now: read.now, seconds },
            { signal, onProgress: (at, total) => read.progress('drill.layOut', at, total) },
          ),
        );
      } catch (error) {
        if (error instanceof JobCancelled) return refuse('calledOff');
        throw error;
      }
      if (isRefusal(done)) return done;
      const found = done;
      return (tx) => write(tx, input, found);
    },
  },
  'drill.breaks': (read, { drillId, starts }) =>
    drillById(read.db, drillId)
      ? runJob('judgeDrill', { site: read.site.file, drillId, starts, now: read.now })
      : refuse('unknownDrill'),
  'drill.outcome': (read, { programmeId }) =>
    programmeById(read.db, programmeId) ? outcomeOf(read.db, programmeId) : refuse('unknownDrillProgramme'),
};
