/** What tells of its changes, as WhatsApp's models and collections do. */
interface Observable {
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
}

/** An event of a model or collection. */
export type Watched = readonly [source: unknown, event: string];

/**
 * Waits until the condition holds, looking whenever one of the events happens.
 *
 * @returns whether it holds; false when the deadline passed first
 */
export function holds(
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
    for (const [source, event] of watched) {
      (source as Observable).on(event, look);
    }
  });
}
