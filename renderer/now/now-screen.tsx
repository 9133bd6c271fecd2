import { useState } from 'react';
import type { NowItem } from '../../electron/now/now.ts';
import { openAlarms } from '../alarm/use-alarms.ts';
import { useWords } from '../alarm/alarm-words.ts';
import { useQueryOf } from '../api.ts';
import { OutlookLeft } from '../flood/time-left.tsx';
import { go } from '../router.tsx';
import { useNow } from '../ui/clock.ts';
import { Mark, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { openWind } from '../weather/wind-open.ts';
import './now.css';

/** Rows of all nouns that can be abnormal; `alarm` is asked for again as time goes on. */
const nouns = [
  'alarm',
  'alarmSeen',
  'gaugeReading',
  'deviceOrder',
  'muster',
  'wind',
  'equipment',
  'duty',
  'work',
  'drill',
  'drillEdition',
  'task',
  'team',
  'callOut',
  'incident',
  'action',
  'readiness',
  'blast',
] as const;

/** What is abnormal, in order of what to do next, and nothing else. */
export default function NowScreen() {
  const { t } = useText();
  const page = useQueryOf('now.list', {}, { nouns }).data;
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = page?.rows ?? [];
  const keys = useRowKeys(
    rows.map(({ key }) => key),
    chosen,
    setChosen,
    (event, key) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      const row = rows.find((one) => one.key === key);
      if (row) open(row);
    },
  );
  if (!page) return null;
  if (rows.length === 0)
    return (
      <div className="quiet-room">
        <p className="quiet-title">{t('now.quiet')}</p>
        <p className="muted">{t('now.quietHelp')}</p>
      </div>
    );
  const unseen = rows.filter(({ seen }) => !seen);
  const seen = rows.filter((row) => row.seen);
  return (
    <div className="one-column">
      <Panel title={t('now.title')} aside={t('common.rows', { count: page.total })}>
        <div className="scroll">
          <table className="list now" role="grid" aria-label={t('now.title')}>
            {[unseen, seen].map((group, index) => (
              <tbody key={index === 0 ? 'next' : 'seen'}>
                {index === 1 && group.length > 0 && (
                  <tr>
                    <th colSpan={5} scope="rowgroup">
                      {t('now.seen')}
                    </th>
                  </tr>
                )}
                {group.map((item) => (
                  <tr
                    key={item.key}
                    {...keys.rowProps(item.key)}
                    onDoubleClick={() => open(item)}
                    className={item.seen ? 'seen' : ''}
                  >
                    <ItemCells item={item} />
                  </tr>
                ))}
              </tbody>
            ))}
          </table>
        </div>
      </Panel>
    </div>
  );
}

function open(item: NowItem): void {
  if (item.screen === 'weather') openWind();
  else if (item.screen === 'now') openAlarms();
  else go(item.screen, item.id ?? undefined);
}

function ItemCells({ item }: { readonly item: NowItem }) {
  const { t, format } = useText();
  const words = useWords();
  const now = new Date(useNow(15_000)).toISOString();
  return (
    <>
      <td className="alarm-mark">
        <Mark priority={item.priority}>
          <span className="sr-only">{t(`common.priority.${item.priority}`)}</span>
        </Mark>
      </td>
      <td className="kind dim">
        {t(`now.kind.${item.kind}`)}
        {item.exercise === true && <span className="badge exercise">{t('common.exercise')}</span>}
      </td>
      <td>
        <div className="what">{words(item.text, item.since)}</div>
        {item.action !== null && <div className="muted">{words(item.action)}</div>}
        {item.outlook && <OutlookLeft outlook={item.outlook} />}
      </td>
      <td className="when">
        {item.since !== null && <span className="muted">{format.relative(item.since, now)}</span>}
      </td>
      <td className="when">
        <button type="button" className="btn" tabIndex={-1} onClick={() => open(item)}>
          {t('now.go')}
        </button>
      </td>
    </>
  );
}
