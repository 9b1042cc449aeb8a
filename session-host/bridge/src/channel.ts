/** The state of the page's connection to WhatsApp. */
export interface Snapshot {
  /**
   * The socket's state in WhatsApp's words; null before there is one. WhatsApp reports CONNECTED
   * for connections that cannot be used (yet): this is PAIRING while an account is being linked,
   * and OPENING while a linked one loads its data or its stream is cut off.
   */
  state: string | null;
  /** The stream's mode: QR, SYNCING, MAIN, … */
  mode: string | null;
  authenticated: boolean;
  /** Whether linking waits for the account's passkey; codes are not valid meanwhile. */
  passkey: boolean;
  /**
   * Whether operations work: the account is linked, its history is loaded, and the server listens.
   */
  usable: boolean;
  /**
   * Whether the connection was stopped permanently, as WhatsApp does when another login replaces
   * it.
   */
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
 * The cause of the link's end. `account`: the owner or WhatsApp's server. `storage`: this client,
 * because its databases did not open, were full or did not answer in time; the server may not even
 * know.
 */
export type LogoutCause = 'account' | 'storage' | 'unknown';

/** A message of the page to the host without a request. */
export type Message =
  | ({ type: 'state' } & Snapshot)
  /** Null when no code is needed or the last one is invalid. */
  | { type: 'qr'; qr: string | null }
  | { type: 'linkCode'; code: string }
  | { type: 'loggedOut'; reason: string; cause: LogoutCause }
  /**
   * The operations that this version of WhatsApp Web does not support; empty when it supports all.
   */
  | { type: 'missing'; operations: string[] }
  /** WhatsApp's limits of the account, as JSON; null when there are none. */
  | { type: 'limits'; limits: string | null }
  /** The limits of the account were requested after the last connection, as far as possible. */
  | { type: 'limitsAsked' }
  /** WhatsApp sent something; unix ms. */
  | { type: 'event'; at: number }
  /**
   * The messages received while this device was offline are complete, for the nth time in this
   * document.
   */
  | { type: 'caughtUp'; times: number }
  /** An event of the account, with its data as JSON: see `events/`. */
  | {
      type: 'happened';
      name: string;
      key: string;
      chat: string;
      data: string;
      /** It was found on the host's request, and not observed when it happened. */
      recovered?: true;
      /** Milliseconds since it happened, if an earlier document observed it. */
      age?: number;
    }
  /** Something is wrong, but the page continues. */
  | { type: 'problem'; problem: string };

/** Numbers the messages to the host, because BiDi may deliver them out of order. */
export class Channel {
  #count = 0;

  constructor(private readonly deliver: (message: Message & { n: number }) => void) {}

  send(message: Message): void {
    this.#count += 1;
    this.deliver({ n: this.#count, ...message });
  }
}
