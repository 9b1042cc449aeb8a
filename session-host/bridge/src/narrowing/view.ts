/** Meta's registry of modules as `require('__debug').modulesMap` has it: by id. */
export type ModulesMap = Readonly<Record<string, unknown>>;

const nothing: ModulesMap = Object.freeze({});

/**
 * What wa-js sees of WhatsApp's modules.
 *
 * wa-js finds each of its bindings by trying modules one after another, and so executes some 18 000
 * that WhatsApp Web itself never runs: +63 MB. Shown only the modules that the bindings resolve to,
 * it finds the same ones. The first match wins, and some conditions fit several modules: so their order
 * is that of the names, whatever the order in which WhatsApp registers them.
 *
 * Until the core modules are registered the view is empty: wa-js starts once the number of modules
 * stands still for 0.75 s, and with few names a pause between two scripts would look like the end.
 */
export class ModuleView {
  #wide = false;
  #complete = false;
  #registered = 0;
  #stillSince = 0;
  #shown: ModulesMap = nothing;
  #shownCount = 0;

  /**
   * @param names the modules to show, in the order in which wa-js is to try them
   * @param core those among them without which wa-js must not start
   * @param patienceMs how long the registry may stand still without the core, because WhatsApp has
   *     renamed some of it; after that everything is shown
   * @param gaveUp called once when that happens
   */
  constructor(
    private readonly names: readonly string[],
    private readonly core: readonly string[],
    private readonly patienceMs: number,
    private readonly now: () => number,
    private readonly gaveUp: () => void,
  ) {}

  /** The part of the registry to show at this moment. */
  of(all: ModulesMap): ModulesMap {
    if (this.#wide || !this.#coreIsIn(all)) {
      return this.#wide ? all : nothing;
    }
    const count = this.names.reduce((sum, name) => (name in all ? sum + 1 : sum), 0);
    if (count !== this.#shownCount) {
      const there = this.names.filter((name) => name in all);
      this.#shown = Object.fromEntries(there.map((name) => [name, all[name]]));
      this.#shownCount = count;
    }
    return this.#shown;
  }

  /** Shows everything while the work runs, for a binding that the narrow view does not have. */
  widened<T>(work: () => T): T {
    const before = this.#wide;
    this.#wide = true;
    try {
      return work();
    } finally {
      this.#wide = before;
    }
  }

  #coreIsIn(all: ModulesMap): boolean {
    if (this.#complete) {
      return true;
    }
    this.#complete = this.core.every((name) => name in all);
    const registered = Object.keys(all).length;
    if (registered !== this.#registered) {
      this.#registered = registered;
      this.#stillSince = this.now();
    }
    if (!this.#complete && registered > 0 && this.now() - this.#stillSince > this.patienceMs) {
      this.#wide = true;
      this.gaveUp();
    }
    return this.#complete;
  }
}
