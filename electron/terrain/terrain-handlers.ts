import type { Part, Read, Tx } from '../door.ts';
import { gaugeById } from '../flood/flood-store.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { JobCancelled, runJob, shared } from '../jobs.ts';
import { placeById, placesOf } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { sitePosition } from '../session/site-store.ts';
import { askTerrain } from '../terrain-side.ts';
import { chooseTerrain, mayReadTerrain } from './choose-files.ts';
import { pieceBytes } from './heights-files.ts';
import type { Inundation, InundationBands, TerrainAnswer, TerrainQuestion } from './inundation.ts';
import type { ReadTerrainJob, TerrainDone } from './read-terrain-files.ts';
import {
  gaugeZero,
  insertHeights,
  insertModel,
  modelById,
  modelInForce,
  models,
  saveGaugeZero,
  updateModel,
} from './terrain-store.ts';
import { groundOf, spotOf, type GaugeZero, type TerrainModel } from './terrain.ts';

/** Models of a site that are listed: the one in force and those before it. */
const mostModels = 20;

function jobOf(read: Read, path: string, keep: boolean): ReadTerrainJob {
  return {
    path,
    keep,
    site: sitePosition(read.db),
    places: placesOf(read.db, undefined).map((place) => ({
      key: place.key,
      at: spotOf(place.geometry),
      knownM: groundOf(place),
    })),
  };
}

async function readFileOf(read: Read, job: ReadTerrainJob, name: string): Promise<Answer<TerrainDone>> {
  if (!mayReadTerrain(job.path)) return refuse('terrainNotChosen');
  try {
    return await shared(`${name} ${job.path}`, (signal) =>
      runJob('readTerrain', job, {
        signal,
        onProgress: (done, total) => read.progress(name, done, total),
      }),
    );
  } catch (error) {
    if (error instanceof JobCancelled) return refuse('calledOff');
    throw error;
  }
}

/** Takes the model in force out of force; it is kept. */
function retire(tx: Tx, model: TerrainModel): TerrainModel {
  const retired = { ...model, retiredAt: tx.now, version: model.version + 1 };
  updateModel(tx.db, retired);
  tx.record('terrainModel', retired);
  return retired;
}

let asked = 0;

async function answerOf<T extends TerrainAnswer>(
  read: Read,
  question: TerrainQuestion,
): Promise<T | ReturnType<typeof refuse>> {
  // Each question is a piece of work of its own that 'terrain.inundation' calls off.
  asked += 1;
  try {
    return (await shared(`terrain.inundation ${asked}`, (signal) =>
      askTerrain(read.site.file, question, signal, (done, total) =>
        read.progress('terrain.inundation', done, total),
      ),
    )) as T;
  } catch (error) {
    if (error instanceof JobCancelled) return refuse('calledOff');
    throw error;
  }
}

export const terrainHandlers: Part<
  | 'terrain.choose'
  | 'terrain.preview'
  | 'terrain.import'
  | 'terrain.retire'
  | 'terrain.putBack'
  | 'terrain.setGaugeZero'
  | 'terrain.models'
  | 'terrain.inundation'
  | 'terrain.bands'
> = {
  'terrain.choose': async () => ({ path: await chooseTerrain() }),
  'terrain.preview': async (read, { path }) => {
    const done = await readFileOf(read, jobOf(read, path, false), 'terrain.preview');
    return isRefusal(done) ? done : done.read;
  },
  'terrain.import': {
    prepare: async (read, input) => {
      const done = await readFileOf(read, jobOf(read, input.path, true), 'terrain.import');
      if (isRefusal(done)) return done;
      return (tx) => {
        const before = modelInForce(tx.db);
        if (before?.heightsHash === done.heightsHash)
          return refuse('terrainAlreadyThere', { name: before.name });
        if (before) retire(tx, before);
        const { shape, minM, maxM, unknownShare, problems, fileHash } = done.read;
        const model: TerrainModel = {
          id: tx.newId(),
          name: input.name,
          author: input.author,
          madeOn: input.madeOn,
          fileHash,
          heightsHash: done.heightsHash,
          shape,
          minM,
          maxM,
          unknownShare,
          problems,
          importedAt: tx.now,
          importedBy: tx.operator.id,
          importedByName: tx.operator.name,
          retiredAt: null,
          version: 1,
        };
        insertModel(tx.db, model);
        insertHeights(tx.db, model.heightsHash, done.packed!, pieceBytes);
        tx.record('terrainModel', model);
        return model;
      };
    },
  },
  'terrain.retire': (tx, input) => {
    const model = modelById(tx.db, input.id);
    if (!model || model.retiredAt !== null) return refuse('unknownTerrain');
    return checkVersion(model, input.version) ?? retire(tx, model);
  },
  'terrain.putBack': (tx, input) => {
    const model = modelById(tx.db, input.id);
    if (!model) return refuse('unknownTerrain');
    const stale = checkVersion(model, input.version);
    if (stale) return stale;
    if (model.retiredAt === null) return refuse('terrainAlreadyThere', { name: model.name });
    const before = modelInForce(tx.db);
    if (before) retire(tx, before);
    const back = { ...model, retiredAt: null, version: model.version + 1 };
    updateModel(tx.db, back);
    tx.record('terrainModel', back);
    return back;
  },
  'terrain.setGaugeZero': (tx, input) => {
    const gauge = gaugeById(tx.db, input.gaugeId);
    if (!gauge || !placeById(tx.db, input.gaugeId)) return refuse('unknownGauge');
    const before = gaugeZero(tx.db, gauge.id);
    if ((before?.version ?? null) !== input.version)
      return refuse('conflict', { seen: input.version ?? 0, current: before?.version ?? 0 });
    const zero: GaugeZero = {
      id: gauge.id,
      zeroM: input.zeroM,
      note: input.note,
      at: tx.now,
      by: tx.operator.id,
      byName: tx.operator.name,
      version: (before?.version ?? 0) + 1,
    };
    saveGaugeZero(tx.db, zero);
    tx.record('gaugeZero', zero);
    return zero;
  },
  'terrain.models': (read) => models(read.db, mostModels),
  'terrain.inundation': (read, input) =>
    answerOf<Inundation | null>(read, { kind: 'inundation', ...input, now: read.now }),
  'terrain.bands': (read, input) =>
    answerOf<InundationBands | null>(read, { kind: 'bands', ...input, now: read.now }),
};
