import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessDelimiter, harmless, readCsv, unescaped, writeCsv } from '../electron/spreadsheet/csv.ts';
import { guessDayOrder, readDay } from '../electron/spreadsheet/day.ts';
import { decodeText, encodings, guessEncoding } from '../electron/spreadsheet/encoding.ts';
import { guessColumns, guessHeaderRow, plainWords } from '../electron/spreadsheet/heading.ts';
import { guessDecimal, readDecimal, readMoney } from '../electron/spreadsheet/number.ts';
import { encode } from './encode.ts';

const serbian =
  'izolacioni aparat,vatrogasni aparat,šifra,mesto,čekić,ključ,žica,đubrivo,ćebe,uređaj,Šaht,Đerdap,Čačak';
const cyrillic =
  'изолациони апарат,ватрогасни апарат,шифра,место,чекић,кључ,жица,ђубриво,ћебе,уређај,Џак,Љубичево';
const chinese = '空气呼吸器,灭火器,水泵,消防水带,气体检测仪,仓库,冶炼厂,设备编号,序列号,状态,备用,绝缘手套';

describe('encoding', () => {
  const sentences = (words: string) =>
    fc
      .array(fc.constantFrom(...words.split(',')), { minLength: 12, maxLength: 60 })
      .map((list) => list.join(';'));
  test.each([
    ['windows-1250', serbian],
    ['windows-1251', cyrillic],
    ['gb18030', chinese],
  ] as const)('%s is told from the others', (encoding, words) => {
    fc.assert(
      fc.property(sentences(words), fc.boolean(), (text, capitals) => {
        const written = capitals ? text.toUpperCase() : text;
        fc.pre(/[^\0-\x7f]/u.test(written));
        const bytes = encode(`Tag;Name\r\n${written}\r\nBA-1;12\r\n`, encoding);
        expect(guessEncoding(bytes).encoding).toBe(encoding);
        expect(decodeText(bytes, encoding)).toEqual({
          text: `Tag;Name\r\n${written}\r\nBA-1;12\r\n`,
          cut: false,
          broken: false,
        });
      }),
    );
  });

  test('UTF-8 and UTF-16 are known with and without their mark', () => {
    fc.assert(
      fc.property(sentences(`${serbian},${cyrillic},${chinese}`), (text) => {
        const rows = `Tag;Name\r\nBA-1;${text}\r\nBA-2;12,50\r\nBA-3;2026-12-31\r\n`;
        for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
          expect(guessEncoding(encode(`\ufeff${rows}`, encoding)).encoding).toBe(encoding);
          expect(decodeText(encode(`\ufeff${rows}`, encoding), encoding).text).toBe(rows);
        }
        expect(guessEncoding(encode(rows, 'utf-8'))).toEqual({ encoding: 'utf-8', sure: true });
      }),
    );
    const plain = `Tag;Naziv\r\n${'BA-1;šifra 12,50;2026-12-31\r\n'.repeat(20)}`;
    expect(guessEncoding(encode(plain, 'utf-16le')).encoding).toBe('utf-16le');
    expect(guessEncoding(encode(plain, 'utf-16be')).encoding).toBe('utf-16be');
  });

  test('a character cut by the end is told, a wrong encoding too', () => {
    const whole = encode('Ознака;泵', 'utf-8');
    expect(decodeText(whole.subarray(0, whole.length - 1), 'utf-8')).toMatchObject({
      cut: true,
      broken: false,
    });
    expect(decodeText(whole.subarray(0, whole.length - 3), 'utf-8')).toMatchObject({
      cut: false,
      broken: false,
    });
    const gb = encode('编号;泵', 'gb18030');
    expect(decodeText(gb.subarray(0, gb.length - 1), 'gb18030').cut).toBe(true);
    expect(decodeText(encode('Čačak;1', 'windows-1250'), 'utf-8').broken).toBe(true);
  });

  test('any bytes are read without a fault', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        guessEncoding(bytes);
        for (const encoding of encodings) expect(typeof decodeText(bytes, encoding).text).toBe('string');
      }),
    );
  });
});

describe('CSV', () => {
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'ab,;\t"\'\r\n 1.=+-@пč泵'), maxLength: 8 }),
    fc.constantFrom('12,50', '1.234,56', '31.12.2026', 'Pumpa "Vlasina"; velika'),
  );
  test('what is written is read back, with either delimiter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',', ';'),
        (rows, delimiter) => {
          const full = [...rows, ['the', 'end']];
          const read = readCsv(writeCsv(full, delimiter as ','), delimiter as ',');
          expect(read.rows.map((row) => row.map(unescaped))).toEqual(
            full.map((row) => row.map((one) => unescaped(harmless(one)))),
          );
          expect(read.openQuote).toBe(false);
        },
      ),
    );
  });
  test('no written cell begins as a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'=+-@\t\rA1') }), (text) => {
        expect(harmless(text)).not.toMatch(/^[=+\-@\t\r]/u);
        if (!text.startsWith("'")) expect(unescaped(harmless(text))).toBe(text);
      }),
    );
  });
  test('the delimiter is guessed under decimal commas, quotes and titles', () => {
    expect(guessDelimiter('Tag;Cena;Datum\r\nA;12,50;1.1.2026\r\nB;13,50;1.1.2026\r\n')).toBe(';');
    expect(guessDelimiter('Tag,Cost,Name\nA,12.50,"pump; large"\nB,13.50,"a;b;c;d"\n')).toBe(',');
    expect(guessDelimiter('Tag\tCost\nA\t12,50\nB\t1.234,50\n')).toBe('\t');
    expect(guessDelimiter('Popis opreme\r\n\r\nTag;Naziv;Mesto\r\nA;b, c;d\r\nA;b, c;d\r\n')).toBe(';');
    fc.assert(
      fc.property(
        fc.constantFrom(',', ';', '\t'),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 2, max: 50 }),
        (delimiter, columns, lines) => {
          const line = Array.from({ length: columns }, (_, n) => `c${n}`).join(delimiter);
          expect(guessDelimiter(Array.from({ length: lines }, () => line).join('\r\n'))).toBe(delimiter);
        },
      ),
    );
  });
  test('a file cut inside quotes, or in a row, is told', () => {
    expect(readCsv('a,b\r\n1,"half of a ce', ',')).toMatchObject({ openQuote: true });
    expect(readCsv('a,b\r\n1,2', ',')).toMatchObject({ openQuote: false, ended: false });
    expect(readCsv('a,b\r\n\r\n1,2\r\n\r\n,\r\n', ',').rows).toEqual([['a', 'b'], [''], ['1', '2']]);
  });
});

describe('numbers and money', () => {
  const grouped = (whole: string, sign: string) => whole.replace(/\B(?=(\d{3})+$)/gu, sign);
  test('a number is the same in either way of writing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.integer({ min: 0, max: 99 }),
        fc.boolean(),
        (n, cents, neg) => {
          const fraction = String(cents).padStart(2, '0');
          const want = { negative: neg, whole: String(n), fraction };
          const minus = neg ? '-' : '';
          for (const text of [
            `${grouped(String(n), '.')},${fraction}`,
            `${n},${fraction}`,
            `${grouped(String(n), ' ')},${fraction}`,
          ])
            expect(readDecimal(minus + text, ',')).toEqual(want);
          for (const text of [
            `${grouped(String(n), ',')}.${fraction}`,
            `${n}.${fraction}`,
            `${grouped(String(n), '’')}.${fraction}`,
          ])
            expect(readDecimal(minus + text, '.')).toEqual(want);
          const minor = Number(`${minus}${n}${fraction}`);
          expect(readMoney(`${minus}${grouped(String(n), '.')},${fraction} RSD`, ',')).toEqual({
            minor: minor === 0 ? 0 : minor,
            currency: 'RSD',
          });
        },
      ),
    );
  });
  test('one sign alone is what the file says, and never a wrong group', () => {
    expect(readDecimal('1.234', ',')).toMatchObject({ whole: '1234', fraction: '' });
    expect(readDecimal('1.234', '.')).toMatchObject({ whole: '1', fraction: '234' });
    expect(readDecimal('1,5', '.')).toMatchObject({ whole: '1', fraction: '5' });
    for (const text of [
      '12.34.567',
      '1,23,456',
      '1.2.3',
      '',
      '-',
      '1a',
      '1 2',
      '12 34',
      'DN 80',
      '..',
      '1..2',
    ])
      expect(readDecimal(text, ','), text).toBeNull();
    expect(readDecimal('(12,50)', ',')).toMatchObject({ negative: true });
    expect(readDecimal('12,50-', ',')).toMatchObject({ negative: true });
  });
  test('the decimal sign is guessed by what leaves no doubt', () => {
    expect(guessDecimal(['1.234', '12', '1.234,5'])).toBe(',');
    expect(guessDecimal(['1,234', '12', '1,234.50'])).toBe('.');
    expect(guessDecimal(['1.234', '12'])).toBeNull();
  });
  test('currencies in words and signs', () => {
    expect(readMoney('€ 1.250,00', ',')).toEqual({ minor: 125_000, currency: 'EUR' });
    expect(readMoney('12.000 дин.', ',')).toEqual({ minor: 1_200_000, currency: 'RSD' });
    expect(readMoney('8,800.00元', '.')).toEqual({ minor: 880_000, currency: 'CNY' });
    expect(readMoney('-45,5', ',')).toEqual({ minor: -4550, currency: null });
    for (const text of ['12,505', '1 karton', 'EUR 5 RSD', '99999999999999'])
      expect(readMoney(text, ','), text).toBeNull();
  });
  test('any text is a number or none, never a fault', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,-+ ()€aR') }), (text) => {
        const money = readMoney(text, ',');
        if (money) expect(Number.isSafeInteger(money.minor)).toBe(true);
      }),
    );
  });
});

describe('days', () => {
  const day = fc.date({ min: new Date('1901-01-01'), max: new Date('2198-12-31'), noInvalidDate: true });
  test('every day is read from every way of writing it', () => {
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [y, m, d] = iso.split('-') as [string, string, string];
        for (const text of [
          iso,
          `${d}.${m}.${y}`,
          `${Number(d)}.${Number(m)}.${y}.`,
          `${Number(d)}. ${Number(m)}. ${y}.`,
          `${y}/${m}/${d}`,
          `${y}年${Number(m)}月${Number(d)}日`,
          `${y}${m}${d}`,
          `${iso}T07:30:00.000Z`,
          `${d}.${m}.${y} 07:30`,
        ])
          expect(readDay(text, 'mdy'), text).toBe(iso);
        expect(readDay(`${d}/${m}/${y}`, 'dmy')).toBe(iso);
        expect(readDay(`${m}/${d}/${y}`, 'mdy')).toBe(iso);
        const serial = Math.round((Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000);
        expect(readDay(serial, 'dmy')).toBe(iso);
        if (serial >= 10_000 && serial <= 99_999) expect(readDay(String(serial), 'dmy')).toBe(iso);
      }),
    );
  });
  test('what is no day is none', () => {
    for (const text of [
      '31.02.2026',
      '2026-13-01',
      '0.1.2026',
      '29.02.2025',
      'soon',
      '12',
      '32.1.2026',
      '1.1.3026',
      '',
    ])
      expect(readDay(text, 'dmy'), text).toBeNull();
    expect(readDay('29.02.2028', 'dmy')).toBe('2028-02-29');
    expect(readDay(60, 'dmy')).toBeNull();
    expect(readDay(46387, 'dmy')).toBe('2026-12-31');
  });
  test('the order is guessed by days over twelve', () => {
    expect(guessDayOrder(['1/2/2026', '13/2/2026'])).toBe('dmy');
    expect(guessDayOrder(['1/2/2026', '2/13/2026'])).toBe('mdy');
    expect(guessDayOrder(['1/2/2026'])).toBeNull();
  });
});

describe('headers', () => {
  const fields = [
    { key: 'tag', words: ['Tag', 'Inventory number', 'Inventarski broj', '设备编号'] },
    { key: 'serial', words: ['Serial number', 'Serijski broj', '序列号'] },
    { key: 'place', words: ['Place', 'Location', 'Mesto', '位置'] },
  ];
  test('in any language and script', () => {
    expect(guessColumns(['Инвентарски број', 'Серијски број', 'МЕСТО', 'Цена'], fields)).toEqual([
      'tag',
      'serial',
      'place',
      null,
    ]);
    expect(guessColumns(['设备编号', '位置', '序列号'], fields)).toEqual(['tag', 'place', 'serial']);
    expect(guessColumns(['Serial No. / Serijski broj', 'INVENTARSKI BROJ (nalepnica)'], fields)).toEqual([
      'serial',
      'tag',
    ]);
    expect(guessColumns(['Tag', 'Tag'], fields)).toEqual(['tag', null]);
  });
  test('the header row is found under a title', () => {
    expect(guessHeaderRow([['Popis opreme 2026'], [''], ['Tag', 'Mesto'], ['BA-1', 'W-1']], fields)).toBe(2);
    expect(guessHeaderRow([['x'], ['Broj', 'Ime'], ['1', '2']], fields)).toBe(1);
    expect(guessHeaderRow([], fields)).toBe(0);
  });
  test('folding twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(plainWords(plainWords(text))).toBe(plainWords(text));
      }),
    );
  });
});
