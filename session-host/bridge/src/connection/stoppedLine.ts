/** WhatsApp tries again after about a second, then less often; its state says so from the first try on. */
const patienceMs = 8_000;

/**
 * Notices that WhatsApp has stopped its connection for good. It does so without a word when the server
 * tells it that another login of the same device took its place: `Socket.state` stays CONNECTED and
 * `Stream.mode` MAIN, only `Socket.stream` is DISCONNECTED, and no attempt to connect follows. Nothing
 * tells that from a page whose attempts have ended for another reason. Either way only a new document
 * connects again.
 */
export class StoppedLine {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  /** @param onStopped runs when the line has stood still for 8 s */
  constructor(private readonly onStopped: () => void) {}

  /**
   * @param still whether the line is cut off and nothing tries to mend it
   * @returns whether that has been so for 8 s
   */
  see(still: boolean): boolean {
    if (!still) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#stopped = false;
    } else {
      this.#timer ??= setTimeout(() => {
        this.#stopped = true;
        this.onStopped();
      }, patienceMs);
    }
    return this.#stopped;
  }
}
