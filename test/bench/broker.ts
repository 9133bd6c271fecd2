import Database from 'better-sqlite3';
import mqtt from 'mqtt';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sampleSiteFile } from '../../scripts/shell.ts';
import { hasBroker } from '../../scripts/system-packages.ts';
import { Broker, freePort } from '../mosquitto.ts';
import type { Measure } from './measure.ts';
import { takeStalls, watch } from './session.ts';
import { call, openTocsin, settled, signIn, type Bench } from './windows.ts';

const points = 200;
/** At the pace of a site: each point once a second. */
const pacedSeconds = 60;
/** And as fast as the broker takes it: so many seconds of readings. */
const rushedSeconds = 600;
const stallMs = 50;

const topicOf = (point: number): string => `bench/p${point}`;
const messageOf = (point: number, second: number, atMs: number): string =>
  JSON.stringify({
    v: Math.round((300 + point + 40 * Math.sin((second + point * 37) / 900)) * 10) / 10,
    t: atMs,
  });

/**
 * The program itself with a real mosquitto: 200 points at one reading a second for a minute while the list of points is on the
 * screen, then ten minutes' readings as fast as the broker acknowledges them, with a restart of the broker in the middle. Every
 * message is QoS 1; what the broker acknowledged and the site does not hold is lost.
 */
export async function measureBroker(bench: Bench): Promise<Measure[]> {
  if (!hasBroker()) {
    bench.tell('no mosquitto here: readings over a real broker are not measured');
    return [];
  }
  const folder = mkdtempSync(join(bench.folder, 'broker-'));
  mkdirSync(folder, { recursive: true });
  const site = join(folder, 'site.tocsin');
  copyFileSync(sampleSiteFile, site);
  const broker = new Broker(folder, await freePort());
  await broker.start();
  const { app, page } = await openTocsin(bench, site);
  try {
    await signIn(page, 'Equipment manager');
    const source = await call<{ id: string; version: number }>(page, 'sensor.addSource', {
      name: 'Bench', settings: { kind: 'mqtt', host: '127.0.0.1', port: broker.port, clientId: 'bench' },
    }); // prettier-ignore
    for (let point = 0; point < points; point += 1) {
      const name = `Bench ${point}`;
      const { id } = await call<{ id: string }>(page, 'sensor.addPoint', {
        kind: 'flow', key: `B-${point}`, names: { en: name, srLatn: name, zhHans: name }, unit: 'm³/h', placeId: null, minValue: 0,
        maxValue: 5000, everySeconds: 60, frozenMinutes: null, limits: [],
      }); // prettier-ignore
      await call(page, 'sensor.addFeed', {
        sourceId: source.id, pointId: id, address: topicOf(point), valuePath: 'v', timePath: 't',
      }); // prettier-ignore
    }
    await call(page, 'sensor.turnSource', { id: source.id, version: source.version, on: true });
    await page.evaluate(() => void (location.hash = '#/sensors'));
    await settled(page, site);
    const state = async (): Promise<string> =>
      (await call<{ state: { kind: string } }[]>(page, 'sensor.sources', {}))[0]?.state.kind ?? '';
    while ((await state()) !== 'connected') await page.waitForTimeout(100);

    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`, { reconnectPeriod: 200 });
    let acknowledged = 0;
    const publish = async (point: number, second: number, atMs: number): Promise<void> => {
      await client.publishAsync(topicOf(point), messageOf(point, second, atMs), { qos: 1 });
      acknowledged += 1;
    };
    const all = Array.from({ length: points }, (_, point) => point);

    await watch(app);
    const begun = Date.now();
    for (let second = 0; second < pacedSeconds; second += 1) {
      const due = begun + second * 1000;
      await page.waitForTimeout(Math.max(0, due - Date.now()));
      await Promise.all(all.map((point) => publish(point, second, due)));
    }
    const paced = await takeStalls(app);

    const rushBegun = performance.now();
    const firstMs = Date.now() - 7_200_000;
    let restart: Promise<void> | null = null;
    for (let second = 0; second < rushedSeconds; second += 1) {
      const sent = all.map((point) => publish(point, second, firstMs + second * 1000));
      if (second === rushedSeconds / 2) restart = broker.stop().then(() => broker.start());
      await Promise.all(sent);
    }
    await restart;
    const rushedMs = performance.now() - rushBegun;
    const reader = new Database(site, { readonly: true });
    const stored = (): number =>
      reader
        .prepare(
          'SELECT (SELECT count(*) FROM sentReading) + (SELECT coalesce(sum(readings), 0) FROM sentBlock) AS n',
        )
        .pluck()
        .get() as number;
    const end = Date.now() + 60_000;
    while (stored() < acknowledged && Date.now() < end) await page.waitForTimeout(200);
    const kept = stored();
    const drainedMs = performance.now() - rushBegun;
    const rushed = await takeStalls(app);
    reader.close();
    await client.endAsync(true);
    const longest = (stalls: typeof paced): number => Math.max(0, ...stalls.map(({ ms }) => ms));
    const over = (stalls: typeof paced): number => stalls.filter(({ ownMs }) => ownMs > stallMs).length;
    const of = {
      points, pacedSeconds, rushedSeconds, acknowledged, kept, rushedMs, drainedMs,
      rushedReadingsPerSecond: Math.round((points * rushedSeconds) / (drainedMs / 1000)),
      longestPacedMs: longest(paced), longestRushedMs: longest(rushed),
      stalls: JSON.stringify([...paced, ...rushed].map(({ ms, ownMs, cpuMs }) => [ms, ownMs, cpuMs].map(Math.round))),
    }; // prettier-ignore
    bench.tell(
      `broker: ${acknowledged} readings acknowledged, ${kept} kept; ${of.rushedReadingsPerSecond} a second when rushed; ` +
        `stalls over ${stallMs} ms: ${paced.length} at pace, ${rushed.length} rushed (longest ${longest([...paced, ...rushed]).toFixed(0)} ms)`,
    );
    return [
      {
        name: 'readings acknowledged by a real broker and lost',
        value: Math.max(0, acknowledged - kept),
        unit: 'count',
        limit: 0,
        of,
      },
      {
        name: 'stalls of the main process over 50 ms while 200 points come at 1 Hz over a broker',
        value: over(paced),
        unit: 'count',
        limit: 0,
        of,
      },
      {
        name: 'the same while ten minutes of them come at once',
        value: over(rushed),
        unit: 'count',
        limit: 0,
        of,
      },
      {
        // On a machine that others use a beat is also late because another thread was kept waiting; this is not.
        name: 'longest that the main process computed between two late beats meanwhile',
        value: Math.max(0, ...[...paced, ...rushed].map(({ cpuMs }) => cpuMs)),
        unit: 'ms',
        limit: stallMs,
        of,
      },
    ];
  } finally {
    await app.close().catch(() => undefined);
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
