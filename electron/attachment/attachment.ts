import { z } from 'zod';

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
