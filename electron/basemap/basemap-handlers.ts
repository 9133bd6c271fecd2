import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Part, Read, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { shared } from '../jobs.ts';
import { log } from '../log.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { sitePosition } from '../session/site-store.ts';
import { basemapsMax, type Basemap } from './basemap.ts';
import type { BasemapJob } from './basemap-files.ts';
import {
  basemapByHash,
  basemapById,
  basemaps,
  deleteBasemap,
  insertBasemap,
  updateBasemap,
} from './basemap-store.ts';
import { chooseBasemap, mayRead, runBasemapJob } from './run-files.ts';
import { basemapFolder, forgetTiles } from './serve-files.ts';

function jobOf(read: Read, input: Pick<BasemapJob, 'path' | 'system' | 'corners'>): BasemapJob {
  return {
    path: input.path,
    site: sitePosition(read.db),
    system: input.system,
    corners: input.corners,
  };
}

function save(tx: Tx, basemap: Basemap): Basemap {
  updateBasemap(tx.db, basemap);
  tx.record('basemap', basemap);
  return basemap;
}

/** The basemap when it is there and still as the caller saw it. */
function seen(tx: Tx, input: { readonly id: string; readonly version: number }): Answer<Basemap> {
  const basemap = basemapById(tx.db, input.id);
  if (!basemap) return refuse('unknownBasemap');
  return checkVersion(basemap, input.version) ?? basemap;
}

const show =
  (shown: boolean) =>
  (tx: Tx, input: { readonly id: string; readonly version: number }): Answer<Basemap> => {
    const basemap = seen(tx, input);
    return isRefusal(basemap) ? basemap : save(tx, { ...basemap, shown, version: basemap.version + 1 });
  };

export const basemapHandlers: Part<
  | 'basemap.choose'
  | 'basemap.preview'
  | 'basemap.import'
  | 'basemap.list'
  | 'basemap.show'
  | 'basemap.hide'
  | 'basemap.order'
  | 'basemap.remove'
> = {
  'basemap.choose': async () => ({ path: await chooseBasemap() }),
  'basemap.preview': async (read, input) => {
    if (!mayRead(input.path)) return refuse('basemapNotChosen');
    return runBasemapJob(jobOf(read, input));
  },
  'basemap.import': {
    prepare: async (read, input) => {
      if (!mayRead(input.path)) return refuse('basemapNotChosen');
      if (basemaps(read.db).length >= basemapsMax) return refuse('tooManyBasemaps', { limit: basemapsMax });
      const job = { ...jobOf(read, input), folder: basemapFolder(read.site.file) };
      const done = await shared(`basemap.import ${input.path}`, (signal) =>
        runBasemapJob(job, (bytes, total) => read.progress('basemap.import', bytes, total), signal),
      );
      if (isRefusal(done)) return done;
      return (tx) => {
        const twin = basemapByHash(tx.db, done.hash);
        if (twin) return refuse('basemapAlreadyThere', { name: twin.name });
        const { problems: _told, ...content } = done;
        const basemap: Basemap = {
          ...content,
          id: tx.newId(),
          name: input.name,
          attribution: input.attribution || done.attribution,
          shown: true,
          position: basemaps(tx.db).length,
          addedAt: tx.now,
          addedBy: tx.operator.id,
          version: 1,
        };
        insertBasemap(tx.db, basemap);
        tx.record('basemap', basemap);
        return basemap;
      };
    },
  },
  'basemap.list': (read) =>
    basemaps(read.db).map((basemap) => ({
      ...basemap,
      missing: !existsSync(join(basemapFolder(read.site.file), basemap.hash)),
    })),
  'basemap.show': show(true),
  'basemap.hide': show(false),
  'basemap.order': (tx, input) => {
    const moved = seen(tx, input);
    if (isRefusal(moved)) return moved;
    const others = basemaps(tx.db).filter(({ id }) => id !== moved.id);
    others.splice(input.position, 0, moved);
    others.forEach((basemap, position) => {
      if (basemap.position !== position) save(tx, { ...basemap, position, version: basemap.version + 1 });
    });
    return basemaps(tx.db);
  },
  'basemap.remove': (tx, input) => {
    const basemap = seen(tx, input);
    if (isRefusal(basemap)) return basemap;
    deleteBasemap(tx.db, basemap.id);
    tx.erase('basemap', basemap.id);
    tx.afterCommit(() => {
      forgetTiles(basemap.id);
      rm(join(basemapFolder(tx.site.file), basemap.hash), { force: true }).catch((error: unknown) =>
        log.warn('a removed basemap could not be deleted', { error: String(error) }),
      );
    });
    return basemap;
  },
};
