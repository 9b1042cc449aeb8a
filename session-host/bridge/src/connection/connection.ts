import type { Channel } from '../channel';
import { type Snapshot, unknown } from '../channel';
import { Failure } from '../failure';
import type { Page } from '../page';
import { isPasskeyAsked, onStreamCutOff } from '../workarounds';
import { StoppedLine } from './stoppedLine';

const waitForUsableMs = 10_000;

/**
 * Observes the page's connection to WhatsApp and tells the host about every change.
 *
 * The decisive sign is the stream's mode MAIN: on the real client `conn.authenticated` and
 * `conn.main_loaded` never fire, and `conn.main_ready` already fires on the QR screen.
 */
export class Connection {
  #last: Snapshot = unknown;
  readonly #listeners = new Set<(now: Snapshot, before: Snapshot) => void>();
  /** Whether there was an account at the first look at this document. */
  #wasLinked: boolean | undefined;
  readonly #line = new StoppedLine(() => void this.observe());
  /**
   * Whether WhatsApp has reported that the stream was cut off, and has not tried to connect since.
   */
  #isCutOff = false;

  constructor(
    private readonly page: Page,
    private readonly channel: Channel,
  ) {}

  start(): void {
    const { Socket, Stream } = this.page.wpp.whatsapp;
    Socket.on('change:state', () => this.observe());
    Socket.on('change:stream', () => this.observe());
    Stream.on('change:mode', () => this.observe());
    onStreamCutOff(this.page, () => {
      this.#isCutOff = true;
      this.observe();
    });
    this.observe();
  }

  /** Registers a listener for changes. Listeners are called in the order of registration. */
  onChange(listener: (now: Snapshot, before: Snapshot) => void): void {
    this.#listeners.add(listener);
  }

  /** Reads the state again, tells the host if it changed, and returns it. */
  observe(): Snapshot {
    const before = this.#last;
    const now = this.#read();
    if (!same(before, now)) {
      this.#last = now;
      this.channel.send({ type: 'state', ...now });
      for (const listener of [...this.#listeners]) {
        listener(now, before);
      }
    }
    return now;
  }

  /**
   * Waits while a linked account connects and loads its history, at most 10 s.
   *
   * @throws Failure SESSION_NOT_CONNECTED when it does not connect in time, or there is no
   * account
   */
  async usable(): Promise<void> {
    await this.until(
      (now) => now.usable,
      (now) => now.authenticated,
      waitForUsableMs,
    );
  }

  /** @throws Failure SESSION_NOT_CONNECTED at the deadline, or once `hope` is false */
  until(
    done: (now: Snapshot) => boolean,
    hope: (now: Snapshot) => boolean,
    deadlineMs: number,
  ): Promise<void> {
    const first = this.observe();
    if (done(first)) {
      return Promise.resolve();
    }
    if (!hope(first)) {
      return Promise.reject(new Failure('SESSION_NOT_CONNECTED'));
    }
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        this.#listeners.delete(look);
        settle();
      };
      const look = (now: Snapshot): void => {
        if (done(now)) {
          end(resolve);
        } else if (!hope(now)) {
          end(() => reject(new Failure('SESSION_NOT_CONNECTED')));
        }
      };
      const timer = setTimeout(
        () => end(() => reject(new Failure('SESSION_NOT_CONNECTED'))),
        deadlineMs,
      );
      this.#listeners.add(look);
    });
  }

  #read(): Snapshot {
    const { conn, whatsapp } = this.page.wpp;
    const said = text(whatsapp.Socket.state);
    const mode = text(conn.getStreamData().mode);
    const authenticated = conn.isAuthenticated() && conn.isRegistered();
    const cut = said === 'CONNECTED' && text(whatsapp.Socket.stream) === 'DISCONNECTED';
    this.#isCutOff &&= cut;
    // The stream is also DISCONNECTED while a linked account loads its data, however long that
    // takes: WhatsApp sets it to CONNECTED together with the mode MAIN, and to nothing else before.
    const isLost = cut && (mode === 'MAIN' || this.#isCutOff);
    const stopped = this.#line.see(isLost && authenticated, this.page.window.navigator.onLine);
    this.#wasLinked ??= authenticated;
    const usable = authenticated && mode === 'MAIN' && said === 'CONNECTED' && !cut;
    const becoming = this.#wasLinked || mode === 'MAIN' ? 'OPENING' : 'PAIRING';
    const state = said === 'CONNECTED' && !usable ? becoming : said;
    const passkey = !authenticated && isPasskeyAsked(this.page);
    return { state, mode, authenticated, passkey, usable, stopped };
  }
}

function text(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}

function same(a: Snapshot, b: Snapshot): boolean {
  return (
    a.state === b.state &&
    a.mode === b.mode &&
    a.authenticated === b.authenticated &&
    a.passkey === b.passkey &&
    a.usable === b.usable &&
    a.stopped === b.stopped
  );
}
