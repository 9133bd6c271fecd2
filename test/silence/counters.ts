import { readFileSync } from 'node:fs';

/** What a network namespace has sent, by the kernel's own counters, since it was made. */
export interface Sent {
  /** Packets on every interface that leads out of the machine. */
  readonly outwards: number;
  /** UDP datagrams, wherever to: a name that was looked up, on the loopback too. */
  readonly datagrams: number;
  readonly icmp: number;
  /** TCP connections tried that nobody took, and packets that no route took. */
  readonly refused: number;
  readonly noRoute: number;
  /** Ports that are listened on. */
  readonly listening: readonly number[];
}

/** Reads them for the namespace in which this process runs. */
export function sent(): Sent {
  const snmp = counters('/proc/net/snmp');
  const netstat = counters('/proc/net/netstat');
  return {
    outwards: outwards(),
    datagrams: of(snmp, 'Udp', 'OutDatagrams') + of(snmp, 'UdpLite', 'OutDatagrams'),
    icmp: of(snmp, 'Icmp', 'OutMsgs') - of(snmp, 'Icmp', 'OutDestUnreachs'),
    refused: of(snmp, 'Tcp', 'AttemptFails'),
    noRoute: of(snmp, 'Ip', 'OutNoRoutes') + of(netstat, 'IpExt', 'InNoRoutes'),
    listening: ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(listeners).toSorted((a, b) => a - b),
  };
}

type Counters = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Two lines a protocol: the names, then the values. */
function counters(file: string): Counters {
  const found = new Map<string, Map<string, number>>();
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [protocol = '', ...names] = (lines[at] ?? '').split(/:?\s+/);
    const [, ...values] = (lines[at + 1] ?? '').split(/:?\s+/);
    found.set(protocol, new Map(names.map((name, index) => [name, Number(values[index])])));
  }
  return found;
}

function of(all: Counters, protocol: string, name: string): number {
  return all.get(protocol)?.get(name) ?? 0;
}

function outwards(): number {
  const lines = readFileSync('/proc/net/dev', 'utf8').trim().split('\n').slice(2);
  return lines
    .map((line) => line.trim().split(/[:\s]+/))
    .filter(([name]) => name !== 'lo')
    .reduce((sum, fields) => sum + Number(fields[10]), 0);
}

function listeners(file: string): number[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === '0A')
    .map((fields) => Number.parseInt((fields[1] ?? '').split(':').at(-1) ?? '', 16));
}
