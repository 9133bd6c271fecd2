import { useState } from 'react';
import type { HeldDrill } from '../../electron/drill/evaluation.ts';
import { useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { AfterDrill } from './after-drill.tsx';
import { MonthReportButtons } from './report-buttons.tsx';
import { evaluationNouns } from './rating-words.tsx';
import './after.css';

/** Drills that were held, newest first, with how far their evaluation is; Enter opens one. */
export default function AfterScreen({ id }: { readonly id?: string }) {
  return id === undefined ? <HeldDrills /> : <AfterDrill of={{ drillId: id }} />;
}

function HeldDrills() {
  const { t, format, nameOf } = useText();
  const [text, setText] = useState('');
  const [limit, setLimit] = useState(50);
  const [chosen, setChosen] = useState<string | null>(null);
  const page = useQueryOf('drill.held', { text, limit }, { nouns: evaluationNouns }).data;
  const rows = page?.rows ?? [];
  const keys = useRowKeys(
    rows.map((row) => row.id),
    chosen,
    setChosen,
    (event, id) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      go('evaluation', id);
    },
  );
  return (
    <Panel title={t('evaluation.held')} aside={page && t('common.rows', { count: page.total })}>
      <MonthReportButtons />
      <div className="pad">
        <Field label={t('common.filter')} value={text} onChange={setText} />
      </div>
      {page && rows.length === 0 ? (
        <Empty>{text === '' ? t('evaluation.noneHeld') : t('common.nothingFound', { text })}</Empty>
      ) : (
        <div className="scroll">
          <table className="list" role="grid" aria-label={t('evaluation.held')}>
            <thead>
              <tr>
                <th scope="col">{t('evaluation.when')}</th>
                <th scope="col">{t('evaluation.drill')}</th>
                <th scope="col">{t('evaluation.place')}</th>
                <th scope="col">{t('evaluation.rated')}</th>
                <th scope="col">{t('evaluation.findings')}</th>
                <th scope="col">{t('evaluation.openActions')}</th>
                <th scope="col">{t('evaluation.participants')}</th>
                <th scope="col">{t('evaluation.state')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} {...keys.rowProps(row.id)} onDoubleClick={() => go('evaluation', row.id)}>
                  <td className="nowrap">{row.startsAt !== null && format.dateTime(row.startsAt)}</td>
                  <td>
                    <b>{nameOf(row.typeNames)}</b>
                  </td>
                  <td>
                    {nameOf(row.placeNames)} <span className="dim">{row.placeKey}</span>
                  </td>
                  <td className="num">{`${row.rated}/${row.objectives}`}</td>
                  <td className="num">{row.findings > 0 ? `▲ ${row.findings}` : 0}</td>
                  <td className="num">{row.openActions}</td>
                  <td className="num">{row.participants}</td>
                  <td className="nowrap">
                    <Standing drill={row} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {page && page.next !== null && limit < 200 && (
            <div className="pad">
              <Button onPress={() => setLimit(Math.min(200, limit + 50))}>{t('common.more')}</Button>
            </div>
          )}
        </div>
      )}
    </Panel>
  );
}

/** What it still needs: an end, ratings, a signature, nothing. */
function Standing({ drill }: { readonly drill: HeldDrill }) {
  const { t } = useText();
  if (drill.state === 'running') return <span className="muted">{t('evaluation.standing.running')}</span>;
  if (drill.signedAt !== null) return <span className="muted">✓ {t('evaluation.standing.signed')}</span>;
  return (
    <span className="t3">
      ● {t(drill.rated < drill.objectives ? 'evaluation.standing.toRate' : 'evaluation.standing.toSign')}
    </span>
  );
}
