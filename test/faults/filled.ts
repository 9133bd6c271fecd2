import type { Incident } from '../../electron/incident/incident.ts';
import { siteInTemp, type TestSite } from '../builders.ts';

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A site with an incident, a log of `entries` lines, a struck one and an attachment. */
export async function filledSite(entries: number): Promise<{ site: TestSite; incident: Incident }> {
  const site = siteInTemp();
  const incident = await site.call('coordinator', 'incident.declare', {
    type: 'flood',
    placeId: null,
    severity: 2,
    note: 'Water over the river wall',
  });
  const photo = await site.call('coordinator', 'attachment.add', {
    name: 'wall.png',
    bytes: new Uint8Array(png),
  });
  for (let n = 0; n < entries; n += 1) {
    const said = await site.call('coordinator', 'log.say', {
      incidentId: incident.id,
      kind: 'note',
      text: `entry ${n}: pumps two and three run, level ${n} cm, ${'water '.repeat(n % 17)}`,
      attachmentHash: n === 2 ? photo.hash : null,
    });
    if (n === 3) await site.call('coordinator', 'log.strike', { entryId: said.id, reason: 'misheard' });
    site.clock.advance(10_000);
  }
  return { site, incident };
}
