import { stream } from '../modules/account/stream';

/** The time after the main screen at which it first checks for a person. */
const FIRST_LOOK_MS = 60_000;

/**
 * … and the time for which it then waits for the mouse or a key before it reports that there is
 * none.
 */
const IDLE_MS = 30_000;

let isShown = false;

/**
 * Shows the main screen: the account is in use while its page has the focus, and no longer after 90
 * s without a touch of the page. A later explicit setting is not changed.
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
