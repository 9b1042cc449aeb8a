import type { Snapshot } from './connection/connection';
import type { LogoutCause } from './connection/logoutCause';

/** What the page tells the host without being asked. */
export type Message =
  | ({ type: 'state' } & Snapshot)
  /** Null when none is needed or the last one is dead. */
  | { type: 'qr'; qr: string | null }
  | { type: 'linkCode'; code: string }
  | { type: 'loggedOut'; reason: string; cause: LogoutCause }
  /** Operations that this version of WhatsApp Web cannot do; empty when it can do all. */
  | { type: 'missing'; operations: string[] }
  /** What WhatsApp limits the account in, as JSON; null once nothing does. */
  | { type: 'limits'; limits: string | null }
  /** WhatsApp sent something; unix ms. */
  | { type: 'event'; at: number }
  /** What came while this device was away is through, for the nth time in this document. */
  | { type: 'caughtUp'; times: number }
  /** An event of the account, with its data as JSON: see `events/`. */
  | { type: 'happened'; name: string; key: string; chat: string; data: string }
  /** Something is not as it should be, yet the page goes on. */
  | { type: 'problem'; problem: string };

/** Numbers what goes to the host, since BiDi may deliver messages out of order. */
export class Channel {
  #count = 0;

  constructor(private readonly deliver: (message: Message & { n: number }) => void) {}

  send(message: Message): void {
    this.#count += 1;
    this.deliver({ n: this.#count, ...message });
  }
}
