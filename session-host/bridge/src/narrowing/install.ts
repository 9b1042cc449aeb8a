import type { ModulesMap, ModuleView } from './view';

type Require = (...args: unknown[]) => unknown;
/** The parts of the page's global object that narrowing uses. */
export type Global = { require?: Require };

const narrowed = new WeakSet<Require>();

/**
 * Replaces `require('__debug')` by the view, and leaves the rest of `require` unchanged.
 *
 * Meta's loader assigns `window.require` after the document starts, and wa-js waits for that with a
 * setter of its own that reads the modules within the same tick. A timer would be too late, so this
 * wraps wa-js's setter. The loader's own modules get their `require` as an argument and never see
 * the wrapper.
 */
export class Narrowing {
  constructor(
    private readonly global: Global,
    private readonly view: ModuleView,
  ) {}

  /** Whether `require` now gives the narrow view. */
  get active(): boolean {
    const require = this.global.require;
    return typeof require === 'function' && narrowed.has(require);
  }

  /** Before wa-js runs: wraps a loader that already exists. */
  wrapPresent(): void {
    const require = this.global.require;
    if (typeof require === 'function' && !narrowed.has(require)) {
      this.global.require = this.#wrap(require);
    }
  }

  /** After wa-js has run: wraps a loader that comes later. */
  wrapFuture(): void {
    const property = Object.getOwnPropertyDescriptor(this.global, 'require');
    if (property?.get === undefined || property.set === undefined || !property.configurable) {
      return;
    }
    const { get, set } = property;
    Object.defineProperty(this.global, 'require', {
      configurable: true,
      enumerable: property.enumerable ?? true,
      get: () => get.call(this.global),
      set: (value: unknown) =>
        set.call(this.global, typeof value === 'function' ? this.#wrap(value as Require) : value),
    });
  }

  #wrap(require: Require): Require {
    if (narrowed.has(require)) {
      return require;
    }
    const view = this.view;
    const wrapped = new Proxy(require, {
      apply(target, self, args: unknown[]) {
        const result = Reflect.apply(target, self, args);
        return args[0] === '__debug' ? narrowDebug(result, view) : result;
      },
    });
    narrowed.add(wrapped);
    return wrapped;
  }
}

/** `__debug` with a narrowed map of modules; unchanged if it has an unexpected form. */
function narrowDebug(debug: unknown, view: ModuleView): unknown {
  const modulesMap = (debug as { modulesMap?: unknown } | null | undefined)?.modulesMap;
  if (typeof modulesMap !== 'object' || modulesMap === null) {
    return debug;
  }
  return Object.create(debug as object, {
    modulesMap: { value: view.of(modulesMap as ModulesMap), enumerable: true },
  });
}
