import { useMemo, useState } from 'react';
import { useQueryOf } from '../api.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { useToday } from '../ui/today.ts';
import { Button, Empty, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { MatrixTable } from './matrix-table.tsx';
import { NeedSide } from './need-side.tsx';
import { PlanSide } from './plan-side.tsx';
import { StateMark } from './readiness-words.tsx';
import { cellOf, shortColumns, useAt, useMatrix, type Question } from './use-matrix.ts';
import { WhatIfTray, type Trial } from './what-if-tray.tsx';
import { WhenBar, type When } from './when-bar.tsx';
import './readiness.css';

/** Which plans could be carried out, at a moment, with what the site has; why not, and what would mend it. */
export default function ReadinessScreen({ id }: { readonly id?: string }) {
  const { t, nameOf, format } = useText();
  const today = useToday();
  const [when, setWhen] = useState<When>({ shift: 'now', on: '' });
  const [held, setHeld] = useState(true);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [together, setTogether] = useState(false);
  const [onlyShort, setOnlyShort] = useState(false);
  const [trying, setTrying] = useState(false);
  const [trials, setTrials] = useState<readonly Trial[]>([]);
  const at = useShiftStart(when, today);
  const question: Question = {
    at,
    held,
    whatIf: trials.map(({ change }) => change),
    together: together ? [...marked] : [],
  };
  const { now: matrix, before } = useMatrix(question);
  const columns = matrix ? (onlyShort ? shortColumns(matrix) : matrix.columns) : [];
  const [place, setPlace] = useAt(matrix?.rows.length ?? 0, columns.length);
  const [opened, setOpened] = useState(id ?? null);
  const row = opened === null ? -1 : (matrix?.rows.findIndex(({ planId }) => planId === opened) ?? -1);
  const here = row >= 0 ? { row, column: -1 } : place;
  const plan = matrix?.rows[here.row];
  const column = columns[here.column];
  const cell = plan && column ? cellOf(plan, column) : null;

  const commands = useMemo<readonly Command[]>(
    () => [
      { id: 'readiness.held', title: 'readiness.held', keys: 'H', run: () => setHeld((is) => !is) },
      {
        id: 'readiness.together',
        title: 'readiness.together',
        keys: 'T',
        run: () => setTogether((is) => !is),
      },
      {
        id: 'readiness.short',
        title: 'readiness.onlyShort',
        keys: 'S',
        run: () => setOnlyShort((is) => !is),
      },
      {
        id: 'readiness.whatIf',
        title: 'readiness.whatIf.title',
        keys: 'W',
        run: () => setTrying((is) => !is),
      },
    ],
    [],
  );
  useCommands(commands);

  function mark(planId: string): void {
    const next = new Set(marked);
    if (!next.delete(planId)) next.add(planId);
    setMarked(next);
  }

  return (
    <div className="readiness">
      <Panel
        title={t('nav.readiness')}
        aside={
          matrix &&
          (matrix.shift
            ? t('readiness.at', {
                at: format.dateTime(matrix.at),
                shift: t(`readiness.shift.${matrix.shift.kind}`),
                crews: format.list(matrix.shift.crews),
              })
            : t('readiness.noRoster'))
        }
      >
        <div className="pad row readiness-bar">
          <WhenBar when={when} onWhen={setWhen} today={today} />
          <Toggle on={held} onPress={() => setHeld(!held)} letter="H">
            {t('readiness.held')}
          </Toggle>
          <Toggle on={together} onPress={() => setTogether(!together)} letter="T">
            {t('readiness.together')}
            {marked.size > 0 && ` (${marked.size})`}
          </Toggle>
          <Toggle on={onlyShort} onPress={() => setOnlyShort(!onlyShort)} letter="S">
            {t('readiness.onlyShort')}
          </Toggle>
          <Toggle on={trying} onPress={() => setTrying(!trying)} letter="W">
            {t('readiness.whatIf.title')}
          </Toggle>
        </div>
        {together && marked.size < 2 && <p className="pad help">{t('readiness.markFirst')}</p>}
        {matrix && matrix.rows.length === 0 ? (
          <Empty>{t('readiness.empty')}</Empty>
        ) : (
          matrix && (
            <MatrixTable
              matrix={matrix}
              before={before}
              columns={columns}
              at={here}
              onAt={(to) => {
                setOpened(null);
                setPlace(to);
              }}
              marked={marked}
              onMark={mark}
            />
          )
        )}
        {trying && <WhatIfTray trials={trials} onTrials={setTrials} now={matrix} before={before} />}
        <p className="legend">
          {(['met', 'tight', 'broken'] as const).map((state) => (
            <StateMark key={state} state={state} />
          ))}
          <span className="grow" />
          <span className="dim">{t('readiness.keys')}</span>
        </p>
      </Panel>
      <Panel
        title={plan ? (column ? nameOf(column.names) : plan.key) : t('common.details')}
        aside={plan && nameOf(plan.title)}
      >
        <div className="scroll" tabIndex={0} aria-label={t('common.details')} role="region">
          {plan && !column && <PlanSide key={plan.planId} plan={plan} />}
          {cell?.needs.map((need) => (
            <NeedSide key={need.needId} need={need} question={question} />
          ))}
          {plan && column && !cell && <p className="pad muted">{t('readiness.notNeeded')}</p>}
        </div>
      </Panel>
    </div>
  );
}

/** When the chosen shift begins; null is now. */
function useShiftStart(when: When, today: string): string | null {
  const on = when.on === '' ? today : when.on;
  const shifts = useQueryOf('roster.shifts', { from: on, days: 1 }, { enabled: when.shift !== 'now' }).data;
  return shifts?.find(({ kind, on: day }) => kind === when.shift && day === on)?.startsAt ?? null;
}

function Toggle(props: {
  readonly on: boolean;
  readonly onPress: () => void;
  readonly letter: string;
  readonly children: React.ReactNode;
}) {
  return (
    <Button aria-pressed={props.on} className={props.on ? 'chosen' : ''} onPress={props.onPress}>
      <span aria-hidden>{props.on ? '☑ ' : '☐ '}</span>
      {props.children} <kbd className="kbd">{props.letter}</kbd>
    </Button>
  );
}
