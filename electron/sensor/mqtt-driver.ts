import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from 'mqtt';
import type { z } from 'zod';
import { isFilter, type mqttSettings } from './source.ts';
import type { Driver, OpenSource, Sink } from './wire.ts';

type Settings = z.infer<typeof mqttSettings>;
type Packet = { cmd: string };

const reconnectMs = 2_000;
const connectMs = 10_000;
/** What a broker keeps for us while Tocsin is closed (MQTT 5; an MQTT 3.1.1 session has no end of its own). */
const sessionSeconds = 30 * 86_400;
/** A broker of MQTT 5 is told not to send anything larger. */
const mostPacketBytes = 1024 * 1024;

function optionsOf({ source, password, keyPem }: OpenSource): IClientOptions {
  const settings = source.settings as Settings;
  const { host, port, tls, protocol, clientId, user, caPem, certPem } = settings;
  return {
    protocol: tls ? 'mqtts' : 'mqtt',
    host,
    port,
    clientId,
    clean: false,
    protocolVersion: protocol,
    reconnectPeriod: reconnectMs,
    connectTimeout: connectMs,
    keepalive: 30,
    resubscribe: true,
    // Whoever is not who the certificate says is never spoken to.
    rejectUnauthorized: true,
    ...(user === '' ? {} : { username: user, password: password ?? '' }),
    ...(caPem === '' ? {} : { ca: caPem }),
    ...(certPem === '' ? {} : { cert: certPem, key: keyPem ?? '' }),
    ...(protocol === 5
      ? { properties: { sessionExpiryInterval: sessionSeconds, maximumPacketSize: mostPacketBytes } }
      : {}),
  };
}

/**
 * Acknowledges a message only when what was in it is durable. The library would wait for that before it looks at the next
 * message; so its own acknowledgement is taken for sent, and the real one follows after the commit. Acknowledgements of a
 * connection that is gone are dropped: the broker sends those messages again.
 */
class Acknowledgements {
  private readonly client: { _sendPacket(packet: Packet, done?: () => void, ...rest: unknown[]): void };
  private readonly send: (packet: Packet, done?: () => void, ...rest: unknown[]) => void;
  private connection = 0;

  constructor(client: MqttClient) {
    this.client = client as unknown as Acknowledgements['client'];
    this.send = this.client._sendPacket.bind(client);
    this.client._sendPacket = (packet, done, ...rest) => {
      if (packet.cmd === 'puback') done?.();
      else this.send(packet, done, ...rest);
    };
    client.on('close', () => (this.connection += 1));
  }

  /** To be called when the message is durable. */
  of(packet: IPublishPacket): () => void {
    const { connection } = this;
    return () => {
      if (packet.qos !== 1 || connection !== this.connection) return;
      this.send({ cmd: 'puback', messageId: packet.messageId, reasonCode: 0 } as Packet);
    };
  }
}

/** Connects to a broker, hears the topics of the feeds, and comes back by itself when it was cut off. */
export function mqttDriver(open: OpenSource, sink: Sink): Driver {
  const topics = [...new Set(open.feeds.map(({ address }) => address))].filter(isFilter);
  sink.state('connecting');
  const client = begin(open, sink);
  if (!client) return idle;
  const acknowledgements = new Acknowledgements(client);
  let wrong: { code?: unknown; message?: string } | null = null;
  client.on('connect', () => {
    wrong = null;
    if (topics.length === 0) return sink.state('connected');
    client.subscribe(topics, { qos: 1 }, (error, granted) => {
      // A topic that this user may not hear is answered with 128 or above.
      if (error || granted?.some(({ qos }) => qos >= 128))
        sink.failed(error ?? { message: 'not authorized' });
      else sink.state('connected');
    });
  });
  client.on('error', (error) => {
    wrong = error;
    sink.failed(error);
  });
  client.on('close', () => sink.failed(wrong ?? { message: 'closed' }));
  client.on('message', (topic, payload, packet) =>
    sink.message(topic, payload, packet.retain, acknowledgements.of(packet)),
  );
  return { stop: () => end(client) };
}

/** Hears what a broker has under a filter, in a session of its own that leaves nothing behind. */
export function mqttListener(open: OpenSource, filter: string, sink: Sink): Driver {
  const { properties: _kept, clientId, ...options } = optionsOf(open);
  sink.state('connecting');
  const client = begin(open, sink, {
    ...options,
    clean: true,
    clientId: `${clientId}-${process.pid}-${Date.now() % 1e6}`,
  });
  if (!client) return idle;
  client.on('connect', () => {
    client.subscribe(filter, { qos: 0 });
    sink.state('connected');
  });
  client.on('error', (error) => sink.failed(error));
  client.on('message', (topic, payload, packet) => sink.message(topic, payload, packet.retain, () => {}));
  return { stop: () => end(client) };
}

const idle: Driver = { stop: () => Promise.resolve() };

/** Null when what was pasted as a certificate or key cannot be read: no other try will read it either. */
function begin(open: OpenSource, sink: Sink, options = optionsOf(open)): MqttClient | null {
  try {
    const { caPem, certPem, tls } = open.source.settings as Settings;
    if (tls && caPem !== '') new X509Certificate(caPem);
    if (tls && certPem !== '') createSecureContext({ cert: certPem, key: open.keyPem ?? '' });
    return mqtt.connect(options);
  } catch (error) {
    sink.failed(error as Error);
    return null;
  }
}

function end(client: MqttClient): Promise<void> {
  client.removeAllListeners('close');
  return client.endAsync(!client.connected).catch(() => undefined);
}
