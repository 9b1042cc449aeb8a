import type { Channel } from '../channel';
import type { Page } from '../page';
import { devicePlatform, refreshQr } from '../workarounds';
import type { Connection } from './connection';

const refreshDeadlineMs = 15_000;

/**
 * Follows the QR code: WhatsApp replaces its first part, the reference, and stops after six
 * (`UNPAIRED_IDLE`) until new ones are requested.
 */
export class QrCode {
  #last: string | null | undefined;
  #newest = 0;
  /**
   * The reference of the code that a phone read before WhatsApp asked for a passkey: it is used up.
   */
  #used: string | undefined;
  #refreshing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly page: Page,
    private readonly connection: Connection,
    private readonly channel: Channel,
  ) {}

  start(): void {
    this.page.wpp.whatsapp.Conn.on('change:ref', () => void this.look());
    this.connection.onChange(() => void this.look());
    void this.look();
  }

  /** Reads the current code and tells the host if it changed. */
  async look(): Promise<void> {
    this.#newest += 1;
    const turn = this.#newest;
    const code = await this.#read();
    // Two reads may overlap: only the latest has the current code.
    if (turn === this.#newest && code !== this.#last) {
      this.#last = code;
      this.channel.send({ type: 'qr', qr: code });
    }
  }

  async #read(): Promise<string | null> {
    const { state, authenticated, passkey } = this.connection.observe();
    if (state === 'UNPAIRED_IDLE' && !authenticated) {
      this.#askForFreshOnes();
      return null;
    }
    clearTimeout(this.#refreshing);
    this.#refreshing = undefined;
    try {
      const code = await this.page.wpp.conn.getAuthCode();
      if (passkey) {
        this.#used = code?.ref;
      }
      if (passkey || code?.ref === this.#used) {
        return null;
      }
      const platform = devicePlatform(this.page);
      return code === null ? null : [code.fullCode, platform ?? []].flat().join(',');
    } catch {
      // The keys are not stored yet; change:ref fires when they are.
      return null;
    }
  }

  #askForFreshOnes(): void {
    if (this.#refreshing !== undefined) {
      return;
    }
    this.#refreshing = setTimeout(() => {
      this.#refreshing = undefined;
      if (this.connection.observe().state === 'UNPAIRED_IDLE') {
        this.channel.send({ type: 'problem', problem: 'qr_refresh_failed' });
        this.page.window.location.reload();
      }
    }, refreshDeadlineMs);
    refreshQr(this.page);
  }
}
