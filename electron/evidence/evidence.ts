import { z } from 'zod';
import { id } from '../schema-parts.ts';
import type { Checkpoint } from '../journal/verification.ts';

export const exportLanguages = ['en', 'sr-Latn', 'sr-Cyrl', 'zh-Hans'] as const;
export type ExportLanguage = (typeof exportLanguages)[number];

/** A folder, or the same folder in one file to send. */
export const exportForms = ['folder', 'zip'] as const;
export type ExportForm = (typeof exportForms)[number];

export const exportInput = z.object({
  incidentId: id,
  language: z.enum(exportLanguages).default('en'),
  form: z.enum(exportForms).default('folder'),
});

export interface ExportJob {
  readonly file: string;
  readonly incidentId: string;
  readonly language: ExportLanguage;
  readonly form: ExportForm;
  readonly checkpoint: Checkpoint;
  /** Where the export is made; its own name is given by the incident's number. */
  readonly folder: string;
  readonly now: string;
  readonly byName: string;
}

/** One file of an export, as its manifest lists it. */
export interface ExportedFile {
  /** Path inside the export, with slashes. */
  readonly path: string;
  readonly sha256: string;
}

/** What the worker leaves: everything but the PDF and the signed manifest, still under its unfinished name. */
export interface Exported {
  readonly unfinished: string;
  /** The name that the finished folder or archive gets. */
  readonly path: string;
  readonly files: readonly ExportedFile[];
  readonly reportHtml: string;
  readonly entries: number;
}

export interface PackJob {
  readonly folder: string;
  /** Paths inside the folder, with slashes. */
  readonly paths: readonly string[];
  readonly archive: string;
  /** The one folder inside the archive. */
  readonly name: string;
  /** Time of every entry. */
  readonly at: string;
}

export interface Packed {
  readonly sha256: string;
  readonly bytes: number;
}

export interface EvidenceExport {
  readonly id: string;
  readonly incidentId: string;
  readonly form: ExportForm;
  /** The folder or the archive. */
  readonly path: string;
  readonly entries: number;
  readonly attachments: number;
  readonly checkpointSeq: number;
  /** False where there was no window to print from; report.html says the same. */
  readonly pdf: boolean;
  /** SHA-256 of manifest.txt, which names all other files. */
  readonly manifestSha256: string;
  /** SHA-256 of the archive as it was handed over; null for a folder. */
  readonly zipSha256: string | null;
}

/** The list of files as sha256sum writes and reads it. */
export function manifestText(files: readonly ExportedFile[]): string {
  return files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map((file) => `${file.sha256}  ${file.path}\n`)
    .join('');
}

/** INC-2026-014 or EXERCISE-2026-003: the incident's number as a folder name. */
export function exportName(incident: { year: number; number: number; exercise: boolean }): string {
  return `${incident.exercise ? 'EXERCISE' : 'INC'}-${incident.year}-${String(incident.number).padStart(3, '0')}`;
}
