import type { Channel } from '../channel';
import type { Page } from '../page';
import { within } from '../waiting';
import { cancelPasskey, onPasskeyAsked } from '../workarounds';
import type { Connection } from './connection';

/** The time that WhatsApp's own steps of linking by passkey may take. */
const patienceMs = 120_000;

const cancelDeadlineMs = 15_000;

/**
 * Linking by passkey: WhatsApp asks for the passkey of some accounts after their phone has read the
 * code. The passkey is in the phone, so no page of a host can provide it. The page then waits for a
 * click and shows no code. This class returns to a code after 120 s, or on request.
 */
export class Passkey {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly page: Page,
    private readonly connection: Connection,
    private readonly channel: Pick<Channel, 'send'>,
  ) {}

  /** Must be called before the connection starts. */
  start(): void {
    onPasskeyAsked(this.page, () => this.connection.observe());
    this.connection.onChange((now, before) => {
      if (now.passkey === before.passkey) {
        return;
      }
      clearTimeout(this.#timer);
      if (now.passkey) {
        // Otherwise wa-js would keep renewing the code that was typed.
        this.page.wpp.conn.cancelLinkDeviceCode();
        this.#timer = setTimeout(() => void this.cancel(), patienceMs);
      }
    });
  }

  /** Returns to the QR code; no effect when no passkey is asked for. Never rejects. */
  async cancel(): Promise<void> {
    if (!this.connection.observe().passkey) {
      return;
    }
    const cancelled = cancelPasskey(this.page).catch(() => undefined);
    await within(cancelled, cancelDeadlineMs, () => undefined);
    if (this.connection.observe().passkey) {
      this.channel.send({ type: 'problem', problem: 'passkey_not_cancelled' });
      this.page.window.location.reload();
    }
  }
}
