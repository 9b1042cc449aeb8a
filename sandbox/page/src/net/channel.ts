import type { Push, Reply, Requests } from '../protocol';
import { RefusedError } from './refused';

type Frame = Reply | Push;

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
  timer: ReturnType<typeof setTimeout>;
}

/** The request could not be answered: no connection, lost on the way, or too late. */
export class DisconnectedError extends Error {}

export interface ChannelEvents {
  push(push: Push): void;
  /**
   * Called once, when the connection is lost or could not be made; with the server's close code.
   */
  closed(code: number): void;
}

/** The maximum time of an answer, or of the greeting, before the connection counts as dead. */
const ANSWER_DEADLINE_MS = 20_000;

/** The browser's code if the server gave no close code. */
const NO_CODE = 1005;

/** A WebSocket connection to the sandbox server. Not reusable after it closed. */
export class Channel {
  private readonly socket: WebSocket;
  private readonly pending = new Map<number, Pending>();
  private nextCall = 1;
  private closed = false;
  private lastInboundAt = performance.now();
  /** Runs until the server's greeting. */
  private readonly greeting = setTimeout(() => this.close(), ANSWER_DEADLINE_MS);

  constructor(
    url: string,
    private readonly events: ChannelEvents,
  ) {
    this.socket = new WebSocket(url);
    this.socket.onmessage = (event) => this.receive(JSON.parse(String(event.data)) as Frame);
    this.socket.onclose = (event) => this.end(event.code);
    this.socket.onerror = () => this.socket.close();
  }

  /**
   * Sends a request. Rejects with RefusedError when the server refuses, with DisconnectedError when
   * the connection ends first or no answer comes within 20 s; the latter closes the connection,
   * because a server that does not answer is as good as gone.
   */
  request<K extends keyof Requests>(type: K, args: Requests[K][0]): Promise<Requests[K][1]> {
    if (this.closed || this.socket.readyState !== WebSocket.OPEN) {
      return Promise.reject(new DisconnectedError(`No connection for ${type}`));
    }
    const call = this.nextCall++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.close(), ANSWER_DEADLINE_MS);
      this.pending.set(call, { resolve: resolve as Pending['resolve'], reject, timer });
      this.socket.send(JSON.stringify({ ...args, call, type }));
    });
  }

  /** The time since the server's last message, in milliseconds. */
  get msSinceLastInbound(): number {
    return performance.now() - this.lastInboundAt;
  }

  close(): void {
    this.socket.close();
    // The closing handshake of a deaf server never ends, so nothing waits for it.
    this.end(NO_CODE);
  }

  private receive(frame: Frame): void {
    if (this.closed) {
      return;
    }
    this.lastInboundAt = performance.now();
    clearTimeout(this.greeting);
    if ('push' in frame) {
      this.events.push(frame);
      return;
    }
    const waiting = this.pending.get(frame.call);
    if (waiting === undefined) {
      return;
    }
    this.pending.delete(frame.call);
    clearTimeout(waiting.timer);
    if (frame.ok) {
      waiting.resolve(frame.result);
    } else {
      waiting.reject(new RefusedError(frame.error));
    }
  }

  private end(code: number): void {
    if (this.closed) {
      return;
    }
    this.closed = true;
    clearTimeout(this.greeting);
    for (const { reject, timer } of this.pending.values()) {
      clearTimeout(timer);
      reject(new DisconnectedError('Connection lost'));
    }
    this.pending.clear();
    this.events.closed(code);
  }
}
