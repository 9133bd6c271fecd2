/** One label: the tag is read by a phone from the code and by people from the letters. */
export interface Label {
  readonly tag: string;
  readonly category: string;
  /** Make, model, serial. */
  readonly what: string;
  /** The QR code as SVG. */
  readonly code: string;
}

/** A4 with 3 × 8 labels of 70 × 37 mm, the common sheet; 0.5 mm are left above and below. */
export const labelStyle = `
@page { size: A4; margin: 0 }
* { box-sizing: border-box; margin: 0 }
body { font: 8pt/1.25 "Noto Sans Variable", "Noto Sans", "Noto Sans SC Variable", "Noto Sans SC", sans-serif; color: #000; background: #fff }
.sheet { width: 210mm; height: 296.9mm; padding: 0.5mm 0; display: grid; grid-template: repeat(8, 37mm) / repeat(3, 70mm); break-after: page }
.sheet:last-child { break-after: auto }
.label { padding: 4mm 4mm 4mm 5mm; display: grid; grid-template-columns: 27mm 1fr; gap: 3mm; align-items: center; overflow: hidden }
.label svg { width: 27mm; height: 27mm; display: block }
.tag { font-size: 13pt; font-weight: 700; overflow-wrap: anywhere; line-height: 1.1 }
.long { font-size: 9pt }
.category { margin-top: 1mm; font-weight: 600 }
.what { overflow-wrap: anywhere; max-height: 10mm; overflow: hidden }
`;
const perSheet = 24;

/** Sheets of labels as one page without scripts. `styleHash` is base64 of SHA-256 of the style. */
export function labelsHtml(labels: readonly Label[], language: string, styleHash: string): string {
  const sheets: string[] = [];
  for (let from = 0; from < labels.length; from += perSheet)
    sheets.push(
      `<div class="sheet">${labels
        .slice(from, from + perSheet)
        .map(labelHtml)
        .join('')}</div>`,
    );
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'">
<title>Labels</title><style>${labelStyle}</style></head><body>${sheets.join('')}</body></html>`;
}

function labelHtml({ tag, category, what, code }: Label): string {
  return `<div class="label">${code}<div><div class="tag${tag.length > 14 ? ' long' : ''}">${escape(tag)}</div><div class="category">${escape(category)}</div><div class="what">${escape(what)}</div></div></div>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
