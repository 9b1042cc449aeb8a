import type { KeptKeys } from '../keptKeys';
import type { MsgKey, MsgModel } from '../page';

/** As WhatsApp itself does: not for older messages, and at most this many at a time. */
const maxAgeMs = 14 * 24 * 60 * 60 * 1_000;
const mostAtOnce = 32;

/** The time for the authors to encrypt the messages again, which they are asked to do at once. */
const patienceMs = 3_000;

/** The maximum number of waiting messages; the next page asks for the others. */
const mostWaiting = 1_000;

/** Kinds of messages that a phone does not send again. */
const withheld = /view_once|bot|hosted/;

interface Source {
  on(event: 'add' | 'change:type', listener: (message: MsgModel) => void): void;
  getModelsArray(): MsgModel[];
}

/** The functions to find and request messages. */
interface Ways {
  /** Sends the request. */
  ask(keys: MsgKey[]): Promise<void>;
  /** Reads messages by their keys' texts from WhatsApp's database. */
  load(keys: string[]): Promise<MsgModel[]>;
  /**
   * Whether WhatsApp can be asked and the backlog is complete, which may contain an author's
   * answer.
   */
  isReady(): boolean;
  after?: Later;
}

type Later = (work: () => void, ms: number) => void;

const later: Later = (work, ms) => {
  setTimeout(work, ms);
};

/**
 * Asks the account's phone for messages that this device could not decrypt: each once in the life
 * of the page, a second time if the request could not be sent. WhatsApp's own interface does so for
 * messages on the screen, and here nothing is ever on the screen. The next page asks for messages
 * that are still missing when a page ends, and may not have them in memory; so their keys and times
 * are stored.
 */
export class Placeholders {
  readonly #asked = new Set<string>();
  readonly #waiting = new Map<string, MsgModel>();
  #isBusy = false;
  #isLoaded = false;
  #isAllowed = false;

  constructor(
    private readonly messages: Source,
    private readonly ways: Ways,
    private readonly kept: KeptKeys,
  ) {}

  start(): void {
    this.messages.on('add', (message) => this.see(message));
    this.messages.on('change:type', (message) => {
      if (!isUnreadable(message)) {
        this.kept.forget(String(message.id));
      }
    });
    for (const message of [...this.messages.getModelsArray()]) {
      this.see(message);
    }
  }

  /**
   * Allows requests. A request is itself a Signal message, so it must not be sent before the
   * sessions are known to be valid.
   */
  allow(): void {
    this.#isAllowed = true;
    this.look();
  }

  /** Checks whether there is anything to request; returns at once. */
  look(): void {
    const isAnything = this.#waiting.size > 0 || !this.#isLoaded;
    if (this.#isAllowed && !this.#isBusy && isAnything && this.ways.isReady()) {
      this.#isBusy = true;
      (this.ways.after ?? later)(() => void this.#askForSome(), patienceMs);
    }
  }

  /** Adds a message that exists in memory or only in WhatsApp's database. */
  see(message: MsgModel): void {
    const key = String(message.id);
    const isWanted = isUnreadable(message) && !this.#asked.has(key);
    if (isWanted && isGivenOut(message) && this.#waiting.size < mostWaiting) {
      this.#waiting.set(key, message);
      this.kept.keep(key, message.t ?? 0);
      this.look();
    }
  }

  async #askForSome(): Promise<void> {
    if (this.ways.isReady()) {
      await this.#loadKept();
      await this.#askForNext();
    }
    this.#isBusy = false;
    this.look();
  }

  /**
   * Loads, once per page, what an earlier page left. Without an answer those wait for the next
   * page.
   */
  async #loadKept(): Promise<void> {
    if (this.#isLoaded) {
      return;
    }
    this.#isLoaded = true;
    const keys = Object.keys(this.kept.all()).filter((key) => !this.#waiting.has(key));
    const found = keys.length === 0 ? [] : await this.ways.load(keys).catch(() => null);
    if (found !== null) {
      const unfilled = found.filter((message) => isUnreadable(message) && isGivenOut(message));
      const left = new Set(unfilled.map(({ id }) => String(id)));
      for (const key of keys.filter((one) => !left.has(one))) {
        this.kept.forget(key);
      }
      for (const message of unfilled) {
        this.see(message);
      }
    }
  }

  async #askForNext(): Promise<void> {
    const some = [...this.#waiting].slice(0, mostAtOnce);
    for (const [key] of some) {
      this.#waiting.delete(key);
    }
    const left = some.filter(([, message]) => isUnreadable(message));
    try {
      if (left.length > 0) {
        await this.ways.ask(left.map(([, message]) => message.id));
      }
    } catch {
      this.#again(left);
    }
    for (const [key] of left) {
      this.#asked.add(key);
    }
  }

  #again(failed: [key: string, message: MsgModel][]): void {
    for (const [key, message] of failed) {
      if (!this.#asked.has(key)) {
        this.#waiting.set(key, message);
      }
    }
  }
}

function isUnreadable(message: MsgModel): boolean {
  return message.type === 'ciphertext';
}

function isGivenOut(message: MsgModel): boolean {
  const { t, subtype, isViewOnce, isMdHistoryMsg } = message as {
    t?: number;
    subtype?: string;
    isViewOnce?: unknown;
    /** Set if the phone sent it as history: it could not read it either. */
    isMdHistoryMsg?: unknown;
  };
  const isRecent = Date.now() - (t ?? 0) * 1_000 < maxAgeMs;
  return isRecent && !isViewOnce && !isMdHistoryMsg && !withheld.test(subtype ?? '');
}
