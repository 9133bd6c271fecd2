import { useMemo, useState } from 'react';
import type { AfterDrill as After } from '../../electron/drill/evaluation.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { NumberOf } from '../incident/number-of.tsx';
import { go } from '../router.tsx';
import { useMay } from '../team/use-may.ts';
import { useOffer } from '../ui/commands.ts';
import { Button, Empty, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { Lessons } from './lessons.tsx';
import { Objectives } from './objectives.tsx';
import { Participants } from './participants.tsx';
import { DrillReportButton } from './report-buttons.tsx';
import { evaluationNouns } from './rating-words.tsx';
import './after.css';

/** A drill after it was held: each objective rated with evidence, who took part, lessons, actions, the signature. */
export function AfterDrill({ of }: { readonly of: { drillId: string } | { incidentId: string } }) {
  const { t } = useText();
  const after = useQueryOf('drill.after', of, { nouns: [...evaluationNouns, 'incident', 'logEntry'] }).data;
  if (after === undefined) return null;
  if (after === null) return <Empty>{t('evaluation.notOfProgramme')}</Empty>;
  return <Evaluated key={after.drill.id} after={after} />;
}

function Evaluated({ after }: { readonly after: After }) {
  const signed = after.review?.signedAt !== null && after.review !== null;
  const may = useMay('drill.evaluate') && !signed;
  return (
    <div className="after-drill">
      <Head after={after} />
      <Objectives after={after} may={may} />
      <div className="after-side">
        <Participants after={after} may={may} />
        <Lessons after={after} may={may} />
      </div>
    </div>
  );
}

function Head({ after }: { readonly after: After }) {
  const { t, format, nameOf } = useText();
  const { drill, type, place, incident, review, objectives } = after;
  const maySign = useMay('drill.signEvaluation');
  const sign = useCommand('drill.signEvaluation');
  const [asking, setAsking] = useState(false);
  const left = objectives.filter(({ evaluation }) => evaluation === null).length;
  const repeats = objectives.filter(({ repeat }) => repeat).length;
  const signed = review !== null && review.signedAt !== null;
  const ready = maySign && review !== null && !signed && left === 0 && drill.state !== 'running';
  useOffer('drill.signEvaluation', 'evaluation.sign', ready ? () => setAsking(true) : null);
  const facts = useMemo(
    () => [
      `${place.key} ${nameOf(place.names)}`,
      drill.startsAt === null ? '' : format.dateTime(drill.startsAt),
      drill.crew === null ? '' : t('evaluation.crew', { crew: drill.crew }),
      t(`drill.state.${drill.state}`),
    ],
    [place, drill, nameOf, format, t],
  );
  return (
    <Panel
      className="after-head"
      title={nameOf(type.names)}
      aside={
        signed ? (
          <span>
            ✓{' '}
            {t('evaluation.signedBy', {
              by: review.signedByName ?? '',
              at: format.dateTime(review.signedAt ?? ''),
            })}
          </span>
        ) : (
          t('evaluation.left', { count: left })
        )
      }
    >
      <div className="pad row after-facts">
        <span className="grow">
          {facts.filter(Boolean).join(' · ')}{' '}
          {incident && (
            <button type="button" className="link" onClick={() => go('incidents', incident.id)}>
              <NumberOf incident={{ ...incident, exercise: true }} />
            </button>
          )}
          {repeats > 0 && <span className="t2"> ▲ {t('evaluation.repeats', { count: repeats })}</span>}
        </span>
        <DrillReportButton drillId={drill.id} />
        {ready && !asking && <Button onPress={() => setAsking(true)}>{t('evaluation.sign')}</Button>}
        {ready && asking && (
          <>
            <span>{t('evaluation.signAsk')}</span>
            <Button
              go
              autoFocus
              isDisabled={sign.pending}
              onPress={() =>
                void sign.run({ drillId: drill.id, version: review.version }).then(() => setAsking(false))
              }
            >
              {t('evaluation.sign')}
            </Button>
            <Button onPress={() => setAsking(false)}>{t('common.cancel')}</Button>
          </>
        )}
      </div>
      <Problem>{sign.problem}</Problem>
    </Panel>
  );
}
