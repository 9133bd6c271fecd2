import type { Seat, Site } from '../door.ts';
import { attachmentByHash, attachmentBytes } from './attachment-store.ts';

/**
 * Serves tocsin://app/attachment/<hash> to a seat where someone is signed in: as what its content was found to be,
 * never as a page, and with a policy under which nothing in it could run.
 */
export function attachmentResponse(site: Site, seat: Seat): (path: string) => Response | null {
  return (hash) => {
    if (seat.state.kind !== 'signedIn') return new Response(null, { status: 403 });
    if (!/^[0-9a-f]{64}$/.test(hash)) return null;
    const attachment = attachmentByHash(site.reader, hash);
    if (!attachment) return null;
    const pieces = attachmentBytes(site.reader, hash, 0, attachment.bytes);
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const { done, value } = pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    });
    return new Response(body, {
      headers: {
        'content-type': attachment.mediaType,
        'content-length': String(attachment.bytes),
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, max-age=31536000, immutable',
      },
    });
  };
}
