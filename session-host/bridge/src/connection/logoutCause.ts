import type { LogoutCause } from '../channel';
import type { Page } from '../page';

const byAccount: readonly string[] = [
  'user_initiated',
  'not_confirmed', // our own reason: logged out here, without the server's confirmation
  'removed_by_server', // our own reason: WhatsApp named none
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
 * The client's `LOGOUT_REASON_CODE`, as in the address: a fatal error in the client (such as its
 * storage), a failed synchronisation of the account's data, a failed first history, the account is
 * locked. Other reasons have no code. The client's own function is not used, because it throws for
 * unknown names.
 */
const byCode: { readonly [code: string]: LogoutCause } = {
  0: 'storage',
  1: 'storage',
  2: 'storage',
  3: 'account',
};

/** A pattern, because the names of the client's timeouts are not all known. */
const storageWords = /storage|quota|timeout|timed_out/;

/**
 * The cause of a logout. WhatsApp gives its reason before it reloads the page
 * (`conn.logout_reason`). The next document finds it only in the address, as the number
 * `logout_reason`.
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
