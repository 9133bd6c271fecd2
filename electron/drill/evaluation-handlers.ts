import { actionsOfDrills } from '../action/action-store.ts';
import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { incidentById } from '../incident/incident-store.ts';
import { logEntriesById } from '../incident/log-store.ts';
import { mustersOf } from '../muster/muster-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { isHoliday, peopleOnLeave } from '../roster/leave-store.ts';
import { siteDay } from '../roster/local-time.ts';
import { rosterOf } from '../roster/roster-store.ts';
import { officeAt, shiftAt } from '../roster/roster.ts';
import { siteRow } from '../session/site-store.ts';
import {
  mayEvaluate,
  objectiveLines,
  proposals,
  sign,
  withActions,
  type AfterDrill,
  type EarlierFinding,
  type Evaluation,
  type ProposedParticipant,
  type Review,
} from './evaluation.ts';
import * as store from './evaluation-store.ts';
import type { DrillInPlace } from './evaluation-store.ts';

/** The tested teams' members who were at work when the drill began. */
function atWork(db: ReadHandle, drill: DrillInPlace): ReturnType<typeof store.membersOf> {
  const pattern = rosterOf(db);
  if (pattern === undefined || drill.at === '') return [];
  const zone = siteRow(db)?.timeZone ?? 'UTC';
  const day = siteDay(drill.at, zone);
  const shift = shiftAt(pattern, drill.at, zone);
  const crews: ReadonlySet<string> = new Set(shift.crews);
  const away = peopleOnLeave(db, day, shift.on);
  const office = officeAt(pattern, drill.at, zone) && !isHoliday(db, day);
  return store
    .membersOf(db, drill.type.teamIds)
    .filter(({ personId, crew }) => !away.has(personId) && (crew === null ? office : crews.has(crew)));
}

/** Who seems to have taken part: who was to observe, who answered, and who of the tested teams was at work. */
function proposedFor(db: ReadHandle, drill: DrillInPlace): ProposedParticipant[] {
  const answered = drill.incidentId === null ? [] : store.answeredIn(db, drill.incidentId);
  return proposals(store.participantsOf(db, [drill.id]), [
    ...store
      .peopleById(db, drill.observers)
      .map((person) => ({ ...person, role: 'observer' as const, source: 'programme' as const })),
    ...answered.map((person) => ({ ...person, role: 'team' as const, source: 'callOut' as const })),
    ...atWork(db, drill).map(({ crew: _crew, ...person }) => ({
      ...person,
      role: 'team' as const,
      source: 'shift' as const,
    })),
  ]);
}

/** What was found before at the same place, with what became of it. */
function earlierOf(db: ReadHandle, drill: DrillInPlace): EarlierFinding[] {
  const findings = store.earlierFindings(db, drill);
  return withActions(findings, actionsOfDrills(db, [...new Set(findings.map(({ drillId }) => drillId))]));
}

/** Everything that is known of a drill after it. */
export function afterDrill(db: ReadHandle, drill: DrillInPlace): AfterDrill {
  const { type, place, objectives, at: _at, ...row } = drill;
  const evaluations = store.evaluationsOf(db, [drill.id]);
  const evidence = [...new Set(evaluations.flatMap((one) => one.evidence))];
  const log = new Map(
    // Read in parts: a page of entries holds 200.
    Array.from({ length: Math.ceil(evidence.length / 200) }, (_, i) => evidence.slice(i * 200, i * 200 + 200))
      .flatMap((ids) => logEntriesById(db, ids))
      .map((entry) => [entry.id, entry]),
  );
  const incident = drill.incidentId === null ? undefined : incidentById(db, drill.incidentId);
  const counts = incident
    ? mustersOf(db, incident.id).flatMap(({ counted }) => (counted === null ? [] : [counted]))
    : [];
  const { teamIds: _teamIds, planKey: _planKey, ...shownType } = type;
  return {
    drill: row,
    type: shownType,
    place,
    incident: incident ? { id: incident.id, year: incident.year, number: incident.number } : null,
    review: store.reviewsOf(db, [drill.id])[0] ?? null,
    objectives: objectiveLines(objectives, evaluations, earlierOf(db, drill), log),
    participants: store.participantsOf(db, [drill.id]),
    proposed: proposedFor(db, drill),
    counted: counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0),
    lessons: store.lessonsOf(db, [drill.id]),
  };
}

/** The drill and its review (a new one when nobody has begun), if it may still be evaluated. */
function open(tx: Tx, drillId: string): Answer<{ readonly drill: DrillInPlace; readonly review: Review }> {
  const drill = store.drillOf(tx.db, drillId);
  if (!drill) return refuse('unknownDrill');
  const known = store.reviewsOf(tx.db, [drillId])[0];
  const may = mayEvaluate(drill, known);
  if (isRefusal(may)) return may;
  const review = known ?? {
    id: tx.newId(), drillId, evacuated: null, signedAt: null, signedBy: null, signedByName: null, version: 0,
  }; // prettier-ignore
  return { drill, review };
}

/** Each change is one of the whole: whoever signs has seen it. */
function touch(tx: Tx, drill: DrillInPlace, review: Review): Review {
  const after = { ...review, version: review.version + 1 };
  store.saveReview(tx.db, after);
  tx.record('drillReview', after);
  if (drill.incidentId !== null) tx.concerns(drill.incidentId);
  return after;
}

export const evaluationHandlers: Part<
  | 'drill.evaluate'
  | 'drill.setParticipants'
  | 'drill.addLesson'
  | 'drill.removeLesson'
  | 'drill.signEvaluation'
  | 'drill.after'
  | 'drill.held'
> = {
  'drill.evaluate': (tx, input) => {
    const opened = open(tx, input.drillId);
    if (isRefusal(opened)) return opened;
    const { drill, review } = opened;
    const objective = drill.objectives.find(({ key }) => key === input.objectiveKey);
    if (!objective) return refuse('unknownObjective');
    const before = store.evaluationsOf(tx.db, [drill.id]).find((one) => one.objectiveKey === objective.key);
    if ((before?.version ?? null) !== input.version)
      return refuse('conflict', { seen: input.version ?? 0, current: before?.version ?? 0 });
    const entries = logEntriesById(tx.db, input.evidence);
    if (
      entries.length !== input.evidence.length ||
      entries.some(({ incidentId }) => incidentId !== drill.incidentId)
    )
      return refuse('evidenceElsewhere');
    const evaluation: Evaluation = {
      id: before?.id ?? tx.newId(), drillId: drill.id, objectiveId: objective.id, objectiveKey: objective.key,
      rating: input.rating, note: input.note, evidence: entries.map((entry) => entry.id), by: tx.operator.id,
      byName: tx.operator.name, at: tx.now, version: (before?.version ?? 0) + 1,
    }; // prettier-ignore
    store.saveEvaluation(tx.db, evaluation);
    tx.record('drillEvaluation', evaluation);
    touch(tx, drill, review);
    return evaluation;
  },
  'drill.setParticipants': (tx, input) => {
    const opened = open(tx, input.drillId);
    if (isRefusal(opened)) return opened;
    const { drill, review } = opened;
    const written = new Map(store.participantsOf(tx.db, [drill.id]).map((one) => [one.personId, one]));
    for (const { personId, role, source } of input.add) {
      const known = written.get(personId);
      // Somebody who has left the site since may still have taken part.
      if (!known && store.peopleById(tx.db, [personId]).length === 0) return refuse('unknownPerson');
      if (known?.role === role) continue;
      if (known) {
        store.deleteParticipant(tx.db, known.id);
        tx.erase('drillParticipant', known.id);
      }
      const participant = { id: tx.newId(), drillId: drill.id, personId, role, source };
      store.insertParticipant(tx.db, participant);
      tx.record('drillParticipant', participant);
      written.set(personId, { ...participant, name: '', teamKey: null });
    }
    for (const personId of input.remove) {
      const known = written.get(personId);
      if (!known) continue;
      store.deleteParticipant(tx.db, known.id);
      tx.erase('drillParticipant', known.id);
      written.delete(personId);
    }
    touch(tx, drill, input.evacuated === undefined ? review : { ...review, evacuated: input.evacuated });
    return { participants: store.participantsOf(tx.db, [drill.id]) };
  },
  'drill.addLesson': (tx, input) => {
    const opened = open(tx, input.drillId);
    if (isRefusal(opened)) return opened;
    const { id: by, name: byName } = tx.operator;
    const lesson = { id: tx.newId(), drillId: opened.drill.id, text: input.text, by, byName, at: tx.now };
    store.insertLesson(tx.db, lesson);
    tx.record('drillLesson', lesson);
    touch(tx, opened.drill, opened.review);
    return lesson;
  },
  'drill.removeLesson': (tx, input) => {
    const lesson = store.lessonById(tx.db, input.lessonId);
    if (!lesson) return refuse('notFound');
    const opened = open(tx, lesson.drillId);
    if (isRefusal(opened)) return opened;
    store.deleteLesson(tx.db, lesson.id);
    tx.erase('drillLesson', lesson.id);
    touch(tx, opened.drill, opened.review);
    return lesson;
  },
  'drill.signEvaluation': (tx, input) => {
    const opened = open(tx, input.drillId);
    if (isRefusal(opened)) return opened;
    const { drill, review } = opened;
    const signed =
      checkVersion(review, input.version) ??
      sign(review, drill, drill.objectives, store.evaluationsOf(tx.db, [drill.id]), tx.operator, tx.now);
    if (isRefusal(signed)) return signed;
    store.saveReview(tx.db, signed);
    tx.record('drillReview', signed);
    if (drill.incidentId !== null) tx.concerns(drill.incidentId);
    return signed;
  },
  'drill.after': (read, input) => {
    const drill =
      'drillId' in input
        ? store.drillOf(read.db, input.drillId)
        : store.drillOfIncident(read.db, input.incidentId);
    return drill ? afterDrill(read.db, drill) : null;
  },
  'drill.held': (read, input) => store.heldPage(read.db, { ...input, after: Number(input.after ?? 0) || 0 }),
};
