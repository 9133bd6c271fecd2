import { toSVG } from 'bwip-js/node';
import { createHash } from 'node:crypto';
import writeWorkbook from 'write-excel-file/node';
import { Connection } from '../database.ts';
import { serveJob } from '../job-side.ts';
import { refuse } from '../refusal.ts';
import type { Names } from '../schema-parts.ts';
import { byteOrderMark, writeCsv } from '../spreadsheet/csv.ts';
import { toCyrillic, translator } from '../texts.ts';
import type { EquipmentColumn, EquipmentLine } from './equipment-filter.ts';
import { equipmentPage } from './equipment-search-store.ts';
import { equipmentLine } from './equipment-store.ts';
import {
  cellOf, labelsMost, plainCell, workbookMost, type ExportEquipmentInput, type TypedCell, type Words,
} from './export.ts'; // prettier-ignore
import { labelsHtml, labelStyle } from './labels.ts';

const rowsAtOnce = 200;

async function* linesOf(
  db: Connection,
  input: ExportEquipmentInput,
  today: string,
): AsyncGenerator<EquipmentLine> {
  if (input.ids !== undefined) {
    for (const id of input.ids) {
      const line = equipmentLine(db, id, today);
      if (line) yield line;
    }
    return;
  }
  for (let after: string | undefined; ;) {
    const page = await equipmentPage(
      db,
      { ...input.filter, ...input.order, after, limit: rowsAtOnce },
      today,
    );
    yield* page.rows;
    if (page.next === null) return;
    after = page.next;
  }
}

/** The word over each column is one that an import knows again. */
const titleKeys: Record<EquipmentColumn, string> = {
  tag: 'import.field.tag',
  category: 'import.field.categoryId',
  make: 'import.field.make',
  model: 'import.field.model',
  serial: 'import.field.serial',
  condition: 'import.field.condition',
  place: 'import.field.placeId',
  inside: 'import.field.insideId',
  ownerTeam: 'import.field.ownerTeamId',
  heldBy: 'equipment.heldBy',
  backOn: 'equipment.backOn',
  nextDueOn: 'import.field.nextDueOn',
  boughtOn: 'import.field.boughtOn',
  endOfLifeOn: 'import.field.endOfLifeOn',
  cost: 'import.field.costMinor',
  note: 'import.field.note',
};

serveJob('exportEquipment', async ({ site, input, today }, side) => {
  const { form, columns, language, delimiter } = input;
  const t = translator(language);
  const nameOf = (names: Names): string => {
    if (language === 'sr-Cyrl') return toCyrillic(names.srLatn);
    return language === 'sr-Latn' ? names.srLatn : language === 'zh-Hans' ? names.zhHans : names.en;
  };
  const words: Words = { nameOf, conditionOf: (condition) => t(`equipment.conditions.${condition}`) };
  const db = new Connection(site, 'read');
  const lines: EquipmentLine[] = [];
  const most = form === 'workbook' ? workbookMost : form === 'labels' ? labelsMost : Infinity;
  try {
    for await (const line of linesOf(db, input, today)) {
      lines.push(line);
      if (lines.length > most)
        return refuse(form === 'labels' ? 'tooManyLabels' : 'workbookTooLong', { most });
      if (lines.length % 500 === 0) side.step(lines.length, 0);
    }
  } finally {
    db.close();
  }
  if (lines.length === 0) return refuse('nothingToExport');
  const titles = columns.map((column) => t(titleKeys[column]));
  const cells = (line: EquipmentLine): TypedCell[] => columns.map((column) => cellOf(line, column, words));
  switch (form) {
    case 'csv': {
      const rows = lines.map((line) => cells(line).map((cell) => plainCell(cell, delimiter)));
      const text = byteOrderMark + writeCsv([titles, ...rows], delimiter);
      return { rows: lines.length, bytes: new TextEncoder().encode(text), html: null };
    }
    case 'workbook': {
      const head = titles.map((value) => ({ value, type: String, fontWeight: 'bold' }));
      const data = [head, ...lines.map((line) => cells(line).map(workbookCell))];
      const sheet = {
        sheet: t('nav.equipment'),
        columns: titles.map(() => ({ width: 20 })),
        stickyRowsCount: 1,
      };
      const bytes = await writeWorkbook(data as never, sheet as never).toBuffer();
      return { rows: lines.length, bytes: new Uint8Array(bytes), html: null };
    }
    case 'labels': {
      const labels = lines.map((line) => ({
        tag: line.tag,
        category: nameOf(line.category.names),
        what: [line.make, line.model, line.serial].filter((part) => part !== '').join(' '),
        code: toSVG(qr(line.tag)),
      }));
      const hash = createHash('sha256').update(labelStyle).digest('base64');
      return { rows: lines.length, bytes: null, html: labelsHtml(labels, language, hash) };
    }
  }
});

/** Level M: a quarter of the code may be scratched or smeared. (ISO/IEC 18004; the library's types leave its options out.) */
function qr(text: string): Parameters<typeof toSVG>[0] {
  const options = { bcid: 'qrcode', text, eclevel: 'M', scale: 2 };
  return options;
}

/** Dates and amounts are typed; a text is a text, whatever it begins with, and never a formula. */
function workbookCell(cell: TypedCell): object | null {
  if (cell === null) return null;
  switch (cell.kind) {
    case 'text':
      return { value: cell.text, type: String };
    case 'day':
      return { value: new Date(`${cell.day}T00:00:00.000Z`), type: Date, format: 'yyyy-mm-dd' };
    case 'money':
      return { value: cell.amount, type: Number, format: `#,##0.00 "${cell.currency}"` };
  }
}
