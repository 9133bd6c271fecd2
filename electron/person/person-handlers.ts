import type { Part, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { refuse, type Answer, type Refusal } from '../refusal.ts';
import { teamById } from '../team/team-store.ts';
import { renewed, type Person, type QualificationKind } from './person.ts';
import {
  anyPersonById,
  insertPerson,
  insertQualification,
  personById,
  personPage,
  qualifications,
  setRetired,
  unknownQualification,
  updatePerson,
} from './person-store.ts';

/** What the person points at must be there. */
function checkLinks(tx: Tx, person: Person): Refusal | null {
  if (person.teamId !== null && !teamById(tx.db, person.teamId)) return refuse('unknownTeam');
  const unknown = unknownQualification(
    tx.db,
    person.qualifications.map(({ key }) => key),
  );
  return unknown === undefined ? null : refuse('unknownQualification', { qualification: unknown });
}

export const personHandlers: Part<
  | 'person.add'
  | 'person.change'
  | 'person.renew'
  | 'person.retire'
  | 'person.reinstate'
  | 'person.page'
  | 'person.byId'
  | 'qualification.add'
  | 'qualification.all'
> = {
  'qualification.add': (tx, input) => {
    if (unknownQualification(tx.db, [input.key]) === undefined)
      return refuse('qualificationKeyTaken', { key: input.key });
    const kind: QualificationKind = { id: tx.newId(), ...input, version: 1 };
    insertQualification(tx.db, kind);
    tx.record('qualification', kind);
    return kind;
  },
  'qualification.all': (read) => qualifications(read.db),
  'person.add': (tx, input) => {
    const person: Person = { id: tx.newId(), ...input, version: 1 };
    const wrong = checkLinks(tx, person);
    if (wrong) return wrong;
    insertPerson(tx.db, person);
    tx.record('person', person);
    return person;
  },
  'person.change': (tx, input) => {
    const person = personById(tx.db, input.id);
    if (!person) return refuse('unknownPerson');
    const conflict = checkVersion(person, input.version);
    if (conflict) return conflict;
    const after: Person = { ...person, ...defined(input), version: person.version + 1 };
    const wrong = checkLinks(tx, after);
    if (wrong) return wrong;
    updatePerson(tx.db, after);
    tx.record('person', after);
    return after;
  },
  'person.renew': (tx, input) => {
    const person = personById(tx.db, input.id);
    if (!person) return refuse('unknownPerson');
    const conflict = checkVersion(person, input.version);
    if (conflict) return conflict;
    const after = renewed(person, input.key, input.expiresOn);
    const wrong = checkLinks(tx, after);
    if (wrong) return wrong;
    updatePerson(tx.db, after);
    tx.record('person', after);
    return after;
  },
  'person.retire': (tx, input) => retire(tx, input, tx.now),
  'person.reinstate': (tx, input) => retire(tx, input, null),
  'person.page': (read, input) => personPage(read.db, { ...input, after: Number(input.after ?? 0) || 0 }),
  'person.byId': (read, input) => personById(read.db, input.id) ?? null,
};

/** Takes somebody out of the register, or back into it. */
function retire(tx: Tx, seen: { id: string; version: number }, retiredAt: string | null): Answer<Person> {
  const found = anyPersonById(tx.db, seen.id);
  if (!found || (found.retiredAt !== null) === (retiredAt !== null)) return refuse('unknownPerson');
  const conflict = checkVersion(found.person, seen.version);
  if (conflict) return conflict;
  const after: Person = { ...found.person, version: found.person.version + 1 };
  setRetired(tx.db, after, retiredAt);
  tx.record('person', { ...after, retiredAt });
  return after;
}

/** Without the keys that were left out. */
function defined<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}
