import type { Crossing, WatchedPoint } from './crossing.ts';
import type { Fault } from './judge.ts';
import type { Point } from './point.ts';
import type { Feed, Heard, Source, SourceState } from './source.ts';

/** A source that is switched on, with what this computer keeps of it in secret. */
export interface OpenSource {
  readonly source: Source;
  readonly password: string | null;
  readonly keyPem: string | null;
  readonly feeds: readonly Feed[];
  /** The site's zone, for files whose times have none. */
  readonly zone: string;
}

export interface SensorConfig {
  readonly sources: readonly OpenSource[];
  readonly points: readonly Point[];
  /** Points whose alarms have rules. */
  readonly watched: readonly WatchedPoint[];
}

/** What the thread of the sources is told. */
export type ToSensor =
  | { readonly kind: 'config'; readonly config: SensorConfig }
  | { readonly kind: 'clock'; readonly offsetMs: number }
  /** Hears a source for a while without keeping anything; also one that is off. */
  | { readonly kind: 'listen'; readonly no: number; readonly source: OpenSource; readonly filter: string }
  | { readonly kind: 'stop' };

/** The newest of a point, as it was just stored. */
export interface StoredPoint {
  readonly pointId: string;
  readonly atMs: number;
  readonly value: number;
}

/** What the thread of the sources tells. */
export type FromSensor =
  | {
      readonly kind: 'stored';
      readonly points: readonly StoredPoint[];
      readonly apart: readonly string[];
      readonly crossings: readonly Crossing[];
    }
  | { readonly kind: 'state'; readonly sourceId: string; readonly state: SourceState }
  | { readonly kind: 'batch'; readonly batchNo: number }
  | {
      readonly kind: 'heard';
      readonly no: number;
      readonly state: SourceState;
      readonly heard: readonly Heard[];
    }
  | { readonly kind: 'failed'; readonly what: string; readonly message: string };

/** What a source's connection hands on. */
export interface Sink {
  state(kind: 'connecting' | 'connected'): void;
  failed(error: { readonly code?: unknown; readonly message?: string }): void;
  /** A message as it came; `done` is called when everything in it is durable. */
  message(address: string, payload: Uint8Array, retained: boolean, done: () => void): void;
  /** A number that was asked for just now, or why there is none. */
  value(feed: Feed, answer: number | Fault, raw: string): void;
  /** A cell of a file with the time of its line; null where what stands there cannot be read. */
  cell(feed: Feed, value: number | null, atMs: number | null, raw: string): void;
  /** Resolves when everything handed on so far is durable. */
  settled(): Promise<void>;
  nowMs(): number;
}

/** A connection to a source. */
export interface Driver {
  stop(): Promise<void>;
}
