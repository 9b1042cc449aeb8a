import type { Factory, MetaLoader } from './metaLoader';
import { nextTask } from './nextTask';

/** Batches of this size, one per task, spread 20 000 modules over 2–3 s. */
const BATCH = 150;

/**
 * The average JS heap of an executed module of the real client: 117 MB for the 18 000 modules that
 * wa-js's search executes without narrowing. In units of a small function (closure, context, name
 * string), measured in Chromium 156.
 */
const FUNCTIONS_PER_MODULE = 26;

/**
 * Registers unused modules, as most of the real client's 20 700 are for wa-js, so that the cost of
 * searching all of them (and the effect of narrowing) can be measured. A filler allocates memory
 * only when it is executed.
 */
export async function registerFillers(loader: MetaLoader, count: number): Promise<void> {
  for (let start = 0; start < count; start += BATCH) {
    for (let i = start; i < Math.min(start + BATCH, count); i++) {
      loader.__d(`WAWebSandboxFiller${i}`, [], fillerFactory(i), 98);
    }
    await nextTask();
  }
}

function fillerFactory(seed: number): Factory {
  return (_global, _require, _importDefault, _importNamespace, _lazy, _module, exports) => {
    Object.defineProperty(exports, '__esModule', { value: true });
    for (let i = 0; i < FUNCTIONS_PER_MODULE; i++) {
      exports[`filler${seed}x${i}`] = fillerFunction(seed, i);
    }
  };
}

/** A function with its own context, which a compiled module's inner function retains. */
function fillerFunction(seed: number, index: number): () => string {
  const table = {
    seed,
    index,
    label: `filler ${seed}/${index}`,
    values: [seed, index, seed + index],
  };
  return () => `${table.label} ${table.values.length}`;
}
