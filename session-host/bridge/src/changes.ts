interface Observable {
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}

/** How long a model may take to show what was asked for. */
const patienceMs = 10_000;

/**
 * Waits until a model of WhatsApp's shows something, where the call that asked for it does not say when
 * it is done. Answers whether it came within 10 s.
 *
 * @param attribute the one whose changes are looked at
 */
export function shows(model: object, attribute: string, holds: () => boolean): Promise<boolean> {
  if (holds()) {
    return Promise.resolve(true);
  }
  const observable = model as Observable;
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      observable.off(`change:${attribute}`, look);
      resolve(holds());
    };
    const look = (): void => {
      if (holds()) {
        end();
      }
    };
    const timer = setTimeout(end, patienceMs);
    observable.on(`change:${attribute}`, look);
  });
}
