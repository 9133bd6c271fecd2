import { expect, test } from 'vitest';
import { addCategory, siteInTemp, type TestSite } from './builders.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

async function withItem(site: TestSite): Promise<{ id: string; photo: string; certificate: string }> {
  const item = await site.call('equipmentManager', 'equipment.add', {
    tag: 'BA-001',
    categoryId: await addCategory(site, 'breathingSet'),
  });
  const add = (name: string, bytes: Buffer) =>
    site.call('equipmentManager', 'attachment.add', { name, bytes: new Uint8Array(bytes) });
  const photo = await add('set.png', png);
  const certificate = await add('flow test.pdf', pdf);
  return { id: item.id, photo: photo.hash, certificate: certificate.hash };
}

test('photos and documents hang on a row, photos first, and say who brought them', async () => {
  const site = siteInTemp();
  const { id, photo, certificate } = await withItem(site);
  const on = { noun: 'equipment', rowId: id } as const;
  await site.call('equipmentManager', 'attachment.link', {
    ...on,
    hash: certificate,
    name: 'flow test.pdf',
    role: 'document',
  });
  await site.call('coordinator', 'attachment.link', { ...on, hash: photo, name: 'set.png', role: 'photo' });
  const page = await site.call('observer', 'attachment.of', on);
  expect(
    page.rows.map(({ name, role, mediaType, bytes, linkedByName }) => ({
      name,
      role,
      mediaType,
      bytes,
      linkedByName,
    })),
  ).toEqual([
    {
      name: 'set.png',
      role: 'photo',
      mediaType: 'image/png',
      bytes: png.length,
      linkedByName: 'coordinator',
    },
    {
      name: 'flow test.pdf',
      role: 'document',
      mediaType: 'application/pdf',
      bytes: pdf.length,
      linkedByName: 'equipmentManager',
    },
  ]);
  const first = await site.call('observer', 'attachment.of', { ...on, limit: 1 });
  expect(first).toMatchObject({ total: 2, next: '1' });
  expect((await site.call('observer', 'attachment.of', { ...on, limit: 1, after: '1' })).rows).toMatchObject([
    { name: 'flow test.pdf' },
  ]);
  expect((await site.call('observer', 'attachment.of', { ...on, text: 'FLOW' })).total).toBe(1);
});

test('taken off, it stays in the record with its reason, and may be hung up again', async () => {
  const site = siteInTemp();
  const { id, photo } = await withItem(site);
  const given = { noun: 'equipment', rowId: id, hash: photo, name: 'set.png', role: 'photo' } as const;
  const link = await site.call('equipmentManager', 'attachment.link', given);
  expect(
    (await site.refusal('equipmentManager', 'attachment.link', { ...given, name: 'again.png' })).facts,
  ).toEqual({
    name: 'again.png',
    there: 'set.png',
  });
  const gone = await site.call('equipmentManager', 'attachment.unlink', {
    id: link.id,
    version: 1,
    reason: 'another set',
  });
  expect(gone).toMatchObject({
    unlinkReason: 'another set',
    unlinkedBy: site.operators.equipmentManager.id,
    version: 2,
  });
  expect((await site.call('observer', 'attachment.of', { noun: 'equipment', rowId: id })).total).toBe(0);
  expect(
    (await site.refusal('equipmentManager', 'attachment.unlink', { id: link.id, version: 2 })).refused,
  ).toBe('attachmentGone');
  expect(
    (await site.refusal('equipmentManager', 'attachment.unlink', { id: link.id, version: 1 })).refused,
  ).toBe('conflict');
  await site.call('equipmentManager', 'attachment.link', given);
  expect((await site.call('observer', 'attachment.of', { noun: 'equipment', rowId: id })).total).toBe(1);
  const history = await site.call('observer', 'journal.history', { noun: 'attachmentLink', id: link.id });
  expect(history.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['attachment.link', 'attachment.unlink']),
  );
});

test('it hangs on nothing that is not there: no item, no step, no content', async () => {
  const site = siteInTemp();
  const { id, photo } = await withItem(site);
  const given = { noun: 'equipment', rowId: id, hash: photo, name: 'set.png', role: 'photo' } as const;
  const code = async (change: object) =>
    (await site.refusal('coordinator', 'attachment.link', { ...given, ...change })).refused;
  expect(await code({ rowId: 'nothing' })).toBe('attachedToNothing');
  expect(await code({ noun: 'planStep' })).toBe('attachedToNothing');
  expect(await code({ noun: 'upgrade' })).toBe('attachedToNothing');
  expect(await code({ hash: 'f'.repeat(64) })).toBe('unknownAttachment');
  expect(await code({ noun: 'sqlite_schema' })).toBe('badInput');

  const names = { en: 'Close the gate', srLatn: 'Zatvori kapiju', zhHans: '关闸' };
  const plan = await site.call('planner', 'plan.add', {
    key: 'P',
    title: names,
    steps: [{ instruction: names }],
  });
  await site.call('planner', 'attachment.link', {
    ...given,
    noun: 'planStep',
    rowId: plan.steps[0]?.id ?? '',
  });
});
