import type { Channel } from '../channel';
import type { Connection } from '../connection/connection';
import { failureOf } from '../failure';
import type { Page } from '../page';
import {
  askCapping,
  askTimelock,
  type BanNotice,
  cappingRecord,
  onLimits,
  timelockRecord,
} from '../workarounds';
import {
  banOf,
  endsOf,
  inForce,
  isOpenEnded,
  type Limits,
  limitAnything,
  noLimits,
  quotaOf,
  timelockOf,
  timelockOfRecord,
} from './shapes';

/** The server's clock may be a little behind: asked at the very second, it says "still". */
const graceMs = 2_000;
const retryMs = 5 * 60_000;
/** How long after a ban the client may take to be let in, before its page is loaded anew. */
const letInMs = 60_000;
/** When a ban counts as over whose end the server does not name. */
const unnamedBanMs = 60 * 60_000;
/** How soon the server is asked again while sends wait for its answer, and how long they do. */
const askAgainMs = 5_000;
const sendsWaitMs = 20_000;
/** The longest that a browser's timer takes. */
const longestTimerMs = 2_000_000_000;

/**
 * Knows what WhatsApp limits the account in, and tells the host of every change. Asks the server whenever the
 * account is connected anew, again when its backlog is through, and when a limit should be over; otherwise it
 * reads what the client keeps once that says that something changed. A page without these modules knows of no
 * limits.
 *
 * A limit that was laid on the account while it was away is not pushed: the host sends nothing after a
 * connection before it is told `limitsAsked`.
 */
export class AccountLimits {
  #limits: Limits = noLimits;
  /** Whether the server was asked, or has told by itself: before, nothing is said of no limits. */
  #isKnown = false;
  #told: string | null | undefined;
  #asking: Promise<void> | null = null;
  /** What ends the wait of sends for the answers; null while they do not wait. */
  #sendsWait: { giveUp: ReturnType<typeof setTimeout> } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reloading: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly page: Page,
    private readonly connection: Pick<Connection, 'observe' | 'onChange'>,
    private readonly channel: Pick<Channel, 'send'>,
  ) {}

  start(): void {
    this.#guarded(() => this.#read());
    onLimits(this.page, {
      timelock: () => this.#guarded(() => this.#changed(() => this.#readTimelock())),
      quota: () => this.#guarded(() => this.#changed(() => this.#readQuota())),
      ban: (notice) => this.#guarded(() => this.#banned(notice)),
      backlogEnded: () => this.#guarded(() => this.#askIfConnected()),
    });
    this.connection.onChange((now, before) => {
      if (now.usable && !before.usable) {
        this.#guarded(() => this.#letIn());
      }
    });
  }

  /** What limits the account at this moment, as far as is known. Asks nobody. */
  now(): Limits {
    return inForce(this.#limits, seconds());
  }

  /**
   * Asks the server, where the account is connected.
   *
   * @throws Failure UNAVAILABLE_IN_THIS_VERSION, TOO_MANY_REQUESTS and what else the server refuses with
   */
  async asked(): Promise<Limits> {
    if (this.connection.observe().usable) {
      await this.#ask();
    }
    return this.now();
  }

  /**
   * Sends something. A refusal that was not foreseen has the limits asked anew: what caused it is known
   * the next time.
   */
  async learning<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      const { code } = failureOf(error);
      if (code === 'RESTRICTED_NEW_CHATS' || code === 'NEW_CHAT_QUOTA_USED_UP') {
        this.#askInBackground();
      }
      throw error;
    }
  }

  #letIn(): void {
    this.#unban();
    if (this.#sendsWait !== null) {
      clearTimeout(this.#sendsWait.giveUp);
    }
    const wait = { giveUp: setTimeout(() => this.#giveUp(wait), sendsWaitMs) };
    this.#sendsWait = wait;
    void this.#askForSends(wait, true);
  }

  /** Asks until there are answers. Never rejects. */
  async #askForSends(wait: object, isFirst: boolean): Promise<void> {
    try {
      await this.#ask();
      this.#letSend(wait);
    } catch (error) {
      const { code } = failureOf(error);
      if (isFirst) {
        this.channel.send({ type: 'problem', problem: `limits_not_asked: ${code}` });
      }
      if (code !== 'OVERLOADED' && code !== 'TOO_MANY_REQUESTS') {
        this.#letSend(wait); // there is nothing to ask, or the server does not say: asking again is in vain
      } else if (wait === this.#sendsWait) {
        setTimeout(() => void this.#askForSends(wait, false), askAgainMs);
      }
    }
  }

  /** A server that takes messages and does not say its limits: it decides by itself. */
  #giveUp(wait: object): void {
    this.channel.send({ type: 'problem', problem: 'limits_unknown' });
    this.#letSend(wait);
    this.#wake(Date.now() + retryMs);
  }

  #letSend(wait: object): void {
    if (this.#sendsWait !== null && this.#sendsWait === wait) {
      clearTimeout(this.#sendsWait.giveUp);
      this.#sendsWait = null;
      this.channel.send({ type: 'limitsAsked' });
    }
  }

  #askIfConnected(): void {
    if (this.connection.observe().usable) {
      this.#unban();
      this.#askInBackground();
    }
  }

  /** An account that is connected was let in. */
  #unban(): void {
    this.#limits = { ...this.#limits, temporaryBan: null };
  }

  #askInBackground(): void {
    this.#ask().catch((error: unknown) => {
      // A page without the modules has nothing to ask; a server that does not answer may do so later.
      if (failureOf(error).code !== 'UNAVAILABLE_IN_THIS_VERSION') {
        this.#wake(Date.now() + retryMs);
      }
    });
  }

  #ask(): Promise<void> {
    this.#asking ??= this.#askBoth().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  /** What one of the two answers counts, also when the other fails. */
  async #askBoth(): Promise<void> {
    const answers = await Promise.allSettled([
      askOne(() => askTimelock(this.page)).then((answer) => {
        this.#limits = { ...this.#limits, reachoutTimelock: timelockOf(answer, seconds()) };
      }),
      askOne(() => askCapping(this.page)).then((info) => {
        this.#limits = { ...this.#limits, newChatQuota: quotaOf(info) };
      }),
    ]);
    const failed = answers.find((answer) => answer.status === 'rejected');
    this.#isKnown ||= failed === undefined;
    this.#tell();
    if (failed !== undefined) {
      throw failed.reason;
    }
  }

  #changed(read: () => void): void {
    read();
    this.#isKnown = true;
    this.#tell();
  }

  #read(): void {
    this.#readTimelock();
    this.#readQuota();
  }

  #readTimelock(): void {
    const reachoutTimelock = timelockOfRecord(timelockRecord(this.page), seconds());
    this.#limits = { ...this.#limits, reachoutTimelock };
  }

  #readQuota(): void {
    this.#limits = { ...this.#limits, newChatQuota: quotaOf(cappingRecord(this.page)) };
  }

  #banned(notice: BanNotice): void {
    const temporaryBan = banOf(notice, this.#limits.temporaryBan, seconds());
    this.#limits = { ...this.#limits, temporaryBan };
    this.#tell();
    clearTimeout(this.#reloading);
    if (temporaryBan !== null) {
      const now = Date.now();
      const { until } = temporaryBan;
      const end = until === null ? now + unnamedBanMs : Math.max(until * 1000, now);
      this.#reloading = setTimeout(() => this.#reload(), delayUntil(end + letInMs));
    }
  }

  /**
   * Whether a client that was turned away tries again by itself is not known. Each try that fails says so,
   * and this waits anew; without any, only a new document connects.
   */
  #reload(): void {
    const { usable, authenticated } = this.connection.observe();
    if (authenticated && !usable) {
      this.page.window.location.reload();
    }
  }

  #tell(): void {
    const limits = this.now();
    const isLimited = limitAnything(limits);
    const text = isLimited ? JSON.stringify(limits) : null;
    if (text !== this.#told && (isLimited || this.#isKnown)) {
      this.#told = text;
      this.channel.send({ type: 'limits', limits: text });
    }
    const moments = endsOf(limits).map((end) => end * 1000 + graceMs);
    if (isOpenEnded(limits)) {
      moments.push(Date.now() + retryMs);
    }
    if (moments.length > 0) {
      this.#wake(Math.min(...moments));
    }
  }

  /** Looks again at a moment: what has ended is told, and the server asked whether it has. */
  #wake(at: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () =>
        this.#guarded(() => {
          this.#tell();
          this.#askIfConnected();
        }),
      delayUntil(at),
    );
  }

  /** Runs inside WhatsApp's own code: it must not throw there. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      const what = error instanceof Error ? error.name : typeof error;
      this.channel.send({ type: 'problem', problem: `limits_failed: ${what}` });
    }
  }
}

/** A module that throws when it is called is like one that rejects. */
async function askOne<T>(ask: () => Promise<T>): Promise<T> {
  return ask();
}

/** What a browser's timer takes. */
function delayUntil(at: number): number {
  return Math.min(Math.max(at - Date.now(), 0), longestTimerMs);
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
