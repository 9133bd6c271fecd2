import { useRef, useState, type DragEvent } from 'react';
import type { Output } from '../../electron/contract.ts';
import { ask, useCommand } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { PersonInput } from '../team/search-input.tsx';
import { Button, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useDays } from './absence-tables.tsx';

type Read = Output<'leave.readCalendar'>;
const steps = ['apart', 'unmatched', 'remove', 'change', 'add', 'same'] as const;

interface Props {
  /** The year that is read. */
  readonly from: string;
  readonly to: string;
  readonly done: () => void;
}

/** Leave and holidays from a calendar file: first shown what each event would do, kept only then. */
export function ImportCalendar({ from, to, done }: Props) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [read, setRead] = useState<Read | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [given, setGiven] = useState<Readonly<Record<string, { text: string; id: string | null }>>>({});
  const keep = useCommand('leave.importCalendar');
  const file = useRef<HTMLInputElement>(null);

  async function look(files: FileList | null): Promise<void> {
    const [chosen] = files ?? [];
    if (!chosen) return;
    const content = await chosen.text();
    const result = await ask('leave.readCalendar', { text: content, from, to });
    setText(content);
    setRead(result.ok ? result.value : null);
    setWrong(result.ok ? null : refusalText(result.refusal));
  }
  async function send(): Promise<void> {
    const said = Object.entries(given).flatMap(([uid, { id }]) =>
      id === null ? [] : [{ uid, personId: id }],
    );
    const result = await keep.run({ text, from, to, given: said });
    if (result.ok) done();
  }

  return (
    <Panel title={t('roster.ics.import')}>
      <div
        className="pad ics"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event: DragEvent) => {
          event.preventDefault();
          void look(event.dataTransfer.files);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.defaultPrevented) done();
        }}
      >
        <p className="muted">{t('roster.ics.help', { year: from.slice(0, 4) })}</p>
        <input
          ref={file}
          type="file"
          hidden
          accept=".ics,text/calendar"
          aria-label={t('roster.ics.choose')}
          onChange={(event) => {
            void look(event.target.files);
            event.target.value = '';
          }}
        />
        <div className="row">
          <Button autoFocus onPress={() => file.current?.click()}>
            {t('roster.ics.choose')}
          </Button>
          <Button go isDisabled={read === null || keep.pending} onPress={() => void send()}>
            {t('roster.ics.keep')}
          </Button>
          <Button onPress={done}>{t('common.cancel')}</Button>
        </div>
        <Problem>{wrong ?? keep.problem}</Problem>
        {read && (
          <>
            <p>
              {steps
                .filter((step) => read.counts[step] > 0)
                .map((step) => t(`roster.ics.count.${step}`, { count: read.counts[step] }))
                .join(' · ')}
            </p>
            <Lines
              read={read}
              given={given}
              onGive={(event, who) => setGiven((before) => ({ ...before, [event]: who }))}
            />
          </>
        )}
      </div>
    </Panel>
  );
}

function Lines(props: {
  readonly read: Read;
  readonly given: Readonly<Record<string, { readonly text: string; readonly id: string | null }>>;
  readonly onGive: (event: string, who: { text: string; id: string | null }) => void;
}) {
  const { t } = useText();
  const days = useDays();
  return (
    <div className="scroll ics-lines" tabIndex={0} role="region" aria-label={t('roster.ics.lines')}>
      <table className="list">
        <tbody>
          {props.read.lines.map((line) => {
            const who = props.given[line.event] ?? { text: '', id: null };
            return (
              <tr key={line.uid}>
                <td>
                  <b>{line.summary || line.event}</b>
                  <div className={line.problem ? 't2' : 'muted'}>
                    {line.problem
                      ? `▲ ${t(`roster.ics.problem.${line.problem.code}`, { ...line.problem.facts } as Record<string, string>)}`
                      : `${t(`roster.ics.step.${line.step}`)} · ${t(`roster.kind.${line.kind}`)}`}
                  </div>
                </td>
                <td>{!line.problem && days(line.fromOn, line.toOn)}</td>
                <td>
                  {line.step === 'unmatched' ? (
                    <PersonInput
                      label={`${t('roster.who')}: ${line.summary}`}
                      hideLabel
                      placeholder={t('roster.ics.whose')}
                      text={who.text}
                      onText={(text) => props.onGive(line.event, { text, id: null })}
                      onChoose={(choice) =>
                        choice && props.onGive(line.event, { text: choice.label, id: choice.id })
                      }
                    />
                  ) : (
                    (line.personName ?? (line.kind === 'holiday' ? t('roster.wholeSite') : ''))
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
