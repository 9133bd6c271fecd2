import { useState, type KeyboardEvent } from 'react';
import {
  ratings,
  type AfterDrill,
  type ObjectiveLine,
  type Rating,
} from '../../electron/drill/evaluation.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useOffer } from '../ui/commands.ts';
import { Empty, Panel, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { ObjectiveDetail, type ObjectivePart } from './objective-detail.tsx';
import { RatingMark } from './rating-words.tsx';

/** The objectives down the page: 1 to 4 rate the one that has the focus, E picks evidence, N notes, A raises an action. */
export function Objectives({ after, may }: { readonly after: AfterDrill; readonly may: boolean }) {
  const { t, nameOf } = useText();
  const { drill, objectives } = after;
  const [chosen, setChosen] = useState<string | null>(null);
  const [part, setPart] = useState<ObjectivePart | null>(null);
  const evaluate = useCommand('drill.evaluate');
  const mayRaise = useMay('action.raise');
  const actions = useQueryOf('action.page', { drillId: drill.id, limit: 200 }).data?.rows ?? [];
  const line = objectives.find(({ objective }) => objective.key === chosen) ?? objectives[0] ?? null;

  function save(of: ObjectiveLine, change: Partial<{ rating: Rating; note: string; evidence: string[] }>) {
    const { evaluation, objective } = of;
    const rating = change.rating ?? evaluation?.rating;
    if (rating === undefined) return Promise.resolve(false);
    return evaluate
      .run({
        drillId: drill.id,
        objectiveKey: objective.key,
        rating,
        note: change.note ?? evaluation?.note ?? '',
        evidence: change.evidence ?? [...(evaluation?.evidence ?? [])],
        version: evaluation?.version ?? null,
      })
      .then(({ ok }) => ok);
  }
  function choose(key: string): void {
    if (key !== line?.objective.key) setPart(null);
    setChosen(key);
  }
  function hear(event: KeyboardEvent, key: string): void {
    const of = objectives.find(({ objective }) => objective.key === key);
    const rating = ratings[Number(event.key) - 1];
    const letter = event.key.toLowerCase();
    if (!of) return;
    if (may && rating !== undefined) void save(of, { rating });
    else if (may && of.evaluation !== null && letter === 'e') setPart('evidence');
    else if (may && of.evaluation !== null && letter === 'n') setPart('note');
    else if (mayRaise && letter === 'a') setPart('action');
    else return;
    event.preventDefault();
  }
  const keys = useRowKeys(
    objectives.map(({ objective }) => objective.key),
    line?.objective.key ?? null,
    choose,
    hear,
  );
  useOffer('drill.evaluate', 'evaluation.rate', may && line ? () => keys.focus(line.objective.key) : null);
  if (!line)
    return (
      <Panel title={t('evaluation.objectives')}>
        <Empty>{t('evaluation.noObjectives')}</Empty>
      </Panel>
    );
  return (
    <div className="after-main">
      <Panel
        title={t('evaluation.objectives')}
        aside={may ? <span className="dim">{t('evaluation.keys')}</span> : undefined}
      >
        <div className="scroll">
          <table className="list objectives" role="grid" aria-label={t('evaluation.objectives')}>
            <tbody>
              {objectives.map((one) => (
                <tr key={one.objective.key} {...keys.rowProps(one.objective.key)}>
                  <td>
                    {nameOf(one.objective.names)}
                    {one.repeat && <div className="t2">▲ {t('evaluation.repeat')}</div>}
                  </td>
                  <td className="rate">
                    {may ? (
                      <div className="ratings" role="group" aria-label={nameOf(one.objective.names)}>
                        {ratings.map((rating, i) => (
                          <button
                            key={rating}
                            type="button"
                            className="btn"
                            tabIndex={-1}
                            aria-pressed={one.evaluation?.rating === rating}
                            onClick={() => void save(one, { rating })}
                          >
                            <kbd className="kbd">{i + 1}</kbd> <RatingMark rating={rating} />
                          </button>
                        ))}
                      </div>
                    ) : one.evaluation ? (
                      <RatingMark rating={one.evaluation.rating} />
                    ) : (
                      <span className="muted">{t('evaluation.notRated')}</span>
                    )}
                  </td>
                  <td className="nowrap dim counts">
                    {t('evaluation.evidenceCount', { count: one.evidence.length })}
                    <br />
                    {t('evaluation.actionCount', {
                      count: actions.filter(({ objectiveKey }) => objectiveKey === one.objective.key).length,
                    })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <Problem>{evaluate.problem}</Problem>
      </Panel>
      <ObjectiveDetail
        key={line.objective.key}
        after={after}
        line={line}
        actions={actions.filter(({ objectiveKey }) => objectiveKey === line.objective.key)}
        may={may}
        mayRaise={mayRaise}
        part={part}
        onPart={(next) => {
          setPart(next);
          if (next === null) keys.focus(line.objective.key);
        }}
        save={(change) => save(line, change)}
      />
    </div>
  );
}
