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

  /** The values of all columns when those of the first are given: an amount is as small as its one row lets it be. */
  complete(first: ArrayLike<number>): number[] {
    const x = this.costs.map((_, column) => first[column] ?? 0);
    for (let row = 0; row < this.rowLower.length; row++) {
      let amount = -1;
      let sum = 0;
      for (let at = this.starts[row]!; at < this.starts[row + 1]!; at++) {
        const column = this.indices[at]!;
        if (this.whole[column]) sum += this.values[at]! * x[column]!;
        else amount = column;
      }
      if (amount >= 0) x[amount] = Math.max(0, sum - this.rowUpper[row]!, this.rowLower[row]! - sum);
    }
    return x;
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
