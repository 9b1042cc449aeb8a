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
  /** When it happened, unix ms; only if an earlier document observed it. */
  happenedAt?: number;
}

/** An event that the host has not confirmed, with its position. */
export interface Kept extends Told {
  at: number;
  /** Its document ended before its turn came: what nobody told before it may still be found. */
  held?: true;
}

/** An event, or other work, that waits for its turn. */
interface Held {
  id: string | null;
  /** An earlier document left it. */
  isKept: boolean;
  go: () => void;
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

/** Limit of events that the host has not confirmed; more would overflow the host. */
const mostUnconfirmed = 1_000;
const mostUnconfirmedCharacters = 4 * 1024 * 1024;

/** Limit of events that wait in memory for that. Beyond it they are sent out of order. */
const mostQueuedCharacters = 64 * 1024 * 1024;

/** After this time an unconfirmed event no longer counts: the host may have dropped it. */
const unconfirmedMs = 60_000;

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
 * meanwhile, also in earlier documents that did not come to send them. So each chat stays in order.
 * The host ignores events it knows. It gets no more at a time than it has room for.
 */
export class Outbox {
  readonly #sizes = new Map<string, number>();
  readonly #unconfirmed = new Map<string, { size: number; since: number }>();
  #unconfirmedCharacters = 0;
  #queue: { event: Told | null; go: () => void }[] = [];
  #queuedCharacters = 0;
  #isQueueWatched = false;
  #characters = 0;
  #isRead = false;
  #isReleased = false;
  #isWaiting = false;
  #held: Held[] = [];
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
    if (this.#isOpen()) {
      this.#keep(event);
      this.#send(event);
    } else {
      this.#keep(event, true);
      this.#hold(this.#heldOf(event, false));
    }
  }

  /**
   * Sends an event found on the host's request, before waiting events. One that waits since this document began
   * is sent in its turn later; one that an earlier document left is sent here, in WhatsApp's order.
   */
  found(event: Told): void {
    const id = idOf(event.name, event.key);
    const index = this.#held.findIndex((one) => one.id === id);
    if (index < 0) {
      this.#keep(event);
      this.#send(event);
    } else if (this.#held[index]?.isKept) {
      const [left] = this.#held.splice(index, 1);
      left?.go();
    }
  }

  /** Runs work after all events sent so far. */
  inTurn(work: () => void): void {
    const go = (): void => {
      this.#queue.push({ event: null, go: work });
      this.#pump();
    };
    if (this.#isOpen()) {
      go();
    } else {
      this.#hold({ id: null, isKept: false, go });
    }
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
      this.#counted(idOf(name, key));
    }
    this.#pump();
    this.#unremoved.push(...events);
    this.#write();
  }

  #tellKept(kept: Kept[]): void {
    const left: Held[] = [];
    for (const { at, held, ...told } of [...kept].sort((one, other) => one.at - other.at)) {
      const event = { happenedAt: Math.floor(at), ...told };
      this.#count(event);
      if (held) {
        left.push(this.#heldOf(event, true));
      } else {
        this.#send(event);
      }
    }
    this.#held.unshift(...left);
    this.#waitForRelease();
    this.#isRead = true;
    this.#open();
  }

  #isOpen(): boolean {
    return this.#isRead && this.#isReleased;
  }

  /** Kept anew when its turn comes: its place is behind what was found. */
  #heldOf(event: Told, isKept: boolean): Held {
    const go = (): void => {
      this.#keep(event);
      this.#send(event);
    };
    return { id: idOf(event.name, event.key), isKept, go };
  }

  #hold(one: Held): void {
    this.#held.push(one);
    this.#waitForRelease();
  }

  #waitForRelease(): void {
    if (this.#held.length > 0 && !this.#isWaiting) {
      this.#isWaiting = true;
      this.after(() => {
        this.#isRead = true;
        this.release();
      }, patienceMs);
    }
  }

  #open(): void {
    if (this.#isOpen()) {
      for (const { go } of this.#held.splice(0)) {
        go();
      }
    }
  }

  #send(event: Told): void {
    const { happenedAt, ...told } = event;
    const go = (): void => {
      const age = happenedAt === undefined ? {} : { age: Math.max(0, this.now() - happenedAt) };
      this.channel.send({ type: 'happened', ...told, ...age });
    };
    if (this.#queuedCharacters + event.data.length > mostQueuedCharacters) {
      go();
      return;
    }
    this.#queuedCharacters += event.data.length;
    this.#queue.push({ event, go });
    this.#pump();
  }

  /** Lets the host have what it has room for. */
  #pump(): void {
    while (this.#queue[0] !== undefined && this.#hasRoom(this.#queue[0].event)) {
      const [next] = this.#queue.splice(0, 1);
      if (next?.event) {
        const { name, key, data } = next.event;
        this.#queuedCharacters -= data.length;
        this.#counted(idOf(name, key));
        this.#unconfirmed.set(idOf(name, key), { size: data.length, since: this.now() });
        this.#unconfirmedCharacters += data.length;
      }
      next?.go();
    }
    if (this.#queue.length > 0 && !this.#isQueueWatched) {
      this.#isQueueWatched = true;
      this.after(() => {
        this.#isQueueWatched = false;
        this.#pump();
      }, unconfirmedMs);
    }
  }

  #hasRoom(next: Told | null): boolean {
    for (const [id, { since }] of this.#unconfirmed) {
      if (this.now() - since < unconfirmedMs) {
        break;
      }
      this.#counted(id);
    }
    const fits =
      this.#unconfirmed.size < mostUnconfirmed &&
      this.#unconfirmedCharacters + (next?.data.length ?? 0) <= mostUnconfirmedCharacters;
    return next === null || fits || this.#unconfirmed.size === 0;
  }

  #counted(id: string): void {
    this.#unconfirmedCharacters -= this.#unconfirmed.get(id)?.size ?? 0;
    this.#unconfirmed.delete(id);
  }

  #keep(event: Told, isHeld = false): void {
    this.#forget(idOf(event.name, event.key));
    const fits =
      this.#sizes.size < mostKept && this.#characters + event.data.length <= mostCharacters;
    if (fits) {
      this.#count(event);
      // Several in a millisecond keep their order.
      this.#last = Math.max(this.#last + 0.001, this.now());
      this.#unwritten.push({ ...event, at: this.#last, ...(isHeld ? { held: true } : {}) });
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
