import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import highsLoader, { type Highs, type ModelData } from 'highs';
import type { Lp, Solve, Solved } from './lp.ts';

/** Beside the bundled worker, where the build puts it; in its package when the sources run. */
function wasmFile(): string {
  return import.meta.filename.endsWith('.ts')
    ? createRequire(import.meta.url).resolve('highs/runtime')
    : join(import.meta.dirname, 'highs.wasm');
}

/**
 * HiGHS, which solves linear problems with whole numbers exactly (Q. Huangfu, J. A. J. Hall, Parallelizing the dual revised
 * simplex method, 2018). It holds its thread while it works: only for workers.
 */
export async function highsSolver(): Promise<Solve> {
  const highs = await highsLoader({ wasmBinary: readFileSync(wasmFile()) });
  return (lp, options) => solve(highs, lp, options);
}

function solve(highs: Highs, lp: Lp, { seconds, step = 0, from, found, tick }: Parameters<Solve>[1]): Solved {
  if (lp.costs.length === 0) return withoutColumns(lp);
  const model = highs.createModel(modelOf(lp));
  try {
    model.options.set({
      output_flag: false,
      time_limit: Math.max(seconds, 0.01),
      // Whatever is closer to the bound than two plans can differ is the best one.
      mip_rel_gap: 0,
      mip_abs_gap: step > 0 ? step * 0.999 : 1e-6,
      random_seed: 1,
    });
    if (from) model.setSolution({ colValue: Float64Array.from(from) });
    const { callbackType, modelStatus } = highs.constants;
    // What a callback throws must not fall through native frames.
    let thrown: { readonly error: unknown } | null = null;
    const guard = (work: () => void, stop: () => void): undefined => {
      if (!thrown)
        try {
          work();
        } catch (error) {
          thrown = { error };
        }
      if (thrown) stop();
      return undefined;
    };
    const { modelStatus: status } = model.run({
      [callbackType.mipImprovingSolution]: ({ data }) =>
        guard(
          () => {
            if (data.mip_solution)
              found?.(
                data.mip_solution,
                data.objective_function_value ?? Infinity,
                data.mip_dual_bound ?? -Infinity,
              );
          },
          () => {},
        ),
      [callbackType.mipInterrupt]: (event) =>
        guard(
          () => tick?.(),
          () => event.interrupt(),
        ),
      [callbackType.simplexInterrupt]: (event) =>
        guard(
          () => tick?.(),
          () => event.interrupt(),
        ),
    });
    if (thrown) throw (thrown as { readonly error: unknown }).error;
    if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible)
      return { kind: 'impossible', x: [], cost: Infinity, bound: Infinity };
    const has = Number(model.info.get('primal_solution_status')) === highs.constants.solutionStatus.feasible;
    const bound = Number(model.info.get('mip_dual_bound'));
    if (!has) return { kind: 'none', x: [], cost: Infinity, bound };
    return {
      kind: status === modelStatus.optimal ? 'proven' : 'found',
      x: model.getSolution().colValue,
      cost: model.getObjectiveValue(),
      bound,
    };
  } finally {
    model.dispose();
  }
}

/** HiGHS does not say of a problem without columns whether its rows can be kept. */
function withoutColumns({ rowLower, rowUpper, offset }: Lp): Solved {
  const kept = rowLower.every((least, row) => least <= 0 && rowUpper[row]! >= 0);
  return kept
    ? { kind: 'proven', x: [], cost: offset, bound: offset }
    : { kind: 'impossible', x: [], cost: Infinity, bound: Infinity };
}

function modelOf(lp: Lp): ModelData {
  const numCols = lp.costs.length;
  const numRows = lp.rowLower.length;
  return {
    numCols,
    numRows,
    offset: lp.offset,
    colCost: Float64Array.from(lp.costs),
    colLower: Float64Array.from(lp.lower),
    colUpper: Float64Array.from(lp.upper),
    rowLower: Float64Array.from(lp.rowLower),
    rowUpper: Float64Array.from(lp.rowUpper),
    matrix: {
      format: 'csr',
      numRows,
      numCols,
      starts: Int32Array.from(lp.starts),
      indices: Int32Array.from(lp.indices),
      values: Float64Array.from(lp.values),
    },
    integrality: Int32Array.from(lp.whole, (whole) => (whole ? 1 : 0)),
  };
}
