import type { Part } from '../door.ts';
import { refuse } from '../refusal.ts';
import { siteRow } from '../session/site-store.ts';
import { crewsOfTeams } from '../person/person-store.ts';
import { leaveBook } from './leave.ts';
import { leaveIn } from './leave-store.ts';
import { dayPlus, wallAt } from './local-time.ts';
import { rosterOf, saveRoster } from './roster-store.ts';
import { checkRoster, gapsIn, shiftsFrom, type Roster } from './roster.ts';

export const rosterHandlers: Part<'roster.set' | 'roster.current' | 'roster.shifts' | 'roster.gaps'> = {
  'roster.set': (tx, input) => {
    const before = rosterOf(tx.db);
    const current = before?.version ?? null;
    if (current !== input.version)
      return refuse('conflict', { seen: input.version ?? 0, current: current ?? 0 });
    const wrong = checkRoster(input);
    if (wrong) return wrong;
    const roster: Roster = { ...input, id: before?.id ?? tx.newId(), version: (current ?? 0) + 1 };
    saveRoster(tx.db, roster);
    tx.record('roster', roster);
    return roster;
  },
  'roster.current': (read) => rosterOf(read.db) ?? null,
  'roster.shifts': (read, input) => {
    const roster = rosterOf(read.db);
    const zone = siteRow(read.db)?.timeZone;
    if (!roster || zone === undefined) return [];
    return shiftsFrom(roster, input.from ?? wallAt(Date.parse(read.now), zone).day, input.days, zone);
  },
  'roster.gaps': (read, input) => {
    const roster = rosterOf(read.db);
    const zone = siteRow(read.db)?.timeZone;
    if (!roster || zone === undefined) return [];
    const from = input.from ?? read.today;
    const leave = leaveBook(leaveIn(read.db, from, dayPlus(from, input.days)));
    return gapsIn(
      shiftsFrom(roster, from, input.days, zone),
      crewsOfTeams(read.db),
      (personId, on) => leave.of(personId, on) !== undefined,
    ).slice(0, 200);
  },
};
