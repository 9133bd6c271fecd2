import { hash } from 'node:crypto';
import { attachmentByHash } from '../attachment/attachment-store.ts';
import { allCategories, categoryById } from '../category/category-store.ts';
import type { ReadHandle } from '../database.ts';
import type { Part, Read } from '../door.ts';
import { qualifications } from '../person/person-store.ts';
import { placeById, placesOf } from '../place/place-store.ts';
import { standardPositions } from '../position/position.ts';
import { sitePositions } from '../position/position-store.ts';
import { refuse } from '../refusal.ts';
import { savedFile } from '../saved-file.ts';
import { siteRow } from '../session/site-store.ts';
import { addDraft } from './draft-handlers.ts';
import { readPlanFile, writePlanFile, type CodeBook, type Codes, type ReadPlan } from './plan-file.ts';
import { cardsHtml, planHtml, planStyle, type PageFacts } from './plan-page.ts';
import { planName, type CheckedFile, type Plan } from './plan.ts';
import { editionInWork, lastEdition, planById } from './plan-store.ts';
import { withProof } from './review-handlers.ts';

/** So many faults are told at once; more would not be read. */
const mostFaults = 200;

function codeBook(db: ReadHandle): CodeBook {
  const idsByKey = (all: readonly { readonly key: string; readonly id: string }[]) =>
    new Map(all.map(({ key, id }) => [key, id]));
  return {
    places: idsByKey(placesOf(db, undefined)),
    items: idsByKey(allCategories(db, { kind: 'item' })),
    consumables: idsByKey(allCategories(db, { kind: 'consumable' })),
    qualifications: idsByKey(qualifications(db)),
    positions: new Set([...standardPositions, ...sitePositions(db).map(({ key }) => key)]),
    hasPaper: (content) => attachmentByHash(db, content) !== undefined,
  };
}

function codes(db: ReadHandle): Codes {
  const held = new Map(qualifications(db).map(({ id, key }) => [id, key]));
  return {
    place: (id) => placeById(db, id)?.key ?? id,
    category: (id) => categoryById(db, id)?.key ?? id,
    qualification: (id) => held.get(id) ?? id,
  };
}

/** What a read file would become, without anything being written. */
function checked(db: ReadHandle, read: ReadPlan): CheckedFile {
  const open = editionInWork(db, read.key);
  return {
    kind: 'plan',
    key: read.key,
    title: read.title,
    edition: lastEdition(db, read.key) + 1,
    steps: read.steps.length,
    needs: read.steps.reduce((sum, { needs }) => sum + needs.length, 0),
    branches: read.steps.filter((step) => step.branch !== null).length,
    repeats: read.steps.filter((step) => step.repeatMinutes !== null).length,
    papersLeftOut: read.papersLeftOut,
    inWork: open ? planName(open) : null,
  };
}

function pageFacts(read: Read, plan: Plan, language: PageFacts['language']): PageFacts {
  const held = new Map(qualifications(read.db).map(({ id, names }) => [id, names]));
  const own = new Map(sitePositions(read.db).map(({ key, names }) => [key, names]));
  const site = siteRow(read.db);
  return {
    plan: withProof(read.db, plan),
    language,
    siteName: site?.name ?? '',
    timeZone: site?.timeZone ?? 'UTC',
    printedAt: read.now,
    printedBy: read.operator.name,
    place: (id) => placeById(read.db, id),
    category: (id) => categoryById(read.db, id),
    qualification: (id) => held.get(id),
    position: (key) => own.get(key),
  };
}

const fileName = (plan: Plan): string =>
  `${plan.key.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}-v${plan.edition}`;

export const planFileHandlers: Part<
  'plan.export' | 'plan.saveFile' | 'plan.checkFile' | 'plan.import' | 'plan.print'
> = {
  'plan.export': (read, input) => {
    const plan = planById(read.db, input.id);
    if (!plan) return refuse('unknownPlan');
    return { name: `${fileName(plan)}.json`, text: writePlanFile(plan, codes(read.db)) };
  },
  'plan.saveFile': async (read, input) => {
    const plan = planById(read.db, input.id);
    if (!plan) return refuse('unknownPlan');
    const text = writePlanFile(plan, codes(read.db));
    return savedFile(read, `${fileName(plan)}.json`, Buffer.from(text));
  },
  'plan.checkFile': (read, input) => {
    const answer = readPlanFile(input.text, codeBook(read.db));
    if (!('key' in answer))
      return { kind: 'faults', faults: answer.slice(0, mostFaults), total: answer.length };
    return checked(read.db, answer);
  },
  'plan.import': (tx, input) => {
    const answer = readPlanFile(input.text, codeBook(tx.db));
    if ('key' in answer) return addDraft(tx, answer);
    const [first] = answer;
    return refuse('planFileWrong', {
      count: answer.length,
      line: first?.line ?? 1,
      path: first?.path ?? '',
    });
  },
  'plan.print': async (read, input) => {
    const plan = planById(read.db, input.id);
    if (!plan) return refuse('unknownPlan');
    const { printPdf } = read.site.house;
    if (!printPdf) return refuse('noWindowHere');
    const facts = pageFacts(read, plan, input.language);
    const styleHash = hash('sha256', planStyle, 'base64');
    const html = input.what === 'plan' ? planHtml(facts, styleHash) : cardsHtml(facts, styleHash, input.role);
    const name = input.what === 'plan' ? fileName(plan) : `${fileName(plan)}-cards`;
    return savedFile(read, `${name}.pdf`, await printPdf(html));
  },
};
