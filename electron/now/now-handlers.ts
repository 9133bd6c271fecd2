import { dueActions, overdueActions } from '../action/action-store.ts';
import { openList } from '../alarm/alarm-handlers.ts';
import { blastItems } from '../blast/misfire-alarms.ts';
import { openMisfires, silentBlasts } from '../blast/blast-store.ts';
import type { ReadHandle } from '../database.ts';
import type { Part } from '../door.ts';
import { countCriticalOverdue } from '../duty/duty-store.ts';
import { unpublished } from '../drill/publish-handlers.ts';
import { openWork } from '../work/work-store.ts';
import { countOutOfTest } from '../equipment/equipment-store.ts';
import type { Incident } from '../incident/incident.ts';
import { sheetsOverdue } from '../hazmat/finding-store.ts';
import { incidentPage } from '../incident/incident-store.ts';
import { registered } from '../muster/muster-handlers.ts';
import { missingAt } from '../muster/muster.ts';
import { mustersOf } from '../muster/muster-store.ts';
import { placeById } from '../place/place-store.ts';
import { overduePlans } from '../plan/plan-store.ts';
import { standings } from '../readiness/readiness-store.ts';
import { stockTrouble } from '../stock/stock-store.ts';
import { waitingCounts } from '../two-person/two-person-store.ts';
import { upgradeTrouble } from '../upgrade/upgrade-store.ts';
import { newestWind } from '../weather/weather-store.ts';
import {
  actionDueItem,
  drillItem,
  actionItem,
  dutyItem,
  alarmItem,
  brokenPlanItem,
  equipmentItem,
  hazmatItems,
  inOrder,
  missingItem,
  planItem,
  stockItems,
  upgradeItems,
  windItem,
  workItem,
  type NowItem,
} from './now.ts';

/** Missing people of all running incidents. */
function missing(db: ReadHandle, incidents: readonly Incident[]): (NowItem | null)[] {
  return incidents.flatMap(({ id: incidentId, exercise }) =>
    mustersOf(db, incidentId).map((muster) => {
      const place = placeById(db, muster.placeId);
      if (!place) return null;
      const count = missingAt({ registered: registered(place), muster });
      return missingItem({
        id: muster.id,
        incidentId,
        names: place.names,
        missing: count,
        countedAt: muster.countedAt,
        exercise,
      });
    }),
  );
}

export const nowHandlers: Part<'now.list'> = {
  'now.list': (read, input) => {
    const today = read.today;
    const running = incidentPage(read.db, { text: '', states: ['running'], limit: 50 }).rows;
    const items = inOrder([
      ...openList(read.db, read.now)
        .rows.filter(({ headId }) => headId === null)
        .map(alarmItem),
      ...missing(read.db, running),
      windItem(
        newestWind(read.db),
        read.now,
        running.some(({ exercise }) => !exercise),
      ),
      equipmentItem(countOutOfTest(read.db, today)),
      dutyItem(countCriticalOverdue(read.db, today)),
      workItem(openWork(read.db)),
      ...unpublished(read.db, today).map(drillItem),
      ...stockItems(stockTrouble(read.db, today)),
      ...hazmatItems(waitingCounts(read.db, read.now), sheetsOverdue(read.db, today)),
      ...blastItems(openMisfires(read.db), silentBlasts(read.db, read.now), read.now),
      ...upgradeItems(upgradeTrouble(read.db, today)),
      ...overdueActions(read.db, today, input.limit).map(actionItem),
      ...dueActions(read.db, today, input.limit).map(actionDueItem),
      ...overduePlans(read.db, today, input.limit).map(planItem),
      ...standings(read.db)
        .filter(({ state }) => state === 'broken')
        .map(brokenPlanItem),
    ]);
    return { rows: items.slice(0, input.limit), total: items.length, next: null };
  },
};
