import type { Part, Read } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { savedFile } from '../saved-file.ts';
import { siteRow } from '../session/site-store.ts';
import { calendarFile } from './calendar-file.ts';
import { allDrillsOf, drillById, programmeById, setPublished, updateDrill } from './drill-store.ts';
import { editionOf, editionPage, insertEdition } from './edition-store.ts';
import { changesOf, nextEdition, type CalendarFile, type DrillEdition } from './edition.ts';
import type { Parsed } from '../contract.ts';

export const publishHandlers: Part<
  'drill.publish' | 'drill.editions' | 'drill.comparison' | 'drill.calendar' | 'drill.exportCalendar'
> = {
  'drill.publish': (tx, input) => {
    const programme = programmeById(tx.db, input.id);
    if (!programme) return refuse('unknownDrillProgramme');
    if (programme.state === 'closed') return refuse('drillProgrammeClosed');
    const conflict = checkVersion(programme, input.version);
    if (conflict) return conflict;
    const last = editionOf(tx.db, programme.id);
    const drills = nextEdition(last?.drills ?? [], allDrillsOf(tx.db, programme.id), tx.now);
    if (drills.length === 0) return refuse('drillNothingLaidOut');
    if (last && changesOf(last.drills, drills).length === 0)
      return refuse('drillNothingChanged', { edition: last.number });
    const edition: DrillEdition = {
      id: tx.newId(),
      programmeId: programme.id,
      number: programme.edition + 1,
      at: tx.now,
      by: tx.operator.id,
      byName: tx.operator.name,
      drills,
      note: input.note,
    };
    insertEdition(tx.db, edition);
    tx.record('drillEdition', edition);
    const after = {
      ...programme,
      state: 'published' as const,
      edition: edition.number,
      version: programme.version + 1,
    };
    setPublished(tx.db, after);
    tx.record('drillProgramme', after);
    for (const { drillId, sequence } of drills) {
      const drill = drillById(tx.db, drillId);
      if (!drill || drill.sequence === sequence) continue;
      const raised = { ...drill, sequence, version: drill.version + 1 };
      updateDrill(tx.db, raised);
      tx.record('drill', raised);
    }
    return { number: edition.number, version: after.version };
  },
  'drill.editions': (read, input) => editionPage(read.db, input),
  'drill.comparison': (read, input) => {
    if (!programmeById(read.db, input.programmeId)) return refuse('unknownDrillProgramme');
    const last = editionOf(read.db, input.programmeId);
    const { drills = [], ...head } = last ?? {};
    const next = nextEdition(drills, allDrillsOf(read.db, input.programmeId), read.now);
    return {
      edition: last ? (head as Omit<DrillEdition, 'drills'>) : null,
      changes: changesOf(drills, next),
    };
  },
  'drill.calendar': (read, input) => made(read, input),
  'drill.exportCalendar': async (read, input) => {
    const file = made(read, input);
    if (isRefusal(file)) return file;
    return savedFile(read, file.name, new TextEncoder().encode(file.text));
  },
};

function made(read: Read, input: Parsed<'drill.calendar'>): Answer<CalendarFile> {
  const programme = programmeById(read.db, input.programmeId);
  const site = siteRow(read.db);
  if (!programme || !site) return refuse('unknownDrillProgramme');
  const edition = editionOf(read.db, programme.id, input.edition);
  if (!edition) return refuse('drillNotPublished');
  const { crew } = input;
  const drills = edition.drills.filter((drill) => crew === null || drill.crew === crew);
  return {
    name: `drills-${programme.fromOn.slice(0, 7)}-edition-${edition.number}${crew === null ? '' : `-${crew}`}.ics`,
    text: calendarFile(
      { ...edition, drills },
      { language: input.language, zone: site.timeZone, programme: programme.names, site: site.name },
    ),
  };
}
