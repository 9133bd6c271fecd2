/**
 * Turns at writing between the program and workers that write: one that writes much (an import), one that writes often (the
 * readings of instruments). SQLite has one writer at a time and a
 * transaction of an import is long: whoever wants to say something says so here, the worker ends its transaction at the
 * next row, and waits until it has been said. Nothing stands still meanwhile but that worker.
 */
export class Turns {
  readonly shared: SharedArrayBuffer;
  /** Word 0: how many workers are inside a transaction. Word 1: how many wait to write. */
  private readonly words: Int32Array;

  constructor(shared = new SharedArrayBuffer(8)) {
    this.shared = shared;
    this.words = new Int32Array(shared);
  }

  /** The program's side: from now until the returned function is called the worker begins nothing. */
  want(): () => void {
    Atomics.add(this.words, 1, 1);
    return () => {
      Atomics.sub(this.words, 1, 1);
      Atomics.notify(this.words, 1);
    };
  }

  /** The program's side: whether a worker is inside a transaction. */
  get taken(): boolean {
    return Atomics.load(this.words, 0) > 0;
  }

  /** The side of a worker whose transactions are short: has the long one end, then takes the turn beside the program. */
  async quickly<T>(write: () => T): Promise<T> {
    const done = this.want();
    try {
      while (this.taken) await new Promise((resolve) => void setTimeout(resolve, 1));
      Atomics.add(this.words, 0, 1);
      try {
        return write();
      } finally {
        this.end();
      }
    } finally {
      done();
    }
  }

  /** The worker's side: waits until nobody wants to write, then takes the turn. */
  begin(): void {
    for (;;) {
      for (let waiting = this.waiting; waiting > 0; waiting = this.waiting)
        Atomics.wait(this.words, 1, waiting);
      Atomics.add(this.words, 0, 1);
      // Someone may have come between the look and the taking.
      if (this.waiting === 0) return;
      this.end();
    }
  }

  /** The worker's side: whether someone waits for it to come to an end. */
  get wanted(): boolean {
    return this.waiting > 0;
  }

  end(): void {
    Atomics.sub(this.words, 0, 1);
  }

  private get waiting(): number {
    return Atomics.load(this.words, 1);
  }
}
