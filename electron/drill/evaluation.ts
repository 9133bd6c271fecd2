import { z } from 'zod';
import type { Action } from '../action/action.ts';
import type { LogEntry } from '../incident/incident.ts';
import { refuse, type Answer } from '../refusal.ts';
import { id, line, pageInput, version, type Names } from '../schema-parts.ts';
import type { Drill, DrillObjective, DrillState, DrillType } from './drill.ts';

/**
 * How an objective went, best first: the four ratings of the exercise evaluation guides of HSEEP (performed without
 * challenges, with some, with major challenges, unable to be performed).
 */
export const ratings = ['performed', 'challenges', 'majorChallenges', 'unable'] as const;
export type Rating = (typeof ratings)[number];

export const participantRoles = ['team', 'observer', 'controller', 'evacuated'] as const;
export type ParticipantRole = (typeof participantRoles)[number];
/** From where it is known that somebody took part: their answer to the call, the roster, the programme, or by hand. */
export const participantSources = ['callOut', 'shift', 'programme', 'manual'] as const;
export type ParticipantSource = (typeof participantSources)[number];

export interface Evaluation {
  readonly id: string;
  readonly drillId: string;
  readonly objectiveId: string;
  readonly objectiveKey: string;
  readonly rating: Rating;
  readonly note: string;
  /** Ids of entries of the exercise's log. */
  readonly evidence: readonly string[];
  readonly by: string;
  readonly byName: string;
  readonly at: string;
  readonly version: number;
}

export interface Participant {
  readonly id: string;
  readonly drillId: string;
  readonly personId: string;
  readonly role: ParticipantRole;
  readonly source: ParticipantSource;
}

export interface Lesson {
  readonly id: string;
  readonly drillId: string;
  readonly text: string;
  readonly by: string;
  readonly byName: string;
  readonly at: string;
}

/** The evaluation of a drill as a whole. */
export interface Review {
  readonly id: string;
  readonly drillId: string;
  /** People evacuated without names; null: not counted. */
  readonly evacuated: number | null;
  readonly signedAt: string | null;
  readonly signedBy: string | null;
  readonly signedByName: string | null;
  readonly version: number;
}

const language = z.enum(['en', 'sr-Latn', 'sr-Cyrl', 'zh-Hans']).default('en');

export const evaluateInput = z.object({
  drillId: id,
  objectiveKey: line(80),
  rating: z.enum(ratings),
  note: z.string().trim().max(2000).default(''),
  evidence: z
    .array(id)
    .max(50)
    .refine((ids) => new Set(ids).size === ids.length)
    .default([]),
  /** Of the evaluation that the evaluator saw; null: there was none. */
  version: version.nullable(),
});
/** What changes, person by person, so that two people who correct the list never undo each other. */
export const setParticipantsInput = z.object({
  drillId: id,
  add: z
    .array(z.object({ personId: id, role: z.enum(participantRoles), source: z.enum(participantSources) }))
    .max(500)
    .default([]),
  remove: z.array(id).max(500).default([]),
  /** Left out: as it was. */
  evacuated: z.int().min(0).max(100_000).nullable().optional(),
});
export const addLessonInput = z.object({ drillId: id, text: line(1000) });
export const removeLessonInput = z.object({ lessonId: id });
export const signInput = z.object({ drillId: id, version });
export const reviewPageInput = pageInput.extend({ programmeId: id.optional() });
export const afterInput = z.object({ drillId: id }).or(z.object({ incidentId: id }));

/** A finding of an earlier drill of the same type at the same place. */
export interface EarlierFinding {
  readonly drillId: string;
  /** When that drill began. */
  readonly at: string;
  readonly objectiveKey: string;
  readonly rating: Rating;
  readonly note: string;
  /** What became of it. */
  readonly actions: readonly Pick<Action, 'id' | 'text' | 'owner' | 'dueOn' | 'state' | 'verifiedAt'>[];
}

/** One objective of a drill with all that is known of it. */
export interface ObjectiveLine {
  readonly objective: DrillObjective;
  readonly evaluation: Evaluation | null;
  readonly evidence: readonly LogEntry[];
  /** Newest first; of a drill that was never held before, none. */
  readonly earlier: readonly EarlierFinding[];
  /** A finding now that was one before. */
  readonly repeat: boolean;
}

export interface ParticipantLine extends Participant {
  readonly name: string;
  readonly teamKey: string | null;
}
/** Somebody who seems to have taken part, until a person says so. */
export type ProposedParticipant = Omit<ParticipantLine, 'id' | 'drillId'>;

/** The drill on its tab "After". */
export interface AfterDrill {
  readonly drill: Drill;
  readonly type: Pick<DrillType, 'id' | 'key' | 'names' | 'kind' | 'targets'>;
  readonly place: { readonly id: string; readonly key: string; readonly names: Names };
  readonly incident: { readonly id: string; readonly year: number; readonly number: number } | null;
  readonly review: Review | null;
  readonly objectives: readonly ObjectiveLine[];
  readonly participants: readonly ParticipantLine[];
  readonly proposed: readonly ProposedParticipant[];
  /** What the counts at the muster points add up to; null without a count. */
  readonly counted: number | null;
  readonly lessons: readonly Lesson[];
}

/** A drill in the list of those that were held. */
export interface HeldDrill {
  readonly id: string;
  readonly state: DrillState;
  readonly startsAt: string | null;
  readonly typeNames: Names;
  readonly placeKey: string;
  readonly placeNames: Names;
  readonly incidentId: string | null;
  readonly objectives: number;
  readonly rated: number;
  /** Objectives rated below performed. */
  readonly findings: number;
  readonly openActions: number;
  readonly participants: number;
  readonly signedAt: string | null;
}

/** Anything below performed is a finding. */
export function isFinding(rating: Rating): boolean {
  return rating !== 'performed';
}

/** Refuses: drillNotHeld, evaluationSigned. */
export function mayEvaluate(drill: Pick<Drill, 'state'>, review: Review | undefined): Answer<true> {
  if (!['running', 'interrupted', 'done'].includes(drill.state)) return refuse('drillNotHeld');
  if (review?.signedAt)
    return refuse('evaluationSigned', { by: review.signedByName ?? '', at: review.signedAt });
  return true;
}

/** The controller's signature. Refuses: evaluationSigned, drillNotEnded, drillNotRated (with how many are left). */
export function sign(
  review: Review,
  drill: Pick<Drill, 'state'>,
  objectives: readonly Pick<DrillObjective, 'key'>[],
  evaluations: readonly Pick<Evaluation, 'objectiveKey'>[],
  by: { readonly id: string; readonly name: string },
  at: string,
): Answer<Review> {
  const may = mayEvaluate(drill, review);
  if (may !== true) return may;
  if (drill.state === 'running') return refuse('drillNotEnded');
  const rated = new Set(evaluations.map(({ objectiveKey }) => objectiveKey));
  const left = objectives.filter(({ key }) => !rated.has(key)).length;
  if (left > 0) return refuse('drillNotRated', { count: left });
  return { ...review, signedAt: at, signedBy: by.id, signedByName: by.name, version: review.version + 1 };
}

/** The objectives with what earlier drills found there; `earlier` in any order. */
export function objectiveLines(
  objectives: readonly DrillObjective[],
  evaluations: readonly Evaluation[],
  earlier: readonly EarlierFinding[],
  log: ReadonlyMap<string, LogEntry>,
): ObjectiveLine[] {
  return objectives.map((objective) => {
    const evaluation = evaluations.find(({ objectiveKey }) => objectiveKey === objective.key) ?? null;
    const before = earlier
      .filter(({ objectiveKey }) => objectiveKey === objective.key)
      .toSorted((a, b) => (a.at < b.at ? 1 : -1));
    return {
      objective,
      evaluation,
      evidence: (evaluation?.evidence ?? [])
        .map((entryId) => log.get(entryId))
        .filter((entry) => entry !== undefined),
      earlier: before,
      repeat: evaluation !== null && isFinding(evaluation.rating) && before.length > 0,
    };
  });
}

/** Earlier findings with the actions that answered them. */
export function withActions(
  findings: readonly Omit<EarlierFinding, 'actions'>[],
  actions: readonly Action[],
): EarlierFinding[] {
  return findings.map((finding) => ({
    ...finding,
    actions: actions
      .filter((one) => one.drillId === finding.drillId && one.objectiveKey === finding.objectiveKey)
      .map(({ id, text, owner, dueOn, state, verifiedAt }) => ({
        id,
        text,
        owner,
        dueOn,
        state,
        verifiedAt,
      })),
  }));
}

/** Each person once; who is written down already is proposed no more, and the first source that names them counts. */
export function proposals(
  written: readonly Pick<Participant, 'personId'>[],
  named: readonly ProposedParticipant[],
): ProposedParticipant[] {
  const known = new Set(written.map(({ personId }) => personId));
  return named.filter(({ personId }) => !known.has(personId) && Boolean(known.add(personId)));
}

export const drillReportInput = z.object({ drillId: id, language });
export const monthReportInput = z.object({ programmeId: id, language });
