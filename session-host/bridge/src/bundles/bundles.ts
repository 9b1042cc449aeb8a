import { Failure } from '../failure';
import type { Page } from '../page';
import { within } from '../waiting';
import type { Binding } from './binding';
import { lateModuleOf } from './late';

const loadDeadlineMs = 15_000;

interface Loader {
  requireBundle?: () => Promise<unknown>;
}

/**
 * The bundles that WhatsApp Web loads when its interface first needs them. An operation loads the
 * bundles it needs, not earlier, because each uses memory for as long as the page lives.
 */
export class Bundles {
  readonly #loading = new Map<string, Promise<void>>();
  readonly #loaded = new Set<string>();

  /** Called when a bundle has been loaded. */
  onLoaded: () => void = () => undefined;

  constructor(private readonly page: Pick<Page, 'module'>) {}

  /**
   * Whether a bundle may still bring an unresolved binding: its loader exists and has not been
   * called. What a loaded bundle did not bring does not exist.
   */
  canBring(binding: Binding): boolean {
    const loader = lateModuleOf(binding)?.loader;
    return loader !== undefined && !this.#loaded.has(loader) && this.#call(loader) !== undefined;
  }

  /**
   * Loads, concurrently, the bundles that can bring these bindings.
   *
   * @throws Failure OVERLOADED when one does not arrive within 15 s; the next call tries again
   */
  async load(bindings: readonly Binding[]): Promise<void> {
    const loaders = bindings
      .filter((binding) => this.canBring(binding))
      .flatMap((binding) => lateModuleOf(binding)?.loader ?? []);
    await Promise.all([...new Set(loaders)].map((loader) => this.#once(loader)));
  }

  #once(loader: string): Promise<void> {
    const before = this.#loading.get(loader);
    if (before !== undefined) {
      return before;
    }
    const loading = this.#load(loader).finally(() => this.#loading.delete(loader));
    this.#loading.set(loader, loading);
    return loading;
  }

  async #load(loader: string): Promise<void> {
    try {
      await within(Promise.resolve(this.#call(loader)?.()), loadDeadlineMs, () => {
        throw new Error('too late');
      });
    } catch {
      // Caused by the network or WhatsApp's servers. Nothing has happened yet, so another attempt
      // may work.
      throw new Failure(
        'OVERLOADED',
        'WhatsApp Web did not load the part of itself that this needs',
      );
    }
    this.#loaded.add(loader);
    this.onLoaded();
  }

  #call(loader: string): (() => Promise<unknown>) | undefined {
    const exports = this.page.module<Loader>(loader);
    return typeof exports?.requireBundle === 'function'
      ? async () => exports.requireBundle?.()
      : undefined;
  }
}
