import type { Page, Wid } from '../page';
import { phoneNumberOf } from './wids';

/** The times of requests. */
interface Pace {
  /** The delay after the first need: by then WhatsApp has usually reported the number itself. */
  firstMs: number;
  /** The delay after the last request. */
  betweenMs: number;
  /** The delay after a failed request, for instance because WhatsApp asks for a slower pace. */
  failedMs: number;
}

const slowly: Pace = { firstMs: 3_000, betweenMs: 20_000, failedMs: 600_000 };

/** The maximum number of waiting LIDs; others are requested when their chats are shown again. */
const mostWaiting = 1_000;

type Later = (work: () => void, ms: number) => void;

const later: Later = (work, ms) => {
  setTimeout(work, ms);
};

/**
 * Asks WhatsApp's server for phone numbers of which this page knows only the LID: each once in the
 * life of the page (a second time if that failed), one after another, slowly. WhatsApp stores the
 * results, also over restarts. The server decides whether to reveal a number, and people with a
 * username may have none.
 */
export class UnknownNumbers {
  readonly #asked = new Set<string>();
  readonly #failed = new Set<string>();
  readonly #waiting: Wid[] = [];
  #isBusy = false;

  /**
   * @param query asks the server about a LID; afterwards the page knows the result
   * @param isUsable whether the server can be asked now
   */
  constructor(
    private readonly page: Page,
    private readonly query: (lid: Wid) => Promise<unknown>,
    private readonly isUsable: () => boolean,
    private readonly pace: Pace = slowly,
    private readonly after: Later = later,
  ) {}

  /** Requests the number of a LID. Returns at once; the result appears in {@link phoneNumberOf}. */
  want(lid: Wid): void {
    const id = lid.toString();
    if (this.#asked.has(id) || this.#waiting.length >= mostWaiting) {
      return;
    }
    this.#asked.add(id);
    this.#waiting.push(lid);
    if (!this.#isBusy) {
      this.#isBusy = true;
      this.after(() => void this.#next(), this.pace.firstMs);
    }
  }

  async #next(): Promise<void> {
    if (this.#waiting.length === 0) {
      this.#isBusy = false;
      return;
    }
    const waitMs = this.isUsable() ? await this.#ask() : this.pace.betweenMs;
    this.after(() => void this.#next(), waitMs);
  }

  /** @returns the time to wait before the next request */
  async #ask(): Promise<number> {
    const lid = this.#waiting.shift();
    if (lid === undefined || phoneNumberOf(this.page, lid) !== null) {
      return 0;
    }
    try {
      await this.query(lid);
      return this.pace.betweenMs;
    } catch {
      if (!this.#failed.has(lid.toString())) {
        this.#failed.add(lid.toString());
        this.#waiting.push(lid);
      }
      return this.pace.failedMs;
    }
  }
}
