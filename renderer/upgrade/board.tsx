import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { isOpen, upgradeStates, type UpgradeLine } from '../../electron/upgrade/upgrade.ts';
import { ask } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { go } from '../router.tsx';
import { Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { Due, MoneyBar, Progress, useSwap } from './parts.tsx';
import { isAbnormal, nextStep } from './words.ts';

interface Column {
  readonly key: string;
  readonly title: string;
  readonly lines: readonly UpgradeLine[];
}

/** Cards in columns, walked by arrows; N moves a card on: approved, started, finished, or its phase done. */
export function Board({
  lines,
  by,
}: {
  readonly lines: readonly UpgradeLine[];
  readonly by: 'state' | 'phase';
}) {
  const { t } = useText();
  const columns = useColumns(lines, by);
  const cards = useRef(new Map<string, HTMLElement>());
  const [chosen, setChosen] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // A card that was moved on stands in another column once the answer is there; the hand stays on it.
  const follow = useRef<string | null>(null);
  useEffect(() => {
    if (follow.current === null) return;
    cards.current.get(follow.current)?.focus();
    follow.current = null;
  }, [lines]);
  const order = columns.flatMap((column) => column.lines);
  const entry = order.find(({ id }) => id === chosen)?.id ?? order[0]?.id;

  function walk(event: KeyboardEvent, line: UpgradeLine): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key.toLowerCase() === 'n') {
      event.preventDefault();
      void moveOn(line);
      return;
    }
    const at = columns.findIndex((column) => column.lines.includes(line));
    const row = columns[at]?.lines.indexOf(line) ?? 0;
    const sideways = (by: 1 | -1): UpgradeLine | undefined => {
      for (let index = at + by; index >= 0 && index < columns.length; index += by) {
        const there = columns[index]?.lines ?? [];
        if (there.length > 0) return there[Math.min(row, there.length - 1)];
      }
      return undefined;
    };
    const next =
      event.key === 'ArrowDown'
        ? columns[at]?.lines[row + 1]
        : event.key === 'ArrowUp'
          ? columns[at]?.lines[row - 1]
          : event.key === 'ArrowRight'
            ? sideways(1)
            : event.key === 'ArrowLeft'
              ? sideways(-1)
              : undefined;
    if (!next) return;
    event.preventDefault();
    cards.current.get(next.id)?.focus();
  }

  async function moveOn(line: UpgradeLine): Promise<void> {
    const phase = by === 'phase' ? line.phases.find(({ id }) => id === line.phaseId) : undefined;
    const step = nextStep[line.state];
    if (by === 'phase' ? phase === undefined : step === null) {
      setProblem(t('upgrade.cannotOn', { key: line.key }));
      return;
    }
    setChosen(line.id);
    follow.current = line.id;
    const result = phase
      ? await ask('upgrade.finishPhase', { id: phase.id, version: phase.version, finished: true })
      : await ask(`upgrade.${step ?? 'start'}`, { id: line.id, version: line.version });
    setProblem(result.ok ? null : refusalText(result.refusal));
    if (!result.ok) follow.current = null;
  }

  return (
    <>
      <div className="pad up-note">
        <span className="dim">{t('upgrade.keysBoard')}</span>
        <Problem>{problem}</Problem>
      </div>
      <div className="up-board scroll" tabIndex={-1}>
        {columns.map((column) => (
          <section key={column.key} className="up-column" aria-label={column.title}>
            <h3>
              {column.title} <span className="dim">{column.lines.length}</span>
            </h3>
            {column.lines.length === 0 && <p className="dim">{t('upgrade.empty')}</p>}
            {column.lines.map((line) => (
              <Card
                key={line.id}
                line={line}
                tabIndex={line.id === entry ? 0 : -1}
                hold={(card) => {
                  if (card) cards.current.set(line.id, card);
                  else cards.current.delete(line.id);
                }}
                onFocus={() => setChosen(line.id)}
                onKeyDown={(event) => walk(event, line)}
              />
            ))}
          </section>
        ))}
      </div>
    </>
  );
}

function useColumns(lines: readonly UpgradeLine[], by: 'state' | 'phase'): readonly Column[] {
  const { t } = useText();
  if (by === 'state')
    return upgradeStates.map((state) => ({
      key: state,
      title: t(`upgrade.state.${state}`),
      lines: lines.filter((line) => line.state === state),
    }));
  const columns = new Map<string, UpgradeLine[]>();
  const open = lines.filter(isOpen);
  // In the order in which phases follow one another within the programmes.
  for (const name of phaseOrder(open)) columns.set(name, []);
  for (const line of open) {
    const name =
      line.phases.find(({ id }) => id === line.phaseId)?.name ??
      t(line.phases.length === 0 ? 'upgrade.phaseless' : 'upgrade.noPhase');
    columns.set(name, [...(columns.get(name) ?? []), line]);
  }
  return [...columns]
    .filter(([, held]) => held.length > 0)
    .map(([title, held]) => ({ key: title, title, lines: held }));
}

function phaseOrder(lines: readonly UpgradeLine[]): string[] {
  const places = new Map<string, number>();
  for (const { phases } of lines)
    for (const [index, { name }] of phases.entries())
      places.set(name, Math.max(places.get(name) ?? 0, index / Math.max(1, phases.length)));
  return [...places].sort((a, b) => a[1] - b[1]).map(([name]) => name);
}

function Card(props: {
  readonly line: UpgradeLine;
  readonly tabIndex: number;
  readonly hold: (card: HTMLElement | null) => void;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { line } = props;
  const swap = useSwap();
  return (
    <button
      type="button"
      className="up-card"
      ref={props.hold}
      tabIndex={props.tabIndex}
      data-abnormal={isAbnormal(line) || undefined}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
      onClick={() => go('upgrades', line.id)}
    >
      <span className="dim">{line.key}</span>
      <b>{line.title}</b>
      <span className="muted">{swap(line)}</span>
      <Progress line={line} />
      <MoneyBar line={line} />
      <Due line={line} />
    </button>
  );
}
