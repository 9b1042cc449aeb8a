import type { Channel } from '../channel';
import type { Page } from '../page';
import { within } from '../waiting';
import { unpairDevice } from '../workarounds';
import type { Connection } from './connection';
import { logoutCause } from './logoutCause';

/** The request to unlink waits through reconnects. */
const unlinkDeadlineMs = 20_000;

/** What a status of the server means: the device is not linked any more. */
const unlinked = 200;

interface Commands {
  on(event: string, listener: () => void): void;
}

/** Ends the link between this page and the account, and tells the host when it ended otherwise. */
export class Logout {
  #reason = 'unknown';
  #told = false;

  constructor(
    private readonly page: Page,
    private readonly connection: Connection,
    private readonly channel: Channel,
  ) {}

  start(): void {
    // WhatsApp asks for the reason's code when everything is deleted, right before it leaves the page.
    this.page.wpp.on('conn.logout_reason', (reason: unknown) => {
      // What `run` knows of the link is more than what WhatsApp calls the end.
      if (this.#reason === 'unknown') {
        this.#reason = String(reason);
      }
      this.#tell(this.#reason);
    });
    // Where there was no reason to ask for. wa-js listens for the name that this event had before.
    const commands = this.page.wpp.whatsapp.Cmd as unknown as Commands;
    commands.on('logout_from_bridge', () => this.#tell(this.#reason));
    // After a logout WhatsApp reloads the page, maybe before the event above has left it. The address
    // alone says nothing: it stays when the same page is paired again and reloaded.
    const address = new URLSearchParams(this.page.window.location.search);
    if (address.get('post_logout') === '1' && !this.connection.observe().authenticated) {
      this.#tell('post_logout');
    }
  }

  /**
   * Unlinks the device, then has WhatsApp forget the account. Answers whether WhatsApp's server confirmed
   * within 20 s that the device is unlinked; otherwise the phone may go on showing it. False at once when
   * there is no account. The page reloads soon after it, so the answer may be lost with the page: the host
   * is told too, by `loggedOut` with the reason `user_initiated`, which it counts as the same.
   */
  async run(): Promise<boolean> {
    if (!this.connection.observe().authenticated) {
      return false;
    }
    const isUnlinked = (await this.#unlink()) === unlinked;
    this.#reason = isUnlinked ? 'user_initiated' : 'not_confirmed';
    if (isUnlinked) {
      this.#tell(this.#reason);
    }
    // Nobody learns from it what became of the link, and its promise may never settle.
    this.page.wpp.conn.logout().catch(() => undefined);
    return isUnlinked;
  }

  /** The server's status; null when it said none in time. */
  async #unlink(): Promise<number | null> {
    try {
      return await within(unpairDevice(this.page), unlinkDeadlineMs, () => null);
    } catch {
      return null;
    }
  }

  #tell(reason: string): void {
    if (!this.#told) {
      this.#told = true;
      this.channel.send({ type: 'loggedOut', reason, cause: logoutCause(this.page, reason) });
    }
  }
}
