import type { Channel } from '../channel';

/** An event as sent to the host. */
export interface Told {
  name: string;
  key: string;
  chat: string;
  /** JSON. */
  data: string;
  /** It was found on the host's request, and not observed when it happened. */
  recovered?: true;
}

/** An event that the host has not confirmed, with its position. */
export interface Kept extends Told {
  at: number;
}

/** Stores events over reloads of the page. */
export interface EventStore {
  all(): Promise<Kept[]>;
  put(events: readonly Kept[]): Promise<void>;
  remove(events: readonly (readonly [name: string, key: string])[]): Promise<void>;
}

/**
 * The maximum of events kept while the host is unreachable; further ones are sent, but not kept.
 */
const mostKept = 10_000;
const mostCharacters = 32 * 1024 * 1024;

/** The maximum time for which an event waits for earlier ones. */
const patienceMs = 15_000;

type Later = (work: () => void, ms: number) => void;

const later: Later = (work, ms) => {
  setTimeout(work, ms);
};

/**
 * Sends events to the host, and keeps each until the host has stored it: WhatsApp's queue no longer
 * has what the page received. A document first sends events that an earlier one left unconfirmed,
 * then those that the host asks for because they were never sent, then those that happened
 * meanwhile. So each chat stays in order. The host ignores events it knows.
 */
export class Outbox {
  readonly #sizes = new Map<string, number>();
  #characters = 0;
  #isRead = false;
  #isReleased = false;
  #isWaiting = false;
  #held: { id: string | null; go: () => void }[] = [];
  #unwritten: Kept[] = [];
  #unremoved: (readonly [string, string])[] = [];
  #isWriting = false;
  #hasFailed = false;
  #last = 0;

  constructor(
    private readonly channel: Channel,
    private readonly store: EventStore,
    private readonly now: () => number = Date.now,
    private readonly after: Later = later,
  ) {}

  /** Reads and sends the events that earlier documents left. */
  start(): void {
    this.store.all().then(
      (kept) => this.#tellKept(kept),
      () => {
        this.#failed();
        this.#tellKept([]);
      },
    );
  }

  tell(event: Told): void {
    this.#keep(event);
    this.#hold(idOf(event.name, event.key), () => this.#send(event));
  }

  /**
   * Sends an event found on the host's request, before waiting events; not if it is among those.
   */
  found(event: Told): void {
    const id = idOf(event.name, event.key);
    if (!this.#held.some((one) => one.id === id)) {
      this.#keep(event);
      this.#send(event);
    }
  }

  /** Runs work after all events sent so far. */
  inTurn(work: () => void): void {
    this.#hold(null, work);
  }

  /** The host has asked for missed events and has received them. */
  release(): void {
    this.#isReleased = true;
    this.#open();
  }

  /** The host has stored these events, or nothing wants them. */
  confirm(events: readonly (readonly [name: string, key: string])[]): void {
    for (const [name, key] of events) {
      this.#forget(idOf(name, key));
    }
    this.#unremoved.push(...events);
    this.#write();
  }

  #tellKept(kept: Kept[]): void {
    for (const { at: _, ...event } of [...kept].sort((one, other) => one.at - other.at)) {
      this.#count(event);
      this.#send(event);
    }
    this.#isRead = true;
    this.#open();
  }

  #hold(id: string | null, go: () => void): void {
    if (this.#isRead && this.#isReleased) {
      go();
      return;
    }
    this.#held.push({ id, go });
    if (!this.#isWaiting) {
      this.#isWaiting = true;
      this.after(() => {
        this.#isRead = true;
        this.release();
      }, patienceMs);
    }
  }

  #open(): void {
    if (this.#isRead && this.#isReleased) {
      for (const { go } of this.#held.splice(0)) {
        go();
      }
    }
  }

  #send(event: Told): void {
    this.channel.send({ type: 'happened', ...event });
  }

  #keep(event: Told): void {
    const fits =
      this.#sizes.size < mostKept && this.#characters + event.data.length <= mostCharacters;
    if (fits) {
      this.#count(event);
      // Several in a millisecond keep their order.
      this.#last = Math.max(this.#last + 0.001, this.now());
      this.#unwritten.push({ ...event, at: this.#last });
      this.#write();
    }
  }

  #count(event: Told): void {
    this.#forget(idOf(event.name, event.key));
    this.#sizes.set(idOf(event.name, event.key), event.data.length);
    this.#characters += event.data.length;
  }

  #forget(id: string): void {
    this.#characters -= this.#sizes.get(id) ?? 0;
    this.#sizes.delete(id);
  }

  /** One transaction at a time; the next contains everything that arrived meanwhile. */
  #write(): void {
    if (!this.#isWriting) {
      this.#isWriting = true;
      queueMicrotask(() => void this.#writeAll());
    }
  }

  async #writeAll(): Promise<void> {
    while (this.#unwritten.length > 0 || this.#unremoved.length > 0) {
      const written = this.#unwritten.splice(0);
      const removed = this.#unremoved.splice(0);
      try {
        if (written.length > 0) {
          await this.store.put(written);
        }
        if (removed.length > 0) {
          await this.store.remove(removed);
        }
      } catch {
        this.#failed();
      }
    }
    this.#isWriting = false;
  }

  #failed(): void {
    if (!this.#hasFailed) {
      this.#hasFailed = true;
      this.channel.send({ type: 'problem', problem: 'events_not_kept' });
    }
  }
}

/** An event's id among the page's events. */
export function idOf(name: string, key: string): string {
  return `${name} ${key}`;
}
