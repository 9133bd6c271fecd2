import { createHash, createPublicKey } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { attachmentByHash, attachmentBytes } from '../attachment/attachment-store.ts';
import { mediaTypes } from '../attachment/attachment.ts';
import { Connection } from '../database.ts';
import type { Incident, LogEntry } from '../incident/incident.ts';
import { serveJob } from '../job-side.ts';
import { checkpointText, signingKeys, siteIdOf } from '../journal/checkpoint-store.ts';
import { entryOf } from '../journal/journal-store.ts';
import { placeById } from '../place/place-store.ts';
import type { Task } from '../task/task.ts';
import { ExportFolder, freeName } from './evidence-files.ts';
import { chainLines, incidentBodies, lastRows, siteOf } from './evidence-store.ts';
import { exportName } from './evidence.ts';
import { reportHtml, reportStyle, verifyText } from './report.ts';
import { script } from './verify-script.ts';

serveJob('exportEvidence', (job, side) => {
  const db = new Connection(job.file, 'read');
  let out: ExportFolder | undefined;
  try {
    const { checkpoint, incidentId, language } = job;
    const bodies = incidentBodies(db, incidentId, checkpoint.seq);
    const entries = bodies.map(entryOf);
    const incident = lastRows<Incident>(entries, 'incident').find((row) => row.id === incidentId);
    const first = bodies[0];
    const key = signingKeys(db).find((known) => known.id === checkpoint.keyId);
    if (!incident || !first || !key) throw new Error('the incident or the key is not in the journal');
    const path = freeName(job.folder, exportName(incident), job.form === 'zip' ? '.zip' : '');
    out = new ExportFolder(join(job.folder, `.${exportName(incident)}-unfinished-${job.form}`));

    out.write(
      'journal.jsonl',
      bodies.map(({ body }) => `${body}\n`),
    );
    const own = new Set(bodies.map(({ seq }) => seq));
    const total = checkpoint.seq - first.seq + 1;
    out.write(
      'chain.txt',
      inBlocks(chainLines(db, first.seq, checkpoint.seq, own), (done) => side.step(done, total)),
    );
    out.write('checkpoint.json', [checkpointText(siteIdOf(db), checkpoint)]);
    out.write('checkpoint.sig', [Buffer.from(checkpoint.signature, 'base64')]);
    out.write('public-key.pem', [key.publicKey]);

    const log = lastRows<LogEntry>(entries, 'logEntry');
    const hashes = new Set(
      log.flatMap((entry) => (entry.attachmentHash === null ? [] : [entry.attachmentHash])),
    );
    for (const hash of hashes) {
      const attachment = attachmentByHash(db, hash);
      if (!attachment) continue;
      out.write(
        `attachments/${hash}.${mediaTypes[attachment.mediaType]}`,
        attachmentBytes(db, hash, 0, attachment.bytes),
      );
      side.step(total, total);
    }

    const site = siteOf(db);
    const html = reportHtml(
      {
        language,
        siteName: site.name,
        timeZone: site.timeZone,
        incident,
        log,
        tasks: lastRows<Task>(entries, 'task'),
        placeName: incident.placeId === null ? null : (placeById(db, incident.placeId)?.names ?? null),
        checkpoint,
        exportedAt: job.now,
        exportedBy: job.byName,
      },
      createHash('sha256').update(reportStyle).digest('base64'),
    );
    out.write('report.html', [html]);
    const fingerprint = createHash('sha256')
      .update(createPublicKey(key.publicKey).export({ type: 'spki', format: 'der' }))
      .digest('hex');
    out.write('VERIFY.md', [verifyText(language, fingerprint)]);
    out.write('verify.sh', [script]);
    return { unfinished: out.path, path, files: out.files, reportHtml: html, entries: bodies.length };
  } catch (error) {
    // Called off or failed: nothing of it remains.
    if (out) rmSync(out.path, { recursive: true, force: true });
    throw error;
  } finally {
    db.close();
  }
});

/** Lines joined to larger writes, with a look at the time between them. */
function* inBlocks(lines: Iterable<string>, step: (done: number) => void): Generator<string> {
  let block: string[] = [];
  let done = 0;
  for (const line of lines) {
    block.push(line);
    if (block.length < 2_000) continue;
    yield block.join('');
    done += block.length;
    block = [];
    step(done);
  }
  yield block.join('');
}
