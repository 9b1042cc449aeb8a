/** A source of change events, such as WhatsApp's models and collections. */
interface Observable {
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
}

/** An event of a model or collection. */
export type Watched = readonly [source: unknown, event: string];

/** The interval of checks without an event: WhatsApp's versions differ in their events. */
const lookAgainMs = 250;

/**
 * Waits until a condition is true, checking after each of the events, and at intervals.
 *
 * @returns whether it is true; false at the deadline
 */
export function waitUntil(
  condition: () => boolean,
  watched: readonly Watched[],
  deadlineMs: number,
): Promise<boolean> {
  if (condition()) {
    return Promise.resolve(true);
  }
  return new Promise((resolve) => {
    const end = (result: boolean): void => {
      clearTimeout(timer);
      clearInterval(interval);
      for (const [source, event] of watched) {
        (source as Observable).off(event, look);
      }
      resolve(result);
    };
    const look = (): void => {
      if (condition()) {
        end(true);
      }
    };
    const timer = setTimeout(() => end(condition()), deadlineMs);
    const interval = setInterval(look, lookAgainMs);
    for (const [source, event] of watched) {
      (source as Observable).on(event, look);
    }
  });
}

/**
 * Waits for work that may never end, up to a maximum time; the work itself continues. Everything in
 * the bridge that others wait for uses this.
 *
 * @param late makes the result after that time; it may throw
 */
export function within<T, L>(work: Promise<T>, ms: number, late: () => L): Promise<T | L> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  }).then(late);
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}
