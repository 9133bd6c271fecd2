import { escape } from '../evidence/report.ts';
import { wallAt } from '../roster/local-time.ts';
import { formatFor, nameIn, translator } from '../texts.ts';
import type { CalendarOptions } from './calendar-file.ts';
import type { DrillEdition } from './edition.ts';

/** The page's only style; its hash is in the page's policy. */
export const noticeStyle = `
@page { size: A4; margin: 14mm 14mm 16mm }
body { font: 10.5pt/1.35 'Noto Sans', 'Noto Sans SC', sans-serif; color: #000 }
h1 { font-size: 18pt; margin: 0 0 2mm } p { margin: 0 0 4mm }
table { width: 100%; border-collapse: collapse } th { text-align: left; font-weight: 600 }
th, td { border-bottom: .3pt solid #888; padding: 1.4mm 2mm 1.4mm 0; vertical-align: top }
tr { break-inside: avoid } .off td { text-decoration: line-through } .off td:last-child { text-decoration: none }
.new td:first-child::before { content: '● ' } thead { display: table-header-group }`;

/** An edition as a page for the notice board, by day; what this edition changed is marked. */
export function noticePage(edition: DrillEdition, options: CalendarOptions, styleHash: string): string {
  const { language, zone } = options;
  const t = translator(language);
  const format = formatFor(language, zone);
  const rows = edition.drills.map((drill) => {
    const shift = [
      t(`drill.shift.${drill.shift}`),
      ...(drill.crew === null ? [] : [t('drill.crew', { crew: drill.crew })]),
    ].join(', ');
    const changed = edition.number > 1 && drill.changedAt === edition.at;
    const note =
      drill.cancelled === null
        ? format.list(drill.observers.map(({ name }) => name))
        : [t('drill.file.cancelled'), drill.cancelled].filter((part) => part !== '').join(': ');
    const cells = [
      `${format.weekday(wallAt(Date.parse(drill.startsAt), zone).day)} ${format.dateTime(drill.startsAt)}`,
      shift,
      `${nameIn(drill.placeNames, language)} (${drill.placeKey})`,
      nameIn(drill.typeNames, language),
      note,
    ];
    const kind = [drill.cancelled === null ? '' : 'off', changed ? 'new' : ''].join(' ').trim();
    return `<tr class="${kind}">${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`;
  });
  const heads = ['drill.when', 'drill.shiftWord', 'drill.area', 'drill.title', 'drill.observers']
    .map((key) => `<th>${escape(t(key))}</th>`)
    .join('');
  const head = t('drill.file.edition', {
    number: edition.number,
    at: format.dateTime(edition.at),
    by: edition.byName,
  });
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'"><title>${escape(nameIn(options.programme, language))}</title><style>${noticeStyle}</style></head><body>
<h1>${escape(nameIn(options.programme, language))}</h1><p>${escape(options.site)} · ${escape(head)}${edition.number > 1 ? ` · ● ${escape(t('drill.changedMark'))}` : ''}</p>${edition.note === '' ? '' : `<p>${escape(edition.note)}</p>`}
<table><thead><tr>${heads}</tr></thead><tbody>${rows.join('\n')}</tbody></table></body></html>`;
}
