import { statusOf } from '../failure';
import type { Page } from '../page';

type Call = (...args: never[]) => Promise<unknown>;

/** What is sent, as far as it says what it is about. Keys of messages. */
interface Outgoing {
  data?: {
    id?: unknown;
    /** The message that an edit or a revocation changes. */
    protocolMessageKey?: unknown;
    /** The message that a reaction is about. */
    reactionParentKey?: unknown;
  };
}

/** A function of WhatsApp's whose refusals its own callers keep to themselves. */
interface Watched {
  module: string;
  name: string;
  /** What a call is about: keys of messages, ids. */
  about(...args: unknown[]): unknown[];
}

/**
 * `WAWebSendMsgJob.encryptAndSendMsg` sends every message, edit, revocation and reaction, and answers the
 * number of the server's refusal. What is above it marks the message, and forgets the number: an edit
 * resolves, a reaction rejects with a text, a revocation is told to nobody. Sends to channels, invitations
 * to look after one and questions after its followers do the same with what is refused to them.
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

/** So many are remembered: who asks does so within seconds. */
const remembered = 200;

/** What the server has refused lately, by what it was about. */
export class Refusals {
  readonly #statuses = new Map<string, number>();

  /** Notes how a call ended that was about something: with a status, or 0 when it was taken. */
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

  /** The status by which something was refused; 0 when it was taken, undefined when nobody knows. */
  of(about: unknown): number | undefined {
    return this.#statuses.get(String(about));
  }

  /** Nothing is known about something from now on: it is about to be tried. */
  forget(about: unknown): void {
    this.#statuses.delete(String(about));
  }
}

const known = new WeakMap<Page, Refusals>();
const wrapped = new WeakSet<Call>();

/** The page's refusals. Watches what can be watched from the first call on. */
export function refusalsOf(page: Page): Refusals {
  const refusals = known.get(page) ?? new Refusals();
  known.set(page, refusals);
  for (const one of watched) {
    watch(page, refusals, one);
  }
  return refusals;
}

/** Replaces the export, which WhatsApp's modules read anew at every call, as wa-js does. */
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

/** Notes how a call ends; what it answers or throws stays as it is. */
export async function noted<T>(
  refusals: Refusals,
  about: readonly unknown[],
  answer: Promise<T>,
): Promise<T> {
  try {
    const result = await answer;
    // By null, wa-js says of a status post that it failed: why, was noted further down.
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

/** What something that goes to the server is about. */
export const aboutOutgoing = keysOf;
