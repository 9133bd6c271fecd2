import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { iso } from '../clock.ts';
import type { Connection, ReadHandle } from '../database.ts';
import type { Site } from '../door.ts';
import type { KeyStore } from '../key-file.ts';
import { canonical } from './journal.ts';
import { append, chainHead } from './journal-store.ts';
import type { Checkpoint } from './verification.ts';

const columns = 'seq, link, at, keyId, signature';

/** A public key as the site keeps it. */
export interface SigningKey {
  readonly id: string;
  /** SPKI in PEM. */
  readonly publicKey: string;
  readonly keptIn: string;
  readonly madeAt: string;
}

/** The bytes that are signed; an export carries them as checkpoint.json. */
export function checkpointText(siteId: string, checkpoint: Omit<Checkpoint, 'signature'>): string {
  const { seq, link, at, keyId } = checkpoint;
  return canonical({ at, keyId, link, seq, siteId });
}

export function keyIdOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}

/** This installation's key, made when there is none yet or the one there was cannot be read any more. */
export function signingKey(keys: KeyStore): { id: string; privateKey: KeyObject; publicPem: string } {
  let privateKey = readKey(keys.load());
  if (!privateKey) {
    privateKey = generateKeyPairSync('ed25519').privateKey;
    keys.save(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  }
  const publicKey = createPublicKey(privateKey);
  return {
    id: keyIdOf(publicKey),
    privateKey,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

function readKey(pem: string | null): KeyObject | null {
  try {
    return pem === null ? null : createPrivateKey(pem);
  } catch {
    return null;
  }
}

export function newestCheckpoint(db: ReadHandle): Checkpoint | undefined {
  return db.get<Checkpoint>(`SELECT ${columns} FROM checkpoint ORDER BY seq DESC LIMIT 1`);
}

export function checkpoints(db: ReadHandle): IterableIterator<Checkpoint> {
  return db.iterate<Checkpoint>(`SELECT ${columns} FROM checkpoint ORDER BY seq`);
}

export function signingKeys(db: ReadHandle): SigningKey[] {
  return db.all<SigningKey>('SELECT id, publicKey, keptIn, madeAt FROM signingKey ORDER BY madeAt, id');
}

export function siteIdOf(db: ReadHandle): string {
  return db.get<{ id: string }>('SELECT id FROM site LIMIT 1')?.id ?? '';
}

/** Whether the checkpoint was signed by the key that it names, one of those given. */
export function checkpointFault(
  siteId: string,
  checkpoint: Checkpoint,
  keys: ReadonlyMap<string, string>,
): 'unknownKey' | 'signature' | null {
  const pem = keys.get(checkpoint.keyId);
  if (pem === undefined) return 'unknownKey';
  try {
    const publicKey = createPublicKey(pem);
    if (keyIdOf(publicKey) !== checkpoint.keyId) return 'unknownKey';
    const signed = Buffer.from(checkpointText(siteId, checkpoint));
    return verify(null, signed, publicKey, Buffer.from(checkpoint.signature, 'base64')) ? null : 'signature';
  } catch {
    return 'signature';
  }
}

/**
 * Signs the journal's end unless that is done already, and gives the newest checkpoint; undefined while the journal is
 * empty. Durable when it returns. A key that the site does not know yet is recorded first, as an entry of its own.
 */
export function signCheckpoint(site: Pick<Site, 'writer' | 'clock' | 'house'>): Checkpoint | undefined {
  const key = signingKey(site.house.keys);
  return site.writer.transaction(() => {
    const before = chainHead(site.writer);
    if (before.seq === 0) return undefined;
    const newest = newestCheckpoint(site.writer);
    if (newest?.seq === before.seq && newest.keyId === key.id) return newest;
    const wall = iso(site.clock.nowMs());
    const at = wall > before.at ? wall : before.at;
    recordKey(site.writer, {
      id: key.id,
      publicKey: key.publicPem,
      keptIn: site.house.keys.keptIn,
      madeAt: at,
    });
    const head = chainHead(site.writer);
    const unsigned = { seq: head.seq, link: head.link, at, keyId: key.id };
    const signature = sign(
      null,
      Buffer.from(checkpointText(siteIdOf(site.writer), unsigned)),
      key.privateKey,
    );
    const checkpoint: Checkpoint = { ...unsigned, signature: signature.toString('base64') };
    site.writer.run(
      `INSERT INTO checkpoint (${columns}) VALUES (@seq, @link, @at, @keyId, @signature)`,
      checkpoint,
    );
    return checkpoint;
  });
}

function recordKey(db: Connection, key: SigningKey): void {
  if (db.get('SELECT 1 FROM signingKey WHERE id = ?', key.id)) return;
  db.run(
    'INSERT INTO signingKey (id, publicKey, keptIn, madeAt) VALUES (@id, @publicKey, @keptIn, @madeAt)',
    key,
  );
  append(db, {
    at: key.madeAt,
    by: 'system',
    byName: 'system',
    seat: 'system',
    name: 'journal.newKey',
    rows: [{ noun: 'signingKey', id: key.id, row: key }],
  });
}

/** Signs any bytes with this installation's key: base64. */
export function signBytes(keys: KeyStore, bytes: Uint8Array): string {
  return sign(null, bytes, signingKey(keys).privateKey).toString('base64');
}
