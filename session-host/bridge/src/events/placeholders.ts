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
  on(event: 'add', listener: (message: MsgModel) => void): void;
  getModelsArray(): MsgModel[];
}

type Later = (work: () => void, ms: number) => void;

const later: Later = (work, ms) => {
  setTimeout(work, ms);
};

/**
 * Asks the account's phone for messages that this device could not decrypt: each once in the life of the
 * page, a second time when the request could not be sent. WhatsApp's own interface does so for what is on
 * screen; here nothing ever is.
 */
export class Placeholders {
  readonly #asked = new Set<string>();
  readonly #waiting = new Map<string, MsgModel>();
  #isBusy = false;

  /**
   * @param ask sends the request
   * @param isReady whether WhatsApp can be asked, and what came meanwhile is through: an author's answer
   *     may be among it
   */
  constructor(
    private readonly messages: Source,
    private readonly ask: (keys: MsgKey[]) => Promise<void>,
    private readonly isReady: () => boolean,
    private readonly after: Later = later,
  ) {}

  start(): void {
    this.messages.on('add', (message) => this.#see(message));
    for (const message of [...this.messages.getModelsArray()]) {
      this.#see(message);
    }
  }

  /** Looks whether there is anything to ask for; returns at once. */
  look(): void {
    if (!this.#isBusy && this.#waiting.size > 0 && this.isReady()) {
      this.#isBusy = true;
      this.after(() => void this.#askForSome(), patienceMs);
    }
  }

  #see(message: MsgModel): void {
    const key = String(message.id);
    const isWanted = isUnreadable(message) && !this.#asked.has(key);
    if (isWanted && isGivenOut(message) && this.#waiting.size < mostWaiting) {
      this.#waiting.set(key, message);
      this.look();
    }
  }

  async #askForSome(): Promise<void> {
    if (this.isReady()) {
      await this.#askForNext();
    }
    this.#isBusy = false;
    this.look();
  }

  async #askForNext(): Promise<void> {
    const some = [...this.#waiting].slice(0, mostAtOnce);
    for (const [key] of some) {
      this.#waiting.delete(key);
    }
    const left = some.filter(([, message]) => isUnreadable(message));
    try {
      if (left.length > 0) {
        await this.ask(left.map(([, message]) => message.id));
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
  const { t, subtype, isViewOnce } = message as {
    t?: number;
    subtype?: string;
    isViewOnce?: unknown;
  };
  const isRecent = Date.now() - (t ?? 0) * 1_000 < maxAgeMs;
  return isRecent && !isViewOnce && !withheld.test(subtype ?? '');
}
