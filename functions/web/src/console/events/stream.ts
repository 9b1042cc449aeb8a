import type { components } from '../../generated/api';
import type { Attentive, Surroundings } from '../../surroundings';
import type { Answer } from '../client';
import { type Failure, failureOf } from '../failure';
import { pauseAfter, RESTS_AFTER_MS } from '../poll';

export type LoggedEvent = components['schemas']['LoggedEvent'];
type Events = components['schemas']['EventsAnswer'];

/** The state of the stream: reading earlier events, waiting for new ones, or stopped, and why. */
export type Phase = 'reading' | 'live' | 'slower' | 'paused' | 'resting';

export interface StreamView {
  phase: Phase;
  /** The newest first; no more than {@link KEPT}. */
  events: readonly LoggedEvent[];
  failure: Failure | null;
}

/** Asks for events behind a place. */
export type AskEvents = (
  after: string | undefined,
  waitSeconds: number,
  signal: AbortSignal,
) => Promise<Answer<Events>>;

/** So many events are kept; older ones go. */
export const KEPT = 1000;

/** The time for which the API waits for an event. It counts by the day, so a hidden page does not wait. */
const WAIT_SECONDS = 20;

/**
 * Follows the log of events: reads what it has, then waits for more. It asks one question at a time, none
 * while the page is hidden, paused or left alone. An event that comes twice is shown once.
 */
export class EventStream implements Attentive {
  #view: StreamView = { phase: 'reading', events: [], failure: null };
  #cursor: string | undefined;
  #cancel: () => void = () => {};
  #waiting: AbortController | null = null;
  #isOver = false;
  #failures = 0;
  #touchedAt: number;

  constructor(
    private readonly ask: AskEvents,
    private readonly around: Surroundings,
    private readonly show: (view: StreamView) => void,
  ) {
    this.#touchedAt = around.now();
  }

  begin(): void {
    this.show(this.#view);
    this.#next(0);
  }

  end(): void {
    this.#isOver = true;
    this.#stop();
  }

  pause(): void {
    this.#stop();
    this.#set({ phase: 'paused' });
  }

  /** Goes on where it stopped, also after a failure. */
  go(): void {
    this.#touchedAt = this.around.now();
    this.#set({ phase: 'reading', failure: null });
    this.#next(0);
  }

  /** Forgets what is shown; what comes is shown as before. */
  clear(): void {
    this.#set({ events: [] });
  }

  touched(): void {
    this.#touchedAt = this.around.now();
    if (this.#view.phase === 'resting') {
      this.go();
    }
  }

  visibilityChanged(): void {
    if (this.around.isHidden()) {
      this.#stop();
    } else if (this.#view.phase !== 'paused' && (this.#view.failure?.passes ?? true)) {
      this.go();
    }
  }

  #stop(): void {
    this.#cancel();
    this.#waiting?.abort();
    this.#waiting = null;
  }

  #next(ms: number): void {
    this.#cancel();
    if (!this.#isOver && !this.around.isHidden()) {
      this.#cancel = this.around.after(ms, () => void this.#ask());
    }
  }

  async #ask(): Promise<void> {
    if (this.#waiting !== null) {
      return;
    }
    if (this.around.now() - this.#touchedAt > RESTS_AFTER_MS) {
      this.#set({ phase: 'resting' });
      return;
    }
    const waiting = new AbortController();
    this.#waiting = waiting;
    try {
      const seconds = this.#view.phase === 'live' ? WAIT_SECONDS : 0;
      const answer = await this.ask(this.#cursor, seconds, waiting.signal);
      if (this.#waiting === waiting) {
        this.#waiting = null;
        this.#take(answer);
      }
    } catch (e) {
      if (this.#waiting === waiting) {
        this.#waiting = null;
        this.#failed(failureOf(e));
      }
    }
  }

  #take({ body, retryAfterMs }: Answer<Events>): void {
    this.#failures = 0;
    this.#cursor = body.cursor;
    const events = merged(this.#view.events, body.events);
    if (retryAfterMs !== null) {
      this.#set({ phase: 'slower', events, failure: null });
      this.#next(retryAfterMs);
    } else {
      // An answer without events ends the earlier ones; from then on the stream waits.
      const phase = body.events.length === 0 ? 'live' : this.#view.phase;
      this.#set({ phase: phase === 'slower' ? 'live' : phase, events, failure: null });
      this.#next(0);
    }
  }

  #failed(failure: Failure): void {
    this.#failures++;
    this.#set({ failure });
    if (failure.passes) {
      this.#next(pauseAfter(failure, this.#failures));
    }
  }

  #set(changes: Partial<StreamView>): void {
    this.#view = { ...this.#view, ...changes };
    if (!this.#isOver) {
      this.show(this.#view);
    }
  }
}

/** Events with newer ones, each once, the newest first. */
export function merged(
  known: readonly LoggedEvent[],
  come: readonly LoggedEvent[],
): readonly LoggedEvent[] {
  const ids = new Set(known.map((event) => event.id));
  const fresh = come.filter((event) => !ids.has(event.id) && ids.add(event.id));
  return fresh.length === 0 ? known : [...fresh.reverse(), ...known].slice(0, KEPT);
}

/** Events whose name or content has a text, whatever its case. */
export function matching(events: readonly LoggedEvent[], text: string): readonly LoggedEvent[] {
  const wanted = text.trim().toLowerCase();
  return wanted === ''
    ? events
    : events.filter((event) => JSON.stringify(event).toLowerCase().includes(wanted));
}
