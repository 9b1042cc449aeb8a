import type { LogoutCause } from '../channel';
import type { Page } from '../page';

const byAccount: readonly string[] = [
  'user_initiated',
  'not_confirmed', // ours: logged out here, without the server's word for it
  'device_removed',
  'unknown_companion',
  'account_locked',
];

const byStorage: readonly string[] = [
  'web_fail_storage_initialization',
  'storage_quota_exceeded',
  'cache_storage_open_failed',
  'web_fail_offline_resume',
  'web_fail_add_chat',
  'web_fail_enc_salt',
];

/**
 * The client's `LOGOUT_REASON_CODE`, as the address has it: fatal in the client (its storage, for one), what the
 * account's data did not come through in, the first history did not, the account is locked. All other reasons
 * have none. They are not asked of the client: its function throws for a name that it does not know.
 */
const byCode: { readonly [code: string]: LogoutCause } = {
  0: 'storage',
  1: 'storage',
  2: 'storage',
  3: 'account',
};

/** The names of the client's timeouts are not known one by one. */
const storageWords = /storage|quota|timeout|timed_out/;

/**
 * What a logout's reason says. WhatsApp names it before it reloads the page (`conn.logout_reason`). The
 * next document knows it by the address at most, which has `logout_reason` as a number.
 */
export function logoutCause(page: Page, reason: string): LogoutCause {
  const named = causeOfName(reason);
  return named === 'unknown' ? causeOfAddress(page) : named;
}

function causeOfName(reason: string): LogoutCause {
  if (byAccount.includes(reason)) {
    return 'account';
  }
  return byStorage.includes(reason) || storageWords.test(reason) ? 'storage' : 'unknown';
}

function causeOfAddress(page: Page): LogoutCause {
  const code = new URLSearchParams(page.window.location.search).get('logout_reason');
  return (code === null ? undefined : byCode[code]) ?? 'unknown';
}
