import writeWorkbook from 'write-excel-file/node';
import { formatFor, nameIn, translator } from '../texts.ts';
import type { ReportMonth, ReportOptions } from './drill-report.ts';
import { measures } from './measure.ts';

type Cell = string | number | Date | null;

/** The numbers of a month as an Excel workbook: drills, times, objectives, who took part, corrective actions. */
export async function monthWorkbook({ drills }: ReportMonth, options: ReportOptions): Promise<Uint8Array> {
  const { language, zone } = options;
  const t = translator(language);
  const format = formatFor(language, zone);
  const nameOf = (names: Parameters<typeof nameIn>[0]): string => nameIn(names, language);
  const of = ({ after }: ReportMonth['drills'][number]): Cell[] => [
    after.drill.startsAt === null ? '' : format.dateTime(after.drill.startsAt),
    nameOf(after.type.names),
    after.place.key,
    nameOf(after.place.names),
  ];
  const heads = ['drill.when', 'drillReport.drill', 'drillReport.placeKey', 'drill.area'];
  const sheets: readonly {
    readonly name: string;
    readonly heads: readonly string[];
    readonly rows: readonly Cell[][];
  }[] = [
    {
      name: t('drillReport.sheet.drills'),
      heads: [
        ...heads,
        'drill.shiftWord',
        'roster.crew',
        'drillReport.state',
        'drillReport.participants',
        'drillReport.evacuated',
      ],
      rows: drills.map((drill) => [
        ...of(drill),
        drill.after.drill.shift === null ? '' : t(`drill.shift.${drill.after.drill.shift}`),
        drill.after.drill.crew ?? '',
        t(`drill.state.${drill.after.drill.state}`),
        drill.after.participants.length,
        drill.after.review?.evacuated ?? null,
      ]),
    },
    {
      name: t('drillReport.sheet.times'),
      heads: [
        ...heads,
        ...measures.flatMap((measure) => [`drillRun.measure.${measure}`, 'drillReport.target']),
      ],
      rows: drills
        .filter((drill) => drill.measures !== null)
        .map((drill) => [
          ...of(drill),
          ...measures.flatMap((measure): Cell[] => {
            const one = drill.measures?.measured.find((each) => each.measure === measure);
            return [one?.minutes ?? null, one?.target ?? null];
          }),
        ]),
    },
    {
      name: t('drillReport.sheet.objectives'),
      heads: [
        ...heads,
        'drillReport.objective',
        'drillReport.rating',
        'drillReport.repeatHead',
        'drillReport.note',
      ],
      rows: drills.flatMap((drill) =>
        drill.after.objectives.map(({ objective, evaluation, repeat }): Cell[] => [
          ...of(drill),
          nameOf(objective.names),
          evaluation ? t(`evaluation.rating.${evaluation.rating}`) : '',
          repeat ? '↻' : '',
          evaluation?.note ?? '',
        ]),
      ),
    },
    {
      name: t('drillReport.sheet.participants'),
      heads: [...heads, 'drillReport.who', 'drillReport.role'],
      rows: drills.flatMap((drill) =>
        drill.after.participants.map(({ name, role }): Cell[] => [
          ...of(drill),
          name,
          t(`evaluation.role.${role}`),
        ]),
      ),
    },
    {
      name: t('drillReport.sheet.actions'),
      heads: [...heads, 'action.text', 'action.owner', 'action.due', 'action.stateHead'],
      rows: drills.flatMap((drill) =>
        drill.actions.map((action): Cell[] => [
          ...of(drill),
          action.text,
          action.owner,
          action.dueOn,
          t(`action.state.${action.state}`),
        ]),
      ),
    },
  ];
  const data = sheets.map((sheet) => ({
    sheet: sheet.name,
    stickyRowsCount: 1,
    columns: sheet.heads.map((_, i) => ({ width: i === 1 || i === 3 || i === 4 ? 28 : 16 })),
    data: [
      sheet.heads.map((key) => ({ value: t(key), fontWeight: 'bold' as const })),
      ...sheet.rows.map((row) => row.map((value) => (value === null || value === '' ? null : { value }))),
    ],
  }));
  return new Uint8Array(await writeWorkbook(data as never).toBuffer());
}
