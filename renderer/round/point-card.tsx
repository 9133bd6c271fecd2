import type { PointLine, PointResult } from '../../electron/round/round.ts';
import { CheckForm, type CheckEvidence } from '../duty/check-form.tsx';
import { go } from '../router.tsx';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { resultMarks } from './result-marks.ts';

/** The item where one stands now: read at arm's length, answered with one key. */
export function PointCard(props: {
  readonly point: PointLine;
  readonly open: boolean;
  readonly form: 'fail' | 'notFound' | null;
  readonly problem: string | null;
  readonly pending: boolean;
  readonly onPass: () => void;
  readonly onForm: (form: 'fail' | 'notFound' | null) => void;
  readonly onSend: (result: PointResult, evidence: CheckEvidence) => void;
}) {
  const { t, format, nameOf } = useText();
  const { point, open, form } = props;
  const { shape, tone } = resultMarks[point.result ?? 'none'];
  return (
    <div className="scroll point-card">
      <div className="point-title">
        <span className="point-tag">{point.tag}</span>
        <span className={tone}>
          <span aria-hidden>{shape}</span> {t(`round.result.${point.result ?? 'none'}`)}
        </span>
      </div>
      <div className="point-what">
        {[nameOf(point.categoryNames), point.model].filter(Boolean).join(' · ')}
      </div>
      <div className="muted">
        {point.place ? `${point.place.key} ${nameOf(point.place.names)}` : t('duty.noPlace')}
      </div>
      <div className="muted">
        {point.dutyId === null
          ? t('round.noDuty')
          : point.dueOn !== null && `${t('duty.due')}: ${format.date(point.dueOn)}`}
      </div>
      {point.workId !== null && point.workNumber !== null && (
        <p>
          <button type="button" className="link" onClick={() => go('work', point.workId ?? undefined)}>
            {t('round.order', { number: point.workNumber })}
          </button>{' '}
          <span className="muted">{point.note}</span>
        </p>
      )}
      {form === null ? (
        <>
          {point.checklist.length > 0 && (
            <ol className="point-lines">
              {point.checklist.map((line, index) => {
                const bad = point.lines.find((answer) => answer.line === index && !answer.ok);
                return (
                  <li key={line.en} className={bad ? 't2' : ''}>
                    {nameOf(line)}
                    {bad && ` ▲ ${t('duty.lineBad')}${bad.note === '' ? '' : `: ${bad.note}`}`}
                  </li>
                );
              })}
            </ol>
          )}
          {open && (
            <div className="point-answers">
              <Button go onPress={props.onPass} isDisabled={props.pending}>
                {t('round.pass')} <kbd className="kbd">P</kbd>
              </Button>
              <Button onPress={() => props.onForm('fail')}>
                {t('round.fail')} <kbd className="kbd">F</kbd>
              </Button>
              <Button onPress={() => props.onForm('notFound')}>
                {t('round.notFound')} <kbd className="kbd">N</kbd>
              </Button>
            </div>
          )}
          <Problem>{props.problem}</Problem>
        </>
      ) : (
        <CheckForm
          key={form}
          checklist={form === 'fail' ? point.checklist : []}
          withDay={false}
          submit={t(form === 'fail' ? 'round.enterFail' : 'round.enterNotFound')}
          problem={props.problem}
          pending={props.pending}
          onSend={(evidence) => props.onSend(form, evidence)}
          onCancel={() => props.onForm(null)}
        />
      )}
    </div>
  );
}
