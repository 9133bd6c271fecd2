import { useState } from 'react';
import { Button as Press } from 'react-aria-components';
import type { Incident, LogEntry } from '../../electron/incident/incident.ts';
import { useText } from '../ui/text.ts';
import { Composer } from './composer.tsx';
import { filters, type Filter } from './log-book.ts';
import { LogList } from './log-list.tsx';
import { StrikeBar } from './strike-bar.tsx';

/** Which kinds of entries are shown; stands in the row above the log. */
export function LogFilters(props: { readonly filter: Filter; readonly onChange: (filter: Filter) => void }) {
  const { t } = useText();
  return (
    <span className="filters" role="group" aria-label={t('incident.log.filter.label')}>
      {filters.map((each) => (
        <Press key={each} aria-pressed={each === props.filter} onPress={() => props.onChange(each)}>
          {t(`incident.log.filter.${each}`)}
        </Press>
      ))}
    </span>
  );
}

interface Props {
  readonly incident: Incident;
  readonly filter: Filter;
  readonly mayWrite: boolean;
}

/** The log of an incident with the line in which everything is said. */
export function LogPanel({ incident, filter, mayWrite }: Props) {
  const { t } = useText();
  const [striking, setStriking] = useState<LogEntry | null>(null);
  const open = incident.state !== 'closed';
  return (
    <section className="panel log-panel" aria-label={t('incident.log.title')}>
      <LogList incidentId={incident.id} filter={filter} onStrike={open && mayWrite ? setStriking : null} />
      {striking !== null && <StrikeBar key={striking.id} entry={striking} onDone={() => setStriking(null)} />}
      {!open && <p className="pad muted">{t('incident.log.closed')}</p>}
      {open && mayWrite && <Composer incident={incident} />}
    </section>
  );
}
