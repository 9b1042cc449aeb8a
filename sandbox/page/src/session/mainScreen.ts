import { stream } from '../modules/account/stream';

/** How long after the main screen came up it begins to look whether anybody is there. */
const FIRST_LOOK_MS = 60_000;

/** … and how long it then waits for the mouse or a key before it says that nobody is. */
const IDLE_MS = 30_000;

let isShown = false;

/**
 * The main screen: says that the account is in use while its page has the focus, and 90 s later that it
 * is not, since nobody touches this page. Whoever marks it after that is not contradicted.
 */
export function showMain(): void {
  if (isShown) {
    return;
  }
  isShown = true;
  stream.on('change:available', () => stream.sendAvailability(), stream);
  if (document.hasFocus()) {
    stream.markAvailable();
  }
  setTimeout(() => stream.markUnavailable(), FIRST_LOOK_MS + IDLE_MS);
}
