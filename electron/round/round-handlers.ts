import { attachmentByHash } from '../attachment/attachment-store.ts';
import type { Part, Tx } from '../door.ts';
import { complete, doneDay } from '../duty/completion-handlers.ts';
import { dutyOfKind } from '../duty/duty-store.ts';
import { keepItem } from '../duty/standing-handlers.ts';
import { equipmentById, equipmentByTag } from '../equipment/equipment-store.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import type { Geometry } from '../schema-parts.ts';
import { openOrder } from '../work/opening-handlers.ts';
import {
  insertPoint, insertRound, itemsInside, lastOrderOf, lastRoundNumber, lastWalk, openRoundOf, pointById, pointOfItem,
  pointsOf, roundById, roundLine, roundPage, unansweredOf, updatePoint, updateRound,
} from './round-store.ts'; // prettier-ignore
import { checkOpen, mostPoints, walkingOrder, type Round, type RoundPoint } from './round.ts';

/** Where a place is for a walk: its point, or the middle of its box. */
function middle(geometry: Geometry): [number, number] {
  const flat: [number, number][] = [];
  const visit = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === 'number') flat.push([value[0], Number(value[1])]);
    else for (const part of value) visit(part);
  };
  visit(geometry.coordinates);
  const mid = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
  return [mid(flat.map(([x]) => x)), mid(flat.map(([, y]) => y))];
}

function newPoint(tx: Tx, round: Round, itemId: string, orderNo: number): RoundPoint {
  const point: RoundPoint = {
    id: tx.newId(), roundId: round.id, orderNo, itemId, dutyId: dutyOfKind(tx.db, itemId, round.kind)?.id ?? null,
    result: null, lines: [], note: '', photo: null, answeredAt: null, answeredBy: null, workId: null, version: 1,
  }; // prettier-ignore
  insertPoint(tx.db, point);
  tx.record('roundPoint', point);
  return point;
}

/** The open round that somebody saw in this version. */
function seen(tx: Tx, input: { readonly id: string; readonly version: number }): Answer<Round> {
  const round = roundById(tx.db, input.id);
  if (!round) return refuse('notFound');
  return checkVersion(round, input.version) ?? checkOpen(round) ?? round;
}

function close(tx: Tx, round: Round, state: 'finished' | 'abandoned', note: string): Round {
  const after: Round = {
    ...round,
    state,
    note,
    endedAt: tx.now,
    endedBy: tx.operator.name,
    version: round.version + 1,
  };
  updateRound(tx.db, after);
  tx.record('round', after);
  return after;
}

export const roundHandlers: Part<
  | 'round.start'
  | 'round.answer'
  | 'round.addPoint'
  | 'round.finish'
  | 'round.abandon'
  | 'round.page'
  | 'round.byId'
  | 'round.points'
> = {
  'round.start': (tx, input) => {
    const place = placeById(tx.db, input.placeId);
    if (!place) return refuse('unknownPlace', { place: input.placeId });
    const from = input.fromPlaceId === null ? place : placeById(tx.db, input.fromPlaceId);
    if (!from) return refuse('unknownPlace', { place: String(input.fromPlaceId) });
    const running = openRoundOf(tx.db, place.id, input.kind);
    if (running) return refuse('roundRunning', { number: running.number });
    const walkedOn = doneDay(tx, input.walkedOn);
    if (isRefusal(walkedOn)) return walkedOn;
    const found = itemsInside(tx.db, place.id, input.everything ? null : input.kind, mostPoints);
    if (found.length === 0)
      return refuse(input.everything ? 'roundEmpty' : 'roundNoDuties', { place: place.key });
    if (found.length > mostPoints) return refuse('roundTooLong', { most: mostPoints });
    const round: Round = {
      id: tx.newId(), number: lastRoundNumber(tx.db) + 1, placeId: place.id, kind: input.kind, walkedOn, state: 'open',
      startedAt: tx.now, startedBy: tx.operator.name, endedAt: null, endedBy: null, note: '', version: 1,
    }; // prettier-ignore
    insertRound(tx.db, round);
    tx.record('round', round);
    const stops = found.map(({ itemId, tag, geometry }) => ({ itemId, tag, at: middle(geometry) }));
    const walk = walkingOrder(stops, lastWalk(tx.db, place.id), middle(from.geometry));
    for (const [index, { itemId }] of walk.entries()) newPoint(tx, round, itemId, index + 1);
    return round;
  },

  'round.answer': (tx, input) => {
    const point = pointById(tx.db, input.pointId);
    const round = point && roundById(tx.db, point.roundId);
    const item = point && equipmentById(tx.db, point.itemId);
    if (!point || !round || !item) return refuse('notFound');
    const wrong = checkVersion(point, input.version) ?? checkOpen(round);
    if (wrong) return wrong;
    if (input.photo !== null && !attachmentByHash(tx.db, input.photo)) return refuse('unknownAttachment');
    const { result, lines, note, photo } = input;
    let { workId } = point;
    // The duty as it is now: rules may have changed while the round was on its way.
    const duty = dutyOfKind(tx.db, item.id, round.kind);
    if (result === 'notFound') {
      if (item.condition === 'retired') return refuse('itemRetired', { tag: item.tag });
      const order = { itemId: item.id, cause: 'notFound', dutyDoneId: null, text: note, photo } as const;
      workId = openOrder(tx, order, ({ cause }) => cause === 'notFound').id;
      keepItem(tx, item, 'fault');
    } else if (duty) {
      const answer = complete(tx, duty, { result, doneOn: round.walkedOn, lines, note, photo });
      if (isRefusal(answer)) return answer;
      workId = answer.work?.id ?? workId;
    } else if (result === 'fail') {
      if (item.condition === 'retired') return refuse('itemRetired', { tag: item.tag });
      const order = { itemId: item.id, cause: 'report', dutyDoneId: null, text: note, photo } as const;
      workId = openOrder(tx, order).id;
      keepItem(tx, item, 'fault');
    }
    const after: RoundPoint = {
      ...point, dutyId: duty?.id ?? null, result, lines, note, photo, workId,
      answeredAt: tx.now, answeredBy: tx.operator.name, version: point.version + 1,
    }; // prettier-ignore
    updatePoint(tx.db, after);
    tx.record('roundPoint', after);
    return after;
  },

  'round.addPoint': (tx, input) => {
    const round = roundById(tx.db, input.roundId);
    if (!round) return refuse('notFound');
    const ended = checkOpen(round);
    if (ended) return ended;
    const item = equipmentByTag(tx.db, input.tag);
    if (!item) return refuse('unknownTag', { tag: input.tag });
    if (item.condition === 'retired') return refuse('itemRetired', { tag: item.tag });
    const last = lastOrderOf(tx.db, round.id);
    if (last >= mostPoints) return refuse('roundTooLong', { most: mostPoints });
    if (pointOfItem(tx.db, round.id, item.id)) return refuse('pointThere', { tag: item.tag });
    return newPoint(tx, round, item.id, last + 1);
  },

  'round.finish': (tx, input) => {
    const round = seen(tx, input);
    if (isRefusal(round)) return round;
    const left = unansweredOf(tx.db, round.id);
    if (left > 0 && !input.leaveRest) return refuse('roundUnanswered', { count: left });
    return close(tx, round, 'finished', input.note);
  },
  'round.abandon': (tx, input) => {
    const round = seen(tx, input);
    return isRefusal(round) ? round : close(tx, round, 'abandoned', input.reason);
  },
  'round.page': (read, input) => roundPage(read.db, { ...input, after: Number(input.after ?? 0) || 0 }),
  'round.byId': (read, input) => roundLine(read.db, input.id),
  'round.points': (read, input) => pointsOf(read.db, input.roundId, mostPoints),
};
