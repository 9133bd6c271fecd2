import type { Part, Tx } from '../door.ts';
import { personById } from '../person/person-store.ts';
import { refuse } from '../refusal.ts';
import {
  countRole, operatorById, operatorByName, operatorLines, operatorSecret, setPerson, setRetired, setSecret,
} from './operator-store.ts'; // prettier-ignore
import { hashSecret, secretMatches } from './secret.ts';
import { newOperator, wrongTry } from './session-handlers.ts';
import { isTimeZone, retirement, type Operator } from './session.ts';
import { siteRow, updateSite } from './site-store.ts';

function keepSecret(tx: Tx, operator: Operator, secret: { salt: string; hash: string }): Operator {
  const changed = { ...operator, version: operator.version + 1 };
  setSecret(tx.db, changed, secret);
  tx.record('operator', changed);
  return changed;
}

/** Who may sit here, and what the administrator sets for the whole site. */
export const operatorHandlers: Part<
  | 'operator.page'
  | 'operator.create'
  | 'operator.changeSecret'
  | 'operator.resetSecret'
  | 'operator.retire'
  | 'operator.link'
  | 'site.change'
> = {
  'operator.page': (read) => {
    const rows = operatorLines(read.db);
    return { rows, total: rows.length, next: null };
  },
  'operator.create': {
    prepare: async (read, input) => {
      // Said before the key is stretched, so that a form does not wait for it; and again in the transaction.
      if (operatorByName(read.db, input.name)) return refuse('operatorNameTaken', { name: input.name });
      const secret = input.secret === null ? null : await hashSecret(input.secret);
      return (tx) => {
        if (operatorByName(tx.db, input.name)) return refuse('operatorNameTaken', { name: input.name });
        if (secret === null && siteRow(tx.db)?.sample !== 1) return refuse('secretNeeded');
        return newOperator(tx, { name: input.name, role: input.role }, secret);
      };
    },
  },
  'operator.changeSecret': {
    prepare: async (read, input) => {
      const kept = operatorSecret(read.db, read.operator.id);
      if (!kept?.salt || !kept.hash) return refuse('noSecretToChange');
      if (kept.blockedUntil !== null && kept.blockedUntil > read.now)
        return refuse('signInBlocked', { until: kept.blockedUntil });
      const right = await secretMatches(input.old, { salt: kept.salt, hash: kept.hash });
      const secret = right ? await hashSecret(input.secret) : null;
      return (tx) => {
        const operator = operatorById(tx.db, tx.operator.id);
        if (!operator) return refuse('unknownOperator');
        return secret === null ? wrongTry(tx, operator) : keepSecret(tx, operator, secret);
      };
    },
  },
  'operator.resetSecret': {
    prepare: async (_read, input) => {
      const secret = await hashSecret(input.secret);
      return (tx) => {
        const operator = operatorById(tx.db, input.operatorId);
        if (!operator) return refuse('unknownOperator');
        if (operator.version !== input.version)
          return refuse('conflict', { seen: input.version, current: operator.version });
        return keepSecret(tx, operator, secret);
      };
    },
  },
  'operator.link': (tx, input) => {
    const operator = operatorById(tx.db, input.operatorId);
    if (!operator) return refuse('unknownOperator');
    if (operator.version !== input.version)
      return refuse('conflict', { seen: input.version, current: operator.version });
    // Who is who is not for oneself to change: it decides who may confirm whose movements.
    if (operator.id === tx.operator.id && operator.personId !== null) return refuse('operatorLinkIsYours');
    if (input.personId !== null && !personById(tx.db, input.personId)) return refuse('unknownPerson');
    const changed = { ...operator, personId: input.personId, version: operator.version + 1 };
    setPerson(tx.db, changed);
    tx.record('operator', changed);
    return changed;
  },
  'operator.retire': (tx, input) => {
    const operator = operatorById(tx.db, input.operatorId);
    if (!operator) return refuse('unknownOperator');
    const no = retirement(operator, input.version, tx.operator, countRole(tx.db, 'administrator'));
    if (no) return no;
    const retired = { ...operator, retiredAt: tx.now, version: operator.version + 1 };
    setRetired(tx.db, retired);
    tx.record('operator', retired);
    return retired;
  },
  'site.change': (tx, input) => {
    const site = siteRow(tx.db);
    if (!site) return refuse('notFound');
    if (site.version !== input.version)
      return refuse('conflict', { seen: input.version, current: site.version });
    if (!isTimeZone(input.timeZone)) return refuse('unknownTimeZone', { zone: input.timeZone });
    const { name, timeZone, idleMinutes } = input;
    const changed = { ...site, name, timeZone, idleMinutes, version: site.version + 1 };
    updateSite(tx.db, changed);
    tx.record('site', changed);
    return { version: changed.version };
  },
};
