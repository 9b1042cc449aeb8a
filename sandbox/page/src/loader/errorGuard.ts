/**
 * The part of Meta's `ErrorGuard` that other code uses: it wraps entry points so that an error is
 * reported once and not thrown further. `skipGuardGlobal(true)` lets errors pass.
 */
export interface ErrorGuard {
  applyWithGuard<T>(fn: (...args: unknown[]) => T, context: unknown, args: unknown[]): T | null;
  guard<A extends unknown[], T>(fn: (...args: A) => T): (...args: A) => T | null;
  inGuard(): boolean;
  skipGuardGlobal(skip: boolean): void;
}

export function createErrorGuard(report: (error: unknown) => void): ErrorGuard {
  let skip = false;
  let depth = 0;

  function run<T>(call: () => T): T | null {
    if (skip) {
      return call();
    }
    depth++;
    try {
      return call();
    } catch (error) {
      report(error);
      return null;
    } finally {
      depth--;
    }
  }

  return {
    applyWithGuard: (fn, context, args) => run(() => fn.apply(context, args)),
    guard:
      (fn) =>
      (...args) =>
        run(() => fn(...args)),
    inGuard: () => depth > 0,
    skipGuardGlobal(value) {
      skip = value;
    },
  };
}
