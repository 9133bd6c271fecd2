import { useState, type FormEvent, type KeyboardEvent } from 'react';
import type { CheckAnswer, Difference } from '../../electron/double-check/answers.ts';
import type { CheckItem } from '../../electron/double-check/check-list.ts';
import type { Surroundings } from '../../electron/double-check/surroundings.ts';
import type { Input } from '../../electron/contract.ts';
import { findingText } from '../hazmat/findings.tsx';
import { numberOf } from '../ui/number-of.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useText, type Text } from '../ui/text.ts';
import { limitText } from './lists-panel.tsx';

export type AnswerGiven = Omit<Input<'doubleCheck.answer'>, 'id' | 'part'>;

interface Props {
  readonly item: CheckItem;
  readonly no: number;
  /** The answer of whoever works in this list. */
  readonly answer: CheckAnswer | undefined;
  /** Of the other person, when it may be seen. */
  readonly other: CheckAnswer | undefined;
  readonly difference: Difference | undefined;
  readonly surroundings: Surroundings;
  /** Null: only to be read. */
  readonly give: ((given: AnswerGiven) => Promise<boolean>) | null;
  readonly problem: string | null;
}

const shapes = { yes: '✓', no: '✕', notApplicable: '–' } as const;

/** A measured value with its unit. */
export function valueText({ t, format }: Text, item: CheckItem, value: number): string {
  return t(`doubleCheck.unit.${item.measure?.unit ?? 'ppm'}`, { value: format.number(value, 2) });
}

/** What somebody found there, with the time: a shape, the value or the name, who. */
export function Answered({ item, answer }: { readonly item: CheckItem; readonly answer: CheckAnswer }) {
  const text = useText();
  return (
    <span className={`answered ${answer.outcome === 'no' ? 't2' : ''}`}>
      <span aria-hidden>{shapes[answer.outcome]} </span>
      {text.t(`doubleCheck.outcome.${answer.outcome}`)}
      {answer.value !== null && <b> {valueText(text, item, answer.value)}</b>}
      {answer.said !== '' && <b> {answer.said}</b>}
      <span className="muted">
        {' '}
        · {text.format.time(answer.at)} {answer.byName}
      </span>
      {answer.note !== '' && <span className="muted"> · {answer.note}</span>}
    </span>
  );
}

/** One line of the list: read aloud, looked at, answered by keys (P, F, N) or by mouse. */
export function AnswerRow({ item, no, answer, other, difference, surroundings, give, problem }: Props) {
  const text = useText();
  const { t, nameOf } = text;
  const [value, setValue] = useState(answer?.value == null ? '' : String(answer.value));
  const [said, setSaid] = useState(answer?.said ?? '');
  const [note, setNote] = useState(answer?.note ?? '');
  const [noting, setNoting] = useState(false);
  const [own, setOwn] = useState<string | null>(null);
  const measured = item.kind === 'measure';
  const named = item.kind === 'name';
  const needsNote = item.asks !== null && item.asks !== 'protection' && surroundings.beside.length > 0;
  const withNote = noting || note !== '' || needsNote || (difference !== undefined && !difference.settled);

  async function send(outcome: CheckAnswer['outcome']): Promise<boolean> {
    const number = measured ? numberOf(value) : null;
    const bad = Number.isNaN(number);
    setOwn(bad ? t('stock.notANumber', { field: nameOf(item.names) }) : null);
    if (bad) return false;
    if (outcome === 'notApplicable' && note === '' && !noting) {
      setNoting(true);
      return false;
    }
    return (
      (await give?.({ itemKey: item.key, outcome, value: number, said: named ? said : '', note })) ?? false
    );
  }
  function hear(event: KeyboardEvent<HTMLLIElement>): void {
    if (!give || event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey)
      return;
    const row = event.currentTarget;
    const along = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
    if (along instanceof HTMLElement) {
      event.preventDefault();
      along.focus();
      return;
    }
    const outcome = ({ p: 'yes', f: 'no', n: 'notApplicable' } as const)[event.key.toLowerCase()];
    if (outcome === undefined || (outcome === 'notApplicable' && !item.skippable)) return;
    event.preventDefault();
    // Answered, the next line is at hand.
    void send(outcome).then((kept) => {
      if (kept && row.nextElementSibling instanceof HTMLElement) row.nextElementSibling.focus();
    });
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    void send('yes');
  }
  const name = nameOf(item.names);
  return (
    <li
      className={`check-item ${answer ? 'done' : ''} ${difference && !difference.settled ? 'differs' : ''}`}
      // A line hears keys of its own, so it is in the tab order.
      tabIndex={give ? 0 : undefined}
      onKeyDown={hear}
      aria-label={`${no}. ${name}`}
    >
      <span className="check-no">{no}</span>
      <div className="check-body">
        <div>
          {name}
          {item.measure && <span className="muted"> · {limitText(text, item)}</span>}
        </div>
        <Asked item={item} surroundings={surroundings} />
        {(answer ?? other) && (
          <div className="check-answers">
            {answer && <Answered item={item} answer={answer} />}
            {other && <Answered item={item} answer={other} />}
          </div>
        )}
        {difference && (
          <span className={difference.settled ? 'muted' : 't2'}>
            <span aria-hidden>▲ </span>
            {t(difference.settled ? 'doubleCheck.settled' : `doubleCheck.differs.${difference.kind}`)}
          </span>
        )}
        {give && (
          <form className="check-give" onSubmit={submit}>
            {measured && (
              <input
                className="input value"
                inputMode="decimal"
                aria-label={`${name}, ${t(`doubleCheck.unit.${item.measure?.unit ?? 'ppm'}`, { value: '' }).trim()}`}
                placeholder={t(`doubleCheck.unit.${item.measure?.unit ?? 'ppm'}`, { value: '' }).trim()}
                value={value}
                onChange={(event) => setValue(event.target.value)}
              />
            )}
            {named && (
              <input
                className="input"
                aria-label={name}
                placeholder={t('field.name.name')}
                value={said}
                onChange={(event) => setSaid(event.target.value)}
              />
            )}
            {withNote && (
              <input
                className="input note"
                aria-label={`${name}, ${t('doubleCheck.note')}`}
                placeholder={t('doubleCheck.note')}
                value={note}
                autoFocus={noting}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
            <span className="row">
              <Button type="submit" className={answer?.outcome === 'yes' ? 'chosen' : ''}>
                {t('doubleCheck.give.yes')}
              </Button>
              <Button onPress={() => void send('no')} className={answer?.outcome === 'no' ? 'chosen' : ''}>
                {t('doubleCheck.give.no')}
              </Button>
              {item.skippable && (
                <Button
                  onPress={() => void send('notApplicable')}
                  className={answer?.outcome === 'notApplicable' ? 'chosen' : ''}
                >
                  {t('doubleCheck.give.notApplicable')}
                </Button>
              )}
              {!withNote && (
                <Button onPress={() => setNoting(true)} aria-label={`${t('doubleCheck.note')}: ${name}`}>
                  {t('doubleCheck.note')}
                </Button>
              )}
            </span>
          </form>
        )}
        {give && <Problem>{own ?? problem}</Problem>}
      </div>
    </li>
  );
}

/** What Tocsin knows about the line: what burns or must not meet, what to wear, which data sheets there are. */
function Asked({ item, surroundings }: { readonly item: CheckItem; readonly surroundings: Surroundings }) {
  const text = useText();
  const { t, format, nameOf } = text;
  const { beside, protection, sheets } = surroundings;
  switch (item.asks) {
    case null:
      return null;
    case 'combustibles':
    case 'segregation':
      return beside.length === 0 ? (
        <span className="muted">{t('doubleCheck.nothingBeside')}</span>
      ) : (
        <ul className="beside">
          {beside.slice(0, 6).map((one) => (
            <li key={one.key} className={one.forbidden ? 't1' : 't3'}>
              <span aria-hidden>{one.forbidden ? '■' : '●'} </span>
              {one.finding
                ? findingText(text, one.finding)
                : t('doubleCheck.besideHot', {
                    store: one.storeKey,
                    substance: nameOf(one.substance),
                    metres: one.metres,
                  })}
            </li>
          ))}
        </ul>
      );
    case 'protection':
      return protection.length === 0 ? null : (
        <span className="muted">
          {format.list(protection.map((one) => t(`doubleCheck.protection.${one}`)))}
        </span>
      );
    case 'sheet':
      return (
        <ul className="beside">
          {sheets.map((sheet) => (
            <li
              key={sheet.substance.en}
              className={sheet.revision === null || sheet.overdue ? 't3' : 'muted'}
            >
              {sheet.revision === null
                ? `● ${t('doubleCheck.noSheet', { substance: nameOf(sheet.substance) })}`
                : t(sheet.overdue ? 'doubleCheck.sheetOld' : 'doubleCheck.sheet', {
                    substance: nameOf(sheet.substance),
                    revision: sheet.revision,
                    review: sheet.reviewOn === null ? '–' : format.date(sheet.reviewOn),
                  })}
            </li>
          ))}
        </ul>
      );
  }
}
