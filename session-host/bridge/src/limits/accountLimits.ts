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

/**
 * The server's clock may be slightly behind: asked at the exact second, it reports the limit as
 * still in force.
 */
const graceMs = 2_000;
const retryMs = 5 * 60_000;
/** The time after a ban in which the client may log in by itself before its page is reloaded. */
const letInMs = 60_000;
/** The time after which a ban without a known end counts as over. */
const unnamedBanMs = 60 * 60_000;
/** The interval of requests while sends wait for the answer, and the maximum wait of the sends. */
const askAgainMs = 5_000;
const sendsWaitMs = 20_000;
/** The longest delay of a browser's timer. */
const longestTimerMs = 2_000_000_000;

/**
 * Tracks WhatsApp's limits of the account, and tells the host of every change. It asks the server
 * after each connection, when the backlog is complete, and when a limit should be over; otherwise
 * it reads the client's records when the client reports a change. A page without these modules
 * knows no limits.
 *
 * A limit that was imposed while the account was offline is not pushed: the host sends nothing
 * after a connection before it is told `limitsAsked`.
 */
export class AccountLimits {
  #limits: Limits = noLimits;
  /** Whether the server was asked or has reported limits; before, nothing is reported. */
  #isKnown = false;
  #told: string | null | undefined;
  #asking: Promise<void> | null = null;
  /** The end of the sends' wait for the answers; null while they do not wait. */
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

  /** The known limits in force. Sends no request. */
  now(): Limits {
    return inForce(this.#limits, seconds());
  }

  /**
   * The limits in force, after asking the server if the account is connected.
   *
   * @throws Failure UNAVAILABLE_IN_THIS_VERSION, TOO_MANY_REQUESTS and other refusals of the
   * server
   */
  async asked(): Promise<Limits> {
    if (this.connection.observe().usable) {
      await this.#ask();
    }
    return this.now();
  }

  /**
   * Sends something. After an unexpected refusal the limits are requested again, so that the next
   * send is judged correctly.
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
        this.#letSend(wait); // there is nothing to ask, or the server does not answer this: further requests are useless
      } else if (wait === this.#sendsWait) {
        setTimeout(() => void this.#askForSends(wait, false), askAgainMs);
      }
    }
  }

  /**
   * Gives up on a server that accepts messages but does not report its limits: it decides by
   * itself.
   */
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

  /** Removes the ban: a connected account has been let in. */
  #unban(): void {
    this.#limits = { ...this.#limits, temporaryBan: null };
  }

  #askInBackground(): void {
    this.#ask().catch((error: unknown) => {
      // A page without the modules has nothing to ask; a server that does not answer may do so
      // later.
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

  /** Each of the two answers counts, even if the other fails. */
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
   * Reloads the page. It is unknown whether a refused client tries again by itself. A failed
   * attempt is reported, and this then waits again; without attempts only a new document connects.
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

  /** Checks again at a moment: reports limits that have ended, and asks the server. */
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

  /** Runs inside WhatsApp's own code, where it must not throw. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      const what = error instanceof Error ? error.name : typeof error;
      this.channel.send({ type: 'problem', problem: `limits_failed: ${what}` });
    }
  }
}

/** Turns an exception of the call itself into a rejection. */
async function askOne<T>(ask: () => Promise<T>): Promise<T> {
  return ask();
}

/** A delay within the limit of a browser's timer. */
function delayUntil(at: number): number {
  return Math.min(Math.max(at - Date.now(), 0), longestTimerMs);
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
