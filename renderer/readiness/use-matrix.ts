import { useState } from 'react';
import type { Change } from '../../electron/readiness/ask.ts';
import type { Column, Matrix } from '../../electron/readiness/detail.ts';
import { worst, type NeedState, type PlanState, type State } from '../../electron/readiness/readiness.ts';
import { useQueryOf } from '../api.ts';

/** What the matrix is asked for. */
export interface Question {
  /** When: an instant, or null for now. */
  readonly at: string | null;
  readonly held: boolean;
  readonly whatIf: readonly Change[];
  /** Plans that take from the same things; none: each by itself. */
  readonly together: readonly string[];
}

/** The part of a question that every query takes. */
export function inputOf({ at, held, whatIf, together }: Question) {
  return { ...(at === null ? {} : { at }), held, whatIf: [...whatIf], together: [...together] };
}

/** What all needs of a plan for one kind of thing come to. */
export interface Cell {
  readonly needs: readonly NeedState[];
  readonly state: State;
  readonly wanted: number;
  readonly served: number;
}

export function cellOf(plan: PlanState | undefined, column: Column): Cell | null {
  const needs = plan?.needs.filter(({ kind, of }) => kind === column.kind && of === column.of) ?? [];
  if (needs.length === 0) return null;
  const sum = (key: 'wanted' | 'served'): number => needs.reduce((all, need) => all + need[key], 0);
  return {
    needs,
    state: worst(needs.map(({ state }) => state)),
    wanted: sum('wanted'),
    served: sum('served'),
  };
}

/** The matrix, and as it is without what is tried. */
export function useMatrix(question: Question): {
  readonly now: Matrix | undefined;
  readonly before: Matrix | undefined;
} {
  const trying = question.whatIf.length > 0;
  const now = useQueryOf('readiness.matrix', inputOf(question)).data;
  const before = useQueryOf('readiness.matrix', inputOf({ ...question, whatIf: [] }), {
    enabled: trying,
  }).data;
  return { now, before: trying ? before : undefined };
}

/** The columns in which something is short; all of them when none is. */
export function shortColumns(matrix: Matrix): readonly Column[] {
  const short = matrix.columns.filter((column) =>
    matrix.rows.some((plan) => (cellOf(plan, column)?.state ?? 'met') !== 'met'),
  );
  return short.length === 0 ? matrix.columns : short;
}

/** Which cell has the focus: column -1 is the plan itself. */
export interface At {
  readonly row: number;
  readonly column: number;
}

export function useAt(rows: number, columns: number): readonly [At, (at: At) => void] {
  const [at, setAt] = useState<At>({ row: 0, column: -1 });
  const inside = {
    row: Math.max(0, Math.min(rows - 1, at.row)),
    column: Math.max(-1, Math.min(columns - 1, at.column)),
  };
  return [inside, setAt];
}
