/** Meta's registry of modules by id, as in `require('__debug').modulesMap`. */
export type ModulesMap = Readonly<Record<string, unknown>>;

const nothing: ModulesMap = Object.freeze({});

/**
 * The view of WhatsApp's modules for wa-js.
 *
 * wa-js finds each of its bindings by trying modules one after another, and so executes some 18 000
 * that WhatsApp Web itself never runs: +63 MB. If it sees only the modules that the bindings
 * resolve to, it finds the same ones. The first match wins, and some conditions match several
 * modules; so they are ordered by the list of names, whatever WhatsApp's order of registration.
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
   * @param core those of them that must exist before wa-js starts
   * @param patienceMs the time for which the registry may stay unchanged without the core,
   * because WhatsApp has renamed part of it; then everything is shown
   * @param gaveUp called once when that happens
   */
  constructor(
    private readonly names: readonly string[],
    private readonly core: readonly string[],
    private readonly patienceMs: number,
    private readonly now: () => number,
    private readonly gaveUp: () => void,
  ) {}

  /** The part of the registry that is visible now. */
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

  /** Shows everything while the work runs, for a binding that the narrow view lacks. */
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
