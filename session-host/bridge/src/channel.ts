/** How the page stands with WhatsApp. */
export interface Snapshot {
  /**
   * The socket's state in WhatsApp's words; null before there is one. WhatsApp calls CONNECTED what is
   * not (yet) a connection to use: that is PAIRING while an account is being linked, and OPENING while
   * a linked one brings in its data or its stream is cut off.
   */
  state: string | null;
  /** The stream's mode: QR, SYNCING, MAIN, … */
  mode: string | null;
  authenticated: boolean;
  /** Linking waits for the account's passkey; no code counts meanwhile. */
  passkey: boolean;
  /** Operations work: the history is there, the account is linked, the server listens. */
  usable: boolean;
  /** The connection was stopped for good, as WhatsApp does when another login took its place. */
  stopped: boolean;
}

export const unknown: Snapshot = {
  state: null,
  mode: null,
  authenticated: false,
  passkey: false,
  usable: false,
  stopped: false,
};

/**
 * Who ended the link. `account`: its owner, or WhatsApp's server. `storage`: this client did, because
 * its databases did not open, were full or did not answer in time; the server may not even know.
 */
export type LogoutCause = 'account' | 'storage' | 'unknown';

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
  /** What limits the account is known since it last connected, as far as it can be. */
  | { type: 'limitsAsked' }
  /** WhatsApp sent something; unix ms. */
  | { type: 'event'; at: number }
  /** What came while this device was away is through, for the nth time in this document. */
  | { type: 'caughtUp'; times: number }
  /** An event of the account, with its data as JSON: see `events/`. */
  | {
      type: 'happened';
      name: string;
      key: string;
      chat: string;
      data: string;
      /** It was found when the host asked, and not seen happening. */
      recovered?: true;
    }
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
