import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Input } from '../electron/contract.ts';
import { languages, translator } from '../renderer/locales/index.ts';
import { hasBroker } from '../scripts/system-packages.ts';
import { tempFolder } from './builders.ts';
import { Broker, certificates, freePort, until } from './mosquitto.ts';
import { sensorRoom, type SensorRoom } from './sensor-room.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

type Settings = Partial<Extract<Input<'sensor.addSource'>['settings'], { kind: 'mqtt' }>>;

/** A broker with these lines, and a room that is to connect to it. */
async function room(
  folder: string,
  lines: readonly string[],
  settings: Settings,
): Promise<{ at: SensorRoom; broker: Broker }> {
  const broker = new Broker(folder, await freePort(), lines);
  await broker.start();
  undo.push(() => broker.stop());
  const at = await sensorRoom({
    kind: 'mqtt',
    host: '127.0.0.1',
    port: broker.port,
    clientId: 'tocsin',
    ...settings,
  });
  undo.push(() => at.stop());
  return { at, broker };
}

async function secret(
  { site, sourceId }: SensorRoom,
  of: { password?: string; keyPem?: string },
): Promise<void> {
  const version = site.site.reader.get<{ version: number }>('SELECT version FROM source')!.version;
  await site.call('equipmentManager', 'sensor.setSecret', { id: sourceId, version, ...of });
}
/** Switches the source on and gives the sentence that says why it fails, which every language has. */
async function told(at: SensorRoom): Promise<string> {
  await at.turn(true);
  const code = await at.failure();
  const key = `sensor.trouble.${code}` as const;
  for (const language of languages) expect(translator(language)(key as never)).not.toBe(key);
  return translator('en')(key as never);
}
const pem = (file: string): string => readFileSync(file, 'utf8');

describe.skipIf(!hasBroker())('who the broker is', () => {
  const tls = (cert: string, key: string): string[] => [
    'allow_anonymous true',
    `certfile ${cert}`,
    `keyfile ${key}`,
  ];
  const broker = async (of: Parameters<typeof certificates>[1], settings: (ca: string) => Settings) => {
    const folder = tempFolder();
    const { ca, cert, key } = certificates(join(folder, 'broker'), of);
    return (await room(folder, tls(cert, key), { tls: true, ...settings(pem(ca)) })).at;
  };
  test('the authority that is known vouches for it: connected', async () => {
    const at = await broker({}, (caPem) => ({ caPem }));
    await at.turn(true);
    await at.connected();
  });
  test('an authority that nobody here knows', async () => {
    expect(await told(await broker({}, () => ({ caPem: '' })))).toContain('signed by nobody known here');
  });
  test('another authority than the one that was pasted', async () => {
    const other = certificates(join(tempFolder(), 'other'), { name: 'DNS:other' });
    expect(await told(await broker({}, () => ({ caPem: pem(other.ca) })))).toContain(
      'signed by nobody known here',
    );
  });
  test('a certificate that has expired', async () => {
    expect(await told(await broker({ expired: true }, (caPem) => ({ caPem })))).toContain('has expired');
  });
  test('a certificate for another name', async () => {
    const at = await broker({ name: 'DNS:broker.elsewhere.example' }, (caPem) => ({ caPem }));
    expect(await told(at)).toContain('for another name');
  });
  test('an authority that is no certificate', async () => {
    expect(
      await told(
        await broker({}, () => ({ caPem: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' })),
      ),
    ).toContain('cannot be read');
  });
  test('a broker that does not speak TLS at that port', async () => {
    const { at } = await room(tempFolder(), ['allow_anonymous true'], { tls: true });
    expect(await told(at)).toMatch(/does not speak TLS|line was cut/);
  });
});

describe.skipIf(!hasBroker())('who Tocsin is', () => {
  const asked = async (settings: (folder: string) => Settings, keyPem?: (folder: string) => string) => {
    const folder = tempFolder();
    const of = certificates(join(folder, 'broker'));
    const client = certificates(join(folder, 'desk'), { name: 'DNS:desk' });
    const lines = [
      `certfile ${of.cert}`, `keyfile ${of.key}`, `cafile ${client.ca}`, 'require_certificate true', 'use_identity_as_username true',
      'allow_anonymous false',
    ]; // prettier-ignore
    const { at } = await room(folder, lines, { tls: true, caPem: pem(of.ca), ...settings(folder) });
    if (keyPem) await secret(at, { keyPem: keyPem(folder) });
    return at;
  };
  const desk = (folder: string): Settings => ({ certPem: pem(join(folder, 'desk/own.pem')) });
  const deskKey = (folder: string): string => pem(join(folder, 'desk/own.key'));

  test('its own certificate opens the broker, and its key is in no journal', async () => {
    const at = await asked(desk, deskKey);
    await at.turn(true);
    await at.connected();
    const bodies = JSON.stringify(at.site.site.reader.all('SELECT body FROM journal'));
    expect(bodies).not.toContain('PRIVATE KEY');
  });
  test('no certificate where one is asked for', async () => {
    expect(await told(await asked(() => ({})))).toContain("refuses Tocsin's certificate");
  });
  test('a certificate of an authority that the broker does not know', async () => {
    const stranger = certificates(join(tempFolder(), 'stranger'), { name: 'DNS:stranger' });
    const at = await asked(
      () => ({ certPem: pem(stranger.cert) }),
      () => pem(stranger.key),
    );
    expect(await told(at)).toContain("refuses Tocsin's certificate");
  });
  test('a certificate with the key of another', async () => {
    expect(await told(await asked(desk, (folder) => pem(join(folder, 'broker/own.key'))))).toContain(
      'do not belong together',
    );
  });
});

describe.skipIf(!hasBroker()).each([4, 5] as const)('MQTT %s', (protocol) => {
  const withUsers = async (settings: Settings = {}) => {
    const folder = tempFolder();
    const users = join(folder, 'users');
    execFileSync('mosquitto_passwd', ['-b', '-c', users, 'desk', 'right']);
    execFileSync('mosquitto_passwd', ['-b', users, 'gauge', 'right']);
    writeFileSync(join(folder, 'rights'), 'user desk\ntopic read river/#\nuser gauge\ntopic readwrite #\n');
    const lines = [`password_file ${users}`, `acl_file ${join(folder, 'rights')}`, 'allow_anonymous false'];
    return room(folder, lines, { protocol, user: 'desk', ...settings });
  };

  test('a wrong password and none are named; with the right one readings come, acknowledged once each', async () => {
    const { at, broker } = await withUsers();
    const flow = await at.point('river/flow', {}, { valuePath: 'v', timePath: 't' });
    await secret(at, { password: 'wrong' });
    expect(await told(at)).toContain('User, password or rights are refused');
    await secret(at, { password: '' });
    expect(await at.failure()).toBe('badLogin');
    await secret(at, { password: 'right' });
    await at.connected();
    const instrument = await broker.instrument({ username: 'gauge', password: 'right' });
    undo.push(() => instrument.endAsync());
    const t = at.site.clock.nowMs();
    for (let n = 0; n < 20; n += 1)
      await instrument.publishAsync('river/flow', JSON.stringify({ v: n, t: t - 60_000 + n }), {
        qos: n % 2 === 0 ? 1 : 2,
      });
    await until('all of them', () => at.stored(flow).length === 20);
    expect(at.stored(flow).map(({ value }) => value)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  test('a user nobody knows', async () => {
    const { at } = await withUsers({ user: 'nobody' });
    await secret(at, { password: 'right' });
    expect(await told(at)).toContain('User, password or rights are refused');
  });

  test('nobody at that port', async () => {
    const at = await sensorRoom({
      kind: 'mqtt',
      host: '127.0.0.1',
      port: await freePort(),
      clientId: 'tocsin',
      protocol,
    });
    undo.push(() => at.stop());
    expect(await told(at)).toContain('Nothing listens at that address and port');
  });
});
