import type { Bundles } from '../bundles/bundles';
import type { Channel } from '../channel';
import { missingOperations } from '../operations/requirements';
import type { Page } from '../page';

const lookAgainMs = 10_000;

/**
 * Tells the host which operations this page does not support: WhatsApp's current version may lack
 * something they need, or load it later. The host's API refuses them for as long as they are
 * reported, so the page checks again while there are any.
 */
export class Availability {
  #told: string | null = null;
  #next: ReturnType<typeof setTimeout> | undefined;

  /** @param widened as for {@link missingOperations} */
  constructor(
    private readonly page: Page,
    private readonly bundles: Bundles,
    private readonly channel: Pick<Channel, 'send'>,
    private readonly widened: (work: () => unknown) => unknown,
  ) {}

  /** Checks for the first time; further calls have no effect. */
  start(): void {
    if (this.#told !== null) {
      return;
    }
    this.#tell(this.widened);
    // A bundle may lack what it should bring; that is known only when it is loaded.
    this.bundles.onLoaded = () => this.#tell(() => undefined);
  }

  #lookAgain(): void {
    if (this.#told !== '' && this.#next === undefined) {
      this.#next = setTimeout(() => {
        this.#next = undefined;
        // All modules have been searched; those loaded later are in the narrow view too.
        this.#tell(() => undefined);
      }, lookAgainMs);
    }
  }

  #tell(widened: (work: () => unknown) => unknown): void {
    const operations = missingOperations(this.page, this.bundles, widened);
    const text = operations.join(' ');
    if (text !== this.#told) {
      this.#told = text;
      this.channel.send({ type: 'missing', operations });
    }
    this.#lookAgain();
  }
}
