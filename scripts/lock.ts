import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs `work` while no other process on this machine runs work under the same name; calls `waiting` once when it has to
 * wait its turn. The lock is a listening socket, so that it ends with its holder however that dies.
 */
export async function alone<T>(name: string, waiting: () => void, work: () => Promise<T>): Promise<T> {
  const address = addressOf(name);
  let told = false;
  for (;;) {
    const release = await tryListen(address);
    if (release) return await work().finally(release);
    if (!told) waiting();
    told = true;
    await holderGone(address);
  }
}

function addressOf(name: string): string {
  const id = `tocsin-${createHash('sha256').update(name).digest('hex').slice(0, 20)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${id}`;
  // Linux has sockets without a file, which leave nothing behind.
  return process.platform === 'linux' ? `\0${id}` : join(tmpdir(), id);
}

/** Takes the address and returns how to let go of it; undefined when someone has it. */
function tryListen(address: string): Promise<(() => void) | undefined> {
  return new Promise((done, fail) => {
    const waiting = new Set<Socket>();
    const server = createServer((socket) => {
      waiting.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => waiting.delete(socket));
    });
    const release = (): void => {
      server.close();
      for (const socket of waiting) socket.destroy();
    };
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') done(undefined);
      else fail(error);
    });
    server.listen(address, () => done(release));
  });
}

/** Resolves when whoever listens at the address has gone; removes the file of one that died. */
function holderGone(address: string): Promise<void> {
  return new Promise((done) => {
    const socket = connect(address);
    let reached = false;
    socket.once('connect', () => {
      reached = true;
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (!reached && error.code === 'ECONNREFUSED' && !address.startsWith('\0'))
        rmSync(address, { force: true });
    });
    socket.once('close', () => done());
  });
}
