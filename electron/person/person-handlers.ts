import type { Part, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { teamById } from '../team/team-store.ts';
import type { Person, QualificationKind } from './person.ts';
import {
  insertPerson,
  insertQualification,
  personById,
  personPage,
  qualifications,
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
  'person.add' | 'person.change' | 'person.page' | 'person.byId' | 'qualification.add' | 'qualification.all'
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
  'person.page': (read, input) => personPage(read.db, { ...input, after: Number(input.after ?? 0) || 0 }),
  'person.byId': (read, input) => personById(read.db, input.id) ?? null,
};

/** Without the keys that were left out. */
function defined<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}
