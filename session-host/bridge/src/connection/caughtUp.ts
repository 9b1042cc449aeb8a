import type { Channel } from '../channel';
import type { Page } from '../page';

interface Commands {
  isOfflineDeliveryEnd?: boolean;
  on(event: string, listener: () => void): void;
}

/**
 * Says when all that came while this device was away is through: decrypted, kept and shown. WhatsApp says
 * so after every connection. Each time counts: a reconnect with a large backlog says it again without
 * taking the flag back in between.
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
    // Before the bridge was there.
    if (commands.isOfflineDeliveryEnd === true) {
      this.#tell();
    }
  }

  /** Whether it is so now: after a reconnect, not before what came meanwhile is through as well. */
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
    // Behind the messages, which are told in microtasks too.
    queueMicrotask(() => this.channel.send({ type: 'caughtUp', times }));
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
