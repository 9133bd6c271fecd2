import { setImmediate as breath } from 'node:timers/promises';
import type { Connection } from '../database.ts';
import type { Tx } from '../door.ts';
import { log } from '../log.ts';
import { isRefusal } from '../refusal.ts';
import { Register } from './register-handlers.ts';
import {
  equipmentById,
  equipmentOf,
  forget,
  indexWords,
  pending,
  remind,
  wordsOf,
} from './equipment-store.ts';

/** Items whose words are written again in one go: about ten milliseconds. */
const slice = 100;

/**
 * Items are also found by the names of their category and of their place. When these have changed the words of the items
 * follow, slice by slice after the command; what is still to be done is kept, so that a restart goes on with it.
 */
export function namesChanged(tx: Tx, noun: 'category' | 'place', id: string): void {
  remind(tx.db, noun, id);
  tx.afterCommit(() => void indexPending(tx.site.writer));
}

/** Goes on where it was left; one at a time. */
export async function indexPending(writer: Connection): Promise<void> {
  if (busy.has(writer)) return;
  busy.add(writer);
  try {
    for (;;) {
      await breath();
      // The site may have been closed meanwhile; the next start finds what is left.
      if (!writer.raw.open) return;
      const next = pending(writer);
      if (!next) return;
      writer.transaction(() => {
        const register = new Register(writer);
        const items = equipmentOf(writer, next.noun, next.id, next.afterNo, slice);
        for (const { no, id } of items) {
          const item = equipmentById(writer, id);
          const around = item && register.around(item, item);
          if (item && around && !isRefusal(around)) indexWords(writer, no, wordsOf(item, around));
        }
        const last = items.at(-1)?.no;
        if (items.length < slice || last === undefined) forget(writer, next.noun, next.id);
        else remind(writer, next.noun, next.id, last);
      });
    }
  } catch (error) {
    log.error('words of equipment', error);
  } finally {
    busy.delete(writer);
  }
}
const busy = new WeakSet<Connection>();
