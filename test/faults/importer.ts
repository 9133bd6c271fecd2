import { writeSync } from 'node:fs';
import { openDoor, type Seat } from '../../electron/door.ts';
import { handlers } from '../../electron/handlers.ts';
import type { Input, Name, Output } from '../../electron/contract.ts';
import { isRefusal } from '../../electron/refusal.ts';
import { operators } from '../../electron/session/operator-store.ts';
import { openSite } from '../../electron/site-file.ts';

// A child process that imports a list and says how far it is, until it is killed.
const [file = '', count = '0'] = process.argv.slice(2);
const site = openSite(file);
if (isRefusal(site)) throw new Error(site.refused);
const operator = operators(site.reader).find((one) => one.role === 'equipmentManager');
if (!operator) throw new Error('no equipment manager');
const seat: Seat = { id: 'seat-1', state: { kind: 'signedIn', operator, since: '2026-06-01T06:00:00.000Z' } };
const door = openDoor(site, handlers);
async function ask<N extends Name>(name: N, input: Input<N>): Promise<Output<N>> {
  const result = await door.dispatch(seat, name, input);
  if (!result.ok) throw new Error(`${name} ${result.refusal.refused}`);
  return result.value;
}
const rows = Array.from({ length: Number(count) }, (_, n) => `K-${n};pump;Make;S${n};row ${n}`);
const bytes = new TextEncoder().encode(`Tag;Category;Make;Serial number;Note\n${rows.join('\n')}\n`);
const { id } = await ask('import.open', { noun: 'equipment', name: 'list.csv', bytes });
const look = await ask('import.look', { id });
const columns = look.columns.map(({ field }) => field);
await ask('import.dryRun', { id, reading: {}, columns, decimal: ',', dayOrder: 'dmy' });
writeSync(1, 'begun\n');
await ask('import.run', { id });
writeSync(1, 'done\n');
