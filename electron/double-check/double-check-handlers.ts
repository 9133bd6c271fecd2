import type { ReadHandle } from '../database.ts';
import type { Part, Read, Tx } from '../door.ts';
import { substanceById } from '../hazmat/hazmat-store.ts';
import type { Substance } from '../hazmat/hazmat.ts';
import { sheetsOf } from '../hazmat/finding-store.ts';
import { hazmatSite } from '../hazmat/whole-site-handlers.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import { operatorById } from '../session/operator-store.ts';
import { sitePosition } from '../session/site-store.ts';
import { askSecond, contentHashOf, decideSecond, takeBackSecond } from '../two-person/two-person-handlers.ts';
import { confirmationOf } from '../two-person/two-person-store.ts';
import { standingOf, type Confirmation } from '../two-person/two-person.ts';
import {
  answerFault, differencesOf, limitFault, listStands, worksOn, type CheckAnswer, type Given,
} from './answers.ts'; // prettier-ignore
import { listInForce } from './check-list-handlers.ts';
import {
  asked, begun, closed, contentOf, decided, finished, lapsed, planFault, reopened, stopped, validUntil, workNumber,
  type CheckDetail, type CheckDetails, type CheckLine, type DoubleCheck,
} from './double-check.ts'; // prettier-ignore
import {
  answersOf, checkById, checkPage, insertCheck, nextNumber, saveAnswer, updateCheck,
} from './double-check-store.ts'; // prettier-ignore
import { incidentNear, nearIncident } from './near-handlers.ts';
import { protectionFor } from './protection.ts';
import { besideTask, surroundingsFault, type Beside } from './surroundings.ts';

type At = Pick<Read, 'db' | 'now' | 'today'>;
const requestOf = (db: ReadHandle, id: string): Confirmation | undefined =>
  confirmationOf(db, 'doubleCheck', id);
const first = (answers: readonly CheckAnswer[]): CheckAnswer[] =>
  answers.filter(({ part }) => part === 'first');

/** What a second person answered to one request; of one person only. */
function second(
  answers: readonly CheckAnswer[],
  request: Confirmation | undefined,
  personId: string | null,
): CheckAnswer[] {
  if (!request || personId === null) return [];
  return answers.filter((one) => one.confirmationId === request.id && one.byPersonId === personId);
}

/** Whose second list it is: of the one who confirmed, else of whoever looks at it. */
const secondPerson = (request: Confirmation | undefined, own: string | null): string | null =>
  request?.state === 'confirmed' ? request.decidedPersonId : own;

/** The answers by which a permission holds: of both people and what was measured since. */
function standingAnswers(
  all: readonly CheckAnswer[],
  request: Confirmation | undefined,
  personId: string | null,
): CheckAnswer[] {
  return [...first(all), ...second(all, request, personId), ...all.filter(({ part }) => part === 'again')];
}

function substancesOf(db: ReadHandle, check: Pick<DoubleCheck, 'substances'>): Substance[] {
  return check.substances.flatMap(({ substanceId }) => substanceById(db, substanceId) ?? []);
}

function besideOf(at: At, check: DoubleCheck): Beside[] {
  const place = placeById(at.db, check.placeId);
  const [longitude, latitude] = sitePosition(at.db);
  return place
    ? besideTask(hazmatSite(at.db, at.now, at.today), check.kind, place, substancesOf(at.db, check), { longitude, latitude })
    : [];
} // prettier-ignore

const hashNow = (at: At, check: DoubleCheck, answers: readonly CheckAnswer[]): string =>
  contentHashOf(contentOf(check, first(answers), besideOf(at, check)));

/** The person behind the account at the seat, as it is set now. */
const personOf = (at: Pick<Read, 'db' | 'operator'>): string | null =>
  operatorById(at.db, at.operator.id)?.personId ?? null;

function known(tx: Pick<Read, 'db'>, input: { readonly id: string; readonly version?: number }): Answer<DoubleCheck> {
  const check = checkById(tx.db, input.id);
  if (!check) return refuse('unknownCheck');
  return (input.version === undefined ? null : checkVersion(check, input.version)) ?? check;
} // prettier-ignore

function lineOf(read: Pick<Read, 'db'>, check: DoubleCheck): CheckLine {
  const place = placeById(read.db, check.placeId);
  if (!place) throw new Error(`the place of ${check.id} is gone`);
  const confirmation = requestOf(read.db, check.id) ?? null;
  const answers = answersOf(read.db, check.id);
  const whole = standingAnswers(answers, confirmation ?? undefined, confirmation?.decidedPersonId ?? null);
  const ends = validUntil(check, whole);
  const { list, ...rest } = check;
  return {
    ...rest,
    place: { id: place.id, key: place.key, kind: place.kind, names: place.names },
    confirmation,
    used: check.substances.flatMap((one) => {
      const substance = substanceById(read.db, one.substanceId);
      if (!substance) return [];
      const { id, key, names, unNumber, hazardClass, subsidiary, ghs } = substance;
      return [{ ...one, substance: { id, key, names, unNumber, hazardClass, subsidiary, ghs } }];
    }),
    validUntil: ends.at,
    endsByTest: ends.byTest,
    answered: first(answers).length,
    items: list.items.length,
  };
}

function saved(tx: Tx, check: Answer<DoubleCheck>): Answer<CheckLine> {
  if (isRefusal(check)) return check;
  updateCheck(tx.db, check);
  tx.record('doubleCheck', check);
  return lineOf(tx, check);
}

/** What is changed after it was asked takes the request back; one that was decided counts no more by its hash. */
function backToDraft(tx: Tx, check: DoubleCheck, part: Partial<DoubleCheck> = {}): Answer<DoubleCheck> {
  if (check.state === 'waiting') {
    const back = takeBackSecond(tx, 'doubleCheck', check.id, 'replaced', '');
    if (isRefusal(back)) return back;
  }
  return reopened(check, part);
}

function planned(tx: Tx, plan: CheckDetails): Refusal | null {
  if (!placeById(tx.db, plan.placeId)) return refuse('unknownPlace', { place: plan.placeId });
  const gone = plan.substances.some(({ substanceId }) => !substanceById(tx.db, substanceId));
  return gone ? refuse('unknownSubstance') : null;
}

/** Keeps an answer over the one that stood there. */
function keep(tx: Tx, check: DoubleCheck, given: Given, part: CheckAnswer['part'], request: Confirmation | null): CheckAnswer {
  const personId = personOf(tx);
  const before = answersOf(tx.db, check.id).find(
    (one) =>
      part !== 'again' && one.part === part && one.itemKey === given.itemKey &&
      one.confirmationId === (request?.id ?? null) && (part === 'first' || one.byPersonId === personId),
  );
  const answer: CheckAnswer = {
    id: before?.id ?? tx.newId(), checkId: check.id, part, confirmationId: request?.id ?? null, ...given, at: tx.now,
    byName: tx.operator.name, byPersonId: personId, version: (before?.version ?? 0) + 1,
  };
  saveAnswer(tx.db, answer);
  tx.record('checkAnswer', answer);
  return answer;
} // prettier-ignore

function answerFirst(tx: Tx, check: DoubleCheck, given: Given): Answer<CheckLine> {
  const after = check.state === 'draft' ? check : backToDraft(tx, check);
  if (isRefusal(after)) return after;
  keep(tx, after, given, 'first', null);
  return check.state === 'draft' ? lineOf(tx, check) : saved(tx, after);
}

/** The second looks on their own: another account of another person, while the request waits. */
function answerSecond(tx: Tx, check: DoubleCheck, given: Given): Answer<CheckLine> {
  const request = requestOf(tx.db, check.id);
  if (check.state !== 'waiting' || !request || standingOf(request, tx.now) !== 'waiting')
    return refuse('checkNotAsked', { number: workNumber(check) });
  const personId = personOf(tx);
  const { name } = tx.operator;
  if (tx.operator.id === request.askedBy) return refuse('confirmSelf');
  if (personId === null) return refuse('confirmNotLinked', { name });
  if (personId === request.askedPersonId)
    return refuse('confirmSamePerson', { name, other: request.askedByName });
  keep(tx, check, given, 'second', request);
  return lineOf(tx, check);
}

/** Why the second person's list does not yet stand, or null. */
function secondFault(check: DoubleCheck, all: readonly CheckAnswer[], request: Confirmation, tx: Tx): Refusal | null {
  const personId = personOf(tx);
  if (worksOn(check.workers, tx.operator.name)) return refuse('checkSecondWorks', { name: tx.operator.name });
  const own = second(all, request, personId);
  const wrong = listStands(check.list, own, personId);
  if (wrong) return wrong;
  const open = differencesOf(check.list, first(all), own).filter(({ settled }) => !settled);
  const items = check.list.items.filter(({ key }) => open.some(({ itemKey }) => itemKey === key));
  if (items.length > 0)
    return refuse('checkDiffers', { count: items.length, items: items.slice(0, 3).map(({ names }) => names) });
  return lapsed(check, standingAnswers(all, request, personId), tx.now);
} // prettier-ignore

export const doubleCheckHandlers: Part<
  | 'doubleCheck.add' | 'doubleCheck.change' | 'doubleCheck.answer' | 'doubleCheck.ask' | 'doubleCheck.confirm'
  | 'doubleCheck.refuse' | 'doubleCheck.withdraw' | 'doubleCheck.begin' | 'doubleCheck.measure' | 'doubleCheck.finish'
  | 'doubleCheck.close' | 'doubleCheck.stop' | 'doubleCheck.page' | 'doubleCheck.one' | 'doubleCheck.near'
> = {
  'doubleCheck.add': (tx, { kind, ...plan }) => {
    const { content: list, edition } = listInForce(tx.db, kind);
    const wrong = planned(tx, plan) ?? planFault(kind, plan, list, tx.now);
    if (wrong) return wrong;
    const year = Number(tx.today.slice(0, 4));
    const check: DoubleCheck = {
      id: tx.newId(), kind, year, number: nextNumber(tx.db, kind, year), ...plan, edition, list, state: 'draft',
      createdAt: tx.now, createdByName: tx.operator.name, begunAt: null, begunByName: null, finishedAt: null, watchUntil: null,
      monitorUntil: null, closedAt: null, closedByName: null, closeNote: '', stoppedAt: null, stoppedByName: null,
      stopCause: null, stopReason: '', version: 1,
    };
    insertCheck(tx.db, check);
    tx.record('doubleCheck', check);
    return lineOf(tx, check);
  },
  'doubleCheck.change': (tx, { id, version, ...plan }) => {
    const check = known(tx, { id, version });
    if (isRefusal(check)) return check;
    const wrong = planned(tx, plan) ?? planFault(check.kind, plan, check.list, tx.now);
    return wrong ?? saved(tx, backToDraft(tx, check, plan));
  },
  'doubleCheck.answer': (tx, { id, part, ...given }) => {
    const check = known(tx, { id });
    if (isRefusal(check)) return check;
    const item = check.list.items.find(({ key }) => key === given.itemKey);
    if (!item) return refuse('checkNoItem');
    const wrong = answerFault(item, given, check.workers);
    if (wrong) return wrong;
    return part === 'first' ? answerFirst(tx, check, given) : answerSecond(tx, check, given);
  },
  'doubleCheck.ask': (tx, input) => {
    const check = known(tx, input);
    if (isRefusal(check)) return check;
    const answers = answersOf(tx.db, check.id);
    const own = first(answers);
    const wrong =
      listStands(check.list, own, personOf(tx)) ??
      lapsed(check, own, tx.now) ??
      surroundingsFault(check.list.items, besideOf(tx, check), own);
    if (wrong) return wrong;
    if (check.state === 'waiting') {
      const back = takeBackSecond(tx, 'doubleCheck', check.id, 'replaced', '');
      if (isRefusal(back)) return back;
    }
    const after = asked(check);
    if (isRefusal(after)) return after;
    const lifeMs = check.list.requestMinutes * 60_000;
    const request = askSecond(tx, 'doubleCheck', check.id, hashNow(tx, check, answers), lifeMs);
    return isRefusal(request) ? request : saved(tx, after);
  },
  'doubleCheck.confirm': (tx, input) => {
    const check = known(tx, input);
    if (isRefusal(check)) return check;
    const after = decided(check, 'confirmed');
    if (isRefusal(after)) return after;
    const answers = answersOf(tx.db, check.id);
    const seen = { contentHash: input.contentHash, version: input.confirmationVersion };
    const request = decideSecond(tx, 'doubleCheck', check.id, seen, hashNow(tx, check, answers), 'confirmed', '');
    if (isRefusal(request)) return request;
    return secondFault(check, answers, request, tx) ?? saved(tx, after);
  },
  'doubleCheck.refuse': (tx, input) => {
    const check = known(tx, input);
    if (isRefusal(check)) return check;
    const seen = { contentHash: input.contentHash, version: input.confirmationVersion };
    const request = decideSecond(tx, 'doubleCheck', check.id, seen, '', 'refused', input.reason);
    return isRefusal(request) ? request : saved(tx, decided(check, 'refused'));
  },
  'doubleCheck.withdraw': (tx, input) => {
    const check = known(tx, input);
    if (isRefusal(check)) return check;
    const back = takeBackSecond(tx, 'doubleCheck', check.id, 'withdrawn', input.reason);
    return isRefusal(back) ? back : saved(tx, decided(check, 'withdrawn'));
  },
  'doubleCheck.begin': (tx, input) => {
    const check = known(tx, input);
    if (isRefusal(check)) return check;
    const near = incidentNear(tx.db, check);
    if (near && check.state === 'allowed')
      return refuse('checkIncidentNear', { incident: near.title, metres: near.metres });
    const answers = answersOf(tx.db, check.id);
    const request = requestOf(tx.db, check.id);
    const standing = standingAnswers(answers, request, request?.decidedPersonId ?? null);
    return saved(tx, begun(check, request, hashNow(tx, check, answers), standing, tx.operator, tx.now));
  },
  'doubleCheck.measure': (tx, input) => {
    const check = known(tx, { id: input.id });
    if (isRefusal(check)) return check;
    if (check.state !== 'underWay') return refuse('checkNotUnderWay', { number: workNumber(check) });
    const item = check.list.items.find(({ key }) => key === input.itemKey);
    if (!item) return refuse('checkNoItem');
    if (item.measure === null) return refuse('checkNoMeasure', { item: item.names });
    // What is beyond its limit is kept: it is why the work stops.
    const bad = limitFault(item, input.value);
    const given: Given = { itemKey: item.key, outcome: bad ? 'no' : 'yes', value: input.value, said: '', note: '' };
    keep(tx, check, given, 'again', null);
    if (!bad) return lineOf(tx, check);
    return saved(tx, stopped(check, tx.operator, 'test', `${item.names.en}: ${input.value}`, tx.now));
  },
  'doubleCheck.finish': (tx, input) => {
    const check = known(tx, input);
    return isRefusal(check) ? check : saved(tx, finished(check, tx.operator, input.note, tx.now));
  },
  'doubleCheck.close': (tx, input) => {
    const check = known(tx, input);
    return isRefusal(check) ? check : saved(tx, closed(check, tx.operator, input.note, tx.now));
  },
  'doubleCheck.stop': (tx, input) => {
    const check = known(tx, { id: input.id });
    return isRefusal(check) ? check : saved(tx, stopped(check, tx.operator, 'hand', input.reason, tx.now));
  },
  'doubleCheck.page': (read, input) => {
    const page = checkPage(read.db, { ...input, after: Number(input.after ?? 0) || 0 });
    return { ...page, rows: page.rows.map((check) => lineOf(read, check)) };
  },
  'doubleCheck.one': (read, input) => {
    const check = checkById(read.db, input.id);
    return check ? detailOf(read, check) : null;
  },
  'doubleCheck.near': (read, input) =>
    nearIncident(read.db, input.incidentId).map(({ check, metres }) => ({ ...lineOf(read, check), metres })),
}; // prettier-ignore

function detailOf(read: Read, check: DoubleCheck): CheckDetail {
  const answers = answersOf(read.db, check.id);
  const request = requestOf(read.db, check.id);
  const person = personOf(read);
  const waits = check.state === 'waiting' && request !== undefined;
  const own = second(answers, request, secondPerson(request, person));
  const mine = waits && (request.askedBy === read.operator.id || request.askedPersonId === person);
  const wholeOwn = own.length === check.list.items.length;
  const live = ['draft', 'waiting', 'allowed'].includes(check.state);
  const beside = live ? besideOf(read, check) : [];
  const used = substancesOf(read.db, check);
  return {
    ...lineOf(read, check),
    list: check.list,
    // The second looks for themselves first: until their list is whole they do not see the other.
    first: waits && !mine && !wholeOwn ? null : first(answers),
    second: own,
    again: answers.filter(({ part }) => part === 'again'),
    differences: wholeOwn ? differencesOf(check.list, first(answers), own) : [],
    surroundings: {
      beside,
      protection: protectionFor(used),
      sheets: used.map(({ id, names }) => {
        const [sheet] = sheetsOf(read.db, id);
        const reviewOn = sheet?.reviewOn ?? null;
        return { substance: names, revision: sheet?.revision ?? null, reviewOn, overdue: reviewOn !== null && reviewOn < read.today };
      }),
    },
    unchanged: !['waiting', 'allowed'].includes(check.state) || hashNow(read, check, answers) === request?.contentHash,
  };
} // prettier-ignore
