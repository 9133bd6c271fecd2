import { hash } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import { actionsOfDrills } from '../action/action-store.ts';
import { attachmentByHash, attachmentBytes } from '../attachment/attachment-store.ts';
import type { ReadHandle } from '../database.ts';
import type { Part, Read } from '../door.ts';
import { logPage } from '../incident/log-store.ts';
import { refuse } from '../refusal.ts';
import { savedFile } from '../saved-file.ts';
import { siteRow } from '../session/site-store.ts';
import type { Language } from '../texts.ts';
import { measuresOf } from './drill-mark-handlers.ts';
import {
  drillReport,
  monthReport,
  reportStyle,
  type ReportDrill,
  type ReportMonth,
  type ReportOptions,
  type ReportPhoto,
} from './drill-report.ts';
import { programmeById } from './drill-store.ts';
import { afterDrill } from './evaluation-handlers.ts';
import { drillOf, drillsOfProgramme, type DrillInPlace } from './evaluation-store.ts';
import { monthWorkbook } from './report-files.ts';

/** Pictures of one drill, and how large one may be: a report is mailed. */
const mostPhotos = 6;
const largestPhoto = 3_000_000;

function photosOf(db: ReadHandle, incidentId: string | null): ReportPhoto[] {
  if (incidentId === null) return [];
  const photos: ReportPhoto[] = [];
  for (const entry of logPage(db, { incidentId, limit: 200 }).rows) {
    if (entry.attachmentHash === null || photos.length === mostPhotos) continue;
    const file = attachmentByHash(db, entry.attachmentHash);
    if (!file || !/^image\/(jpeg|png|webp)$/.test(file.mediaType) || file.bytes > largestPhoto) continue;
    const bytes = Buffer.concat([...attachmentBytes(db, file.hash, 0, file.bytes)]);
    photos.push({
      name: entry.attachmentName ?? entry.text,
      source: `data:${file.mediaType};base64,${bytes.toString('base64')}`,
    });
  }
  return photos;
}

function told(db: ReadHandle, drill: DrillInPlace): ReportDrill {
  return {
    after: afterDrill(db, drill),
    measures: measuresOf(db, drill.id),
    actions: actionsOfDrills(db, [drill.id]),
    photos: photosOf(db, drill.incidentId),
  };
}

/** A programme drill by drill, the room's work in between: a month of them takes longer than the screen may wait. */
async function monthOf(read: Read, programmeId: string): Promise<ReportMonth | undefined> {
  const programme = programmeById(read.db, programmeId);
  if (!programme) return undefined;
  const drills: ReportDrill[] = [];
  for (const drill of drillsOfProgramme(read.db, programmeId)) {
    drills.push(told(read.db, drill));
    await breath();
  }
  const at = ({ after }: ReportDrill): string => after.drill.startsAt ?? '9999';
  return { programme, drills: drills.toSorted((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0)) };
}

function optionsOf(read: Read, language: Language): ReportOptions {
  const site = siteRow(read.db);
  return {
    language,
    zone: site?.timeZone ?? 'UTC',
    site: site?.name ?? '',
    today: read.today,
    now: read.now,
    by: read.operator.name,
  };
}

const styleHash = (): string => hash('sha256', reportStyle, 'base64');

export const drillReportHandlers: Part<'drill.report' | 'drill.monthReport' | 'drill.monthWorkbook'> = {
  'drill.report': async (read, input) => {
    const { printPdf } = read.site.house;
    if (!printPdf) return refuse('noWindowHere');
    const drill = drillOf(read.db, input.drillId);
    if (!drill) return refuse('unknownDrill');
    const html = drillReport(told(read.db, drill), optionsOf(read, input.language), styleHash());
    return savedFile(read, `drill-${drill.at.slice(0, 10)}-${drill.place.key}.pdf`, await printPdf(html));
  },
  'drill.monthReport': async (read, input) => {
    const { printPdf } = read.site.house;
    if (!printPdf) return refuse('noWindowHere');
    const month = await monthOf(read, input.programmeId);
    if (!month) return refuse('unknownDrillProgramme');
    const html = monthReport(month, optionsOf(read, input.language), styleHash());
    return savedFile(read, `drills-${month.programme.fromOn.slice(0, 7)}-report.pdf`, await printPdf(html));
  },
  'drill.monthWorkbook': async (read, input) => {
    const month = await monthOf(read, input.programmeId);
    if (!month) return refuse('unknownDrillProgramme');
    const bytes = await monthWorkbook(month, optionsOf(read, input.language));
    return savedFile(read, `drills-${month.programme.fromOn.slice(0, 7)}.xlsx`, bytes);
  },
};
