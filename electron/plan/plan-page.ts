import { escape } from '../evidence/report.ts';
import { standardPositions } from '../position/position.ts';
import type { Names } from '../schema-parts.ts';
import { formatFor, toCyrillic, translator, type Language } from '../texts.ts';
import { compassPoint } from '../weather/weather.ts';
import type { Branch } from './branch.ts';
import type { Need } from './need.ts';
import { planName, type Plan, type Step } from './plan.ts';
import { counting, type PlanWithProof } from './review.ts';

/** What a printed plan says besides the plan: names of what it points at. */
export interface PageFacts {
  readonly plan: PlanWithProof;
  readonly language: Language;
  readonly siteName: string;
  readonly timeZone: string;
  readonly printedAt: string;
  readonly printedBy: string;
  readonly place: (id: string) => { readonly key: string; readonly names: Names } | undefined;
  readonly category: (id: string) => { readonly names: Names; readonly unit: string | null } | undefined;
  readonly qualification: (id: string) => Names | undefined;
  /** The site's own positions by their codes. */
  readonly position: (key: string) => Names | undefined;
}

/** Letters of a card in points, largest first; smaller than the last is not read at arm's length. */
const cardPoints = [14, 12.5, 11, 10, 9, 8, 7] as const;
/** The column of the instructions, and what the steps may fill between head and foot of an A4 page, in points. */
const column = 310;
const room = 590;

/** Everything on a card's table goes with the size of its letters. */
function cardStyle(): string {
  const sizes = cardPoints.map((points, i) => `.pt-${i} { font-size: ${points}pt }`).join(' ');
  return `${sizes} .card table .small { font-size: .75em } .card td, .card th { padding: .4em .5em .4em 0 }`;
}

/** The page's only style; its hash is in the page's policy, so that nothing else can style or run. */
export const planStyle = `
@page { size: A4; margin: 14mm 14mm 16mm }
body { font: 10.5pt/1.4 "Noto Sans Variable", "Noto Sans", "Noto Sans SC Variable", "Noto Sans SC", system-ui, sans-serif; color: #16191b; background: #fff; margin: 0 }
h1 { font-size: 17pt; line-height: 1.2; margin: 0 0 1mm } h2 { font-size: 12pt; margin: 6mm 0 1.5mm; break-after: avoid } p { margin: 0 0 2mm }
.draft { border: 2px solid #16191b; padding: 2mm 4mm; font-weight: 700; text-align: center; margin: 0 0 4mm }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-weight: 600 }
th, td { border-bottom: 1px solid #c9ced1; padding: 1.4mm 2.5mm 1.4mm 0; vertical-align: top }
thead { display: table-header-group } tr { break-inside: avoid } .no { white-space: nowrap; width: 8mm; font-variant-numeric: tabular-nums } .target { width: 24mm; font-variant-numeric: tabular-nums }
.who { width: 34mm } .if { font-weight: 700 } ul { margin: 1mm 0 0; padding-left: 5mm } .small { font-size: 8.5pt; color: #444; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: 40mm 1fr; margin: 0; gap: 0.5mm 0 } dd { margin: 0 }
.card { break-after: page; min-height: 262mm; display: flex; flex-direction: column } .card:last-child { break-after: auto }
.card header { border-bottom: 3px solid #16191b; margin-bottom: 3mm; padding-bottom: 2mm } .card .foot { margin-top: auto; border-top: 1px solid #c9ced1; padding-top: 1.5mm }
.card .role { font-size: 22pt; font-weight: 700; line-height: 1.15 } .card .box { width: 7mm } .card .box i { display: block; width: 4.5mm; height: 4.5mm; border: 1.5px solid #16191b; margin-top: .6mm }
.at { width: 20mm; border-bottom: 1px solid #16191b }
${cardStyle()}
`;

type Words = ReturnType<typeof wordsOf>;

function wordsOf(facts: PageFacts) {
  const t = translator(facts.language);
  const format = formatFor(facts.language, facts.timeZone);
  const nameIn = (names: Names | undefined): string => {
    if (names === undefined) return '';
    if (facts.language === 'sr-Cyrl') return toCyrillic(names.srLatn);
    return facts.language === 'sr-Latn'
      ? names.srLatn
      : facts.language === 'zh-Hans'
        ? names.zhHans
        : names.en;
  };
  const placeText = (id: string): string => {
    const place = facts.place(id);
    return place ? `${nameIn(place.names)} (${place.key})` : '';
  };
  const cm = (value: number): string => t('common.unit.cm', { value: format.number(value) });
  const who = (step: Pick<Step, 'role' | 'position'>): string => {
    if (step.role !== null) return nameIn(step.role);
    if (step.position === null) return '';
    if (standardPositions.some((key) => key === step.position)) return t(`position.${step.position}`);
    return nameIn(facts.position(step.position)) || step.position;
  };
  const branchText = (branch: Branch): string => {
    switch (branch.kind) {
      case 'words':
        return nameIn(branch.words);
      case 'wind':
        return t('plan.branch.wind', {
          sector: t('plan.branch.sector', {
            from: t(`nav.compass.${compassPoint(branch.fromDegrees)}`),
            to: t(`nav.compass.${compassPoint(branch.toDegrees)}`),
            fromDegrees: branch.fromDegrees,
            toDegrees: branch.toDegrees,
          }),
        });
      case 'gauge':
        return t('plan.branch.gauge', { gauge: placeText(branch.placeId), level: cm(branch.minLevelCm) });
    }
  };
  const needText = (need: Need): string => {
    if (need.kind === 'place') return t('plan.needs.open', { place: placeText(need.placeId) });
    const within =
      need.maxTravelMinutes === null
        ? ''
        : t('plan.needs.within', { span: format.span(need.maxTravelMinutes) });
    if (need.kind === 'people')
      return t('plan.needs.people', {
        amount: need.count,
        what: nameIn(facts.qualification(need.qualificationId)),
        within,
      });
    const category = facts.category(need.categoryId);
    const what = nameIn(category?.names);
    if (need.kind === 'equipment') {
      const condition = t(`plan.needs.condition.${need.condition}`);
      return t('plan.needs.equipment', { amount: need.count, what, condition, within });
    }
    const unit = category?.unit === 'piece' ? '×' : (category?.unit ?? '');
    return t('plan.needs.stock', { amount: `${format.number(need.amount, 2)} ${unit}`.trim(), what, within });
  };
  return { t, format, nameIn, placeText, cm, who, branchText, needText };
}

function page(title: string, language: Language, styleHash: string, body: string): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'">
<title>${escape(title)}</title><style>${planStyle}</style></head><body>
${body}</body></html>
`;
}

function notInForce(plan: Plan, { t }: Words): string {
  if (plan.state === 'approved') return '';
  return `<p class="draft">${escape(t('plan.print.notInForce', { state: t(`plan.state.${plan.state}`) }))}</p>`;
}

function footOf(facts: PageFacts, { t, format }: Words): string {
  const { plan, printedAt, printedBy, siteName } = facts;
  const printed = t('plan.print.printed', { at: format.dateTime(printedAt), by: printedBy });
  return `<p class="small foot">${escape(`${siteName} · ${planName(plan)} · ${printed}`)}<br>SHA-256 ${plan.hashNow}</p>`;
}

/** The whole plan as one page without scripts. `styleHash` is base64 of SHA-256 of the style. */
export function planHtml(facts: PageFacts, styleHash: string): string {
  const words = wordsOf(facts);
  const { t, format, nameIn, placeText, cm } = words;
  const { plan } = facts;
  const { criteria } = plan;
  const any = t('plan.criteria.any');
  const places = [
    ...criteria.placeIds.map(placeText),
    ...criteria.placeKinds.map((kind) => t(`map.placeKind.${kind}`)),
  ];
  const approvals = counting(plan, plan.approvals).map((each) =>
    t('plan.approval.by', { name: each.byName, role: t(`role.${each.role}`), at: format.dateTime(each.at) }),
  );
  const head: (readonly [string, string])[] = [
    [t('plan.criteria.type'), criteria.types.map((type) => t(`incident.type.${type}`)).join(', ') || any],
    [t('plan.criteria.severity'), t('plan.criteria.atLeast', { severity: criteria.minSeverity })],
    [t('plan.criteria.places'), places.join(', ') || any],
    ...(criteria.gauge
      ? [
          [
            t('plan.criteria.gauge'),
            t('plan.criteria.gaugeAt', {
              gauge: placeText(criteria.gauge.placeId),
              level: cm(criteria.gauge.minLevelCm),
            }),
          ] as const,
        ]
      : []),
    ...(criteria.alarm
      ? [
          [
            t('plan.criteria.alarm'),
            t('plan.criteria.alarmAt', {
              place: placeText(criteria.alarm.placeId),
              priority: t(`common.priority.${criteria.alarm.priority}`),
            }),
          ] as const,
        ]
      : []),
    [t('plan.approval.title'), approvals.join('; ') || '–'],
    [t('plan.reviewNext'), plan.reviewDueOn === null ? '–' : format.date(plan.reviewDueOn)],
  ];
  const rows = plan.steps.map((step) => {
    const needs = step.needs.map((need) => `<li>${escape(words.needText(need))}</li>`).join('');
    const papers = step.papers.map(({ name }) => name).join(', ');
    return `<tr><td class="no">${step.order}</td><td>${told(step, words)}${
      needs === '' ? '' : `<ul class="small">${needs}</ul>`
    }${papers === '' ? '' : `<div class="small">${escape(papers)}</div>`}</td><td class="who">${escape(words.who(step))}</td><td class="target">${targetHtml(step, words)}</td></tr>`;
  });
  const title = nameIn(plan.title);
  const body = `${notInForce(plan, words)}<h1>${escape(`${planName(plan)} · ${title}`)}</h1>
${plan.purpose ? `<p>${escape(nameIn(plan.purpose))}</p>` : ''}
<h2>${escape(t('plan.criteria.title'))}</h2>
<dl>${head.map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`).join('')}</dl>
<h2>${escape(t('plan.print.steps'))}</h2>
<table><thead><tr><th></th><th>${escape(t('plan.edit.instruction'))}</th><th>${escape(t('plan.edit.role'))}</th><th>${escape(
    t('plan.print.target'),
  )}</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
${footOf(facts, words)}`;
  return page(`${planName(plan)} ${title}`, facts.language, styleHash, body);
}

/** Target and interval, each on its own line. */
function targetHtml(step: Step, words: Words): string {
  return targetText(step, words).map(escape).join('<br>');
}

/** Condition, instruction and place of a step. */
function told(step: Step, words: Words): string {
  const { t, nameIn, placeText } = words;
  const condition =
    step.branch === null
      ? ''
      : `<div class="if">${escape(t('task.if', { condition: words.branchText(step.branch) }))}</div>`;
  const place = step.placeId === null ? '' : ` <span class="small">${escape(placeText(step.placeId))}</span>`;
  return `${condition}${escape(nameIn(step.instruction))}${place}`;
}

function targetText(step: Step, { t, format }: Words): string[] {
  return [
    step.targetMinutes === null ? null : format.span(step.targetMinutes),
    step.repeatMinutes === null ? null : t('plan.repeat', { span: format.span(step.repeatMinutes) }),
  ].filter((part) => part !== null);
}

/** Who has a card: the roles of a plan in the order in which they first have something to do. */
export function rolesOf(plan: Pick<Plan, 'steps'>): string[] {
  return [...new Set(plan.steps.map(roleKey))];
}

/** One role through all its steps: its position, else the words of the plan. Empty: nobody in particular. */
function roleKey(step: Pick<Step, 'role' | 'position'>): string {
  return step.position ?? step.role?.en ?? '';
}

/** Largest letters with which the steps of a card fit its page, by the widths of their words. */
function fitting(steps: readonly Step[], words: Words): number {
  const lines = (text: string, points: number): number => {
    // A Latin letter is about half as wide as it is high, a Chinese one as wide; lines break before their end.
    const width = [...text].reduce((sum, letter) => sum + (/\p{Script=Han}/u.test(letter) ? 1 : 0.53), 0);
    return Math.ceil((width * points * 1.06) / column);
  };
  const height = (step: Step, points: number): number => {
    const place = step.placeId === null ? '' : words.placeText(step.placeId);
    const branch = step.branch === null ? 0 : lines(words.branchText(step.branch), points);
    const told = lines(words.nameIn(step.instruction), points) + lines(place, points * 0.75) * 0.75;
    const needs = lines(step.needs.map(words.needText).join(' · '), points * 0.75) * 0.75;
    const target = step.repeatMinutes === null ? 1 : 3;
    return Math.max(branch + told + needs, target) * points * 1.4 + points * 0.9;
  };
  const fits = (points: number): boolean =>
    steps.reduce((sum, step) => sum + height(step, points), points * 2.5) <= room;
  return cardPoints.find(fits) ?? cardPoints.at(-1)!;
}

/** Action cards, one page for each role: what it does, by when, with what. `only` gives one role's card. */
export function cardsHtml(facts: PageFacts, styleHash: string, only: string | null = null): string {
  const words = wordsOf(facts);
  const { t, nameIn } = words;
  const { plan } = facts;
  const cards = rolesOf(plan)
    .filter((role) => only === null || role === only)
    .map((role) => {
      const steps = plan.steps.filter((step) => roleKey(step) === role);
      const rows = steps.map((step) => {
        const needs = step.needs.map(words.needText).join(' · ');
        return `<tr><td class="box"><i></i></td><td class="no">${step.order}</td><td>${told(step, words)}${
          needs === '' ? '' : `<div class="small">${escape(needs)}</div>`
        }</td><td class="target">${targetHtml(step, words)}</td><td class="at"></td></tr>`;
      });
      const size = `pt-${cardPoints.findIndex((points) => points === fitting(steps, words))}`;
      const name = words.who(steps[0]!) || t('plan.edit.nobody');
      return `<section class="card">${notInForce(plan, words)}<header><div class="role">${escape(name)}</div>
<div>${escape(`${planName(plan)} · ${nameIn(plan.title)}`)}</div></header>
<table class="${size}"><thead><tr><th></th><th></th><th>${escape(t('plan.edit.instruction'))}</th><th>${escape(t('plan.print.target'))}</th><th>${escape(t('plan.print.doneAt'))}</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
${footOf(facts, words)}</section>`;
    });
  return page(`${planName(plan)} ${t('plan.print.cards')}`, facts.language, styleHash, cards.join('\n'));
}
