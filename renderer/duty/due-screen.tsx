import { useMemo, useState } from 'react';
import { mostAtOnce, type DueLine, type DueSpan } from '../../electron/duty/duty.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { ItemDetail } from '../equipment/item-detail.tsx';
import { useMay } from '../team/use-may.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { intend } from '../ui/intent.ts';
import { Button, Empty, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { CheckForm, type CheckEvidence } from './check-form.tsx';
import { DueList } from './due-list.tsx';
import { DueSide } from './due-side.tsx';
import { useDutyWords } from './duty-words.ts';
import { useDue } from './use-due.ts';
import '../equipment/equipment.css';
import './duty.css';

/** What one key may pass: a look, a short run. A test of a vessel asks for its day first. */
const quick = new Set(['visualCheck', 'functionRun', 'bumpTest']);

/** What is to be done: late, today, this week, before June; by place; a look is done with one key. */
export default function DueScreen() {
  const { t, format } = useText();
  const { ruleName } = useDutyWords();
  const [span, setSpan] = useState<DueSpan>('overdue');
  const [placeId, setPlaceId] = useState<string | null | undefined>(undefined);
  const [chosen, setChosen] = useState<string | null>(null);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [form, setForm] = useState<'pass' | 'fail' | null>(null);
  const [told, setTold] = useState('');
  const may = useMay('duty.complete');
  const complete = useCommand('duty.complete');
  const many = useCommand('duty.completeMany');
  const counts = useQueryOf('duty.counts', {}, { nouns: ['equipment'] }).data;
  const { rows, total, more } = useDue(span, placeId);
  const line = rows.find(({ id }) => id === chosen);
  const markedRows = rows.filter(({ id }) => marked.has(id));

  const commands = useMemo<readonly Command[]>(
    () => [
      { id: 'duty.pass', title: 'duty.savePass', name: 'duty.complete', run: () => setForm('pass') },
      { id: 'duty.fail', title: 'duty.saveFail', name: 'duty.complete', run: () => setForm('fail') },
    ],
    [setForm],
  );
  useCommands(commands);

  function show(one: DueSpan): void {
    setSpan(one);
    setPlaceId(undefined);
    setMarked(new Set());
  }
  function choose(id: string): void {
    setChosen(id);
    setForm(null);
  }
  /** The row below takes the place of one that is done. */
  function step(from: string): void {
    const index = rows.findIndex(({ id }) => id === from);
    const next = rows[index + 1] ?? rows[index - 1];
    setChosen(next?.id ?? null);
    setForm(null);
  }

  async function send(at: DueLine, result: 'pass' | 'fail', evidence?: CheckEvidence): Promise<void> {
    const sent = await complete.run({ dutyId: at.id, version: at.version, result, ...evidence });
    if (!sent.ok) return;
    const duty = ruleName({ kind: at.kind, names: at.ruleNames });
    const { done, work } = sent.value;
    if (work) setTold(t('duty.failedSo', { tag: at.tag, duty, number: work.number }));
    else if (done.nextOn === null) setTold(t('duty.doneOnce', { tag: at.tag, duty }));
    else setTold(t('duty.doneSo', { tag: at.tag, duty, day: format.date(done.nextOn) }));
    step(at.id);
  }
  /** In parts that do not hold the room's work; what is done is no longer marked when a later part is refused. */
  async function sendMarked({ doneOn, note }: CheckEvidence): Promise<void> {
    const left = markedRows.map(({ id, version }) => ({ dutyId: id, version, doneOn, note }));
    let count = 0;
    while (left.length > 0) {
      const part = left.splice(0, mostAtOnce);
      const sent = await many.run({ rows: part });
      if (!sent.ok) return;
      count += sent.value.done;
      const done = new Set(part.map(({ dutyId }) => dutyId));
      setMarked((before) => new Set([...before].filter((id) => !done.has(id))));
    }
    setTold(t('duty.passedMany', { count }));
    setForm(null);
  }

  function act(key: string, at: DueLine): boolean {
    if (!may) return false;
    if (key === ' ') {
      const next = new Set(marked);
      if (!next.delete(at.id)) next.add(at.id);
      setMarked(next);
    } else if (key === 'p' || key === 'P') {
      if (marked.size > 0 || !quick.has(at.kind)) setForm('pass');
      else void send(at, 'pass');
    } else if (key === 'f' || key === 'F' || key === 'Enter') setForm(key === 'Enter' ? 'pass' : 'fail');
    else return false;
    return true;
  }

  return (
    <div className="due-screen">
      <DueSide
        span={span}
        counts={counts}
        placeId={placeId}
        onSpan={show}
        onPlace={(id) => {
          setPlaceId(id);
          setMarked(new Set());
        }}
      />
      <Panel title={t('duty.title')} aside={total !== null && t('common.rows', { count: total })}>
        <div className="due-told row">
          <span role="status" className="muted">
            {told !== '' && told}
            {told === '' && may && <span className="dim">{t('duty.keys')}</span>}
          </span>
          <span className="grow" />
          {marked.size > 0 && (
            <>
              <Button onPress={() => setForm('pass')}>{t('duty.passMarked', { count: marked.size })}</Button>
              <Button onPress={() => setMarked(new Set())}>{t('duty.clearMarks')}</Button>
            </>
          )}
          {may && typeof placeId === 'string' && (
            <Button onPress={() => intend('rounds', { what: 'round.start', id: placeId })}>
              {t('duty.startRound')}
            </Button>
          )}
        </div>
        <Problem>{form === null ? complete.problem : null}</Problem>
        {total === 0 ? (
          <Empty>{t('duty.nothing')}</Empty>
        ) : (
          <DueList rows={rows} chosen={chosen} onChoose={choose} marked={marked} onKey={act} more={more} />
        )}
      </Panel>
      {form !== null && marked.size > 0 ? (
        <Panel title={t('duty.passMarked', { count: marked.size })}>
          <div className="scroll pad">
            <CheckForm
              checklist={[]}
              withDay
              submit={t('duty.savePass')}
              problem={many.problem}
              pending={many.pending}
              onSend={(evidence) => void sendMarked(evidence)}
              onCancel={() => setForm(null)}
            />
          </div>
        </Panel>
      ) : form !== null && line ? (
        <OneForm
          key={`${line.id} ${form}`}
          line={line}
          result={form}
          problem={complete.problem}
          pending={complete.pending}
          onSend={(evidence) => void send(line, form, evidence)}
          onCancel={() => setForm(null)}
        />
      ) : line ? (
        <ItemDetail key={line.itemId} id={line.itemId} />
      ) : (
        <Panel title={t('common.details')}>
          <Empty>{t('equipment.choose')}</Empty>
        </Panel>
      )}
    </div>
  );
}

function OneForm(props: {
  readonly line: DueLine;
  readonly result: 'pass' | 'fail';
  readonly problem: string | null;
  readonly pending: boolean;
  readonly onSend: (evidence: CheckEvidence) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useText();
  const { ruleName } = useDutyWords();
  const { line, result } = props;
  const duties = useQueryOf('duty.ofItem', { itemId: line.itemId }, { nouns: ['dutyRule'] }).data;
  const duty = duties?.find(({ id }) => id === line.id);
  if (!duty) return <Panel title={line.tag}>{null}</Panel>;
  return (
    <Panel title={line.tag} aside={ruleName(duty.rule)}>
      <div className="scroll pad">
        <CheckForm
          checklist={result === 'fail' ? duty.rule.checklist : []}
          withDay
          submit={t(result === 'pass' ? 'duty.savePass' : 'duty.saveFail')}
          problem={props.problem}
          pending={props.pending}
          onSend={props.onSend}
          onCancel={props.onCancel}
        />
      </div>
    </Panel>
  );
}
