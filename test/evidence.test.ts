import { execFileSync, spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EvidenceExport, ExportForm } from '../electron/evidence/evidence.ts';
import { unzip } from '../scripts/zip.ts';
import { siteInTemp, tempFolder, type TestSite } from './builders.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** An incident with a log, an attachment and entries of another incident in between, exported. */
async function exported(
  language: 'en' | 'sr-Latn' = 'en',
  form: ExportForm = 'folder',
): Promise<{ site: TestSite; done: EvidenceExport }> {
  const site = siteInTemp();
  const declare = { placeId: null, severity: 2, exercise: true } as const;
  const other = await site.call('coordinator', 'incident.declare', {
    ...declare,
    type: 'fire',
    note: 'Elsewhere',
  });
  const incident = await site.call('coordinator', 'incident.declare', {
    ...declare,
    type: 'flood',
    note: 'Water <high>',
  });
  const photo = await site.call('coordinator', 'attachment.add', {
    name: 'wall.png',
    bytes: new Uint8Array(png),
  });
  for (let n = 0; n < 6; n += 1) {
    await site.call('coordinator', 'log.say', {
      incidentId: n % 3 === 2 ? other.id : incident.id,
      kind: 'note',
      text: n % 3 === 2 ? 'of another matter' : `čulo se "${n}" \\ {"seq":${n}}`,
      attachmentHash: n === 4 ? photo.hash : null,
    });
    site.clock.advance(60_000);
  }
  const house = { ...site.site.house, chooseFolder: () => Promise.resolve(site.folder) };
  Object.assign(site.site, { house });
  const done = await site.call('coordinator', 'evidence.export', { incidentId: incident.id, language, form });
  return { site, done };
}

function check(folder: string, ...args: string[]): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('sh', ['verify.sh', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status, output: stdout + stderr };
}

test('an export is checked by sh, sha256sum and openssl alone', async () => {
  const { done } = await exported('sr-Latn');
  expect(check(done.path)).toMatchObject({ code: 0 });
  const lines = readFileSync(join(done.path, 'journal.jsonl'), 'utf8').trim().split('\n');
  expect(lines).toHaveLength(done.entries);
  expect(readFileSync(join(done.path, 'journal.jsonl'), 'utf8')).not.toContain('of another matter');
  expect(readFileSync(join(done.path, 'chain.txt'), 'utf8')).not.toContain('of another matter');
  const report = readFileSync(join(done.path, 'report.html'), 'utf8');
  expect(report).toContain('VEŽBA');
  expect(report).toContain('Water &lt;high&gt;');
  expect(readFileSync(join(done.path, 'VERIFY.md'), 'utf8')).toMatch(/Kako se proverava[\s\S]*How to check/);
  expect(readdirSync(join(done.path, 'attachments'))).toHaveLength(1);
  const print =
    /sh verify\.sh ([0-9a-f]{64})/.exec(readFileSync(join(done.path, 'VERIFY.md'), 'utf8'))?.[1] ?? '';
  expect(check(done.path, print).code).toBe(0);
  expect(check(done.path, 'f'.repeat(64)).code).toBe(1);
});

test('an export as one ZIP file unpacks to the same folder and is checked in the same way', async () => {
  const { site, done } = await exported('en', 'zip');
  expect(done.path).toBe(join(site.folder, 'EXERCISE-2026-002.zip'));
  expect(hash('sha256', readFileSync(done.path))).toBe(done.zipSha256);
  const order: string[] = [];
  const place = (name: string): string => {
    order.push(name);
    return name;
  };
  const scratch = tempFolder();
  await unzip(done.path, scratch, place);
  const folder = join(scratch, 'EXERCISE-2026-002');
  expect(check(folder)).toMatchObject({ code: 0 });
  expect(statSync(join(folder, 'verify.sh')).mode & 0o777).toBe(0o755);
  expect(hash('sha256', readFileSync(join(folder, 'manifest.txt')))).toBe(done.manifestSha256);
  expect(order).toEqual(order.toSorted());
  expect(order.every((name) => name.startsWith('EXERCISE-2026-002/'))).toBe(true);
  expect(readFileSync(join(folder, 'VERIFY.md'), 'utf8')).toContain('report.html');
  edit(folder, 'report.html', (s) => s.replace('high', 'low'));
  expect(check(folder).output).toContain('report.html');
  // Nothing half made is left beside it, and the next one does not take its place.
  expect(readdirSync(site.folder).filter((name) => name.includes('unfinished'))).toEqual([]);
  const again = await site.call('coordinator', 'evidence.export', {
    incidentId: done.incidentId,
    form: 'zip',
  });
  expect(again.path).toBe(join(site.folder, 'EXERCISE-2026-002-2.zip'));
});

test('two exports of one incident at once, and one called off, leave nothing half made', async () => {
  const { site, done } = await exported();
  const { incidentId } = done;
  const both = await Promise.all(
    (['folder', 'zip'] as const).map((form) =>
      site.call('coordinator', 'evidence.export', { incidentId, form }),
    ),
  );
  expect(both.map((one) => one.path)).toEqual([`${done.path}-2`, `${done.path}.zip`]);
  const stopped = site.refusal('coordinator', 'evidence.export', { incidentId, form: 'zip' });
  const off = async (): Promise<void> => {
    while (!(await site.call('coordinator', 'job.cancel', { job: 'evidence.export' })).calledOff)
      await new Promise((resolve) => setImmediate(resolve));
  };
  const [refusal] = await Promise.all([stopped, off()]);
  expect(refusal).toMatchObject({ refused: 'calledOff' });
  expect(readdirSync(site.folder).filter((name) => name.includes('unfinished'))).toEqual([]);
});

test('every kind of tampering with an export is found', async () => {
  const { done } = await exported();
  const tampered: [string, (folder: string) => void][] = [
    ['an edit', (f) => edit(f, 'journal.jsonl', (s) => s.replace('čulo', 'čula'))],
    ['a line removed', (f) => edit(f, 'journal.jsonl', (s) => s.split('\n').toSpliced(1, 1).join('\n'))],
    [
      'the tail cut',
      (f) => edit(f, 'journal.jsonl', (s) => s.trim().split('\n').slice(0, -1).join('\n') + '\n'),
    ],
    ['lines swapped', (f) => edit(f, 'journal.jsonl', (s) => swap(s, 0, 1))],
    [
      'the chain cut',
      (f) => edit(f, 'chain.txt', (s) => s.trim().split('\n').slice(0, -1).join('\n') + '\n'),
    ],
    ['an entry of the chain unmarked', (f) => edit(f, 'chain.txt', (s) => s.replace(' +', ''))],
    ['the checkpoint altered', (f) => edit(f, 'checkpoint.json', (s) => s.replace(/"seq":\d+/, '"seq":1'))],
    ['the report altered', (f) => edit(f, 'report.html', (s) => s.replace('high', 'low'))],
    ['a file added', (f) => writeFileSync(join(f, 'note.txt'), 'trust me')],
    [
      'an attachment swapped',
      (f) => appendFileSync(join(f, 'attachments', readdirSync(join(f, 'attachments'))[0] ?? ''), 'x'),
    ],
    [
      'an attachment renamed',
      (f) =>
        renameSync(
          join(f, 'attachments', readdirSync(join(f, 'attachments'))[0] ?? ''),
          join(f, 'attachments/a.png'),
        ),
    ],
  ];
  const scratch = tempFolder();
  for (const [index, [what, tamper]] of tampered.entries()) {
    const folder = join(scratch, String(index));
    execFileSync('cp', ['-r', done.path, folder]);
    tamper(folder);
    expect([what, check(folder).code]).toEqual([what, 1]);
  }
});

test('a second export gets a name of its own, and an unwritable folder is refused', async () => {
  const { site, done } = await exported();
  const again = await site.call('safetyOfficer', 'evidence.export', { incidentId: done.incidentId });
  expect(again.path).not.toBe(done.path);
  expect(check(again.path).code).toBe(0);
  const choose = (folder: string | null) =>
    Object.assign(site.site, { house: { ...site.site.house, chooseFolder: () => Promise.resolve(folder) } });
  const input = { incidentId: done.incidentId };
  choose(null);
  expect(await site.refusal('coordinator', 'evidence.export', input)).toMatchObject({ refused: 'calledOff' });
  choose(join(site.file, 'below a file'));
  expect(await site.refusal('coordinator', 'evidence.export', input)).toMatchObject({
    refused: 'exportNotWritable',
  });
});

function edit(folder: string, name: string, change: (text: string) => string): void {
  const file = join(folder, name);
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}

function swap(text: string, a: number, b: number): string {
  const lines = text.split('\n');
  return lines.map((line, index) => (index === a ? lines[b] : index === b ? lines[a] : line)).join('\n');
}
