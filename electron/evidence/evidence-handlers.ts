import { hash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Part, Read } from '../door.ts';
import { incidentById } from '../incident/incident-store.ts';
import { JobCancelled, runJob, shared, type JobOptions } from '../jobs.ts';
import { signBytes, signCheckpoint } from '../journal/checkpoint-store.ts';
import type { Checkpoint } from '../journal/verification.ts';
import { refuse, type Answer } from '../refusal.ts';
import { settle } from './evidence-files.ts';
import {
  manifestText, type EvidenceExport, type Exported, type ExportForm, type ExportLanguage,
} from './evidence.ts'; // prettier-ignore

type Facts = Omit<EvidenceExport, 'id' | 'incidentId'>;

/** Adds the PDF, lists and signs everything, packs it where one file was asked for, and gives the export its name. */
async function finish(
  read: Read,
  made: Exported,
  checkpoint: Checkpoint,
  form: ExportForm,
  options: JobOptions,
): Promise<Facts> {
  const files = [...made.files];
  const { printPdf, keys } = read.site.house;
  if (printPdf) {
    const bytes = await printPdf(made.reportHtml);
    await put(join(made.unfinished, 'report.pdf'), bytes);
    files.push({ path: 'report.pdf', sha256: hash('sha256', bytes) });
  }
  const manifest = Buffer.from(manifestText(files));
  await put(join(made.unfinished, 'manifest.txt'), manifest);
  await put(join(made.unfinished, 'manifest.sig'), Buffer.from(signBytes(keys, manifest), 'base64'));
  return {
    form,
    path: made.path,
    entries: made.entries,
    attachments: files.filter((file) => file.path.startsWith('attachments/')).length,
    checkpointSeq: checkpoint.seq,
    pdf: printPdf !== null,
    manifestSha256: hash('sha256', manifest),
    zipSha256: form === 'zip' ? await pack(read, made, files, options) : null,
  };
}

/** The folder as one archive; gives its SHA-256. */
async function pack(
  read: Read,
  made: Exported,
  files: Exported['files'],
  options: JobOptions,
): Promise<string> {
  const archive = `${made.unfinished}.zip`;
  const job = {
    folder: made.unfinished,
    paths: [...files.map((file) => file.path), 'manifest.txt', 'manifest.sig'],
    archive,
    name: basename(made.path, '.zip'),
    at: read.now,
  };
  const { sha256 } = await runJob('packEvidence', job, options);
  settle(archive, made.path);
  return sha256;
}

async function put(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function exportTo(
  read: Read,
  asked: { readonly incidentId: string; readonly language: ExportLanguage; readonly form: ExportForm },
  folder: string,
): Promise<Answer<Facts>> {
  const checkpoint = signCheckpoint(read.site);
  if (!checkpoint) return refuse('unknownIncident');
  const { form } = asked;
  const job = {
    ...asked,
    file: read.site.file,
    checkpoint,
    folder,
    now: read.now,
    byName: read.operator.name,
  };
  try {
    return await shared(`evidence.export ${asked.incidentId} ${form} ${folder}`, async (signal) => {
      // Packing is about as long as writing: each is half of the way.
      const half = (from: number): JobOptions => ({
        signal,
        onProgress: (done, total) => read.progress('evidence.export', from * total + done, 2 * total),
      });
      const made = await runJob('exportEvidence', job, half(0));
      try {
        const facts = await finish(read, made, checkpoint, form, half(1));
        if (form === 'folder') settle(made.unfinished, made.path);
        return facts;
      } finally {
        rmSync(made.unfinished, { recursive: true, force: true });
      }
    });
  } catch (error) {
    if (error instanceof JobCancelled) return refuse('calledOff');
    const code = (error as { code?: unknown }).code;
    if (code === 'ENOSPC') return refuse('exportDiskFull', { folder });
    if (code === 'TOO_LARGE') return refuse('exportTooLargeForZip');
    if (typeof code === 'string' && /^(EACCES|EROFS|EPERM|ENOENT|ENOTDIR|EEXIST)$/.test(code))
      return refuse('exportNotWritable', { folder });
    throw error;
  }
}

export const evidenceHandlers: Part<'evidence.export'> = {
  'evidence.export': {
    prepare: async (read, input) => {
      const { incidentId } = input;
      if (!incidentById(read.db, incidentId)) return refuse('unknownIncident');
      const { chooseFolder } = read.site.house;
      if (!chooseFolder) return refuse('noFolderHere');
      const folder = await chooseFolder();
      if (folder === null) return refuse('calledOff');
      const facts = await exportTo(read, input, folder);
      if ('refused' in facts) return facts;
      return (tx) => {
        const done: EvidenceExport = { id: tx.newId(), incidentId, ...facts };
        tx.concerns(incidentId);
        tx.record('evidenceExport', done);
        return done;
      };
    },
  },
};
