import { crc32, deflateSync } from 'node:zlib';
import { usualRole, type Carrier } from '../../electron/attachment/attachment.ts';
import { dayAfter } from './random.ts';
import type { SeedRoom } from './seed-room.ts';

/** Breathing sets that have the paper of their last flow test with them. */
const certified = 8;

/** The papers of a site in use: test certificates of breathing sets, and sketches of a few places. */
export async function seedPapers(room: SeedRoom): Promise<void> {
  const sets = room.site.writer.all<{ id: string; tag: string; serial: string }>(
    `SELECT e.id, e.tag, e.serial FROM equipment e JOIN category c ON c.id = e.categoryId
     WHERE c.key = 'breathingSet' AND e.condition <> 'retired' ORDER BY e.tag LIMIT ?`,
    certified,
  );
  for (const { id, tag, serial } of sets) {
    const lines = [
      'Flow test of a breathing set',
      `Tag ${tag}`,
      `Serial ${serial}`,
      'Passed: positive pressure, leak test, whistle',
    ];
    await hang(room, 'equipment', id, `flow test ${tag}.pdf`, pdf(lines));
  }
  const hydrants = room.site.writer.all<{ id: string; key: string }>(
    "SELECT id, key FROM place WHERE kind IN ('hydrant', 'muster') AND retiredAt IS NULL ORDER BY kind, key LIMIT 4",
  );
  for (const [index, { id, key }] of hydrants.entries())
    await hang(room, 'place', id, `sketch ${key}.png`, sketch(index));
}

/** Substances with a safety data sheet of their own, and for how many months it still counts. */
const sheets = [
  ['so2', 14],
  ['h2so4', 20],
  ['chlorine', 5],
  ['ammonia', 9],
  ['xanthate', -2],
] as const;

/** Safety data sheets of the suppliers; one of them is past its review. `today` is a day. */
export async function seedSheets(room: SeedRoom, today: string): Promise<void> {
  for (const [key, months] of sheets) {
    const substance = room.site.writer.get<{ id: string; unNumber: string }>(
      'SELECT id, unNumber FROM substance WHERE key = ?',
      key,
    );
    if (!substance) throw new Error(`${key} is not in the sample site`);
    const lines = ['Safety data sheet', `UN ${substance.unNumber}`, 'Sections 1 to 16: sample, invented'];
    await hang(room, 'substance', substance.id, `SDS UN ${substance.unNumber}.pdf`, pdf(lines));
    const link = room.site.writer.get<{ id: string }>(
      "SELECT id FROM attachmentLink WHERE noun = 'substance' AND rowId = ?",
      substance.id,
    );
    if (!link) throw new Error(`${key} has no paper`);
    const reviewOn = dayAfter(today, months * 30);
    await room.give('hazmatKeeper', 'hazmat.dateSheet', {
      linkId: link.id,
      version: null,
      revision: '3.1',
      revisedOn: dayAfter(reviewOn, -730),
      reviewOn,
    });
  }
}

async function hang(
  room: SeedRoom,
  noun: Carrier,
  rowId: string,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const who = noun === 'equipment' ? 'equipmentManager' : noun === 'substance' ? 'hazmatKeeper' : 'planner';
  const { hash, mediaType } = await room.give(who, 'attachment.add', { name, bytes });
  await room.give(who, 'attachment.link', { noun, rowId, hash, name, role: usualRole(mediaType) });
}

/** One A5 page of plain lines, by PDF 1.4. */
function pdf(lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const text = lines
    .map((line, i) => `${i === 0 ? '/F 16 Tf' : '/F 11 Tf'} (${line.replace(/[()\\]/g, ' ')}) Tj 0 -24 Td`)
    .join('\n');
  const content = `BT 36 540 Td\n${text}\nET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = file.length;
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(file, 'latin1'));
}

const width = 240;
const height = 160;

/** A drawn sketch: a road, a building and where the thing stands, as an 8-bit grey PNG. */
function sketch(variant: number): Uint8Array<ArrayBuffer> {
  const standX = 70 + 35 * variant;
  const shade = (x: number, y: number): number => {
    if (Math.hypot(x - standX, y - 96) < 7) return 30;
    if (Math.abs(y - 110 - (x - 120) * 0.12) < 9) return 150;
    if (x > 120 && x < 200 && y > 24 && y < 74) return x < 123 || x > 197 || y < 27 || y > 71 ? 60 : 205;
    return 238;
  };
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = shade(x, y);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  const part = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(4);
    frame.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([frame, body, check]);
  };
  const magic = Buffer.from('89504e470d0a1a0a', 'hex');
  const parts = [part('IHDR', header), part('IDAT', deflateSync(rows)), part('IEND', Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([magic, ...parts]));
}
