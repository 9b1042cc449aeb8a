/**
 * Meta's module system as on web.whatsapp.com: `__d` registers, `require` and its variants execute
 * lazily and cache. A factory that throws leaves its module unexecuted, so a later require tries
 * again and throws again.
 */

type Require = (id: string) => unknown;

export type Factory = (
  global: typeof globalThis,
  require: Require,
  importDefault: Require,
  importNamespace: Require,
  requireLazy: (ids: string[], callback: (...modules: unknown[]) => void) => void,
  module: { exports: Exports },
  exports: Exports,
) => void;

type Exports = Record<string, unknown> & { __esModule?: boolean };

interface ModuleRecord {
  readonly id: string;
  readonly dependencies: readonly string[];
  readonly factory: Factory;
  readonly flags: number;
  module: { exports: Exports } | null;
}

export interface MetaLoader {
  __d(id: string, dependencies: readonly string[] | null, factory: Factory, flags?: number): void;
  require: Require;
  importDefault: Require;
  importNamespace: Require;
  requireLazy(ids: string[], callback: (...modules: unknown[]) => void): void;
}

class UnknownModuleError extends Error {
  constructor(id: string) {
    super(`Requiring unknown module "${id}"`);
  }
}

/** A module registry. `global` is the first argument of factories. */
export function createMetaLoader(global: typeof globalThis): MetaLoader {
  const modulesMap: Record<string, ModuleRecord> = Object.create(null);
  const waiting: { missing: Set<string>; run: () => void }[] = [];

  function execute(id: string): Exports {
    const record = modulesMap[id];
    if (record === undefined) {
      throw new UnknownModuleError(id);
    }
    if (record.module === null) {
      const module = { exports: {} as Exports };
      // Set before the factory runs, so that a cycle sees the unfinished exports, as in the
      // original.
      record.module = module;
      try {
        record.factory(
          global,
          loader.require,
          loader.importDefault,
          loader.importNamespace,
          loader.requireLazy,
          module,
          module.exports,
        );
      } catch (error) {
        record.module = null;
        throw error;
      }
    }
    return record.module.exports;
  }

  const loader: MetaLoader = {
    __d(id, dependencies, factory, flags = 0) {
      if (modulesMap[id] !== undefined) {
        return;
      }
      modulesMap[id] = { id, dependencies: dependencies ?? [], factory, flags, module: null };
      settle(id);
    },
    require(id) {
      const exports = execute(id);
      return isDefaultOnly(exports) ? exports.default : exports;
    },
    importDefault(id) {
      const exports = execute(id);
      return exports?.__esModule ? exports.default : exports;
    },
    importNamespace(id) {
      const exports = execute(id);
      return exports?.__esModule ? exports : { ...exports, default: exports };
    },
    requireLazy(ids, callback) {
      const missing = new Set(ids.filter((id) => modulesMap[id] === undefined));
      const run = () => callback(...ids.map(loader.require));
      if (missing.size === 0) {
        run();
      } else {
        waiting.push({ missing, run });
      }
    },
  };

  function settle(id: string): void {
    for (let i = waiting.length - 1; i >= 0; i--) {
      const request = waiting[i];
      if (request?.missing.delete(id) && request.missing.size === 0) {
        waiting.splice(i, 1);
        request.run();
      }
    }
  }

  loader.__d('__debug', [], (_g, _r, _d, _n, _l, module) => {
    module.exports = { modulesMap };
  });
  return loader;
}

/**
 * Whether a module's only export is `default`, which Meta's compiler marks; `require` then returns
 * that default.
 */
function isDefaultOnly(exports: Exports): boolean {
  return exports?.__esModule === true && Object.keys(exports).join() === 'default';
}
