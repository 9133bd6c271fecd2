import { z } from 'zod';
import type { Trouble } from '../alarm/alarm.ts';
import { refuse, type Facts, type Refusal } from '../refusal.ts';
import { id, line, pageInput, version } from '../schema-parts.ts';
import type { FaultCode } from './judge.ts';
import { stepsOf, type Mapping } from './mapping.ts';

export const sourceKinds = ['mqtt', 'modbus', 'csv'] as const;
export type SourceKind = (typeof sourceKinds)[number];

const host = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[\w.:-]+$/u);
const port = z.int().min(1).max(65_535);
const pem = z.string().trim().max(20_000);

export const mqttSettings = z.object({
  kind: z.literal('mqtt'),
  host,
  port: port.default(1883),
  tls: z.boolean().default(false),
  /** 4 is MQTT 3.1.1, 5 is MQTT 5. */
  protocol: z.union([z.literal(4), z.literal(5)]).default(5),
  /** Under this name the broker keeps what comes while Tocsin is closed. */
  clientId: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^[\w.-]+$/u),
  user: z.string().trim().max(200).default(''),
  /** Who signed the broker's certificate, when it is none of the usual authorities. */
  caPem: pem.default(''),
  /** Tocsin's own certificate, where the broker asks for one; its key is a secret. */
  certPem: pem.default(''),
});
export const modbusSettings = z.object({
  kind: z.literal('modbus'),
  host,
  port: port.default(502),
  unit: z.int().min(0).max(255).default(1),
  everySeconds: z.number().min(0.2).max(3600).default(5),
});
export const csvSettings = z.object({
  kind: z.literal('csv'),
  folder: line(1000),
  /** Heading of the column in which the time stands. */
  timeColumn: line(100),
  dayOrder: z.enum(['dmy', 'mdy']).default('dmy'),
  /** Times without a zone are of the site's wall clock, else UTC. */
  wallTime: z.boolean().default(true),
});
export const sourceSettings = z.discriminatedUnion('kind', [mqttSettings, modbusSettings, csvSettings]);
export type SourceSettings = z.infer<typeof sourceSettings>;

/** Where readings come from. Off until someone switches it on. */
export interface Source {
  readonly id: string;
  readonly kind: SourceKind;
  readonly name: string;
  readonly isOn: boolean;
  readonly settings: SourceSettings;
  readonly secretSetAt: string | null;
  readonly retiredAt: string | null;
  readonly version: number;
}

/** Which address of a source is which point. */
export interface Feed extends Mapping {
  readonly id: string;
  readonly sourceId: string;
  readonly pointId: string;
  /** MQTT: a topic; Modbus: table/register/type; CSV: the column's heading. */
  readonly address: string;
  readonly retiredAt: string | null;
  readonly version: number;
}

const feedFields = {
  sourceId: id,
  pointId: id,
  address: line(500),
  valuePath: z.string().trim().max(200).default(''),
  timePath: z.string().trim().max(200).default(''),
  scale: z.number().min(-1e6).max(1e6).default(1),
  shift: z.number().min(-1e6).max(1e6).default(0),
};
export const addSourceInput = z.object({ name: line(80), settings: sourceSettings });
export const changeSourceInput = z.object({ id, version, name: line(80), settings: sourceSettings });
export const turnSourceInput = z.object({ id, version, on: z.boolean() });
export const retireSourceInput = z.object({ id, version });
/** Null takes the secret away. */
export const sourceSecretInput = z.object({
  id,
  version,
  password: z.string().max(1000).nullable().optional(),
  keyPem: z.string().max(20_000).nullable().optional(),
});
export const addFeedInput = z.object(feedFields);
export const changeFeedInput = z.object({ id, version, ...feedFields });
export const retireFeedInput = z.object({ id, version });
export const sealBatchInput = z.object({ batchNo: z.int().min(1) });
export const listenInput = z.object({ sourceId: id, filter: z.string().trim().min(1).max(500) });
export const quarantineInput = pageInput.extend({ pointId: id.nullable().default(null) });

export const registerTypes = ['u16', 'i16', 'u32', 'i32', 'f32', 'bit'] as const;
export type RegisterType = (typeof registerTypes)[number];
export interface Register {
  readonly table: 'holding' | 'input' | 'coil' | 'discrete';
  /** From 0, as on the wire: register 40001 of the books is holding 0. */
  readonly register: number;
  readonly type: RegisterType;
  /** The low word comes first. */
  readonly swapped: boolean;
}

/** `holding/100/f32` or `input/7/u32/swapped`; null when it is no register. */
export function registerOf(address: string): Register | null {
  const found =
    /^(holding|input|coil|discrete)\/(\d{1,5})(?:\/(u16|i16|u32|i32|f32|bit))?(\/swapped)?$/u.exec(
      address.trim(),
    );
  if (!found) return null;
  const table = found[1] as Register['table'];
  const bits = table === 'coil' || table === 'discrete';
  const type = (found[3] ?? (bits ? 'bit' : 'u16')) as RegisterType;
  const register = Number(found[2]);
  if (bits !== (type === 'bit') || register > 65_535) return null;
  return { table, register, type, swapped: found[4] !== undefined };
}

/** Why a source cannot bring a point that way, or null. */
export function checkFeed(kind: SourceKind, feed: Mapping & { readonly address: string }): Refusal | null {
  if (kind === 'modbus' && registerOf(feed.address) === null)
    return refuse('feedRegister', { address: feed.address });
  if (kind === 'mqtt' && !isFilter(feed.address)) return refuse('feedTopic', { address: feed.address });
  for (const path of [feed.valuePath, feed.timePath])
    if (stepsOf(path) === null) return refuse('feedPath', { path });
  return feed.scale === 0 ? refuse('feedScale') : null;
}

/** A topic, or a filter with + and # as MQTT allows them (3.1.1, 4.7.1). */
export function isFilter(filter: string): boolean {
  if (filter === '' || filter.includes('\0')) return false;
  const parts = filter.split('/');
  return parts.every(
    (part, index) => part === '+' || (part === '#' && index === parts.length - 1) || !/[+#]/u.test(part),
  );
}

/**
 * off: nobody switched it on. connecting: it has not answered yet. connected: it answers. failed: it does not, and `code`
 * says why (`sensor.trouble.<code>`); it is tried again by itself.
 */
export type SourceState =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting'; readonly since: string }
  | { readonly kind: 'connected'; readonly since: string }
  | { readonly kind: 'failed'; readonly since: string; readonly code: SourceTrouble; readonly facts: Facts };

export const sourceTroubles = [
  'refused',
  'unreachable',
  'timeout',
  'unknownHost',
  'badLogin',
  'certificateExpired',
  'certificateNotYet',
  'certificateUnknown',
  'certificateName',
  'certificateRefused',
  'certificateUnreadable',
  'noTls',
  'secretMissing',
  'unitSilent',
  'noFolder',
  'noHeading',
  'fileTooLarge',
  'closed',
  'other',
] as const;
export type SourceTrouble = (typeof sourceTroubles)[number];

/** Codes of our own drivers. */
const ownTroubles: Readonly<Record<string, SourceTrouble>> = {
  UNIT_SILENT: 'unitSilent',
  NO_HEADING: 'noHeading',
  FILE_TOO_LARGE: 'fileTooLarge',
};

/** What went wrong with a connection, by the code or the words of Node, OpenSSL and MQTT. */
export function troubleOf(error: { readonly code?: unknown; readonly message?: string }): SourceTrouble {
  const code = String(error.code ?? '');
  const text = `${code} ${error.message ?? ''}`;
  const own = ownTroubles[code];
  if (own) return own;
  // MQTT 3.1.1 refuses with 4 and 5, MQTT 5 with 134 and 135.
  if (['4', '5', '134', '135'].includes(code) || /not authorized|bad user ?name/iu.test(text))
    return 'badLogin';
  if (/CERT_HAS_EXPIRED/u.test(text)) return 'certificateExpired';
  if (/CERT_NOT_YET_VALID/u.test(text)) return 'certificateNotYet';
  if (/ERR_TLS_CERT_ALTNAME_INVALID/u.test(text)) return 'certificateName';
  if (/SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|CERT_UNTRUSTED|CERT_SIGNATURE/u.test(text))
    return 'certificateUnknown';
  // What was pasted is no certificate or no key, or the two do not belong together.
  if (/OSSL_PEM|ERR_OSSL_X509|PEM routines|KEY_VALUES_MISMATCH|DECODER|asn1/iu.test(text))
    return 'certificateUnreadable';
  if (/ALERT|HANDSHAKE_FAILURE|CERTIFICATE_REQUIRED/iu.test(text)) return 'certificateRefused';
  if (/WRONG_VERSION_NUMBER|EPROTO|PACKET_LENGTH_TOO_LONG/u.test(text)) return 'noTls';
  if (/ECONNREFUSED/u.test(text)) return 'refused';
  if (/ENOTFOUND|EAI_AGAIN/u.test(text)) return 'unknownHost';
  if (/ETIMEDOUT|timeout|timed out/iu.test(text)) return 'timeout';
  if (/EHOSTUNREACH|ENETUNREACH|ENETDOWN/u.test(text)) return 'unreachable';
  if (/ENOENT|ENOTDIR|EACCES/u.test(text)) return 'noFolder';
  return /ECONNRESET|EPIPE|closed/iu.test(text) ? 'closed' : 'other';
}

/** A source that is on and does not answer: one alarm, not one for each of its points. */
export function sourceTrouble(source: Pick<Source, 'id' | 'name'>): Trouble {
  return {
    source: 'source',
    sourceId: source.id,
    topic: 'connection',
    placeId: null,
    priority: 2,
    cause: { key: 'sensor.cause.source', facts: { source: source.name } },
    action: { key: 'sensor.action.source', facts: {} },
    incidentType: null,
  };
}

/** A source as the list shows it. */
export interface SourceLine extends Source {
  readonly state: SourceState;
  readonly feeds: readonly Feed[];
  /** Whether this computer has its password or key in keeping. */
  readonly hasPassword: boolean;
  readonly hasKey: boolean;
}

/** A message as it came, for the preview; long ones are cut. */
export interface Heard {
  readonly address: string;
  readonly payload: string;
  readonly retained: boolean;
  readonly receivedMs: number;
  readonly count: number;
}
export interface Listening {
  readonly state: SourceState;
  /** The newest message of each address, in their order. */
  readonly heard: readonly Heard[];
}

/** A reading that is kept apart, as it is shown. */
export interface ApartLine {
  readonly no: number;
  readonly pointId: string | null;
  readonly pointKey: string | null;
  readonly sourceName: string;
  readonly address: string;
  readonly receivedAt: string;
  readonly at: string | null;
  readonly value: number | null;
  readonly raw: string;
  readonly fault: FaultCode;
  readonly facts: Facts;
}
