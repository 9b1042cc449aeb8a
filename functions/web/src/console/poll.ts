import type { Attentive, Surroundings } from '../surroundings';
import { type Failure, failureOf } from './failure';

/** The last answer of a poll, and its state. */
export interface Polled<T> {
  /** The last answer; absent before the first. */
  value?: T;
  /** When the last answer came, in ms. */
  at?: number;
  /** Why the last question has no answer; absent when it has. */
  failure?: Failure;
  /** Whether nothing is asked for because nobody is there. */
  isResting: boolean;
}

/** The time after the last touch of the page at which polling ends. */
export const RESTS_AFTER_MS = 300_000;

const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 60_000;

/** The pause after a number of failures in a row: the API's own, or an increasing one. */
export function pauseAfter(failure: Failure, failures: number): number {
  const own = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS);
  return Math.max(failure.retryAfterMs ?? 0, own);
}

/**
 * Asks for something again and again, one question at a time: as long as somebody sees the page and is
 * there. After a failure that passes it asks ever more seldom; after any other it stops.
 */
export class Poll<T> implements Attentive {
  #known: Polled<T> = { isResting: false };
  #cancel: () => void = () => {};
  #isAsking = false;
  #isOver = false;
  #isEnded = false;
  #failures = 0;
  #touchedAt: number;

  /**
   * @param pauseMs how long to wait after an answer; null when that was all
   */
  constructor(
    private readonly ask: () => Promise<T>,
    private readonly pauseMs: (value: T) => number | null,
    private readonly around: Surroundings,
    private readonly show: (known: Polled<T>) => void,
  ) {
    this.#touchedAt = around.now();
  }

  /** Asks now, also after it stopped. */
  now(): void {
    this.#touchedAt = this.around.now();
    this.#isOver = false;
    this.#next(0);
  }

  /** Asks for nothing more. */
  end(): void {
    this.#isEnded = true;
    this.#cancel();
  }

  touched(): void {
    this.#touchedAt = this.around.now();
    if (this.#known.isResting) {
      this.#set({ ...this.#known, isResting: false });
      this.#next(0);
    }
  }

  visibilityChanged(): void {
    if (this.around.isHidden()) {
      this.#cancel();
    } else if (!this.#isOver) {
      this.touched();
      this.#next(0);
    }
  }

  #next(ms: number): void {
    this.#cancel();
    if (!this.#isEnded && !this.around.isHidden()) {
      this.#cancel = this.around.after(ms, () => void this.#ask());
    }
  }

  async #ask(): Promise<void> {
    if (this.#isAsking || this.#isEnded) {
      return;
    }
    if (this.around.now() - this.#touchedAt > RESTS_AFTER_MS) {
      this.#set({ ...this.#known, isResting: true });
      return;
    }
    this.#isAsking = true;
    try {
      this.#take(await this.ask());
    } catch (e) {
      this.#failed(failureOf(e));
    } finally {
      this.#isAsking = false;
    }
  }

  #take(value: T): void {
    this.#failures = 0;
    this.#set({ value, at: this.around.now(), isResting: false });
    this.#goOn(this.pauseMs(value));
  }

  #failed(failure: Failure): void {
    this.#failures++;
    this.#set({ ...this.#known, failure });
    this.#goOn(failure.passes ? pauseAfter(failure, this.#failures) : null);
  }

  #goOn(ms: number | null): void {
    if (ms === null) {
      this.#isOver = true;
    } else {
      this.#next(ms);
    }
  }

  #set(known: Polled<T>): void {
    this.#known = known;
    if (!this.#isEnded) {
      this.show(known);
    }
  }
}
