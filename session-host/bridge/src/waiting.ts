/** What tells of its changes, as WhatsApp's models and collections do. */
interface Observable {
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
}

/** An event of a model or collection. */
export type Watched = readonly [source: unknown, event: string];

/** How often to look when no event says so: which ones there are differs between WhatsApp's versions. */
const lookAgainMs = 250;

/**
 * Waits until the condition holds, looking whenever one of the events happens, and now and then.
 *
 * @returns whether it holds; false when the deadline passed first
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
 * Waits for work that may never end, so long at most; the work itself goes on. Whatever the bridge waits for
 * and others wait behind goes through this.
 *
 * @param late what it comes to once the time is over; it may throw
 */
export function within<T, L>(work: Promise<T>, ms: number, late: () => L): Promise<T | L> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  }).then(late);
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}
