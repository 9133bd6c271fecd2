import { useState, type FormEvent, type KeyboardEvent } from 'react';
import type { Incident } from '../../electron/incident/incident.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { logText } from '../locales/log-text.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { keepDraft, keptDraft } from './drafts.ts';

export type Change = 'severity' | 'standDown' | 'close' | 'reopen';

interface Props {
  readonly incident: Incident;
  readonly change: Change;
  readonly onDone: () => void;
}

const commands = {
  severity: 'incident.setSeverity',
  standDown: 'incident.standDown',
  close: 'incident.close',
  reopen: 'incident.reopen',
} as const;

/** The reason for a change of the whole incident, in its header and not in a dialog: the log stays in sight. */
export function ChangePanel({ incident, change, onDone }: Props) {
  const { t } = useText();
  const draftName = `${incident.id}.${change}`;
  const [reason, setReason] = useState(() => keptDraft(draftName, { reason: '' }).reason);
  const [severity, setSeverity] = useState(Math.min(4, incident.severity + 1));
  const { id, version } = incident;
  const severityCommand = useCommand('incident.setSeverity');
  const other = useCommand(change === 'severity' ? 'incident.standDown' : commands[change]);
  const { pending, problem } = change === 'severity' ? severityCommand : other;

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const result =
      change === 'severity'
        ? await severityCommand.run({ id, version, severity, reason })
        : await other.run({ id, version, reason });
    if (!result.ok) return;
    keepDraft(draftName, null);
    onDone();
  }

  return (
    <form
      className="change-panel"
      onSubmit={(event) => void send(event)}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      {change === 'severity' && (
        <SeverityChoice label={t('incident.action.newSeverity')} value={severity} onChange={setSeverity} />
      )}
      {change === 'close' && <OpenEnds incidentId={id} />}
      <div className="change-line">
        <Field
          label={t(change === 'close' ? 'incident.action.summary' : 'incident.action.reason')}
          value={reason}
          autoFocus
          onChange={(text) => {
            setReason(text);
            keepDraft(draftName, { reason: text });
          }}
        />
        <Button type="submit" isDisabled={pending || reason.trim() === ''}>
          {t(`incident.action.${change === 'severity' ? 'setSeverity' : change}`)}
        </Button>
        <Button onPress={onDone}>{t('common.cancel')}</Button>
      </div>
      <Problem>{problem}</Problem>
    </form>
  );
}

/** What keeps it from being closed. */
function OpenEnds({ incidentId }: { readonly incidentId: string }) {
  const { t, language } = useText();
  const ends = useQueryOf(
    'incident.openEnds',
    { id: incidentId },
    { nouns: ['task', 'zone', 'team', 'muster', 'callOut', 'closure'] },
  ).data;
  const zone = useQueryOf('site.info', {}).data?.timeZone;
  if (!ends) return null;
  if (ends.length === 0) return <p className="muted">{t('incident.openEnds.none')}</p>;
  return (
    <div className="open-ends">
      <h2 className="t2">
        ▲ {t('incident.openEnds.title')} · {ends.length}
      </h2>
      <ul tabIndex={0} aria-label={t('incident.openEnds.title')}>
        {ends.map((end) => (
          <li key={`${end.noun} ${end.id}`}>{logText(end.text, language, '', zone)}</li>
        ))}
      </ul>
    </div>
  );
}

/** Four steps with their words, by digit, arrow or mouse. */
export function SeverityChoice(props: {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (severity: number) => void;
}) {
  const { t } = useText();
  return (
    <fieldset className="severities">
      <legend>{props.label}</legend>
      {[1, 2, 3, 4].map((severity) => (
        <label
          key={severity}
          className={severity === props.value ? 'chosen' : ''}
          title={t(`common.severityHelp.${severity}`)}
        >
          <input
            type="radio"
            name="severity"
            value={severity}
            checked={severity === props.value}
            onChange={() => props.onChange(severity)}
            onKeyDown={(event) => {
              if (/^[1-4]$/.test(event.key)) props.onChange(Number(event.key));
            }}
          />
          <b>{severity}</b> {t(`common.severity.${severity}`)}
        </label>
      ))}
    </fieldset>
  );
}
