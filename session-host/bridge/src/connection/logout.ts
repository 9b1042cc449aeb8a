import type { Channel } from '../channel';
import type { Page } from '../page';
import { within } from '../waiting';
import { unpairDevice } from '../workarounds';
import type { Connection } from './connection';
import { logoutCause } from './logoutCause';

/** Long enough for the request to unlink to wait through reconnects. */
const unlinkDeadlineMs = 20_000;

/** The server's status that confirms the unlinking. */
const unlinked = 200;

/** The bridge's own reason: WhatsApp names none. */
const removedByServer = 'removed_by_server';

interface Commands {
  on(event: string, listener: () => void): void;
}

/**
 * Ends the link between this page and the account, and tells the host when it ended in another way.
 */
export class Logout {
  #reason = 'unknown';
  #told = false;

  constructor(
    private readonly page: Page,
    private readonly connection: Connection,
    private readonly channel: Channel,
  ) {}

  start(): void {
    // WhatsApp asks for the reason's code when everything is deleted, just before it leaves the
    // page.
    this.page.wpp.on('conn.logout_reason', (reason: unknown) => {
      // The reason known by `run` is more exact than WhatsApp's.
      if (this.#reason === 'unknown') {
        this.#reason = String(reason);
      }
      this.#tell(this.#reason);
    });
    // An end without a request for the reason: the server removed the device, all other ends have a
    // reason. wa-js listens to an earlier name of this event.
    const commands = this.page.wpp.whatsapp.Cmd as unknown as Commands;
    commands.on('logout_from_bridge', () =>
      this.#tell(this.#reason === 'unknown' ? removedByServer : this.#reason),
    );
    // After a logout WhatsApp reloads the page, perhaps before the event above was sent. The
    // address alone is not enough: it stays when the same page is paired again and reloaded.
    const address = new URLSearchParams(this.page.window.location.search);
    if (address.get('post_logout') === '1' && !this.connection.observe().authenticated) {
      this.#tell('post_logout');
    }
  }

  /**
   * Unlinks the device, then makes WhatsApp delete the account's data. Resolves to whether
   * WhatsApp's server confirmed the unlinking within 20 s; otherwise the phone may still show the
   * device. False at once when there is no account. The page reloads soon after, so the answer may
   * be lost; the host is also told by `loggedOut` with the reason `user_initiated`, which it treats
   * the same.
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
    // It does not report the result for the link, and its promise may never settle.
    this.page.wpp.conn.logout().catch(() => undefined);
    return isUnlinked;
  }

  /** The server's status; null when none came in time. */
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
