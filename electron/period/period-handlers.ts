import type { Part, Tx } from '../door.ts';
import { checkVersion, openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { drop, isOpen, meet, type Objective, type Period } from './period.ts';
import {
  endPeriod, insertObjective, insertPeriod, objectiveById, objectivesOf, periodById, periodsOf, updateObjective,
} from './period-store.ts'; // prettier-ignore

function addObjective(tx: Tx, period: Period, orderNo: number, text: string): Objective {
  const objective: Objective = {
    id: tx.newId(), periodId: period.id, incidentId: period.incidentId, orderNo, text,
    metAt: null, metBy: null, droppedAt: null, dropReason: null, version: 1,
  }; // prettier-ignore
  insertObjective(tx.db, objective);
  tx.record('objective', objective);
  return objective;
}

function changeObjective(
  tx: Tx,
  input: { readonly objectiveId: string; readonly version: number },
  key: string,
  rule: (objective: Objective) => Answer<Objective>,
): Answer<Objective> {
  const objective = objectiveById(tx.db, input.objectiveId);
  if (!objective) return refuse('notFound');
  const incident = openIncident(tx, objective.incidentId);
  if (isRefusal(incident)) return incident;
  const after = checkVersion(objective, input.version) ?? rule(objective);
  if (isRefusal(after)) return after;
  updateObjective(tx.db, after);
  tx.record('objective', after);
  sayTemplate(tx, incident.id, 'decision', key, { objective: after.text, reason: after.dropReason ?? '' });
  return after;
}

export const periodHandlers: Part<
  'period.open' | 'period.list' | 'period.addObjective' | 'period.meetObjective' | 'period.dropObjective'
> = {
  'period.open': (tx, input) => {
    const incident = openIncident(tx, input.incidentId);
    if (isRefusal(incident)) return incident;
    const [running] = periodsOf(tx.db, incident.id);
    const carried =
      running && input.carryOver ? running.objectives.filter(isOpen).map(({ text }) => text) : [];
    if (running && running.endedAt === null) {
      const { objectives: _, ...period } = running;
      const ended = { ...period, endedAt: tx.now, version: period.version + 1 };
      endPeriod(tx.db, ended);
      tx.record('period', ended);
    }
    const plannedEndAt = new Date(Date.parse(tx.now) + input.hours * 3_600_000).toISOString();
    const period: Period = {
      id: tx.newId(), incidentId: incident.id, number: (running?.number ?? 0) + 1,
      startedAt: tx.now, plannedEndAt, endedAt: null, version: 1,
    }; // prettier-ignore
    insertPeriod(tx.db, period);
    tx.record('period', period);
    const texts = [...new Set([...carried, ...input.objectives])];
    const objectives = texts.map((text, index) => addObjective(tx, period, index + 1, text));
    sayTemplate(tx, incident.id, 'decision', 'log.periodOpened', {
      number: period.number,
      until: plannedEndAt,
      objectives: texts.length === 0 ? '–' : texts.join('; '),
    });
    return { ...period, objectives };
  },
  'period.list': (read, input) => periodsOf(read.db, input.incidentId),
  'period.addObjective': (tx, input) => {
    const period = periodById(tx.db, input.periodId);
    if (!period) return refuse('notFound');
    const incident = openIncident(tx, period.incidentId);
    if (isRefusal(incident)) return incident;
    if (period.endedAt !== null) return refuse('periodEnded', { number: period.number });
    const last = objectivesOf(tx.db, period.id).at(-1)?.orderNo ?? 0;
    const objective = addObjective(tx, period, last + 1, input.text);
    sayTemplate(tx, incident.id, 'decision', 'log.objectiveAdded', { objective: objective.text });
    return objective;
  },
  'period.meetObjective': (tx, input) =>
    changeObjective(tx, input, 'log.objectiveMet', (objective) => meet(objective, tx.operator.name, tx.now)),
  'period.dropObjective': (tx, input) =>
    changeObjective(tx, input, 'log.objectiveDropped', (objective) => drop(objective, input.reason, tx.now)),
};
