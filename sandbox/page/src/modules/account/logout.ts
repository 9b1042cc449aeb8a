import { define } from '../../loader/define';
import { DisconnectedError } from '../../net/channel';
import { link } from '../../net/link';
import { ServerStatusCodeError } from '../../net/refused';
import { dropCredentials } from '../../store/credentials';
import { deleteModelStorage } from '../../store/database';
import { closeStorage } from '../../store/storage';
import { cmd } from './cmd';
import { forgetLimits } from './limits';

/** How long listeners of `logout` have before the page leaves, so that `conn.logout()` can answer. */
const FAREWELL_MS = 300;

/** The client's codes are not known: these are invented, one for each reason that pages here give. */
const REASON_CODE: Record<string, number> = {
  user_initiated: 0,
  device_removed: 401,
  unknown_companion: 403,
  web_fail_storage_initialization: 11,
};

let previousCode: number | null = null;
let previousMessage: string | null = null;

const logoutReason = define('WAWebLogoutReason', {
  getErrorCodeFromLogoutReason: (reason: string): number => REASON_CODE[reason] ?? 0,
  setPrevLogoutReasonCode(code: number | null) {
    previousCode = code;
  },
  getPrevLogoutReasonCode: () => previousCode,
  setPrevCustomLogoutMessage(message: string | null) {
    previousMessage = message;
  },
  getPrevCustomLogoutMessage: () => previousMessage,
});

/** How long `Socket.logout` lets the request to unlink take, before it forgets everything all the same. */
const LOGOUT_MS = 3_000;

/**
 * Has the server remove this device, however often the connection is lost meanwhile. The server also says
 * so to the device, which then logs out by itself.
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

/** As in the client, nobody learns whether the device was unlinked. */
export async function logOutByUser(): Promise<void> {
  await Promise.race([
    unpairJob.unpairDevice('user_initiated').catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, LOGOUT_MS)),
  ]);
  await forgetDevice('user_initiated');
}

let leaving = false;

/** Whether this page has begun to forget its device: nothing more is taken in. */
export function isLeaving(): boolean {
  return leaving;
}

/** Drops what makes this page a linked device and starts over. Runs once; later calls do nothing. */
export async function forgetDevice(reason: string): Promise<void> {
  if (leaving) {
    return;
  }
  leaving = true;
  const code = logoutReason.getErrorCodeFromLogoutReason(reason);
  logoutReason.setPrevLogoutReasonCode(code);
  closeStorage();
  forgetLimits();
  await Promise.all([dropCredentials(), deleteModelStorage()]);
  cmd.onLogoutFromBridge();
  setTimeout(() => {
    const parameters = new URLSearchParams(location.search);
    parameters.set('post_logout', '1');
    if (code !== 0) {
      parameters.set('logout_reason', String(code));
    }
    location.assign(`/?${parameters}`);
  }, FAREWELL_MS);
}
