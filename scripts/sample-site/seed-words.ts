import type { Random } from './random.ts';

/**
 * Sentences as rooms like this one say them, for a journal of ten years: three languages and both Serbian scripts.
 * {p} becomes a place's code, {n} a number, {t} a team's call sign, {w} a word of the trade.
 */
const sentences = [
  '{t} on scene at {p}, {n} people, no injuries, beginning {w}',
  'Reading at {p} {n} cm, rising slowly, next report in {n} minutes',
  '{w} stopped at {p} by order of the shift engineer, valve {n} shut and tagged',
  'Police informed, road closed between {p} and the weighbridge until {n} h',
  'Smoke seen from {p}, wind north-west {n} m/s, gate staff move upwind',
  '{t} asks for {n} more air cylinders and a relief crew at {p}',
  'Order: evacuate {p} to the muster point, headcount in {n} minutes',
  'SO2 {n} ppm measured downwind of {p}, masks on, {w} continues',
  'Decision: keep the crossing at {p} open for ambulances only, review in {n} minutes',
  '{t} na licu mesta kod {p}, {n} ljudi, bez povređenih, počinje {w}',
  'Vodostaj na {p} {n} cm, lagano raste, sledeći izveštaj za {n} minuta',
  'Zaustavljen {w} na {p} po nalogu inženjera smene, ventil {n} zatvoren i obeležen',
  'Policija obaveštena, put zatvoren od {p} do kolske vage do {n} časova',
  'Dim se vidi sa {p}, vetar severozapadni {n} m/s, ljude sa kapije skloniti uz vetar',
  '{t} traži još {n} boca vazduha i zamenu ekipe kod {p}',
  'Naređenje: napustiti {p}, prebrojati ljude na zbornom mestu za {n} minuta',
  'Odluka: prelaz kod {p} ostaje otvoren samo za hitnu pomoć, provera za {n} minuta',
  'Екипа {t} код {p}, {n} људи, почиње {w}, нема повређених',
  'Водостај на {p} је {n} cm и расте, насип прегледан до {p}',
  '{t}到达{p}，{n}人，无人受伤，开始处置，泵{n}已启动',
  '{p}水位{n}厘米，缓慢上涨，{n}分钟后再报',
  '命令：{p}人员撤至集合点，{n}分钟内点名完毕',
] as const;

const words = [
  'pumping', 'foam attack', 'cooling', 'sandbagging', 'isolation', 'ventilation', 'search', 'recovery', 'inspection', 'decontamination',
  'ispumpavanje', 'hlađenje', 'gašenje penom', 'pretraga', 'dekontaminacija', 'provetravanje', 'pregled bedema', 'sanacija', 'traka 4', 'flotacija',
  'кошење насипа', 'црпљење', 'транспортна трака', 'преглед брана', 'чишћење пропуста',
] as const; // prettier-ignore

/** One sentence of somebody's radio log. */
export function sentence(roll: Random, places: readonly string[], callSigns: readonly string[]): string {
  return roll.pick(sentences).replace(/\{([pntw])\}/g, (_, kind: string) => {
    if (kind === 'p') return roll.pick(places);
    if (kind === 't') return roll.pick(callSigns);
    return kind === 'w' ? roll.pick(words) : String(roll.whole(1, 480));
  });
}
