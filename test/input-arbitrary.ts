import fc from 'fast-check';
import type { z } from 'zod';

/** The parts of a zod schema's definition that are read here; zod keeps them open to tools. */
interface Def {
  readonly type: string;
  readonly format?: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly items?: readonly z.core.$ZodType[];
  readonly in?: z.core.$ZodType;
  readonly keyType?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly values?: readonly unknown[];
}
interface Limits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: RegExp;
}

/** Least and most (of a number, or of a length) and the pattern, from the checks of a schema. */
function limitsOf(schema: z.core.$ZodType): Limits {
  const limits: { minimum?: number; maximum?: number; pattern?: RegExp } = {};
  for (const check of schema._zod.def.checks ?? []) {
    const def = check._zod.def as unknown as Record<string, unknown> & { readonly check: string };
    if (def.check === 'greater_than') limits.minimum = Number(def['value']);
    if (def.check === 'less_than') limits.maximum = Number(def['value']);
    if (def.check === 'min_length') limits.minimum = Number(def['minimum']);
    if (def.check === 'max_length') limits.maximum = Number(def['maximum']);
    if (def['pattern'] instanceof RegExp) limits.pattern = def['pattern'];
  }
  return limits;
}

/** Input that a schema takes, otherwise meaningless: unknown ids, words without sense, numbers at their limits. */
export function inputOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const def = schema._zod.def as unknown as Def;
  const limits = limitsOf(schema);
  const inner = () => inputOf(def.innerType as z.core.$ZodType);
  switch (def.type) {
    case 'object': {
      const shape = def.shape ?? {};
      const required = Object.keys(shape).filter((key) => shape[key]?._zod.optin !== 'optional');
      const parts = Object.fromEntries(Object.entries(shape).map(([key, part]) => [key, inputOf(part)]));
      return fc.record(parts, { requiredKeys: required, noNullPrototype: true });
    }
    case 'string':
      return text(def, limits);
    case 'number':
    case 'int': {
      const least = Math.max(limits.minimum ?? -1e6, Number.MIN_SAFE_INTEGER);
      const most = Math.min(limits.maximum ?? 1e6, Number.MAX_SAFE_INTEGER);
      return def.format === 'safeint'
        ? fc.integer({ min: Math.max(least, -(2 ** 31)), max: Math.min(most, 2 ** 31 - 1) })
        : fc.double({ min: least, max: most, noNaN: true });
    }
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries ?? {}));
    case 'literal':
      return fc.constantFrom(...(def.values ?? []));
    case 'array':
      return fc.array(inputOf(def.element as z.core.$ZodType), {
        minLength: limits.minimum ?? 0,
        maxLength: Math.max(limits.minimum ?? 0, 3),
      });
    case 'tuple':
      return fc.tuple(...(def.items ?? []).map(inputOf));
    case 'record':
      return fc.dictionary(
        fc.string({ minLength: 1, maxLength: 8 }),
        inputOf(def.valueType as z.core.$ZodType),
        { maxKeys: 3, noNullPrototype: true },
      );
    case 'union':
      return fc.oneof(...(def.options ?? []).map(inputOf));
    case 'nullable':
      return fc.option(inner(), { nil: null, freq: 2 });
    case 'optional':
    case 'default':
    case 'prefault':
      return fc.option(inner(), { nil: undefined, freq: 2 });
    case 'readonly':
    case 'nonoptional':
    case 'catch':
      return inner();
    case 'pipe':
      return inputOf(def.in as z.core.$ZodType);
    case 'null':
      return fc.constant(null);
    case 'undefined':
    case 'void':
      return fc.constant(undefined);
    case 'unknown':
    case 'any':
      return fc.jsonValue({ maxDepth: 2 });
    case 'custom':
    case 'file':
      return fc.uint8Array({ minLength: 1, maxLength: 64 }).map((bytes) => new Uint8Array(bytes));
    default:
      throw new Error(`no input known for a schema of type ${def.type}`);
  }
}

function text(def: Def, limits: Limits): fc.Arbitrary<string> {
  const format = def.format;
  if (format === 'uuid' || format === 'guid') return fc.uuid({ version: 7 });
  if (format === 'datetime')
    return fc
      .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (format === 'date')
    return fc
      .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
  if (limits.pattern) return fc.stringMatching(limits.pattern);
  const minLength = Math.max(limits.minimum ?? 0, 0);
  return fc.string({
    unit: 'grapheme',
    minLength,
    maxLength: Math.max(minLength, Math.min(limits.maximum ?? 40, 40)),
  });
}
