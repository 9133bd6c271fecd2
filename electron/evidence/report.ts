import type { Incident, LogEntry } from '../incident/incident.ts';
import type { Names } from '../schema-parts.ts';
import type { Task } from '../task/task.ts';
import { formatFor, logText, toCyrillic, translator } from '../texts.ts';
import { exportName, type ExportLanguage } from './evidence.ts';

export interface ReportFacts {
  readonly language: ExportLanguage;
  readonly siteName: string;
  readonly timeZone: string;
  readonly incident: Incident;
  readonly log: readonly LogEntry[];
  readonly tasks: readonly Task[];
  /** The incident's place in the register, if it has one. */
  readonly placeName: Names | null;
  readonly checkpoint: {
    readonly seq: number;
    readonly link: string;
    readonly at: string;
    readonly keyId: string;
  };
  readonly exportedAt: string;
  readonly exportedBy: string;
}

/** The page's only style; its hash is in the page's policy, so that nothing else can style or run. */
export const reportStyle = `
@page { size: A4; margin: 16mm 14mm }
body { font: 11pt/1.45 "Noto Sans Variable", "Noto Sans", "Noto Sans SC Variable", "Noto Sans SC", system-ui, sans-serif; color: #16191b; background: #fff; margin: 0 auto; max-width: 190mm; padding: 8mm }
h1 { font-size: 17pt; margin: 0 0 2mm } h2 { font-size: 13pt; margin: 8mm 0 2mm; break-after: avoid }
.exercise { border: 2px solid #16191b; padding: 2mm 4mm; font-weight: 700; letter-spacing: .2em; text-align: center; margin: 0 0 4mm }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-weight: 600 }
th, td { border-bottom: 1px solid #c9ced1; padding: 1.2mm 2mm 1.2mm 0; vertical-align: top }
tr { break-inside: avoid } td.time, td.number { white-space: nowrap; font-variant-numeric: tabular-nums }
td.by { min-width: 26mm } td.text { white-space: pre-wrap; overflow-wrap: anywhere } .struck { text-decoration: line-through; color: #555 }
.small { font-size: 9pt; color: #444; overflow-wrap: anywhere } dl { display: grid; grid-template-columns: 45mm 1fr; margin: 0 } dd { margin: 0; overflow-wrap: anywhere }
`;

/** The readable record of an incident, as one page without scripts. `styleHash` is base64 of SHA-256 of the style. */
export function reportHtml(facts: ReportFacts, styleHash: string): string {
  const { language, incident } = facts;
  const t = translator(language);
  const format = formatFor(language, facts.timeZone);
  const when = (at: string): string => `${format.date(at)} ${format.timeWithSeconds(at)}`;
  const nameIn = (names: Names | string | null): string => {
    if (names === null) return '';
    if (typeof names === 'string') return names;
    if (language === 'sr-Cyrl') return toCyrillic(names.srLatn);
    return language === 'sr-Latn' ? names.srLatn : language === 'zh-Hans' ? names.zhHans : names.en;
  };
  const text = (entry: LogEntry): string =>
    entry.template ? logText(entry.template, language, entry.at, facts.timeZone) : entry.text;
  const number = exportName(incident).replace('-', ' ');
  const mark = incident.exercise ? `<p class="exercise">${escape(t('evidence.exercise'))}</p>` : '';
  const head: readonly (readonly [string, string])[] = [
    [t('evidence.site'), facts.siteName],
    [
      t('evidence.type'),
      `${t(`incident.type.${incident.type}`)}, ${t('incident.severity', { severity: incident.severity })}`,
    ],
    [
      t('evidence.place'),
      [nameIn(facts.placeName), incident.placeText].filter((part) => part !== '').join(', ') || '–',
    ],
    [t('evidence.declared'), when(incident.declaredAt)],
    [t('evidence.stoodDown'), incident.stoodDownAt ? when(incident.stoodDownAt) : '–'],
    [t('evidence.closed'), incident.closedAt ? when(incident.closedAt) : '–'],
    [t('evidence.timeZone'), facts.timeZone],
    [t('evidence.exported'), `${when(facts.exportedAt)}, ${facts.exportedBy}`],
  ];
  const logRows = facts.log.map((entry) => {
    const struck = entry.struckAt !== null;
    const note = struck
      ? `<div class="small">${escape(t('evidence.struck', { at: when(entry.struckAt ?? ''), reason: entry.strikeReason ?? '' }))}</div>`
      : '';
    const file = entry.attachmentHash
      ? `<div class="small">${escape(t('evidence.attachment', { name: entry.attachmentName ?? '', hash: entry.attachmentHash }))}</div>`
      : '';
    return row([
      ['number', String(entry.seq)],
      ['time', when(entry.at)],
      ['by', entry.byName],
      ['time', t(`evidence.kind.${entry.kind}`)],
      [
        'text',
        { html: `<span${struck ? ' class="struck"' : ''}>${escape(text(entry))}</span>${note}${file}` },
      ],
    ]);
  });
  const taskRows = facts.tasks.map((task) =>
    row([
      ['text', nameIn(task.title)],
      ['', t(`evidence.taskState.${task.state}`)],
      ['time', task.dueAt ? when(task.dueAt) : '–'],
      ['time', task.endedAt ? when(task.endedAt) : '–'],
      ['text', [task.endedByName ?? '', task.note ?? ''].filter((part) => part !== '').join(': ')],
    ]),
  );
  // What was decided, ordered and done, without what was only heard.
  const milestones = facts.log.filter(
    (entry) =>
      entry.struckAt === null &&
      (entry.template !== null || ['decision', 'order', 'system'].includes(entry.kind)),
  );
  const timelineRows = milestones.map((entry) =>
    row([
      ['time', when(entry.at)],
      ['number', format.elapsed(incident.declaredAt, entry.at)],
      ['by', entry.byName],
      ['text', text(entry)],
    ]),
  );
  const { seq, link, at, keyId } = facts.checkpoint;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'">
<title>${escape(`${number} ${incident.title}`)}</title><style>${reportStyle}</style></head><body>
${mark}<h1>${escape(`${number} · ${incident.title}`)}</h1>
<dl>${head.map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`).join('')}</dl>
<h2>${escape(t('evidence.log'))}</h2>
${table([t('evidence.entry'), t('evidence.time'), t('evidence.by'), t('evidence.kindHead'), t('evidence.text')], logRows)}
<h2>${escape(t('evidence.tasks'))}</h2>
${facts.tasks.length === 0 ? `<p>${escape(t('evidence.noTasks'))}</p>` : table([t('evidence.task'), t('evidence.state'), t('evidence.due'), t('evidence.ended'), t('evidence.note')], taskRows)}
<h2>${escape(t('evidence.timeline'))}</h2>
${table([t('evidence.time'), t('evidence.since'), t('evidence.by'), t('evidence.text')], timelineRows)}
<h2>${escape(t('evidence.proof'))}</h2>
<p>${escape(t('evidence.proofText'))}</p>
<p class="small">${escape(t('evidence.checkpoint', { seq, at, keyId }))}<br>${link}</p>
${mark}</body></html>
`;
}

type Cell = readonly [kind: string, content: string | { readonly html: string }];

function row(cells: readonly Cell[]): string {
  const inner = cells.map(([kind, content]) => {
    const html = typeof content === 'string' ? escape(content) : content.html;
    return kind === '' ? `<td>${html}</td>` : `<td class="${kind}">${html}</td>`;
  });
  return `<tr>${inner.join('')}</tr>`;
}

function table(heads: readonly string[], rows: readonly string[]): string {
  const head = heads.map((name) => `<th>${escape(name)}</th>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

/** Text as HTML shows it, in content and in attributes. */
export function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** VERIFY.md: how anyone checks the export, in the operator's language and in English. */
export function verifyText(language: ExportLanguage, fingerprint: string): string {
  const languages = language === 'en' ? (['en'] as const) : ([language, 'en'] as const);
  return languages
    .map((one) => {
      const t = translator(one);
      const steps = ['report', 'key', 'files', 'chain', 'attachments', 'trust'].map(
        (step) => `- ${t(`evidence.verify.${step}`)}`,
      );
      return `# ${t('evidence.verify.title')}\n\n${t('evidence.verify.intro')}\n\n    sh verify.sh ${fingerprint}\n\n${steps.join('\n')}\n\n${t('evidence.verify.fingerprint')}\n\n    ${fingerprint}\n`;
    })
    .join('\n---\n\n');
}
