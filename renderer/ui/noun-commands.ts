import type { CommandName } from '../../electron/contract.ts';
import { openAlarms } from '../alarm/use-alarms.ts';
import { ask } from '../api.ts';
import { go } from '../router.tsx';
import { offer } from './commands.ts';
import { intend } from './intent.ts';

/** What begins on a screen of its own: the palette opens that screen, and the form there where it has one. */
interface Elsewhere {
  readonly name: CommandName;
  /** Locale key. */
  readonly title: string;
  /** Words that also find it. */
  readonly also?: string;
  readonly run: () => void;
}

/** The screen, where what is wanted stands in plain sight. */
const screen = (key: string) => () => go(key);
/** The form on its screen, in the view that holds it. */
const form = (key: string, what: CommandName, view?: string) => () =>
  intend(key, { what, ...(view === undefined ? {} : { view }) });

/** A part of the running incident (the newest, when several run); the list when none does. */
const ofIncident = (view: string, what?: CommandName) => (): void => void openIncident(view, what ?? view);

async function openIncident(view: string, what: string): Promise<void> {
  const page = await ask('incident.page', { states: ['running'], limit: 1 });
  const incident = page.ok ? page.value.rows[0] : undefined;
  if (incident) intend('incidents', { view, what }, incident.id);
  else go('incidents');
}

const elsewhere: readonly Elsewhere[] = [
  { name: 'person.add', title: 'person.add', run: form('teams', 'person.add', 'people') },
  { name: 'team.add', title: 'team.add', run: form('teams', 'team.add', 'teams') },
  {
    name: 'qualification.add',
    title: 'person.qualification.add',
    run: form('teams', 'qualification.add', 'qualifications'),
  },
  {
    name: 'team.setRules',
    title: 'team.rules.title',
    also: 'PAR',
    run: form('teams', 'team.setRules', 'rules'),
  },
  { name: 'team.setStatus', title: 'team.board', also: 'status', run: screen('teams') },
  { name: 'equipment.add', title: 'equipment.add', run: form('equipment', 'equipment.add') },
  { name: 'place.add', title: 'place.add', run: form('map', 'place.add') },
  { name: 'terrain.import', title: 'terrain.import', run: screen('inundation') },
  { name: 'basemap.import', title: 'basemap.choose', run: form('map', 'basemap.import') },
  { name: 'closure.close', title: 'zone.close', run: form('map', 'closure.close') },
  { name: 'flood.addGauge', title: 'flood.addGauge', run: form('flood', 'flood.addGauge') },
  { name: 'flood.addZoneGauge', title: 'flood.addZoneGauge', run: form('flood', 'flood.addZoneGauge') },
  {
    name: 'alarmRule.draft',
    title: 'alarmRule.write',
    also: 'ISA-18.2 EEMUA',
    run: form('alarmRules', 'alarmRule.draft'),
  },
  {
    name: 'alarm.setEscalation',
    title: 'alarmRule.escalation.title',
    run: form('alarmRules', 'alarm.setEscalation'),
  },
  { name: 'sensor.addPoint', title: 'sensor.addPoint', run: form('sensors', 'sensor.addPoint') },
  { name: 'sensor.read', title: 'sensor.readIt', run: screen('sensors') },
  { name: 'sensor.addSource', title: 'sensor.addSource', run: form('sources', 'sensor.addSource') },
  { name: 'sensor.addFeed', title: 'sensor.addFeed', run: screen('sources') },
  { name: 'flood.setDevice', title: 'flood.devices', run: screen('flood') },
  { name: 'flood.changeGauge', title: 'flood.changeLevels', run: form('flood', 'flood.changeGauge') },
  { name: 'deviceOrder.give', title: 'flood.order.giveOne', run: form('flood', 'deviceOrder.give') },
  { name: 'levelAction.tick', title: 'flood.toDo.title', run: screen('flood') },
  { name: 'movement.record', title: 'hazmat.task.receive', run: screen('hazmat') },
  { name: 'movement.change', title: 'hazmat.askAgain', run: screen('movements') },
  { name: 'hazmat.changeStore', title: 'hazmat.changeStore', run: screen('hazmat') },
  { name: 'hazmat.readTank', title: 'hazmat.readTanks', run: screen('hazmat') },
  { name: 'movement.confirm', title: 'hazmat.confirm', run: screen('movements') },
  { name: 'doubleCheck.add', title: 'doubleCheck.add', run: form('doubleChecks', 'doubleCheck.add') },
  { name: 'checkList.change', title: 'doubleCheck.lists', run: form('doubleChecks', 'checkList.change') },
  { name: 'hazmat.addStore', title: 'hazmat.addStore', run: form('hazmat', 'hazmat.addStore') },
  {
    name: 'hazmat.addSubstance',
    title: 'hazmat.ownSubstance',
    run: form('substances', 'hazmat.addSubstance'),
  },
  { name: 'hazmat.changeSubstance', title: 'hazmat.changeSubstance', run: screen('substances') },
  { name: 'blast.plan', title: 'blast.plan', run: form('blasting', 'blast.plan') },
  { name: 'blast.importShots', title: 'blast.importTitle', run: form('blasting', 'blast.importShots') },
  { name: 'blast.fire', title: 'blast.fire', run: screen('blasting') },
  { name: 'blast.settle', title: 'blast.settle', run: screen('blasting') },
  { name: 'blast.takeLaw', title: 'blast.takeLaw', run: screen('blastLaw') },
  {
    name: 'hazmatPolicy.propose',
    title: 'hazmat.policy.change',
    run: form('policy', 'hazmatPolicy.propose'),
  },
  { name: 'hazmatPolicy.confirm', title: 'hazmat.policy.waiting', run: screen('policy') },
  { name: 'hazmat.answerFinding', title: 'hazmat.makeAction', run: screen('assessment') },
  {
    name: 'alarm.raise',
    title: 'alarm.raise',
    run: () => {
      openAlarms();
      intend(null, { what: 'alarm.raise' });
    },
  },
  { name: 'muster.count', title: 'muster.title', run: ofIncident('people', 'muster.count') },
  { name: 'position.handOver', title: 'position.title', run: ofIncident('positions') },
  { name: 'period.open', title: 'period.title', run: ofIncident('periods') },
  { name: 'handover.give', title: 'handover.title', run: ofIncident('periods') },
  { name: 'action.raise', title: 'action.raise', run: form('actions', 'action.raise') },
  { name: 'action.done', title: 'action.done', also: 'actions', run: screen('actions') },
  { name: 'action.verify', title: 'action.verify', also: 'actions', run: form('actions', 'action.verify') },
  { name: 'drill.evaluate', title: 'evaluation.rate', also: 'drill', run: screen('evaluation') },
  {
    name: 'drill.setParticipants',
    title: 'evaluation.participants',
    also: 'drill',
    run: screen('evaluation'),
  },
  { name: 'drill.addLesson', title: 'evaluation.addLesson', also: 'drill', run: screen('evaluation') },
  { name: 'drill.signEvaluation', title: 'evaluation.sign', also: 'drill', run: screen('evaluation') },
  { name: 'backup.make', title: 'settings.backupNow', run: screen('settings') },
  { name: 'operator.create', title: 'settings.addOperator', run: screen('settings') },
  { name: 'operator.changeSecret', title: 'settings.changeSecret', run: screen('settings') },
  { name: 'site.change', title: 'settings.site', run: screen('settings') },
  { name: 'round.start', title: 'round.start', run: form('rounds', 'round.start') },
  { name: 'dutyRule.add', title: 'dutyRule.add', run: form('dutyRules', 'dutyRule.add') },
];

offer(elsewhere.map((command) => ({ id: command.name, ...command })));
