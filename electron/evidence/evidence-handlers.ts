import { hash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part, Read } from '../door.ts';
import { syncPath } from '../backup/backup-files.ts';
import { incidentById } from '../incident/incident-store.ts';
import { JobCancelled, runJob, shared } from '../jobs.ts';
import { signBytes, signCheckpoint } from '../journal/checkpoint-store.ts';
import type { Checkpoint } from '../journal/verification.ts';
import { refuse, type Answer } from '../refusal.ts';
import { settleFolder } from './evidence-files.ts';
import { manifestText, type EvidenceExport, type Exported, type ExportLanguage } from './evidence.ts';

type Facts = Omit<EvidenceExport, 'id' | 'incidentId'>;

/** Adds the PDF, lists and signs everything, and gives the export its name. */
async function finish(read: Read, made: Exported, checkpoint: Checkpoint): Promise<Facts> {
  const files = [...made.files];
  const { printPdf, keys } = read.site.house;
  if (printPdf) {
    const bytes = await printPdf(made.reportHtml);
    put(join(made.unfinished, 'report.pdf'), bytes);
    files.push({ path: 'report.pdf', sha256: hash('sha256', bytes) });
  }
  const manifest = Buffer.from(manifestText(files));
  put(join(made.unfinished, 'manifest.txt'), manifest);
  put(join(made.unfinished, 'manifest.sig'), Buffer.from(signBytes(keys, manifest), 'base64'));
  settleFolder(made.unfinished, made.folder);
  return {
    folder: made.folder,
    entries: made.entries,
    attachments: files.filter((file) => file.path.startsWith('attachments/')).length,
    checkpointSeq: checkpoint.seq,
    pdf: printPdf !== null,
    manifestSha256: hash('sha256', manifest),
  };
}

function put(file: string, bytes: Uint8Array): void {
  writeFileSync(file, bytes, { flag: 'wx' });
  syncPath(file);
}

async function exportTo(
  read: Read,
  incidentId: string,
  language: ExportLanguage,
  folder: string,
): Promise<Answer<Facts>> {
  const checkpoint = signCheckpoint(read.site);
  if (!checkpoint) return refuse('unknownIncident');
  const job = {
    file: read.site.file,
    incidentId,
    language,
    checkpoint,
    folder,
    now: read.now,
    byName: read.operator.name,
  };
  let made: Exported | undefined;
  try {
    made = await shared(`evidence.export ${incidentId} ${folder}`, (signal) =>
      runJob('exportEvidence', job, {
        signal,
        onProgress: (done, total) => read.progress('evidence.export', done, total),
      }),
    );
    return await finish(read, made, checkpoint);
  } catch (error) {
    if (made) rmSync(made.unfinished, { recursive: true, force: true });
    if (error instanceof JobCancelled) return refuse('calledOff');
    const code = (error as { code?: unknown }).code;
    if (code === 'ENOSPC') return refuse('exportDiskFull', { folder });
    if (typeof code === 'string' && /^(EACCES|EROFS|EPERM|ENOENT|ENOTDIR|EEXIST)$/.test(code))
      return refuse('exportNotWritable', { folder });
    throw error;
  }
}

export const evidenceHandlers: Part<'evidence.export'> = {
  'evidence.export': {
    prepare: async (read, { incidentId, language }) => {
      if (!incidentById(read.db, incidentId)) return refuse('unknownIncident');
      const { chooseFolder } = read.site.house;
      if (!chooseFolder) return refuse('noFolderHere');
      const folder = await chooseFolder();
      if (folder === null) return refuse('calledOff');
      const facts = await exportTo(read, incidentId, language, folder);
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
