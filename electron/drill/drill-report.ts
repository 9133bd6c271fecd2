import type { Action } from '../action/action.ts';
import { escape } from '../evidence/report.ts';
import { formatFor, nameIn, translator, type Language } from '../texts.ts';
import { isFinding, type AfterDrill } from './evaluation.ts';
import type { DrillProgramme } from './drill.ts';
import { measures, type DrillMeasures } from './measure.ts';

/** A picture of the exercise's log, scaled by the page. */
export interface ReportPhoto {
  readonly name: string;
  /** data: URI. */
  readonly source: string;
}

/** One drill with all that is told of it. */
export interface ReportDrill {
  readonly after: AfterDrill;
  readonly measures: DrillMeasures | null;
  readonly actions: readonly Action[];
  readonly photos: readonly ReportPhoto[];
}

/** A programme with its drills in their order. */
export interface ReportMonth {
  readonly programme: DrillProgramme;
  readonly drills: readonly ReportDrill[];
}

export interface ReportOptions {
  readonly language: Language;
  /** IANA name of the site's zone. */
  readonly zone: string;
  readonly site: string;
  /** The day on which it is written, in the site's zone. */
  readonly today: string;
  readonly now: string;
  readonly by: string;
}

/** The pages' only style; its hash is in their policy. */
export const reportStyle = `
@page { size: A4; margin: 16mm 14mm 18mm }
body { font: 10pt/1.4 'Noto Sans', 'Noto Sans SC', sans-serif; color: #000 }
h1 { font-size: 18pt; margin: 0 0 1mm } h2 { font-size: 13pt; margin: 7mm 0 2mm; break-after: avoid }
h3 { font-size: 11pt; margin: 4mm 0 1mm; break-after: avoid }
p { margin: 0 0 2mm } .dim { color: #444 } .late { font-weight: 700 }
table { width: 100%; border-collapse: collapse; margin: 0 0 3mm } thead { display: table-header-group }
th { text-align: left; font-weight: 600 } tr { break-inside: avoid }
th, td { border-bottom: .3pt solid #888; padding: 1mm 2mm 1mm 0; vertical-align: top }
td.num, th.num { text-align: right }
ul { margin: 0 0 3mm; padding-left: 5mm } .photos { display: flex; flex-wrap: wrap; gap: 3mm }
figure { margin: 0; width: 84mm; break-inside: avoid } figure img { width: 100%; max-height: 70mm; object-fit: contain }
figcaption { font-size: 8.5pt; color: #444 } section.drill { break-before: page }`;

type Words = ReturnType<typeof wordsOf>;

function wordsOf({ language, zone }: ReportOptions) {
  const t = translator(language);
  const format = formatFor(language, zone);
  return { t, format, nameOf: (names: Parameters<typeof nameIn>[0]) => nameIn(names, language) };
}

function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[] = [],
): string {
  const mark = (i: number): string => (numbers.includes(i) ? ' class="num"' : '');
  const head = heads.map((text, i) => `<th${mark(i)}>${escape(text)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell, i) => `<td${mark(i)}>${cell}</td>`).join('')}</tr>`);
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

function page(title: string, body: string, options: ReportOptions, styleHash: string): string {
  const { t, format } = wordsOf(options);
  const foot = t('drillReport.written', { at: format.dateTime(options.now), by: options.by });
  return `<!doctype html><html lang="${options.language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'"><title>${escape(title)}</title><style>${reportStyle}</style></head><body>${body}<p class="dim">${escape(foot)}</p></body></html>`;
}

/** One drill as a page of its own: times against targets, objectives, lessons, actions, who took part, photos. */
export function drillReport(drill: ReportDrill, options: ReportOptions, styleHash: string): string {
  const words = wordsOf(options);
  const title = titleOf(drill, words);
  const body = `<h1>${escape(title)}</h1><p class="dim">${escape(options.site)} · ${escape(words.t('common.exercise'))}</p>${inside(drill, options, words)}`;
  return page(title, body, options, styleHash);
}

function titleOf({ after }: ReportDrill, { nameOf }: Words): string {
  return `${nameOf(after.type.names)}, ${nameOf(after.place.names)}`;
}

function inside(
  { after, measures: timed, actions, photos }: ReportDrill,
  options: ReportOptions,
  words: Words,
): string {
  const { t, format, nameOf } = words;
  const { drill, incident, review } = after;
  const parts: string[] = [];
  const facts = [
    drill.startsAt === null ? '' : format.dateTime(drill.startsAt),
    t(`drill.state.${drill.state}`),
    incident === null ? '' : `EXERCISE ${incident.year}-${String(incident.number).padStart(3, '0')}`,
    drill.crew === null ? '' : t('drill.crew', { crew: drill.crew }),
  ];
  parts.push(`<p>${escape(facts.filter(Boolean).join(' · '))}</p>`);
  if (timed !== null && timed.measured.some(({ minutes, target }) => minutes !== null || target !== null)) {
    parts.push(`<h3>${escape(t('drillReport.times'))}</h3>`);
    parts.push(
      table(
        [t('drillReport.measure'), t('drillReport.actual'), t('drillReport.target'), t('drillReport.before')],
        timed.measured.map(({ measure, minutes, target, kept }) => {
          const before = timed.before
            .map((past) => past.measured.find((one) => one.measure === measure)?.minutes ?? null)
            .filter((value) => value !== null)
            .map((value) => format.number(value, 1));
          const actual = minutes === null ? t('drillReport.never') : format.number(minutes, 1);
          return [
            escape(t(`drillRun.measure.${measure}`)),
            kept === false ? `<span class="late">▲ ${escape(actual)}</span>` : escape(actual),
            target === null ? '' : escape(format.number(target)),
            escape(before.join(' · ')),
          ];
        }),
        [1, 2],
      ),
    );
  }
  parts.push(`<h3>${escape(t('drillReport.objectives'))}</h3>`);
  parts.push(
    table(
      [t('drillReport.objective'), t('drillReport.rating'), t('drillReport.evidence')],
      after.objectives.map(({ objective, evaluation, evidence, earlier, repeat }) => [
        escape(nameOf(objective.names)),
        evaluation === null
          ? escape(t('drillReport.notRated'))
          : `${isFinding(evaluation.rating) ? '▲ ' : ''}${escape(t(`evaluation.rating.${evaluation.rating}`))}${
              repeat
                ? `<br><span class="late">↻ ${escape(t('drillReport.repeat', { dates: earlier.map(({ at }) => format.date(at)).join(', ') }))}</span>`
                : ''
            }`,
        [evaluation?.note ?? '', ...evidence.map((entry) => `${format.time(entry.at)} ${entry.text}`)]
          .filter(Boolean)
          .map(escape)
          .join('<br>'),
      ]),
    ),
  );
  if (after.lessons.length > 0)
    parts.push(
      `<h3>${escape(t('drillReport.lessons'))}</h3><ul>${after.lessons.map(({ text, byName }) => `<li>${escape(text)} <span class="dim">${escape(byName)}</span></li>`).join('')}</ul>`,
    );
  if (actions.length > 0)
    parts.push(`<h3>${escape(t('action.title'))}</h3>${actionTable(actions, options, words)}`);
  const took = Map.groupBy(after.participants, ({ role }) => role);
  if (after.participants.length > 0 || review?.evacuated) {
    const rows = [...took].map(([role, people]) => [
      escape(t(`evaluation.role.${role}`)),
      escape(format.list(people.map(({ name }) => name))),
      String(people.length),
    ]);
    if (review?.evacuated) rows.push([escape(t('drillReport.evacuated')), '', String(review.evacuated)]);
    parts.push(
      `<h3>${escape(t('drillReport.participants'))}</h3>${table([t('drillReport.role'), t('drillReport.who'), t('drillReport.heads')], rows, [2])}`,
    );
  }
  if (photos.length > 0)
    parts.push(
      `<h3>${escape(t('drillReport.photos'))}</h3><div class="photos">${photos.map(({ name, source }) => `<figure><img src="${source}" alt="${escape(name)}"><figcaption>${escape(name)}</figcaption></figure>`).join('')}</div>`,
    );
  parts.push(
    `<p>${escape(
      review?.signedAt
        ? t('drillReport.signed', { by: review.signedByName ?? '', at: format.dateTime(review.signedAt) })
        : t('drillReport.notSigned'),
    )}</p>`,
  );
  return parts.join('');
}

function actionTable(actions: readonly Action[], { today }: ReportOptions, { t, format }: Words): string {
  return table(
    [t('action.text'), t('action.owner'), t('action.due'), t('action.stateHead')],
    actions.map((action) => [
      escape(action.text),
      escape(action.owner),
      escape(format.date(`${action.dueOn}T12:00:00.000Z`)),
      action.state === 'open' && action.dueOn < today
        ? `<span class="late">${escape(t('action.overdue'))}</span>`
        : escape(t(`action.state.${action.state}`)),
    ]),
  );
}

/** The numbers of a month, for its page and its workbook. */
export interface MonthNumbers {
  readonly planned: number;
  readonly held: number;
  readonly interrupted: number;
  readonly cancelled: number;
  readonly participations: number;
  readonly people: number;
  readonly evacuated: number;
  readonly findings: number;
  readonly repeats: number;
  readonly actions: {
    readonly all: number;
    readonly open: number;
    readonly overdue: number;
    readonly verified: number;
  };
  /** Of each measure: in how many drills it was timed and had a target, and in how many that was kept. */
  readonly kept: readonly {
    readonly measure: (typeof measures)[number];
    readonly of: number;
    readonly kept: number;
  }[];
}

export function numbersOf({ drills }: ReportMonth, today: string): MonthNumbers {
  const count = (state: string): number => drills.filter(({ after }) => after.drill.state === state).length;
  const people = drills.flatMap(({ after }) => after.participants.map(({ personId }) => personId));
  const rated = drills.flatMap(({ after }) => after.objectives);
  const actions = drills.flatMap((drill) => drill.actions);
  return {
    planned: drills.length - count('cancelled'),
    held: count('done'),
    interrupted: count('interrupted'),
    cancelled: count('cancelled'),
    participations: people.length,
    people: new Set(people).size,
    evacuated: drills.reduce((sum, { after }) => sum + (after.review?.evacuated ?? 0), 0),
    findings: rated.filter(({ evaluation }) => evaluation !== null && isFinding(evaluation.rating)).length,
    repeats: rated.filter(({ repeat }) => repeat).length,
    actions: {
      all: actions.length,
      open: actions.filter(({ state }) => state === 'open' || state === 'done').length,
      overdue: actions.filter(({ state, dueOn }) => state === 'open' && dueOn < today).length,
      verified: actions.filter(({ state }) => state === 'verified').length,
    },
    kept: measures.map((measure) => {
      const timed = drills.flatMap(
        (drill) =>
          drill.measures?.measured.filter((one) => one.measure === measure && one.kept !== null) ?? [],
      );
      return { measure, of: timed.length, kept: timed.filter(({ kept }) => kept === true).length };
    }),
  };
}

/** The safety month: plan against done, participation, times, findings and what became of them, then each drill held. */
export function monthReport(month: ReportMonth, options: ReportOptions, styleHash: string): string {
  const words = wordsOf(options);
  const { t, format, nameOf } = words;
  const numbers = numbersOf(month, options.today);
  const title = nameOf(month.programme.names);
  const fact = (key: string, value: string): string[] => [escape(t(`drillReport.number.${key}`)), value];
  const span = [month.programme.fromOn, month.programme.toOn]
    .map((day) => format.date(`${day}T12:00:00.000Z`))
    .join(' – ');
  const summary = table(
    ['', ''],
    [
      fact('planned', String(numbers.planned)),
      fact(
        'held',
        `${numbers.held}${numbers.interrupted > 0 ? ` (+${numbers.interrupted} ${escape(t('drill.state.interrupted'))})` : ''}`,
      ),
      fact('cancelled', String(numbers.cancelled)),
      fact('people', `${numbers.people} / ${numbers.participations}`),
      fact('evacuated', String(numbers.evacuated)),
      fact('findings', `${numbers.findings}${numbers.repeats > 0 ? ` (↻ ${numbers.repeats})` : ''}`),
      fact(
        'actions',
        `${numbers.actions.all} / ${numbers.actions.open} / ${numbers.actions.overdue} / ${numbers.actions.verified}`,
      ),
      ...numbers.kept
        .filter(({ of }) => of > 0)
        .map(({ measure, of, kept }) => [
          escape(t('drillReport.keptOf', { measure: t(`drillRun.measure.${measure}`) })),
          `${kept} / ${of}`,
        ]),
    ],
    [1],
  );
  const plan = table(
    ['drill.when', 'drillReport.drill', 'drill.area', 'drillReport.state', 'drillReport.findings'].map(
      (key) => t(key),
    ),
    month.drills.map(({ after }) => [
      after.drill.startsAt === null
        ? escape(t('drill.nowhere'))
        : escape(format.dateTime(after.drill.startsAt)),
      escape(nameOf(after.type.names)),
      escape(`${after.place.key} ${nameOf(after.place.names)}`),
      escape(
        [t(`drill.state.${after.drill.state}`), after.drill.cancelReason ?? ''].filter(Boolean).join(': '),
      ),
      String(
        after.objectives.filter(({ evaluation }) => evaluation !== null && isFinding(evaluation.rating))
          .length,
      ),
    ]),
    [4],
  );
  const actions = month.drills.flatMap((drill) => drill.actions);
  const held = month.drills.filter(
    ({ after }) => after.drill.state === 'done' || after.drill.state === 'interrupted',
  );
  const body = `<h1>${escape(title)}</h1><p class="dim">${escape(options.site)} · ${escape(span)}</p>${summary}
<h2>${escape(t('drillReport.planAndDone'))}</h2>${plan}
${actions.length > 0 ? `<h2>${escape(t('action.title'))}</h2>${actionTable(actions, options, words)}` : ''}
${held.map((drill) => `<section class="drill"><h2>${escape(titleOf(drill, words))}</h2>${inside(drill, options, words)}</section>`).join('')}`;
  return page(title, body, options, styleHash);
}
