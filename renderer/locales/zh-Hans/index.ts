import drillReport from './drillReport.json' with { type: 'json' };
import drillType from './drillType.json' with { type: 'json' };
import blast from './blast.json' with { type: 'json' };
import breach from './breach.json' with { type: 'json' };
import terrain from './terrain.json' with { type: 'json' };
import drillPlan from './drillPlan.json' with { type: 'json' };
import release from './release.json' with { type: 'json' };
import evaluation from './evaluation.json' with { type: 'json' };
import drill from './drill.json' with { type: 'json' };
import drillRun from './drillRun.json' with { type: 'json' };
import roster from './roster.json' with { type: 'json' };
import upgrade from './upgrade.json' with { type: 'json' };
import readiness from './readiness.json' with { type: 'json' };
import stock from './stock.json' with { type: 'json' };
import journal from './journal.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };
import basemap from './basemap.json' with { type: 'json' };
import zone from './zone.json' with { type: 'json' };
import map from './map.json' with { type: 'json' };
import action from './action.json' with { type: 'json' };
import replay from './replay.json' with { type: 'json' };
import handover from './handover.json' with { type: 'json' };
import period from './period.json' with { type: 'json' };
import now from './now.json' with { type: 'json' };
import category from './category.json' with { type: 'json' };
import duty from './duty.json' with { type: 'json' };
import dutyRule from './dutyRule.json' with { type: 'json' };
import work from './work.json' with { type: 'json' };
import round from './round.json' with { type: 'json' };
import equipment from './equipment.json' with { type: 'json' };
import doubleCheck from './doubleCheck.json' with { type: 'json' };
import hazmat from './hazmat.json' with { type: 'json' };
import weather from './weather.json' with { type: 'json' };
import sensor from './sensor.json' with { type: 'json' };
import flood from './flood.json' with { type: 'json' };
import alarm from './alarm.json' with { type: 'json' };
import alarmRule from './alarmRule.json' with { type: 'json' };
import attachment from './attachment.json' with { type: 'json' };
import common from './common.json' with { type: 'json' };
import evidence from './evidence.json' with { type: 'json' };
import exports from './export.json' with { type: 'json' };
import field from './field.json' with { type: 'json' };
import imports from './import.json' with { type: 'json' };
import incident from './incident.json' with { type: 'json' };
import log from './log.json' with { type: 'json' };
import muster from './muster.json' with { type: 'json' };
import nav from './nav.json' with { type: 'json' };
import person from './person.json' with { type: 'json' };
import place from './place.json' with { type: 'json' };
import plan from './plan.json' with { type: 'json' };
import position from './position.json' with { type: 'json' };
import refusal from './refusal.json' with { type: 'json' };
import rescue from './rescue.json' with { type: 'json' };
import role from './role.json' with { type: 'json' };
import session from './session.json' with { type: 'json' };
import sign from './sign.json' with { type: 'json' };
import task from './task.json' with { type: 'json' };
import team from './team.json' with { type: 'json' };

export default {
  drillReport,
  drillType,
  blast,
  breach,
  terrain,
  drillPlan,
  release,
  evaluation,
  drill,
  drillRun,
  roster,
  export: exports,
  import: imports,
  upgrade,
  readiness,
  stock,
  journal,
  settings,
  basemap,
  zone,
  map,
  action,
  replay,
  handover,
  period,
  now,
  category,
  equipment,
  round,
  work,
  dutyRule,
  duty,
  doubleCheck,
  hazmat,
  weather,
  sensor,
  flood,
  alarm,
  alarmRule,
  attachment,
  common,
  evidence,
  field,
  incident,
  log,
  muster,
  nav,
  person,
  place,
  plan,
  position,
  refusal,
  rescue,
  role,
  session,
  sign,
  task,
  team,
};
