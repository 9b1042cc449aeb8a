import type { Requests } from '../protocol';
import { link } from './link';
import { RefusedError } from './refused';

/** The account's own synchronised state, by WhatsApp's names. */
type AppState = 'chatSettings' | 'clearChat' | 'deleteChat' | 'labelChats' | 'profile';

const TOO_FAST = 429;
const RETRY_MS = 1_000;

/** The changes that the server does not know yet, oldest first. */
const untold: (() => Promise<unknown>)[] = [];
let isWaiting = false;

/**
 * Sends a change of app state (archive, pins, mutes, labels, the account's name, …) to the server.
 * As in the client, app state is synchronised in the background: if the server asks for a slower
 * pace, it gets the change later, in order. Rejects when the server refuses it for another reason.
 */
export async function synchronise<K extends AppState>(
  type: K,
  args: Requests[K][0],
): Promise<void> {
  const tell = (): Promise<unknown> => link.request(type, args);
  if (untold.length > 0) {
    untold.push(tell);
    return;
  }
  try {
    await tell();
  } catch (error) {
    if (!isTooFast(error)) {
      throw error;
    }
    untold.push(tell);
    later();
  }
}

function isTooFast(error: unknown): boolean {
  return error instanceof RefusedError && error.status === TOO_FAST;
}

function later(): void {
  if (isWaiting) {
    return;
  }
  isWaiting = true;
  setTimeout(() => {
    isWaiting = false;
    void tellUntold();
  }, RETRY_MS);
}

async function tellUntold(): Promise<void> {
  for (let next = untold[0]; next !== undefined; next = untold[0]) {
    try {
      await next();
    } catch (error) {
      // Without a connection it is sent later too. Permanently refused changes are dropped.
      if (!(error instanceof RefusedError) || isTooFast(error)) {
        later();
        return;
      }
    }
    untold.shift();
  }
}
