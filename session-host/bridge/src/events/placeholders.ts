import type { KeptKeys } from '../keptKeys';
import type { MsgKey, MsgModel } from '../page';

/** As WhatsApp itself asks: not for older ones, and for so many at a time. */
const maxAgeMs = 14 * 24 * 60 * 60 * 1_000;
const mostAtOnce = 32;

/** How long their authors have to encrypt them anew, as they are asked to at once. */
const patienceMs = 3_000;

/** How many may wait; what is beyond is asked for by the next page. */
const mostWaiting = 1_000;

/** What a phone does not give out again. */
const withheld = /view_once|bot|hosted/;

interface Source {
  on(event: 'add' | 'change:type', listener: (message: MsgModel) => void): void;
  getModelsArray(): MsgModel[];
}

/** How messages are found and asked for. */
interface Ways {
  /** Sends the request. */
  ask(keys: MsgKey[]): Promise<void>;
  /** Reads messages by the texts of their keys from WhatsApp's database. */
  load(keys: string[]): Promise<MsgModel[]>;
  /**
   * Whether WhatsApp can be asked, and what came meanwhile is through: an author's answer may be among it.
   */
  isReady(): boolean;
  after?: Later;
}

type Later = (work: () => void, ms: number) => void;

const later: Later = (work, ms) => {
  setTimeout(work, ms);
};

/**
 * Asks the account's phone for messages that this device could not decrypt: each once in the life of the
 * page, a second time when the request could not be sent. WhatsApp's own interface does so for what is on
 * screen; here nothing ever is. What is not filled when a page ends is asked for by the next one, which may not
 * have it in memory: the keys are kept, with the times of the messages.
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

  /** From now on it may ask: the request is a Signal message itself, so not before sessions are known to be good. */
  allow(): void {
    this.#isAllowed = true;
    this.look();
  }

  /** Looks whether there is anything to ask for; returns at once. */
  look(): void {
    const isAnything = this.#waiting.size > 0 || !this.#isLoaded;
    if (this.#isAllowed && !this.#isBusy && isAnything && this.ways.isReady()) {
      this.#isBusy = true;
      (this.ways.after ?? later)(() => void this.#askForSome(), patienceMs);
    }
  }

  /** A message that is there, in memory or in WhatsApp's database alone. */
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

  /** Once in this page: what an earlier one left. Without an answer they wait for the next page. */
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
    /** The phone has handed it over as history: it could not read it either. */
    isMdHistoryMsg?: unknown;
  };
  const isRecent = Date.now() - (t ?? 0) * 1_000 < maxAgeMs;
  return isRecent && !isViewOnce && !isMdHistoryMsg && !withheld.test(subtype ?? '');
}
