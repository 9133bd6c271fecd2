import { useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { useNow } from '../ui/clock.ts';
import { useText } from '../ui/text.ts';
import { causeText, fixText, marks, missingText } from './readiness-words.tsx';
import './readiness.css';

/**
 * Whether a plan could be carried out now: what it lacks, why, and the cheapest way to mend it. `brief` is one line for a list;
 * `leads` shows the way to the matrix.
 */
export function PlanOutlookNow({
  planId,
  brief = false,
  leads = false,
}: {
  readonly planId: string;
  readonly brief?: boolean;
  readonly leads?: boolean;
}) {
  const words = useText();
  const { t } = words;
  const now = new Date(useNow(60_000)).toISOString();
  const found = useQueryOf('readiness.plan', { planId }, { nouns: ['fixPrice'] }).data;
  if (!found) return null;
  const { tone, shape } = marks[found.state];
  const [first] = found.lacks;
  if (brief)
    return (
      <p className="outlook-brief">
        <span className={tone}>
          <span aria-hidden>{shape} </span>
          {t(`readiness.now.${found.state}`)}
        </span>
        {first && ` · ${missingText(words, first.missing)}`}
        {found.lacks.length > 1 && ` · ${t('readiness.lacksMore', { count: found.lacks.length - 1 })}`}
        {first?.fix && ` · ${t('readiness.cheapest', { fix: fixText(words, first.fix) })}`}
      </p>
    );
  return (
    <div className="outlook">
      <p className={tone}>
        <span aria-hidden>{shape} </span>
        {t(`readiness.now.${found.state}`)}
      </p>
      {found.lacks.slice(0, 4).map(({ missing, needId, cause, fix }) => (
        <p key={needId}>
          <b>{missingText(words, missing)}</b>
          {cause && <span> — {causeText(words, cause, now)}</span>}
          {fix && <small>{t('readiness.cheapest', { fix: fixText(words, fix) })}</small>}
        </p>
      ))}
      {leads && (
        <button type="button" className="btn small" onClick={() => go('readiness', planId)}>
          {t('readiness.openMatrix')}
        </button>
      )}
    </div>
  );
}
