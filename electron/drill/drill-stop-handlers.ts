import type { Tx } from '../door.ts';
import { openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import { incidentNumber, properName, type Incident } from '../incident/incident.ts';
import { incidentById } from '../incident/incident-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { openTasksOf, updateTask } from '../task/task-store.ts';
import { retimed } from '../task/task.ts';
import { openCallOut } from '../team/call-out-store.ts';
import { finished } from '../team/call-out-handlers.ts';
import { mention, saveTeam } from '../team/team-handlers.ts';
import { teamRules, teamsOn } from '../team/team-store.ts';
import { isWorking, report } from '../team/team.ts';
import { paceOn } from './drill-clock.ts';
import { runById, runningExercises, runOfIncident, updateConduct, updateRun } from './drill-run-store.ts';
import { drillMinute, endRun, stopRun, type DrillRun } from './drill-run.ts';
import { drillById } from './drill-store.ts';
import type { Drill } from './drill.ts';

/** Saves a run, and moves the due instants of its exercise's open tasks to where its clock now puts them. */
export function saveRun(tx: Tx, run: DrillRun): DrillRun {
  updateRun(tx.db, run);
  tx.record('drillRun', run);
  const pace = paceOn(run.legs);
  for (const task of openTasksOf(tx.db, run.incidentId)) {
    const after = retimed(task, pace);
    if (after.dueAt === task.dueAt) continue;
    updateTask(tx.db, after);
    tx.record('task', after);
  }
  return run;
}

export function saveConduct(tx: Tx, drill: Drill, state: Drill['state']): Drill {
  const after = { ...drill, state, version: drill.version + 1 };
  updateConduct(tx.db, after);
  tx.record('drill', after);
  return after;
}

/**
 * Frees the teams that an exercise sent, with `reason` on their call-outs. What they worked counts on, but the rest that the
 * exercise earned them does not keep them from a real call.
 */
function freeTeams(tx: Tx, incidentId: string, reason: string): string[] {
  const rules = { ...teamRules(tx.db), rest: [] };
  return teamsOn(tx.db, incidentId)
    .filter(isWorking)
    .flatMap((team) => {
      const after = report(team, { status: 'available' }, tx.now, rules);
      if (isRefusal(after)) return [];
      const call = openCallOut(tx.db, team.id);
      if (call) finished(tx, call, reason);
      saveTeam(tx, after);
      return [mention(team)];
    });
}

/** Stops every drill because a real incident was declared, and frees the teams of every exercise. */
export function stopDrills(tx: Tx, real: Incident): void {
  for (const incidentId of runningExercises(tx.db)) {
    const freed = freeTeams(tx, incidentId, incidentNumber(real));
    const run = runOfIncident(tx.db, incidentId);
    const drill = run && drillById(tx.db, run.id);
    if (!run || drill?.state !== 'running') continue;
    saveRun(tx, stopRun(run, real.id, freed, tx.now));
    saveConduct(tx, drill, 'interrupted');
  }
}

/** Says in the log of a drill's exercise that it was stopped. Refuses: drillNotStopped. */
export function sayStop(tx: Tx, drillId: string): Answer<DrillRun> {
  const run = runById(tx.db, drillId);
  const real = run?.stoppedBy ? incidentById(tx.db, run.stoppedBy) : undefined;
  if (!run || !real || run.stopSaidAt !== null) return refuse('drillNotStopped');
  const incident = openIncident(tx, run.incidentId);
  if (isRefusal(incident)) return incident;
  sayTemplate(
    tx,
    incident.id,
    'system',
    run.freedTeams.length > 0 ? 'drillRun.said.stoppedTeams' : 'drillRun.said.stopped',
    {
      number: properName(incidentNumber(real)),
      minute: Math.floor(drillMinute(run, run.stoppedAt ?? tx.now)),
      teams: run.freedTeams,
    },
  );
  return saveRun(tx, { ...run, stopSaidAt: tx.now });
}

/** The drill that is this exercise is over: done, or for good interrupted; its clock stands. Nothing when there is none. */
export function endDrillOf(tx: Tx, incidentId: string): void {
  const run = runOfIncident(tx.db, incidentId);
  const drill = run && drillById(tx.db, run.id);
  if (!run || !drill || run.endedAt !== null) return;
  saveRun(tx, endRun(run, tx.now));
  // What a real incident cut short does not count as done.
  saveConduct(tx, drill, drill.state === 'running' ? 'done' : drill.state);
}
