import { useMemo, useState } from 'react';
import type { Conducted } from '../../electron/drill/drill-run.ts';
import type { Measure } from '../../electron/drill/drill.ts';
import { measures, type DrillMark } from '../../electron/drill/measure.ts';
import { ask, useCommand, useQueryOf } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { useCommands, useOffer } from '../ui/commands.ts';
import { numberOf } from '../ui/number-of.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { clockText } from './use-drill.ts';

/** The observers' sheet: 1 to 5 mark what happens now, N takes a note; paper sheets are typed in later. */
export function MarksView({ drill: { run } }: { readonly drill: Conducted }) {
  const { t, language } = useText();
  const marks = useQueryOf('drillMark.list', { id: run.id }, { nouns: ['drillMark'] }).data ?? [];
  const give = useCommand('drillMark.give');
  const [writing, write] = useState<'note' | 'later' | null>(null);
  const [printed, setPrinted] = useState<string | null>(null);
  const may = useMay('drillMark.give');
  const running = run.endedAt === null && may;
  const { run: send } = give;
  useCommands(
    useMemo(
      () =>
        running
          ? measures.map((measure, index) => ({
              id: `drillMark.give.${measure}`,
              title: `drillRun.measure.${measure}`,
              name: 'drillMark.give' as const,
              keys: String(index + 1),
              run: () => void send({ drillId: run.id, measure }),
            }))
          : [],
      [running, run.id, send],
    ),
  );
  useOffer('drillMark.give', 'drillRun.note', running ? () => write('note') : null, { keys: 'N' });

  async function print(): Promise<void> {
    const result = await ask('drill.printSheet', { id: run.id, language });
    if (!result.ok) setPrinted(refusalText(result.refusal));
    else setPrinted(result.value.path === null ? null : t('plan.print.saved', { path: result.value.path }));
  }

  return (
    <section aria-label={t('drillRun.marks')}>
      <h3>{t('drillRun.marks')}</h3>
      {running && (
        <div className="drill-marks">
          {measures.map((measure, index) => (
            <Button key={measure} className="small" onPress={() => void send({ drillId: run.id, measure })}>
              <kbd className="kbd">{index + 1}</kbd> {t(`drillRun.measure.${measure}`)}
            </Button>
          ))}
          <Button className="small" onPress={() => write('note')}>
            <kbd className="kbd">N</kbd> {t('drillRun.note')}
          </Button>
        </div>
      )}
      <Problem>{give.problem}</Problem>
      {writing !== null && (
        <MarkForm key={writing} drillId={run.id} later={writing === 'later'} onDone={() => write(null)} />
      )}
      {marks.length > 0 && (
        <table className="list" aria-label={t('drillRun.marks')}>
          <tbody>
            {marks.map((mark) => (
              <MarkRow key={mark.id} mark={mark} may={may} />
            ))}
          </tbody>
        </table>
      )}
      <div className="row">
        {may && (
          <Button className="small" onPress={() => write('later')}>
            {t('drillRun.typeSheet')}
          </Button>
        )}
        <Button className="small" onPress={() => void print()}>
          {t('drillRun.printSheet')}
        </Button>
        {printed !== null && <span role="status">{printed}</span>}
      </div>
    </section>
  );
}

function MarkRow({ mark, may }: { readonly mark: DrillMark; readonly may: boolean }) {
  const { t } = useText();
  const strike = useCommand('drillMark.strike');
  const struck = mark.struckAt !== null;
  return (
    <tr className={struck ? 'dim' : ''}>
      <td className="num nowrap">{clockText(mark.minute)}</td>
      <td className={struck ? 'struck' : ''}>
        {mark.measure !== null && <b>{t(`drillRun.measure.${mark.measure}`)}</b>} {mark.text}
        <Problem>{strike.problem}</Problem>
      </td>
      <td className="dim">
        {mark.observer}
        {mark.typedLater && ` · ${t('drillRun.typedLater', { name: mark.byName })}`}
        {struck && ` · ${t('drillRun.struck', { name: mark.struckByName ?? '' })}`}
      </td>
      <td>
        {may && !struck && (
          <Button
            className="small"
            aria-label={t('drillRun.strikeMark', { minute: clockText(mark.minute) })}
            onPress={() => void strike.run({ id: mark.id, version: mark.version })}
          >
            {t('drillRun.strike')}
          </Button>
        )}
      </td>
    </tr>
  );
}

type Marked = Measure | 'note';

/** A note now; or a line of a paper sheet, with its minute and whose sheet it is. */
function MarkForm(props: { readonly drillId: string; readonly later: boolean; readonly onDone: () => void }) {
  const { t } = useText();
  const { drillId, later, onDone } = props;
  const give = useCommand('drillMark.give');
  const [what, setWhat] = useState<Marked>('note');
  const [text, setText] = useState('');
  const [minute, setMinute] = useState('');
  const [observer, setObserver] = useState('');
  const at = numberOf(minute) ?? Number.NaN;
  const wrong = later && Number.isNaN(at) && minute !== '' ? t('drillRun.needMinute') : null;

  async function send(): Promise<void> {
    if (later && Number.isNaN(at)) return;
    const given = {
      drillId,
      measure: what === 'note' ? null : what,
      text,
      later: later ? { minute: at, observer } : null,
    };
    if (!(await give.run(given)).ok) return;
    if (!later) return onDone();
    // The next line of the same sheet.
    setText('');
    setMinute('');
    setWhat('note');
  }

  return (
    <ShortForm
      title={t(later ? 'drillRun.typeSheet' : 'drillRun.note')}
      problem={give.problem}
      pending={give.pending}
      send={send}
      done={onDone}
    >
      {later && (
        <>
          <Field label={t('drillRun.sheet.observer')} value={observer} onChange={setObserver} autoFocus />
          <Field label={t('drillRun.sheet.minute')} value={minute} onChange={setMinute} problem={wrong} />
          <Choice
            label={t('drillRun.sheet.what')}
            value={what}
            of={(['note', ...measures] as const).map((value) => ({
              value,
              label: value === 'note' ? t('drillRun.note') : t(`drillRun.measure.${value}`),
            }))}
            onChange={setWhat}
          />
        </>
      )}
      <Field label={t('drillRun.sheet.seen')} value={text} onChange={setText} autoFocus={!later} />
    </ShortForm>
  );
}
