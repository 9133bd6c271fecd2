import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Sent } from '../silence/counters.ts';
import { expect, test } from './room.ts';

/** Bar 12. A namespace that has a loopback and one interface to which all addresses are routed, and no way out. */
const setUp = `set -e
ip link set lo up
echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6
ip link add way type veth peer name out
ip addr add 192.0.2.2/24 dev way
ip link set way up
ip link set out up
ip route add default dev way`;
/** As root, else in a user namespace that maps the user to itself. */
const ways = [['-n'], ['-U', '--map-current-user', '--keep-caps', '-n']];

test('with no integration switched on, a whole session sends no packet', () => {
  test.setTimeout(180_000);
  const way = ways.find((args) => spawnSync('unshare', [...args, 'sh', '-c', setUp]).status === 0);
  test.skip(way === undefined, 'this system lets nobody make a network namespace with an interface in it');
  const script = join(import.meta.dirname, '../silence/session.ts');
  const command = `${setUp}\nexec "$0" "$@"`;
  const run = spawnSync('unshare', [...(way ?? []), 'sh', '-c', command, process.execPath, script], {
    encoding: 'utf8',
    timeout: 150_000,
  });
  expect(run.stdout, run.stderr).toContain('"session"');
  const { session, control } = JSON.parse(run.stdout) as { session: Sent; control: Sent };
  const silent = { outwards: 0, datagrams: 0, icmp: 0, refused: 0, noRoute: 0 };
  expect(session).toMatchObject(silent);
  // The loopback carries Playwright's two lines to the window and the program behind it, and nothing else listens.
  expect(session.listening.length).toBeLessThanOrEqual(2);
  // The same counters, after somebody did speak.
  expect(control.outwards).toBeGreaterThan(0);
  expect(control.datagrams).toBe(2);
  expect(control.refused).toBe(1);
});
