import type { Channel } from '../channel';
import type { Page } from '../page';

interface Commands {
  isOfflineDeliveryEnd?: boolean;
  on(event: string, listener: () => void): void;
}

/**
 * Reports when everything that arrived while this device was offline is decrypted, stored and
 * shown. WhatsApp reports it after every connection. Each report counts: a reconnect with a large
 * backlog repeats it without resetting the flag in between.
 */
export class CaughtUp {
  #times = 0;
  #isThrough = false;
  readonly #listeners: (() => void)[] = [];

  constructor(
    private readonly page: Page,
    private readonly channel: Pick<Channel, 'send'>,
  ) {}

  start(): void {
    const commands = this.page.wpp.whatsapp.Cmd as unknown as Commands;
    commands.on('offline_delivery_end_from_bridge', () => this.#tell());
    commands.on('offline_delivery_state_reset_from_bridge', () => {
      this.#isThrough = false;
    });
    // Reported before the bridge was loaded.
    if (commands.isOfflineDeliveryEnd === true) {
      this.#tell();
    }
  }

  /** Whether the backlog is complete now; after a reconnect, the new backlog too. */
  get isThrough(): boolean {
    return this.#isThrough;
  }

  onEach(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #tell(): void {
    this.#times += 1;
    this.#isThrough = true;
    const times = this.#times;
    // After the messages, which are also reported in microtasks.
    queueMicrotask(() => this.channel.send({ type: 'caughtUp', times }));
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
