import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validUntil } from '../electron/person/person.ts';
import { siteInTemp } from './builders.ts';

const names = { en: 'Breathing apparatus', srLatn: 'Izolacioni aparat', zhHans: '呼吸器' };

test('a certificate counts until the same day of a later month, or that month’s last day', () => {
  expect(validUntil('2026-01-31', 1)).toBe('2026-02-28');
  expect(validUntil('2024-02-29', 12)).toBe('2025-02-28');
  expect(validUntil('2026-05-10', 24)).toBe('2028-05-10');
  expect(validUntil('2026-12-31', 2)).toBe('2027-02-28');
  expect(validUntil('2026-05-10', null)).toBeNull();
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2090-12-31'), noInvalidDate: true }),
      fc.integer({ min: 1, max: 600 }),
      (date, months) => {
        const from = date.toISOString().slice(0, 10);
        const until = validUntil(from, months)!;
        const [fromYear, fromMonth, fromDay] = from.split('-').map(Number) as [number, number, number];
        const [year, month, day] = until.split('-').map(Number) as [number, number, number];
        expect(year * 12 + month - (fromYear * 12 + fromMonth)).toBe(months);
        expect(day).toBeLessThanOrEqual(fromDay);
        if (day < fromDay) expect(day).toBe(new Date(Date.UTC(year, month, 0)).getUTCDate());
      },
    ),
  );
});

test('one qualification is renewed and the others stay; a newer edit is not undone', async () => {
  const site = siteInTemp();
  await site.call('planner', 'qualification.add', { key: 'ba', names, validMonths: 12 });
  await site.call('planner', 'qualification.add', { key: 'crane', names, validMonths: null });
  const person = await site.call('planner', 'person.add', {
    name: 'Jelena Ilić',
    crew: 'B',
    qualifications: [{ key: 'ba', expiresOn: '2026-05-01' }, { key: 'crane' }],
  });
  const renewed = await site.call('coordinator', 'person.renew', {
    id: person.id,
    version: 1,
    key: 'ba',
    expiresOn: '2027-06-01',
  });
  expect(renewed.qualifications).toEqual([
    { key: 'ba', expiresOn: '2027-06-01' },
    { key: 'crane', expiresOn: null },
  ]);
  const late = { id: person.id, version: 1, key: 'ba', expiresOn: '2026-06-01' };
  expect((await site.refusal('planner', 'person.renew', late)).refused).toBe('conflict');
  expect((await site.refusal('planner', 'person.renew', { ...late, version: 2, key: 'boat' })).refused).toBe(
    'unknownQualification',
  );
  const history = await site.call('observer', 'journal.history', { noun: 'person', id: person.id });
  expect(history.map(({ name }) => name)).toEqual(['person.renew', 'person.add']);
});

test('whoever has left is not found any more, and can be put back with everything they had', async () => {
  const site = siteInTemp();
  const person = await site.call('planner', 'person.add', { name: 'Marko Jović', callSign: 'Rudnik 4' });
  const seen = { id: person.id, version: 1 };
  expect((await site.refusal('coordinator', 'person.retire', seen)).refused).toBe('wrongRole');
  await site.call('planner', 'person.retire', seen);
  expect((await site.call('observer', 'person.page', { text: 'Marko' })).total).toBe(0);
  expect(await site.call('observer', 'person.byId', { id: person.id })).toBeNull();
  expect((await site.refusal('planner', 'person.change', { ...seen, version: 2, name: 'X' })).refused).toBe(
    'unknownPerson',
  );
  expect((await site.refusal('planner', 'person.retire', { ...seen, version: 2 })).refused).toBe(
    'unknownPerson',
  );
  expect((await site.refusal('planner', 'person.reinstate', seen)).refused).toBe('conflict');
  const back = await site.call('planner', 'person.reinstate', { ...seen, version: 2 });
  expect(back).toEqual({ ...person, version: 3 });
  expect((await site.call('observer', 'person.page', { text: 'Rudnik' })).total).toBe(1);
});
