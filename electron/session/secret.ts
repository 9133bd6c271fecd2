import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

// OWASP Password Storage Cheat Sheet: scrypt with N = 2^17, r = 8, p = 1.
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

function stretch(secret: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFKC'), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** Salt and scrypt hash of a passphrase or PIN, in hex. Takes some tenths of a second, off the main thread. */
export async function hashSecret(secret: string): Promise<{ salt: string; hash: string }> {
  const salt = randomBytes(16);
  return { salt: salt.toString('hex'), hash: (await stretch(secret, salt)).toString('hex') };
}

/** True when the secret is the one that was hashed. Takes as long for a wrong one. */
export async function secretMatches(secret: string, kept: { salt: string; hash: string }): Promise<boolean> {
  const key = await stretch(secret, Buffer.from(kept.salt, 'hex'));
  return timingSafeEqual(key, Buffer.from(kept.hash, 'hex'));
}
