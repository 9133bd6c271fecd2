import { useState } from 'react';
import { Button as Press } from 'react-aria-components';
import type { Incident, LogEntry } from '../../electron/incident/incident.ts';
import { Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { Composer } from './composer.tsx';
import { filters, type Filter } from './log-book.ts';
import { LogList } from './log-list.tsx';
import { StrikeBar } from './strike-bar.tsx';

interface Props {
  readonly incident: Incident;
  readonly mayWrite: boolean;
}

/** The log of an incident with the line in which everything is said. */
export function LogPanel({ incident, mayWrite }: Props) {
  const { t } = useText();
  const [filter, setFilter] = useState<Filter>('all');
  const [striking, setStriking] = useState<LogEntry | null>(null);
  const open = incident.state !== 'closed';
  return (
    <Panel
      title={t('incident.log.title')}
      className="log-panel"
      aside={
        <span className="filters" role="group" aria-label={t('incident.log.filter.label')}>
          {filters.map((each) => (
            <Press key={each} aria-pressed={each === filter} onPress={() => setFilter(each)}>
              {t(`incident.log.filter.${each}`)}
            </Press>
          ))}
        </span>
      }
    >
      <LogList incidentId={incident.id} filter={filter} onStrike={open && mayWrite ? setStriking : null} />
      {striking !== null && <StrikeBar key={striking.id} entry={striking} onDone={() => setStriking(null)} />}
      {!open && <p className="pad muted">{t('incident.log.closed')}</p>}
      {open && mayWrite && <Composer incident={incident} />}
    </Panel>
  );
}
