import { statusOf } from '../failure';
import type { Page } from '../page';

type Call = (...args: never[]) => Promise<unknown>;

/** The record of a send, with the keys of the messages that it concerns. */
interface Outgoing {
  data?: {
    id?: unknown;
    /** The message changed by an edit or a revocation. */
    protocolMessageKey?: unknown;
    /** The message of a reaction. */
    reactionParentKey?: unknown;
  };
}

/** A function of WhatsApp whose callers do not pass on its refusals. */
interface Watched {
  module: string;
  name: string;
  /** The subjects of a call: keys of messages, ids. */
  about(...args: unknown[]): unknown[];
}

/**
 * `WAWebSendMsgJob.encryptAndSendMsg` sends every message, edit, revocation and reaction, and
 * returns the number of the server's refusal. Its callers mark the message and drop the number: an
 * edit resolves, a reaction rejects with a text, a refused revocation is not reported. Sends to
 * channels, admin invitations and requests for followers treat refusals in the same way.
 */
const watched: readonly Watched[] = [
  {
    module: 'WAWebSendMsgJob',
    name: 'encryptAndSendMsg',
    about: (record) => keysOf(record as Outgoing),
  },
  {
    module: 'WAWebNewsletterSendMessageJob',
    name: 'sendNewsletterMessageJob',
    about: (send) => [(send as { msgData?: { id?: unknown } }).msgData?.id],
  },
  {
    module: 'WAWebMexCreateNewsletterAdminInviteJob',
    name: 'createNewsletterAdminInvite',
    about: (channel) => [channel],
  },
  {
    module: 'WAWebNewsletterSubscriberListJob',
    name: 'getNewsletterSubscribers',
    about: (channel) => [channel],
  },
];

function keysOf({ data }: Outgoing): unknown[] {
  return [data?.id, data?.protocolMessageKey, data?.reactionParentKey];
}

/** The number of remembered refusals: they are read within seconds. */
const remembered = 200;

/** The server's recent refusals, by subject. */
export class Refusals {
  readonly #statuses = new Map<string, number>();

  /** Records the result of a call about a subject: a status, or 0 when it was accepted. */
  note(about: readonly unknown[], status: number): void {
    for (const key of about) {
      if (key !== undefined && key !== null) {
        this.#statuses.delete(String(key));
        this.#statuses.set(String(key), status);
      }
    }
    for (const oldest of this.#statuses.keys()) {
      if (this.#statuses.size <= remembered) {
        break;
      }
      this.#statuses.delete(oldest);
    }
  }

  /**
   * The status with which a subject was refused; 0 when it was accepted, undefined when unknown.
   */
  of(about: unknown): number | undefined {
    return this.#statuses.get(String(about));
  }

  /** Removes a subject's result, because a new attempt begins. */
  forget(about: unknown): void {
    this.#statuses.delete(String(about));
  }
}

const known = new WeakMap<Page, Refusals>();
const wrapped = new WeakSet<Call>();

/** The page's refusals. Watches the functions from the first call on. */
export function refusalsOf(page: Page): Refusals {
  const refusals = known.get(page) ?? new Refusals();
  known.set(page, refusals);
  for (const one of watched) {
    watch(page, refusals, one);
  }
  return refusals;
}

/** Replaces the export, as wa-js does: WhatsApp's modules read it at every call. */
function watch(page: Page, refusals: Refusals, { module, name, about }: Watched): void {
  const exports = page.module<Record<string, Call | undefined>>(module);
  const original = exports?.[name];
  if (!exports || original === undefined || wrapped.has(original)) {
    return;
  }
  const watching = (...args: never[]): Promise<unknown> =>
    noted(refusals, about(...args), original(...args));
  wrapped.add(watching);
  exports[name] = watching;
}

/** Records the result of a call; its answer or exception does not change. */
export async function noted<T>(
  refusals: Refusals,
  about: readonly unknown[],
  answer: Promise<T>,
): Promise<T> {
  try {
    const result = await answer;
    // With null, wa-js reports a failed status post; the reason was recorded further down.
    if (result !== null) {
      const error = (result as { error?: unknown } | undefined)?.error;
      refusals.note(about, typeof error === 'number' ? error : 0);
    }
    return result;
  } catch (error) {
    const status = statusOf(error);
    if (status !== undefined) {
      refusals.note(about, status);
    }
    throw error;
  }
}

/** The subjects of something that is sent. */
export const aboutOutgoing = keysOf;
