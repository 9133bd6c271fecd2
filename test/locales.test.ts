import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { keptSpans, toCyrillic } from '../renderer/locales/cyrillic.ts';
import { formatFor } from '../renderer/locales/format.ts';
import { languages, setLanguage, t, throwOnMissingText, translator } from '../renderer/locales/index.ts';
import { refusalText } from '../renderer/locales/refusal-text.ts';

describe('Serbian Cyrillic by rule', () => {
  test.each([
    ['Ljubav LJUBAV ljubav', 'Љубав ЉУБАВ љубав'],
    ['Njegoš NJEGOŠ kanjon', 'Његош ЊЕГОШ кањон'],
    ['Džep DŽEP narudžbina odžak nadžak Odžaci', 'Џеп ЏЕП наруџбина оџак наџак Оџаци'],
    ['Đorđe čeka ćerku, šum žice', 'Ђорђе чека ћерку, шум жице'],
    ['inženjer svinjica dinjica', 'инжењер свињица дињица'],
  ])('%s', (latin, cyrillic) => expect(toCyrillic(latin)).toBe(cyrillic));

  test.each([
    ['injekcija INJEKCIJA injektor', 'инјекција ИНЈЕКЦИЈА инјектор'],
    ['konjunkcija konjugacija', 'конјункција конјугација'],
    ['nadživeti nadžnjeti odžaliti predželudac', 'надживети наджњети оджалити преджелудац'],
    ['podžanr podžeći vanjezički Tanjug anjon', 'поджанр поджећи ванјезички Танјуг анјон'],
  ])('two letters are two sounds in %s', (latin, cyrillic) => expect(toCyrillic(latin)).toBe(cyrillic));

  test.each([
    ['Vodostaj {{levelCm}} cm na {{gauge}}', 'Водостај {{levelCm}} cm на {{gauge}}'],
    ['$t(common.yes) ili <b>ne</b> i <1/>', '$t(common.yes) или <b>не</b> и <1/>'],
    [
      'Pišite na desk@example.invalid ili https://example.invalid/put',
      'Пишите на desk@example.invalid или https://example.invalid/put',
    ],
    ['vetar 4 m/s, 12 °C, 3 kg, 90 MW, 2 km', 'ветар 4 m/s, 12 °C, 3 kg, 90 MW, 2 km'],
    ['raste cm/min, još 5 min, 20 m', 'расте cm/min, још 5 min, 20 m'],
    ['SO2, H2SO4, Cl2, HCl i NaOH', 'SO2, H2SO4, Cl2, HCl и NaOH'],
    ['Merač G-07, UN 1079, propust C-2, INC 2026-014', 'Мерач G-07, UN 1079, пропуст C-2, INC 2026-014'],
    ['Pritisnite Ctrl K pa Enter', 'Притисните Ctrl K па Enter'],
    ['Tocsin čuva .tocsin i spisak.csv', 'Tocsin чува .tocsin и spisak.csv'],
    ['po ISO 7010 i NFPA 704, PAR i par čizama', 'по ISO 7010 и NFPA 704, PAR и пар чизама'],
    ['klasa II, grupa I, i tako dalje', 'класа II, група I, и тако даље'],
    ['5 s i {{name}} s timom', '5 с и {{name}} с тимом'],
    ['plan v3, 24-časovni, Windows', 'план v3, 24-часовни, Windows'],
  ])('what is not prose stays: %s', (latin, cyrillic) => expect(toCyrillic(latin)).toBe(cyrillic));

  const syllable = fc.constantFrom(
    'lja',
    'nje',
    'dži',
    'šu',
    'čo',
    'ća',
    'đe',
    'ra',
    'vo',
    'ti',
    'ko',
    'mo',
    'žu',
    'b',
    'st',
  );
  const words = fc.array(fc.array(syllable, { minLength: 2, maxLength: 5 }).map((all) => all.join('')), { minLength: 1, maxLength: 5 }); // prettier-ignore

  test('prose keeps no Latin letter, and keeps its length in letters', () => {
    fc.assert(
      fc.property(words, (all) => {
        const cyrillic = toCyrillic(all.join(' '));
        expect(cyrillic).not.toMatch(/[a-zčćđšž]/);
        expect(cyrillic.split(' ')).toHaveLength(all.length);
        expect(cyrillic.length).toBe(all.join(' ').replaceAll(/lj|nj|dž/g, '_').length);
      }),
    );
  });

  test('any text: no error, and what is kept is found again in place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const cyrillic = toCyrillic(text);
        const latin = text.normalize('NFC').replace(/[Ǆ-ǌ]/g, '');
        for (const [from, to] of keptSpans(latin)) expect(toCyrillic(latin)).toContain(latin.slice(from, to));
        expect(toCyrillic(cyrillic).length).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('four languages', () => {
  beforeEach(() => setLanguage('en'));
  afterAll(() => setLanguage('en'));

  test('plural forms follow each language', () => {
    const forms = (language: (typeof languages)[number]): string[] =>
      [1, 2, 5, 11, 21, 22].map((count) => translator(language)('replay.gaps', { count }));
    expect(forms('en')).toEqual(['1 gap', '2 gaps', '5 gaps', '11 gaps', '21 gaps', '22 gaps']);
    expect(forms('sr-Latn')).toEqual([
      '1 propust', '2 propusta', '5 propusta', '11 propusta', '21 propust', '22 propusta',
    ]); // prettier-ignore
    expect(forms('sr-Cyrl')).toEqual([
      '1 пропуст', '2 пропуста', '5 пропуста', '11 пропуста', '21 пропуст', '22 пропуста',
    ]); // prettier-ignore
    expect(forms('zh-Hans')).toEqual(['1个差距', '2个差距', '5个差距', '11个差距', '21个差距', '22个差距']);
  });

  test('the language switches at once, back and forth', async () => {
    const seen: string[] = [];
    for (const language of [...languages, 'en' as const]) {
      await setLanguage(language);
      seen.push(t('nav.equipment'));
    }
    expect(seen).toEqual(['Equipment', 'Oprema', 'Опрема', '装备', 'Equipment']);
  });

  test('a key without a text throws while we work on it, and shows something in the room', () => {
    throwOnMissingText(true);
    expect(() => t('no.such.key')).toThrow('no.such.key');
    throwOnMissingText(false);
    expect(t('no.such.key')).toBe('no.such.key');
    throwOnMissingText(true);
  });
});

describe('times are those of the site', () => {
  const night = '2026-11-24T02:42:17.000Z';

  test('the local clock and UTC', () => {
    const en = formatFor('en');
    expect([en.time(night), en.timeWithSeconds(night), en.utcTime(night), en.date(night)]).toEqual([
      '03:42', '03:42:17', '02:42', '24 Nov 2026',
    ]); // prettier-ignore
    expect(formatFor('en', 'Asia/Shanghai').time(night)).toBe('10:42');
  });

  test('midnight is 00, in every language', () => {
    for (const language of languages)
      expect(formatFor(language).time('2026-06-10T22:05:00.000Z')).toBe('00:05');
  });

  test('the hour that comes twice in October is told apart by UTC', () => {
    const en = formatFor('en');
    expect(en.time('2026-10-25T00:30:00.000Z')).toBe(en.time('2026-10-25T01:30:00.000Z'));
    expect(en.elapsed('2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z')).toBe('01:00');
  });

  test('spans', () => {
    const en = formatFor('en');
    expect([0.4, 38, 59.7, 125, 2880].map((minutes) => en.span(minutes))).toEqual([
      '0 min', '38 min', '1 h 00 min', '2 h 05 min', '2 d',
    ]); // prettier-ignore
    expect(en.relative('2026-11-24T02:31:17.000Z', night)).toBe('11 min ago');
    expect(formatFor('sr-Cyrl').relative('2026-11-24T02:31:17.000Z', night)).toBe('пре 11 min');
    expect(formatFor('zh-Hans').relative('2026-11-24T02:47:17.000Z', night)).toBe('5 分钟后');
    expect(en.elapsed('2026-11-22T02:00:00.000Z', '2026-11-24T02:37:00.000Z')).toBe('48:37');
  });

  test('numbers', () => {
    expect(formatFor('en').number(1234.56, 1)).toBe('1,234.6');
    expect(formatFor('sr-Latn').number(1234.56, 1)).toBe('1.234,6');
  });
});

describe('a refusal is a sentence', () => {
  test('roles and fields by their names', async () => {
    await setLanguage('en');
    expect(
      refusalText({
        refused: 'wrongRole',
        facts: { role: 'observer', allowed: ['planner', 'administrator'] },
      }),
    ).toBe('Your role (Observer) may not do this. It belongs to: Planner and Administrator.');
    expect(
      refusalText({ refused: 'badInput', facts: { field: 'note', problem: 'too_big', limit: 4000 } }),
    ).toContain('First note: is too long or too large; the limit is 4000.');
    await setLanguage('sr-Cyrl');
    expect(
      refusalText({ refused: 'entryAlreadyStruck', facts: { at: '2026-11-24T02:31:00.000Z' } }),
    ).toContain('03:31');
    await setLanguage('en');
  });

  test('an unknown code is still a sentence', () => {
    expect(refusalText({ refused: 'nobodyWroteThis', facts: {} })).toContain('nobodyWroteThis');
  });
});
