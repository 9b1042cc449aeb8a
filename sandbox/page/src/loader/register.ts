import { definedModules, isLate, register } from './define';
import { registerFillers } from './fillers';
import type { MetaLoader } from './metaLoader';

export interface RegistrationOptions {
  /** Modules that must not exist in this page, by name. */
  readonly leaveOut: ReadonlySet<string>;
  /** How many filler modules to register beside ours; 0 for none. */
  readonly fillers: number;
}

/** How many modules one task registers; about what one of the client's script bundles holds. */
const BATCH = 40;

/**
 * Registers the page's modules in batches over several tasks, as the client's scripts do while they
 * arrive. Resolves when all are there: about a quarter of a second, or 2–3 s with 20 000 fillers.
 */
export async function registerModules(
  loader: MetaLoader,
  options: RegistrationOptions,
): Promise<void> {
  const modules = [...definedModules()].filter(([id]) => !options.leaveOut.has(id) && !isLate(id));
  for (let start = 0; start < modules.length; start += BATCH) {
    for (const [id, exports] of modules.slice(start, start + BATCH)) {
      register(loader, id, exports);
    }
    await nextTask();
  }
  await registerFillers(loader, options.fillers);
}

/** Lets other tasks run: what the page paints and what wa-js polls. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 15);
  });
}
