import { refuse, type Facts, type Refusal } from '../refusal.ts';

/** What a model's caller wrote: names with their units, as the published cases write them. */
export type Input = Readonly<Record<string, unknown>>;

type Unit = number | ((value: number) => number);
/** Factor from each unit, as it stands at the end of a name, to the first one; a function where zero moves too. */
export type Units = Readonly<Record<string, Unit>>;

export const lengths: Units = { m: 1, km: 1000, cm: 0.01, mm: 0.001, ft: 0.3048, in: 0.0254 };
export const areas: Units = { m2: 1, cm2: 1e-4, mm2: 1e-6, ft2: 0.09290304, in2: 6.4516e-4 };
export const speeds: Units = { m_s: 1, ms: 1, km_h: 1 / 3.6, kmh: 1 / 3.6, mph: 0.44704, kn: 1852 / 3600 };
export const rates: Units = {
  kg_s: 1, g_s: 1e-3, mg_s: 1e-6, kg_min: 1 / 60, kg_h: 1 / 3600, t_h: 1 / 3.6, lb_min: 0.45359237 / 60,
}; // prettier-ignore
export const masses: Units = { kg: 1, g: 1e-3, t: 1000, lb: 0.45359237 };
export const times: Units = { s: 1, min: 60, h: 3600 };
export const minutes: Units = { min: 1, s: 1 / 60, h: 60 };
export const pressures: Units = {
  Pa: 1, kPa: 1e3, MPa: 1e6, hPa: 100, mbar: 100, bar: 1e5, atm: 101325, psi: 6894.757293168, mmHg: 133.322387415,
}; // prettier-ignore
export const temperatures: Units = { K: 1, C: (c) => c + 273.15, F: (f) => ((f - 32) * 5) / 9 + 273.15 };
export const plain: Units = { '': 1 };

export interface Bounds {
  /** Least value; `above` when it may not be reached. */
  readonly min?: number;
  readonly above?: number;
  readonly max?: number;
}

/**
 * Reads an input by name and unit, keeps the first thing that is wrong with it, and remembers what it was asked for, so
 * that a name nobody asked for can be told instead of silently ignored.
 */
export class Given {
  refusal: Refusal | null = null;
  private readonly asked = new Set<string>(['note', 'label']);
  private readonly input: Input;

  constructor(input: Input) {
    this.input = input;
  }

  refuse(code: string, facts: Facts = {}): void {
    this.refusal ??= refuse(code, facts);
  }

  has(...names: readonly string[]): boolean {
    for (const name of names) this.asked.add(name);
    return names.some((name) => this.input[name] !== undefined && this.input[name] !== null);
  }

  raw(...names: readonly string[]): unknown {
    return this.has(...names) ? this.input[names.find((name) => this.input[name] != null)!] : undefined;
  }

  /** Every written form of a quantity: its names with each unit. */
  private written(names: readonly string[], units: Units): { base: string; name: string; unit: Unit }[] {
    return names.flatMap((name) =>
      Object.entries(units).flatMap(([unit, factor]) => {
        const full = unit === '' ? name : name === '' ? unit : `${name}_${unit}`;
        return this.has(full) ? [{ base: name, name: full, unit: factor }] : [];
      }),
    );
  }

  /** A quantity in the first of its units, or undefined when it was not given. Two that disagree are a mix-up. */
  optional(names: string | readonly string[], units: Units, bounds: Bounds = {}): number | undefined {
    const found = this.written([names].flat(), units).map(({ base, name, unit }) => ({
      base,
      name,
      value: this.converted(name, this.input[name], unit, bounds),
    }));
    const [first, ...others] = found;
    for (const other of others) {
      if (first?.base === other.base && Math.abs(other.value - first.value) > 0.01 * Math.abs(first.value))
        this.refuse('hazardUnitsDisagree', { first: first.name, second: other.name });
    }
    return first?.value;
  }

  number(names: string | readonly string[], units: Units, bounds: Bounds = {}): number {
    const value = this.optional(names, units, bounds);
    if (value === undefined) this.missing(names, units);
    return value ?? Number.NaN;
  }

  /** One number or a list of them. */
  numbers(names: string | readonly string[], units: Units, bounds: Bounds = {}): number[] {
    const [found] = this.written([names].flat(), units);
    if (!found) {
      this.missing(names, units);
      return [];
    }
    const raw = this.input[found.name];
    if (Array.isArray(raw) && raw.length === 0) this.missing(names, units);
    return (Array.isArray(raw) ? (raw as unknown[]) : [raw]).map((one) =>
      this.converted(found.name, one, found.unit, bounds),
    );
  }

  isList(names: string | readonly string[], units: Units): boolean {
    const [found] = this.written([names].flat(), units);
    return found !== undefined && Array.isArray(this.input[found.name]);
  }

  text(...names: readonly string[]): string | undefined {
    const raw = this.raw(...names);
    if (raw === undefined) return undefined;
    if (typeof raw === 'string' || typeof raw === 'number') return String(raw).trim();
    this.refuse('hazardNotText', { field: names[0]! });
    return undefined;
  }

  needText(...names: readonly string[]): string {
    const text = this.text(...names);
    if (text === undefined) this.refuse('hazardMissing', { field: names[0]! });
    return text ?? '';
  }

  flag(...names: readonly string[]): boolean | undefined {
    const raw = this.raw(...names);
    if (raw === undefined || typeof raw === 'boolean') return raw;
    this.refuse('hazardNotYesNo', { field: names[0]! });
    return undefined;
  }

  /** Pasquill class; of a pair the more stable, as is usual. */
  stability(...names: readonly string[]): Stability {
    const written = this.needText(...names).toUpperCase();
    const last = written.replaceAll(/\s/g, '').match(/^(?:[A-F][-/])?([A-F])$/)?.[1];
    if (last === undefined) {
      this.refuse('hazardNotOneOf', { field: names[0]!, value: written, known: 'A, B, C, D, E, F' });
      return 'D';
    }
    return last as Stability;
  }

  /** Names that were given and that no model asked for. */
  ignored(): string[] {
    return Object.keys(this.input).filter((name) => !this.asked.has(name));
  }

  private converted(name: string, raw: unknown, unit: Unit, { min, above, max }: Bounds): number {
    if (typeof raw !== 'number' || !Number.isFinite(raw)) {
      this.refuse('hazardNotANumber', { field: name });
      return Number.NaN;
    }
    const value = typeof unit === 'number' ? raw * unit : unit(raw);
    if (above !== undefined && value <= above) {
      if (above === 0) this.refuse('hazardNotPositive', { field: name, value: raw });
      else this.refuse('hazardTooSmall', { field: name, value: raw, least: above });
    } else if (min !== undefined && value < min) {
      if (min === 0) this.refuse('hazardNegative', { field: name, value: raw });
      else this.refuse('hazardTooSmall', { field: name, value: raw, least: min });
    }
    if (max !== undefined && value > max)
      this.refuse('hazardTooLarge', { field: name, value: raw, most: max });
    return value;
  }

  private missing(names: string | readonly string[], units: Units): void {
    const [name] = [names].flat();
    const [unit] = Object.keys(units);
    const field = unit === '' ? name! : name === '' ? unit! : `${name}_${unit}`;
    this.refuse('hazardMissing', { field });
  }
}

export const stabilities = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
/** Pasquill stability class, from very unstable to very stable. */
export type Stability = (typeof stabilities)[number];
