import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { startRoom, type Room } from '../e2e/room.ts';
import { sent } from './counters.ts';

// A session at the desk, in a network namespace of its own (test/e2e/silence.spec.ts makes it and reads what is printed
// here). The only network in it is the loopback, on which Playwright speaks to the window, and one interface to which
// every address in the world is routed: whatever the program tries to reach shows there as a packet.

const { room, stop } = await startRoom();
try {
  await atTheDesk(room);
  const after = sent();
  // The counters are worth something only if they move when somebody does speak.
  await tryToSpeak();
  process.stdout.write(`${JSON.stringify({ session: after, control: sent() })}\n`);
} finally {
  await stop();
}

/** Sign in, every screen of the rail, an incident with its log, map and parts, words typed into every kind of field. */
async function atTheDesk({ page, call, signIn, size }: Room): Promise<void> {
  await size(1440, 900);
  await signIn('Petrović');
  const links = page.locator('nav.rail a');
  for (let index = 0; index < (await links.count()); index += 1) {
    await links.nth(index).click();
    await page.locator('main.screen > *').first().waitFor();
    const field = page.locator('main.screen input:visible:not([type=range]):not([type=checkbox])').first();
    // Words that no dictionary knows: a spelling checker would go and look for one.
    if ((await field.count()) > 0) await field.fill('cijanovodonik 氰化氢').catch(() => undefined);
  }
  await page.evaluate(() => void (location.hash = '#/map'));
  await page.locator('.map-screen [data-ready=true]').waitFor();
  await page.locator('.map-screen .canvas').hover();
  for (let turn = 0; turn < 4; turn += 1) await page.mouse.wheel(0, turn % 2 === 0 ? -400 : 300);
  const { id } = await call<{ id: string }>('incident.declare', {
    type: 'flood',
    placeId: null,
    severity: 2,
    note: 'Water over the wall, see https://example.org/wall',
  });
  await page.evaluate((incident) => void (location.hash = `#/incidents/${incident}`), id);
  await page.locator('#composer').waitFor();
  await page.keyboard.press('F4');
  await page.keyboard.type('http://192.0.2.7/ and www.example.org speled wrongly');
  await page.keyboard.press('Enter');
  await page.locator('.log .line', { hasText: 'speled' }).waitFor();
  const tabs = page.getByRole('tab');
  for (let index = 0; index < (await tabs.count()); index += 1) await tabs.nth(index).click();
  await page.reload();
  await page.locator('nav.rail').waitFor();
}

/** A datagram to a documentation address and one to a port of our own at which nobody sits, and a connection likewise. */
async function tryToSpeak(): Promise<void> {
  const socket = createSocket('udp4');
  for (const address of ['203.0.113.9', '127.0.0.1'])
    await new Promise<void>((done) => socket.send('x', 9, address, () => done()));
  socket.close();
  await new Promise<void>((done) => void connect(9, '127.0.0.1').on('error', () => done()));
}
