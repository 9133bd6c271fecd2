/** One way to serve a demand. */
export interface Option {
  /** Index of the supply. */
  readonly supply: number;
  /** Whole number, 0 or more; less is taken first. */
  readonly cost: number;
}

/** So much is wanted, from any of the options. Amounts are whole numbers. */
export interface Demand {
  readonly amount: number;
  readonly options: readonly Option[];
}

interface Link {
  readonly supply: number;
  readonly demand: number;
  readonly cost: number;
  flow: number;
}

/**
 * Which supply serves which demand, when one unit serves one demand: a transportation problem, solved exactly by shortest
 * augmenting paths with potentials (R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows, 1993, section 9.7).
 *
 * Demands are served in their order, each as far as can be without taking from those before it. Together that is also the
 * most that can be served at all (the demands that can be served together form a matroid), and of all ways to do it the
 * one with the smallest sum of costs.
 */
export class Assignment {
  private readonly left: number[];
  private readonly wanted: number[] = [];
  private readonly links: Link[][] = [];
  /** The links of each supply that may carry something. */
  private readonly users: Link[][];
  private readonly supplyPotential: number[];
  private readonly demandPotential: number[] = [];
  readonly served: number[] = [];

  /** `supplies` are whole amounts. */
  constructor(supplies: readonly number[]) {
    this.left = [...supplies];
    this.users = supplies.map(() => []);
    this.supplyPotential = supplies.map(() => 0);
  }

  /** Serves one more demand as far as possible and gives how much that is. */
  serve(demand: Demand): number {
    const index = this.links.length;
    const links = demand.options.map(({ supply, cost }) => ({ supply, demand: index, cost, flow: 0 }));
    for (const link of links) this.users[link.supply]!.push(link);
    this.links.push(links);
    this.wanted.push(demand.amount);
    this.served.push(0);
    this.demandPotential.push(
      links.reduce(
        (most, { supply, cost }) => Math.max(most, this.supplyPotential[supply]! - cost),
        -Infinity,
      ),
    );
    while (this.served[index]! < demand.amount) {
      const more = this.augment(index, demand.amount - this.served[index]!);
      if (more === 0) break;
      this.served[index]! += more;
    }
    return this.served[index]!;
  }

  /** How much of each supply a demand has got. */
  of(demand: number): { readonly supply: number; readonly amount: number }[] {
    return this.links[demand]!.filter(({ flow }) => flow > 0).map(({ supply, flow }) => ({
      supply,
      amount: flow,
    }));
  }

  /** What no demand took of a supply. */
  leftOf(supply: number): number {
    return this.left[supply]!;
  }

  /** How much more a demand could get while every other keeps what it has; `enough` ends the count early. */
  spare(demand: number, enough = Infinity): number {
    // Most needs have plenty left of their own: no need to move anything for them.
    let own = 0;
    for (const { supply } of this.links[demand]!) own += this.left[supply]!;
    if (own >= enough) return enough;
    const left = [...this.left];
    const flows = new Map<Link, number>();
    let spare = 0;
    while (spare < enough) {
      const more = widen(demand, left, flows, this.links, this.users, enough - spare);
      if (more === 0) break;
      spare += more;
    }
    return spare;
  }

  /**
   * When a demand is short: the demands (itself too) that want the same things, all of which are taken. What they want
   * together is more than there is (P. Hall's condition).
   */
  rivals(demand: number): number[] {
    const seen = new Set([demand]);
    const supplies = new Set<number>();
    for (const next of seen)
      for (const { supply } of this.links[next]!) {
        if (supplies.has(supply)) continue;
        supplies.add(supply);
        for (const user of this.users[supply]!) if (user.flow > 0) seen.add(user.demand);
      }
    return [...seen].sort((a, b) => a - b);
  }

  /** One shortest path from a demand to a supply that has something left (Dijkstra, until the nearest is sure). */
  private augment(start: number, most: number): number {
    const demandAt = new Map([[start, 0]]);
    const supplyAt = new Map<number, number>();
    const cameBy = new Map<number, Link>();
    const gaveBack = new Map<number, Link>();
    const settled = new Map<number, number>();
    const open = new Queue();
    let best = Infinity;
    let target = -1;

    const leave = (demand: number, at: number): void => {
      for (const link of this.links[demand]!) {
        const to = at + link.cost + this.demandPotential[demand]! - this.supplyPotential[link.supply]!;
        if (to >= (supplyAt.get(link.supply) ?? Infinity) || to >= best) continue;
        supplyAt.set(link.supply, to);
        cameBy.set(link.supply, link);
        open.add(link.supply, to);
        const end = to + this.supplyPotential[link.supply]!;
        if (this.left[link.supply]! > 0 && end < best) {
          best = end;
          target = link.supply;
        }
      }
    };
    leave(start, 0);
    for (let next = open.take(); next && next.at < best; next = open.take()) {
      const { supply, at } = next;
      if (settled.has(supply) || at > supplyAt.get(supply)!) continue;
      settled.set(supply, at);
      for (const link of this.users[supply]!) {
        if (link.flow === 0) continue;
        const to = at - link.cost + this.supplyPotential[supply]! - this.demandPotential[link.demand]!;
        if (to >= (demandAt.get(link.demand) ?? Infinity) || to >= best) continue;
        demandAt.set(link.demand, to);
        gaveBack.set(link.demand, link);
        leave(link.demand, to);
      }
    }
    if (target < 0) return 0;
    for (const [demand, at] of demandAt) if (at < best) this.demandPotential[demand]! += at - best;
    for (const [supply, at] of supplyAt) if (at < best) this.supplyPotential[supply]! += at - best;

    let amount = Math.min(most, this.left[target]!);
    for (let supply = target; ;) {
      const { demand } = cameBy.get(supply)!;
      if (demand === start) break;
      const back = gaveBack.get(demand)!;
      amount = Math.min(amount, back.flow);
      supply = back.supply;
    }
    this.left[target]! -= amount;
    for (let supply = target; ;) {
      const link = cameBy.get(supply)!;
      link.flow += amount;
      if (link.demand === start) break;
      const back = gaveBack.get(link.demand)!;
      back.flow -= amount;
      supply = back.supply;
    }
    return amount;
  }
}

/** One augmenting path without regard to cost, on `left` and `flows` (which hold what differs from the links'). */
function widen(
  start: number,
  left: number[],
  flows: Map<Link, number>,
  links: readonly (readonly Link[])[],
  users: readonly (readonly Link[])[],
  most: number,
): number {
  const flowOf = (link: Link): number => flows.get(link) ?? link.flow;
  const cameBy = new Map<number, Link>();
  const gaveBack = new Map<number, Link>();
  const seen = new Set([start]);
  for (const demand of seen)
    for (const link of links[demand]!) {
      if (cameBy.has(link.supply)) continue;
      cameBy.set(link.supply, link);
      if (left[link.supply]! === 0) {
        for (const user of users[link.supply]!)
          if (flowOf(user) > 0 && !seen.has(user.demand)) {
            seen.add(user.demand);
            gaveBack.set(user.demand, user);
          }
        continue;
      }
      const path: [Link, 1 | -1][] = [[link, 1]];
      for (let at = demand; at !== start;) {
        const back = gaveBack.get(at)!;
        path.push([back, -1]);
        const on = cameBy.get(back.supply)!;
        path.push([on, 1]);
        at = on.demand;
      }
      const backs = path.filter(([, sign]) => sign < 0).map(([each]) => flowOf(each));
      const amount = Math.min(most, left[link.supply]!, ...backs);
      left[link.supply]! -= amount;
      for (const [each, sign] of path) flows.set(each, flowOf(each) + sign * amount);
      return amount;
    }
  return 0;
}

/** A binary heap of supplies by distance. */
class Queue {
  private readonly heap: { supply: number; at: number }[] = [];

  add(supply: number, at: number): void {
    const { heap } = this;
    heap.push({ supply, at });
    for (let i = heap.length - 1; i > 0;) {
      const parent = (i - 1) >> 1;
      if (heap[parent]!.at <= heap[i]!.at) break;
      [heap[parent], heap[i]] = [heap[i]!, heap[parent]!];
      i = parent;
    }
  }

  take(): { readonly supply: number; readonly at: number } | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || !last) return first;
    heap[0] = last;
    for (let i = 0; ;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < heap.length && heap[child]!.at < heap[least]!.at) least = child;
      if (least === i) break;
      [heap[least], heap[i]] = [heap[i]!, heap[least]!];
      i = least;
    }
    return first;
  }
}
