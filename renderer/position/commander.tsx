import { commander } from '../../electron/position/position.ts';
import { useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';
import { useText } from '../ui/text.ts';

/** Who commands an incident, for its header. */
export function Commander({ incidentId }: { readonly incidentId: string }) {
  const { t, format } = useText();
  const chart = useQueryOf('position.list', { incidentId }, { nouns: ['positionTerm'] }).data;
  const now = new Date(useNow(60_000)).toISOString();
  const term = chart?.find(({ key }) => key === commander)?.term;
  return (
    <div>
      <div className="dim">{t('position.commander')}</div>
      <div>
        {term ? term.holder : <span className="t2">▲ {t('position.empty')}</span>}{' '}
        {term && <span className="dim">{t('position.since', { time: format.moment(term.since, now) })}</span>}
      </div>
    </div>
  );
}
