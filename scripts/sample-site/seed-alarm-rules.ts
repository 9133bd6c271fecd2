import type { RuleContent, RuleText } from '../../electron/alarm/rule.ts';
import type { LimitKey } from '../../electron/alarm/rule.ts';
import type { SeedRoom } from './seed-room.ts';

const say = (en: string, srLatn: string, zhHans: string): RuleText => ({ en, srLatn, zhHans });
type Limit = readonly [pointKey: string, level: LimitKey['level'], side: LimitKey['side']];
type Given = Omit<
  RuleContent,
  | 'parentPointId'
  | 'parentLevel'
  | 'suppressPointId'
  | 'suppressWhen'
  | 'ackMinutes'
  | 'note'
  | 'incidentType'
  | 'planKey'
> &
  Partial<Pick<RuleContent, 'incidentType' | 'planKey' | 'ackMinutes' | 'note'>> & {
    readonly parent?: readonly [key: string, level: LimitKey['level']];
    readonly suppressor?: readonly [key: string, value: number];
  };
const quiet = { deadBand: 0, onDelaySeconds: 0, offDelaySeconds: 0, incident: 'none' } as const;
const flood: RuleContent['owner'] = { kind: 'position', key: 'floodWarden' };
const process: RuleContent['owner'] = { kind: 'position', key: 'controlRoom' };

const rules: readonly (readonly [Limit, Given])[] = [
  [['G-07', 'danger', 'above'], {
    ...quiet, deadBand: 5, severity: 'severe', minutesToAct: 10, owner: flood,
    incident: 'propose', incidentType: 'flood', planKey: 'PL-03',
    cause: say('The river stands at the foot of the wall’s freeboard', 'Reka je dostigla sigurnosnu visinu bedema', '河水已达防洪墙安全超高底线'),
    consequence: say('Within half an hour water runs over the wall into the workshops and substation S-2', 'Za pola sata voda prelazi bedem ka radionicama i trafostanici S-2', '半小时内河水漫过防洪墙，淹入车间和 S-2 变电站'),
    action: say('Start the river wall plan; call out T-3 and close gates P-2 and P-3', 'Pokrenuti plan za bedem; pozvati T-3 i zatvoriti ustave P-2 i P-3', '启动防洪墙预案；召集 T-3，关闭 P-2、P-3 闸门'),
  }],
  [['G-07', 'warning', 'above'], {
    ...quiet, deadBand: 5, severity: 'major', minutesToAct: 45, owner: flood,
    cause: say('The river rises towards the danger level', 'Reka raste ka nivou opasnosti', '河水正涨向危险水位'),
    consequence: say('The wall can be reached within the hour; gates must be shut before', 'Bedem može biti dostignut za sat; ustave se moraju zatvoriti pre', '一小时内可能到达防洪墙；须提前关闸'),
    action: say('Read every five minutes; put pumps and gate crews on stand-by', 'Očitavati na pet minuta; pumpe i ekipe za ustave u pripravnost', '每五分钟读数；水泵和闸门班组待命'),
  }],
  [['G-07', 'watch', 'above'], {
    ...quiet, deadBand: 5, severity: 'minor', minutesToAct: 120, owner: flood,
    cause: say('The river is above its usual stand', 'Reka je iznad uobičajenog stanja', '河水高于常态'),
    consequence: say('Work at the river bank has to stop in good time', 'Rad na obali mora da stane na vreme', '河岸作业须及时停止'),
    action: say('Read every half hour and watch the trend', 'Očitavati na pola sata i pratiti tok', '每半小时读数，关注趋势'),
  }],
  [['GD-3', 'danger', 'above'], {
    ...quiet, deadBand: 1, onDelaySeconds: 5, offDelaySeconds: 60, severity: 'severe', minutesToAct: 3, owner: process,
    incident: 'propose', incidentType: 'chemicalRelease', planKey: 'PL-01',
    cause: say('SO₂ leaks from a converter hood or a gas duct', 'SO₂ ističe iz haube konvertora ili gasovoda', '转炉烟罩或烟道泄漏 SO₂'),
    consequence: say('People in the aisle are gassed within minutes', 'Ljudi u hali se truju za nekoliko minuta', '数分钟内跨间人员中毒'),
    action: say('Clear the aisle, stop the blast, start the SO₂ plan', 'Isprazniti halu, zaustaviti duvanje, pokrenuti plan za SO₂', '清空跨间，停风，启动 SO₂ 预案'),
  }],
  [['GD-3', 'warning', 'above'], {
    ...quiet, deadBand: 0.5, onDelaySeconds: 15, offDelaySeconds: 60, severity: 'major', minutesToAct: 10, owner: process,
    cause: say('The hood draught is weak, or a door of the aisle stands open', 'Slaba promaja haube ili otvorena vrata hale', '烟罩抽力不足或跨间门未关'),
    consequence: say('The exposure limit of the shift is used up', 'Troši se granica izloženosti smene', '超过班次接触限值'),
    action: say('Masks on; check the hood fan', 'Maske; proveriti ventilator haube', '戴好面罩；检查烟罩风机'),
  }],
  [['PS-4', 'warning', 'above'], {
    ...quiet, severity: 'major', minutesToAct: 30, owner: { kind: 'position', key: 'energy' },
    cause: say('The pump has tripped', 'Pumpa je ispala', '水泵跳闸'),
    consequence: say('The pit sump fills; the lowest bench is under water in two hours', 'Vodosabirnik se puni; najniža etaža je pod vodom za dva sata', '坑底集水坑上涨，两小时内最低台阶被淹'),
    action: say('Look at the cabinet, start the stand-by pump', 'Pogledati orman, pokrenuti rezervnu pumpu', '检查控制柜，启动备用泵'),
  }],
  [['G-01', 'warning', 'above'], {
    ...quiet, deadBand: 5, severity: 'major', minutesToAct: 60, owner: process, parent: ['PS-4', 'warning'],
    cause: say('More water comes into the pit than is pumped', 'U kop dolazi više vode nego što se ispumpa', '进坑水量大于排水量'),
    consequence: say('The ramp to the lowest bench is cut off', 'Rampa ka najnižoj etaži je odsečena', '通往最低台阶的坡道被切断'),
    action: say('Bring machines up; see whether PS-4 runs', 'Izvesti mašine; videti da li PS-4 radi', '将设备上移；查看 PS-4 是否运行'),
  }],
  [['FL-4', 'warning', 'below'], {
    ...quiet, deadBand: 5, onDelaySeconds: 30, offDelaySeconds: 30, severity: 'minor', minutesToAct: 20, owner: process,
    suppressor: ['PS-4', 0],
    cause: say('The pump runs and delivers nothing: valve shut, or the screen is blocked', 'Pumpa radi a ne daje vodu: zatvoren ventil ili zapušena rešetka', '泵在运行但无流量：阀门关闭或滤网堵塞'),
    consequence: say('The pump runs hot and trips', 'Pumpa se pregreva i ispada', '水泵过热跳闸'),
    action: say('Open the valve or clear the screen; otherwise stop the pump', 'Otvoriti ventil ili očistiti rešetku; inače zaustaviti pumpu', '开阀或清理滤网；否则停泵'),
  }],
  [['GD-5', 'danger', 'above'], {
    ...quiet, deadBand: 0.2, onDelaySeconds: 5, offDelaySeconds: 120, severity: 'severe', minutesToAct: 3, owner: { kind: 'position', key: 'hazmatKeeper' },
    incident: 'declare', incidentType: 'chemicalRelease',
    cause: say('Chlorine escapes from a drum or its valve', 'Hlor ističe iz bureta ili ventila', '氯瓶或阀门泄漏'),
    consequence: say('Deadly in the chlorination room within minutes', 'Smrtno u hlorinatoru za nekoliko minuta', '数分钟内加氯间致命'),
    action: say('Nobody goes in; water curtain on; call the hazmat team', 'Niko ne ulazi; vodena zavesa; pozvati hemijski tim', '任何人不得进入；开启水幕；召集危化队'),
  }],
]; // prettier-ignore

/** Written, and waiting for its second person. */
const waits: readonly [Limit, Given] = [['PZ-12', 'warning', 'above'], {
  ...quiet, deadBand: 3, severity: 'severe', minutesToAct: 60, owner: { kind: 'position', key: 'geotechnical' },
  cause: say('Pore pressure rises at the toe of the dam', 'Raste porni pritisak u nožici brane', '坝脚孔隙水压力上升'),
  consequence: say('The downstream slope loses strength', 'Nizvodna kosina gubi čvrstoću', '下游坡稳定性下降'),
  action: say('Read PZ-11 to PZ-14 by hand; walk the toe; tell the engineer of record', 'Očitati PZ-11 do PZ-14; obići nožicu; javiti odgovornom inženjeru', '人工读取 PZ-11 至 PZ-14；巡查坝脚；通知责任工程师'),
}]; // prettier-ignore

/**
 * What the alarms of the sample site are for: rules that the equipment manager wrote and the safety officer approved, one that
 * waits. The other limits have the alarm that Tocsin ships.
 */
export async function seedAlarmRules(room: SeedRoom): Promise<void> {
  const names = (en: string, srLatn: string, zhHans: string) => ({ en, srLatn, zhHans });
  await room.give('equipmentManager', 'sensor.addPoint', {
    key: 'FL-4', kind: 'flow', names: names('Flow meter FL-4, pump PS-4', 'Protokomer FL-4, pumpa PS-4', '流量计 FL-4（泵 PS-4）'),
    unit: 'l/s', placeId: null, minValue: 0, maxValue: 400, everySeconds: 1800, frozenMinutes: null,
    limits: [{ level: 'warning', side: 'below', value: 40 }],
  }); // prettier-ignore
  await room.give('equipmentManager', 'sensor.addPoint', {
    key: 'GD-5', kind: 'gas', names: names('Cl₂ detector GD-5, chlorination', 'Detektor Cl₂ GD-5, hlorinator', 'Cl₂ 探测器 GD-5（加氯间）'),
    unit: 'ppm', placeId: null, minValue: 0, maxValue: 20, everySeconds: 1800, frozenMinutes: null,
    limits: [{ level: 'warning', side: 'above', value: 0.5 }, { level: 'danger', side: 'above', value: 1 }],
  }); // prettier-ignore
  const ids = new Map(
    room.site.writer
      .all<{ id: string; key: string }>('SELECT id, key FROM everyPoint WHERE retiredAt IS NULL')
      .map(({ id, key }) => [key, id]),
  );
  const idOf = (key: string): string => {
    const id = ids.get(key);
    if (id === undefined) throw new Error(`no point ${key}`);
    return id;
  };
  const ask = async ([[key, level, side], { parent, suppressor, ...given }]: readonly [Limit, Given]) => {
    const limit = { pointId: idOf(key), level, side };
    const content: RuleContent = {
      incidentType: null, planKey: null, ackMinutes: null, note: '', ...given,
      parentPointId: parent ? idOf(parent[0]) : null, parentLevel: parent?.[1] ?? null,
      suppressPointId: suppressor ? idOf(suppressor[0]) : null,
      suppressWhen: suppressor ? { kind: 'state', value: suppressor[1] } : null,
    }; // prettier-ignore
    const draft = await room.give('equipmentManager', 'alarmRule.draft', { ...limit, content });
    const { id, version } = draft;
    return { limit, asked: await room.give('equipmentManager', 'alarmRule.ask', { id, version }) };
  };
  for (const rule of rules) {
    const { asked } = await ask(rule);
    const waiting = room.site.writer.get<{ contentHash: string; version: number }>(
      "SELECT contentHash, version FROM confirmation WHERE kind = 'alarmRule' AND subjectId = ? AND state = 'waiting'",
      asked.id,
    );
    if (!waiting) throw new Error('a rule waits for nobody');
    await room.give('safetyOfficer', 'alarmRule.approve', {
      id: asked.id, version: asked.version, contentHash: waiting.contentHash, confirmationVersion: waiting.version,
    }); // prettier-ignore
  }
  await ask(waits);
  const read = (key: string, value: number) =>
    room.give('coordinator', 'sensor.read', { pointId: idOf(key), value });
  await read('FL-4', 118);
  await read('GD-5', 0);
}
