import { writeSync } from 'node:fs';
import { openDoor, type Seat } from '../../electron/door.ts';
import { handlers } from '../../electron/handlers.ts';
import { isRefusal } from '../../electron/refusal.ts';
import { operators } from '../../electron/session/operator-store.ts';
import { openSite } from '../../electron/site-file.ts';

// A child process that writes through the door and says each line that was acknowledged, until it is killed.
const [file = '', incidentId = '', run = ''] = process.argv.slice(2);
const site = openSite(file);
if (isRefusal(site)) throw new Error(site.refused);
const operator = operators(site.reader).find((one) => one.role === 'coordinator');
if (!operator) throw new Error('no coordinator');
const seat: Seat = { id: 'seat-1', state: { kind: 'signedIn', operator, since: '2026-06-01T06:00:00.000Z' } };
const door = openDoor(site, handlers);
for (let n = 0; ; n += 1) {
  const text = `run ${run} line ${n}`;
  const result = await door.dispatch(seat, 'log.say', { incidentId, kind: 'note', text });
  if (!result.ok) throw new Error(result.refusal.refused);
  writeSync(1, `${text}\n`);
}
