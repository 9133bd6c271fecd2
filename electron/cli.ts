import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backupFolder } from './backup/backup-files.ts';
import { newestGoodBackup, restoreBackup } from './backup/restore-files.ts';
import { iso, wallClock } from './clock.ts';
import { contract, type Name } from './contract.ts';
import { Connection, fileKind } from './database.ts';
import { openDoor, type Door, type Seat } from './door.ts';
import { handlers } from './handlers.ts';
import { hazardCase } from './hazard/areas.ts';
import { bareHouse, type House } from './house.ts';
import { checkpointInput, type Checkpoint } from './journal/verification.ts';
import { verifySite } from './journal/verify-store.ts';
import { fileKeys, secretsIn } from './key-file.ts';
import { isRefusal, refuse, type Refusal, type Result } from './refusal.ts';
import { makeSiteBackup } from './site-keeper.ts';
import { openSite, type OpenSite } from './site-file.ts';
import { translator } from './texts.ts';
import { keyFile, secretFile, userDataFolder } from './user-data.ts';

const usage = `Tocsin without a window. SITE is a *.tocsin file; each answer is one line of JSON.

  npm run -s cli -- SITE call NAME ['JSON'] [--file FIELD=PATH]   any command or query of the contract
  npm run -s cli -- SITE verify [--against CHECKPOINT.json]       check the whole record; works beside a running Tocsin
  npm run -s cli -- SITE backup [FOLDER]                          take a backup
  npm run -s cli -- SITE restore BACKUP|newest                    put a backup in the place of the site
  npm run -s cli -- SITE export-evidence INCIDENT FOLDER [--zip] [--language en|sr-Latn|sr-Cyrl|zh-Hans]
                                                                  makes a folder, or one ZIP file, inside FOLDER
  npm run -s cli -- hazard AREA 'JSON'                            a hazard model by itself, without a site; the areas
                                                                  are listed in electron/hazard/README.md

  --as NAME   who calls; the passphrase or PIN is read from TOCSIN_SECRET (the sample site needs none)

Ends with 0 when it was done, 1 when it was refused or is not sound, 2 when it was not understood.
`;

class Misunderstood extends Error {}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      as: { type: 'string' },
      file: { type: 'string', multiple: true },
      against: { type: 'string' },
      language: { type: 'string' },
      zip: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const [file, verb, ...rest] = positionals;
  if (file === undefined || verb === undefined) throw new Misunderstood('SITE and a verb are needed');
  if (file === 'hazard') return hazard(verb, rest[0]);
  const site = resolve(file);
  const who = values.as;
  switch (verb) {
    case 'call': {
      const [name, json = '{}'] = rest;
      if (name === undefined || !Object.hasOwn(contract, name))
        throw new Misunderstood(`there is no ${name ?? 'NAME'}`);
      const input = { ...parseJson(json), ...readFiles(values.file ?? []) };
      return withDoor(site, bareHouse(keys(), secrets()), who, (door, seat) =>
        door.dispatch(seat, name as Name, input),
      );
    }
    case 'verify':
      return verify(site, values.against);
    case 'backup':
      return withSite(site, bareHouse(keys()), async (open) => {
        const [folder] = rest;
        return makeSiteBackup(open, 'asked', folder === undefined ? backupFolder(site) : resolve(folder));
      });
    case 'restore':
      return restore(site, rest[0]);
    case 'export-evidence': {
      const [incidentId, folder] = rest;
      if (incidentId === undefined || folder === undefined)
        throw new Misunderstood('INCIDENT and FOLDER are needed');
      const house = { ...bareHouse(keys()), chooseFolder: () => Promise.resolve(resolve(folder)) };
      const input = {
        incidentId,
        form: values.zip ? 'zip' : 'folder',
        ...(values.language === undefined ? {} : { language: values.language }),
      };
      return withDoor(site, house, who, async (door, seat) => {
        const result = await door.dispatch(seat, 'evidence.export', input);
        if (result.ok && !result.value.pdf)
          process.stderr.write(
            'report.pdf is left out: there is no window to print from; report.html says the same.\n',
          );
        return result;
      });
    }
    default:
      throw new Misunderstood(`there is no ${verb}`);
  }
}

const keys = () => fileKeys(keyFile(userDataFolder()));
const secrets = () => secretsIn(fileKeys(secretFile(userDataFolder())));

async function withSite(
  file: string,
  house: House,
  work: (site: OpenSite) => Promise<unknown>,
): Promise<number> {
  if (!existsSync(file)) return answer(refuse('noSiteFile', { file }));
  const site = openSite(file, { house });
  if (isRefusal(site)) return answer(site);
  try {
    return answer(await work(site));
  } finally {
    site.close();
  }
}

/** Through the same door as the windows, at a seat of its own. */
function withDoor(
  file: string,
  house: House,
  who: string | undefined,
  work: (door: Door, seat: Seat) => Promise<Result<unknown>>,
): Promise<number> {
  return withSite(file, house, async (site) => {
    const door = openDoor(site, handlers);
    const seat: Seat = { id: 'command-line', state: { kind: 'empty' } };
    if (who !== undefined) {
      const refused = await signIn(door, seat, who);
      if (refused) return refused;
    }
    const result = await work(door, seat);
    return result.ok ? result.value : result.refusal;
  });
}

async function signIn(door: Door, seat: Seat, who: string): Promise<Refusal | null> {
  const operators = await door.dispatch(seat, 'session.operators', {});
  if (!operators.ok) return operators.refusal;
  const operator = operators.value.find((one) => one.name === who);
  if (!operator) return refuse('unknownOperator', { name: who });
  const secret = process.env['TOCSIN_SECRET'];
  const result =
    secret === undefined
      ? await door.dispatch(seat, 'session.signInDemo', { operatorId: operator.id })
      : await door.dispatch(seat, 'session.signIn', { operatorId: operator.id, secret });
  return result.ok ? null : result.refusal;
}

function verify(file: string, against: string | undefined): number {
  const kind = fileKind(file);
  if (kind.kind === 'absent') return answer(refuse('noSiteFile', { file }));
  if (kind.kind === 'foreign') return answer(refuse('notASiteFile', { file }));
  const checkpoint = against === undefined ? undefined : readCheckpoint(against);
  const connection = new Connection(file, 'read');
  try {
    const verified = verifySite(connection, {
      structure: true,
      against: checkpoint,
      now: iso(wallClock.nowMs()),
    });
    answer(verified);
    return verified.sound ? 0 : 1;
  } finally {
    connection.close();
  }
}

/** checkpoint.json of an export has no signature in it; only its place in the chain is compared. */
function readCheckpoint(file: string): Checkpoint {
  const parsed = checkpointInput.safeParse({ signature: '', ...parseJson(readFileSync(file, 'utf8')) });
  if (!parsed.success) throw new Misunderstood(`${file} is not a checkpoint`);
  return parsed.data;
}

async function restore(file: string, named: string | undefined): Promise<number> {
  if (named === undefined) throw new Misunderstood('BACKUP is needed: a file, or newest');
  const nowMs = wallClock.nowMs();
  let backup = resolve(named);
  if (named === 'newest') {
    const newest = newestGoodBackup(backupFolder(file), iso(nowMs));
    if (isRefusal(newest)) return answer(newest);
    backup = join(backupFolder(file), newest.name);
  }
  return answer(
    await restoreBackup({ file, backup, nowMs, by: { id: 'system', name: userInfo().username } }),
  );
}

/** A model of electron/hazard; a refusal carries its sentence, because no screen says it. */
function hazard(area: string, json = '{}'): number {
  const result = hazardCase(area, parseJson(json));
  if (!isRefusal(result)) return answer(result);
  const facts = Object.fromEntries(
    Object.entries(result.facts).map(([name, fact]) => [
      name,
      typeof fact === 'number' ? fact : String(fact).replaceAll(',', ', '),
    ]),
  );
  return answer({ ...result, sentence: translator('en')(`refusal.${result.refused}`, facts) });
}

function parseJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new Misunderstood('the input must be one JSON object');
}

/** FIELD=PATH: binary parts, which JSON cannot carry. */
function readFiles(given: readonly string[]): Record<string, Uint8Array> {
  return Object.fromEntries(
    given.map((one) => {
      const [field, ...path] = one.split('=');
      const file = path.join('=');
      if (!field || !existsSync(file))
        throw new Misunderstood(`--file ${one}: FIELD=PATH of a file that is there`);
      return [field, new Uint8Array(readFileSync(file))];
    }),
  );
}

function answer(value: unknown): number {
  process.stdout.write(`${JSON.stringify(value)}\n`);
  return isRefusal(value) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const known =
    error instanceof Misunderstood || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(
    known ? `${(error as Error).message}\n\n${usage}` : `${String((error as Error).stack)}\n`,
  );
  process.exitCode = known ? 2 : 3;
}
