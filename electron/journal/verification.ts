import { z } from 'zod';

/** A signed statement: at this time the journal's entry `seq` had this link. */
export interface Checkpoint {
  readonly seq: number;
  readonly link: string;
  readonly at: string;
  /** SHA-256 of the public key (DER), first 16 hex digits. */
  readonly keyId: string;
  /** Ed25519, base64, over `checkpointText`. */
  readonly signature: string;
}

/** One thing that is not as it was recorded. */
export type Fault =
  | { readonly kind: 'file'; readonly detail: string }
  | { readonly kind: 'gap'; readonly seq: number }
  | { readonly kind: 'body'; readonly seq: number }
  | { readonly kind: 'link'; readonly seq: number }
  | { readonly kind: 'rowIndex'; readonly seq: number; readonly noun: string; readonly id: string }
  | {
      readonly kind: 'rowDiffers';
      readonly seq: number;
      readonly noun: string;
      readonly id: string;
      readonly column: string;
    }
  | { readonly kind: 'rowMissing'; readonly seq: number; readonly noun: string; readonly id: string }
  | { readonly kind: 'rowUnrecorded'; readonly noun: string; readonly id: string }
  | {
      readonly kind: 'checkpoint';
      readonly seq: number;
      readonly detail: 'link' | 'signature' | 'unknownKey' | 'beyondEnd';
    }
  | { readonly kind: 'attachment'; readonly hash: string }
  /** Readings that instruments sent are not those whose hash the journal holds. */
  | { readonly kind: 'readings'; readonly batchNo: number };

export interface Verification {
  readonly sound: boolean;
  /** The first 50 faults; `faultCount` counts all. */
  readonly faults: readonly Fault[];
  readonly faultCount: number;
  readonly entries: number;
  readonly checkpoints: number;
  readonly head: { readonly seq: number; readonly link: string };
  readonly at: string;
  /** Whole milliseconds that it took. */
  readonly tookMs: number;
}

export interface VerifyJob {
  readonly file: string;
  /** A checkpoint that was exported earlier: the journal must still hold it. */
  readonly against?: Checkpoint | undefined;
  /** SQLite's own check of the file's structure first. */
  readonly structure: boolean;
}

/** What is known of the site file's soundness. */
export type SiteHealth =
  | { readonly kind: 'unchecked' }
  | { readonly kind: 'checking'; readonly done: number; readonly total: number }
  | { readonly kind: 'sound'; readonly verified: Verification }
  | { readonly kind: 'damaged'; readonly verified: Verification };

export interface JournalStatus {
  readonly head: { readonly seq: number; readonly link: string; readonly at: string };
  readonly newestCheckpoint: Checkpoint | null;
  /** Where this installation keeps the key that signs. */
  readonly keyKeptIn: 'keyring' | 'file' | 'memory';
  readonly keyId: string;
  readonly health: SiteHealth;
}

export const checkpointInput = z.object({
  seq: z.int().min(1),
  link: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.string().max(40),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.string().max(200),
});
export const verifyInput = z.object({ against: checkpointInput.optional() });
export const cancelInput = z.object({ job: z.string().max(40) });
