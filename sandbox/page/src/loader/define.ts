import type { MetaLoader } from './metaLoader';

/**
 * The WhatsApp Web modules that this page offers. Each file under `modules/` calls
 * `define('WAWebName', { … })` for each of its modules.
 */
const catalogue = new Map<string, object>();

/**
 * Offers `exports` as the module `id` and returns the same object. Callers inside the page use it
 * (`receipts.handleChatSimpleReceipt(…)`), because wa-js hooks functions by replacing them on the
 * module's exports.
 */
export function define<T extends object>(id: string, exports: T): T {
  if (catalogue.has(id)) {
    throw new Error(`Module ${id} is defined twice`);
  }
  Object.defineProperty(exports, '__esModule', { value: true });
  catalogue.set(id, exports);
  return exports;
}

/** Registers one module with Meta's module system. */
export function register(loader: Pick<MetaLoader, '__d'>, id: string, exports: object): void {
  loader.__d(id, [], (_g, _r, _d, _n, _l, module) => {
    module.exports = exports as typeof module.exports;
  });
}

/** All modules that the page offers, also those not registered at its start. */
export function definedModules(): ReadonlyMap<string, object> {
  return catalogue;
}
