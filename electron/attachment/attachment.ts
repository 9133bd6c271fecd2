import { z } from 'zod';
import { id, line, pageInput, version } from '../schema-parts.ts';

/** Largest file that can be attached. */
export const attachmentMaxBytes = 20 * 1024 * 1024;
/** Pieces are small enough that writing one never holds the room's work for long. */
export const pieceBytes = 256 * 1024;

export const mediaTypes = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
} as const;
export type MediaType = keyof typeof mediaTypes;

export const addAttachmentInput = z.object({
  name: z.string().trim().min(1).max(200),
  bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length > 0 && bytes.length <= attachmentMaxBytes),
});

export interface Attachment {
  /** SHA-256 of the content, hex. */
  readonly hash: string;
  readonly mediaType: MediaType;
  readonly bytes: number;
}

const endings: Readonly<Record<string, MediaType>> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  jfif: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heic: 'image/heic',
  heif: 'image/heic',
};

/** What the ending of a file name claims: a type, 'other' for an ending of something else, null for none. */
export function claimed(name: string): MediaType | 'other' | null {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === undefined) return null;
  return endings[ending] ?? 'other';
}

/** What may carry papers: a row of the table of this name; `planStep` is a step inside a plan, by its own id. */
export const carriers = [
  'equipment',
  'category',
  'planStep',
  'plan',
  'round',
  'roundPoint',
  'duty',
  'dutyDone',
  'work',
  'upgrade',
  'stockLot',
  'place',
  'person',
  'team',
  'store',
  'substance',
] as const;
export type Carrier = (typeof carriers)[number];

/** A photo is looked at in its place; a document is read. */
export const paperRoles = ['photo', 'document'] as const;
export type PaperRole = (typeof paperRoles)[number];

const row = { noun: z.enum(carriers), rowId: line(100) };

export const linkInput = z.object({
  ...row,
  /** SHA-256 of content that `attachment.add` has taken, hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  name: line(200),
  role: z.enum(paperRoles),
});
export const unlinkInput = z.object({ id, version, reason: z.string().trim().max(500).default('') });
export const papersInput = pageInput.extend(row);

/** One use of an attachment on one row. */
export interface AttachmentLink {
  readonly id: string;
  readonly noun: Carrier;
  readonly rowId: string;
  readonly hash: string;
  readonly name: string;
  readonly role: PaperRole;
  readonly linkedAt: string;
  readonly linkedBy: string;
  readonly unlinkedAt: string | null;
  readonly unlinkedBy: string | null;
  readonly unlinkReason: string | null;
  readonly version: number;
}

/** A link as it is shown: with what its content is and who brought it. */
export interface Paper extends AttachmentLink {
  readonly mediaType: MediaType;
  readonly bytes: number;
  readonly linkedByName: string;
}

/** What an attachment most likely is on a row: a picture is a photo until somebody says otherwise. */
export function usualRole(mediaType: MediaType): PaperRole {
  return mediaType === 'application/pdf' ? 'document' : 'photo';
}
