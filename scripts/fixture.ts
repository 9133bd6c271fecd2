import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '../electron/database.ts';
import { openDoor, type Seat } from '../electron/door.ts';
import { handlers } from '../electron/handlers.ts';
import { migrations } from '../electron/migrate.ts';
import { isRefusal } from '../electron/refusal.ts';
import { openSite } from '../electron/site-file.ts';
import { projectRoot, runMain, say, Trouble } from './shell.ts';

/**
 * `npm run fixture`, once for each release that changes the schema: keeps a small site as this release writes it in
 * test/fixtures, so that every later one is held to opening it with nothing lost. Never made again for a released schema.
 */
await runMain(async () => {
  const version = migrations().at(-1)?.version ?? 0;
  const folder = join(projectRoot, 'test/fixtures');
  const name = `schema-${String(version).padStart(4, '0')}.site`;
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).includes(name))
    throw new Trouble(`${name} is kept already and stays as it was released.`);
  const scratch = mkdtempSync(join(tmpdir(), 'tocsin-fixture-'));
  const file = join(scratch, 'site.tocsin');
  try {
    const site = openSite(file);
    if (isRefusal(site)) throw new Trouble(site.refused);
    const door = openDoor(site, handlers);
    const seat: Seat = { id: 'seat-1', state: { kind: 'empty' } };
    const must = async (
      ...[command, input]: [Parameters<typeof door.dispatch>[1], unknown]
    ): Promise<{ id: string }> => {
      const result = await door.dispatch(seat, command, input);
      if (!result.ok) throw new Trouble(`${command}: ${result.refusal.refused}`);
      return result.value as { id: string };
    };
    await must('session.firstStart', {
      siteName: 'Site of an earlier release',
      timeZone: 'Europe/Belgrade',
      longitude: 22.1,
      latitude: 44.07,
      administrator: 'Administrator',
      secret: 'for the fixture only',
    });
    const declare = {
      type: 'fire',
      placeId: null,
      placeText: 'Warehouse',
      severity: 2,
      note: 'Smoke at the warehouse',
    };
    const { id } = await must('incident.declare', declare);
    const said = await must('log.say', {
      incidentId: id,
      kind: 'radioIn',
      text: 'Prva ekipa je na licu mesta',
    });
    await must('log.say', { incidentId: id, kind: 'order', text: '疏散仓库' });
    await must('log.strike', {
      entryId: said.id,
      reason: 'misheard',
      correction: 'Druga ekipa je na licu mesta',
    });
    site.close();
    const connection = new Connection(file, 'write');
    connection.raw.pragma('journal_mode = DELETE');
    connection.raw.exec(`VACUUM INTO '${join(folder, name).replaceAll("'", "''")}'`);
    connection.close();
    say(`kept ${name}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
