import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect as dial, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brokerProgram } from '../scripts/system-packages.ts';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';

/** A port of the loopback at which nobody listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Resolves when `look` gives something; throws with `what` after ten seconds. */
export async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<Awaited<T>>> {
  const end = performance.now() + 10_000;
  for (;;) {
    const found = await look();
    if (found) return found as NonNullable<Awaited<T>>;
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => void setTimeout(resolve, 10));
  }
}

/** A real mosquitto with a configuration of its own. `start` again after `stop` is a restart that remembers its sessions. */
export class Broker {
  readonly port: number;
  private readonly folder: string;
  private readonly config: string;
  private daemon: ChildProcess | null = null;

  constructor(folder: string, port: number, lines: readonly string[] = ['allow_anonymous true']) {
    this.folder = folder;
    this.port = port;
    this.config = join(folder, `mosquitto-${port}.conf`);
    const own = [
      `listener ${port} 127.0.0.1`,
      'persistence true',
      `persistence_location ${folder}/`,
      'max_queued_messages 0',
    ];
    // Started as root it becomes another user, who may not look into the test's folder.
    if (process.getuid?.() === 0) own.unshift('user root');
    writeFileSync(this.config, `${[...own, ...lines].join('\n')}\n`);
  }

  async start(): Promise<void> {
    this.daemon = spawn(brokerProgram, ['-c', this.config], { cwd: this.folder, stdio: 'ignore' });
    await until('mosquitto', () => answers(this.port));
  }

  /** By the signal at which it writes its sessions down. */
  async stop(): Promise<void> {
    const { daemon } = this;
    this.daemon = null;
    if (!daemon || daemon.exitCode !== null) return;
    await new Promise<void>((resolve) => {
      daemon.once('exit', () => resolve());
      daemon.kill('SIGTERM');
    });
  }

  /** A client that publishes, as an instrument does. */
  instrument(more: IClientOptions = {}): Promise<MqttClient> {
    return mqtt.connectAsync(`mqtt://127.0.0.1:${this.port}`, { reconnectPeriod: 200, ...more });
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

export interface Certificates {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/**
 * An authority of that name and a certificate of it: for the loopback, or another name; expired years ago if so wanted. Made
 * by openssl in a folder of its own. Gives the paths.
 */
export function certificates(
  folder: string,
  { expired = false, name = 'IP:127.0.0.1' }: { readonly expired?: boolean; readonly name?: string } = {},
): Certificates {
  const path = (file: string): string => join(folder, file);
  mkdirSync(folder, { recursive: true });
  const openssl = (...args: string[]): void =>
    void execFileSync('openssl', args, { stdio: 'ignore', cwd: folder });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-days',
    '30',
    '-subj',
    `/CN=Authority of ${name}`,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  );
  openssl('req', '-new', ...key, '-subj', '/CN=desk', '-keyout', 'own.key', '-out', 'own.csr');
  writeFileSync(
    path('ca.conf'),
    '[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\nnew_certs_dir=.\nserial=serial\ndefault_md=sha256\npolicy=any\n' +
      `x509_extensions=names\n[any]\ncommonName=supplied\n[names]\nsubjectAltName=${name}\n`,
  );
  writeFileSync(path('index.txt'), '');
  writeFileSync(path('serial'), '01\n');
  const days = expired ? ['20200101000000Z', '20200201000000Z'] : ['20200101000000Z', '20490101000000Z'];
  openssl('ca', '-batch', '-config', 'ca.conf', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-in', 'own.csr',
    '-out', 'own.pem', '-startdate', days[0]!, '-enddate', days[1]!); // prettier-ignore
  return { ca: path('ca.pem'), cert: path('own.pem'), key: path('own.key') };
}
