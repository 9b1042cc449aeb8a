import type { MetaLoader } from './metaLoader';

/**
 * The catalogue of WhatsApp Web modules this page offers. A file under `modules/` calls
 * `define('WAWebName', { … })` once per module it stands for.
 */
const catalogue = new Map<string, object>();

/**
 * Offers `exports` as the module `id` and returns that very object. Callers inside the page go
 * through it (`receipts.handleChatSimpleReceipt(…)`), because wa-js hooks functions by replacing
 * them on the module's exports.
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

/** All that the page offers, also what is not registered at its start. */
export function definedModules(): ReadonlyMap<string, object> {
  return catalogue;
}
