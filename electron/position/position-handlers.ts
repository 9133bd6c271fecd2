import type { Part, Tx } from '../door.ts';
import { openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import { properName, type LogWord } from '../incident/incident.ts';
import { personById } from '../person/person-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { operatorById } from '../session/operator-store.ts';
import {
  beginTerm,
  chart,
  commander,
  endTerm,
  standardPositions,
  type Holder,
  type HolderInput,
  type PositionTerm,
  type SitePosition,
} from './position.ts';
import {
  currentTerm,
  insertSitePosition,
  insertTerm,
  sitePositions,
  termById,
  termsOf,
  updateTerm,
} from './position-store.ts';

function holderOf(tx: Tx, given: HolderInput): Answer<Holder> {
  if (given.personId !== undefined) {
    const person = personById(tx.db, given.personId);
    return person ? { personId: person.id, operatorId: null, holder: person.name } : refuse('unknownPerson');
  }
  if (given.operatorId !== undefined) {
    const operator = operatorById(tx.db, given.operatorId);
    return operator
      ? { personId: null, operatorId: operator.id, holder: operator.name }
      : refuse('unknownPerson');
  }
  return { personId: null, operatorId: null, holder: given.name ?? '' };
}

/** How the log names a position; refuses one that the site does not have. */
function positionWord(tx: Tx, key: string): Answer<LogWord> {
  if ((standardPositions as readonly string[]).includes(key)) return { key: `position.${key}` };
  return (
    sitePositions(tx.db).find((own) => own.key === key)?.names ?? refuse('unknownPosition', { position: key })
  );
}

function begin(tx: Tx, incidentId: string, position: string, holder: Holder): PositionTerm {
  const term = beginTerm(tx.newId(), incidentId, position, holder, tx.now);
  insertTerm(tx.db, term);
  tx.record('positionTerm', term);
  return term;
}

export const positionHandlers: Part<
  'position.add' | 'position.own' | 'position.list' | 'position.assign' | 'position.handOver'
> = {
  'position.add': (tx, input) => {
    const known = [...standardPositions, ...sitePositions(tx.db).map(({ key }) => key)];
    if (known.includes(input.key)) return refuse('positionKeyTaken', { key: input.key });
    const position: SitePosition = { id: tx.newId(), ...input, version: 1 };
    insertSitePosition(tx.db, position);
    tx.record('sitePosition', position);
    return position;
  },
  'position.own': (read) => sitePositions(read.db),
  'position.list': (read, input) => chart(sitePositions(read.db), termsOf(read.db, input.incidentId)),
  'position.assign': (tx, input) => {
    const incident = openIncident(tx, input.incidentId);
    if (isRefusal(incident)) return incident;
    const word = positionWord(tx, input.position);
    if (isRefusal(word)) return word;
    const held = currentTerm(tx.db, incident.id, input.position);
    if (held) return refuse('positionHeld', { name: held.holder, at: held.since });
    const holder = holderOf(tx, input.to);
    if (isRefusal(holder)) return holder;
    sayTemplate(tx, incident.id, 'decision', 'log.positionAssigned', {
      position: word,
      to: properName(holder.holder),
    });
    return begin(tx, incident.id, input.position, holder);
  },
  'position.handOver': (tx, input) => {
    const term = termById(tx.db, input.termId);
    if (!term) return refuse('unknownPosition', { position: '' });
    const incident = openIncident(tx, term.incidentId);
    if (isRefusal(incident)) return incident;
    const ended = endTerm(term, input.note, tx.now);
    if (isRefusal(ended)) return ended;
    if (input.to === null && term.position === commander) return refuse('commanderNeeded');
    const holder = input.to === null ? null : holderOf(tx, input.to);
    if (isRefusal(holder)) return holder;
    const word = positionWord(tx, term.position);
    if (isRefusal(word)) return word;
    updateTerm(tx.db, ended);
    tx.record('positionTerm', ended);
    const facts = { position: word, from: properName(term.holder), note: input.note };
    if (holder === null) {
      sayTemplate(tx, incident.id, 'decision', 'log.positionVacated', facts);
      return ended;
    }
    sayTemplate(tx, incident.id, 'decision', 'log.positionHandedOver', {
      ...facts,
      to: properName(holder.holder),
    });
    return begin(tx, incident.id, term.position, holder);
  },
};
