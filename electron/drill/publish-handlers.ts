import { hash } from 'node:crypto';
import type { ReadHandle } from '../database.ts';
import type { Names } from '../schema-parts.ts';
import type { Part, Read } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { savedFile } from '../saved-file.ts';
import { siteRow } from '../session/site-store.ts';
import { calendarFile, type CalendarOptions } from './calendar-file.ts';
import {
  allDrillsOf,
  drillById,
  programmeById,
  publishedFrom,
  setPublished,
  updateDrill,
} from './drill-store.ts';
import { editionOf, editionPage, insertEdition } from './edition-store.ts';
import { changesOf, nextEdition, type DrillEdition } from './edition.ts';
import { noticePage, noticeStyle } from './notice-page.ts';
import type { Parsed } from '../contract.ts';

export const publishHandlers: Part<
  | 'drill.publish'
  | 'drill.editions'
  | 'drill.comparison'
  | 'drill.calendar'
  | 'drill.exportCalendar'
  | 'drill.exportNotice'
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
  'drill.calendar': (read, input) => {
    const found = asked(read, input);
    return isRefusal(found)
      ? found
      : { name: `${found.name}.ics`, text: calendarFile(found.edition, found.options) };
  },
  'drill.exportCalendar': async (read, input) => {
    const found = asked(read, input);
    if (isRefusal(found)) return found;
    const text = calendarFile(found.edition, found.options);
    return savedFile(read, `${found.name}.ics`, new TextEncoder().encode(text));
  },
  'drill.exportNotice': async (read, input) => {
    const { printPdf } = read.site.house;
    if (!printPdf) return refuse('noWindowHere');
    const found = asked(read, input);
    if (isRefusal(found)) return found;
    const page = noticePage(found.edition, found.options, hash('sha256', noticeStyle, 'base64'));
    return savedFile(read, `${found.name}.pdf`, await printPdf(page));
  },
};

/** Published programmes that are not over and whose drills are otherwise by now, with how many are. */
export function unpublished(
  db: ReadHandle,
  today: string,
): {
  readonly programmeId: string;
  readonly names: Names;
  readonly edition: number;
  readonly count: number;
}[] {
  return publishedFrom(db, today).flatMap(({ id, names, edition }) => {
    const before = editionOf(db, id)?.drills ?? [];
    const { length } = changesOf(before, nextEdition(before, allDrillsOf(db, id), ''));
    return length === 0 ? [] : [{ programmeId: id, names, edition, count: length }];
  });
}

/** The edition asked for, with no other drills than those of the crew, and how it is to be written. */
function asked(
  read: Read,
  input: Parsed<'drill.calendar'>,
): Answer<{ readonly name: string; readonly edition: DrillEdition; readonly options: CalendarOptions }> {
  const programme = programmeById(read.db, input.programmeId);
  const site = siteRow(read.db);
  if (!programme || !site) return refuse('unknownDrillProgramme');
  const edition = editionOf(read.db, programme.id, input.edition);
  if (!edition) return refuse('drillNotPublished');
  const { crew } = input;
  return {
    name: `drills-${programme.fromOn.slice(0, 7)}-edition-${edition.number}${crew === null ? '' : `-${crew}`}`,
    edition: { ...edition, drills: edition.drills.filter((drill) => crew === null || drill.crew === crew) },
    options: {
      language: input.language,
      zone: site.timeZone,
      programme: programme.names,
      site: site.name,
    },
  };
}
