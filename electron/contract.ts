import { z } from 'zod';
import type { Page } from './schema-parts.ts';
import { id, pageInput } from './schema-parts.ts';
import * as alarm from './alarm/alarm.ts';
import type { AlarmList } from './alarm/alarm-list.ts';
import * as hold from './alarm/hold.ts';
import * as alarmPerformance from './alarm/performance.ts';
import * as alarmEscalation from './alarm/escalation.ts';
import * as alarmRule from './alarm/rule.ts';
import * as basemap from './basemap/basemap.ts';
import * as attachment from './attachment/attachment.ts';
import * as backup from './backup/backup.ts';
import * as blast from './blast/blast.ts';
import { blastInsideInput, type BlastInside } from './blast/inside.ts';
import * as blastLaw from './blast/law.ts';
import * as blastMeasurement from './blast/measurement.ts';
import { predictionInput, type Prediction } from './blast/prediction.ts';
import * as shotFile from './blast/shot-file.ts';
import * as breach from './breach/breach.ts';
import type { StudyRead } from './breach/study-file.ts';
import * as category from './category/category.ts';
import * as closedSlot from './drill/closed-slot.ts';
import * as programme from './drill/programme.ts';
import * as requirement from './drill/requirement.ts';
import * as duty from './duty/duty.ts';
import type { Completed } from './duty/completion.ts';
import * as evaluation from './drill/evaluation.ts';
import * as equipmentChange from './equipment/change.ts';
import * as custody from './equipment/custody.ts';
import * as drillCoverage from './drill/coverage.ts';
import * as doubleCheck from './double-check/double-check.ts';
import * as checkAnswers from './double-check/answers.ts';
import * as checkList from './double-check/check-list.ts';
import * as drillEdition from './drill/edition.ts';
import * as drillMove from './drill/move.ts';
import type { Drill, DrillProgramme, DrillRequirement, DrillType } from './drill/drill.ts';
import * as drillType from './drill/drill-type.ts';
import * as drillInject from './drill/drill-inject.ts';
import * as drillRun from './drill/drill-run.ts';
import * as drillMeasure from './drill/measure.ts';
import * as drillLayOut from './drill/lay-out.ts';
import * as drillMonth from './drill/month.ts';
import type { LaidOut } from './drill/outcome.ts';
import * as equipmentList from './equipment/equipment-filter.ts';
import * as equipment from './equipment/equipment.ts';
import * as equipmentExport from './equipment/export.ts';
import * as evidence from './evidence/evidence.ts';
import * as deviceOrder from './device-order/device-order.ts';
import * as flood from './flood/flood.ts';
import * as levelAction from './level-action/level-action.ts';
import * as finding from './hazmat/finding.ts';
import * as hazmat from './hazmat/hazmat.ts';
import * as movement from './hazmat/movement.ts';
import * as policy from './hazmat/policy.ts';
import * as imports from './import/import.ts';
import * as action from './action/action.ts';
import * as handover from './handover/handover.ts';
import * as period from './period/period.ts';
import * as replay from './replay/replay.ts';
import * as incident from './incident/incident.ts';
import * as journal from './journal/journal-page.ts';
import * as verification from './journal/verification.ts';
import * as muster from './muster/muster.ts';
import * as now from './now/now.ts';
import * as person from './person/person.ts';
import * as plan from './plan/plan.ts';
import type { FileFault } from './plan/plan-file.ts';
import type { PlanWithProof } from './plan/review.ts';
import * as place from './place/place.ts';
import * as position from './position/position.ts';
import * as readinessAsk from './readiness/ask.ts';
import type * as readiness from './readiness/detail.ts';
import * as leaveCalendar from './roster/leave-calendar.ts';
import type { CalendarImported, CalendarRead } from './roster/leave-calendar-handlers.ts';
import * as leave from './roster/leave.ts';
import * as roster from './roster/roster.ts';
import * as release from './release/release.ts';
import type { AtPoint, ReleaseInside, ReleaseZones } from './release/zones.ts';
import * as round from './round/round.ts';
import type { ReadingBatch } from './sensor/batch-store.ts';
import * as point from './sensor/point.ts';
import { seriesInput, type Series } from './sensor/series.ts';
import * as source from './sensor/source.ts';
import * as session from './session/session.ts';
import type { Role } from './session/session.ts';
import * as stock from './stock/stock.ts';
import * as task from './task/task.ts';
import * as inundation from './terrain/inundation.ts';
import * as terrain from './terrain/terrain.ts';
import type * as callOuts from './team/call-out.ts';
import { acknowledgeInput, callOutInput, standDownTeamInput } from './team/call-out.ts';
import * as team from './team/team.ts';
import { teamRulesInput, type TeamRules } from './team/team-rules.ts';
import type { Effect } from './upgrade/effect.ts';
import * as upgrade from './upgrade/upgrade.ts';
import * as view from './view/view.ts';
import * as weather from './weather/weather.ts';
import * as work from './work/work.ts';
import * as zone from './zone/zone.ts';

/** Who may call: `anyone` even before sign-in and on a locked seat, `signedIn` any operator, else the roles named. */
export type Access = 'anyone' | 'signedIn' | readonly Role[];

interface Line<K extends 'command' | 'query', I extends z.ZodType, O> {
  readonly kind: K;
  readonly input: I;
  readonly access: Access;
  /** Largest input in bytes of JSON; binary parts count by their length. */
  readonly maxBytes: number;
  /** Only a type: what the handler answers. */
  readonly output?: O;
}
type Returns<O> = { readonly output?: O };

const returns = <O>(): Returns<O> => ({});
const kB = 1024;

function command<I extends z.ZodType, O>(
  input: I,
  _output: Returns<O>,
  access: Access,
  maxBytes = 64 * kB,
): Line<'command', I, O> {
  return { kind: 'command', input, access, maxBytes };
}
function query<I extends z.ZodType, O>(
  input: I,
  _output: Returns<O>,
  access: Access = 'signedIn',
  maxBytes = 16 * kB,
): Line<'query', I, O> {
  return { kind: 'query', input, access, maxBytes };
}

const nothing = z.object({});
const incidentStaff: Access = ['coordinator', 'safetyOfficer', 'administrator'];
const equipmentStaff: Access = ['equipmentManager', 'administrator'];
const planners: Access = ['planner', 'coordinator', 'administrator'];
const drillStaff: Access = ['planner', 'safetyOfficer', 'administrator'];
const planStaff: Access = ['planner', 'coordinator', 'safetyOfficer', 'administrator'];
const storekeepers = ['equipmentManager', 'hazmatKeeper', 'administrator'] as const;
const room: Access = [
  'coordinator',
  'planner',
  'equipmentManager',
  'hazmatKeeper',
  'safetyOfficer',
  'administrator',
];

/** Who writes the lists by which two people check hot work and chemicals. */
const checkWriters: Access = ['safetyOfficer', 'hazmatKeeper', 'administrator'];
const hazmatKeepers: Access = ['hazmatKeeper', 'administrator'];
const storeBuilders: Access = ['hazmatKeeper', 'planner', 'administrator'];
/** Who may be the second of two people. */
const hazmatStaff: Access = [
  'hazmatKeeper',
  'equipmentManager',
  'safetyOfficer',
  'coordinator',
  'administrator',
];

/** Who answers for the rules of storage. */
const policyStaff: Access = ['hazmatKeeper', 'safetyOfficer', 'coordinator', 'administrator'];

/** Who plans shots and keeps what was measured of them. */
const blasters: Access = ['hazmatKeeper', 'planner', 'safetyOfficer', 'coordinator', 'administrator'];

/** Each their own register: equipment or substances; the import says which. */
const importers: Access = ['equipmentManager', 'hazmatKeeper', 'administrator'];

/** Whoever says what a pump can move and which instrument belongs to it. */
const setUpStaff: Access = ['planner', 'equipmentManager', 'administrator'];
/** Whoever sets up instruments and what brings their readings. */
const technicians: Access = ['equipmentManager', 'administrator'];
/** Whoever writes down what an alarm is for; two of them, before it goes live. */
const alarmStaff: Access = ['equipmentManager', 'planner', 'safetyOfficer', 'coordinator', 'administrator'];

/** Everything that crosses between the two sides. Adding a line without a handler does not compile. */
export const contract = {
  'site.info': query(nothing, returns<session.SiteInfo>(), 'anyone'),
  /** Closes a site that has not begun, and starts again on the sample site. */
  'site.openSample': query(nothing, returns<{ readonly opening: true }>(), 'anyone'),
  'session.state': query(nothing, returns<session.SeatState>(), 'anyone'),
  'session.operators': query(nothing, returns<session.Operator[]>(), 'anyone'),
  'session.signIn': command(session.signInInput, returns<session.SeatState>(), 'anyone'),
  'session.signInDemo': command(session.demoInput, returns<session.SeatState>(), 'anyone'),
  'session.signOut': command(nothing, returns<session.SeatState>(), 'signedIn'),
  'session.lock': command(nothing, returns<session.SeatState>(), 'signedIn'),
  'session.firstStart': command(session.firstStartInput, returns<session.SeatState>(), 'anyone'),
  'session.reportBug': query(z.object({ text: z.string().max(8000) }), returns<null>(), 'anyone'),
  'operator.page': query(nothing, returns<Page<session.OperatorLine>>(), ['administrator']),
  'operator.create': command(session.createOperatorInput, returns<session.Operator>(), ['administrator']),
  'operator.changeSecret': command(session.changeSecretInput, returns<session.Operator>(), 'signedIn'),
  'operator.resetSecret': command(session.resetSecretInput, returns<session.Operator>(), ['administrator']),
  /** Ties an account to the person behind it. */
  'operator.link': command(session.linkOperatorInput, returns<session.Operator>(), ['administrator']),
  'operator.retire': command(session.retireOperatorInput, returns<session.Operator>(), ['administrator']),
  'site.change': command(session.changeSiteInput, returns<{ readonly version: number }>(), ['administrator']),

  'place.add': command(place.addPlaceInput, returns<place.Place>(), ['planner', 'administrator']),
  'place.change': command(
    place.changePlaceInput,
    returns<place.Place>(),
    ['planner', 'administrator'],
    1024 * kB,
  ),
  'place.retire': command(place.retirePlaceInput, returns<place.Place>(), ['planner', 'administrator']),
  'place.reinstate': command(place.retirePlaceInput, returns<place.Place>(), ['planner', 'administrator']),
  'map.print': query(nothing, returns<{ readonly path: string | null }>(), 'signedIn'),
  'place.find': query(pageInput, returns<Page<place.PlaceName>>()),
  'place.all': query(place.placesInput, returns<place.Place[]>()),

  'incident.declare': command(incident.declareInput, returns<incident.Incident>(), room),
  'incident.page': query(incident.incidentPageInput, returns<Page<incident.Incident>>()),
  'incident.byId': query(z.object({ id }), returns<incident.Incident | null>()),
  'incident.setSeverity': command(incident.severityInput, returns<incident.Incident>(), incidentStaff),
  'incident.standDown': command(incident.standDownInput, returns<incident.Incident>(), incidentStaff),
  'incident.close': command(incident.closeInput, returns<incident.Incident>(), incidentStaff),
  'incident.reopen': command(incident.reopenInput, returns<incident.Incident>(), incidentStaff),
  'incident.openEnds': query(z.object({ id }), returns<incident.OpenEnd[]>()),
  'incident.proposals': query(plan.proposalsInput, returns<plan.Proposal[]>()),
  'incident.activatePlan': command(plan.activateInput, returns<plan.Activation>(), incidentStaff),

  'incident.replay': query(replay.replayInput, returns<replay.Snapshot>()),
  'incident.timeline': query(replay.timelineInput, returns<replay.Milestone[]>()),

  'period.open': command(period.openPeriodInput, returns<period.PeriodWithObjectives>(), incidentStaff),
  'period.list': query(period.periodListInput, returns<period.PeriodWithObjectives[]>()),
  'period.addObjective': command(period.addObjectiveInput, returns<period.Objective>(), incidentStaff),
  'period.meetObjective': command(period.meetObjectiveInput, returns<period.Objective>(), incidentStaff),
  'period.dropObjective': command(period.dropObjectiveInput, returns<period.Objective>(), incidentStaff),
  'handover.compose': query(handover.composeInput, returns<handover.Briefing>()),
  'handover.give': command(handover.giveInput, returns<handover.Handover>(), incidentStaff),
  'handover.take': command(handover.takeInput, returns<handover.Handover>(), room),
  'handover.list': query(handover.handoverListInput, returns<handover.Handover[]>()),
  'action.raise': command(action.raiseActionInput, returns<action.Action>(), room),
  'action.change': command(action.changeActionInput, returns<action.Action>(), room),
  'action.done': command(action.doneActionInput, returns<action.Action>(), room),
  'action.verify': command(action.verifyActionInput, returns<action.Action>(), incidentStaff),
  'action.withdraw': command(action.withdrawActionInput, returns<action.Action>(), incidentStaff),
  'action.page': query(action.actionPageInput, returns<Page<action.ActionLine>>()),
  'action.counts': query(nothing, returns<Readonly<Record<action.ActionShow, number>>>()),

  'drill.evaluate': command(evaluation.evaluateInput, returns<evaluation.Evaluation>(), planStaff),
  'drill.setParticipants': command(
    evaluation.setParticipantsInput,
    returns<{ readonly participants: readonly evaluation.ParticipantLine[] }>(),
    planStaff,
    128 * kB,
  ),
  'drill.addLesson': command(evaluation.addLessonInput, returns<evaluation.Lesson>(), planStaff),
  'drill.removeLesson': command(evaluation.removeLessonInput, returns<evaluation.Lesson>(), planStaff),
  'drill.signEvaluation': command(evaluation.signInput, returns<evaluation.Review>(), planStaff),
  'drill.after': query(evaluation.afterInput, returns<evaluation.AfterDrill | null>()),
  'drill.report': query(evaluation.drillReportInput, returns<{ readonly path: string | null }>()),
  'drill.monthReport': query(evaluation.monthReportInput, returns<{ readonly path: string | null }>()),
  'drill.monthWorkbook': query(evaluation.monthReportInput, returns<{ readonly path: string | null }>()),
  'drill.held': query(evaluation.reviewPageInput, returns<Page<evaluation.HeldDrill>>()),

  'log.say': command(incident.sayInput, returns<incident.LogEntry>(), room),
  'log.strike': command(incident.strikeInput, returns<incident.LogEntry>(), room),
  'log.page': query(incident.logPageInput, returns<incident.LogPage>()),
  'log.entries': query(incident.logEntriesInput, returns<incident.LogEntry[]>()),
  'log.search': query(incident.logSearchInput, returns<Page<incident.FoundEntry>>()),

  'plan.add': command(plan.addPlanInput, returns<plan.Plan>(), planners, 1024 * kB),
  'plan.edit': command(plan.editPlanInput, returns<plan.Plan>(), planners, 1024 * kB),
  'plan.discard': command(plan.planVersionInput, returns<{ readonly id: string }>(), planners),
  'plan.submit': command(plan.planVersionInput, returns<plan.Plan>(), planners),
  'plan.giveBack': command(plan.giveBackInput, returns<plan.Plan>(), planStaff),
  'plan.approve': command(plan.approveInput, returns<PlanWithProof>(), incidentStaff),
  'plan.confirm': command(plan.confirmInput, returns<plan.Plan>(), planStaff),
  'plan.import': command(plan.fileInput, returns<plan.Plan>(), planners, 1024 * kB),
  /** Reads a plan file and says what it would become, or each line that is wrong; writes nothing. */
  'plan.checkFile': query(
    plan.fileInput,
    returns<
      | plan.CheckedFile
      | { readonly kind: 'faults'; readonly faults: readonly FileFault[]; readonly total: number }
    >(),
    planners,
    1024 * kB,
  ),
  'plan.export': query(z.object({ id }), returns<{ readonly name: string; readonly text: string }>()),
  /** The two open the system's dialog for where the file goes; null when it was called off. */
  'plan.saveFile': query(z.object({ id }), returns<{ readonly path: string | null }>()),
  'plan.print': query(plan.printInput, returns<{ readonly path: string | null }>()),
  'plan.page': query(plan.planPageInput, returns<Page<plan.PlanLine>>()),
  'plan.byId': query(z.object({ id }), returns<PlanWithProof | null>()),
  'plan.editions': query(plan.editionsInput, returns<Page<plan.PlanLine>>()),
  'plan.activations': query(z.object({ incidentId: id }), returns<plan.Activation[]>()),

  'task.list': query(task.taskListInput, returns<task.Task[]>()),
  'task.add': command(task.addTaskInput, returns<task.Task>(), room),
  'task.begin': command(task.beginInput, returns<task.Task>(), room),
  'task.done': command(task.doneInput, returns<task.Task>(), room),
  'task.skip': command(task.skipInput, returns<task.Task>(), room),
  'task.reopen': command(task.reopenTaskInput, returns<task.Task>(), room),

  'release.declare': command(release.declareReleaseInput, returns<release.Release>(), incidentStaff),
  'release.change': command(release.changeReleaseInput, returns<release.Release>(), incidentStaff),
  'release.end': command(release.endReleaseInput, returns<release.Release>(), incidentStaff),
  'release.makeTasks': command(release.releaseTasksInput, returns<task.Task[]>(), incidentStaff),
  /** What the models say in the newest wind, worked out beside the room's work. */
  'release.zones': query(release.releaseZonesInput, returns<ReleaseZones[]>()),
  'release.inside': query(release.releaseZonesInput, returns<ReleaseInside[]>()),
  'release.at': query(release.releaseAtInput, returns<AtPoint | null>()),
  'zone.draw': command(zone.drawInput, returns<zone.Zone>(), room, 512 * kB),
  'zone.reshape': command(zone.reshapeInput, returns<zone.Zone>(), room, 512 * kB),
  'zone.lift': command(zone.liftInput, returns<zone.Zone>(), room),
  'zone.list': query(zone.zoneListInput, returns<zone.Zone[]>()),
  'closure.close': command(zone.closeInput, returns<zone.Closure>(), room, 512 * kB),
  'closure.reopen': command(zone.reopenInput, returns<zone.Closure>(), room),
  'closure.list': query(zone.closureListInput, returns<zone.Closure[]>()),

  /** Opens the system's file dialog in the window; null when nothing was chosen. */
  'basemap.choose': query(nothing, returns<{ path: string | null }>(), [
    'planner',
    'coordinator',
    'administrator',
  ]),
  'basemap.preview': query(basemap.previewInput, returns<basemap.BasemapPreview>(), [
    'planner',
    'coordinator',
    'administrator',
  ]),
  'basemap.import': command(basemap.importInput, returns<basemap.Basemap>(), [
    'planner',
    'coordinator',
    'administrator',
  ]),
  'basemap.list': query(nothing, returns<basemap.ListedBasemap[]>()),
  'basemap.show': command(basemap.shownInput, returns<basemap.Basemap>(), room),
  'basemap.hide': command(basemap.shownInput, returns<basemap.Basemap>(), room),
  'basemap.order': command(basemap.orderInput, returns<basemap.Basemap[]>(), room),
  'basemap.remove': command(basemap.shownInput, returns<basemap.Basemap>(), [
    'planner',
    'coordinator',
    'administrator',
  ]),

  'qualification.add': command(person.addQualificationInput, returns<person.QualificationKind>(), [
    'planner',
    'administrator',
  ]),
  'qualification.all': query(nothing, returns<person.QualificationKind[]>()),
  'person.add': command(person.addPersonInput, returns<person.Person>(), ['planner', 'administrator']),
  'person.change': command(person.changePersonInput, returns<person.Person>(), [
    'coordinator',
    'planner',
    'administrator',
  ]),
  'person.renew': command(person.renewInput, returns<person.Person>(), [
    'coordinator',
    'planner',
    'administrator',
  ]),
  'person.retire': command(person.retirePersonInput, returns<person.Person>(), ['planner', 'administrator']),
  'person.reinstate': command(person.retirePersonInput, returns<person.Person>(), [
    'planner',
    'administrator',
  ]),
  'person.page': query(person.personPageInput, returns<Page<person.Person>>()),
  'person.byId': query(z.object({ id }), returns<person.Person | null>()),

  'readiness.matrix': query(readinessAsk.matrixInput, returns<readiness.Matrix>()),
  'readiness.need': query(readinessAsk.readinessNeedInput, returns<readiness.NeedDetail>()),
  'readiness.plan': query(readinessAsk.outlookInput, returns<readiness.PlanOutlook>()),
  'readiness.history': query(readinessAsk.historyInput, returns<readiness.ReadinessHistory>()),
  'readiness.standings': query(nothing, returns<readiness.Standing[]>()),
  'readiness.prices': query(nothing, returns<readinessAsk.FixPrice[]>()),
  'readiness.setPrice': command(readinessAsk.setPriceInput, returns<readinessAsk.FixPrice>(), [
    'equipmentManager',
    'planner',
    'administrator',
  ]),

  'roster.set': command(roster.setRosterInput, returns<roster.Roster>(), ['planner', 'administrator']),
  'roster.current': query(nothing, returns<roster.Roster | null>()),
  'leave.add': command(leave.addLeaveInput, returns<leave.Leave>(), ['planner', 'administrator']),
  'leave.change': command(leave.changeLeaveInput, returns<leave.Leave>(), ['planner', 'administrator']),
  'leave.remove': command(leave.removeLeaveInput, returns<leave.Leave>(), ['planner', 'administrator']),
  'leave.readCalendar': query(
    leaveCalendar.readCalendarInput,
    returns<CalendarRead>(),
    'signedIn',
    8_200 * kB,
  ),
  'leave.importCalendar': command(
    leaveCalendar.importCalendarInput,
    returns<CalendarImported>(),
    ['planner', 'administrator'],
    8_600 * kB,
  ),
  'leave.list': query(leave.leaveListInput, returns<leave.LeaveLine[]>()),
  'closedSlot.add': command(closedSlot.addClosedSlotInput, returns<closedSlot.ClosedSlot>(), [
    'planner',
    'administrator',
  ]),
  'closedSlot.change': command(closedSlot.changeClosedSlotInput, returns<closedSlot.ClosedSlot>(), [
    'planner',
    'administrator',
  ]),
  'closedSlot.remove': command(closedSlot.removeClosedSlotInput, returns<closedSlot.ClosedSlot>(), [
    'planner',
    'administrator',
  ]),
  'closedSlot.list': query(closedSlot.closedSlotsInput, returns<closedSlot.ClosedSlot[]>()),
  'roster.gaps': query(roster.shiftsInput, returns<roster.RosterGap[]>()),
  'roster.shifts': query(roster.shiftsInput, returns<roster.Shift[]>()),

  'team.add': command(team.addTeamInput, returns<team.Team>(), ['planner', 'administrator']),
  'team.change': command(team.changeTeamInput, returns<team.Team>(), [
    'coordinator',
    'planner',
    'administrator',
  ]),
  'team.setRules': command(teamRulesInput, returns<TeamRules>(), [
    'planner',
    'safetyOfficer',
    'administrator',
  ]),
  'team.rules': query(nothing, returns<TeamRules>()),
  'team.board': query(nothing, returns<team.Board>()),
  'team.page': query(pageInput, returns<Page<team.Team>>()),
  'team.byId': query(z.object({ id }), returns<team.Team | null>()),
  'team.callOut': command(callOutInput, returns<callOuts.CallOut[]>(), room),
  'team.acknowledge': command(acknowledgeInput, returns<callOuts.CallOut>(), room),
  'team.standDown': command(standDownTeamInput, returns<team.Team>(), room),
  'team.callOuts': query(z.object({ incidentId: id }), returns<callOuts.CallOutWithAnswers[]>()),
  'team.setStatus': command(team.setStatusInput, returns<team.Team>(), room),
  'team.checkIn': command(team.checkInInput, returns<team.Team>(), room),

  'muster.list': query(muster.musterListInput, returns<muster.MusterPoint[]>()),
  'muster.count': command(muster.countInput, returns<muster.Muster>(), room, 256 * kB),
  'muster.expect': command(muster.expectInput, returns<muster.Muster>(), room, 256 * kB),

  'position.add': command(position.addPositionInput, returns<position.SitePosition>(), [
    'planner',
    'administrator',
  ]),
  'position.own': query(nothing, returns<position.SitePosition[]>()),
  'position.list': query(z.object({ incidentId: id }), returns<position.Position[]>()),
  'position.assign': command(position.assignInput, returns<position.PositionTerm>(), room),
  'position.handOver': command(position.handOverInput, returns<position.PositionTerm>(), room),

  'alarm.raise': command(alarm.raiseInput, returns<alarm.Alarm>(), room),
  'alarm.acknowledge': command(alarm.acknowledgeInput, returns<{ readonly ids: readonly string[] }>(), room),
  'alarm.clear': command(alarm.clearInput, returns<alarm.Alarm>(), room),
  'alarm.shelve': command(hold.shelveInput, returns<hold.AlarmHold>(), room),
  'alarm.takeOutOfService': command(hold.outOfServiceInput, returns<hold.AlarmHold>(), incidentStaff),
  'alarm.release': command(hold.releaseInput, returns<hold.AlarmHold>(), room),
  /** Ends what ran out; by the program itself. */
  'alarm.settle': command(nothing, returns<alarm.Settled>(), ['administrator']),
  'alarm.accept': command(alarm.acceptInput, returns<incident.Incident>(), room),
  'alarm.setEscalation': command(
    alarmEscalation.escalationInput,
    returns<alarmEscalation.Escalation>(),
    incidentStaff,
  ),
  'alarm.escalation': query(nothing, returns<alarmEscalation.Escalation>()),
  'alarm.held': query(hold.holdPageInput, returns<Page<hold.AlarmHold>>()),
  'alarmRule.draft': command(alarmRule.draftRuleInput, returns<alarmRule.AlarmRule>(), alarmStaff),
  'alarmRule.change': command(alarmRule.changeRuleInput, returns<alarmRule.AlarmRule>(), alarmStaff),
  'alarmRule.discard': command(alarmRule.ruleVersionInput, returns<alarmRule.AlarmRule>(), alarmStaff),
  'alarmRule.ask': command(alarmRule.ruleVersionInput, returns<alarmRule.AlarmRule>(), alarmStaff),
  'alarmRule.approve': command(alarmRule.approveRuleInput, returns<alarmRule.AlarmRule>(), alarmStaff),
  'alarmRule.refuse': command(alarmRule.refuseRuleInput, returns<alarmRule.AlarmRule>(), alarmStaff),
  'alarmRule.withdraw': command(alarmRule.ruleReasonInput, returns<alarmRule.AlarmRule>(), alarmStaff),
  'alarmRule.askRetire': command(alarmRule.ruleReasonInput, returns<alarmRule.AlarmRule>(), alarmStaff),
  'alarmRule.page': query(alarmRule.rulePageInput, returns<alarmRule.RulePage>()),
  'alarmRule.one': query(alarmRule.limitKey, returns<alarmRule.RuleDetail | null>()),
  'alarm.performance': query(alarmPerformance.performanceInput, returns<alarmPerformance.Report>()),
  'alarm.open': query(alarm.openInput, returns<AlarmList>(), 'anyone'),
  'alarm.page': query(alarm.alarmPageInput, returns<Page<alarm.Alarm>>()),

  'flood.addGauge': command(flood.addGaugeInput, returns<flood.Gauge>(), ['planner', 'administrator']),
  'flood.addZoneGauge': command(flood.addZoneGaugeInput, returns<flood.ZoneGauge>(), [
    'planner',
    'administrator',
  ]),
  'flood.read': command(flood.readInput, returns<flood.GaugeLine>(), room),
  'flood.setDevice': command(flood.setDeviceInput, returns<flood.Device>(), room),
  'flood.changeGauge': command(flood.changeGaugeInput, returns<flood.Gauge>(), planStaff),
  'flood.changeZoneGauge': command(flood.changeZoneGaugeInput, returns<flood.ZoneGauge>(), planStaff),
  'flood.removeZoneGauge': command(flood.removeZoneGaugeInput, returns<{ readonly id: string }>(), planStaff),
  /** What a pump or gate can move, and which instruments show its state. */
  'flood.setUpDevice': command(flood.setUpDeviceInput, returns<flood.DeviceSetup>(), setUpStaff),
  /** Brings orders, alarms and levels reached in step with what instruments show; by the program itself. */
  'flood.settle': command(nothing, returns<{ readonly more: boolean }>(), ['administrator']),
  /** Gauges with minutes left, zones, and devices with how they stand and what they were ordered. */
  'flood.board': query(nothing, returns<flood.FloodBoard>()),
  /** Who and what stands in each flood zone. */
  'flood.inside': query(nothing, returns<flood.ZoneInside[]>()),
  'deviceOrder.give': command(deviceOrder.giveOrderInput, returns<deviceOrder.DeviceOrder>(), room),
  'deviceOrder.acknowledge': command(
    deviceOrder.acknowledgeOrderInput,
    returns<deviceOrder.DeviceOrder>(),
    room,
  ),
  /** By radio; an instrument confirms by itself. */
  'deviceOrder.confirm': command(deviceOrder.confirmOrderInput, returns<deviceOrder.DeviceOrder>(), room),
  'deviceOrder.refuse': command(deviceOrder.refuseOrderInput, returns<deviceOrder.DeviceOrder>(), room),
  'deviceOrder.withdraw': command(deviceOrder.withdrawOrderInput, returns<deviceOrder.DeviceOrder>(), room),
  'deviceOrder.page': query(deviceOrder.orderPageInput, returns<Page<deviceOrder.DeviceOrder>>()),
  'levelAction.add': command(levelAction.addLevelActionInput, returns<levelAction.LevelAction>(), planStaff),
  'levelAction.change': command(
    levelAction.changeLevelActionInput,
    returns<levelAction.LevelAction>(),
    planStaff,
  ),
  'levelAction.retire': command(
    levelAction.retireLevelActionInput,
    returns<levelAction.LevelAction>(),
    planStaff,
  ),
  'levelAction.tick': command(levelAction.doneLevelActionInput, returns<levelAction.LevelActionDone>(), room),
  'levelAction.untick': command(levelAction.doneLevelActionInput, returns<{ readonly id: string }>(), room),
  /** All actions of a level that are not done become tasks of an incident. */
  'levelAction.makeTasks': command(levelAction.levelTasksInput, returns<task.Task[]>(), room),
  'levelAction.list': query(levelAction.levelActionListInput, returns<levelAction.LevelAction[]>()),
  /** The levels that zones have reached, with what is to be done. */
  'levelAction.toDo': query(nothing, returns<levelAction.ZoneToDo[]>()),
  'flood.readings': query(flood.readingsInput, returns<Page<flood.Reading>>()),

  'blast.plan': command(blast.planBlastInput, returns<blast.Blast>(), blasters),
  'blast.change': command(blast.changeBlastInput, returns<blast.Blast>(), blasters),
  'blast.cancel': command(blast.cancelBlastInput, returns<blast.Blast>(), blasters),
  'blast.fire': command(blast.fireBlastInput, returns<blast.Blast>(), room),
  'blast.misfire': command(blast.misfireInput, returns<blast.Blast>(), room),
  'blast.settle': command(blast.settleMisfireInput, returns<blast.Blast>(), room),
  'blast.measure': command(
    blastMeasurement.measureInput,
    returns<blastMeasurement.BlastMeasurement>(),
    blasters,
  ),
  'blast.correct': command(
    blastMeasurement.correctMeasurementInput,
    returns<blastMeasurement.BlastMeasurement>(),
    blasters,
  ),
  'blast.exclude': command(
    blastMeasurement.excludeInput,
    returns<blastMeasurement.BlastMeasurement>(),
    blasters,
  ),
  'blast.include': command(
    blastMeasurement.includeInput,
    returns<blastMeasurement.BlastMeasurement>(),
    blasters,
  ),
  'blast.setLimit': command(
    blastMeasurement.setLimitInput,
    returns<blastMeasurement.BlastLimit>(),
    planStaff,
  ),
  'blast.takeLaw': command(blastLaw.takeLawInput, returns<blastLaw.BlastLaw>(), planStaff),
  'blast.dropLaw': command(blastLaw.dropLawInput, returns<blastLaw.BlastLaw>(), planStaff),
  'blast.importShots': command(
    shotFile.shotFileInput,
    returns<{ readonly shots: number; readonly measurements: number; readonly leftOut: number }>(),
    blasters,
    shotFile.shotFileMaxBytes + 4 * kB,
  ),
  'blast.readShots': query(
    shotFile.shotFileInput,
    returns<shotFile.ShotsLook>(),
    'signedIn',
    shotFile.shotFileMaxBytes + 4 * kB,
  ),
  'blast.page': query(blast.blastPageInput, returns<blast.BlastPage>()),
  'blast.one': query(z.object({ id }), returns<blast.BlastDetail | null>()),
  'blast.prediction': query(predictionInput, returns<Prediction | null>()),
  'blast.inside': query(blastInsideInput, returns<BlastInside | null>()),
  'blast.onMap': query(nothing, returns<blast.BlastOnMap[]>()),
  'blast.limit': query(z.object({ id }), returns<blastMeasurement.BlastLimit | null>()),
  'blast.law': query(blastLaw.lawInput, returns<blastLaw.LawView>()),

  'breach.readStudy': query(
    breach.readStudyInput,
    returns<{
      readonly areas: number;
      readonly leftOut: number;
      readonly columns: StudyRead['columns'];
      readonly firstMin: number;
      readonly lastMin: number;
      readonly deepestM: number | null;
      readonly reached: number;
      readonly musters: number;
    }>(),
    'signedIn',
    20_000 * kB,
  ),
  'breach.importStudy': command(
    breach.importStudyInput,
    returns<{ readonly id: string }>(),
    planStaff,
    20_000 * kB,
  ),
  'breach.retireStudy': command(breach.retireStudyInput, returns<{ readonly id: string }>(), planStaff),
  'breach.start': command(breach.startBreachInput, returns<breach.BreachRun>(), room),
  'breach.stop': command(breach.stopBreachInput, returns<breach.BreachRun>(), incidentStaff),
  'breach.dams': query(
    nothing,
    returns<readonly { readonly place: place.PlaceName; readonly studyId: string | null }[]>(),
  ),
  'breach.board': query(breach.breachBoardInput, returns<breach.BreachBoard | null>()),
  'breach.running': query(nothing, returns<readonly breach.BreachRun[]>(), 'anyone'),
  'terrain.choose': query(nothing, returns<{ readonly path: string | null }>(), planStaff),
  'terrain.preview': query(terrain.previewTerrainInput, returns<terrain.TerrainRead>(), planStaff),
  'terrain.import': command(terrain.importTerrainInput, returns<terrain.TerrainModel>(), planStaff),
  'terrain.retire': command(terrain.retireTerrainInput, returns<terrain.TerrainModel>(), planStaff),
  'terrain.putBack': command(terrain.putBackTerrainInput, returns<terrain.TerrainModel>(), planStaff),
  'terrain.setGaugeZero': command(terrain.setGaugeZeroInput, returns<terrain.GaugeZero>(), planStaff),
  'terrain.models': query(nothing, returns<readonly terrain.TerrainModel[]>()),
  /** What the water reaches now and in three hours; null without a terrain model. */
  'terrain.inundation': query(inundation.inundationInput, returns<inundation.Inundation | null>()),
  'terrain.bands': query(inundation.bandsInput, returns<inundation.InundationBands | null>()),
  'sensor.addPoint': command(point.addPointInput, returns<point.Point>(), technicians),
  'sensor.changePoint': command(point.changePointInput, returns<point.Point>(), technicians),
  'sensor.retirePoint': command(point.retirePointInput, returns<point.Point>(), technicians),
  /** A reading by radio or by eye, of any point; a gauge's is the same as flood.read. */
  'sensor.read': command(point.readPointInput, returns<point.PointReading>(), room),
  'sensor.points': query(point.pointPageInput, returns<point.PointPage>()),
  'sensor.places': query(nothing, returns<point.PointPlace[]>()),
  'sensor.series': query(seriesInput, returns<Series[]>()),
  'sensor.exportSeries': query(seriesInput, returns<{ readonly path: string | null }>()),
  'sensor.quarantine': query(source.quarantineInput, returns<point.ApartPage<source.ApartLine>>()),
  'sensor.addSource': command(source.addSourceInput, returns<source.Source>(), technicians),
  'sensor.changeSource': command(source.changeSourceInput, returns<source.Source>(), technicians),
  'sensor.turnSource': command(source.turnSourceInput, returns<source.Source>(), technicians),
  'sensor.retireSource': command(source.retireSourceInput, returns<source.Source>(), technicians),
  'sensor.setSecret': command(source.sourceSecretInput, returns<source.Source>(), technicians),
  'sensor.addFeed': command(source.addFeedInput, returns<source.Feed>(), technicians),
  'sensor.changeFeed': command(source.changeFeedInput, returns<source.Feed>(), technicians),
  'sensor.retireFeed': command(source.retireFeedInput, returns<source.Feed>(), technicians),
  'sensor.sources': query(nothing, returns<source.SourceLine[]>(), technicians),
  /** Hears a broker for a while and keeps nothing: only while somebody has the preview open. */
  'sensor.listen': query(source.listenInput, returns<source.Listening>(), technicians),
  // What the keeper of the sensors does in the program's own name.
  'sensor.judge': command(point.judgeInput, returns<{ readonly judged: number }>(), ['administrator']),
  'sensor.sealBatch': command(source.sealBatchInput, returns<ReadingBatch>(), ['administrator']),
  'sensor.forget': command(nothing, returns<{ readonly batches: number; readonly apart: number }>(), [
    'administrator',
  ]),

  'weather.observe': command(weather.observeInput, returns<weather.Wind>(), room),
  'weather.now': query(nothing, returns<weather.Wind | null>(), 'anyone'),
  'weather.page': query(weather.windPageInput, returns<Page<weather.Wind>>()),

  'hazmat.addSubstance': command(hazmat.addSubstanceInput, returns<hazmat.Substance>(), hazmatKeepers),
  'hazmat.changeSubstance': command(hazmat.changeSubstanceInput, returns<hazmat.Substance>(), hazmatKeepers),
  'hazmat.addStore': command(hazmat.addStoreInput, returns<hazmat.Store>(), storeBuilders),
  'hazmat.changeStore': command(hazmat.changeStoreInput, returns<hazmat.Store>(), storeBuilders),
  'hazmat.addTank': command(hazmat.addTankInput, returns<hazmat.Tank>(), storeBuilders),
  'hazmat.readTank': command(hazmat.readTankInput, returns<hazmat.Tank>(), room),
  'hazmat.catalogue': query(nothing, returns<Page<hazmat.Shipped>>()),
  'hazmat.substances': query(hazmat.substancesInput, returns<Page<hazmat.Substance>>()),
  'hazmat.substance': query(z.object({ id }), returns<hazmat.Substance | null>()),
  'hazmat.stores': query(hazmat.storesInput, returns<Page<hazmat.StoreLine>>()),
  'hazmat.store': query(z.object({ id }), returns<hazmat.StoreDetail | null>()),
  'hazmat.freePlaces': query(hazmat.freePlacesInput, returns<Page<place.PlaceName>>()),
  'hazmat.assessment': query(finding.assessmentInput, returns<finding.Assessment>()),
  /** What is undertaken about a finding. */
  'hazmat.answerFinding': command(finding.answerFindingInput, returns<action.Action>(), hazmatStaff),
  'hazmat.dateSheet': command(finding.dateSheetInput, returns<finding.SafetySheet>(), hazmatKeepers),
  'hazmat.sheets': query(z.object({ id }), returns<Page<finding.SafetySheet>>()),

  /** Recorded by one, it waits for another. */
  'movement.record': command(movement.recordMovementInput, returns<movement.MovementLine>(), storekeepers),
  'movement.change': command(movement.changeMovementInput, returns<movement.MovementLine>(), storekeepers),
  'movement.confirm': command(movement.confirmMovementInput, returns<movement.MovementLine>(), hazmatStaff),
  'movement.refuse': command(movement.refuseMovementInput, returns<movement.MovementLine>(), hazmatStaff),
  'movement.withdraw': command(
    movement.withdrawMovementInput,
    returns<movement.MovementLine>(),
    storekeepers,
  ),
  'movement.page': query(movement.movementPageInput, returns<Page<movement.MovementLine>>()),
  'movement.one': query(z.object({ id }), returns<movement.MovementDetail | null>()),
  'movement.judge': query(movement.judgeInput, returns<movement.Judgement>()),

  // The site's own rules of storage; another person approves what one proposes.
  'hazmatPolicy.propose': command(policy.proposePolicyInput, returns<policy.PolicyLine>(), policyStaff),
  'hazmatPolicy.confirm': command(policy.confirmPolicyInput, returns<policy.PolicyLine>(), policyStaff),
  'hazmatPolicy.refuse': command(policy.refusePolicyInput, returns<policy.PolicyLine>(), policyStaff),
  'hazmatPolicy.withdraw': command(policy.withdrawPolicyInput, returns<policy.PolicyLine>(), policyStaff),
  'hazmatPolicy.state': query(nothing, returns<policy.PolicyState>()),
  'hazmatPolicy.effect': query(policy.policyEffectInput, returns<policy.PolicyEffect>()),

  'category.add': command(category.addCategoryInput, returns<category.Category>(), equipmentStaff),
  'category.change': command(category.changeCategoryInput, returns<category.Category>(), equipmentStaff),
  'category.retire': command(category.retireCategoryInput, returns<category.Category>(), equipmentStaff),
  'category.restore': command(category.retireCategoryInput, returns<category.Category>(), equipmentStaff),
  'category.all': query(category.categoriesInput, returns<category.Category[]>()),

  'equipment.add': command(equipment.addEquipmentInput, returns<equipment.Equipment>(), equipmentStaff),
  'equipment.addMany': command(
    equipment.addManyInput,
    returns<{ readonly added: number }>(),
    equipmentStaff,
    1024 * kB,
  ),
  'equipment.edit': command(equipment.editEquipmentInput, returns<equipment.Equipment>(), equipmentStaff),
  'equipment.editMany': command(
    equipment.editManyInput,
    returns<equipmentChange.ManyChanged>(),
    equipmentStaff,
  ),
  'equipment.issue': command(custody.issueInput, returns<equipment.Equipment>(), room),
  'equipment.return': command(custody.returnInput, returns<equipment.Equipment>(), room),
  'equipment.page': query(equipmentList.equipmentPageInput, returns<Page<equipmentList.EquipmentLine>>()),
  'equipment.facet': query(equipmentList.equipmentFacetInput, returns<equipmentList.Facet>()),
  'equipment.ids': query(
    equipmentChange.chosenInput,
    returns<readonly { readonly id: string; readonly version: number }[]>(),
    equipmentStaff,
    256 * kB,
  ),
  'equipment.preview': query(
    equipmentChange.previewInput,
    returns<equipmentChange.ChangePreview>(),
    equipmentStaff,
    256 * kB,
  ),
  'view.save': command(view.saveViewInput, returns<view.View>(), room),
  'view.remove': command(view.removeViewInput, returns<{ readonly id: string }>(), room),
  'view.list': query(nothing, returns<view.View[]>()),
  'equipment.byId': query(z.object({ id }), returns<equipmentList.EquipmentLine | null>()),

  'dutyRule.add': command(duty.addRuleInput, returns<duty.DutyRule>(), equipmentStaff),
  'dutyRule.change': command(duty.changeRuleInput, returns<duty.DutyRule>(), equipmentStaff),
  'dutyRule.retire': command(duty.retireRuleInput, returns<duty.DutyRule>(), equipmentStaff),
  'dutyRule.takeDefaults': command(duty.takeDefaultsInput, returns<duty.DutyRule[]>(), equipmentStaff),
  /** One slice of the items that a changed rule has not reached yet. */
  'dutyRule.settle': command(duty.settleInput, returns<duty.Settled>(), equipmentStaff),
  'dutyRule.list': query(duty.rulesInput, returns<duty.DutyRule[]>()),
  'duty.complete': command(duty.completeInput, returns<Completed>(), room),
  'duty.completeMany': command(duty.completeManyInput, returns<{ readonly done: number }>(), room, 512 * kB),
  'duty.use': command(duty.useInput, returns<duty.ItemUse>(), room),
  'duty.ofItem': query(duty.dutiesOfInput, returns<duty.DutyOfItem[]>()),
  'duty.history': query(duty.historyOfInput, returns<Page<duty.DutyDone>>()),
  'duty.page': query(duty.duePageInput, returns<Page<duty.DueLine>>()),
  'duty.places': query(duty.duePlacesInput, returns<duty.DuePlace[]>()),
  'duty.counts': query(duty.dueCountsInput, returns<duty.DueCounts>()),

  'round.start': command(round.startRoundInput, returns<round.Round>(), room),
  'round.answer': command(round.answerInput, returns<round.RoundPoint>(), room),
  'round.addPoint': command(round.addPointInput, returns<round.RoundPoint>(), room),
  'round.finish': command(round.finishRoundInput, returns<round.Round>(), room),
  'round.abandon': command(round.abandonInput, returns<round.Round>(), room),
  'round.page': query(round.roundPageInput, returns<Page<round.RoundLine>>()),
  'round.byId': query(z.object({ id }), returns<round.RoundLine | null>()),
  'round.points': query(round.pointsInput, returns<round.PointLine[]>()),

  'work.open': command(work.openWorkInput, returns<work.Work>(), room),
  'work.wait': command(work.waitInput, returns<work.Work>(), room),
  'work.resume': command(work.resumeInput, returns<work.Work>(), room),
  'work.done': command(work.workDoneInput, returns<work.Work>(), room),
  'work.verify': command(work.verifyWorkInput, returns<work.Verified>(), room),
  'work.withdraw': command(work.withdrawWorkInput, returns<work.Verified>(), equipmentStaff),
  'work.page': query(work.workPageInput, returns<Page<work.WorkLine>>()),
  'work.byId': query(z.object({ id }), returns<work.WorkDetail | null>()),
  'work.counts': query(z.object({}), returns<work.WorkCounts>()),
  // What goes out changes nothing in the site: not a command.
  'equipment.export': query(
    equipmentExport.exportEquipmentInput,
    returns<equipmentExport.ExportedEquipment>(),
    'signedIn',
    256 * kB,
  ),
  // A file that is looked into changes nothing in the site: not commands.
  'import.open': query(
    imports.openImportInput,
    returns<{ readonly id: string }>(),
    importers,
    imports.importMaxBytes + 4 * kB,
  ),
  'import.look': query(imports.lookInput, returns<imports.Look>(), importers),
  'import.dryRun': query(imports.dryRunInput, returns<imports.DryRun>(), importers),
  'import.rows': query(imports.dryRowsInput, returns<Page<imports.DryRow>>(), importers),
  /** Writes text to a file that the person names; null when they name none. */
  'import.save': query(
    imports.saveInput,
    returns<{ readonly path: string | null }>(),
    importers,
    imports.importMaxBytes,
  ),
  'import.drop': query(imports.importIdInput, returns<{ readonly dropped: boolean }>(), importers),
  'import.run': command(imports.importIdInput, returns<imports.ImportBatch>(), importers),
  'import.undo': command(imports.undoImportInput, returns<imports.UndoneImport>(), importers),
  'import.page': query(imports.importPageInput, returns<Page<imports.ImportLine>>()),
  'drill.addType': command(drillType.addTypeInput, returns<DrillType>(), drillStaff, 256 * kB),
  'drill.changeType': command(drillType.changeTypeInput, returns<DrillType>(), drillStaff, 256 * kB),
  'drill.retireType': command(drillType.retireTypeInput, returns<DrillType>(), drillStaff),
  'drill.reinstateType': command(drillType.retireTypeInput, returns<DrillType>(), drillStaff),
  'drill.types': query(drillType.typesInput, returns<Page<drillType.TypeLine>>()),
  'drill.typeById': query(z.object({ id }), returns<DrillType | null>()),
  'drill.addRequirement': command(requirement.addRequirementInput, returns<DrillRequirement>(), drillStaff),
  'drill.changeRequirement': command(
    requirement.changeRequirementInput,
    returns<DrillRequirement>(),
    drillStaff,
  ),
  'drill.retireRequirement': command(
    requirement.retireRequirementInput,
    returns<DrillRequirement>(),
    drillStaff,
  ),
  'drill.setRequirements': command(
    requirement.setRequirementsInput,
    returns<DrillRequirement[]>(),
    drillStaff,
    256 * kB,
  ),
  'drill.requirements': query(requirement.requirementsInput, returns<Page<requirement.RequirementLine>>()),
  'drill.places': query(nothing, returns<requirement.DrillPlace[]>()),
  'drill.addProgramme': command(programme.addProgrammeInput, returns<programme.Expanded>(), drillStaff),
  'drill.changeProgramme': command(programme.changeProgrammeInput, returns<DrillProgramme>(), drillStaff),
  'drill.closeProgramme': command(programme.closeProgrammeInput, returns<DrillProgramme>(), drillStaff),
  'drill.expand': command(programme.expandInput, returns<programme.Expanded>(), drillStaff),
  'drill.add': command(programme.addDrillInput, returns<Drill>(), drillStaff),
  'drill.enterHeld': command(programme.enterHeldInput, returns<Drill>(), drillStaff),
  'drill.findings': query(z.object({ programmeId: id }), returns<programme.ProgrammeFindings>()),
  'drill.programmes': query(drillMonth.programmesInput, returns<Page<drillMonth.ProgrammeLine>>()),
  'drill.ofProgramme': query(drillMonth.drillsOfInput, returns<drillMonth.DrillsOf>()),
  'drill.layOut': command(drillLayOut.layOutInput, returns<drillLayOut.LaidOutProgramme>(), planners),
  'drill.breaks': query(drillLayOut.breaksInput, returns<drillLayOut.BreaksAt[]>()),
  'drill.outcome': query(drillLayOut.outcomeInput, returns<LaidOut | null>()),
  'drill.move': command(drillMove.moveDrillInput, returns<drillMove.PlacedDrill>(), planners),
  'drill.pin': command(drillMove.pinDrillInput, returns<drillMove.PlacedDrill>(), planners),
  'drill.unpin': command(drillMove.pinDrillInput, returns<drillMove.PlacedDrill>(), planners),
  'drill.cancel': command(drillMove.cancelDrillInput, returns<drillMove.PlacedDrill>(), planners),
  'drill.reinstate': command(drillMove.pinDrillInput, returns<drillMove.PlacedDrill>(), planners),
  'drill.setObservers': command(drillMove.setObserversInput, returns<drillMove.PlacedDrill>(), planners),
  'drill.publish': command(
    drillEdition.publishInput,
    returns<{ readonly number: number; readonly version: number }>(),
    planners,
  ),
  'drill.editions': query(drillEdition.editionsInput, returns<Page<drillEdition.EditionLine>>()),
  'drill.comparison': query(drillEdition.comparisonInput, returns<drillEdition.Comparison>()),
  'drill.calendar': query(drillEdition.calendarInput, returns<drillEdition.CalendarFile>()),
  'drill.coverage': query(drillCoverage.coverageInput, returns<drillCoverage.Coverage>()),
  'drill.coverageDrills': query(drillCoverage.coverageDrillsInput, returns<Page<drillMonth.DrillLine>>()),
  'drill.peopleCoverage': query(
    drillCoverage.peopleCoverageInput,
    returns<Page<drillCoverage.PersonCoverage>>(),
  ),
  'drill.exportNotice': query(drillEdition.calendarInput, returns<{ readonly path: string | null }>()),
  'drill.exportCalendar': query(drillEdition.calendarInput, returns<{ readonly path: string | null }>()),

  'drill.start': command(drillRun.startDrillInput, returns<drillRun.DrillRun>(), planStaff),
  'drill.turnClock': command(drillRun.turnClockInput, returns<drillRun.DrillRun>(), planStaff),
  'drill.resume': command(drillRun.resumeDrillInput, returns<drillRun.DrillRun>(), planStaff),
  'drill.end': command(drillRun.endDrillInput, returns<drillRun.DrillRun>(), planStaff),
  'drill.seeStop': command(drillInject.injectVersionInput, returns<drillRun.DrillRun>(), room),
  /** Tocsin calls it by itself once a real incident has stopped a drill. */
  'drill.sayStop': command(drillRun.drillIdInput, returns<drillRun.DrillRun>(), planStaff),
  'drill.today': query(nothing, returns<Page<drillRun.RunLine>>()),
  'drill.inTheWay': query(drillRun.drillIdInput, returns<drillRun.InTheWay[]>()),
  /** Also a locked seat shows that a drill runs, or was stopped. */
  'drill.now': query(nothing, returns<drillRun.DrillNow>(), 'anyone'),
  'drill.ofExercise': query(drillRun.ofExerciseInput, returns<drillRun.Conducted | null>()),
  'drill.measures': query(drillRun.drillIdInput, returns<drillMeasure.DrillMeasures | null>()),
  'drill.printSheet': query(drillMeasure.sheetInput, returns<{ readonly path: string | null }>()),
  'drillInject.fire': command(drillInject.injectVersionInput, returns<drillInject.DrillInject>(), planStaff),
  'drillInject.hold': command(drillInject.injectVersionInput, returns<drillInject.DrillInject>(), planStaff),
  'drillInject.letGo': command(drillInject.injectVersionInput, returns<drillInject.DrillInject>(), planStaff),
  'drillInject.skip': command(drillInject.injectVersionInput, returns<drillInject.DrillInject>(), planStaff),
  'drillInject.add': command(drillInject.addInjectInput, returns<drillInject.DrillInject>(), planStaff),
  /** What has come due on the drill's clock; Tocsin calls it by itself. */
  'drillInject.fireDue': command(drillInject.fireDueInput, returns<drillInject.FiredDue>(), planStaff),
  'drillInject.list': query(drillRun.drillIdInput, returns<drillInject.DrillInject[]>()),
  'drillInject.pretended': query(drillRun.ofExerciseInput, returns<drillInject.Pretended | null>()),
  'drillMark.give': command(drillMeasure.markInput, returns<drillMeasure.DrillMark>(), room),
  'drillMark.strike': command(drillMeasure.strikeMarkInput, returns<drillMeasure.DrillMark>(), room),
  'drillMark.list': query(drillRun.drillIdInput, returns<drillMeasure.DrillMark[]>()),

  'doubleCheck.add': command(doubleCheck.addCheckInput, returns<doubleCheck.CheckLine>(), room),
  'doubleCheck.change': command(doubleCheck.changeCheckInput, returns<doubleCheck.CheckLine>(), room),
  'doubleCheck.answer': command(checkAnswers.answerInput, returns<doubleCheck.CheckLine>(), room),
  'doubleCheck.ask': command(doubleCheck.checkStepInput, returns<doubleCheck.CheckLine>(), room),
  'doubleCheck.confirm': command(doubleCheck.confirmCheckInput, returns<doubleCheck.CheckLine>(), room),
  'doubleCheck.refuse': command(doubleCheck.refuseCheckInput, returns<doubleCheck.CheckLine>(), room),
  'doubleCheck.withdraw': command(doubleCheck.withdrawCheckInput, returns<doubleCheck.CheckLine>(), room),
  'doubleCheck.begin': command(doubleCheck.checkStepInput, returns<doubleCheck.CheckLine>(), room),
  'doubleCheck.measure': command(checkAnswers.measureAgainInput, returns<doubleCheck.CheckLine>(), room),
  'doubleCheck.finish': command(doubleCheck.closeCheckInput, returns<doubleCheck.CheckLine>(), room),
  'doubleCheck.close': command(doubleCheck.closeCheckInput, returns<doubleCheck.CheckLine>(), room),
  /** Whoever sees a danger stops the work. */
  'doubleCheck.stop': command(doubleCheck.stopCheckInput, returns<doubleCheck.CheckLine>(), 'signedIn'),
  'doubleCheck.page': query(doubleCheck.checkPageInput, returns<Page<doubleCheck.CheckLine>>()),
  'doubleCheck.one': query(z.object({ id }), returns<doubleCheck.CheckDetail | null>()),
  'doubleCheck.near': query(doubleCheck.nearIncidentInput, returns<doubleCheck.CheckNear[]>()),
  'checkList.change': command(checkList.changeListInput, returns<checkList.CheckListEdition>(), checkWriters),
  'checkList.all': query(nothing, returns<checkList.ListInForce[]>()),

  'upgrade.add': command(upgrade.addUpgradeInput, returns<upgrade.Upgrade>(), equipmentStaff),
  'upgrade.edit': command(upgrade.editUpgradeInput, returns<upgrade.Upgrade>(), equipmentStaff),
  'upgrade.setBudget': command(upgrade.budgetInput, returns<upgrade.Upgrade>(), incidentStaff),
  'upgrade.approve': command(upgrade.upgradeStepInput, returns<upgrade.Upgrade>(), incidentStaff),
  'upgrade.start': command(upgrade.upgradeStepInput, returns<upgrade.Upgrade>(), equipmentStaff),
  'upgrade.finish': command(upgrade.upgradeStepInput, returns<upgrade.Upgrade>(), equipmentStaff),
  'upgrade.stop': command(upgrade.stopUpgradeInput, returns<upgrade.Upgrade>(), equipmentStaff),
  'upgrade.addPhase': command(upgrade.addPhaseInput, returns<upgrade.Phase>(), equipmentStaff),
  'upgrade.editPhase': command(upgrade.editPhaseInput, returns<upgrade.Phase>(), equipmentStaff),
  'upgrade.finishPhase': command(upgrade.finishPhaseInput, returns<upgrade.Phase>(), equipmentStaff),
  'upgrade.removePhase': command(upgrade.removePhaseInput, returns<upgrade.Phase>(), equipmentStaff),
  'upgrade.addItems': command(upgrade.addItemsInput, returns<upgrade.ItemsAdded>(), equipmentStaff),
  'upgrade.moveItems': command(upgrade.moveItemsInput, returns<upgrade.UpgradeItem[]>(), equipmentStaff),
  'upgrade.enterMoney': command(upgrade.moneyInput, returns<upgrade.Money>(), equipmentStaff),
  'upgrade.strikeMoney': command(upgrade.strikeMoneyInput, returns<upgrade.Money>(), equipmentStaff),
  'upgrade.page': query(upgrade.upgradePageInput, returns<Page<upgrade.UpgradeLine>>()),
  'upgrade.byId': query(z.object({ id }), returns<upgrade.UpgradeLine | null>()),
  'upgrade.items': query(upgrade.upgradeItemsInput, returns<Page<upgrade.UpgradeItemLine>>()),
  'upgrade.ofItem': query(z.object({ id }), returns<upgrade.ItemUpgrade[]>()),
  'upgrade.effect': query(z.object({ id }), returns<Effect>()),
  'upgrade.money': query(upgrade.moneyPageInput, returns<Page<upgrade.Money>>()),

  'stock.receive': command(stock.receiveInput, returns<stock.StockLot>(), storekeepers),
  /** At night whoever is in the room gives out foam. */
  'stock.issue': command(stock.issueInput, returns<stock.StockLot[]>(), room),
  'stock.move': command(stock.moveInput, returns<stock.StockLot>(), storekeepers),
  'stock.writeOff': command(stock.writeOffInput, returns<stock.StockLot>(), storekeepers),
  'stock.count': command(stock.countStockInput, returns<stock.StockLot[]>(), storekeepers, 256 * kB),
  'stock.correct': command(stock.correctLotInput, returns<stock.StockLot>(), storekeepers),
  'stock.setMinimum': command(stock.minimumInput, returns<stock.StockMinimum>(), [
    ...storekeepers,
    'planner',
  ]),
  'stock.board': query(stock.stockBoardInput, returns<Page<stock.StockLine>>()),
  'stock.lots': query(stock.lotPageInput, returns<Page<stock.LotLine>>()),
  'stock.moves': query(stock.movePageInput, returns<Page<stock.MoveLine>>()),

  'now.list': query(now.nowInput, returns<Page<now.NowItem>>()),

  'journal.page': query(journal.journalPageInput, returns<Page<journal.JournalLine>>()),
  'journal.status': query(nothing, returns<verification.JournalStatus>()),
  'journal.verify': query(verification.verifyInput, returns<verification.Verification>()),
  'site.health': query(nothing, returns<verification.SiteHealth>(), 'anyone'),
  // Nothing in the site changes, so there is no entry to write: not a command.
  'job.cancel': query(verification.cancelInput, returns<{ readonly calledOff: boolean }>()),
  'attachment.add': command(
    attachment.addAttachmentInput,
    returns<attachment.Attachment>(),
    room,
    attachment.attachmentMaxBytes + 4 * kB,
  ),
  'attachment.link': command(attachment.linkInput, returns<attachment.AttachmentLink>(), room),
  'attachment.unlink': command(attachment.unlinkInput, returns<attachment.AttachmentLink>(), room),
  'attachment.of': query(attachment.papersInput, returns<Page<attachment.Paper>>()),
  'evidence.export': command(evidence.exportInput, returns<evidence.EvidenceExport>(), incidentStaff),
  'backup.page': query(nothing, returns<Page<backup.Backup>>(), ['administrator']),
  'backup.make': command(nothing, returns<backup.BackupMade>(), ['administrator']),
  // Its entry is written into the restored file, not into this one: not a command.
  'backup.restore': query(backup.restoreInput, returns<backup.RestoreBegun>(), ['administrator']),
  'journal.history': query(journal.historyInput, returns<journal.JournalLine[]>()),
} as const;

type Contract = typeof contract;
export type Name = keyof Contract;
export type CommandName = { [N in Name]: Contract[N]['kind'] extends 'command' ? N : never }[Name];
export type QueryName = Exclude<Name, CommandName>;
/** What the caller gives (defaults may be left out). */
export type Input<N extends Name> = z.input<Contract[N]['input']>;
/** What the handler gets. */
export type Parsed<N extends Name> = z.output<Contract[N]['input']>;
export type Output<N extends Name> =
  Contract[N] extends Line<'command' | 'query', z.ZodType, infer O> ? O : never;

/** Events go out after the commit, never before. */
export interface Events {
  /** Rows changed: screens that show these nouns ask again. */
  changed: {
    readonly seq: number;
    readonly name: string;
    readonly incidentId?: string;
    readonly rows: readonly { noun: string; id: string }[];
  };
  /** Instruments sent something: the newest of each, at most twice a second. */
  readings: {
    readonly points: readonly { readonly pointId: string; readonly atMs: number; readonly value: number }[];
  };
  /** What releases do in a wind that has just been kept: drawn without asking. */
  releases: { readonly incidentId: string; readonly zones: readonly ReleaseZones[] };
  /** A source was reached, or could not be. */
  sources: Readonly<Record<string, never>>;
  /** Readiness was worked out again. */
  readiness: Readonly<Record<string, never>>;
  /** The room's clock was moved against this computer's. */
  clock: { readonly offsetMs: number };
  /** What is known of the site file's soundness has changed. */
  health: verification.SiteHealth;
  /** Long work goes on; `total` 0 means not yet known. */
  progress: { readonly job: string; readonly done: number; readonly total: number };
}
export type EventName = keyof Events;
