import type { Channel } from '../channel';
import { Failure } from '../failure';
import type { Page } from '../page';
import { initializeQrLinking } from '../workarounds';
import type { Connection } from './connection';
import type { Passkey } from './passkey';

const waitForSocketMs = 20_000;

/** Pairing by phone number: a code that the owner types on the phone, renewed every 3 minutes. */
export class LinkCode {
  constructor(
    private readonly page: Page,
    private readonly connection: Connection,
    private readonly channel: Channel,
    private readonly passkey: Pick<Passkey, 'cancel'>,
  ) {}

  start(): void {
    const { conn } = this.page.wpp;
    this.page.wpp.on('conn.link_code_change', (code: string) =>
      this.channel.send({ type: 'linkCode', code }),
    );
    // It was renewed five times without being typed: the QR code is valid again.
    this.page.wpp.on('conn.link_code_expired', () => {
      conn.cancelLinkDeviceCode();
      initializeQrLinking(this.page).catch(() =>
        this.channel.send({ type: 'problem', problem: 'qr_linking_failed' }),
      );
    });
    // wa-js stops renewing at conn.authenticated, which never fires on the real client.
    this.connection.onChange((now, before) => {
      if (now.authenticated && !before.authenticated) {
        conn.cancelLinkDeviceCode();
      }
    });
  }

  /** @throws Failure CONFLICT when already paired, SESSION_NOT_CONNECTED without a server */
  async request(phoneNumber: string, showNotification: boolean): Promise<string> {
    if (this.connection.observe().authenticated) {
      throw new Failure('CONFLICT', 'the session is paired already');
    }
    await this.passkey.cancel();
    await this.connection.until(
      (now) => now.state === 'UNPAIRED',
      (now) => !now.authenticated,
      waitForSocketMs,
    );
    return this.page.wpp.conn.startLinkDeviceCodeForPhoneNumber(phoneNumber, showNotification);
  }
}
