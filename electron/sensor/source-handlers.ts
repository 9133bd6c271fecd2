import { watchedPoints } from '../alarm/rule-watch-handlers.ts';
import type { Part, Read, Site, Tx } from '../door.ts';
import type { ReadHandle } from '../database.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { siteRow } from '../session/site-store.ts';
import { endAlarm } from '../alarm/alarm-handlers.ts';
import { sensorSide, sourceState } from '../sensor-side.ts';
import { batchContent } from './ingest-store.ts';
import { pointById, pointsInUse } from './point-store.ts';
import {
  batchesToDrop, batchRow, dropBatch, insertBatch, forgetApart, type ReadingBatch,
} from './batch-store.ts'; // prettier-ignore
import { rawDays } from './judge.ts';
import { checkFeed, type Feed, type Source, type SourceLine } from './source.ts';
import {
  feedById, feedOfPoint, feeds, insertFeed, insertSource, sourceById, sources, updateFeed, updateSource,
} from './source-store.ts'; // prettier-ignore
import type { OpenSource, SensorConfig } from './wire.ts';

const passwordOf = (id: string): string => `source.${id}.password`;
const keyOf = (id: string): string => `source.${id}.key`;

function save(tx: Tx, source: Source, insert = false): Source {
  if (insert) insertSource(tx.db, source);
  else updateSource(tx.db, source);
  tx.record('source', source);
  return source;
}
function saveFeed(tx: Tx, feed: Feed, insert = false): Feed {
  if (insert) insertFeed(tx.db, feed);
  else updateFeed(tx.db, feed);
  tx.record('feed', feed);
  return feed;
}

/** A source in use, of the version that the editor saw. */
function edited(db: ReadHandle, { id, version }: { id: string; version: number }): Answer<Source> {
  const source = sourceById(db, id);
  if (!source || source.retiredAt !== null) return refuse('unknownSource');
  return checkVersion(source, version) ?? source;
}

/** What a new or changed feed would be, or why it cannot be. */
function feedRefusal(
  db: ReadHandle,
  input: Omit<Feed, 'id' | 'retiredAt' | 'version'>,
  except: string | null,
): Answer<null> {
  const source = sourceById(db, input.sourceId);
  if (!source || source.retiredAt !== null) return refuse('unknownSource');
  const point = pointById(db, input.pointId);
  if (!point || point.retiredAt !== null) return refuse('unknownPoint');
  const other = feedOfPoint(db, input.pointId);
  if (other && other.id !== except)
    return refuse('pointHasFeed', { point: point.key, source: sourceById(db, other.sourceId)?.name ?? '' });
  return checkFeed(source.kind, input);
}

function openOf(site: Site, db: ReadHandle, source: Source, all: readonly Feed[]): OpenSource {
  return {
    source,
    password: site.house.secrets.get(passwordOf(source.id)),
    keyPem: site.house.secrets.get(keyOf(source.id)),
    feeds: all.filter(({ sourceId }) => sourceId === source.id),
    zone: siteRow(db)?.timeZone ?? 'UTC',
  };
}

/** Everything that is switched on, with what this computer keeps of it in secret: for the thread of the sources alone. */
export function sensorConfig(site: Site): SensorConfig {
  const db = site.reader;
  const all = feeds(db);
  return {
    sources: sources(db)
      .filter(({ isOn }) => isOn)
      .map((source) => openOf(site, db, source, all)),
    points: pointsInUse(db),
    watched: watchedPoints(db),
  };
}

export const sourceHandlers: Part<
  | 'sensor.addSource'
  | 'sensor.changeSource'
  | 'sensor.turnSource'
  | 'sensor.retireSource'
  | 'sensor.setSecret'
  | 'sensor.addFeed'
  | 'sensor.changeFeed'
  | 'sensor.retireFeed'
  | 'sensor.sealBatch'
  | 'sensor.forget'
  | 'sensor.sources'
  | 'sensor.listen'
> = {
  'sensor.addSource': (tx, { name, settings }) =>
    save(
      tx,
      {
        id: tx.newId(),
        kind: settings.kind,
        name,
        isOn: false,
        settings,
        secretSetAt: null,
        retiredAt: null,
        version: 1,
      },
      true,
    ),
  'sensor.changeSource': (tx, { name, settings, ...seen }) => {
    const source = edited(tx.db, seen);
    if (isRefusal(source)) return source;
    if (settings.kind !== source.kind) return refuse('sourceKindStays', { source: source.name });
    return save(tx, { ...source, name, settings, version: source.version + 1 });
  },
  'sensor.turnSource': (tx, { on, ...seen }) => {
    const source = edited(tx.db, seen);
    if (isRefusal(source)) return source;
    if (source.isOn === on) return source;
    if (!on) endAlarm(tx, { source: 'source', sourceId: source.id, topic: 'connection' });
    return save(tx, { ...source, isOn: on, version: source.version + 1 });
  },
  'sensor.retireSource': (tx, seen) => {
    const source = edited(tx.db, seen);
    if (isRefusal(source)) return source;
    for (const feed of feeds(tx.db).filter(({ sourceId }) => sourceId === source.id))
      saveFeed(tx, { ...feed, retiredAt: tx.now, version: feed.version + 1 });
    endAlarm(tx, { source: 'source', sourceId: source.id, topic: 'connection' });
    tx.afterCommit(() => {
      tx.site.house.secrets.set(passwordOf(source.id), null);
      tx.site.house.secrets.set(keyOf(source.id), null);
    });
    return save(tx, { ...source, isOn: false, retiredAt: tx.now, version: source.version + 1 });
  },
  // Only that and when a secret was set is written into the site; the secret goes into this computer's keeping.
  'sensor.setSecret': (tx, { password, keyPem, ...seen }) => {
    const source = edited(tx.db, seen);
    if (isRefusal(source)) return source;
    const { secrets } = tx.site.house;
    if (password !== undefined) secrets.set(passwordOf(source.id), password === '' ? null : password);
    if (keyPem !== undefined) secrets.set(keyOf(source.id), keyPem === '' ? null : keyPem);
    return save(tx, { ...source, secretSetAt: tx.now, version: source.version + 1 });
  },
  'sensor.addFeed': (tx, input) => {
    const wrong = feedRefusal(tx.db, input, null);
    if (wrong) return wrong;
    return saveFeed(tx, { id: tx.newId(), ...input, retiredAt: null, version: 1 }, true);
  },
  'sensor.changeFeed': (tx, { version, ...input }) => {
    const before = feedById(tx.db, input.id);
    if (!before || before.retiredAt !== null) return refuse('unknownFeed');
    const wrong = checkVersion(before, version) ?? feedRefusal(tx.db, input, before.id);
    if (wrong) return wrong;
    return saveFeed(tx, { ...before, ...input, version: before.version + 1 });
  },
  'sensor.retireFeed': (tx, { id, version }) => {
    const before = feedById(tx.db, id);
    if (!before || before.retiredAt !== null) return refuse('unknownFeed');
    const wrong = checkVersion(before, version);
    if (wrong) return wrong;
    endAlarm(tx, { source: 'point', sourceId: before.pointId, topic: 'instrument' });
    return saveFeed(tx, { ...before, retiredAt: tx.now, version: before.version + 1 });
  },
  'sensor.sealBatch': (tx, { batchNo }) => {
    const content = batchContent(tx.db, batchNo);
    if (!content || batchRow(tx.db, batchNo)) return refuse('unknownBatch');
    const { points, readings, fromMs, toMs, hash } = content;
    const row: ReadingBatch = {
      id: tx.newId(),
      batchNo,
      points,
      readings,
      fromAt: new Date(fromMs).toISOString(),
      toAt: new Date(toMs).toISOString(),
      hash,
      droppedAt: null,
    };
    insertBatch(tx.db, row);
    tx.record('readingBatch', row);
    return row;
  },
  'sensor.forget': (tx) => {
    const before = new Date(Date.parse(tx.now) - rawDays * 86_400_000).toISOString();
    const due = batchesToDrop(tx.db, before);
    for (const batch of due) {
      const row = { ...batch, droppedAt: tx.now };
      dropBatch(tx.db, row);
      tx.record('readingBatch', row);
    }
    const apart = forgetApart(tx.db, Date.parse(before));
    return { batches: due.length, apart };
  },
  'sensor.sources': (read) => {
    const all = feeds(read.db);
    return sources(read.db).map((source): SourceLine => ({
      ...source,
      state: source.isOn ? sourceState(read.site, source.id) : { kind: 'off' },
      feeds: all.filter(({ sourceId }) => sourceId === source.id),
      hasPassword: read.site.house.secrets.get(passwordOf(source.id)) !== null,
      hasKey: read.site.house.secrets.get(keyOf(source.id)) !== null,
    }));
  },
  'sensor.listen': async (read: Read, { sourceId, filter }) => {
    const source = sourceById(read.db, sourceId);
    if (!source || source.retiredAt !== null) return refuse('unknownSource');
    if (source.kind !== 'mqtt') return refuse('sourceIsNoBroker', { source: source.name });
    return sensorSide(read.site).listen(openOf(read.site, read.db, source, []), filter);
  },
};
