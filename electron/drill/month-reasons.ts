import type { Facts } from '../refusal.ts';
import { daysBetween } from '../roster/local-time.ts';
import type { Month } from './month-columns.ts';
import type { Laid } from './month-rules.ts';
import { dayNo } from './month-wishes.ts';
import type { Clash, Reason, ReasonKind, RuleKind } from './outcome.ts';

/** Up to so many possible times are counted out. */
const few = 3;
/** A rule that bars at least this share of the times that are asked for is worth naming. */
const much = 0.25;

/** Why a drill lies where it does, what weighs most first. `laid` are all drills that were laid out. */
export function reasonsOf(month: Month, one: Laid, laid: readonly Laid[]): Reason[] {
  const { drill, slot } = one;
  const group = month.groups.findIndex(({ drills }) => drills.includes(drill));
  const reasons: Reason[] = [];
  const add = (reason: ReasonKind, facts: Facts = {}): void => void reasons.push({ reason, facts });
  const possible = month.columns.filter((column) => column.group === group).length;
  const asked = { shift: drill.askedShift, crew: drill.askedCrew };
  if (possible <= month.groups[group]!.drills.length) add('onlyTime', asked);
  else if (possible <= few) add('fewTimes', { ...asked, left: possible });

  const start = one.slot.startMs;
  if (drill.startsAt !== null && Date.parse(drill.startsAt) === start) add('kept');
  else if (drill.startsAt !== null) {
    const before = Date.parse(drill.startsAt);
    const barred = month.barred[group]!.find((each) => each.slot.startMs === before);
    const [because] = barred?.because[0] ?? [];
    if (because) add('barred', { ...because.facts, movedFrom: drill.startsAt, rule: because.rule });
    else add('moved', { movedFrom: drill.startsAt });
  }
  if (drill.findingOn !== null) add('finding', { findingOn: drill.findingOn });

  const { worst, of } = barsOf(month, group);
  if (worst && worst.times >= much * of)
    add('blocked', { ...worst.clash.facts, rule: worst.clash.rule, times: worst.times, of, ...asked });

  // Where there is no choice, the rest was none.
  if (reasons.some(({ reason }) => reason === 'onlyTime')) return reasons;
  const everything = [...month.fixed, ...laid].filter((other) => other !== one);
  const before = everything
    .filter(
      (other) =>
        other.drill.typeId === drill.typeId &&
        other.drill.placeId === drill.placeId &&
        other.slot.startMs < start,
    )
    .reduce<Laid | null>((a, b) => (a === null || a.slot.startMs < b.slot.startMs ? b : a), null);
  const onDay = everything.filter((other) => other.slot.day === slot.day).length + 1;
  if (before) add('spread', { days: daysBetween(before.slot.day, slot.day), onDay });
  else add('alone', { onDay });

  if (drill.askedShift === 'any' || drill.askedCrew === null) {
    const crew = slot.crews[0] ?? null;
    const share = [...everything, one].filter(
      (other) =>
        dayNo(month, other.slot) >= 0 &&
        other.slot.shift === slot.shift &&
        (other.drill.askedCrew ?? other.slot.crews[0] ?? null) === crew,
    ).length;
    add(slot.shift === 'night' ? 'nightShare' : 'dayShare', { crew, count: share });
  }
  return reasons;
}

/** What bars most of the times that a group asks for. */
function barsOf(
  month: Month,
  group: number,
): { readonly worst: { readonly clash: Clash; readonly times: number } | null; readonly of: number } {
  const bars = month.barred[group]!.filter(({ because }) =>
    because.every(([clash]) => clash!.rule !== 'shift' && clash!.rule !== 'crew'),
  );
  const counts = new Map<string, { clash: Clash; times: number }>();
  for (const { because } of bars) {
    const seen = new Set<string>();
    for (const [clash] of because) {
      const key = barKey(clash!);
      if (seen.has(key)) continue;
      seen.add(key);
      const count = counts.get(key) ?? { clash: clash!, times: 0 };
      count.times += 1;
      counts.set(key, count);
    }
  }
  const worst = [...counts.values()].reduce<{ clash: Clash; times: number } | null>(
    (a, b) => (a === null || b.times > a.times ? b : a),
    null,
  );
  const possible = month.columns.filter((column) => column.group === group).length;
  return { worst, of: bars.length + possible };
}

/** What distinguishes rules of a kind from each other. */
const keys: Readonly<Partial<Record<RuleKind, string>>> = {
  closed: 'slotId',
  cover: 'planId',
  equipment: 'categoryId',
  team: 'teamId',
  pinned: 'drillId',
  shift: 'shift',
  crew: 'crew',
};

/** One rule, whatever the time at which it bars. */
export function barKey({ rule, facts }: Clash): string {
  const key = keys[rule];
  return key === undefined ? rule : `${rule} ${String(facts[key] ?? '')}`;
}
