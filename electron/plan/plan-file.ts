import { z } from 'zod';
import { incidentType, severity } from '../incident/incident.ts';
import { placeKind } from '../place/place.ts';
import { line, names, type Names } from '../schema-parts.ts';
import type { Branch } from './branch.ts';
import { pointer, readLocated } from './located-json.ts';
import { needConditions, type NeedInput } from './need.ts';
import { stepInput, type Plan, type Step, type StepInput } from './plan.ts';

/** Largest plan file that is read, in characters. */
export const mostFileCharacters = 500_000;

const key = line(40);
const stepFields = stepInput.shape;
const minutes = z.number().positive().max(1_440);
const ref = z
  .uuid()
  .optional()
  .meta({ description: 'The same in every edition; leave it out of what is new.' });
const reach = {
  maxTravelMinutes: minutes
    .nullable()
    .default(null)
    .meta({ description: 'Greatest travel time to the scene; null when it does not matter.' }),
  travelMinutes: z
    .array(z.strictObject({ place: key, minutes }))
    .max(50)
    .default([])
    .meta({
      description: 'Ways that were timed, from a place; else straight distance over the category’s speed.',
    }),
};
/** A language too many is a slip of the pen, not something to leave out silently. */
const words = z.strictObject(names.shape);
const count = z.int().min(1).max(10_000);
const degrees = z.number().min(0).max(360);

const fileNeed = z.discriminatedUnion('kind', [
  z.strictObject({
    id: ref,
    kind: z.literal('equipment'),
    category: key,
    count,
    condition: z.enum(needConditions).default('ready'),
    ...reach,
  }),
  z.strictObject({ id: ref, kind: z.literal('people'), qualification: key, count, ...reach }),
  z.strictObject({
    id: ref,
    kind: z.literal('stock'),
    category: key,
    amount: z.number().positive().max(1e9).meta({ description: 'In the unit of the category.' }),
    ...reach,
  }),
  z
    .strictObject({ id: ref, kind: z.literal('place'), place: key })
    .meta({ description: 'A place that must be open.' }),
]);

const fileBranch = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wind'), fromDegrees: degrees, toDegrees: degrees }).meta({
    description: 'Wind from a sector, clockwise from one bearing to the other; 315 to 45 is the north.',
  }),
  z.strictObject({ kind: z.literal('gauge'), place: key, minLevelCm: z.number().min(-10_000).max(100_000) }),
  z.strictObject({ kind: z.literal('words'), words }),
]);

const fileStep = z.strictObject({
  id: ref,
  instruction: words,
  role: words.nullable().default(null),
  position: stepFields.position.meta({
    description: 'Code of the position of an incident that answers for it.',
  }),
  targetMinutes: stepFields.targetMinutes,
  place: key.nullable().default(null),
  branch: fileBranch.nullable().default(null).meta({ description: 'Done only if this is so.' }),
  repeatMinutes: stepFields.repeatMinutes,
  needs: z.array(fileNeed).max(30).default([]),
  papers: stepFields.papers.meta({
    description: 'Their content travels apart; what the site does not have is left out.',
  }),
});

/** A plan as a file: places, categories, qualifications and positions by their codes, so that it fits another site too. */
export const planFile = z.strictObject({
  $schema: z.string().max(400).optional(),
  format: z.literal('tocsin-plan'),
  formatVersion: z.literal(1),
  key,
  title: words,
  purpose: z
    .strictObject({ en: line(1000), srLatn: line(1000), zhHans: line(1000) })
    .nullable()
    .default(null),
  reviewDueOn: z.iso.date().nullable().default(null),
  criteria: z
    .strictObject({
      types: z.array(incidentType).max(10).default([]),
      minSeverity: severity.default(1),
      places: z.array(key).max(200).default([]),
      placeKinds: z.array(placeKind).max(40).default([]),
      gauge: z
        .strictObject({ place: key, minLevelCm: z.number().min(-10_000).max(100_000) })
        .nullable()
        .default(null),
      alarm: z
        .strictObject({ place: key, priority: z.int().min(1).max(3) })
        .nullable()
        .default(null)
        .meta({ description: 'An alarm at a place, this urgent or more: 1 act now, 2 act soon, 3 look.' }),
    })
    .prefault({}),
  steps: z.array(fileStep).min(1).max(200),
});
type PlanFile = z.output<typeof planFile>;

/** What the codes of a file mean at this site. */
export interface CodeBook {
  readonly places: ReadonlyMap<string, string>;
  readonly items: ReadonlyMap<string, string>;
  readonly consumables: ReadonlyMap<string, string>;
  readonly qualifications: ReadonlyMap<string, string>;
  readonly positions: ReadonlySet<string>;
  /** Whether the site has an attachment of this content. */
  readonly hasPaper: (hash: string) => boolean;
}

/** One thing that is wrong with a file, and where: `code` is a text of the locales. */
export interface FileFault {
  readonly line: number;
  /** e.g. steps[3].needs[0].count; empty for the file itself. */
  readonly path: string;
  readonly code: string;
  /** What was found or would be allowed, as the text of `code` takes it. */
  readonly what: string;
}

/** A plan file that can be taken, as `plan.add` takes it. */
export interface ReadPlan {
  readonly key: string;
  readonly title: Names;
  readonly purpose: Names | null;
  readonly reviewDueOn: string | null;
  readonly criteria: Plan['criteria'];
  readonly steps: StepInput[];
  /** Names of papers that the site does not have. */
  readonly papersLeftOut: readonly string[];
}

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${String(part)}`))
    .join('');

/** Reads a plan file; everything that is wrong with it is told at once, each with its line, in the order of the file. */
export function readPlanFile(text: string, book: CodeBook): ReadPlan | readonly FileFault[] {
  if (text.length > mostFileCharacters)
    return [{ line: 1, path: '', code: 'tooLong', what: String(mostFileCharacters) }];
  const located = readLocated(text);
  if ('problem' in located)
    return [{ line: located.line, path: '', code: located.problem, what: String(located.column) }];
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let end = path.length; end >= 0; end -= 1) {
      const found = located.lines.get(pointer(path.slice(0, end)));
      if (found !== undefined) return found;
    }
    return 1;
  };
  const faults: FileFault[] = [];
  const fault = (path: readonly PropertyKey[], code: string, what: string): void =>
    void faults.push({ line: lineOf(path), path: pathText(path), code, what });
  const parsed = planFile.safeParse(located.value);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      if (issue.code === 'unrecognized_keys')
        for (const name of issue.keys) fault([...issue.path, name], 'unknownKey', name);
      else fault(issue.path, issue.code === 'invalid_union' ? 'invalid_value' : issue.code, allowed(issue));
    }
    return inOrder(faults);
  }
  const made = resolve(parsed.data, book, fault);
  return faults.length > 0 ? inOrder(faults) : made;
}

function inOrder(faults: readonly FileFault[]): FileFault[] {
  return faults.toSorted((a, b) => a.line - b.line || (a.path < b.path ? -1 : 1));
}

/** What an issue would have allowed. */
function allowed(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return String(issue.maximum);
    case 'too_small':
      return String(issue.minimum);
    case 'invalid_type':
      return issue.expected;
    case 'invalid_value':
      return issue.values.map(String).join(', ');
    case 'invalid_format':
      return issue.format;
    case 'invalid_union':
      return issue.path.includes('needs') ? 'equipment, people, stock, place' : 'wind, gauge, words';
    default:
      return '';
  }
}

/** Codes into ids; a code that the site does not know is a fault where it stands. */
function resolve(
  file: PlanFile,
  book: CodeBook,
  fault: (path: readonly PropertyKey[], code: string, what: string) => void,
): ReadPlan {
  const leftOut: string[] = [];
  const of = (known: ReadonlyMap<string, string>, code: string) => {
    return (given: string, path: readonly PropertyKey[]): string => {
      const found = known.get(given);
      if (found === undefined) fault(path, code, given);
      return found ?? '';
    };
  };
  const place = of(book.places, 'unknownPlace');
  const item = of(book.items, 'unknownCategory');
  const consumable = of(book.consumables, 'unknownConsumable');
  const qualification = of(book.qualifications, 'unknownQualification');

  const need = (given: z.output<typeof fileNeed>, path: readonly PropertyKey[]): NeedInput => {
    if (given.kind === 'place')
      return { id: given.id, kind: 'place', placeId: place(given.place, [...path, 'place']) };
    const { id, maxTravelMinutes } = given;
    const travelMinutes = given.travelMinutes.map((way, i) => ({
      placeId: place(way.place, [...path, 'travelMinutes', i, 'place']),
      minutes: way.minutes,
    }));
    const reachOf = { id, maxTravelMinutes, travelMinutes };
    switch (given.kind) {
      case 'equipment': {
        const categoryId = item(given.category, [...path, 'category']);
        return { ...reachOf, kind: 'equipment', categoryId, count: given.count, condition: given.condition };
      }
      case 'people': {
        const qualificationId = qualification(given.qualification, [...path, 'qualification']);
        return { ...reachOf, kind: 'people', qualificationId, count: given.count };
      }
      case 'stock': {
        const categoryId = consumable(given.category, [...path, 'category']);
        return { ...reachOf, kind: 'stock', categoryId, amount: given.amount };
      }
    }
  };
  const branch = (given: z.output<typeof fileBranch> | null, path: readonly PropertyKey[]): Branch | null => {
    if (given?.kind !== 'gauge') return given;
    return { kind: 'gauge', placeId: place(given.place, [...path, 'place']), minLevelCm: given.minLevelCm };
  };
  const step = (given: z.output<typeof fileStep>, i: number): StepInput => {
    const path = ['steps', i];
    const { place: where, branch: when, needs, papers, ...rest } = given;
    if (rest.position !== null && !book.positions.has(rest.position))
      fault([...path, 'position'], 'unknownPosition', rest.position);
    leftOut.push(...papers.filter(({ hash }) => !book.hasPaper(hash)).map(({ name }) => name));
    return {
      ...rest,
      placeId: where === null ? null : place(where, [...path, 'place']),
      branch: branch(when, [...path, 'branch']),
      needs: needs.map((each, n) => need(each, [...path, 'needs', n])),
      papers: papers.filter(({ hash }) => book.hasPaper(hash)),
    };
  };
  const { types, minSeverity, places, placeKinds, gauge, alarm } = file.criteria;
  return {
    key: file.key,
    title: file.title,
    purpose: file.purpose,
    reviewDueOn: file.reviewDueOn,
    criteria: {
      types,
      minSeverity,
      placeIds: places.map((given, i) => place(given, ['criteria', 'places', i])),
      placeKinds,
      gauge: gauge && {
        placeId: place(gauge.place, ['criteria', 'gauge', 'place']),
        minLevelCm: gauge.minLevelCm,
      },
      alarm: alarm && {
        placeId: place(alarm.place, ['criteria', 'alarm', 'place']),
        priority: alarm.priority,
      },
    },
    steps: file.steps.map(step),
    papersLeftOut: leftOut,
  };
}

/** Codes by id, the other way round. */
export interface Codes {
  readonly place: (id: string) => string;
  readonly category: (id: string) => string;
  readonly qualification: (id: string) => string;
}

/** The text of a plan file, two blanks deep; reading it gives the same plan. */
export function writePlanFile(plan: Plan, codes: Codes): string {
  const { types, minSeverity, placeIds, placeKinds, gauge, alarm } = plan.criteria;
  const file: z.input<typeof planFile> = {
    format: 'tocsin-plan',
    formatVersion: 1,
    key: plan.key,
    title: plan.title,
    purpose: plan.purpose,
    reviewDueOn: plan.reviewDueOn,
    criteria: {
      types,
      minSeverity,
      places: placeIds.map(codes.place),
      placeKinds,
      gauge: gauge && { place: codes.place(gauge.placeId), minLevelCm: gauge.minLevelCm },
      alarm: alarm && { place: codes.place(alarm.placeId), priority: alarm.priority },
    },
    steps: plan.steps.map((step) => stepOut(step, codes)),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function stepOut(step: Step, codes: Codes): z.input<typeof fileStep> {
  const { order: _order, placeId, branch, needs, ...rest } = step;
  return {
    ...rest,
    place: placeId === null ? null : codes.place(placeId),
    branch:
      branch?.kind === 'gauge'
        ? { kind: 'gauge', place: codes.place(branch.placeId), minLevelCm: branch.minLevelCm }
        : branch,
    needs: needs.map((need): z.input<typeof fileNeed> => {
      if (need.kind === 'place') return { id: need.id, kind: 'place', place: codes.place(need.placeId) };
      const { travelMinutes, ...given } = need;
      const ways = travelMinutes.map((way) => ({ place: codes.place(way.placeId), minutes: way.minutes }));
      if (given.kind === 'people') {
        const { qualificationId, ...people } = given;
        return { ...people, qualification: codes.qualification(qualificationId), travelMinutes: ways };
      }
      const { categoryId, ...thing } = given;
      return { ...thing, category: codes.category(categoryId), travelMinutes: ways };
    }),
  };
}
