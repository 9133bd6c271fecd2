import { serveJob } from '../job-side.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { guessDelimiter, readCsv } from '../spreadsheet/csv.ts';
import { decodeText, guessEncoding } from '../spreadsheet/encoding.ts';
import { looksLikeWorkbook, readSheets } from '../spreadsheet/workbook-files.ts';

// A workbook is read whole and slowly: beside the room's work.
serveJob('readShots', async ({ bytes }) => {
  if (looksLikeWorkbook(bytes)) {
    const sheets = await readSheets(bytes);
    if (isRefusal(sheets)) return sheets;
    // A workbook often begins with a cover sheet: the longest one is meant.
    return sheets.toSorted((a, b) => b.rows.length - a.rows.length)[0]?.rows ?? refuse('blastListEmpty');
  }
  const { text } = decodeText(bytes, guessEncoding(bytes).encoding);
  return readCsv(text, guessDelimiter(text)).rows;
});
