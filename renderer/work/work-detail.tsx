import { downMinutes, type WorkDetail as Detail } from '../../electron/work/work.ts';
import { useQueryOf } from '../api.ts';
import { Papers } from '../attachment/papers.tsx';
import { useDutyWords } from '../duty/duty-words.ts';
import { go } from '../router.tsx';
import { useNow } from '../ui/clock.ts';
import { Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { WorkSteps, type WorkStep } from './work-steps.tsx';
import '../equipment/equipment.css';

/** One order: its item, the evidence, how far it is, and the next step. */
export function WorkDetail(props: {
  readonly id: string;
  readonly step: WorkStep | null;
  readonly onStep: (step: WorkStep | null) => void;
}) {
  const { t, nameOf } = useText();
  const detail = useQueryOf('work.byId', { id: props.id }, { nouns: ['equipment'] }).data;
  if (!detail) return <Panel title={t('common.details')}>{null}</Panel>;
  const { work } = detail;
  return (
    <Panel title={t('work.order', { number: work.number })} aside={t(`work.state.${work.state}`)}>
      <div
        className="scroll item-detail"
        tabIndex={0}
        role="region"
        aria-label={t('work.order', { number: work.number })}
      >
        <p className="work-item">
          <button type="button" className="link" onClick={() => go('equipment', work.itemId)}>
            <b>{work.tag}</b>
          </button>{' '}
          {nameOf(work.categoryNames)}
          {work.place && <span className="muted"> · {`${work.place.key} ${nameOf(work.place.names)}`}</span>}
        </p>
        {work.text !== '' && <p>{work.text}</p>}
        <Evidence detail={detail} />
        <Facts detail={detail} />
        <WorkSteps key={work.id} work={work} step={props.step} onStep={props.onStep} />
        <Papers noun="work" rowId={work.id} />
      </div>
    </Panel>
  );
}

function Evidence({ detail }: { readonly detail: Detail }) {
  const { t, format, nameOf } = useText();
  const { ruleName } = useDutyWords();
  const { work, evidence, checklist } = detail;
  if (!evidence || work.ruleKind === null) return <p className="muted">{t(`work.cause.${work.cause}`)}</p>;
  const duty = ruleName({ kind: work.ruleKind, names: work.ruleNames });
  return (
    <section aria-label={t('work.evidence')}>
      <h3>{t('work.evidence')}</h3>
      <p>
        {t('work.checkFailed', { duty, day: format.date(evidence.doneOn) })}{' '}
        <span className="dim">{evidence.by}</span>
      </p>
      <ul>
        {evidence.lines
          .filter(({ ok }) => !ok)
          .map(({ line, note }) => {
            const text = checklist[line];
            return (
              <li key={line} className="t2">
                ▲ {text ? nameOf(text) : line + 1}
                {note !== '' && <span className="muted">: {note}</span>}
              </li>
            );
          })}
      </ul>
    </section>
  );
}

function Facts({ detail }: { readonly detail: Detail }) {
  const { t, format } = useText();
  const { work } = detail;
  const now = new Date(useNow(60_000)).toISOString();
  const by = (name: string | null, at: string | null): string =>
    name === null || at === null ? '' : `${name} · ${format.dateTime(at)}`;
  const waits = [
    work.part,
    work.partExpectedOn === null ? '' : t('work.expected', { day: format.date(work.partExpectedOn) }),
  ];
  const rows: readonly (readonly [string, string])[] = [
    [t('work.opened'), by(work.openedBy, work.openedAt)],
    [t('work.downtime'), format.span(downMinutes(work, now))],
    [t('work.waitsFor'), waits.filter(Boolean).join(' · ')],
    [t('work.doneBy'), by(work.doneBy, work.doneAt)],
    [t('work.doneNote'), work.doneNote],
    [t('work.cost'), work.costMinor > 0 ? format.money(work.costMinor, work.currency) : ''],
    [t('work.verifiedBy'), by(work.verifiedBy, work.verifiedAt)],
    [t(work.state === 'open' ? 'work.notGood' : 'work.verifyNote'), work.verifyNote],
  ];
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value !== '')
        .map(([label, value]) => (
          <div key={label} className="fact">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
