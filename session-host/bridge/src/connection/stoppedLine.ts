/**
 * WhatsApp tries again after about a second, then less often; from the first attempt its state
 * shows it.
 */
const patienceMs = 8_000;

/**
 * Detects that WhatsApp has stopped its connection permanently. It does so without any event when
 * the server reports that another login of the same device replaced it: `Socket.state` stays
 * CONNECTED and `Stream.mode` MAIN, only `Socket.stream` is DISCONNECTED, and no attempt to connect
 * follows. This cannot be distinguished from a page whose attempts ended for another reason. In
 * both cases only a new document connects again.
 */
export class StoppedLine {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  /** @param onStopped called when the connection has been dead for 8 s */
  constructor(private readonly onStopped: () => void) {}

  /**
   * @param still whether the connection is cut off and no attempt to restore it runs
   * @param online whether there is a network. Without one WhatsApp does not try to connect, so the
   *     time does not count; a connection that was stopped before stays stopped
   * @returns whether that has been so for 8 s
   */
  see(still: boolean, online: boolean): boolean {
    if (!still) {
      this.#stopped = false;
    }
    if (!still || !online) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    } else {
      this.#timer ??= setTimeout(() => {
        this.#stopped = true;
        this.onStopped();
      }, patienceMs);
    }
    return this.#stopped;
  }
}
