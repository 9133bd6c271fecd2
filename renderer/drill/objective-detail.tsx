import { useState, type FormEvent } from 'react';
import type { Action } from '../../electron/action/action.ts';
import type { AfterDrill, EarlierFinding, ObjectiveLine } from '../../electron/drill/evaluation.ts';
import { ActionItem } from '../action/actions-panel.tsx';
import { RaiseAction } from '../action/raise-action.tsx';
import { useQueryOf } from '../api.ts';
import { LogLine } from '../incident/log-line.tsx';
import { go } from '../router.tsx';
import { useOffer } from '../ui/commands.ts';
import { Button, Field, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { EvidencePicker } from './evidence-picker.tsx';
import { RatingMark } from './rating-words.tsx';
import '../ui/shift.css';

export type ObjectivePart = 'evidence' | 'note' | 'action';

/** The chosen objective: what was seen, the entries that show it, what earlier drills found, and its actions. */
export function ObjectiveDetail(props: {
  readonly after: AfterDrill;
  readonly line: ObjectiveLine;
  readonly actions: readonly Action[];
  readonly may: boolean;
  readonly mayRaise: boolean;
  readonly part: ObjectivePart | null;
  readonly onPart: (part: ObjectivePart | null) => void;
  readonly save: (change: { note?: string; evidence?: string[] }) => Promise<boolean>;
}) {
  const { t, nameOf } = useText();
  const { after, line, may, mayRaise, part, onPart, save } = props;
  const { evaluation, objective } = line;
  const zone = useQueryOf('site.info', {}).data?.timeZone;
  const rated = may && evaluation !== null;
  const pick = rated && after.incident !== null;
  useOffer('action.raise', 'action.raise', mayRaise ? () => onPart('action') : null, { keys: 'A' });
  return (
    <Panel title={nameOf(objective.names)} aside={evaluation && <RatingMark rating={evaluation.rating} />}>
      <div className="scroll pad column" tabIndex={0} role="region" aria-label={nameOf(objective.names)}>
        {evaluation === null && may && <p className="muted">{t('evaluation.rateFirst')}</p>}
        {rated && part === 'note' ? (
          <Note
            note={evaluation.note}
            save={(note) => save({ note }).then((ok) => ok && onPart(null))}
            cancel={() => onPart(null)}
          />
        ) : (
          evaluation !== null && evaluation.note !== '' && <p>{evaluation.note}</p>
        )}
        {part === 'evidence' && pick && after.incident && evaluation ? (
          <EvidencePicker
            incidentId={after.incident.id}
            picked={evaluation.evidence}
            onPick={(evidence) => void save({ evidence })}
            onDone={() => onPart(null)}
          />
        ) : (
          line.evidence.length > 0 && (
            <section aria-label={t('evaluation.evidence')}>
              <h3>{t('evaluation.evidence')}</h3>
              <ul className="plain evidence-lines">
                {line.evidence.map((entry) => (
                  <li key={entry.id} className="line">
                    <LogLine entry={entry} correctsAt={null} zone={zone} />
                  </li>
                ))}
              </ul>
            </section>
          )
        )}
        <div className="row">
          {rated && part !== 'note' && (
            <Button onPress={() => onPart('note')}>
              {t('evaluation.note')} <kbd className="kbd">N</kbd>
            </Button>
          )}
          {pick && part !== 'evidence' && (
            <Button onPress={() => onPart('evidence')}>
              {t('evaluation.pickEvidence')} <kbd className="kbd">E</kbd>
            </Button>
          )}
          {mayRaise && part !== 'action' && (
            <Button onPress={() => onPart('action')}>
              {t('action.raise')} <kbd className="kbd">A</kbd>
            </Button>
          )}
        </div>
        {part === 'action' && mayRaise && (
          <RaiseAction
            origin={{ drillId: after.drill.id, objectiveKey: objective.key }}
            proposed={evaluation?.note || nameOf(objective.names)}
            autoFocus
            onRaised={() => onPart(null)}
            onCancel={() => onPart(null)}
          />
        )}
        {line.earlier.length > 0 && <Earlier line={line} />}
        {props.actions.length > 0 && (
          <section aria-label={t('action.title')}>
            <h3>{t('action.title')}</h3>
            <ul className="plain">
              {props.actions.map((action) => (
                <ActionItem key={action.id} action={action} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </Panel>
  );
}

function Note(props: {
  readonly note: string;
  readonly save: (note: string) => Promise<unknown>;
  readonly cancel: () => void;
}) {
  const { t } = useText();
  const [note, setNote] = useState(props.note);
  function send(event: FormEvent): void {
    event.preventDefault();
    void props.save(note);
  }
  return (
    <form
      className="column"
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.cancel();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(event);
      }}
    >
      <Field label={t('evaluation.noteLabel')} value={note} onChange={setNote} lines={3} autoFocus />
      <div className="row">
        <Button type="submit">{t('common.save')}</Button>
        <Button onPress={props.cancel}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** What was found at the same objective before, and what became of it. */
function Earlier({ line }: { readonly line: ObjectiveLine }) {
  const { t } = useText();
  return (
    <section aria-label={t('evaluation.earlier')}>
      <h3 className={line.repeat ? 't2' : ''}>
        {line.repeat ? `▲ ${t('evaluation.repeat')}` : t('evaluation.earlier')}
      </h3>
      <ul className="plain">
        {line.earlier.map((finding) => (
          <EarlierLine key={finding.drillId} finding={finding} />
        ))}
      </ul>
    </section>
  );
}

function EarlierLine({ finding }: { readonly finding: EarlierFinding }) {
  const { t, format } = useText();
  return (
    <li>
      <button type="button" className="link" onClick={() => go('evaluation', finding.drillId)}>
        {format.date(finding.at)}
      </button>{' '}
      <RatingMark rating={finding.rating} /> {finding.note !== '' && <span>{finding.note}</span>}
      {finding.actions.length === 0 && <div className="muted">{t('evaluation.noAction')}</div>}
      {finding.actions.map((action) => (
        <div key={action.id} className="muted">
          {action.text} · {action.owner} · {t(`action.state.${action.state}`)}
        </div>
      ))}
    </li>
  );
}
