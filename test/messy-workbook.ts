import writeWorkbook from 'write-excel-file/node';
import type { Cell } from '../electron/spreadsheet/cell.ts';
import type { Encoding } from '../electron/spreadsheet/encoding.ts';
import { encode } from './encode.ts';

/** What the site calls things: categories, places and teams as people write them, in any script. */
export interface Called {
  readonly categories: readonly string[];
  readonly places: readonly string[];
}

/** A workbook as people have them, the same each time it is made, and what an honest reader must say of it. */
export interface Messy {
  /** Row by row, the title and the header among them. */
  readonly rows: readonly (readonly Cell[])[];
  readonly headerRow: number;
  /** Rows refused for each reason, by fault code; a row has one trouble. */
  readonly refused: Readonly<Record<string, number>>;
  readonly accepted: number;
}

export const headers = {
  en: ['Inventory number', 'Type', 'Manufacturer', 'Model', 'Serial No.', 'Location', 'Status', 'Purchase date', 'Next inspection', 'Purchase price', 'Kept in', 'Remark'],
  srLatn: ['Inventarski broj', 'Vrsta opreme', 'Proizvođač', 'Model / tip', 'Serijski broj', 'Mesto', 'Stanje', 'Datum nabavke', 'Sledeći pregled', 'Nabavna cena', 'Nalazi se u', 'Napomena'],
  srCyrl: ['Инвентарски број', 'Врста опреме', 'Произвођач', 'Модел', 'Серијски број', 'Место', 'Стање', 'Датум набавке', 'Следећи преглед', 'Набавна цена', 'Налази се у', 'Напомена'],
  zhHans: ['设备编号', '设备类别', '制造商', '型号', '序列号', '存放地点', '状态', '购置日期', '下次检查日期', '购置价', '所在容器', '备注'],
} as const; // prettier-ignore
export type HeaderLanguage = keyof typeof headers;

const conditions: Record<HeaderLanguage, readonly string[]> = {
  en: ['ready', 'in use', 'Faulty', 'OK'],
  srLatn: ['ispravno', 'u upotrebi', 'U kvaru', 'spremno'],
  srCyrl: ['исправно', 'у употреби', 'у квару', 'спремно'],
  zhHans: ['备用', '使用中', '故障', '完好'],
};

/** Every hundredth-and-some row has a trouble of its own. */
const troubles = [
  'keyTwice', 'twinInFile', 'missing', 'unknownName', 'noDay', 'noChoice', 'tooLong', 'tooManyCells', 'negativeMoney', 'insideSelf',
] as const; // prettier-ignore

/** Days from Excel's own beginning, which is how it keeps a date. */
function serialOf(day: string): number {
  return Math.round((Date.parse(day) - Date.UTC(1899, 11, 30)) / 86_400_000);
}

export function messy(count: number, called: Called, language: HeaderLanguage = 'srLatn'): Messy {
  const title: Cell[] = [
    language === 'zhHans' ? '设备清单' : language === 'srCyrl' ? 'Попис опреме' : 'Popis opreme',
    2026,
  ];
  const rows: Cell[][] = [title, [], [...headers[language]]];
  const refused: Record<string, number> = {};
  let accepted = 0;
  let made = 0;
  const first = { tag: '', serial: '' };
  while (made < count) {
    const n = made;
    made += 1;
    const tag = `MX-${String(n + 1).padStart(5, '0')}`;
    const day = `20${18 + (n % 8)}-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`;
    const due = `2027-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`;
    const serial = `${String.fromCharCode(65 + (n % 20))}${100_000 + n}`;
    const row: Cell[] = [
      n % 9 === 0 ? ` ${tag}  ` : tag,
      pick(called.categories, n),
      ['Severin', 'Kompas', 'Lavina'][n % 3]!,
      n % 5 === 0 ? 300 + (n % 7) : `K ${300 + (n % 7)}`,
      n % 4 === 0 ? 700_000 + n : n % 11 === 0 ? null : serial,
      n % 13 === 0 ? null : pick(called.places, n),
      pick(conditions[language], n),
      written(day, n),
      written(due, n + 1),
      priced(n, language),
      n % 97 === 50 ? 'MX-00005' : null,
      n % 17 === 0
        ? '=HYPERLINK("http://example.invalid";"x")'
        : n % 6 === 0
          ? 'pregledano, "u redu"; vidi karton'
          : null,
    ];
    const trouble = n > 20 && n % 61 === 0 ? troubles[(n / 61) % troubles.length] : undefined;
    switch (trouble) {
      case undefined:
        break;
      case 'keyTwice':
        row[0] = first.tag;
        row[4] = null;
        break;
      case 'twinInFile':
        row[2] = 'Kompas';
        row[3] = 'K 301';
        row[4] = first.serial;
        break;
      case 'missing':
        row[1] = null;
        break;
      case 'unknownName':
        row[5] = 'Magacin koga nema';
        break;
      case 'noDay':
        row[8] = n % 2 === 0 ? '31.02.2026' : 'uskoro';
        break;
      case 'noChoice':
        row[6] = 'ne zna se';
        break;
      case 'tooLong':
        row[11] = 'x'.repeat(501);
        break;
      case 'negativeMoney':
        row[9] = language === 'en' ? '-1,250.00' : '-1.250,00';
        break;
      case 'insideSelf':
        row[10] = tag;
        break;
      case 'tooManyCells':
        row[14] = 'zalutalo';
        break;
    }
    if (trouble === undefined) accepted += 1;
    else refused[trouble] = (refused[trouble] ?? 0) + 1;
    if (n === 1) {
      first.tag = tag;
      first.serial = serial;
      row[2] = 'Kompas';
      row[3] = 'K 301';
      row[4] = serial;
    }
    rows.push(row);
    // People leave rows empty between groups.
    if (n % 700 === 699) rows.push([]);
  }
  return { rows, headerRow: 2, refused, accepted };
}

const pick = <T>(from: readonly T[], n: number): T => from[n % from.length]!;

/** An amount as it is written in the language, with its currency now and then. */
function priced(n: number, language: HeaderLanguage): Cell {
  if (n % 3 === 0) return null;
  if (n % 7 === 0) return 1250 + n;
  const whole = 1 + (n % 90);
  if (language === 'en') return `${whole},250.50`;
  return `${whole}.250,50${n % 5 === 0 ? (language === 'srCyrl' ? ' дин.' : language === 'zhHans' ? '元' : ' RSD') : ''}`;
}

/** One day in the ways that one column holds: dotted, ISO, a serial number, and now and then nothing. */
function written(day: string, n: number): Cell {
  const [y, m, d] = day.split('-') as [string, string, string];
  switch (n % 5) {
    case 0:
      return `${Number(d)}.${Number(m)}.${y}.`;
    case 1:
      return day;
    case 2:
      return serialOf(day);
    case 3:
      return `${d}.${m}.${y}`;
    default:
      return n % 2 === 0 ? null : `${d}/${m}/${y}`;
  }
}

/** The sheet as XLSX; serial numbers of days become cells of dates, as Excel saves them. */
export async function asWorkbook(sheet: Messy): Promise<Uint8Array> {
  const data = sheet.rows.map((row, at) =>
    Array.from(row, (cell, column) => {
      if (cell === null || cell === undefined) return null;
      if (typeof cell === 'string') return { value: cell, type: String };
      const isDay = at > sheet.headerRow && (column === 7 || column === 8) && at % 2 === 0;
      return isDay
        ? { value: new Date(Date.UTC(1899, 11, 30) + cell * 86_400_000), type: Date, format: 'dd.mm.yyyy' }
        : { value: cell, type: Number };
    }),
  );
  return new Uint8Array(await writeWorkbook(data as never, { sheet: 'Oprema' }).toBuffer());
}

/** The sheet as CSV bytes. */
export function asCsv(
  sheet: Messy,
  encoding: Encoding,
  delimiter: ',' | ';' | '\t',
  mark = false,
): Uint8Array {
  const text = sheet.rows
    .map((row) =>
      Array.from(row, (cell) => {
        const text_ = String(cell ?? '');
        return /["\r\n]/u.test(text_) || text_.includes(delimiter)
          ? `"${text_.replaceAll('"', '""')}"`
          : text_;
      }).join(delimiter),
    )
    .join('\r\n');
  return encode(`${mark ? '\ufeff' : ''}${text}\r\n`, encoding);
}
