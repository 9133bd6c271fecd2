import { hash } from 'node:crypto';
import type { ReadHandle } from '../database.ts';
import type { Part } from '../door.ts';
import { musterPoints } from '../muster/muster-handlers.ts';
import { expectedAt, missingAt } from '../muster/muster.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { savedFile } from '../saved-file.ts';
import { siteRow } from '../session/site-store.ts';
import { callOutsOf } from '../team/call-out-store.ts';
import { insertMark, markById, marksOf, strikeMarkRow } from './drill-mark-store.ts';
import { firstOnScene, runById, runsBefore } from './drill-run-store.ts';
import { drillMinute, type DrillRun } from './drill-run.ts';
import { sheetHtml, sheetStyle } from './drill-sheet.ts';
import { drillById } from './drill-store.ts';
import { typeById } from './drill-type-store.ts';
import type { DrillType, Measure } from './drill.ts';
import {
  headcountComplete,
  measured,
  strikeMark,
  type DrillMark,
  type DrillMeasures,
  type Measured,
} from './measure.ts';

/** Drills before this one that a chart shows. */
const mostBefore = 12;

/** What the exercise's own rows say, in minutes of its clock. Evacuation is seen by people alone. */
function knownOf(db: ReadHandle, run: DrillRun): Partial<Record<Measure, number | null>> {
  const minute = (at: string | null | undefined): number | null => (at ? drillMinute(run, at) : null);
  const answered = callOutsOf(db, run.incidentId)
    .flatMap(({ acknowledgedAt }) => acknowledgedAt ?? [])
    .sort();
  const heads = musterPoints(db, run.incidentId).map((point) => ({
    counted: (point.muster?.counted ?? null) !== null,
    expectedHere: point.muster !== null && expectedAt(point) !== null,
    missing: missingAt(point),
    countedAt: point.muster?.countedAt ?? null,
  }));
  const done = drillById(db, run.id)?.state === 'done';
  return {
    callOutAcknowledged: minute(answered[0]),
    firstTeamOnScene: minute(firstOnScene(db, run.incidentId)),
    headcountComplete: minute(headcountComplete(heads)),
    // A drill that was cut short never had its all clear.
    allClear: done ? minute(run.endedAt) : null,
  };
}

function measuredOf(db: ReadHandle, run: DrillRun, type: DrillType): Measured[] {
  return measured(knownOf(db, run), marksOf(db, run.id), type.targets);
}

/** How a drill goes or went; null before it was started. */
export function measuresOf(db: ReadHandle, drillId: string): DrillMeasures | null {
  const run = runById(db, drillId);
  const drill = run && drillById(db, drillId);
  const type = drill && typeById(db, drill.typeId);
  if (!run || !drill || !type) return null;
  const before = runsBefore(db, drill, run.startedAt, mostBefore).map((past) => ({
    drillId: past.id,
    incidentId: past.incidentId,
    startedAt: past.startedAt,
    measured: measuredOf(db, past, type),
  }));
  return { measured: measuredOf(db, run, type), before: before.reverse() };
}

export const drillMarkHandlers: Part<
  'drillMark.give' | 'drillMark.strike' | 'drillMark.list' | 'drill.measures' | 'drill.printSheet'
> = {
  'drillMark.give': (tx, input) => {
    const run = runById(tx.db, input.drillId);
    if (!run) return refuse('drillNotStarted');
    // What stands on paper may be typed in when all is over.
    if (run.endedAt !== null && input.later === null) return refuse('drillRunOver', { at: run.endedAt });
    const observer = input.later?.observer ?? tx.operator.name;
    const before = marksOf(tx.db, run.id).find(
      (mark) =>
        mark.measure !== null &&
        mark.measure === input.measure &&
        mark.observer === observer &&
        mark.struckAt === null,
    );
    if (before) return refuse('markGiven', { minute: Math.floor(before.minute), observer });
    const mark: DrillMark = {
      id: tx.newId(),
      drillId: run.id,
      measure: input.measure,
      minute: input.later?.minute ?? drillMinute(run, tx.now),
      text: input.text,
      at: tx.now,
      byName: tx.operator.name,
      observer,
      typedLater: input.later !== null,
      struckAt: null,
      struckByName: null,
      version: 1,
    };
    insertMark(tx.db, mark);
    tx.record('drillMark', mark);
    tx.concerns(run.incidentId);
    return mark;
  },
  'drillMark.strike': (tx, input) => {
    const mark = markById(tx.db, input.id);
    const run = mark && runById(tx.db, mark.drillId);
    if (!mark || !run) return refuse('unknownMark');
    const after = strikeMark(mark, input.version, tx.operator.name, tx.now);
    if (isRefusal(after)) return after;
    strikeMarkRow(tx.db, after);
    tx.record('drillMark', after);
    tx.concerns(run.incidentId);
    return after;
  },
  'drillMark.list': (read, input) => marksOf(read.db, input.id),
  'drill.measures': (read, input) => measuresOf(read.db, input.id),
  'drill.printSheet': async (read, input) => {
    const drill = drillById(read.db, input.id);
    const type = drill && typeById(read.db, drill.typeId);
    const place = drill && placeById(read.db, drill.placeId);
    const site = siteRow(read.db);
    if (!drill || !type || !place || !site) return refuse('unknownDrill');
    const { printPdf } = read.site.house;
    if (!printPdf) return refuse('noWindowHere');
    const facts = {
      drill,
      type,
      place: place.names,
      siteName: site.name,
      timeZone: site.timeZone,
      language: input.language,
    };
    const html = sheetHtml(facts, hash('sha256', sheetStyle, 'base64'));
    return savedFile(read, `${type.key}-${place.key}-observer.pdf`, await printPdf(html));
  },
};
