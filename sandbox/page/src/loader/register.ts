import { bundles, lateModules } from './bundles';
import { definedModules, register } from './define';
import { registerFillers } from './fillers';
import type { MetaLoader } from './metaLoader';
import { nextTask } from './nextTask';

export interface RegistrationOptions {
  /** Modules that must not exist in this page, by name. */
  readonly leaveOut: ReadonlySet<string>;
  /** Whether a bundle is missing, by its loader's name. */
  isBroken(bundle: string): Promise<boolean>;
  /** The number of filler modules; 0 for none. */
  readonly fillers: number;
}

/**
 * The number of modules that a task registers; about as many as one of the client's script bundles
 * has.
 */
const BATCH = 40;

/**
 * Registers the page's modules in batches over several tasks, as the client's scripts do while they
 * load. Resolves when all are registered: after about a quarter of a second, or 2–3 s with 20 000
 * fillers.
 */
export async function registerModules(
  loader: MetaLoader,
  options: RegistrationOptions,
): Promise<void> {
  const offered = new Map([...definedModules()].filter(([id]) => !options.leaveOut.has(id)));
  registerLoaders(loader, offered, options);
  const modules = [...offered].filter(([id]) => !lateModules.has(id));
  for (let start = 0; start < modules.length; start += BATCH) {
    for (const [id, exports] of modules.slice(start, start + BATCH)) {
      register(loader, id, exports);
    }
    await nextTask();
  }
  await registerFillers(loader, options.fillers);
}

/**
 * Registers the modules that load bundles. Each then registers the page's modules of its bundle.
 */
function registerLoaders(
  loader: MetaLoader,
  offered: ReadonlyMap<string, object>,
  { leaveOut, isBroken }: RegistrationOptions,
): void {
  for (const [id, brought] of Object.entries(bundles)) {
    if (!leaveOut.has(id)) {
      register(loader, id, {
        __esModule: true,
        requireBundle: async (): Promise<void> => {
          if (await isBroken(id)) {
            throw new Error(`The bundle of ${id} did not arrive`);
          }
          for (const [module, exports] of offered) {
            if (brought.includes(module)) {
              register(loader, module, exports);
            }
          }
        },
      });
    }
  }
}
