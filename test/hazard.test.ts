import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hazardCase } from '../electron/hazard/areas.ts';
import { erf } from '../electron/hazard/physics.ts';
import { knownUn, tableClasses } from '../electron/hazard/goods.ts';
import cases from './fixtures/hazard-cases.json' with { type: 'json' };
import moreCases from './fixtures/hazard-more-cases.json' with { type: 'json' };

interface Tolerance {
  readonly rel?: number;
  readonly abs?: number;
}
interface Case {
  readonly case: string;
  readonly area: string;
  readonly input: Record<string, unknown>;
  readonly expected: Record<string, unknown>;
  readonly tolerance: Tolerance;
}
type Answered = Record<string, number> & Record<string, unknown>;
const run = (area: string, input: Record<string, unknown>): Answered => hazardCase(area, input) as Answered;

/** Whether what a model answers is what a case expects, within its tolerance. */
function near(found: unknown, expected: unknown, tolerance: Tolerance): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(found) &&
      found.length === expected.length &&
      expected.every((one, at) => near(found[at], one, tolerance))
    );
  if (typeof expected !== 'number' || typeof found !== 'number') return found === expected;
  const { rel, abs } = tolerance;
  return Math.abs(found - expected) <= (rel === undefined ? (abs ?? 0) : rel * Math.abs(expected));
}

test.each([...cases, ...moreCases] as unknown as Case[])(
  'published: $case',
  ({ area, input, expected, tolerance }) => {
    const answer = run(area, input);
    expect(answer).not.toHaveProperty('refused');
    expect(answer['ignored']).toBeUndefined();
    for (const [name, value] of Object.entries(expected))
      expect([name, answer[name], near(answer[name], value, tolerance)]).toEqual([name, answer[name], true]);
  },
);

describe('what holds for every input', () => {
  const stability = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F');
  const air = fc.record({ class: stability, u_m_s: fc.double({ min: 1, max: 15, noNaN: true }) });
  const metres = fc.double({ min: 50, max: 8000, noNaN: true });
  const rate = fc.double({ min: 1e-3, max: 100, noNaN: true });

  test('a plume carries its whole rate through a plane across the wind', () => {
    fc.assert(
      fc.property(
        air,
        metres,
        rate,
        fc.double({ min: 0, max: 60, noNaN: true }),
        (wind, x_m, Q_kg_s, H_m) => {
          const at = { ...wind, x_m, Q_kg_s, H_m };
          const { sigma_y_m: sy, sigma_z_m: sz } = run('dispersion.plume', at);
          let through = 0;
          const [dy, dz] = [sy! / 4, sz! / 4];
          for (let y = -6 * sy!; y <= 6 * sy!; y += dy)
            for (let z = dz / 2; z <= H_m + 6 * sz!; z += dz)
              through +=
                run('dispersion.plume', { ...at, y_m: y, z_m: z })['C_kg_m3']! * wind.u_m_s * dy * dz;
          expect(through / Q_kg_s).toBeCloseTo(1, 2);
        },
      ),
      { numRuns: 8 },
    );
  });

  test('both sides of the wind are alike, and more is never less', () => {
    fc.assert(
      fc.property(
        air,
        metres,
        rate,
        fc.double({ min: 0, max: 500, noNaN: true }),
        (wind, x_m, Q_kg_s, y_m) => {
          const at = { ...wind, x_m, Q_kg_s, H_m: 5 };
          const left = run('dispersion.plume', { ...at, y_m })['C_kg_m3']!;
          expect(run('dispersion.plume', { ...at, y_m: -y_m })['C_kg_m3']).toBe(left);
          expect(run('dispersion.plume', { ...at, y_m, Q_kg_s: 2 * Q_kg_s })['C_kg_m3']).toBeCloseTo(
            2 * left,
            12,
          );
        },
      ),
    );
  });

  test('a zone grows with the rate and shrinks with the threshold', () => {
    const zone = (Q_kg_s: number, ppm: number, wind: object): number =>
      (run('dispersion.threatzone', { ...wind, Q_kg_s, MW: 64.06, thresholds_ppm: ppm })['distance_m'] as
        number | null) ?? 0;
    fc.assert(
      fc.property(air, rate, fc.double({ min: 0.5, max: 1000, noNaN: true }), (wind, q, ppm) => {
        const here = zone(q, ppm, wind);
        expect(zone(q * 1.5, ppm, wind)).toBeGreaterThanOrEqual(here - 1e-6);
        expect(zone(q, ppm * 1.5, wind)).toBeLessThanOrEqual(here + 1e-6);
      }),
      { numRuns: 40 },
    );
  });

  test('the same quantity in another unit gives the same answer', () => {
    const base = { class: 'D', thresholds_ppm: 10, MW: 17.03 };
    const said = run('dispersion.threatzone', { ...base, Q_kg_s: 0.5, u10_m_s: 5, T_K: 288.15 })[
      'distance_m'
    ]!;
    for (const other of [
      { Q_g_s: 500, u10_km_h: 18, T_C: 15 },
      { Q_kg_min: 30, u10_m_s: 5, T_F: 59 },
      { Q_kg_h: 1800, u10_kn: 9.719222462203, T_K: 288.15 },
    ])
      expect(run('dispersion.threatzone', { ...base, ...other })['distance_m']).toBeCloseTo(said, 6);
    const ppm = run('convert', {
      mg_m3: run('convert', { ppm: 3, MW: 34.08, T_C: 20 })['mg_m3'],
      MW: 34.08,
      T_C: 20,
    });
    expect(ppm['ppm']).toBeCloseTo(3, 9);
  });

  test('a pool never releases more than was spilled, and a boiling one boils away', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('benzene', 'acetone', 'chlorine', 'ammonia', 'SO2'),
        fc.double({ min: 1, max: 5000, noNaN: true }),
        fc.double({ min: 1, max: 30, noNaN: true }),
        (substance, mass_kg, pool_diameter_m) => {
          const pool = run('source.pool', { substance, mass_kg, pool_diameter_m, u10_m_s: 3, T_air_K: 293 });
          expect(pool['released_kg']).toBeLessThanOrEqual(mass_kg * (1 + 1e-9));
          expect(pool['max_sustained_rate_kg_s']).toBeGreaterThan(0);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('more pressure is never less flow, choked or not, and both meet at the critical ratio', () => {
    const flow = (p1_Pa: number): number =>
      run('source.gas', { gamma: 1.3, MW: 64.06, T_K: 293, d_mm: 10, p1_Pa })['m_kg_s']!;
    let last = 0;
    for (let p = 101_400; p < 400_000; p += 2000) {
      expect(flow(p)).toBeGreaterThan(last);
      last = flow(p);
    }
    const critical = 101_325 / run('source.gas', { gamma: 1.3 })['p_ratio']!;
    expect(flow(critical * 1.0001) / flow(critical * 0.9999)).toBeCloseTo(1, 3);
  });

  test('segregation does not depend on the order', () => {
    const goods = [...tableClasses, ...knownUn, 'acids', 'cyanides', 'oil'];
    for (const a of goods)
      for (const b of goods)
        expect(run('segregation', { a, b })['code']).toEqual(run('segregation', { a: b, b: a })['code']);
  });

  test('the error function', () => {
    for (const [x, value] of [[0, 0], [0.5, 0.5204998778130465], [1, 0.8427007929497149], [2.4, 0.9993114861033549], [2.6, 0.9997639655834707], [4, 0.9999999845827421]] as const) {
      expect(erf(x)).toBeCloseTo(value, 12);
      expect(erf(-x)).toBeCloseTo(-value, 12);
    } // prettier-ignore
  });
});

test('cyanide beside acid is never passed, though the matrix has no code for it', () => {
  expect(run('segregation', { a: 'UN1689', b: '1830' })).toMatchObject({
    code: 0,
    never: true,
    why: 'hydrogenCyanide',
  });
  expect(run('segregation', { a: 'acids', b: 'xanthates' })).toMatchObject({ never: true });
  expect(run('segregation', { a: '1942', b: '0331' })).toMatchObject({
    never: true,
    whole_is_explosive: true,
  });
});

test('the guidebook: containers, winds, fires and what was assumed', () => {
  expect(run('erg', { un: 'UN1017', container: 'rail tank car', wind: 'high', time: 'day' })).toMatchObject({ isolate_m: 1000, protect_km: 5.1 }); // prettier-ignore
  expect(run('erg', { un: '1079', spill: 'large', time: 'night' })).toMatchObject({ isolate_m: 1000, or_more: true, assumed: ['container', 'wind'] }); // prettier-ignore
  expect(run('erg', { un: '1079', container: 'highway tank truck', wind_m_s: 4, time: 'night' })).toMatchObject({ protect_km: 7.9 }); // prettier-ignore
  expect(run('erg', { un: '1689', spill: 'large', time: 'night' })).toMatchObject({ protect_km: 0.9, assumed: ['inWater'] }); // prettier-ignore
  expect(run('erg', { un: '1689', spill: 'large', time: 'night', in_water: false, form: 'solid' })).toMatchObject({ isolate_m: 25, protect_km: null }); // prettier-ignore
  expect(run('erg', { un: '1942', event: 'tank fire' })).toMatchObject({ isolate_m: 1600 });
  expect(run('erg', { un: '1203', spill: 'large', time: 'day' })).toMatchObject({
    isolate_m: 50,
    protect_km: 0.3,
  });
});

const plume = { Q_kg_s: 1, u10_m_s: 5, class: 'D', thresholds_ppm: 10, MW: 64.06 };
test.each([
  ['a negative rate', 'dispersion.threatzone', { ...plume, Q_kg_s: -1 }, 'hazardNotPositive'],
  ['no wind', 'dispersion.threatzone', { ...plume, u10_m_s: 0 }, 'hazardNotPositive'],
  ['calm', 'dispersion.threatzone', { ...plume, u10_m_s: 0.4 }, 'hazardCalm'],
  ['wind from 400 degrees', 'dispersion.threatzone', { ...plume, wind_from_deg: 400 }, 'windDirection'],
  ['a substance without toxic level', 'dispersion.threatzone', { ...plume, thresholds_ppm: undefined, substance: 'argon' }, 'hazardNoToxicLevel'],
  ['carbon monoxide has no flash point level', 'dispersion.threatzone', { ...plume, thresholds_ppm: undefined, substance: 'no2', levels: 'LEL' }, 'hazardNoLevel'],
  ['ppm and mg/m3 at once', 'dispersion.threatzone', { ...plume, thresholds_mg_m3: 10 }, 'hazardTwoUnits'],
  ['ppm without a molar mass', 'dispersion.threatzone', { ...plume, MW: undefined }, 'hazardNoMolarMass'],
  ['degrees Celsius as kelvin', 'dispersion.threatzone', { ...plume, T_K: 15 }, 'hazardTooSmall'],
  ['two rates that disagree', 'dispersion.threatzone', { ...plume, Q_kg_min: 1 }, 'hazardUnitsDisagree'],
  ['a class G', 'dispersion.sigma', { model: 'briggs', class: 'G', x_m: 100 }, 'hazardNotOneOf'],
  ['a distance upwind', 'dispersion.sigma', { model: 'briggs', class: 'D', x_m: -1 }, 'hazardNotPositive'],
  ['a word for a number', 'dispersion.sigma', { class: 'D', x_m: '100' }, 'hazardNotANumber'],
  ['alpha past the nomogram', 'dispersion.dense.correlation', { alpha: 1.1, 'Cm/C0': [0.1] }, 'hazardBeyondNomogram'],
  ['a formula that would run something', 'dispersion.plume', { ...plume, u_m_s: 2, x_m: 9, sigmas: 'sy=alert(x); sz=x' }, 'hazardFormula'],
  ['an unknown UN number', 'erg', { un: '9999', spill: 'small', time: 'day' }, 'hazardUnknownUn'],
  ['a container that the table has not', 'erg', { un: '1079', container: 'bucket', time: 'day' }, 'hazardUnknownContainer'],
  ['a class that is not', 'segregation', { a: '12', b: '8' }, 'hazardUnknownGood'],
  ['more ill than there were', 'epidemic', { cases: 5, at_risk: 3 }, 'hazardMoreCases'],
  ['two readings', 'flood.forecast', { t_min: [0, 40], stage_m: [1, 2], threshold_m: 3 }, 'hazardFewReadings'],
  ['an unknown area', 'dispersion.magic', {}, 'hazardUnknownArea'],
])('refused: %s', (_, area, input, code) => {
  expect(hazardCase(area, input)).toMatchObject({ refused: code });
}); // prettier-ignore

test('no hours is no rate, not a rate of nothing; a falling river has no arrival', () => {
  expect(run('indicators', { lti: 0, hours: 0 })).toMatchObject({ ltifr: null, trifr: null });
  expect(run('epidemic', { cases: 0, at_risk: 0 })['attack_rate']).toBeNull();
  const t_min = [0, 10, 20, 30, 40, 50];
  expect(run('flood.forecast', { t_min, stage_m: [3, 2.9, 2.8, 2.7, 2.6, 2.5], threshold_m: 4 })['minutes_from_last_reading']).toBeNull(); // prettier-ignore
  expect(run('flood.forecast', { t_min, stage_m: [3, 3.1, 3.2, 3.3, 3.4, 3.5], threshold_m: 3.2 })['minutes_from_last_reading']).toBe(0); // prettier-ignore
});

test('on the command line: one line of JSON, and a sentence when it is refused', () => {
  const cli = (area: string, input: object) => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, '../electron/cli.ts'), 'hazard', area, JSON.stringify(input)],
      { encoding: 'utf8' },
    );
    return {
      status,
      lines: stdout.trimEnd().split('\n').length,
      value: JSON.parse(stdout) as Record<string, unknown>,
    };
  };
  expect(cli('erg', { un: '1079', spill: 'small', time: 'night' })).toMatchObject({ status: 0, lines: 1, value: { isolate_m: 100, protect_km: 2.6 } }); // prettier-ignore
  const refused = cli('erg', { un: '1079', container: 'bucket', time: 'night' });
  expect(refused).toMatchObject({ status: 1, lines: 1, value: { refused: 'hazardUnknownContainer' } });
  expect(refused.value['sentence']).toContain('bucket');
});

describe('the same quantity, however it is written', () => {
  const plume = { Q_kg_s: 0.4, u_m_s: 3, x_m: 800, H_m: 20 };
  const concentration = (more: Record<string, unknown>): number =>
    run('dispersion.plume', { ...plume, ...more })['C_kg_m3']!;

  test('a spread by its name with a terrain, in one word, by a formula, by a number, with or without a class', () => {
    const urban = concentration({ class: 'D', model: 'briggs', terrain: 'urban' });
    expect(concentration({ class: 'D', sigmas: 'briggs', terrain: 'urban' })).toBe(urban);
    expect(concentration({ class: 'D', sigmas: 'Briggs urban' })).toBe(urban);
    expect(concentration({ class: 'D', sigmas: 'Briggs' })).not.toBe(urban);
    const { sigma_y_m: y, sigma_z_m: z } = run('dispersion.sigma', {
      model: 'briggs',
      terrain: 'urban',
      class: 'D',
      x_m: 800,
    });
    expect(concentration({ sigma_y_m: y, sigma_z_m: z })).toBeCloseTo(urban, 12);
    expect(concentration({ sigma_y: y, sigma_z: z })).toBeCloseTo(urban, 12);
    expect(concentration({ sigma_y: '0.16 x (1+4e-4 x)^-0.5', sigma_z: '0.14x/(1+3e-4x)^0.5' })).toBeCloseTo(
      urban,
      12,
    );
  });

  test('a wind with a roughness and no model follows the logarithmic profile; an overcast sky needs no sun', () => {
    const wind = { u_m_s: 5, class: 'E', z_m: 3, z0_m: 0.03 };
    expect(run('dispersion.wind', wind)['u_m_s']).toBe(
      run('dispersion.wind', { ...wind, model: 'log' })['u_m_s'],
    );
    expect(run('dispersion.wind', wind)['ignored']).toBeUndefined();
    expect(run('dispersion.stability', { u10_m_s: 1.5, overcast: true })['class']).toBe('D');
  });

  test('a molar mass in g/mol, and the guide as the book prints it', () => {
    const hole = { Cd: 0.62, d_m: 0.01, p1_Pa: 8e5, T_K: 290, gamma: 1.3 };
    expect(run('source.gas', { ...hole, M_g_mol: 44.1 })['m_kg_s']).toBe(
      run('source.gas', { ...hole, MW: 44.1 })['m_kg_s'],
    );
    expect(run('erg', { un: '1051', event: 'fire' })['guide']).toBe('117P');
  });
});

describe('what cannot be is refused, never answered with infinity or nothing', () => {
  const refused = (area: string, input: Record<string, unknown>): unknown => run(area, input)['refused'];

  test('numbers that leave the range of numbers', () => {
    expect(refused('source.liquid', { Cd: 0.6, d_m: 1e308, rho: 900, dp_Pa: 1e5 })).toBe('hazardNoNumber');
    expect(refused('indicators', { lti: 1e308, hours: 10 })).toBe('hazardNoNumber');
    expect(refused('dispersion.dense.correlation', { alpha: 1e308, 'Cm/C0': [0.1] })).toBe('hazardNoNumber');
    expect(refused('flood.forecast', { t_min: [0, 10, 20, 30, 40, 50], stage_m: [1, 1.1, 1.2, 1.3, 1.4, 1.5], threshold_m: 1e308 })).toBe('hazardNoNumber');
  });

  test('empty lists, and widths that are none', () => {
    expect(refused('dispersion.sigma', { class: 'D', x_m: [] })).toBe('hazardMissing');
    expect(refused('blast.misfire', { initiation: [] })).toBe('hazardMissing');
    expect(refused('flood.inundation', { dem: [[1]], seeds: [], level_m: 2 })).toBe('hazardMissing');
    const puff = { M_kg: 1, u_m_s: 2, x_m: 500, t_s: 250, sigma_z: '0.05x^0.61' };
    expect(refused('dispersion.puff', { ...puff, sigma_y: -1 })).toBe('hazardNotPositive');
    expect(refused('dispersion.puff', { ...puff, sigma_y: '-3x' })).toBe('hazardNotPositive');
    expect(refused('dispersion.puff', { ...puff, sigma_y: [] })).toBe('hazardNotANumber');
  });
}); // prettier-ignore
