import type { Requests } from '../protocol';
import { type Channel, DisconnectedError } from './channel';

/** The page's connection of the moment: what modules ask the server through. */
class Link {
  private channel: Channel | null = null;
  private usable = false;
  private waiting: (() => void)[] = [];

  attach(channel: Channel): void {
    this.channel = channel;
    this.usable = false;
  }

  /** The account is logged in on this connection: modules may use it. */
  open(): void {
    this.usable = true;
    for (const resume of this.waiting.splice(0)) {
      resume();
    }
  }

  /** Waits until modules may use the connection, however often it is lost before. */
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

  /** Rejects at once with DisconnectedError unless logged in. Otherwise as `Channel.request`. */
  request<K extends keyof Requests>(type: K, args: Requests[K][0]): Promise<Requests[K][1]> {
    if (this.channel === null || !this.usable) {
      return Promise.reject(new DisconnectedError(`Not logged in, cannot ${type}`));
    }
    return this.channel.request(type, args);
  }

  /** For what is said before the account is logged in: pairing, login. */
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
