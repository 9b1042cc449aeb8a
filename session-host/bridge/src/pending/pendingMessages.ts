import { type FailureCode, failureOf, refusedSend, statusOf } from '../failure';
import type { MsgModel, Page } from '../page';
import {
  adaptStatusSender,
  bytesOf,
  messagesByKeys,
  type Prepared,
  putBytes,
  refusalsOf,
  resend,
  takeForOwn,
} from '../workarounds';
import type { PendingStore } from './pendingStore';
import { noteSend, type Send, type SendResult, sendUnderWay } from './underWay';

/** Failures after which the server may accept the message later. */
const mayPass: readonly FailureCode[] = ['OVERLOADED', 'TOO_MANY_REQUESTS'];

/**
 * Keeps the messages that were answered as pending. WhatsApp sends them while the page lives, unless
 * something fails. A reloaded page does not send them, and has lost the files that were not uploaded.
 * So they are stored, and sent again under their own ids at each new connection, until WhatsApp's
 * server has or refuses them, or their commands expire.
 */
export class PendingMessages {
  /** Keys of the watched messages. */
  readonly #watched = new Set<string>();
  /** Keys of the messages that this page made. */
  readonly #sentHere = new Set<string>();

  /** @param onProblem called when the browser's database does not store a message */
  constructor(
    private readonly page: Page,
    private readonly store: PendingStore,
    private readonly onProblem: (problem: string) => void,
  ) {}

  /** Stores a message that will be answered as pending; ignores acknowledged ones. Never rejects. */
  async remember(message: MsgModel, untilMs: number): Promise<void> {
    if (message.ack !== 0) {
      return;
    }
    const key = message.id.toString();
    this.#sentHere.add(key);
    const file = lacksUpload(message) ? bytesOf(this.page, message) : undefined;
    try {
      await this.store.put({ key, at: Date.now(), untilMs, file });
    } catch {
      this.onProblem('pending_not_kept');
    }
    this.#watch(message);
  }

  /**
   * Sends the stored messages again, the oldest first, except those being sent. WhatsApp itself still
   * sends the ones that this page made and that have not failed.
   */
  async resume(nowMs: number): Promise<void> {
    const kept = (await this.store.all()).sort((a, b) => a.at - b.at);
    for (const { key, untilMs } of kept) {
      const message = nowMs < untilMs ? await this.#find(key) : undefined;
      if (message === undefined || hasServer(message)) {
        await this.store.remove(key);
      } else if (!this.#sentHere.has(key) || isFailed(message)) {
        void this.again(message).catch(() => undefined);
        this.#watch(message);
      }
    }
  }

  /**
   * Sends a message again, unless this page is sending it already.
   *
   * @param prepare prepares the message's file, if the page does not have it
   */
  again(message: MsgModel, prepare?: () => Promise<Prepared>): Send {
    const underWay = sendUnderWay(this.page, message.id);
    if (underWay !== undefined) {
      return underWay;
    }
    refusalsOf(this.page).forget(message.id);
    if (message.id.remote.isStatus()) {
      adaptStatusSender(this.page);
    }
    return noteSend(this.page, message.id, this.#resend(message, prepare));
  }

  async #resend(
    message: MsgModel,
    prepare?: () => Promise<Prepared>,
  ): Promise<SendResult | undefined> {
    if (message.filehash) {
      takeForOwn(this.page, message);
    }
    if (lacksUpload(message) && bytesOf(this.page, message) === undefined) {
      const kept = (await this.store.get(message.id.toString()).catch(() => undefined))?.file;
      const file = kept === undefined ? await prepare?.() : { blob: kept };
      if (file !== undefined) {
        putBytes(this.page, message, file);
      }
    }
    return resend(this.page, message);
  }

  /** Removes a message from the store when the server has it or has refused it for good. */
  #watch(message: MsgModel): void {
    const key = message.id.toString();
    if (this.#watched.has(key)) {
      return;
    }
    this.#watched.add(key);
    const look = (): void => {
      if (hasServer(message)) {
        unwatch();
        this.#forget(key);
      }
    };
    const unwatch = (): void => {
      this.#watched.delete(key);
      message.off('change:ack', look);
    };
    const ended = (end: unknown): void => {
      unwatch();
      if (hasServer(message) || this.#isRefused(message, end)) {
        this.#forget(key);
      }
    };
    message.on('change:ack', look);
    sendUnderWay(this.page, message.id)?.then(ended, ended);
    look();
  }

  /** Whether the server refused it for good. Other failures, and a slower pace, may pass. */
  #isRefused(message: MsgModel, end: unknown): boolean {
    const status = statusOf(end) || refusalsOf(this.page).of(message.id);
    const { code } = status ? refusedSend(status) : failureOf(end);
    return status ? !mayPass.includes(code) : code === 'CONTACT_BLOCKED';
  }

  #forget(key: string): void {
    this.store.remove(key).catch(() => undefined);
  }

  async #find(key: string): Promise<MsgModel | undefined> {
    const { MsgKey, MsgStore } = this.page.wpp.whatsapp;
    const wanted = MsgKey.fromString(key);
    return MsgStore.get(wanted) ?? (await messagesByKeys(this.page, [wanted]))[0];
  }
}

/** Whether the server has it. */
function hasServer({ ack }: MsgModel): boolean {
  return (ack ?? 0) > 0;
}

function isFailed({ ack, isSendFailure }: MsgModel): boolean {
  return (ack ?? 0) < 0 || isSendFailure === true;
}

/** Whether its file is not uploaded yet: WhatsApp stores a message before the upload. */
function lacksUpload({ filehash, directPath }: MsgModel): boolean {
  return Boolean(filehash) && !directPath;
}
