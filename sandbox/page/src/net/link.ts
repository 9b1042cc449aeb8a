import type { Requests } from '../protocol';
import { type Channel, DisconnectedError } from './channel';

/** The page's current connection, by which modules send requests to the server. */
class Link {
  private channel: Channel | null = null;
  private usable = false;
  private waiting: (() => void)[] = [];

  attach(channel: Channel): void {
    this.channel = channel;
    this.usable = false;
  }

  /** Marks the connection as usable: the account is logged in. */
  open(): void {
    this.usable = true;
    for (const resume of this.waiting.splice(0)) {
      resume();
    }
  }

  /** Waits until modules may use the connection, over any number of lost ones. */
  async opened(): Promise<void> {
    if (!this.usable) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
      });
    }
  }

  detach(): void {
    this.channel = null;
    this.usable = false;
  }

  get isOpen(): boolean {
    return this.usable;
  }

  /** Throws DisconnectedError without a connection. */
  msSinceLastInbound(): number {
    if (this.channel === null) {
      throw new DisconnectedError('No connection');
    }
    return this.channel.msSinceLastInbound;
  }

  drop(): void {
    this.channel?.close();
  }

  /**
   * Sends a request. Rejects at once with DisconnectedError unless logged in; otherwise as
   * `Channel.request`.
   */
  request<K extends keyof Requests>(type: K, args: Requests[K][0]): Promise<Requests[K][1]> {
    if (this.channel === null || !this.usable) {
      return Promise.reject(new DisconnectedError(`Not logged in, cannot ${type}`));
    }
    return this.channel.request(type, args);
  }

  /** Sends a request before the login: pairing, login. */
  requestUnpaired<K extends keyof Requests>(
    type: K,
    args: Requests[K][0],
  ): Promise<Requests[K][1]> {
    if (this.channel === null) {
      return Promise.reject(new DisconnectedError(`No connection, cannot ${type}`));
    }
    return this.channel.request(type, args);
  }
}

export const link = new Link();
