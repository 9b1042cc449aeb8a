import type { Bundles } from '../bundles/bundles';
import type { Channel } from '../channel';
import { missingOperations } from '../operations/requirements';
import type { Page } from '../page';

const lookAgainMs = 10_000;

/**
 * Tells the host which operations this page cannot do: WhatsApp's present version may lack what they need,
 * or have it later. The host's API refuses them as long as they are told, so the page keeps looking while
 * there are any.
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

  /** Looks for the first time; does nothing the second time. */
  start(): void {
    if (this.#told !== null) {
      return;
    }
    this.#tell(this.widened);
    // A bundle may come without what it should bring: only then is it known to be gone.
    this.bundles.onLoaded = () => this.#tell(() => undefined);
  }

  #lookAgain(): void {
    if (this.#told !== '' && this.#next === undefined) {
      this.#next = setTimeout(() => {
        this.#next = undefined;
        // All modules were searched already; those that come later show in the narrow view too.
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
