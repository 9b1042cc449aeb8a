import type { Channel } from '../channel';
import type { Page } from '../page';
import { msSinceServerSpoke } from '../workarounds';

const throttleMs = 1_000;

/** The time of the server's last sign of life, which proves "connected". */
export class Evidence {
  #lastAt: number | null = null;
  #pending = false;

  constructor(
    private readonly page: Page,
    private readonly channel: Channel,
  ) {}

  start(): void {
    const { ChatStore, MsgStore } = this.page.wpp.whatsapp;
    const mark = (): void => this.#mark();
    MsgStore.on('add', mark);
    MsgStore.on('change:ack', mark);
    ChatStore.on('change:unreadCount', mark);
    this.page.wpp.on('conn.backend_event', mark);
  }

  /** Unix ms; null before the first sign. */
  lastEventAt(): number | null {
    const silentMs = msSinceServerSpoke(this.page);
    const heardAt = silentMs === null ? null : Date.now() - silentMs;
    return heardAt === null ? this.#lastAt : Math.max(heardAt, this.#lastAt ?? 0);
  }

  #mark(): void {
    this.#lastAt = Date.now();
    if (!this.#pending) {
      this.#pending = true;
      setTimeout(() => {
        this.#pending = false;
        this.channel.send({ type: 'event', at: this.#lastAt ?? Date.now() });
      }, throttleMs);
    }
  }
}
