import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { siteInTemp, tempFolder } from './builders.ts';
import { png } from './faults/filled.ts';

const data = tempFolder();

function cli(...args: string[]): { code: number | null; value: Record<string, unknown>; said: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, '../electron/cli.ts'), ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, TOCSIN_DATA: data },
    },
  );
  expect(stdout.split('\n').length).toBeLessThanOrEqual(2);
  return {
    code: status,
    value: stdout === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>),
    said: stderr,
  };
}

test('a whole incident on the command line: declare, attach, log, export, verify, back up, restore', async () => {
  const site = siteInTemp({ sample: true });
  expect(cli(site.file, 'call', 'site.info')).toMatchObject({ code: 1, value: { refused: 'siteInUse' } });
  expect(cli(site.file, 'verify')).toMatchObject({ code: 0, value: { sound: true } });
  site.close();

  const as = ['--as', 'coordinator'];
  const declare = { type: 'flood', placeId: null, severity: 2, note: 'Water in the culvert' };
  expect(cli(site.file, 'call', 'incident.declare', JSON.stringify(declare))).toMatchObject({
    code: 1,
    value: { refused: 'notSignedIn' },
  });
  const incident = cli(site.file, 'call', 'incident.declare', JSON.stringify(declare), ...as);
  expect(incident).toMatchObject({ code: 0, value: { number: 1 } });
  const picture = join(site.folder, 'wall.png');
  writeFileSync(picture, png);
  const attached = cli(
    site.file,
    'call',
    'attachment.add',
    '{"name":"wall.png"}',
    '--file',
    `bytes=${picture}`,
    ...as,
  );
  expect(attached).toMatchObject({ code: 0, value: { mediaType: 'image/png' } });

  const folder = tempFolder();
  const done = cli(
    site.file,
    'export-evidence',
    String(incident.value['id']),
    folder,
    '--language',
    'zh-Hans',
    ...as,
  );
  expect(done).toMatchObject({ code: 0, value: { pdf: false } });
  expect(done.said).toContain('report.pdf is left out');
  const exported = String(done.value['path']);
  expect(spawnSync('sh', [join(exported, 'verify.sh')]).status).toBe(0);
  expect(readFileSync(join(exported, 'report.html'), 'utf8')).toContain('Water in the culvert');
  const zipped = cli(site.file, 'export-evidence', String(incident.value['id']), folder, '--zip', ...as);
  expect(zipped).toMatchObject({ code: 0, value: { form: 'zip', path: `${exported}.zip` } });
  expect(hash('sha256', readFileSync(`${exported}.zip`))).toBe(zipped.value['zipSha256']);
  expect(statSync(join(data, 'key', 'signing-key.pem')).mode & 0o777).toBe(0o600);
  const against = ['--against', join(exported, 'checkpoint.json')];
  expect(cli(site.file, 'verify', ...against)).toMatchObject({ code: 0, value: { sound: true } });

  const made = cli(site.file, 'backup');
  expect(made.code).toBe(0);
  const bytes = readFileSync(site.file);
  bytes.fill(1, 4_096, 12_000);
  writeFileSync(site.file, bytes);
  expect(cli(site.file, 'verify')).toMatchObject({ code: 1, value: { sound: false } });
  expect(cli(site.file, 'call', 'site.info')).toMatchObject({ code: 1, value: { refused: 'siteDamaged' } });
  expect(cli(site.file, 'restore', 'newest')).toMatchObject({ code: 0 });
  expect(cli(site.file, 'verify', ...against)).toMatchObject({ code: 0, value: { sound: true } });
  expect(readdirSync(site.folder).some((name) => name.includes('-replaced-'))).toBe(true);
}, 120_000);

test('what is not understood is said with the usage and ends with 2', () => {
  const nowhere = join(tempFolder(), 'none.tocsin');
  for (const args of [[], [nowhere, 'call', 'no.such'], [nowhere, 'call', 'site.info', '{']])
    expect([args, cli(...args).code]).toEqual([args, 2]);
  expect(cli(nowhere, 'call', 'site.info')).toMatchObject({ code: 1, value: { refused: 'noSiteFile' } });
  expect(existsSync(nowhere)).toBe(false);
}, 60_000);
