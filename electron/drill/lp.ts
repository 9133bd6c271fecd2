/**
 * A linear problem with whole-number columns, to be made as small as possible; and what a solver says of it. The planner
 * writes the one and reads the other, so that it does not know which solver it has.
 */
export class Lp {
  readonly costs: number[] = [];
  readonly lower: number[] = [];
  readonly upper: number[] = [];
  readonly whole: boolean[] = [];
  readonly rowLower: number[] = [];
  readonly rowUpper: number[] = [];
  readonly starts: number[] = [0];
  readonly indices: number[] = [];
  readonly values: number[] = [];
  /** Added to what the columns cost. */
  offset = 0;

  /** A column that is 0 or 1; gives its number. */
  binary(cost: number): number {
    return this.column(cost, 1, true);
  }

  /** A column of 0 or more that takes a whole number by itself when the others do. */
  amount(cost: number): number {
    return this.column(cost, Infinity, false);
  }

  private column(cost: number, upper: number, whole: boolean): number {
    this.lower.push(0);
    this.upper.push(upper);
    this.whole.push(whole);
    return this.costs.push(cost) - 1;
  }

  /** least <= sum <= most. No column stands in it twice. */
  row(least: number, most: number, terms: Iterable<readonly [column: number, factor: number]>): void {
    for (const [column, factor] of terms) {
      this.indices.push(column);
      this.values.push(factor);
    }
    this.rowLower.push(least);
    this.rowUpper.push(most);
    this.starts.push(this.indices.length);
  }

  /** At most (or at least) so many of these. */
  sum(least: number, most: number, columns: readonly number[]): void {
    this.row(
      least,
      most,
      columns.map((column) => [column, 1] as const),
    );
  }
}

export interface SolveOptions {
  /** Seconds; it then gives what it has. */
  readonly seconds: number;
  /** Costs of plans differ by at least this much: nothing closer to the bound than that can be bettered. */
  readonly step?: number;
  /** A solution to begin with. */
  readonly from?: readonly number[];
  /** Told of each better solution, and of the least that is possible as far as is known. */
  readonly found?: (x: ArrayLike<number>, cost: number, bound: number) => void;
  /** Asked many times a second; throws to call the work off. */
  readonly tick?: () => void;
}

export interface Solved {
  /** `none`: the time was over before anything was found. */
  readonly kind: 'proven' | 'found' | 'impossible' | 'none';
  readonly x: ArrayLike<number>;
  readonly cost: number;
  readonly bound: number;
}

export type Solve = (lp: Lp, options: SolveOptions) => Solved;
