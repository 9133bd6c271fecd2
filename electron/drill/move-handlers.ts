import type { Part, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { runJob } from '../jobs.ts';
import { personById } from '../person/person-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { rosterOf } from '../roster/roster-store.ts';
import { usualPattern } from '../roster/roster.ts';
import { siteRow } from '../session/site-store.ts';
import { drillById, programmeById, updateDrill } from './drill-store.ts';
import { accepted, cancelled, moved, pinned, planned, reinstated, type PlacedDrill } from './move.ts';

/** A drill of no programme may lie on any day. */
const always = { fromOn: '0000-01-01', toOn: '9999-12-31' };

/** Changes one drill by a rule. A drill of a programme that has ended stays as it is. */
function change(
  tx: Tx,
  input: { readonly id: string; readonly version: number },
  rule: (drill: PlacedDrill) => Answer<PlacedDrill>,
): Answer<PlacedDrill> {
  const before = drillById(tx.db, input.id);
  if (!before) return refuse('unknownDrill');
  const programme = before.programmeId === null ? undefined : programmeById(tx.db, before.programmeId);
  if (programme?.state === 'closed') return refuse('drillProgrammeClosed');
  const after = checkVersion(before, input.version) ?? rule(before);
  if (isRefusal(after)) return after;
  updateDrill(tx.db, after);
  tx.record('drill', after);
  return after;
}

export const moveHandlers: Part<
  'drill.move' | 'drill.pin' | 'drill.unpin' | 'drill.cancel' | 'drill.reinstate' | 'drill.setObservers'
> = {
  'drill.move': {
    // The rules are asked beside the room's work; what a version guards, is the drill itself.
    prepare: async (read, input) => {
      const { id, startsAt, reason } = input;
      const known = drillById(read.db, id);
      const asks = known && known.programmeId !== null && startsAt !== null && startsAt >= read.now;
      const judged = asks
        ? await runJob('judgeDrill', { site: read.site.file, drillId: id, starts: [startsAt], now: read.now })
        : [];
      // Without a roster nobody is on a shift, and the rules have nothing to look at.
      if (isRefusal(judged) && judged.refused !== 'noRoster') return judged;
      const breaks = isRefusal(judged) ? [] : (judged[0]?.breaks ?? []);
      return (tx) =>
        change(tx, input, (before) => {
          const programme =
            before.programmeId === null ? undefined : programmeById(tx.db, before.programmeId);
          const after = moved(before, programme ?? always, startsAt, {
            now: tx.now,
            zone: siteRow(tx.db)?.timeZone ?? 'UTC',
            roster: rosterOf(tx.db) ?? usualPattern,
            by: tx.operator.name,
          });
          if (isRefusal(after)) return after;
          return accepted(after, breaks, reason, tx.operator.name);
        });
    },
  },
  'drill.pin': (tx, input) => change(tx, input, (before) => pinned(before, true)),
  'drill.unpin': (tx, input) => change(tx, input, (before) => pinned(before, false)),
  'drill.cancel': (tx, input) => change(tx, input, (before) => cancelled(before, input.reason)),
  'drill.reinstate': (tx, input) => change(tx, input, (before) => reinstated(before, tx.now)),
  'drill.setObservers': (tx, input) =>
    change(tx, input, (before) => {
      const added = input.observers.filter((one) => !before.observers.includes(one));
      if (added.some((one) => !personById(tx.db, one))) return refuse('unknownPerson');
      return planned(before) ?? { ...before, observers: input.observers, version: before.version + 1 };
    }),
};
