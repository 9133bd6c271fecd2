import { iso, wallClock } from '../clock.ts';
import type { Part, Tx } from '../door.ts';
import { log } from '../log.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { backOffMs, isTimeZone, type Operator, type SeatState } from './session.ts';
import {
  countRole,
  insertOperator,
  operatorById,
  operators,
  operatorSecret,
  setAttempts,
} from './operator-store.ts';
import { hashSecret, secretMatches } from './secret.ts';
import { insertSite, siteRow } from './site-store.ts';

/** Puts an operator at the seat once the entry is durable. */
function seat(tx: Tx, state: SeatState): SeatState {
  if (state.kind !== 'empty') tx.actAs(state.operator);
  tx.record('seat', { id: tx.seat.id, ...state });
  tx.afterCommit(() => {
    tx.seat.state = state;
  });
  return state;
}

/** Counted in the file, so that a restart does not give a guesser a fresh start. */
export function wrongTry(tx: Tx, operator: Operator): Refusal {
  const failed = (operatorSecret(tx.db, operator.id)?.failedAttempts ?? 0) + 1;
  const waitMs = backOffMs(failed);
  const until = waitMs === 0 ? null : iso(Date.parse(tx.now) + waitMs);
  setAttempts(tx.db, operator.id, failed, until);
  tx.actAs(operator);
  tx.record('signInFailure', { id: operator.id, failedAttempts: failed, blockedUntil: until });
  tx.keepRefusal();
  return until === null ? refuse('wrongSecret') : refuse('signInBlocked', { until });
}

export function newOperator(
  tx: Tx,
  given: { name: string; role: Operator['role'] },
  secret: { salt: string; hash: string } | null,
): Operator {
  const operator: Operator = { id: tx.newId(), ...given, personId: null, retiredAt: null, version: 1 };
  insertOperator(tx.db, operator, secret);
  tx.record('operator', operator);
  return operator;
}

export const sessionHandlers: Part<
  | 'site.info'
  | 'site.openSample'
  | 'session.state'
  | 'session.operators'
  | 'session.signIn'
  | 'session.signInDemo'
  | 'session.signOut'
  | 'session.lock'
  | 'session.reportBug'
  | 'session.firstStart'
> = {
  'site.info': (read) => {
    const site = siteRow(read.db);
    const ready = site !== undefined && countRole(read.db, 'administrator') > 0;
    return {
      name: site?.name ?? '',
      sample: site?.sample === 1,
      ready,
      timeZone: site?.timeZone ?? 'Europe/Belgrade',
      longitude: site?.longitude ?? 22.1,
      latitude: site?.latitude ?? 44.07,
      file: read.site.file,
      idleMinutes: site?.idleMinutes ?? 10,
      version: site?.version ?? 1,
      clockOffsetMs: Math.round((read.site.clock.nowMs() - wallClock.nowMs()) / 1000) * 1000,
    };
  },
  'session.reportBug': (_read, input) => {
    log.error('a screen failed', input.text);
    return null;
  },
  'site.openSample': (read) => {
    if (countRole(read.db, 'administrator') > 0) return refuse('siteAlreadySetUp');
    return read.site.house.openSample?.() === true ? { opening: true } : refuse('sampleMissing');
  },
  'session.state': (read) => read.seat.state,
  'session.operators': (read) => operators(read.db),
  'session.signIn': {
    prepare: async (read, input) => {
      const operator = operatorById(read.db, input.operatorId);
      const kept = operatorSecret(read.db, input.operatorId);
      if (!operator || !kept?.salt || !kept.hash) return refuse('wrongSecret');
      if (kept.blockedUntil !== null && kept.blockedUntil > read.now)
        return refuse('signInBlocked', { until: kept.blockedUntil });
      const right = await secretMatches(input.secret, { salt: kept.salt, hash: kept.hash });
      return (tx) => {
        if (right) {
          setAttempts(tx.db, operator.id, 0, null);
          return seat(tx, { kind: 'signedIn', operator, since: tx.now });
        }
        return wrongTry(tx, operator);
      };
    },
  },
  'session.signInDemo': (tx, input) => {
    if (siteRow(tx.db)?.sample !== 1) return refuse('notTheSample');
    const operator = operatorById(tx.db, input.operatorId);
    if (!operator) return refuse('wrongSecret');
    return seat(tx, { kind: 'signedIn', operator, since: tx.now });
  },
  'session.signOut': (tx) => seat(tx, { kind: 'empty' }),
  'session.lock': (tx) => seat(tx, { kind: 'locked', operator: tx.operator, since: tx.now }),
  'session.firstStart': {
    prepare: async (read, input) => {
      if (countRole(read.db, 'administrator') > 0) return refuse('siteAlreadySetUp');
      if (input.secret === null && !input.sample) return refuse('secretNeeded');
      if (!isTimeZone(input.timeZone)) return refuse('unknownTimeZone', { zone: input.timeZone });
      const secret = input.secret === null ? null : await hashSecret(input.secret);
      return (tx) => {
        if (countRole(tx.db, 'administrator') > 0) return refuse('siteAlreadySetUp');
        const { siteName, timeZone, longitude, latitude } = input;
        const site = {
          id: tx.newId(),
          name: siteName,
          sample: input.sample ? 1 : 0,
          timeZone,
          longitude,
          latitude,
          createdAt: tx.now,
        };
        insertSite(tx.db, site);
        tx.record('site', site);
        const operator = newOperator(tx, { name: input.administrator, role: 'administrator' }, secret);
        return seat(tx, { kind: 'signedIn', operator, since: tx.now });
      };
    },
  },
};
