import { escape } from '../evidence/report.ts';
import type { Names } from '../schema-parts.ts';
import { formatFor, toCyrillic, translator, type Language } from '../texts.ts';
import type { Drill, DrillType } from './drill.ts';
import { measures } from './measure.ts';

interface SheetFacts {
  readonly drill: Drill;
  readonly type: DrillType;
  readonly place: Names;
  readonly siteName: string;
  readonly timeZone: string;
  readonly language: Language;
}

/** Empty lines for what an observer notes. */
const lines = 16;

/** The page's only style; its hash is in the page's policy. */
export const sheetStyle = `
@page { size: A4; margin: 14mm }
body { font: 10.5pt/1.4 "Noto Sans Variable", "Noto Sans", "Noto Sans SC Variable", "Noto Sans SC", system-ui, sans-serif; color: #16191b; background: #fff; margin: 0 }
.exercise { border: 2px solid #16191b; padding: 1.5mm 4mm; font-weight: 700; letter-spacing: .2em; text-align: center; margin: 0 0 4mm }
h1 { font-size: 17pt; line-height: 1.2; margin: 0 0 1mm } h2 { font-size: 12pt; margin: 6mm 0 1.5mm } p { margin: 0 0 2mm }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-weight: 600 }
th, td { border-bottom: 1px solid #8a9297; padding: 2mm 3mm 2mm 0; vertical-align: bottom }
.key { width: 8mm } .time { width: 26mm } .target { width: 22mm } .note td { height: 7mm } .sign { display: flex; gap: 10mm; margin-top: 8mm }
.sign div { flex: 1; border-top: 1px solid #16191b; padding-top: 1mm; font-size: 8.5pt }
`;

/** An observer's sheet for a drill: its measures with their targets, its objectives, and room for notes with their times. */
export function sheetHtml(facts: SheetFacts, styleHash: string): string {
  const { drill, type, language } = facts;
  const t = translator(language);
  const format = formatFor(language, facts.timeZone);
  const name = (names: Names): string =>
    language === 'zh-Hans' ? names.zhHans
    : language === 'en' ? names.en
    : language === 'sr-Cyrl' ? toCyrillic(names.srLatn)
    : names.srLatn; // prettier-ignore
  const when = drill.startsAt === null ? '' : format.dateTime(drill.startsAt);
  const measureRows = measures.map((measure, index) => {
    const target = type.targets[measure];
    return `<tr><td class="key">${index + 1}</td><td>${escape(t(`drillRun.measure.${measure}`))}</td>
      <td class="target">${target === undefined ? '' : escape(format.span(target))}</td><td class="time"></td><td class="time"></td></tr>`;
  });
  const objectives = type.objectives.map((one) => `<li>${escape(name(one.names))}</li>`).join('');
  const noteRows = Array.from({ length: lines }, () => '<tr><td></td><td></td><td></td></tr>').join('');
  const title = `${name(type.names)} · ${name(facts.place)}`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'">
<title>${escape(title)}</title><style>${sheetStyle}</style></head><body>
<p class="exercise">${escape(t('evidence.exercise'))}</p>
<h1>${escape(title)}</h1>
<p>${escape([t('drillRun.sheet.title'), when, facts.siteName].filter(Boolean).join(' · '))}</p>
<h2>${escape(t('drillRun.sheet.times'))}</h2>
<table><thead><tr><th></th><th>${escape(t('drillRun.sheet.what'))}</th><th>${escape(t('drillRun.sheet.target'))}</th>
<th>${escape(t('drillRun.sheet.minute'))}</th><th>${escape(t('drillRun.sheet.wall'))}</th></tr></thead><tbody>${measureRows.join('')}</tbody></table>
${objectives === '' ? '' : `<h2>${escape(t('drillRun.sheet.objectives'))}</h2><ul>${objectives}</ul>`}
<h2>${escape(t('drillRun.sheet.notes'))}</h2>
<table class="note"><thead><tr><th class="time">${escape(t('drillRun.sheet.minute'))}</th><th class="time">${escape(t('drillRun.sheet.wall'))}</th>
<th>${escape(t('drillRun.sheet.seen'))}</th></tr></thead><tbody>${noteRows}</tbody></table>
<div class="sign"><div>${escape(t('drillRun.sheet.observer'))}</div><div>${escape(t('drillRun.sheet.post'))}</div><div>${escape(t('drillRun.sheet.signature'))}</div></div>
</body></html>`;
}
