import { Lp, type Solve } from './lp.ts';
import { spanOf, type Laid, type MonthRules } from './month-rules.ts';
import { closer } from './month-times.ts';

/** Persons by drill, or drills of which not all can be observed although each can. */
export type Watched =
  | { readonly kind: 'all'; readonly observers: ReadonlyMap<string, readonly string[]> }
  | { readonly kind: 'short'; readonly drills: readonly Laid[] };

interface Post {
  readonly laid: Laid;
  /** Who could take it, the ones to be preferred first. */
  readonly fit: readonly { readonly id: string; readonly rank: number }[];
}

/**
 * Observers for drills whose times are settled: nobody who is drilled nearby, nobody at two drills without rest between them.
 * People who are on duty come before those who would have to come in, those who observed it already stay, and turns are shared.
 */
export function watch(
  rules: MonthRules,
  laid: readonly Laid[],
  fixed: readonly Laid[],
  restMs: number,
  solve: Solve,
): Watched {
  const posts = postsOf(rules, laid, fixed, restMs);
  const observers = inTurn(posts, restMs) ?? assign(posts, restMs, solve);
  return observers
    ? { kind: 'all', observers }
    : { kind: 'short', drills: fewest(posts, restMs, solve).map((post) => post.laid) };
}

/** The same without a solver: null when taking turns does not serve all, which says nothing. */
export function watchInTurn(
  rules: MonthRules,
  laid: readonly Laid[],
  fixed: readonly Laid[],
  restMs: number,
): ReadonlyMap<string, readonly string[]> | null {
  return inTurn(postsOf(rules, laid, fixed, restMs), restMs);
}

function postsOf(rules: MonthRules, laid: readonly Laid[], fixed: readonly Laid[], restMs: number): Post[] {
  return laid
    .filter(({ drill }) => drill.observers > 0)
    .map((one) => {
      const span = spanOf(one);
      const busy = new Set<string>();
      for (const other of fixed)
        if (closer(spanOf(other), span, restMs)) for (const id of rules.boundBy(other)) busy.add(id);
      for (const other of laid)
        if (other !== one && closer(spanOf(other), span, restMs))
          for (const { id } of rules.times.drilled(other.drill, other.slot)) busy.add(id);
      const stays = one.drill.startsAt !== null && Date.parse(one.drill.startsAt) === one.slot.startMs;
      const rank = new Map<string, number>();
      for (const person of rules.fit(one.drill, one.slot)) {
        if (busy.has(person.id)) continue;
        const onDuty = rules.times.standing(person, one.slot, span.endMs) === 'onDuty';
        rank.set(person.id, stays && one.drill.observerIds.includes(person.id) ? 0 : onDuty ? 1 : 2);
      }
      return {
        laid: one,
        fit: [...rank].map(([id, at]) => ({ id, rank: at })).sort((a, b) => a.rank - b.rank),
      };
    });
}

const tooNear = (a: Post, b: Post, restMs: number): boolean => closer(spanOf(a.laid), spanOf(b.laid), restMs);

/** Those with the least choice first, each time the ones who have had the fewest turns; null when that does not serve all. */
function inTurn(posts: readonly Post[], restMs: number): Map<string, string[]> | null {
  const turns = new Map<string, Post[]>();
  const observers = new Map<string, string[]>();
  for (const post of posts.toSorted((a, b) => a.fit.length - b.fit.length)) {
    const free = post.fit.filter(
      ({ id }) => !(turns.get(id) ?? []).some((other) => tooNear(post, other, restMs)),
    );
    const { drill } = post.laid;
    if (free.length < drill.observers) return null;
    const had = (id: string): number => turns.get(id)?.length ?? 0;
    const chosen = free
      .toSorted((a, b) => a.rank - b.rank || had(a.id) - had(b.id))
      .slice(0, drill.observers)
      .map(({ id }) => id);
    for (const id of chosen) turns.set(id, [...(turns.get(id) ?? []), post]);
    observers.set(drill.id, chosen);
  }
  return observers;
}

/** An exact answer where turns do not do; null: it is impossible. */
function assign(posts: readonly Post[], restMs: number, solve: Solve): Map<string, string[]> | null {
  const lp = new Lp();
  const byPerson = new Map<string, { readonly post: Post; readonly column: number }[]>();
  const columns = posts.map((post) =>
    post.fit.map(({ id, rank }) => {
      const column = lp.binary(rank);
      byPerson.set(id, [...(byPerson.get(id) ?? []), { post, column }]);
      return { id, column };
    }),
  );
  posts.forEach(({ laid: { drill } }, i) =>
    lp.sum(
      drill.observers,
      drill.observers,
      columns[i]!.map(({ column }) => column),
    ),
  );
  for (const own of byPerson.values())
    own.forEach((a, at) => {
      for (const b of own.slice(at + 1))
        if (tooNear(a.post, b.post, restMs)) lp.sum(-Infinity, 1, [a.column, b.column]);
    });
  const solved = solve(lp, { seconds: assignSeconds, step: 1 });
  if (solved.kind === 'impossible') return null;
  if (solved.kind === 'none') throw new Error('no observers were found in time');
  return new Map(
    posts.map(({ laid: { drill } }, i) => [
      drill.id,
      columns[i]!.filter(({ column }) => solved.x[column]! > 0.5).map(({ id }) => id),
    ]),
  );
}
const assignSeconds = 30;

/** Of posts that cannot all be served, some of which none can be left out. */
function fewest(posts: readonly Post[], restMs: number, solve: Solve): readonly Post[] {
  let short = posts;
  for (const post of posts) {
    const rest = short.filter((other) => other !== post);
    if (rest.length === short.length) continue;
    if (inTurn(rest, restMs) === null && assign(rest, restMs, solve) === null) short = rest;
  }
  return short;
}
