import { createContext, useCallback, useContext, useEffect, useRef, useState, type RefObject } from 'react';
import type { DrillLine, ProgrammeLine } from '../../electron/drill/month.ts';
import type { Clash } from '../../electron/drill/outcome.ts';
import { ask } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { useText } from '../ui/text.ts';

/** A drill taken up, and the time over which it is held (null: among those without a place). */
export interface Held {
  readonly drill: DrillLine;
  readonly startsAt: string | null;
}

/** What the views of a month share: which drill is chosen, which is held and where, and what that would break. */
export interface Board {
  readonly programme: ProgrammeLine;
  readonly zone: string;
  readonly mayMove: boolean;
  readonly chosenId: string | null;
  readonly choose: (id: string | null) => void;
  readonly held: Held | null;
  readonly pickUp: (drill: DrillLine) => void;
  readonly aim: (startsAt: string | null) => void;
  readonly putBack: () => void;
  /** Puts the held drill down; one that breaks something waits for the reason why that is accepted. */
  readonly drop: (startsAt: string | null, reason?: string) => Promise<boolean>;
  /** It was put down where it breaks something: a reason is asked for. */
  readonly asking: boolean;
  readonly problem: string | null;
  readonly tell: (problem: string | null) => void;
  /** What the held drill would break at a time; undefined while that is not known. */
  readonly breaksAt: (startsAt: string) => readonly Clash[] | undefined;
  /** A view says which time lies under a point of the screen (undefined: none), for as long as it stands there. */
  readonly tellUnder: (under: Under | null) => void;
  readonly timeUnder: Under;
  /** The chip that should have the focus as soon as it is drawn; asking for it ends that. */
  readonly followed: (drawn: Drawn) => void;
}

/** The chip of a drill at a time. */
type Drawn = (id: string, startsAt: string | null) => HTMLElement | null | undefined;
type Under = (x: number, y: number) => string | null | undefined;

const BoardContext = createContext<Board | null>(null);
export const BoardProvider = BoardContext.Provider;

export function useBoard(): Board {
  const board = useContext(BoardContext);
  if (!board) throw new Error('no board of drills around this');
  return board;
}

/** A move that can be taken back. */
interface Moved {
  readonly id: string;
  readonly startsAt: string | null;
  readonly version: number;
}

export interface Hold extends Omit<Board, 'programme' | 'zone' | 'mayMove' | 'breaksAt'> {
  readonly undo: (() => Promise<void>) | null;
}

/** Taking up, aiming, putting down and taking back. */
export function useHold(): Hold {
  const { t } = useText();
  const [chosenId, choose] = useState<string | null>(null);
  const [held, setHeld] = useState<Held | null>(null);
  const [asking, setAsking] = useState(false);
  const [problem, tell] = useState<string | null>(null);
  const [moves, setMoves] = useState<readonly Moved[]>([]);
  const follow = useRef<Pick<Moved, 'id' | 'startsAt'> | null>(null);
  const under = useRef<Under | null>(null);
  const tellUnder = useCallback((tell: Under | null) => void (under.current = tell), []);
  const followed = useCallback((drawn: Drawn) => {
    const chip = follow.current === null ? null : drawn(follow.current.id, follow.current.startsAt);
    if (!chip) return;
    follow.current = null;
    chip.focus();
  }, []);

  function pickUp(drill: DrillLine): void {
    tell(drill.pinned ? t('drill.unpinFirst') : null);
    if (drill.pinned) return;
    if (drill.state !== 'planned')
      return tell(t('drill.notMovable', { state: t(`drill.state.${drill.state}`) }));
    choose(drill.id);
    setAsking(false);
    setHeld({ drill, startsAt: drill.startsAt });
  }
  function putBack(): void {
    follow.current = held && { id: held.drill.id, startsAt: held.drill.startsAt };
    setHeld(null);
    setAsking(false);
    tell(null);
  }
  async function drop(startsAt: string | null, reason = ''): Promise<boolean> {
    if (!held) return false;
    const { drill } = held;
    if (startsAt === drill.startsAt) {
      putBack();
      return true;
    }
    setHeld({ drill, startsAt });
    const result = await ask('drill.move', { id: drill.id, version: drill.version, startsAt, reason });
    if (!result.ok) {
      // What it breaks there stands beside the calendar.
      if (result.refusal.refused === 'drillBreaks') setAsking(true);
      else tell(refusalText(result.refusal));
      return false;
    }
    setMoves((before) => [
      ...before.slice(-19),
      { id: drill.id, startsAt: drill.startsAt, version: result.value.version },
    ]);
    follow.current = { id: drill.id, startsAt };
    setHeld(null);
    setAsking(false);
    tell(null);
    return true;
  }
  const last = moves.at(-1);
  const undo = last
    ? async (): Promise<void> => {
        const { id, startsAt, version } = last;
        const result = await ask('drill.move', { id, version, startsAt, reason: t('drill.undone') });
        setMoves((before) => before.slice(0, -1));
        follow.current = { id, startsAt };
        choose(id);
        tell(result.ok ? null : refusalText(result.refusal));
      }
    : null;

  return {
    chosenId,
    choose,
    held,
    pickUp,
    aim: (startsAt) => {
      setAsking(false);
      tell(null);
      setHeld((before) => (before && before.startsAt !== startsAt ? { ...before, startsAt } : before));
    },
    putBack,
    drop,
    asking,
    problem,
    tell,
    tellUnder,
    timeUnder: (x, y) => under.current?.(x, y),
    followed,
    undo,
  };
}

/** The chip that was put down or taken back keeps the hand, once `box` shows it at its new place. */
export function useFollowed(box: RefObject<HTMLElement | null>): void {
  const { held, followed } = useBoard();
  useEffect(() => {
    // Not where it was before: what is drawn may not know of the move yet.
    if (!held)
      followed((id, startsAt) =>
        box.current?.querySelector<HTMLElement>(`[data-drill="${id}"][data-starts="${startsAt}"]`),
      );
  });
}

/** Says which time lies under a point: `at` gets the element there. Those without a time lie under their list. */
export function useUnder(
  at: (over: Element | null, x: number, y: number) => string | null | undefined,
): void {
  const { tellUnder } = useBoard();
  useEffect(() => {
    tellUnder((x, y) => {
      const over = document.elementFromPoint(x, y);
      return over?.closest('[data-unplaced]') ? null : at(over, x, y);
    });
    return () => tellUnder(null);
  });
}

/** So far the pointer goes before a press becomes a drag, in pixels. */
const dragFrom = 6;

/**
 * Dragging with the mouse: gives what begins one on a chip. A ghost follows the pointer; where it is let go, the drill is put
 * down. The same is done by keys, so nothing here is needed without a mouse.
 */
export function useDrag(board: Board): (drill: DrillLine, event: React.PointerEvent) => void {
  const latest = useRef(board);
  useEffect(() => {
    latest.current = board;
  });
  return (drill, event) => {
    if (event.button !== 0 || !board.mayMove) return;
    const from = { x: event.clientX, y: event.clientY };
    const chip = event.currentTarget as HTMLElement;
    let ghost: HTMLElement | null = null;

    const move = ({ clientX, clientY }: PointerEvent): void => {
      if (!ghost) {
        if (Math.hypot(clientX - from.x, clientY - from.y) < dragFrom) return;
        if (drill.pinned || drill.state !== 'planned') {
          latest.current.pickUp(drill);
          return end();
        }
        latest.current.pickUp(drill);
        ghost = chip.cloneNode(true) as HTMLElement;
        ghost.className = 'dm-ghost';
        ghost.removeAttribute('data-drill');
        ghost.setAttribute('aria-hidden', 'true');
        ghost.style.width = `${chip.offsetWidth}px`;
        document.body.append(ghost);
      }
      ghost.style.transform = `translate(${clientX + 8}px, ${clientY + 8}px)`;
      const under = latest.current.timeUnder(clientX, clientY);
      if (under !== undefined) latest.current.aim(under);
    };
    const up = ({ clientX, clientY }: PointerEvent): void => {
      const dragged = ghost !== null;
      end();
      if (!dragged) return;
      const under = latest.current.timeUnder(clientX, clientY);
      if (under === undefined) latest.current.putBack();
      else void latest.current.drop(under);
    };
    const key = (pressed: KeyboardEvent): void => {
      if (pressed.key !== 'Escape') return;
      end();
      latest.current.putBack();
    };
    function end(): void {
      ghost?.remove();
      ghost = null;
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('keydown', key, true);
    }
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('keydown', key, true);
  };
}
