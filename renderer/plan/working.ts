import type { Input } from '../../electron/contract.ts';
import type { Criteria, Plan, Step, StepInput } from '../../electron/plan/plan.ts';
import type { Names } from '../../electron/schema-parts.ts';

/** A step that is being written; `key` names it on the screen until it has an id of its own. */
export interface WorkingStep extends Omit<StepInput, 'id'> {
  readonly key: string;
  readonly id: string | undefined;
}

/** A plan that is being written. A language left empty is filled when it is saved. */
export interface Working {
  readonly key: string;
  readonly title: Names;
  readonly purpose: Names;
  readonly criteria: Criteria;
  readonly reviewDueOn: string;
  readonly steps: readonly WorkingStep[];
}

export const noNames: Names = { en: '', srLatn: '', zhHans: '' };
const noStep: Omit<WorkingStep, 'key'> = {
  id: undefined,
  instruction: noNames,
  role: null,
  position: null,
  targetMinutes: null,
  placeId: null,
  branch: null,
  repeatMinutes: null,
  needs: [],
  papers: [],
};

/** A copy to write in: of a draft to go on with it, of the edition in force to begin the next, or a new plan. */
export function workingOf(plan: Plan | null): Working {
  if (plan === null)
    return {
      key: '',
      title: noNames,
      purpose: noNames,
      criteria: { types: [], minSeverity: 1, placeIds: [], placeKinds: [], gauge: null, alarm: null },
      reviewDueOn: '',
      steps: [{ ...noStep, key: 'new-1' }],
    };
  return {
    key: plan.key,
    title: plan.title,
    purpose: plan.purpose ?? noNames,
    criteria: plan.criteria,
    // The day of the edition before says nothing about the next one.
    reviewDueOn: plan.state === 'draft' ? (plan.reviewDueOn ?? '') : '',
    steps: plan.steps.map(({ order: _order, ...step }: Step) => ({
      ...step,
      needs: [...step.needs],
      key: step.id,
    })),
  };
}

/** Adds an empty step after the one with this key (at the end when there is none); gives the new one's key too. */
export function addStep(plan: Working, after: string | null): readonly [Working, string] {
  const key = `new-${1 + Math.max(0, ...plan.steps.map((step) => Number(/^new-(\d+)$/.exec(step.key)?.[1] ?? 0)))}`;
  const at = plan.steps.findIndex((step) => step.key === after);
  const before = plan.steps[at];
  const steps = plan.steps.toSpliced(at < 0 ? plan.steps.length : at + 1, 0, {
    ...noStep,
    key,
    // Whoever did the last thing most often does the next.
    role: before?.role ?? null,
    position: before?.position ?? null,
  });
  return [{ ...plan, steps }, key];
}

/** Moves a step up (-1) or down (1); at the end of the list it stays. */
export function moveStep(plan: Working, key: string, by: -1 | 1): Working {
  const from = plan.steps.findIndex((step) => step.key === key);
  const to = from + by;
  const step = plan.steps[from];
  if (!step || to < 0 || to >= plan.steps.length) return plan;
  return { ...plan, steps: plan.steps.toSpliced(from, 1).toSpliced(to, 0, step) };
}

/** Takes a step out; gives the key of the one to look at next, null when it was the last. */
export function removeStep(plan: Working, key: string): readonly [Working, string | null] {
  const at = plan.steps.findIndex((step) => step.key === key);
  const steps = plan.steps.filter((step) => step.key !== key);
  return [{ ...plan, steps }, (steps[at] ?? steps.at(-1))?.key ?? null];
}

export function changeStep(plan: Working, key: string, part: Partial<WorkingStep>): Working {
  return { ...plan, steps: plan.steps.map((step) => (step.key === key ? { ...step, ...part } : step)) };
}

const languages = ['en', 'srLatn', 'zhHans'] as const;

/** The languages in which nothing of its own is written: empty, or the same words as in another. */
export function untranslated(names: Names): readonly (keyof Names)[] {
  const words = languages.map((language) => names[language].trim());
  if (words.every((word) => word === '')) return [];
  return languages.filter((_, i) => words[i] === '' || words.indexOf(words[i] ?? '') < i);
}

/** Empty languages take the words that there are: an instruction in another language is better than none. */
export function filled(names: Names): Names {
  const words = languages.map((language) => names[language].trim()).find((word) => word !== '') ?? '';
  return {
    en: names.en.trim() || words,
    srLatn: names.srLatn.trim() || words,
    zhHans: names.zhHans.trim() || words,
  };
}

/** As the commands take it. */
export function toInput(plan: Working): Omit<Input<'plan.add'>, 'key'> {
  const purpose = filled(plan.purpose);
  return {
    title: filled(plan.title),
    purpose: purpose.en === '' ? null : purpose,
    criteria: plan.criteria,
    reviewDueOn: plan.reviewDueOn === '' ? null : plan.reviewDueOn,
    steps: plan.steps.map(({ key: _key, ...step }) => ({
      ...step,
      instruction: filled(step.instruction),
      branch:
        step.branch?.kind === 'words' ? { ...step.branch, words: filled(step.branch.words) } : step.branch,
    })),
  };
}

/** The step that a refused input is about, by its place in the list; null when it is about the plan itself. */
export function stepOfField(field: unknown): number | null {
  const at = typeof field === 'string' ? /^steps\.(\d+)/.exec(field)?.[1] : undefined;
  return at === undefined ? null : Number(at);
}
