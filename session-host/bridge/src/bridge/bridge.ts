import { Bundles } from '../bundles/bundles';
import { unresolved } from '../bundles/unresolved';
import type { CallContext, Context, Reached, Result } from '../call/context';
import { Channel, type Message, type Snapshot, unknown } from '../channel';
import { CaughtUp } from '../connection/caughtUp';
import { Connection } from '../connection/connection';
import { Evidence } from '../connection/evidence';
import { LinkCode } from '../connection/linkCode';
import { Logout } from '../connection/logout';
import { Passkey } from '../connection/passkey';
import { Presence } from '../connection/presence';
import { QrCode } from '../connection/qr';
import { type Dropped, SignalDrop } from '../connection/signalDrop';
import { PageStorage } from '../connection/storage';
import { Events } from '../events';
import { IndexedEvents } from '../events/eventStore';
import { LostMessages } from '../events/lostMessages';
import { Outbox } from '../events/outbox';
import { Placeholders } from '../events/placeholders';
import { Failure } from '../failure';
import { pageOperations } from '../generated/operations';
import { UnknownNumbers } from '../ids/unknownNumbers';
import { KeptKeys } from '../keptKeys';
import { AccountLimits } from '../limits/accountLimits';
import { StagedFiles } from '../media/staged';
import { type Global, Narrowing } from '../narrowing/install';
import { boundModules } from '../narrowing/modules';
import { ModuleView } from '../narrowing/view';
import { coreBindings } from '../operations/requirements';
import { Page, type Wpp } from '../page';
import { PendingMessages } from '../pending/pendingMessages';
import { IndexedPending } from '../pending/pendingStore';
import {
  askPhoneForMessages,
  exposeVersion,
  messagesByKeys,
  queryExists,
  readChatsWhenAskedOnly,
} from '../workarounds';
import { Availability } from './availability';
import { Calls, isPageOperation } from './calls';

/**
 * The modules that wa-js resolves at its start. It never resolves those again that it did not find
 * then.
 */
const coreModules = [
  'WAWebBackendEventBus',
  'WAWebChatCollection',
  'WAWebCmd',
  'WAWebConnModel',
  'WAWebContactCollection',
  'WAWebMsgCollection',
  'WAWebNetworkStatus',
  'WAWebSocketModel',
  'WAWebStreamModel',
  'WAWebUserPrefsIsLoggedIn',
];

const corePatienceMs = 5_000;
const widenAfterMs = 10_000;
const coreDeadlineMs = 60_000;
const readyDeadlineMs = 20_000;
const lookAgainMs = 500;
const watchRequireMs = 50;

/** The window with the global by which wa-js and the host find each other. */
export type PageWindow = Window & { WPP?: Wpp };

/** A sign of life. */
type Pulse = Snapshot & {
  /** Unix ms; null before the first event. */
  lastEventAt: number | null;
  /** Whether the page cannot store anything any more. */
  storageFails: boolean;
};

/** The parts that run once operations can run. */
interface Parts extends Omit<Context, 'messageId' | 'files' | 'named' | 'expiresAt' | 'queued'> {
  qr: QrCode;
  logout: Logout;
  signalDrop: SignalDrop;
  placeholders: Placeholders;
  evidence: Evidence;
  bundles: Bundles;
}

/** The bridge of one document, from before wa-js is loaded until the page goes away. */
export class Bridge {
  readonly #channel: Channel;
  readonly #view: ModuleView;
  readonly #narrowing: Narrowing;
  readonly #calls: Calls;
  readonly #staged: StagedFiles;
  readonly #outbox: Outbox;
  readonly #storage: PageStorage;
  readonly #lost: LostMessages;
  #events: Events | null = null;
  #parts: Parts | null = null;
  #mayBeUsed = false;
  /** Whether the account has connected since pending messages were last sent. */
  #isNewConnection = false;
  /** Switched off by measurements of its effect, with their own preload script. */
  readonly #isNarrow: boolean;
  #onReady: (() => void)[] = [];

  constructor(
    private readonly window: PageWindow,
    deliver: (message: Message & { n: number }) => void,
  ) {
    this.#channel = new Channel(deliver);
    this.#storage = new PageStorage(window.indexedDB);
    this.#lost = new LostMessages(window.indexedDB);
    this.#outbox = new Outbox(this.#channel, new IndexedEvents(window.indexedDB));
    this.#view = new ModuleView(
      boundModules,
      coreModules,
      corePatienceMs,
      () => performance.now(),
      () => this.#problem('narrowing_gave_up'),
    );
    this.#narrowing = new Narrowing(window as unknown as Global, this.#view);
    this.#staged = new StagedFiles(window);
    this.#calls = new Calls(() => this.#ready(), this.#staged);
    this.#isNarrow = !('__griotUnnarrowed' in window);
  }

  /** Configures wa-js before it runs. By default it would report to third parties. */
  prepare(): void {
    const config: Partial<Window['WPPConfig']> = {
      disableGoogleAnalytics: true,
      linkPreviewApiServers: [],
    };
    this.window.WPPConfig = config as Window['WPPConfig'];
    Presence.prepare(this.window);
    this.#outbox.start();
    if (this.#isNarrow) {
      this.#narrowing.wrapPresent();
    }
  }

  waJsFailed(error: unknown): void {
    this.#problem(`wa_js_failed: ${error instanceof Error ? error.name : typeof error}`);
  }

  /** Called after wa-js has run, which then waits for WhatsApp's modules. */
  waJsLoaded(): void {
    const wpp = this.window.WPP;
    if (wpp === undefined) {
      this.#problem('wa_js_failed: no WPP');
      return;
    }
    if (this.#isNarrow) {
      this.#narrowing.wrapFuture();
      this.#watchRequire(wpp);
    }
    const page = new Page(wpp, this.window);
    // wa-js registers its own listeners first, so they have run before this one.
    wpp.loader.onInjected(() => this.#start(page, performance.now()));
  }

  /** The file chooser into which the host puts the files of the command it calls next. */
  fileChooser(commandId: string): HTMLInputElement {
    return this.#staged.chooser(commandId);
  }

  callInOrder(operation: string, args: unknown, context: CallContext): Promise<Result | Reached> {
    this.#useFor(operation);
    return this.#calls.callInOrder(operation, args, context);
  }

  /**
   * The current state of the page. Never rejects.
   *
   * @param mayBeUsed whether the page may send messages that an earlier page left unsent
   */
  async pulse(mayBeUsed: boolean): Promise<Pulse> {
    if (mayBeUsed) {
      this.#use();
    }
    if (this.#parts === null) {
      return { ...unknown, lastEventAt: null, storageFails: false };
    }
    const { connection, evidence, qr } = this.#parts;
    const now = connection.observe();
    if (!now.authenticated) {
      void qr.look();
    }
    const storageFails = await this.#storage.fails(now.authenticated && !now.usable);
    return { ...now, lastEventAt: evidence.lastEventAt(), storageFails };
  }

  /** Unlinks the device. Resolves to whether it was unlinked. Never rejects. */
  async logout(): Promise<boolean> {
    try {
      await this.#ready();
      return (await this.#parts?.logout.run()) ?? false;
    } catch {
      // Not ready, or WhatsApp refuses: in both cases there was no logout.
      return false;
    }
  }

  /**
   * Allows sends for an operation that needs a connection: the host calls those only if sending is
   * allowed.
   */
  #useFor(operation: string): void {
    if (isPageOperation(operation) && pageOperations[operation].requires === 'connected') {
      this.#use();
    }
  }

  /** Allows sends: the host knows that this profile's Signal sessions are not outdated. */
  #use(): void {
    this.#mayBeUsed = true;
    this.#sendPending();
    this.#parts?.placeholders.allow();
  }

  #holdReceipts(page: Page): void {
    if (!readChatsWhenAskedOnly(page)) {
      this.#problem('chats_read_behind_sends');
    }
  }

  /** Sends pending messages again, once per connection, when the page may send. */
  #sendPending(): void {
    const parts = this.#parts;
    if (this.#mayBeUsed && this.#isNewConnection && parts?.connection.observe().usable) {
      this.#isNewConnection = false;
      parts.pending.resume(Date.now()).catch(() => this.#problem('pending_not_sent'));
    }
  }

  /** Confirms that the host has stored these events. */
  confirm(events: readonly (readonly [name: string, key: string])[]): void {
    this.#outbox.confirm(events);
  }

  /**
   * Reports the messages since a time, which the host may not know, and then the others. Never
   * rejects.
   *
   * @param since unix ms; null when the host has no events
   */
  async recall(since: number | null): Promise<void> {
    try {
      if (since !== null) {
        await this.#events?.recall(since);
      }
    } catch (error) {
      this.#problem(`recall_failed: ${error instanceof Error ? error.name : typeof error}`);
    }
    this.#outbox.release();
  }

  /** Keeps the messages of events that WhatsApp's history lacks. Never rejects. */
  async lacks(events: readonly string[]): Promise<void> {
    try {
      await this.#lost.add(events);
    } catch (error) {
      this.#problem(
        `lost_messages_not_kept: ${error instanceof Error ? error.name : typeof error}`,
      );
    }
  }

  /** Deletes from WhatsApp's database what an older profile must not send with. Never rejects. */
  async dropSignalSessions(): Promise<Dropped> {
    return (await this.#parts?.signalDrop.run()) ?? { dropped: false, missing: [] };
  }

  /**
   * A loader may define `require` in another way and bypass the setter, so this checks repeatedly.
   */
  #watchRequire(wpp: Wpp): void {
    const timer = setInterval(() => {
      const hasStarted = wpp.loader.loaderType !== 'unknown';
      if (hasStarted && !this.#narrowing.active) {
        this.#problem('narrowing_bypassed');
      }
      this.#narrowing.wrapPresent();
      if (hasStarted || this.#narrowing.active) {
        clearInterval(timer);
      }
    }, watchRequireMs);
  }

  /** Starts the parts that need WhatsApp's modules, once these are loaded. */
  #start(page: Page, since: number): void {
    const waitedMs = performance.now() - since;
    const lacking =
      waitedMs < widenAfterMs
        ? unresolved(page, coreBindings)
        : this.#view.widened(() => unresolved(page, coreBindings));
    if (lacking.length === 0) {
      exposeVersion(page);
      this.#run(page);
    } else if (waitedMs < coreDeadlineMs) {
      setTimeout(() => this.#start(page, since), lookAgainMs);
    } else {
      this.#problem(`modules_missing: ${lacking.join(' ')}`);
    }
  }

  #run(page: Page): void {
    const channel = this.#channel;
    const connection = new Connection(page, channel);
    const passkey = new Passkey(page, connection, channel);
    const linkCode = new LinkCode(page, connection, channel, passkey);
    const presence = new Presence(page, connection);
    const qr = new QrCode(page, connection, channel);
    const logout = new Logout(page, connection, channel);
    const signalDrop = new SignalDrop(page, channel);
    const evidence = new Evidence(page, channel);
    const bundles = new Bundles(page);
    const availability = new Availability(page, bundles, channel, (work) =>
      this.#view.widened(work),
    );
    // WhatsApp loads some modules only for a linked account.
    connection.onChange((now, before) => {
      if (now.usable) {
        this.#holdReceipts(page);
        availability.start();
        this.#isNewConnection ||= !before.usable;
        this.#sendPending();
      }
    });
    const numbers = new UnknownNumbers(
      page,
      (lid) => queryExists(page, lid),
      () => connection.observe().usable,
    );
    page.onUnknownNumber = (lid) => numbers.want(lid);
    const limits = new AccountLimits(page, connection, channel);
    const pending = new PendingMessages(
      page,
      new IndexedPending(this.window.indexedDB),
      (problem) => this.#problem(problem),
    );
    passkey.start();
    linkCode.start();
    presence.start();
    limits.start();
    connection.start();
    qr.start();
    logout.start();
    evidence.start();
    this.#events = new Events(page, channel, this.#outbox);
    this.#events.start();
    const caughtUp = new CaughtUp(page, {
      send: (message) => this.#outbox.inTurn(() => channel.send(message)),
    });
    const placeholders = new Placeholders(
      page.wpp.whatsapp.MsgStore,
      {
        ask: (keys) => askPhoneForMessages(page, keys),
        load: async (keys) =>
          messagesByKeys(
            page,
            keys.map((key) => page.wpp.whatsapp.MsgKey.fromString(key)),
          ),
        isReady: () => caughtUp.isThrough && connection.observe().usable,
      },
      new KeptKeys(page.window, 'griot.placeholders'),
    );
    caughtUp.onEach(() => placeholders.look());
    connection.onChange(() => placeholders.look());
    this.#events.onFound((message) => placeholders.see(message));
    placeholders.start();
    caughtUp.start();
    this.#parts = {
      page,
      connection,
      linkCode,
      presence,
      pending,
      limits,
      qr,
      logout,
      signalDrop,
      placeholders,
      evidence,
      bundles,
      lost: this.#lost,
    };
    for (const resume of this.#onReady.splice(0)) {
      resume();
    }
    if (this.#mayBeUsed) {
      this.#use();
    }
  }

  #ready(): Promise<Parts> {
    if (this.#parts !== null) {
      return Promise.resolve(this.#parts);
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Failure('SESSION_NOT_CONNECTED')), readyDeadlineMs);
      this.#onReady.push(() => {
        clearTimeout(timer);
        if (this.#parts !== null) {
          resolve(this.#parts);
        }
      });
    });
  }

  #problem(problem: string): void {
    this.#channel.send({ type: 'problem', problem });
  }
}
