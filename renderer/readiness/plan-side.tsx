import type { PlanState } from '../../electron/readiness/readiness.ts';
import { useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { useNow } from '../ui/clock.ts';
import { useText } from '../ui/text.ts';
import { PlanOutlookNow } from './plan-outlook.tsx';
import { marks, missingText, StateMark } from './readiness-words.tsx';

const days = 30;

/** A plan as a whole: what it lacks now and why, and how it stood on the days before. */
export function PlanSide({ plan }: { readonly plan: PlanState }) {
  const { t } = useText();
  return (
    <section className="need-side" aria-label={plan.key}>
      <PlanOutlookNow planId={plan.planId} />
      <button type="button" className="btn small" onClick={() => go('plans', plan.planId)}>
        {t('readiness.openPlan')}
      </button>
      <History planId={plan.planId} />
    </section>
  );
}

function History({ planId }: { readonly planId: string }) {
  const words = useText();
  const { t, format } = words;
  const now = new Date(useNow(60_000)).toISOString();
  const history = useQueryOf('readiness.history', { planId, days }).data;
  if (!history || history.days.length === 0) return null;
  const oldestFirst = history.days.toReversed();
  const dayText = (day: string): string => format.date(`${day}T12:00:00.000Z`);
  return (
    <>
      <h4>{t('readiness.history', { count: oldestFirst.length })}</h4>
      <ol className="day-strip" aria-label={t('readiness.history', { count: oldestFirst.length })}>
        {oldestFirst.map(({ day, worst, missing }) => {
          const lacks = missing.map((each) => missingText(words, each)).join(', ');
          const said = `${dayText(day)}: ${t(`readiness.state.${worst}`)}${lacks === '' ? '' : ` (${lacks})`}`;
          return (
            <li key={day} className={marks[worst].tone} title={said}>
              <span aria-hidden>{marks[worst].shape}</span>
              <span className="sr-only">{said}</span>
            </li>
          );
        })}
      </ol>
      <ul className="changes">
        {history.changes.slice(0, 12).map((change, i) => (
          <li key={i}>
            <span className="nowrap muted">{format.moment(change.at, now)}</span>
            <span>
              <StateMark state={change.after} />
              <small>
                {change.entry
                  ? t('readiness.byEntry', {
                      what: t(`journal.command.${change.entry.name}`),
                      who: change.entry.byName,
                      seq: change.entry.seq,
                    })
                  : t(change.before === null ? 'readiness.firstSeen' : 'readiness.byTime')}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
