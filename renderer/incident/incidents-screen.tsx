import './incident.css';
import { useState } from 'react';
import type { Incident } from '../../electron/incident/incident.ts';
import { useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { useNow } from '../ui/clock.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { openDeclare } from './declare-open.ts';
import { NumberOf } from './number-of.tsx';
import { PlaceOf } from './place-of.tsx';

const pageSize = 50;

/** The incidents of the site: those that run first, then the others, newest first. */
export default function IncidentsScreen() {
  const { t } = useText();
  const [text, setText] = useState('');
  const [limit, setLimit] = useState(pageSize);
  const running = useQueryOf('incident.page', { text, states: ['running'], limit: 200 }).data;
  const past = useQueryOf('incident.page', {
    text,
    states: ['stoodDown', 'closed'],
    limit: Math.min(limit, 200),
  }).data;
  const rows = [...(running?.rows ?? []), ...(past?.rows ?? [])];
  return (
    <div className="one-column">
      <Panel
        title={t('nav.incidents')}
        className="incidents"
        aside={
          <Button className="small" onPress={openDeclare}>
            {t('incident.declare.title')} <kbd className="kbd">F2</kbd>
          </Button>
        }
      >
        <div className="pad">
          <Field label={t('incident.list.search')} value={text} onChange={setText} />
        </div>
        {running && past && rows.length === 0 ? (
          <Empty>{t(text === '' ? 'incident.list.empty' : 'common.nothingFound', { text })}</Empty>
        ) : (
          <div className="scroll">
            <table className="list">
              <thead>
                <tr>
                  <th>{t('incident.number')}</th>
                  <th>{t('incident.list.title')}</th>
                  <th>{t('plan.criteria.type')}</th>
                  <th>{t('common.severity.label')}</th>
                  <th>{t('incident.place')}</th>
                  <th>{t('incident.list.state')}</th>
                  <th>{t('incident.declared')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row key={row.id} incident={row} />
                ))}
              </tbody>
            </table>
            {past?.next != null && limit < 200 && (
              <div className="pad">
                <Button onPress={() => setLimit(limit + pageSize)}>{t('incident.list.more')}</Button>
              </div>
            )}
          </div>
        )}
      </Panel>
    </div>
  );
}

function Row({ incident }: { readonly incident: Incident }) {
  const { t, format } = useText();
  const now = new Date(useNow(60_000)).toISOString();
  const live = incident.state === 'running';
  return (
    <tr className={live ? 'live' : ''} onClick={() => go('incidents', incident.id)}>
      <td>
        <a href={`#/incidents/${incident.id}`}>
          <NumberOf incident={incident} />
        </a>
      </td>
      <td className="title">{incident.title}</td>
      <td>{t(`incident.type.${incident.type}`)}</td>
      <td>
        <b>{incident.severity}</b> {t(`common.severity.${incident.severity}`)}
      </td>
      <td>
        <PlaceOf incident={incident} />
      </td>
      <td>
        {live
          ? `▶ ${t('incident.state.running')} ${format.elapsed(incident.declaredAt, now)}`
          : t(`incident.state.${incident.state}`)}
      </td>
      <td className="nowrap">{format.moment(incident.declaredAt, now)}</td>
    </tr>
  );
}
