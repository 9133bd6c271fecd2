import type { Alarm } from '../alarm/alarm.ts';
import type { Tx } from '../door.ts';
import { placeById } from '../place/place-store.ts';
import type { BreachRun, BreachStudy } from './breach.ts';
import { insertRun, runOf, studyOf, updateRun } from './breach-store.ts';

/** Starts the clock of a dam in the caller's transaction. */
export function begin(tx: Tx, run: BreachRun): BreachRun {
  insertRun(tx.db, run);
  tx.record('breachRun', run);
  return run;
}

/** The study of the dam that a place is or belongs to: an embankment's alarm is its dam's. */
function studyAt(tx: Tx, placeId: string | null): BreachStudy | undefined {
  for (let at = placeId, up = 0; at !== null && up < 5; up += 1) {
    const place = placeById(tx.db, at);
    if (place?.kind !== 'tailingsDam') return undefined;
    const study = studyOf(tx.db, place.id);
    if (study) return study;
    at = place.parentId;
  }
  return undefined;
}

/**
 * An alarm of the first priority on a dam that has a study starts its clock: the minutes count from then on, and stopping it
 * when it was nothing costs less than starting it late. A rehearsal that runs gives way.
 */
export function startByAlarm(tx: Tx, alarm: Alarm): void {
  if (alarm.priority !== 1) return;
  const study = studyAt(tx, alarm.placeId);
  if (!study) return;
  const running = runOf(tx.db, study.damId);
  if (running && !running.rehearsal) return;
  if (running) {
    const ended: BreachRun = {
      ...running,
      endedAt: tx.now,
      endedByName: tx.operator.name,
      endReason: 'alarm',
      version: running.version + 1,
    };
    updateRun(tx.db, ended);
    tx.record('breachRun', ended);
  }
  begin(tx, {
    id: tx.newId(), studyId: study.id, damId: study.damId, rehearsal: false, incidentId: null, alarmId: alarm.id,
    startedAt: tx.now, startedByName: tx.operator.name, endedAt: null, endedByName: null, endReason: '', version: 1,
  }); // prettier-ignore
}
