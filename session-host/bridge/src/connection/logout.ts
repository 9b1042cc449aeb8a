import type { Channel } from '../channel';
import type { Page } from '../page';
import type { Connection } from './connection';
import { logoutCause } from './logoutCause';

/** WhatsApp may first wait up to 20 s until what it has yet to write is stored. */
const logoutDeadlineMs = 25_000;

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
    this.page.wpp.on('conn.logout_reason', (reason: unknown) => {
      this.#reason = String(reason);
    });
    this.page.wpp.on('conn.logout', () => this.#tell(this.#reason));
    // After a logout WhatsApp reloads the page, maybe before the event above has left it. The address
    // alone says nothing: it stays when the same page is paired again and reloaded.
    const address = new URLSearchParams(this.page.window.location.search);
    if (address.get('post_logout') === '1' && !this.connection.observe().authenticated) {
      this.#tell('post_logout');
    }
  }

  /**
   * Unlinks the device. Answers whether a logout happened within 25 s; false at once when there is no
   * account. The page reloads after it, so the answer itself may be lost with the page.
   */
  async run(): Promise<boolean> {
    if (!this.connection.observe().authenticated) {
      return false;
    }
    this.#reason = 'user_initiated';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const deadline = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(!this.connection.observe().authenticated), logoutDeadlineMs);
    });
    // wa-js's promise never settles when WhatsApp's logout event does not come.
    const done = await Promise.race([this.page.wpp.conn.logout(), deadline]);
    clearTimeout(timer);
    return done;
  }

  #tell(reason: string): void {
    if (!this.#told) {
      this.#told = true;
      this.channel.send({ type: 'loggedOut', reason, cause: logoutCause(this.page, reason) });
    }
  }
}
