import { random, type Random } from './random.ts';

/** What the generator needs to know of a team. */
export interface TeamShape {
  readonly key: string;
  readonly size: number;
  readonly core: readonly string[];
  readonly some: readonly string[];
}

export interface PersonRow {
  readonly key: string;
  readonly name: string;
  /** `responder` is in an emergency team, `staff` is expected by name at a muster point, `operator` has a seat. */
  readonly kind: 'responder' | 'staff' | 'operator';
  readonly teamKey: string | null;
  readonly teamRole: 'leader' | 'deputy' | 'member' | null;
  readonly crew: 'A' | 'B' | 'C' | 'D' | null;
  readonly musterKey: string | null;
  /** Internal telephone. */
  readonly extension: string;
  /** Days from the day the sample is made until each runs out; below zero it has run out already. */
  readonly qualifications: readonly { readonly key: string; readonly expiresAfterDays: number }[];
}

const men =
  'Aleksandar Bojan Branislav Bratislav Dalibor Danijel Darko Dejan Dragan Dušan Đorđe Filip Goran Igor Ivan Jovan Lazar Luka Marko Milan Miloš Miroslav Mladen Nebojša Nemanja Nenad Nikola Ognjen Petar Predrag Radovan Saša Slaviša Slobodan Srđan Stefan Stevan Strahinja Uroš Vladan Vladimir Vuk Zoran Željko'.split(
    ' ',
  );
const women =
  'Ana Biljana Bojana Dragana Gordana Ivana Jelena Jovana Katarina Ljiljana Marija Milena Milica Nataša Nevena Sandra Snežana Sanja Tamara Tijana Vesna Zorica'.split(
    ' ',
  );
const surnames =
  'Aleksić Antić Blagojević Bogdanović Cvetković Ćirić Dimitrijević Đokić Đurić Filipović Gajić Golubović Grujić Ivanović Janković Jevtić Jocić Kostić Krstić Lazarević Lukić Maksimović Marinković Milenković Milić Milošević Mitić Mladenović Nedeljković Obradović Pantić Paunović Pavlović Pešić Popović Radosavljević Radovanović Rajković Ranđelović Ristić Savić Simić Spasić Stamenković Stević Stojković Tasić Todorović Tomić Trailović Vasić Veljković Vidojković Vučković Vukić Zdravković Žikić Živković'.split(
    ' ',
  );
const chinese = [
  'Wang Lei',
  'Zhang Min',
  'Chen Hao',
  'Liu Yang',
  'Zhao Jing',
  'Huang Tao',
  'Lin Jie',
  'Zheng Bo',
  'Xu Ying',
  'Sun Peng',
];

/** Names that the demonstration tells a story with. */
const operators = [
  'Milena Petrović',
  'Aleksandar Nikolić',
  'Dragana Jovanović',
  'Zoran Stojanović',
  'Ivana Marković',
  'Li Wei',
  'Tomislav Đorđević',
];
const byName: readonly (readonly [musterKey: string, count: number, fixed: readonly string[]])[] = [
  ['M-4', 27, ['Radoje Stojković']],
  ['M-6', 16, ['Jovan Ilić', 'Dragan Stanković']],
  ['M-10', 9, []],
  ['M-12', 7, []],
];

/**
 * What the first of the staff in each crew are trained for beside their work, so that a team can be drilled while these stand in
 * for it.
 */
const relief: readonly (readonly string[])[] = [
  ['paramedic', 'firstAid'], ['paramedic', 'firstAid'], ['hazmat', 'acid'], ['hazmat', 'acid'], ['isolation'], ['isolation'],
  ['foam', 'gasTest'], ['foam', 'gasTest'],
]; // prettier-ignore

function newName(roll: Random, used: Set<string>): string {
  for (;;) {
    const name = `${roll.pick(roll.next() < 0.8 ? men : women)} ${roll.pick(surnames)}`;
    if (used.has(name)) continue;
    used.add(name);
    return name;
  }
}

/** Most run for months, one in twelve within a month, one in thirty has just run out. */
function days(roll: Random): number {
  const chance = roll.next();
  if (chance < 1 / 30) return roll.whole(-40, -2);
  if (chance < 1 / 30 + 1 / 12) return roll.whole(3, 29);
  return roll.whole(45, 690);
}

/** Eighty responders in their teams, the staff whom muster points know by name, and the seven operators. */
export function people(seed: number, teams: readonly TeamShape[]): PersonRow[] {
  const roll = random(seed);
  const used = new Set<string>([...operators, ...byName.flatMap(([, , fixed]) => fixed)]);
  const foreign = roll.shuffle(chinese);
  const out: PersonRow[] = [];
  for (const team of teams) {
    for (let i = 0; i < team.size; i += 1) {
      const n = out.length + 1;
      const extra = team.some.length > 0 ? [team.some[i % team.some.length] as string] : [];
      const lead = i < 2 && team.some.length > 1 ? [team.some[(i + 1) % team.some.length] as string] : [];
      const name = n % 9 === 5 ? (foreign.pop() ?? newName(roll, used)) : newName(roll, used);
      out.push({
        key: `P-${String(n).padStart(3, '0')}`,
        name,
        kind: 'responder',
        teamKey: team.key,
        teamRole: i === 0 ? 'leader' : i === 1 ? 'deputy' : 'member',
        crew: (['A', 'B', 'C', 'D'] as const)[n % 4] ?? 'A',
        musterKey: null,
        extension: String(4100 + n),
        qualifications: [...new Set([...team.core, ...extra, ...lead])].map((key) => ({
          key,
          expiresAfterDays: days(roll),
        })),
      });
    }
  }
  operators.forEach((name, i) => {
    out.push({
      key: `P-${101 + i}`,
      name,
      kind: 'operator',
      teamKey: null,
      teamRole: null,
      crew: null,
      musterKey: null,
      extension: String(4001 + i),
      qualifications:
        i === 0
          ? [
              { key: 'floodWarden', expiresAfterDays: 410 },
              { key: 'firstAid', expiresAfterDays: 220 },
            ]
          : [],
    });
  });
  let staff = 200;
  for (const [musterKey, count, fixed] of byName) {
    for (let i = 0; i < count; i += 1) {
      staff += 1;
      out.push({
        key: `P-${staff}`,
        name: fixed[i] ?? newName(roll, used),
        kind: 'staff',
        teamKey: null,
        teamRole: null,
        crew: (['A', 'B', 'C', 'D'] as const)[staff % 4] ?? 'A',
        musterKey,
        extension: String(4300 + staff - 200),
        qualifications: (relief[Math.floor((staff - 201) / 4)] ?? []).map((key, at) => ({
          key,
          expiresAfterDays: 240 + ((staff * 7 + at * 31) % 400),
        })),
      });
    }
  }
  return out;
}
