import { useState } from 'react';
import { causeKey, type Cause } from '../../electron/alarm/hold.ts';
import { targets, type Report } from '../../electron/alarm/performance.ts';
import { useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { useText, type Text } from '../ui/text.ts';
import { go } from '../router.tsx';
import { useWords } from './alarm-words.ts';
import { useOwner } from './owner.ts';
import './alarm.css';

const spans = { shift: 12, day: 24, week: 168, month: 720 } as const;
type Span = keyof typeof spans;
const spanKeys = Object.keys(spans) as Span[];

/** How well the alarms serve the room, by ISA-18.2 and EEMUA 191: each figure beside its limit. */
export default function AlarmReportScreen() {
  const { t } = useText();
  const [span, setSpan] = useState<Span>('day');
  // Whole ten minutes, so that the columns stand still while one reads.
  const to = new Date(useNow(600_000) + 600_000).toISOString();
  const from = new Date(Date.parse(to) - spans[span] * 3_600_000).toISOString();
  const report = useQueryOf(
    'alarm.performance',
    { from, to },
    { nouns: ['alarm', 'alarmHold', 'alarmRule'] },
  ).data;
  return (
    <div className="alarm-report">
      <Panel
        title={t('alarm.report.title')}
        aside={
          <span className="row">
            {spanKeys.map((key) => (
              <Button key={key} className="small" aria-pressed={span === key} onPress={() => setSpan(key)}>
                {t(`alarm.report.span.${key}`)}
              </Button>
            ))}
          </span>
        }
      >
        {report && <Figures report={report} />}
        <p className="dim pad">{t('alarm.report.source')}</p>
      </Panel>
      {report && (
        <div className="alarm-report-side">
          <Panel title={t('alarm.report.rate')} aside={t('alarm.report.announced') + ' ' + report.announced}>
            <Rate spans={report.spans} from={from} />
          </Panel>
          <Panel title={t('alarm.report.topTen')}>
            <TopTen report={report} />
          </Panel>
        </div>
      )}
    </div>
  );
}

interface Row {
  readonly key: string;
  readonly value: string;
  readonly limit: string;
  /** Null: a figure without a limit. */
  readonly good: boolean | null;
}

function rowsOf({ t, format }: Pick<Text, 't' | 'format'>, report: Report): Row[] {
  const percent = (share: number): string => `${format.number(share * 100, 1)} %`;
  const most = (value: string): string => t('alarm.report.atMost', { value });
  const { split } = report;
  return [
    {
      key: 'average',
      value: format.number(report.averagePerSpan, 2),
      limit: most(format.number(targets.averagePerSpan)),
      good: report.averagePerSpan <= targets.averagePerSpan,
    },
    {
      key: 'peak',
      value: format.number(report.peakPerSpan),
      limit: most(format.number(targets.floodBegins)),
      good: report.peakPerSpan <= targets.floodBegins,
    },
    {
      key: 'crowded',
      value: percent(report.crowdedShare),
      limit: most(percent(targets.crowdedShare)),
      good: report.crowdedShare <= targets.crowdedShare,
    },
    { key: 'floods', value: format.number(report.floods.length), limit: '', good: null },
    {
      key: 'floodShare',
      value: percent(report.floodShare),
      limit: most(percent(targets.floodShare)),
      good: report.floodShare <= targets.floodShare,
    },
    {
      key: 'topTenShare',
      value: percent(report.topTenShare),
      limit: most(percent(targets.topTenShare)),
      // Ten of few alarms are all of them: it says something from a hundred on.
      good: report.announced < 100 ? null : report.topTenShare <= targets.topTenShare,
    },
    {
      key: 'chattering',
      value: format.number(report.chattering.length),
      limit: format.number(targets.chattering),
      good: report.chattering.length <= targets.chattering,
    },
    { key: 'fleeting', value: format.number(report.fleeting), limit: '', good: null },
    { key: 'standing', value: format.number(report.standing), limit: '', good: null },
    {
      key: 'stale',
      value: format.number(report.stale.length),
      limit: t('alarm.report.fewer', { value: targets.stale }),
      good: report.stale.length < targets.stale,
    },
    {
      key: 'split',
      value: ([1, 2, 3] as const).map((priority) => percent(split[priority])).join(' / '),
      limit: t('alarm.report.about', { value: '5 / 15 / 80 %' }),
      good: report.announced < 100 ? null : split[1] <= 0.1,
    },
    {
      key: 'shipped',
      value: t('alarm.report.of', { count: report.shipped, all: report.limits }),
      limit: format.number(0),
      good: report.limits === 0 ? null : report.shipped === 0,
    },
    ...([1, 2, 3] as const).flatMap((priority): Row[] => {
      const answer = report.answer[priority];
      return answer === null
        ? []
        : [
            {
              key: `answer ${priority}`,
              value: t('alarm.report.answerValue', {
                median: format.number(answer.median, 1),
                p95: format.number(answer.p95, 1),
                never: answer.never,
              }),
              limit: '',
              good: null,
            },
          ];
    }),
  ];
}

function Figures({ report }: { readonly report: Report }) {
  const words = useText();
  const { t } = words;
  return (
    <table className="list alarm-figures">
      <thead>
        <tr>
          <th>{t('alarm.report.measure')}</th>
          <th className="numeric">{t('alarm.report.value')}</th>
          <th className="numeric">{t('alarm.report.limit')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {rowsOf(words, report).map(({ key, value, limit, good }) => {
          const [name = key, priority] = key.split(' ');
          return (
            <tr key={key}>
              <th scope="row">
                {t(`alarm.report.${name}`)} {priority}
              </th>
              <td className="numeric">{value}</td>
              <td className="numeric muted">{limit}</td>
              <td>
                {good === false && <span className="t2">▲ {t('alarm.report.over')}</span>}
                {good === true && <span className="muted">✓ {t('alarm.report.good')}</span>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const width = 600;
const height = 120;

/** Announcements in each ten minutes as columns, with the line at which a flood begins. */
function Rate({ spans: counts, from }: { readonly spans: readonly number[]; readonly from: string }) {
  const { t, format } = useText();
  const top = Math.max(targets.floodBegins + 2, ...counts);
  const wide = width / counts.length;
  const y = (count: number): number => height - (count / top) * height;
  const most = Math.max(0, ...counts);
  const at = new Date(Date.parse(from) + counts.indexOf(most) * 600_000).toISOString();
  return (
    <svg
      className="alarm-rate"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${t('alarm.report.peak')}: ${t('alarm.report.perSpan', { time: format.dateTime(at), count: most })}`}
    >
      {counts.map((count, i) =>
        count === 0 ? null : (
          <rect
            key={i}
            x={i * wide}
            y={y(count)}
            width={Math.max(1, wide - 1)}
            height={height - y(count)}
            fill={count > targets.floodBegins ? 'var(--p2)' : 'var(--text-3)'}
          />
        ),
      )}
      <line
        x1={0}
        x2={width}
        y1={y(targets.floodBegins)}
        y2={y(targets.floodBegins)}
        stroke="var(--p2)"
        strokeDasharray="4 4"
      />
    </svg>
  );
}

function TopTen({ report }: { readonly report: Report }) {
  const { t, format } = useText();
  const words = useWords();
  const owner = useOwner();
  if (report.topTen.length === 0) return <p className="muted pad">{t('alarm.report.none')}</p>;
  const label = (cause: Cause): string => {
    const said = report.labels[causeKey(cause)];
    return said === undefined ? cause.topic : words(said);
  };
  const chatters = new Set(report.chattering.map(causeKey));
  return (
    <table className="list">
      <thead>
        <tr>
          <th>{t('alarm.what')}</th>
          <th className="numeric">{t('alarm.report.times')}</th>
          <th className="numeric">{t('alarm.report.share')}</th>
        </tr>
      </thead>
      <tbody>
        {report.topTen.map((one) => (
          <tr key={causeKey(one)}>
            <td>
              {label(one)}
              {chatters.has(causeKey(one)) && <span className="t2"> ▲ {t('alarm.report.chattering')}</span>}
              {report.owners[causeKey(one)] && (
                <div className="row top-ten-rule">
                  <span className="muted">
                    {report.owners[causeKey(one)]!.map(owner).join(', ') || t('alarmRule.state.shipped')}
                  </span>
                  <Button className="small" onPress={() => go('alarmRules', one.sourceId)}>
                    {t(chatters.has(causeKey(one)) ? 'alarm.report.changeDeadBand' : 'alarmRule.show')}
                  </Button>
                </div>
              )}
            </td>
            <td className="numeric">{format.number(one.count)}</td>
            <td className="numeric">{format.number(one.share * 100, 1)} %</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
