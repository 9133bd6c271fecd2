import { useState } from 'react';
import { useCommand, useQueryOf } from '../api.ts';
import { keepDraft, keptDraft } from '../incident/drafts.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import '../ui/shift.css';
import { BriefingView } from './briefing-view.tsx';

const touched = [
  'task',
  'team',
  'zone',
  'closure',
  'muster',
  'positionTerm',
  'period',
  'objective',
  'alarm',
  'logEntry',
];

/** The briefing that composed itself; the outgoing shift gives it, the next one signs. */
export function HandoverPanel({ incidentId }: { readonly incidentId: string }) {
  const { t, format } = useText();
  const given = useQueryOf('handover.list', { incidentId }).data ?? [];
  const waiting = given.find((handover) => handover.takenAt === null);
  const composed = useQueryOf(
    'handover.compose',
    { incidentId },
    { nouns: touched, enabled: waiting === undefined },
  ).data;
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  // Two people write here: what the one gives with it and what the other answers.
  const draft = `${incidentId}.handover.${waiting?.id ?? 'give'}`;
  const [typed, setTyped] = useState<{ draft: string; note: string }>({ draft: '', note: '' });
  const note = typed.draft === draft ? typed.note : keptDraft(draft, { note: '' }).note;
  const setNote = (text: string): void => {
    keepDraft(draft, text === '' ? null : { note: text });
    setTyped({ draft, note: text });
  };
  const give = useCommand('handover.give');
  const take = useCommand('handover.take');
  const me = seat?.kind === 'signedIn' ? seat.operator.id : '';
  const briefing = waiting?.briefing ?? composed;
  async function sign(): Promise<void> {
    const result = waiting
      ? await take.run({ handoverId: waiting.id, version: waiting.version, note })
      : await give.run({ incidentId, note });
    if (result.ok) setNote('');
  }
  return (
    <Panel title={t('handover.title')}>
      <div className="scroll pad column" tabIndex={0} role="region" aria-label={t('handover.title')}>
        {waiting ? (
          <p className="t3">
            ● {t('handover.waits', { name: waiting.givenByName, time: format.time(waiting.givenAt) })}
          </p>
        ) : (
          briefing && (
            <p className="muted">
              {t('handover.composed', {
                time: format.time(briefing.composedAt),
                since: format.dateTime(briefing.since),
              })}
            </p>
          )
        )}
        {waiting && waiting.note !== '' && <p>{waiting.note}</p>}
        {briefing && <BriefingView briefing={briefing} />}
        {given.some((handover) => handover.takenAt !== null) && <h3>{t('handover.earlier')}</h3>}
        <ul className="plain">
          {given.map(
            (handover) =>
              handover.takenAt !== null && (
                <li key={handover.id} className="muted">
                  {t('handover.taken', {
                    to: handover.takenByName ?? '',
                    from: handover.givenByName,
                    time: format.dateTime(handover.takenAt),
                  })}
                </li>
              ),
          )}
        </ul>
      </div>
      {/* Stays in sight, however long the briefing is. */}
      <div className="pad column foot">
        <div className="form-line">
          <Field label={t('handover.note')} value={note} onChange={setNote} />
          <Button
            go
            onPress={() => void sign()}
            isDisabled={give.pending || take.pending || waiting?.givenBy === me}
          >
            {waiting ? t('handover.take') : t('handover.give')}
          </Button>
        </div>
        {waiting?.givenBy === me && <p className="muted">{t('handover.takeOther')}</p>}
        <Problem>{give.problem ?? take.problem}</Problem>
      </div>
    </Panel>
  );
}
