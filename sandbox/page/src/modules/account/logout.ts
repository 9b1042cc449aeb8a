import { define } from '../../loader/define';
import { DisconnectedError } from '../../net/channel';
import { link } from '../../net/link';
import { ServerStatusCodeError } from '../../net/refused';
import { dropCredentials } from '../../store/credentials';
import { deleteModelStorage } from '../../store/database';
import { closeStorage } from '../../store/storage';
import { cmd } from './cmd';
import { forgetLimits } from './limits';

/**
 * The time for listeners of `logout` before the page leaves, so that `conn.logout()` can answer.
 */
const FAREWELL_MS = 300;

/** The client's codes for the reasons that occur here; null for those without a code. */
const REASON_CODE: Record<string, string | null> = {
  user_initiated: null,
  unknown_companion: null,
  web_fail_storage_initialization: '0',
};

/** As in the client, which has a code or null for each of its reasons. */
function codeOf(reason: string): string | null {
  const code = REASON_CODE[reason];
  if (code === undefined) {
    throw new Error(`Match: no case matches ${reason}`);
  }
  return code;
}

let previousCode: string | null = null;
let previousMessage: string | null = null;

const logoutReason = define('WAWebLogoutReason', {
  getErrorCodeFromLogoutReason: codeOf,
  setPrevLogoutReasonCode(code: string | null) {
    previousCode = code;
  },
  getPrevLogoutReasonCode: () => previousCode,
  setPrevCustomLogoutMessage(message: string | null) {
    previousMessage = message;
  },
  getPrevCustomLogoutMessage: () => previousMessage,
});

/**
 * The maximum time of the request to unlink in `Socket.logout`, before it deletes everything
 * anyway.
 */
const LOGOUT_MS = 3_000;

/**
 * Makes the server remove this device, over any number of lost connections. The server also tells
 * the device, which then logs out by itself.
 */
async function unpairDevice(_reason: string): Promise<{ status: number }> {
  for (;;) {
    await link.opened();
    try {
      await link.request('logout', {});
      return { status: 200 };
    } catch (error) {
      if (error instanceof ServerStatusCodeError) {
        return { status: error.status };
      }
      if (!(error instanceof DisconnectedError)) {
        throw error;
      }
    }
  }
}

const unpairJob = define('WAWebUnpairDeviceJob', { unpairDevice });

/** As in the client, callers do not learn whether the device was unlinked. */
export async function logOutByUser(): Promise<void> {
  await Promise.race([
    unpairJob.unpairDevice('user_initiated').catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, LOGOUT_MS)),
  ]);
  await forgetDevice('user_initiated');
}

let leaving = false;

/** Whether this page has begun to delete its device's data; it then processes nothing more. */
export function isLeaving(): boolean {
  return leaving;
}

/**
 * Deletes the data that make this page a linked device, and starts over. Later calls have no
 * effect.
 *
 * @param reason null if the server removed the device: the client names no reason then, and asks
 *     for no code
 */
export async function forgetDevice(reason: string | null): Promise<void> {
  if (leaving) {
    return;
  }
  leaving = true;
  const code = reason === null ? null : logoutReason.getErrorCodeFromLogoutReason(reason);
  logoutReason.setPrevLogoutReasonCode(code);
  closeStorage();
  forgetLimits();
  await Promise.all([dropCredentials(), deleteModelStorage()]);
  cmd.onLogoutFromBridge();
  setTimeout(() => {
    const parameters = new URLSearchParams(location.search);
    parameters.set('post_logout', '1');
    if (code !== null) {
      parameters.set('logout_reason', code);
    }
    location.assign(`/?${parameters}`);
  }, FAREWELL_MS);
}
