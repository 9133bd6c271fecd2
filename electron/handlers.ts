import type { Handlers } from './door.ts';
import { closingHandlers } from './incident/closing-handlers.ts';
import { basemapHandlers } from './basemap/basemap-handlers.ts';
import { attachmentHandlers } from './attachment/attachment-handlers.ts';
import { backupHandlers } from './backup/backup-handlers.ts';
import { evidenceHandlers } from './evidence/evidence-handlers.ts';
import { importHandlers } from './import/import-handlers.ts';
import { incidentHandlers } from './incident/incident-handlers.ts';
import { journalHandlers } from './journal/journal-handlers.ts';
import { draftHandlers } from './plan/draft-handlers.ts';
import { planFileHandlers } from './plan/plan-file-handlers.ts';
import { planHandlers } from './plan/plan-handlers.ts';
import { reviewHandlers } from './plan/review-handlers.ts';
import { musterHandlers } from './muster/muster-handlers.ts';
import { personHandlers } from './person/person-handlers.ts';
import { placeHandlers } from './place/place-handlers.ts';
import { positionHandlers } from './position/position-handlers.ts';
import { releaseHandlers } from './release/release-handlers.ts';
import { readinessHandlers } from './readiness/readiness-handlers.ts';
import { rosterHandlers } from './roster/roster-handlers.ts';
import { operatorHandlers } from './session/operator-handlers.ts';
import { sessionHandlers } from './session/session-handlers.ts';
import { stockHandlers } from './stock/stock-handlers.ts';
import { taskHandlers } from './task/task-handlers.ts';
import { callOutHandlers } from './team/call-out-handlers.ts';
import { teamHandlers } from './team/team-handlers.ts';
import { closedSlotHandlers } from './drill/closed-slot-handlers.ts';
import { leaveCalendarHandlers } from './roster/leave-calendar-handlers.ts';
import { leaveHandlers } from './roster/leave-handlers.ts';
import { effectHandlers } from './upgrade/effect-handlers.ts';
import { upgradeHandlers } from './upgrade/upgrade-handlers.ts';
import { upgradeItemHandlers } from './upgrade/upgrade-item-handlers.ts';
import { zoneHandlers } from './zone/zone-handlers.ts';
import { actionHandlers } from './action/action-handlers.ts';
import { handoverHandlers } from './handover/handover-handlers.ts';
import { periodHandlers } from './period/period-handlers.ts';
import { replayHandlers } from './replay/replay-handlers.ts';
import { alarmHandlers } from './alarm/alarm-handlers.ts';
import { alarmRuleHandlers } from './alarm/rule-handlers.ts';
import { settleHandlers } from './alarm/settle-handlers.ts';
import { holdHandlers } from './alarm/hold-handlers.ts';
import { blastHandlers } from './blast/blast-handlers.ts';
import { blastLawHandlers } from './blast/law-handlers.ts';
import { breachHandlers } from './breach/breach-handlers.ts';
import { terrainHandlers } from './terrain/terrain-handlers.ts';
import { categoryHandlers } from './category/category-handlers.ts';
import { checkListHandlers } from './double-check/check-list-handlers.ts';
import { doubleCheckHandlers } from './double-check/double-check-handlers.ts';
import { drillReportHandlers } from './drill/report-handlers.ts';
import { evaluationHandlers } from './drill/evaluation-handlers.ts';
import { dutyHandlers } from './duty/duty-handlers.ts';
import { ruleHandlers } from './duty/rule-handlers.ts';
import { roundHandlers } from './round/round-handlers.ts';
import { workHandlers } from './work/work-handlers.ts';
import { drillInjectHandlers } from './drill/drill-inject-handlers.ts';
import { drillMarkHandlers } from './drill/drill-mark-handlers.ts';
import { drillRunHandlers } from './drill/drill-run-handlers.ts';
import { layOutHandlers } from './drill/lay-out-handlers.ts';
import { drillHandlers } from './drill/drill-handlers.ts';
import { moveHandlers } from './drill/move-handlers.ts';
import { coverageHandlers } from './drill/coverage-handlers.ts';
import { publishHandlers } from './drill/publish-handlers.ts';
import { drillTypeHandlers } from './drill/drill-type-handlers.ts';
import { programmeHandlers } from './drill/programme-handlers.ts';
import { requirementHandlers } from './drill/requirement-handlers.ts';
import { equipmentExportHandlers } from './equipment/export-handlers.ts';
import { equipmentHandlers } from './equipment/equipment-handlers.ts';
import { deviceOrderHandlers } from './device-order/device-order-handlers.ts';
import { deviceHandlers } from './flood/device-handlers.ts';
import { floodHandlers } from './flood/flood-handlers.ts';
import { waterClockHandlers } from './flood/water-clock-handlers.ts';
import { levelActionHandlers } from './level-action/level-action-handlers.ts';
import { findingHandlers } from './hazmat/finding-handlers.ts';
import { hazmatHandlers } from './hazmat/hazmat-handlers.ts';
import { movementHandlers } from './hazmat/movement-handlers.ts';
import { policyHandlers } from './hazmat/policy-handlers.ts';
import { nowHandlers } from './now/now-handlers.ts';
import { viewHandlers } from './view/view-handlers.ts';
import { pointHandlers } from './sensor/point-handlers.ts';
import { sourceHandlers } from './sensor/source-handlers.ts';
import { weatherHandlers } from './weather/weather-handlers.ts';

/** Every handler of the contract, one part per noun; a missing one does not compile. */
export const handlers: Handlers = {
  ...actionHandlers,
  ...evaluationHandlers,
  ...drillReportHandlers,
  ...handoverHandlers,
  ...periodHandlers,
  ...replayHandlers,
  ...alarmHandlers,
  ...alarmRuleHandlers,
  ...holdHandlers,
  ...settleHandlers,
  ...blastHandlers,
  ...blastLawHandlers,
  ...breachHandlers,
  ...terrainHandlers,
  ...categoryHandlers,
  ...checkListHandlers,
  ...doubleCheckHandlers,
  ...drillHandlers,
  ...layOutHandlers,
  ...moveHandlers,
  ...coverageHandlers,
  ...publishHandlers,
  ...drillTypeHandlers,
  ...programmeHandlers,
  ...requirementHandlers,
  ...drillInjectHandlers,
  ...drillMarkHandlers,
  ...drillRunHandlers,
  ...equipmentExportHandlers,
  ...equipmentHandlers,
  ...dutyHandlers,
  ...ruleHandlers,
  ...roundHandlers,
  ...workHandlers,
  ...floodHandlers,
  ...deviceHandlers,
  ...waterClockHandlers,
  ...deviceOrderHandlers,
  ...levelActionHandlers,
  ...findingHandlers,
  ...hazmatHandlers,
  ...movementHandlers,
  ...policyHandlers,
  ...nowHandlers,
  ...viewHandlers,
  ...pointHandlers,
  ...sourceHandlers,
  ...weatherHandlers,
  ...basemapHandlers,
  ...closingHandlers,
  ...attachmentHandlers,
  ...backupHandlers,
  ...evidenceHandlers,
  ...importHandlers,
  ...incidentHandlers,
  ...journalHandlers,
  ...musterHandlers,
  ...personHandlers,
  ...placeHandlers,
  ...positionHandlers,
  ...planHandlers,
  ...releaseHandlers,
  ...readinessHandlers,
  ...rosterHandlers,
  ...leaveHandlers,
  ...leaveCalendarHandlers,
  ...closedSlotHandlers,
  ...draftHandlers,
  ...planFileHandlers,
  ...reviewHandlers,
  ...operatorHandlers,
  ...sessionHandlers,
  ...stockHandlers,
  ...teamHandlers,
  ...callOutHandlers,
  ...taskHandlers,
  ...effectHandlers,
  ...upgradeHandlers,
  ...upgradeItemHandlers,
  ...zoneHandlers,
};
