import type { DrillMeasures, Measured, PastDrill } from '../../electron/drill/measure.ts';
import { useQueryOf } from '../api.ts';
import { useText } from '../ui/text.ts';

const nouns = ['drill', 'drillRun', 'drillMark', 'callOut', 'logEntry', 'muster'];

/** How a drill goes against its targets and against those before it: a chart, and the same as a table. */
export function MeasuresView({ drillId }: { readonly drillId: string }) {
  const { t } = useText();
  const found = useQueryOf('drill.measures', { id: drillId }, { nouns }).data;
  if (!found) return null;
  return (
    <section aria-label={t('drillRun.measures')}>
      <h3>{t('drillRun.measures')}</h3>
      <MeasureTable found={found} />
      <MeasureChart found={found} />
    </section>
  );
}

function MeasureTable({ found }: { readonly found: DrillMeasures }) {
  const { t, format } = useText();
  const before = found.before.slice(-3);
  const span = (minutes: number | null): string => (minutes === null ? '–' : minuteText(minutes, format));
  const of = (past: PastDrill, measure: Measured['measure']): number | null =>
    past.measured.find((each) => each.measure === measure)?.minutes ?? null;
  return (
    <div className="wide">
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{t('drillRun.sheet.what')}</th>
            <th scope="col" className="num">
              {t('drillRun.sheet.target')}
            </th>
            <th scope="col" className="num">
              {t('drillRun.actual')}
            </th>
            <th scope="col">{t('drillRun.source')}</th>
            {before.map((past) => (
              <th key={past.drillId} scope="col" className="num">
                {format.date(past.startedAt)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.measured.map((each) => (
            <tr key={each.measure}>
              <td>{t(`drillRun.measure.${each.measure}`)}</td>
              <td className="num">{span(each.target)}</td>
              <td className={`num ${each.kept === false ? 't2' : ''}`}>
                {each.kept === false && '▲ '}
                {each.kept === true && '✓ '}
                {span(each.minutes)}
              </td>
              <td className="dim">
                {each.source !== null && t(`drillRun.sourceOf.${each.source}`)}
                {each.source === 'system' &&
                  each.observer !== null &&
                  ` · ${t('drillRun.sourceOf.observer')} ${span(each.observer)}`}
              </td>
              {before.map((past) => (
                <td key={past.drillId} className="num dim">
                  {span(of(past, each.measure))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whole minutes from ten on, below with one place. */
function minuteText(minutes: number, format: ReturnType<typeof useText>['format']): string {
  return format.number(minutes, minutes < 10 ? 1 : 0);
}

const width = 560;
const left = 170;
const right = 44;
const lane = 30;

/** A bar for this drill, a line for its target, rings for the drills before: the table above says the same. */
function MeasureChart({ found }: { readonly found: DrillMeasures }) {
  const { t, format } = useText();
  const all = [
    ...found.measured.flatMap((each) => [each.minutes ?? 0, each.target ?? 0]),
    ...found.before.flatMap((past) => past.measured.map((each) => each.minutes ?? 0)),
  ];
  const most = Math.max(...all);
  if (most === 0) return null;
  const height = found.measured.length * lane + 8;
  const x = (minutes: number): number => left + (minutes / most) * (width - left - right);
  return (
    <figure>
      <svg
        className="measure-chart"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('drillRun.chart', { count: found.before.length })}
      >
        {found.measured.map((each, index) => {
          const y = index * lane + 8;
          return (
            <g key={each.measure}>
              <text x={left - 8} y={y + 14} textAnchor="end">
                {t(`drillRun.measure.${each.measure}`)}
              </text>
              {each.minutes !== null && (
                <>
                  <rect
                    x={left}
                    y={y + 2}
                    width={Math.max(1, x(each.minutes) - left)}
                    height={16}
                    fill={each.kept === false ? 'var(--p2)' : 'var(--text-2)'}
                  />
                  <text x={x(each.minutes) + 6} y={y + 14}>
                    {each.kept === false ? '▲ ' : ''}
                    {minuteText(each.minutes, format)}
                  </text>
                </>
              )}
              {found.before.map((past) => {
                const minutes = past.measured[index]?.minutes ?? null;
                return (
                  minutes !== null && (
                    <circle
                      key={past.drillId}
                      cx={x(minutes)}
                      cy={y + 10}
                      r={4}
                      fill="none"
                      stroke="var(--text)"
                    />
                  )
                );
              })}
              {each.target !== null && (
                <line
                  x1={x(each.target)}
                  x2={x(each.target)}
                  y1={y - 2}
                  y2={y + 22}
                  stroke="var(--text)"
                  strokeWidth={2}
                  strokeDasharray="3 2"
                />
              )}
            </g>
          );
        })}
      </svg>
      <figcaption className="help">{t('drillRun.chart', { count: found.before.length })}</figcaption>
    </figure>
  );
}
